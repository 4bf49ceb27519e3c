import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tokenization } from 'aws-cdk-lib/core';
import type { Bootstrap } from './bootstrap';

// ECS Developer Guide, "Task IAM role", for tasks in bridge mode. The hop limit of 1 keeps them out as well; the rule does without it.
const KEEP_BRIDGE_FROM_METADATA = '--insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP';

/**
 * Appends to `/etc/ecs/ecs.config`, which the agent reads once this script has ended.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 */
export function ecsConfigUserData(bootstrap: Bootstrap): ec2.UserData {
  const userData = ec2.UserData.forLinux();
  userData.addCommands(
    "cat <<'END' >> /etc/ecs/ecs.config",
    ...Object.entries(variablesOf(bootstrap)).map(([name, value]) => `${name}=${value}`),
    'END',
  );
  if (bootstrap.blockInstanceMetadata) {
    userData.addCommands(
      'mkdir -p /etc/systemd/system/docker.service.d',
      "cat <<'END' > /etc/systemd/system/docker.service.d/keep-bridge-from-metadata.conf",
      '[Service]',
      // With a hyphen: Docker starts where the rule cannot be made.
      `ExecStartPost=-/usr/sbin/iptables ${KEEP_BRIDGE_FROM_METADATA}`,
      'END',
      'systemctl daemon-reload',
      'systemctl restart docker',
    );
  }
  return userData;
}

function variablesOf(bootstrap: Bootstrap): Record<string, string> {
  const { clusterName, attributes, reservedMemoryMiB, blockInstanceMetadata, hostModeTaskRoles, gpus, variables } = bootstrap;
  return {
    ECS_CLUSTER: clusterName,
    ECS_INSTANCE_ATTRIBUTES: JSON.stringify(attributes),
    ...blockInstanceMetadata && { ECS_AWSVPC_BLOCK_IMDS: 'true' },
    ...!hostModeTaskRoles && { ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST: 'false' },
    ...reservedMemoryMiB !== undefined && { ECS_RESERVED_MEMORY: Tokenization.stringifyNumber(reservedMemoryMiB) },
    ...gpus && { ECS_ENABLE_GPU_SUPPORT: 'true' },
    ...variables,
  };
}
