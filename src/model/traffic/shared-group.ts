import { advise, Finding } from '../finding';

/** Advises against a target group that another service has already. ECS Developer Guide, "Use an Application Load Balancer". */
export function checkSharedGroup(path: string, other: string | undefined): Finding[] {
  return other === undefined ? [] : [advise('TargetGroup.Shared', path,
    `shares its target group with ${other}; deployments of one disturb the other, so give each a target group of its own`)];
}
