import { advise, Finding } from '../finding';

/** Advises against a target group that another service has already. ECS Developer Guide, "Use an Application Load Balancer". */
export function checkSharedGroup(path: string, other: string | undefined): Finding[] {
  return other === undefined ? [] : [advise('TargetGroup.Shared', path,
    `shares its target group with ${other}; deployments of one disturb the other, so give each a target group of its own`)];
}

/** Advises against a target group that a service has twice: requests then come to two ports of each task. */
export function checkGroupTwice(path: string): Finding[] {
  return [advise('TargetGroup.Twice', path,
    'is a target group that the service has already, which sends requests to two ports of each task; give each port a target group of its own')];
}
