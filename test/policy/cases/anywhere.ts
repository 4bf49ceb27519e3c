import { machineRole, outside } from './connect-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { ec2Service } from '../templates';

/** A case of a property that services have in AWS only. */
function left(id: string, property: string, value: Json, reason: string): RuleCase {
  return {
    id,
    good: ec2Service({ service: { [property]: value } }),
    bad: outside({ service: { [property]: value } }),
    tokens: outside({ service: { [property]: { 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] } } }),
    at: `Service Properties.${property}`,
    message: `\`${property}\` must be left out on machines outside AWS: ${reason}`,
  };
}

const trust = (service: unknown) => ({
  AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
});
const AGENT_ALONE = ['arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role'];
const CORE_ALONE = ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'];
const scaled = (resourceId: Json) => outside({
  resources: { Scaling: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { MinCapacity: 2, MaxCapacity: 4, ServiceNamespace: 'ecs', ResourceId: resourceId } } },
});
const neuron = (value: unknown) => outside({ container: { ResourceRequirements: [{ Type: 'NeuronDevice', Value: value }] } });
const logging = (driver: unknown) => outside({ container: { LogConfiguration: { LogDriver: driver } } });

export const ANYWHERE_CASES: readonly RuleCase[] = [
  left('ExternalService.LoadBalancer', 'LoadBalancers', [{ TargetGroupArn: PARAMETER, ContainerName: 'web', ContainerPort: 80 }],
    'ECS registers none of these machines, which are outside of the VPC, with a load balancer'),
  {
    id: 'ExternalService.LoadBalancer',
    good: outside({ service: { LoadBalancers: [] } }),
    bad: outside({ service: { LoadBalancers: [PARAMETER] } }),
    tokens: outside({ service: { LoadBalancers: [{ 'Fn::If': ['Open', { TargetGroupArn: PARAMETER }, { Ref: 'AWS::NoValue' }] }] } }),
    at: 'Service Properties.LoadBalancers',
    message: '`LoadBalancers` must be left out on machines outside AWS: ECS registers none of these machines, which are outside of the VPC, with a load balancer',
  },
  left('ExternalService.CloudMap', 'ServiceRegistries', [{ RegistryArn: PARAMETER, ContainerName: 'web', ContainerPort: 80 }],
    'ECS registers none of these tasks, which have no address in the VPC, in Cloud Map'),
  left('ExternalService.ServiceConnect', 'ServiceConnectConfiguration', { Enabled: true, Namespace: 'shop' },
    'their agent has no Service Connect, whose proxies talk to each other in a VPC'),
  left('ExternalService.Lattice', 'VpcLatticeConfigurations', [{ PortName: 'http', RoleArn: PARAMETER, TargetGroupArn: PARAMETER }],
    'VPC Lattice reaches targets in a VPC only'),
  left('ExternalService.Network', 'NetworkConfiguration', { AwsvpcConfiguration: { Subnets: ['subnet-1'] } },
    'there are no subnets, security groups and network interfaces outside of a VPC'),
  left('ExternalService.CapacityProviders', 'CapacityProviderStrategy', [{ CapacityProvider: PARAMETER, Weight: 1 }],
    'a capacity provider starts capacity in AWS, and has none of these machines'),
  left('ExternalService.Volumes', 'VolumeConfigurations', [{ Name: 'data', ManagedEBSVolume: { RoleArn: PARAMETER, SizeInGiB: 10 } }],
    'EBS attaches volumes to what runs in AWS only'),
  {
    id: 'ExternalService.Controller',
    good: outside({ service: { DeploymentController: { Type: 'ECS' } } }),
    bad: outside({ service: { DeploymentController: { Type: 'CODE_DEPLOY' } } }),
    tokens: outside({ service: { DeploymentController: { Type: PARAMETER } } }),
    at: 'Service Properties.DeploymentController',
    message: '`DeploymentController` must be ECS on machines outside AWS, where nothing but a rolling update is there, got CODE_DEPLOY',
  },
  {
    id: 'ExternalService.Strategy',
    good: outside({ service: { DeploymentConfiguration: { Strategy: 'ROLLING' } } }),
    bad: outside({ service: { DeploymentConfiguration: { Strategy: 'CANARY' } } }),
    tokens: outside({ service: { DeploymentConfiguration: { Strategy: PARAMETER } } }),
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` must be ROLLING on machines outside AWS, to which no load balancer and no Service Connect could shift traffic, got CANARY',
  },
  {
    id: 'ExternalService.Rebalancing',
    good: outside(),
    bad: outside({ service: { AvailabilityZoneRebalancing: 'ENABLED' } }),
    tokens: outside({ service: { AvailabilityZoneRebalancing: PARAMETER } }),
    at: 'Service Properties.AvailabilityZoneRebalancing',
    message: '`AvailabilityZoneRebalancing` must be DISABLED on machines outside AWS, which are in no availability zone, got ENABLED',
  },
  {
    id: 'ExternalService.Scaling',
    good: outside(),
    bad: scaled({ 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] }),
    tokens: scaled(PARAMETER),
    at: 'Service Properties.DesiredCount',
    message: '`DesiredCount` must be set without Application Auto Scaling, which starts no machines, and AWS does not say whether it scales tasks outside of AWS, got a scalable target',
  },
  {
    id: 'ExternalTask.Windows',
    good: outside({ task: { RuntimePlatform: { OperatingSystemFamily: 'LINUX' } } }),
    bad: outside({ task: { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } }),
    tokens: outside({ task: { RuntimePlatform: { OperatingSystemFamily: PARAMETER } } }),
    at: 'Task Properties.RuntimePlatform',
    message: '`RuntimePlatform` must be Linux on machines outside AWS, where ECS supports Windows no more since 7 August 2026',
  },
  {
    id: 'ExternalTask.FaultInjection',
    good: outside({ task: { EnableFaultInjection: false } }),
    bad: outside({ task: { EnableFaultInjection: true } }),
    tokens: outside({ task: { EnableFaultInjection: PARAMETER } }),
    at: 'Task Properties.EnableFaultInjection',
    message: '`EnableFaultInjection` must be left out on machines outside AWS, whose agent injects no faults',
  },
  {
    id: 'ExternalTask.NeuronDevices',
    good: outside({ container: { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] } }),
    bad: neuron('2'),
    tokens: neuron(PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.ResourceRequirements',
    message: '`ContainerDefinitions.0.ResourceRequirements` must be left out on machines outside AWS, which have none, got 2',
  },
  {
    id: 'ExternalTask.LogDriver',
    good: logging('fluentd'),
    bad: logging('splunk'),
    tokens: logging(PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.LogDriver',
    message: '`ContainerDefinitions.0.LogConfiguration.LogDriver` takes the driver awslogs, awsfirelens, fluentd, json-file, none or syslog on machines outside AWS, '
      + 'got splunk, which their agent does not offer, so that tasks stay pending',
  },
  {
    id: 'AnywhereRole.NotTrusted',
    good: machineRole(),
    bad: machineRole(trust('ec2.amazonaws.com')),
    tokens: machineRole(trust(PARAMETER)),
    at: 'MachineRole Properties.AssumeRolePolicyDocument',
    message: '`AssumeRolePolicyDocument` must let ssm.amazonaws.com assume the role of machines outside AWS, got ec2.amazonaws.com',
  },
  {
    id: 'AnywhereRole.NotTrusted',
    good: machineRole(trust('ec2.amazonaws.com'), { Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'MachineRole' }] } } }),
    bad: machineRole({ ...trust('ec2.amazonaws.com'), ManagedPolicyArns: AGENT_ALONE }),
    tokens: machineRole({ ...trust('ec2.amazonaws.com'), RoleName: PARAMETER }),
    at: 'MachineRole Properties.AssumeRolePolicyDocument',
    message: '`AssumeRolePolicyDocument` must let ssm.amazonaws.com assume the role of machines outside AWS, got ec2.amazonaws.com',
  },
  {
    id: 'AnywhereRole.NoAgent',
    good: machineRole(),
    bad: machineRole({ ManagedPolicyArns: CORE_ALONE }),
    tokens: machineRole({ ManagedPolicyArns: [...CORE_ALONE, PARAMETER] }),
    at: 'MachineRole Properties.ManagedPolicyArns',
    message: '`ManagedPolicyArns` must let the agent of ECS join a cluster from machines outside AWS, got neither AmazonEC2ContainerServiceforEC2Role nor its actions',
  },
  {
    id: 'AnywhereRole.NoCore',
    good: machineRole({
      ManagedPolicyArns: AGENT_ALONE,
      Policies: [{ PolicyName: 'Core', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ssm:UpdateInstanceInformation', Resource: '*' }] } }],
    }),
    bad: machineRole({ ManagedPolicyArns: AGENT_ALONE }),
    tokens: machineRole({ ManagedPolicyArns: [...AGENT_ALONE, PARAMETER] }),
    at: 'MachineRole Properties.ManagedPolicyArns',
    message: '`ManagedPolicyArns` must let machines outside AWS report to Systems Manager, got neither AmazonSSMManagedInstanceCore nor its actions',
  },
];
