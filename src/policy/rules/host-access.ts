import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

export const HOST_ACCESS_RULES = rules({
  concerns: [RuleConcern.SECURITY],
  level: RuleLevel.WARNING,
  source: SOURCES.securityHub,
  satisfiedBy: 'Tasks have a network interface of their own, and no rights on their instance',
}, [
  {
    id: 'NetworkMode.NotAwsvpc',
    info: 'The task has no network interface of its own.',
    explanation: 'Without one it has no security groups of its own, and flow logs do not tell its traffic from that of other tasks.',
    remedy: 'Set `NetworkMode` to awsvpc.',
    source: SOURCES.taskNetworking,
    controls: [{ standard: RuleStandard.CONTROL_TOWER, id: 'CT.ECS.PR.4' }, { standard: RuleStandard.KICS, id: '027a4b7a-8a59-4938-a04f-ed532512cf45' }],
    byDefault: false,
  },
  {
    id: 'NetworkMode.Host',
    info: 'The task shares the network of its instance.',
    explanation: 'It reaches whatever listens on the instance at localhost, the metadata service among it, and takes its ports.',
    remedy: 'Set `NetworkMode` to awsvpc, or to bridge.',
    controls: [{ standard: RuleStandard.SECURITY_HUB, id: 'ECS.17' }],
  },
  {
    id: 'HostMode.RootUser',
    info: 'A container is root on the network of its instance.',
    explanation: 'Root may listen on any port of the instance, and read what others send there.',
    remedy: 'Set `User` to another than root, or `NetworkMode` to awsvpc.',
    controls: [
      { standard: RuleStandard.SECURITY_HUB, id: 'ECS.1' },
      { standard: RuleStandard.CONTROL_TOWER, id: 'CT.ECS.PR.8' },
      { standard: RuleStandard.CDK_NAG, id: 'ECSTaskDefinitionUserForHostMode' },
    ],
    aliases: [
      'HIPAA.Security-ECSTaskDefinitionUserForHostMode', 'NIST.800.53.R5-ECSTaskDefinitionUserForHostMode', 'PCI.DSS.321-ECSTaskDefinitionUserForHostMode',
    ],
  },
  {
    id: 'PidMode.Host',
    info: 'The task sees the processes of its instance.',
    explanation: 'Its containers see all processes there with their arguments, and as root may stop them.',
    remedy: 'Leave `PidMode` out, or set it to task.',
    controls: [
      { standard: RuleStandard.SECURITY_HUB, id: 'ECS.3' },
      { standard: RuleStandard.CONTROL_TOWER, id: 'CT.ECS.PR.10' },
      { standard: RuleStandard.CHECKOV, id: 'CKV_AWS_335' },
    ],
  },
  {
    id: 'Container.Privileged',
    info: 'A container has the rights of root on its instance.',
    explanation: 'Whoever takes the container over has the instance, with the credentials of every task on it.',
    remedy: 'Leave `Privileged` out, and add the capabilities that the container needs.',
    controls: [
      { standard: RuleStandard.SECURITY_HUB, id: 'ECS.4' },
      { standard: RuleStandard.CONTROL_TOWER, id: 'CT.ECS.PR.11' },
      { standard: RuleStandard.CHECKOV, id: 'CKV_AWS_334' },
    ],
  },
]);
