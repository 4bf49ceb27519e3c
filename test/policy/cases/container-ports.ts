import { ec2Task, open, taskOf } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

export const CONTAINER_PORTS_CASES: readonly RuleCase[] = [
  {
    id: 'ContainerPort.Range',
    good: task({ container: { PortMappings: [{ ContainerPort: 65535 }] } }),
    bad: task({ container: { PortMappings: [{ ContainerPort: 65536 }] } }),
    tokens: task({ container: { PortMappings: [{ ContainerPort: PARAMETER }] } }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0',
    message: '`ContainerDefinitions.0.PortMappings.0` takes whole numbers from 1 to 65535, got 65536',
  },
  {
    id: 'ContainerPort.SamePort',
    good: ec2Task({}, { PortMappings: [{ ContainerPort: 80 }] }, { PortMappings: [{ ContainerPort: 80 }] }),
    bad: taskOf({ PortMappings: [{ ContainerPort: 80 }] }, { PortMappings: [{ ContainerPort: 53 }, { ContainerPort: 80 }] }),
    tokens: taskOf({ PortMappings: [{ ContainerPort: 80 }] }, { PortMappings: [{ ContainerPort: 80, Protocol: PARAMETER }] }),
    at: 'Task Properties.ContainerDefinitions.1.PortMappings.1',
    message: '`ContainerDefinitions.1.PortMappings.1` must listen on a port of its own in the task, got 80/tcp, which '
      + '`ContainerDefinitions.0.PortMappings.0` has too',
  },
  {
    id: 'ContainerPort.NamedInMode',
    good: ec2Task({ NetworkMode: 'bridge' }, { PortMappings: [{ ContainerPort: 80, Name: 'http' }] }),
    bad: ec2Task({ NetworkMode: 'host' }, { PortMappings: [{ ContainerPort: 80, Name: 'http' }] }),
    tokens: ec2Task({ NetworkMode: 'host' }, { PortMappings: [{ ContainerPort: 80, Name: open('http') }] }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0',
    message: '`ContainerDefinitions.0.PortMappings.0` takes a name and an application protocol with the network mode awsvpc or '
      + "bridge only, got 'http' with host",
  },
  {
    id: 'ContainerPort.Name',
    good: task({ container: { PortMappings: [{ ContainerPort: 80, Name: 'web_1-a' }] } }),
    bad: task({ container: { PortMappings: [{ ContainerPort: 80, Name: 'Web' }] } }),
    tokens: task({ container: { PortMappings: [{ ContainerPort: 80, Name: PARAMETER }] } }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0',
    message: '`ContainerDefinitions.0.PortMappings.0` must be named with up to 64 small letters, digits, hyphens and '
      + "underscores, a hyphen not first, got 'Web'",
  },
  {
    id: 'ContainerPort.SameName',
    good: task({ container: { PortMappings: [{ ContainerPort: 80, Name: 'a' }, { ContainerPort: 81, Name: 'b' }] } }),
    bad: task({ container: { PortMappings: [{ ContainerPort: 80, Name: 'a' }, { ContainerPort: 81, Name: 'a' }] } }),
    tokens: task({ container: { PortMappings: [{ ContainerPort: 80, Name: 'a' }, { ContainerPort: 81, Name: PARAMETER }] } }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.1',
    message: "`ContainerDefinitions.0.PortMappings.1` must have a name of its own in the task, got 'a', which "
      + '`ContainerDefinitions.0.PortMappings.0` has too',
  },
  {
    id: 'TaskBlueprint.UnnamedProtocol',
    good: task({ container: { PortMappings: [{ ContainerPort: 80, Name: 'a', AppProtocol: 'http' }] } }),
    bad: task({ container: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http' }] } }),
    tokens: task({ container: { PortMappings: [{ ContainerPort: 80, AppProtocol: 'http', Name: open('a') }] } }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0',
    message: '`ContainerDefinitions.0.PortMappings.0` needs a name to go with its application protocol, got http without one',
  },
  {
    id: 'ContainerPort.PortRange',
    good: task({ container: { PortMappings: [{ ContainerPortRange: '5000-5099' }] } }),
    bad: task({ container: { PortMappings: [{ ContainerPortRange: '5000-5100' }] } }),
    tokens: task({ container: { PortMappings: [{ ContainerPortRange: PARAMETER }] } }),
    at: 'Task Properties.ContainerDefinitions.0.PortMappings.0.ContainerPortRange',
    message: '`ContainerDefinitions.0.PortMappings.0.ContainerPortRange` must have at most 100 ports, got 5000-5100, which are 101',
  },
];
