import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tokenization } from 'aws-cdk-lib/core';
import type { Bootstrap } from './bootstrap';

/**
 * TOML for Bottlerocket. Strings of JSON are strings of TOML too.
 *
 * Bridge mode has no switch of its own: the hop limit of 1 keeps its tasks from the instance metadata service.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export function bottlerocketUserData({ clusterName, attributes, reservedMemoryMiB, blockInstanceMetadata, sessionAccess }: Bootstrap): ec2.UserData {
  return ec2.UserData.custom([
    '[settings.ecs]',
    `cluster = "${clusterName}"`,
    ...blockInstanceMetadata ? ['awsvpc-block-imds = true'] : [],
    ...reservedMemoryMiB !== undefined ? [`reserved-memory = ${Tokenization.stringifyNumber(reservedMemoryMiB)}`] : [],
    '',
    '[settings.ecs.instance-attributes]',
    ...Object.entries(attributes).map(([name, value]) => `${JSON.stringify(name)} = ${JSON.stringify(value)}`),
    // The container that Session Manager connects to.
    ...sessionAccess ? [] : ['', '[settings.host-containers.control]', 'enabled = false'],
  ].join('\n'));
}
