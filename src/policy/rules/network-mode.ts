import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const NETWORK_MODE_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.taskNetworking,
  satisfiedBy: 'Tasks have the mode awsvpc, and bridge on machines outside AWS',
}, [
  {
    id: 'NetworkMode.Platform',
    info: 'The task has a network mode that its platform does not have.',
    explanation: 'Fargate has awsvpc alone, Managed Instances awsvpc and host, machines outside AWS all but awsvpc, and without a mode a task '
      + 'has bridge; ECS refuses others.',
    remedy: 'Set `NetworkMode` to one that the platform has.',
    equals: ['E3048'],
  },
  {
    id: 'NetworkMode.Ports',
    info: 'Containers map ports in a task without a network.',
    explanation: 'With the network mode none there is nothing to map; ECS refuses the task definition.',
    remedy: 'Take another `NetworkMode`, or leave `PortMappings` out.',
  },
  {
    id: 'NetworkMode.HostPort',
    info: 'A host port is not what the network mode allows.',
    explanation: 'With awsvpc and host it is the container port; with bridge it is 0 to 65535. ECS refuses others.',
    remedy: 'Leave `HostPort` out.',
    source: SOURCES.portMapping,
    satisfiedBy: 'Host ports are left out',
    equals: ['E3053'],
  },
  {
    id: 'NetworkMode.ReservedPort',
    info: 'A host port is one that the instance keeps for itself.',
    explanation: 'SSH, Docker and the ECS agent listen there, so that no instance is free for the task.',
    remedy: 'Leave `HostPort` out for a dynamic port, or take another.',
    source: SOURCES.portMapping,
    satisfiedBy: 'Host ports are left out',
  },
  {
    id: 'NetworkMode.DynamicPort',
    level: RuleLevel.WARNING,
    info: 'A host port is among those that other tasks get at random.',
    explanation: 'Any task with a dynamic port may hold it already, and the container then does not start on that instance.',
    remedy: 'Leave `HostPort` out, or take one below 32768.',
    source: SOURCES.portMapping,
    satisfiedBy: 'Host ports are left out',
    concerns: [RuleConcern.AVAILABILITY],
  },
  {
    id: 'NetworkMode.SameHostPort',
    info: 'Two ports of the task ask for one host port.',
    explanation: 'An instance has each port once, so that the task never starts.',
    remedy: 'Leave `HostPort` of one of them out.',
    source: SOURCES.portMapping,
    satisfiedBy: 'Host ports are left out',
  },
  {
    id: 'NetworkMode.TooManyHostPorts',
    info: 'A task asks for more ports of its instance than one can reserve.',
    explanation: 'An instance reserves 100 ports at a time, with the 6 that it keeps for itself, so that no instance can ever run the task.',
    remedy: 'Leave `HostPort` out, or 0: ports that the instance chooses do not count.',
    source: SOURCES.portMapping,
    satisfiedBy: 'Host ports are left out',
  },
  {
    id: 'NetworkMode.Links',
    info: 'Containers are linked outside of the network mode bridge.',
    explanation: 'Links are of the bridge of Docker; ECS refuses them with other modes.',
    remedy: 'Leave `Links` out: with awsvpc containers of a task reach each other at localhost.',
    source: SOURCES.container,
    satisfiedBy: 'No construct has links',
  },
  {
    id: 'NetworkMode.Hostname',
    info: 'A container has a host name in the network mode awsvpc.',
    explanation: 'The task has the name of its network interface there; ECS refuses another.',
    remedy: 'Leave `Hostname` out.',
    source: SOURCES.container,
    satisfiedBy: 'No construct has host names',
  },
  {
    id: 'NetworkMode.ExtraHosts',
    info: 'A container adds hosts in the network mode awsvpc.',
    explanation: 'ECS writes /etc/hosts there itself, and refuses more entries.',
    remedy: 'Leave `ExtraHosts` out, and name the hosts in a private hosted zone.',
    source: SOURCES.container,
    satisfiedBy: 'The constructors leave them out',
  },
]);
