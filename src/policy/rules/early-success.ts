import { SOURCES } from './deployment-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const EARLY_SUCCESS_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.earlySuccess,
  satisfiedBy: 'EarlySuccess is part of Rollout.rolling alone, and checked there',
}, [
  {
    id: 'EarlySuccess.HealthyPercent',
    info: 'A deployment is to succeed early at no percentage from 0 to 100.',
    explanation: 'ECS refuses the service when it is created or updated.',
    remedy: 'Set `HealthyPercent` to a whole number from 0 to 100.',
  },
  {
    id: 'EarlySuccess.BelowMinimum',
    info: 'A deployment is to succeed with fewer healthy tasks than have to keep running.',
    explanation: 'ECS refuses a percentage below `MinimumHealthyPercent`.',
    remedy: 'Raise `HealthyPercent`, or lower `MinimumHealthyPercent`.',
  },
  {
    id: 'EarlySuccess.NotRolling',
    info: 'A deployment that is no rolling update is to succeed early.',
    explanation: 'Early success is for rolling updates of ECS; it refuses the criteria with other strategies and controllers.',
    remedy: 'Leave `EarlySuccessCriteria` out, or set `Strategy` to ROLLING.',
  },
  {
    id: 'EarlySuccess.NoCleanup',
    info: 'It is not said when old tasks go after an early success.',
    explanation: 'ECS needs to know whether old tasks stop before or after the deployment counts as successful, and refuses the criteria otherwise.',
    remedy: 'Set `SourceServiceRevisionCleanup` to BLOCKING or DEFERRED.',
  },
]);
