import { advise, Finding } from '../finding';
import { mapsPorts, NetworkMode } from '../task/network-mode';

/** What is known of the instance metadata service on the instances of a pool, and of the tasks there. */
export interface MetadataFacts {
  /** The service is on; absent where that is not known. */
  readonly endpoint?: boolean;
  readonly tokens?: 'required' | 'optional';
  readonly hopLimit?: number;
  /** Tasks in awsvpc mode do not reach it. */
  readonly blocked?: boolean;
  readonly modes: readonly NetworkMode[];
}

// EC2 User Guide, "Configure the Instance Metadata Service options": a container is one hop further away than its instance.
const INSTANCE_ONLY = 1;

/** Advises against a service that gives the role of the instance to its tasks. */
export function checkMetadata({ blocked, endpoint, hopLimit, modes, tokens }: MetadataFacts): Finding[] {
  if (!endpoint) return [];
  // ECS Developer Guide, "IAM roles best practices".
  return [
    ...(tokens === 'optional' ? [advise('InstanceMetadata.TokensOptional', 'httpTokens',
      'must be required, so that a request that is forged does not get the credentials of the instance, got optional; set HttpTokens to required')] : []),
    ...(hopLimit !== undefined && hopLimit > INSTANCE_ONLY && modes.some(mapsPorts) ? [advise('InstanceMetadata.HopLimit', 'hopLimit',
      `must be ${INSTANCE_ONLY}, which keeps tasks in bridge mode from the credentials of the instance, got ${hopLimit}; lower it`)] : []),
    ...(blocked === false && modes.includes('awsvpc') ? [advise('InstanceMetadata.NotBlocked', 'userData',
      'must keep tasks in awsvpc mode from the credentials of the instance, got no ECS_AWSVPC_BLOCK_IMDS=true; write it to /etc/ecs/ecs.config')] : []),
  ];
}
