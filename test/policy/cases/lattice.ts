import { inLattice, inLatticeOnInstances } from './connect-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';

const STRATEGY = { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } };
const ALTERNATE = {
  AdvancedConfiguration: { AlternateTargetGroupArn: { 'Fn::GetAtt': ['Targets', 'Arn'] }, ProductionListenerRule: PARAMETER },
};
const several = (...portNames: unknown[]) => {
  const template = inLattice();
  const [first] = template.Resources.Service.Properties.VpcLatticeConfigurations;
  const all = portNames.map((portName) => ({ ...first, PortName: portName }));
  return merged(template, {
    Resources: {
      Service: { Properties: { VpcLatticeConfigurations: all } },
      Task: {
        Properties: {
          ContainerDefinitions: [merged(template.Resources.Task.Properties.ContainerDefinitions[0], {
            PortMappings: portNames.map((portName, index) => ({ ContainerPort: 80 + index, Name: portName })),
          })],
        },
      },
    },
  });
};
/** The same port twice. */
const twice = (second: Json) => {
  const template = inLattice({ resources: { Others: { Type: 'AWS::VpcLattice::TargetGroup', Properties: { Type: 'IP' } } } });
  const [first] = template.Resources.Service.Properties.VpcLatticeConfigurations;
  return merged(template, { Resources: { Service: { Properties: { VpcLatticeConfigurations: [first, { ...first, ...second }] } } } });
};
const port = (mapping: Json) => ({ container: { PortMappings: [merged({ ContainerPort: 80, Name: 'http' }, mapping)] } });
const typed = (type: unknown) => ({ resources: { Targets: { Properties: { Type: type } } } });

const ingress = (...rules: Json[]) => inLattice({ resources: { ServiceGroup: { Properties: { SecurityGroupIngress: rules } } } });

const LIST = 'Service Properties.VpcLatticeConfigurations';

export const LATTICE_CASES: readonly RuleCase[] = [
  {
    id: 'LatticeRegistration.Controller',
    good: inLattice(),
    bad: inLattice({ service: { DeploymentController: { Type: 'CODE_DEPLOY' } } }),
    tokens: inLattice({ service: { DeploymentController: PARAMETER } }),
    at: LIST,
    message: '`VpcLatticeConfigurations` must go with deployments by ECS, got the controller CODE_DEPLOY',
  },
  {
    id: 'LatticeRegistration.ShiftedInstances',
    good: inLattice({ service: STRATEGY, lattice: ALTERNATE }),
    bad: inLatticeOnInstances({ service: STRATEGY, lattice: ALTERNATE }),
    tokens: inLatticeOnInstances({ service: { DeploymentConfiguration: { Strategy: PARAMETER } }, lattice: ALTERNATE }),
    at: LIST,
    message: '`VpcLatticeConfigurations` must go with tasks that have addresses of their own where traffic is moved, got BLUE_GREEN with targets that are instances',
  },
  {
    id: 'LatticeRegistration.TooMany',
    good: several('a', 'b', 'c', 'd', 'e'),
    bad: several('a', 'b', 'c', 'd', 'e', 'f'),
    tokens: merged(several('a', 'b', 'c', 'd', 'e', 'f'), { Resources: { Service: { Properties: { VpcLatticeConfigurations: PARAMETER } } } }),
    at: LIST,
    message: '`VpcLatticeConfigurations` takes at most 5 VPC Lattice configurations, got 6',
  },
  {
    id: 'LatticeRegistration.SamePort',
    good: several('a', 'b'),
    bad: several('a', 'a'),
    tokens: several('a', PARAMETER),
    at: `${LIST}.1.PortName`,
    message: "`VpcLatticeConfigurations.1.PortName` must be registered once, got 'a' again",
  },
  {
    id: 'LatticeRegistration.SamePort',
    good: twice({ TargetGroupArn: { 'Fn::GetAtt': ['Others', 'Arn'] } }),
    bad: twice({}),
    tokens: twice({ TargetGroupArn: PARAMETER }),
    at: `${LIST}.1.PortName`,
    message: "`VpcLatticeConfigurations.1.PortName` must be registered once, got 'http' again",
  },
  {
    id: 'LatticeRegistration.UnknownPort',
    good: inLattice(),
    bad: inLattice({ lattice: { PortName: 'api' } }),
    tokens: inLattice({ lattice: { PortName: 'api' }, ...port({ Name: PARAMETER }) }),
    at: `${LIST}.0.PortName`,
    message: "`VpcLatticeConfigurations.0.PortName` must be the name of a port of the task, got 'api'",
  },
  {
    id: 'LatticeRegistration.Protocol',
    good: inLattice(),
    bad: inLattice(port({ Protocol: 'udp' })),
    tokens: inLattice(port({ Protocol: PARAMETER })),
    at: `${LIST}.0.PortName`,
    message: "`VpcLatticeConfigurations.0.PortName` must name a TCP port, got 'http', which is UDP",
  },
  {
    id: 'LatticeRegistration.NetworkMode',
    good: inLatticeOnInstances(),
    bad: inLatticeOnInstances({ task: { NetworkMode: 'host' } }),
    tokens: inLatticeOnInstances({ task: { NetworkMode: PARAMETER } }),
    at: `${LIST}.0`,
    message: '`VpcLatticeConfigurations.0` needs ports with names, which there are with the network mode awsvpc or bridge, got host',
  },
  {
    id: 'LatticeRegistration.NoRole',
    good: inLattice(),
    bad: inLattice({ lattice: { RoleArn: undefined } }),
    tokens: inLattice({ lattice: { RoleArn: PARAMETER } }),
    at: `${LIST}.0.RoleArn`,
    message: '`VpcLatticeConfigurations.0.RoleArn` must be the role with which ECS registers tasks in VPC Lattice, got none',
  },
  {
    id: 'LatticeRegistration.TargetType',
    good: inLatticeOnInstances(),
    bad: inLattice(typed('INSTANCE')),
    tokens: inLattice(typed(PARAMETER)),
    at: `${LIST}.0.TargetGroupArn`,
    message: '`VpcLatticeConfigurations.0.TargetGroupArn` must be of the type IP with the network mode awsvpc, got INSTANCE',
  },
  {
    id: 'LatticeRegistration.TargetType',
    good: inLattice({ service: STRATEGY, lattice: ALTERNATE }),
    bad: inLattice({
      service: STRATEGY,
      lattice: { AdvancedConfiguration: { AlternateTargetGroupArn: { 'Fn::GetAtt': ['Others', 'Arn'] } } },
      resources: { Others: { Type: 'AWS::VpcLattice::TargetGroup', Properties: { Type: 'ALB' } } },
    }),
    tokens: inLattice({ service: STRATEGY, lattice: { AdvancedConfiguration: { AlternateTargetGroupArn: PARAMETER } } }),
    at: `${LIST}.0.AdvancedConfiguration.AlternateTargetGroupArn`,
    message: '`VpcLatticeConfigurations.0.AdvancedConfiguration.AlternateTargetGroupArn` must be of the type IP with the network mode awsvpc, got ALB',
  },
  {
    id: 'LatticeRegistration.NoAlternate',
    good: inLattice({ service: { DeploymentConfiguration: { Strategy: 'ROLLING' } } }),
    bad: inLattice({ service: STRATEGY }),
    tokens: inLattice({ service: STRATEGY, lattice: { AdvancedConfiguration: { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] } } }),
    at: `${LIST}.0.AdvancedConfiguration.AlternateTargetGroupArn`,
    message: '`VpcLatticeConfigurations.0.AdvancedConfiguration.AlternateTargetGroupArn` must be where the other revision is registered with the strategy BLUE_GREEN, got none',
  },
  {
    id: 'LatticeRegistration.NoWayIn',
    good: ingress({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourcePrefixListId: 'pl-1' }),
    bad: ingress({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourcePrefixListId: 'pl-1' }),
    tokens: ingress({ IpProtocol: 'tcp', FromPort: PARAMETER, ToPort: 443, SourcePrefixListId: 'pl-1' }),
    at: 'Service Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
    message: '`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must let VPC Lattice in to port 80, got no rule for it',
  },
];
