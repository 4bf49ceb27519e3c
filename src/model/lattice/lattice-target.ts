import { movesTraffic } from './lattice-service';
import { Finding, refuse } from '../finding';
import { NetworkMode, targetTypeOf } from '../task/network-mode';

/** What is known of where ECS registers the tasks of a service; `undefined` is unknown. */
export interface LatticeTargetFacts {
  readonly mode?: NetworkMode;
  readonly strategy?: string;
  readonly hasRole?: boolean;
  readonly hasAlternate?: boolean;
  /** Of the target groups: `IP`, `INSTANCE`, `ALB` or `LAMBDA`. */
  readonly targetType?: string;
  readonly alternateType?: string;
}

/** Refuses target groups that do not take the tasks, and their absence. ECS Developer Guide, "Use Amazon VPC Lattice". */
export function checkLatticeTarget({ alternateType, hasAlternate, hasRole, mode, strategy, targetType }: LatticeTargetFacts): Finding[] {
  const needed = mode === undefined ? undefined : targetTypeOf(mode)?.toUpperCase();
  const isOther = (type: string | undefined) => needed !== undefined && type !== undefined && type !== needed;
  const refused = (path: string, type: string | undefined) => (isOther(type) ? [refuse('LatticeRegistration.TargetType', path,
    `must be of the type ${needed} with the network mode ${mode}, got ${type}; make a target group of that type`)] : []);
  return [
    ...(hasRole === false ? [refuse('LatticeRegistration.NoRole', 'roleArn',
      'must be the role with which ECS registers tasks in VPC Lattice, got none; name a role that ecs.amazonaws.com may assume')] : []),
    ...refused('targetGroupArn', targetType),
    ...refused('alternateTargetGroupArn', alternateType),
    ...(movesTraffic(strategy) && hasAlternate === false ? [refuse('LatticeRegistration.NoAlternate', 'alternateTargetGroupArn',
      `must be where the other revision is registered with the strategy ${strategy}, got none; name a second target group, and the rule whose weights ECS sets`)] : []),
  ];
}
