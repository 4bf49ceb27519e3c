import { containers, ec2Task, open, taskOf, windowsTask } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';

const ROUTED = { LogConfiguration: { LogDriver: 'awsfirelens', Options: { Name: 'cloudwatch' } } };
const BUFFERED = { LogConfiguration: { LogDriver: 'awsfirelens', Options: { Name: 's3' } } };
const ROUTER = { FirelensConfiguration: { Type: 'fluentbit' } };
const WINDOWS = { ReadonlyRootFilesystem: undefined, User: undefined };

export const FIRE_LENS_CASES: readonly RuleCase[] = [
  {
    id: 'FireLens.NoRouter',
    good: taskOf(ROUTED, ROUTER),
    bad: taskOf(ROUTED),
    tokens: taskOf(ROUTED, { FirelensConfiguration: open({ Type: 'fluentbit' }) }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.LogDriver',
    message: '`ContainerDefinitions.0.LogConfiguration.LogDriver` logs with awsfirelens, but the task has no log router',
  },
  {
    id: 'FireLens.TwoRouters',
    good: taskOf(ROUTED, ROUTER),
    bad: taskOf(ROUTED, ROUTER, ROUTER),
    tokens: taskOf(ROUTED, ROUTER, { FirelensConfiguration: open({ Type: 'fluentbit' }) }),
    at: 'Task Properties.ContainerDefinitions.2',
    message: '`ContainerDefinitions.2` must route the logs of its task alone, got `ContainerDefinitions.1` too',
  },
  {
    id: 'FireLens.Unused',
    good: taskOf(ROUTED, ROUTER),
    bad: taskOf({}, ROUTER),
    tokens: taskOf({ LogConfiguration: { LogDriver: PARAMETER } }, ROUTER),
    at: 'Task Properties.ContainerDefinitions.1',
    message: '`ContainerDefinitions.1` must have containers with the driver awsfirelens whose logs it routes, got none',
  },
  {
    id: 'FireLens.Port',
    good: taskOf({ ...ROUTED, PortMappings: [{ ContainerPort: 24225 }] }, ROUTER),
    bad: taskOf({ ...ROUTED, PortMappings: [{ ContainerPort: 24224 }] }, ROUTER),
    tokens: taskOf({ ...ROUTED, PortMappings: [{ ContainerPort: PARAMETER }] }, ROUTER),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings',
    message: '`ContainerDefinitions.0.PortMappings` must leave 24224 to the log router, which listens there at the same address, got that port',
  },
  {
    id: 'FireLens.Port',
    good: ec2Task({}, { ...ROUTED, PortMappings: [{ ContainerPort: 24224 }] }, ROUTER),
    bad: ec2Task({ NetworkMode: 'host' }, { ...ROUTED, PortMappings: [{ ContainerPort: 24224 }] }, ROUTER),
    tokens: ec2Task({ NetworkMode: PARAMETER }, { ...ROUTED, PortMappings: [{ ContainerPort: 24224 }] }, ROUTER),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings',
    message: '`ContainerDefinitions.0.PortMappings` must leave 24224 to the log router, which listens there at the same address, got that port',
  },
  {
    id: 'FireLens.OpenPort',
    good: taskOf(ROUTED, ROUTER),
    bad: taskOf(ROUTED, { ...ROUTER, PortMappings: [{ ContainerPort: 24224 }] }),
    tokens: taskOf(ROUTED, { ...ROUTER, PortMappings: [{ ContainerPort: PARAMETER }] }),
    at: 'Task Properties.ContainerDefinitions.1.PortMappings',
    message: '`ContainerDefinitions.1.PortMappings` must not map 24224, where the log router takes whatever reaches it for logs of its task, got that port',
  },
  {
    id: 'FireLens.RoutesItself',
    good: taskOf(ROUTED, ROUTER),
    bad: taskOf(ROUTED, { ...ROUTER, ...ROUTED }),
    tokens: taskOf(ROUTED, { ...ROUTER, LogConfiguration: { LogDriver: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.1.LogConfiguration.LogDriver',
    message: '`ContainerDefinitions.1.LogConfiguration.LogDriver` takes another driver than awsfirelens, since the router cannot route its own logs',
  },
  {
    id: 'FireLens.Windows',
    good: taskOf(ROUTED, ROUTER),
    bad: windowsTask({ ContainerDefinitions: containers({ ...ROUTED, ...WINDOWS }, { ...ROUTER, ...WINDOWS }) }),
    tokens: windowsTask({ RuntimePlatform: { OperatingSystemFamily: PARAMETER }, ContainerDefinitions: containers(ROUTED, ROUTER) }),
    at: 'Task Properties.ContainerDefinitions.1',
    message: '`ContainerDefinitions.1` needs Linux, got Windows containers',
  },
  {
    id: 'FireLens.ConfigInBucket',
    good: taskOf(ROUTED, { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 'file', 'config-file-value': '/extra.conf' } } }),
    bad: taskOf(ROUTED, { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 's3', 'config-file-value': '/extra.conf' } } }),
    tokens: taskOf(ROUTED, { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': PARAMETER, 'config-file-value': '/extra.conf' } } }),
    at: 'Task Properties.ContainerDefinitions.1.FirelensConfiguration',
    message: '`ContainerDefinitions.1.FirelensConfiguration` must be in the image on Fargate, got one in a bucket',
  },
  {
    id: 'FireLens.User',
    good: taskOf(ROUTED, { ...ROUTER, User: '1000:1000' }),
    bad: taskOf(ROUTED, { ...ROUTER, User: 'fluent' }),
    tokens: taskOf(ROUTED, { ...ROUTER, User: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.1.User',
    message: '`ContainerDefinitions.1.User` must be a number, or one with a group after a colon, for a log router, got fluent',
  },
  {
    id: 'FireLens.NotEssential',
    good: taskOf(ROUTED, ROUTER),
    bad: taskOf(ROUTED, { ...ROUTER, Essential: false }),
    tokens: taskOf(ROUTED, { ...ROUTER, Essential: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.1.Essential',
    message: '`ContainerDefinitions.1.Essential` must be true for a log router, got false: without it the task runs on and nobody sees its logs',
  },
  {
    id: 'FireLens.BufferOwner',
    good: taskOf(BUFFERED, { ...ROUTER, User: '0' }),
    bad: taskOf(BUFFERED, { ...ROUTER, User: '1000' }),
    tokens: taskOf(BUFFERED, { ...ROUTER, User: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.1.User',
    message: '`ContainerDefinitions.1.User` must be root where the router keeps on disk what is not in S3 yet, since by default only root may write there, got 1000',
  },
];
