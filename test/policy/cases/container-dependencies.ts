import { open, taskOf } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';

export const CONTAINER_DEPENDENCIES_CASES: readonly RuleCase[] = [
  {
    id: 'ContainerDependency.NoSuchContainer',
    good: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'START' }] }, {}),
    bad: taskOf({ DependsOn: [{ ContainerName: 'db', Condition: 'START' }] }, {}),
    tokens: taskOf({ DependsOn: [{ ContainerName: 'db', Condition: 'START' }] }, {}, open({ Name: 'db' })),
    at: 'Task Properties.ContainerDefinitions.0.DependsOn',
    message: '`ContainerDefinitions.0.DependsOn` must name a container of the same task: c0 or c1, got db',
  },
  {
    id: 'ContainerDependency.NoHealthCheck',
    good: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'HEALTHY' }] }, {}),
    bad: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'HEALTHY' }] }, { HealthCheck: undefined }),
    tokens: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'HEALTHY' }] }, { HealthCheck: open({ Command: ['CMD', 'true'] }) }),
    at: 'Task Properties.ContainerDefinitions.0.DependsOn',
    message: '`ContainerDefinitions.0.DependsOn` waits for c1 to be HEALTHY, but c1 has no health check',
  },
  {
    id: 'ContainerDependency.Essential',
    good: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'SUCCESS' }] }, { Essential: false }),
    bad: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'SUCCESS' }] }, { Essential: undefined }),
    tokens: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'SUCCESS' }] }, { Essential: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.DependsOn',
    message: '`ContainerDefinitions.0.DependsOn` waits for SUCCESS of c1, but c1 is essential, and its end stops the task',
  },
  {
    id: 'ContainerDependency.Circle',
    good: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'START' }] }, {}),
    bad: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'START' }] }, { DependsOn: [{ ContainerName: 'c0', Condition: 'HEALTHY' }] }),
    tokens: taskOf({ DependsOn: [{ ContainerName: 'c1', Condition: 'START' }] }, { DependsOn: [{ ContainerName: PARAMETER, Condition: 'HEALTHY' }] }),
    at: 'Task Properties.ContainerDefinitions.0.DependsOn',
    message: '`ContainerDefinitions.0.DependsOn` waits in a circle: c0 -> c1 -> c0',
  },
];
