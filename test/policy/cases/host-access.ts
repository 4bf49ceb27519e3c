import { ec2Task, open } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';

export const HOST_ACCESS_CASES: readonly RuleCase[] = [
  {
    id: 'NetworkMode.NotAwsvpc',
    good: ec2Task({ NetworkMode: 'awsvpc' }),
    bad: ec2Task({ NetworkMode: undefined }),
    tokens: ec2Task({ NetworkMode: PARAMETER }),
    at: 'Task Properties.NetworkMode',
    message: '`NetworkMode` must be awsvpc for each task to have a network interface and security groups of its own, got bridge',
  },
  {
    id: 'NetworkMode.Host',
    good: ec2Task(),
    bad: ec2Task({ NetworkMode: 'host' }, {}),
    tokens: ec2Task({ NetworkMode: PARAMETER }, {}),
    at: 'Task Properties.NetworkMode',
    message: '`NetworkMode` must keep tasks apart from the network of their instance, got host, which lets them reach whatever listens there',
  },
  {
    id: 'HostMode.RootUser',
    good: ec2Task({ NetworkMode: 'host' }, { User: '1000' }, { User: '0', Privileged: true }),
    bad: ec2Task({ NetworkMode: 'host' }, { User: 'root:root' }),
    tokens: ec2Task({ NetworkMode: 'host' }, { User: open('1000') }),
    at: 'Task Properties.ContainerDefinitions.0.User',
    message: '`ContainerDefinitions.0.User` must be another than root in the network mode host, got root:root',
  },
  {
    id: 'PidMode.Host',
    good: ec2Task({ PidMode: 'task' }),
    bad: ec2Task({ PidMode: 'host' }),
    tokens: ec2Task({ PidMode: PARAMETER }),
    at: 'Task Properties.PidMode',
    message: '`PidMode` must keep tasks apart from the processes of their instance, got host, which shows them all and lets root stop them',
  },
  {
    id: 'Container.Privileged',
    good: ec2Task({}, { Privileged: false }),
    bad: ec2Task({}, { Privileged: true }),
    tokens: ec2Task({}, { Privileged: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.Privileged',
    message: '`ContainerDefinitions.0.Privileged` must be false, or the container has the rights of root on its instance, got true',
  },
];
