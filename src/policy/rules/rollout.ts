import { SOURCES } from './deployment-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const ROLLOUT_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.percentages,
  satisfiedBy: 'Rollout.rolling keeps 100 percent and allows 200',
}, [
  {
    id: 'RolloutPlan.MinHealthyPercent',
    info: 'The minimum of healthy tasks is no percentage from 0 to 100.',
    explanation: 'ECS refuses the service when it is created or updated.',
    remedy: 'Set `MinimumHealthyPercent` to a whole number from 0 to 100.',
  },
  {
    id: 'RolloutPlan.MaxHealthyPercent',
    info: 'The maximum of running tasks is below 100 percent.',
    explanation: 'A service could not even run the tasks that it wants; ECS refuses it.',
    remedy: 'Set `MaximumPercent` to a whole number from 100 up.',
  },
  {
    id: 'RolloutPlan.Stalls',
    info: 'A rolling update can never finish: no task may start, and none may stop.',
    explanation: 'ECS rounds the minimum up and the maximum down; where both come to the desired count, or instances run out, the deployment hangs until CloudFormation gives up after hours.',
    remedy: 'Lower `MinimumHealthyPercent`, raise `MaximumPercent`, or have more instances than tasks with a fixed host port.',
    source: SOURCES.rolling,
  },
  {
    id: 'RolloutPlan.Rebalancing',
    info: 'Availability zone rebalancing has no room for the task that it starts first.',
    explanation: 'Rebalancing starts a task in another zone before it stops one; ECS refuses it with a maximum of 100 percent.',
    remedy: 'Raise `MaximumPercent` above 100, or set `AvailabilityZoneRebalancing` to DISABLED.',
    source: SOURCES.rebalancing,
    satisfiedBy: 'Services write DISABLED where rebalancing cannot be',
  },
  {
    id: 'RolloutPlan.BelowDesired',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'A rolling update stops tasks before new ones run.',
    explanation: 'The tasks that are left take all of the load in every deployment, which is when new code meets it first. ECS itself keeps 100 percent, and the CDK writes 50.',
    remedy: 'Set `MinimumHealthyPercent` to 100 and `MaximumPercent` above it, such as 200.',
  },
]);
