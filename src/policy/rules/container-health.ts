import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

export const CONTAINER_HEALTH_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.healthCheck,
  satisfiedBy: 'ContainerHealth takes only what ECS does',
}, [
  {
    id: 'ContainerHealth.Interval',
    info: 'The interval of a health check is out of range.',
    explanation: 'ECS takes 5 to 300 seconds, and refuses others.',
    remedy: 'Set `Interval` to 5 to 300, or leave it out for 30.',
  },
  {
    id: 'ContainerHealth.Timeout',
    info: 'The timeout of a health check is out of range.',
    explanation: 'ECS takes 2 to 60 seconds, and refuses others.',
    remedy: 'Set `Timeout` to 2 to 60, or leave it out for 5.',
  },
  {
    id: 'ContainerHealth.Retries',
    info: 'The retries of a health check are out of range.',
    explanation: 'ECS takes 1 to 10 failures in a row, and refuses others.',
    remedy: 'Set `Retries` to 1 to 10, or leave it out for 3.',
  },
  {
    id: 'ContainerHealth.StartPeriod',
    info: 'The start period of a health check is out of range.',
    explanation: 'ECS takes 0 to 300 seconds, and refuses others.',
    remedy: 'Set `StartPeriod` to 0 to 300, or leave it out.',
  },
  {
    id: 'ContainerHealth.Command',
    info: 'The command of a health check does not say how to run it.',
    explanation: 'ECS takes a list that starts with CMD, or with CMD-SHELL for a shell, and names the command after it.',
    remedy: 'Put CMD or CMD-SHELL first in `Command`, and what to run after it.',
  },
  {
    id: 'ContainerHealth.None',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'A container has no health check of its own.',
    explanation: 'ECS then sees that it ends, not that it hangs. A load balancer may ask in its place: the rule runs only when its standard is asked for.',
    remedy: 'Add a `HealthCheck` with a `Command` that fails when the container is not well.',
    satisfiedBy: '-',
    controls: [{ standard: RuleStandard.KICS, id: 'd24389b4-b209-4ff0-8345-dc7a4569dcdd' }],
    byDefault: false,
  },
]);
