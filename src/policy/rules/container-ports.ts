import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const CONTAINER_PORT_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.portMapping,
  satisfiedBy: 'The constructors refuse it',
}, [
  {
    id: 'ContainerPort.Range',
    info: 'A container port is out of range.',
    explanation: 'Ports are 1 to 65535; ECS refuses others.',
    remedy: 'Set `ContainerPort` to the port that the container listens on.',
  },
  {
    id: 'ContainerPort.SamePort',
    info: 'A port is mapped twice at one address.',
    explanation: 'With awsvpc and host all containers of a task share one address, and only one of them can listen on a port.',
    remedy: 'Take another port for one of them.',
  },
  {
    id: 'ContainerPort.NamedInMode',
    info: 'A port has a name in a network mode without Service Connect.',
    explanation: 'Names and application protocols are for Service Connect, which works with awsvpc and bridge; ECS refuses them elsewhere.',
    remedy: 'Leave `Name` and `AppProtocol` out.',
    source: SOURCES.serviceConnect,
    satisfiedBy: 'Ports get names only where the mode takes them',
  },
  {
    id: 'ContainerPort.Name',
    info: 'A port has a name that ECS does not take.',
    explanation: 'Names are up to 64 small letters, digits, hyphens and underscores, a hyphen not first.',
    remedy: 'Rename the port.',
    satisfiedBy: 'The port of the shorthand is named http',
  },
  {
    id: 'ContainerPort.SameName',
    info: 'Two ports of a task have one name.',
    explanation: 'Service Connect finds a port by its name; ECS refuses two of one name.',
    remedy: 'Rename one of them.',
  },
  {
    id: 'TaskBlueprint.UnnamedProtocol',
    info: 'A port says what it speaks, but has no name.',
    explanation: '`AppProtocol` is for Service Connect, which finds a port by its name; ECS refuses it on a port without one.',
    remedy: 'Give the port a `Name`, or leave `AppProtocol` out.',
    source: SOURCES.serviceConnect,
  },
  {
    id: 'ContainerPort.PortRange',
    info: 'A range of ports is not one that ECS maps.',
    explanation: 'A range has up to 100 ports, in the network modes awsvpc and bridge, and gets its host ports from the agent.',
    remedy: 'Correct `ContainerPortRange`, and leave `HostPort` out beside it.',
    satisfiedBy: 'No construct has ranges of ports',
  },
]);
