import { open } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

export const CONTAINER_HEALTH_CASES: readonly RuleCase[] = [
  {
    id: 'ContainerHealth.Interval',
    good: task({ container: { HealthCheck: { Interval: 5 } } }),
    bad: task({ container: { HealthCheck: { Interval: 4 } } }),
    tokens: task({ container: { HealthCheck: { Interval: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.HealthCheck.Interval',
    message: '`ContainerDefinitions.0.HealthCheck.Interval` takes whole seconds from 5 to 300, got 4',
  },
  {
    id: 'ContainerHealth.Timeout',
    good: task({ container: { HealthCheck: { Timeout: 60 } } }),
    bad: task({ container: { HealthCheck: { Timeout: 61 } } }),
    tokens: task({ container: { HealthCheck: { Timeout: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.HealthCheck.Timeout',
    message: '`ContainerDefinitions.0.HealthCheck.Timeout` takes whole seconds from 2 to 60, got 61',
  },
  {
    id: 'ContainerHealth.Retries',
    good: task({ container: { HealthCheck: { Retries: 10 } } }),
    bad: task({ container: { HealthCheck: { Retries: 11 } } }),
    tokens: task({ container: { HealthCheck: { Retries: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.HealthCheck.Retries',
    message: '`ContainerDefinitions.0.HealthCheck.Retries` takes whole numbers from 1 to 10, got 11',
  },
  {
    id: 'ContainerHealth.StartPeriod',
    good: task({ container: { HealthCheck: { StartPeriod: 0 } } }),
    bad: task({ container: { HealthCheck: { StartPeriod: -1 } } }),
    tokens: task({ container: { HealthCheck: { StartPeriod: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.HealthCheck.StartPeriod',
    message: '`ContainerDefinitions.0.HealthCheck.StartPeriod` takes whole seconds from 0 to 300, got -1',
  },
  {
    id: 'ContainerHealth.Command',
    good: task({ container: { HealthCheck: { Command: ['CMD', 'true'] } } }),
    bad: task({ container: { HealthCheck: { Command: ['true'] } } }),
    tokens: task({ container: { HealthCheck: { Command: [PARAMETER] } } }),
    at: 'Task Properties.ContainerDefinitions.0.HealthCheck.Command',
    message: "`ContainerDefinitions.0.HealthCheck.Command` must start with CMD or CMD-SHELL and then say what to run, got 'true' alone",
  },
  {
    id: 'ContainerHealth.None',
    good: task({ container: { HealthCheck: { Command: ['CMD', 'true'] } } }),
    bad: task({ container: { HealthCheck: undefined } }),
    tokens: task({ container: { HealthCheck: open({ Command: ['CMD', 'true'] }) } }),
    at: 'Task Properties.ContainerDefinitions.0.HealthCheck',
    message: '`ContainerDefinitions.0.HealthCheck` must say how ECS asks whether the container is well, got none',
  },
];
