import { ec2Task, open } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const fixedPorts = (count: number) => Array.from({ length: count }, (_, index) => ({ ContainerPort: 8000 + index, HostPort: 8000 + index }));

export const NETWORK_MODE_CASES: readonly RuleCase[] = [
  {
    id: 'NetworkMode.Platform',
    good: task({ task: { NetworkMode: 'awsvpc' } }),
    bad: task({ task: { NetworkMode: undefined } }),
    tokens: task({ task: { NetworkMode: open('awsvpc') } }),
    at: 'Task Properties.NetworkMode',
    message: '`NetworkMode` must be awsvpc on Fargate, got none, which means bridge',
  },
  {
    id: 'NetworkMode.Ports',
    good: ec2Task({ NetworkMode: 'none' }, {}),
    bad: ec2Task({ NetworkMode: 'none' }, {}, { PortMappings: [{ ContainerPort: 80 }] }),
    tokens: ec2Task({ NetworkMode: 'none' }, { PortMappings: open([{ ContainerPort: 80 }]) }),
    at: 'Task Properties.ContainerDefinitions.1.PortMappings',
    message: '`ContainerDefinitions.1.PortMappings` need a network mode other than none, got 1 of them',
  },
  {
    id: 'NetworkMode.HostPort',
    good: ec2Task({ NetworkMode: 'awsvpc' }, { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] }),
    bad: ec2Task({ NetworkMode: 'awsvpc' }, { PortMappings: [{ ContainerPort: 80, HostPort: 81 }] }),
    tokens: ec2Task({ NetworkMode: 'awsvpc' }, { PortMappings: [{ ContainerPort: 80, HostPort: PARAMETER }] }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0.HostPort',
    message: '`ContainerDefinitions.0.PortMappings.0.HostPort` must be the container port 80 with awsvpc, got 81',
  },
  {
    id: 'NetworkMode.ReservedPort',
    good: ec2Task({ NetworkMode: undefined }, { PortMappings: [{ ContainerPort: 80, HostPort: 0 }] }),
    bad: ec2Task({ NetworkMode: undefined }, { PortMappings: [{ ContainerPort: 80, HostPort: 22 }] }),
    tokens: ec2Task({ NetworkMode: PARAMETER }, { PortMappings: [{ ContainerPort: 80, HostPort: 22 }] }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0.HostPort',
    message: '`ContainerDefinitions.0.PortMappings.0.HostPort` must not be one that the instance keeps for itself, got 22',
  },
  {
    id: 'NetworkMode.DynamicPort',
    good: ec2Task({ NetworkMode: 'bridge' }, { PortMappings: [{ ContainerPort: 80, HostPort: 32767 }] }),
    bad: ec2Task({ NetworkMode: 'bridge' }, { PortMappings: [{ ContainerPort: 80, HostPort: 32768 }] }),
    tokens: ec2Task({ NetworkMode: 'bridge' }, { PortMappings: [{ ContainerPort: 80, HostPort: PARAMETER }] }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0.HostPort',
    message: '`ContainerDefinitions.0.PortMappings.0.HostPort` may be taken by the dynamic ports from 32768 up, got 32768',
  },
  {
    id: 'NetworkMode.SameHostPort',
    good: ec2Task({}, { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }, { ContainerPort: 81, HostPort: 8080, Protocol: 'udp' }] }),
    bad: ec2Task({}, { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }, { ContainerPort: 81, HostPort: 8080 }] }),
    tokens: ec2Task({}, { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }, { ContainerPort: 81, HostPort: 8080, Protocol: PARAMETER }] }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.1.HostPort',
    message: '`ContainerDefinitions.0.PortMappings.1.HostPort` must be taken once on an instance, got 8080/tcp, which '
      + '`ContainerDefinitions.0.PortMappings.0` has too',
  },
  {
    id: 'NetworkMode.TooManyHostPorts',
    good: ec2Task({}, { PortMappings: fixedPorts(94) }),
    bad: ec2Task({}, { PortMappings: fixedPorts(95) }),
    tokens: ec2Task({}, { PortMappings: [...fixedPorts(94), { ContainerPort: 80, HostPort: PARAMETER }] }),
    at: 'Task Properties',
    message: 'the task definition must ask for 94 ports of the instance or fewer, beside the 6 that it keeps, got 95',
  },
  {
    id: 'NetworkMode.Links',
    good: ec2Task({}, { Links: ['c1'] }, {}),
    bad: ec2Task({ NetworkMode: 'awsvpc' }, { Links: ['c1'] }, {}),
    tokens: ec2Task({ NetworkMode: PARAMETER }, { Links: ['c1'] }, {}),
    at: 'Task Properties.ContainerDefinitions.0.Links',
    message: '`ContainerDefinitions.0.Links` are for the network mode bridge, got awsvpc',
  },
  {
    id: 'NetworkMode.Hostname',
    good: ec2Task({}, { Hostname: 'web' }),
    bad: task({ container: { Hostname: 'web' } }),
    tokens: task({ container: { Hostname: open('web') } }),
    at: 'Task Properties.ContainerDefinitions.0.Hostname',
    message: '`ContainerDefinitions.0.Hostname` must be left out with the network mode awsvpc',
  },
  {
    id: 'NetworkMode.ExtraHosts',
    good: ec2Task({}, { ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.1' }] }),
    bad: ec2Task({ NetworkMode: 'awsvpc' }, { ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.1' }] }),
    tokens: ec2Task({ NetworkMode: 'awsvpc' }, { ExtraHosts: [open({ Hostname: 'db', IpAddress: '10.0.0.1' })] }),
    at: 'Task Properties.ContainerDefinitions.0.ExtraHosts',
    message: '`ContainerDefinitions.0.ExtraHosts` must be left out with the network mode awsvpc',
  },
];
