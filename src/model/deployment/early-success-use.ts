import { DeploymentKindFacts } from './circuit-breaker';
import { Finding, refuse } from '../finding';

/** What is known of a service that may succeed early, apart from its percentage. */
export interface EarlySuccessUseFacts extends DeploymentKindFacts {
  readonly enabled?: boolean;
  /** It is written when the old tasks go. */
  readonly cleanup?: boolean;
}

/** Refuses early success where ECS has none. CloudFormation reference, AWS::ECS::Service DeploymentEarlySuccessCriteria. */
export function checkEarlySuccessUse({ cleanup, controller, enabled, strategy }: EarlySuccessUseFacts): Finding[] {
  if (!enabled) return [];
  const other = [controller === 'ECS' ? undefined : controller, strategy === 'ROLLING' ? undefined : strategy].find((kind) => kind !== undefined);
  return [
    ...(other === undefined ? [] : [refuse('EarlySuccess.NotRolling', 'enable', `is for rolling updates of ECS, got ${other}; leave the criteria out, or take ROLLING`)]),
    ...(cleanup === false ? [refuse('EarlySuccess.NoCleanup', 'sourceServiceRevisionCleanup', 'must be BLOCKING or DEFERRED, got nothing; write one of them')] : []),
  ];
}
