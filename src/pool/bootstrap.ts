import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AgentOptions, InstanceAttribute, placesHostModeTaskRoles } from './agent-options';
import { bottlerocketUserData } from './bootstrap-bottlerocket';
import { ecsConfigUserData } from './bootstrap-ecs-config';
import { windowsUserData } from './bootstrap-windows';
import { BoundPoolImage } from './pool-image';
import { ImageFamily } from '../model/capacity/machine-image';

/** What an instance is told when it starts for the first time. */
export interface Bootstrap {
  readonly clusterName: string;
  readonly attributes: Record<string, string>;
  readonly reservedMemoryMiB?: number;
  /** Tasks do not reach the instance metadata service. */
  readonly blockInstanceMetadata: boolean;
  readonly hostModeTaskRoles: boolean;
  readonly gpus: boolean;
  readonly sessionAccess: boolean;
  readonly variables: Record<string, string>;
}

const USER_DATA: Record<ImageFamily, (bootstrap: Bootstrap) => ec2.UserData> = {
  'amazon-linux': ecsConfigUserData,
  'bottlerocket': bottlerocketUserData,
  'windows': windowsUserData,
};

/** The user data of an instance, in the way of its operating system. */
export function userDataOf(
  clusterName: string, image: BoundPoolImage, agent: AgentOptions, mark: InstanceAttribute, sessionAccess: boolean,
): ec2.UserData {
  return USER_DATA[image.family]({
    clusterName,
    attributes: { ...agent.attributes, [mark.name]: mark.value },
    reservedMemoryMiB: agent.reservedMemoryMiB,
    blockInstanceMetadata: !agent.instanceMetadataAccess,
    hostModeTaskRoles: placesHostModeTaskRoles(agent, image.family),
    gpus: image.tellAgentOfGpus,
    sessionAccess,
    variables: agent.variables ?? {},
  });
}
