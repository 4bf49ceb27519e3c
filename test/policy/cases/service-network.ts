import { open } from './traffic-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const NETWORK = 'Service Properties.NetworkConfiguration';
const AWSVPC = { NetworkMode: 'awsvpc' };

function network(patch: Json): Json {
  return fargateService({ service: { NetworkConfiguration: { AwsvpcConfiguration: patch } } });
}

/** Tasks on instances with interfaces of their own. */
function onInstances(configuration: Json): Json {
  return ec2Service({ task: AWSVPC, service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1', 'subnet-2'], ...configuration } } } });
}

function taskSet(address: Json): Json {
  return {
    Resources: {
      Blue: {
        Type: 'AWS::ECS::TaskSet',
        Properties: { Cluster: 'web', Service: 'web', TaskDefinition: 'web', NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-1'], AssignPublicIp: address } } },
      },
    },
  };
}

/** A service in two subnets with a route table, whose route leads somewhere. */
function routed(route: Json, { resources = {}, ...patches }: Json = {}): Json {
  const table = (id: string) => ({ Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: id }, RouteTableId: { Ref: 'Table' } } });
  const subnet = (zone: string) => ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone: zone } });
  return fargateService({
    ...patches,
    service: merged({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'One' }, { Ref: 'Two' }] } } }, patches.service ?? {}),
    resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Gateway: { Type: 'AWS::EC2::InternetGateway' },
      One: subnet('eu-west-1a'),
      Two: subnet('eu-west-1b'),
      Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
      OneTable: table('One'),
      TwoTable: table('Two'),
      ...(route === undefined ? {} : { Route: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', ...route } } }),
      ...resources,
    },
  });
}

function endpoints(...services: Json[]): Json {
  return Object.fromEntries(services.map((service, index) => [`Endpoint${index}`, {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcId: { Ref: 'Vpc' },
      VpcEndpointType: service === 's3' ? 'Gateway' : 'Interface',
      ServiceName: typeof service === 'string' ? { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` } : service,
    },
  }]));
}

/** A service with endpoints, of which two have a security group with that rule. */
function guarded(rule: Json): Json {
  const group = { Properties: { SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }] } };
  return routed(undefined, {
    ...ECR_IMAGE,
    resources: merged(endpoints('ecr.api', 'ecr.dkr', 's3', 'logs'), {
      Endpoint0: group, Endpoint1: group, EndpointGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: [rule] } },
    }),
  });
}

/** A service in two subnets of VPCs. */
function inVpcs(one: Json, two: Json): Json {
  const [One, Two] = [one, two].map((vpc) => ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: vpc } }));
  return routed(undefined, { resources: { Other: { Type: 'AWS::EC2::VPC' }, One, Two } });
}

const ECR_IMAGE = { container: { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:1' } } };
const TO_INTERNET = { GatewayId: { Ref: 'Gateway' } };

export const SERVICE_NETWORK_CASES: readonly RuleCase[] = [
  {
    id: 'Awsvpc.Subnets',
    good: network({ Subnets: Array.from({ length: 16 }, (_, index) => `subnet-${index}`) }),
    bad: network({ Subnets: Array.from({ length: 17 }, (_, index) => `subnet-${index}`) }),
    tokens: network({ Subnets: PARAMETER }),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` must be 1 to 16, got 17',
  },
  {
    id: 'Awsvpc.SecurityGroups',
    good: network({ SecurityGroups: Array.from({ length: 5 }, (_, index) => `sg-${index}`) }),
    bad: network({ SecurityGroups: Array.from({ length: 6 }, (_, index) => `sg-${index}`) }),
    tokens: network({ SecurityGroups: PARAMETER }),
    at: `${NETWORK}.AwsvpcConfiguration.SecurityGroups`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must be 1 to 5, got 6',
  },
  {
    id: 'Awsvpc.SecurityGroups',
    good: network({ SecurityGroups: [] }),
    bad: network({ SecurityGroups: Array.from({ length: 6 }, () => PARAMETER) }),
    tokens: network({ SecurityGroups: Array.from({ length: 6 }, () => open('sg-1')) }),
    at: `${NETWORK}.AwsvpcConfiguration.SecurityGroups`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must be 1 to 5, got 6',
  },
  {
    id: 'Awsvpc.TwoVpcs',
    good: inVpcs({ Ref: 'Vpc' }, { 'Fn::GetAtt': ['Vpc', 'VpcId'] }),
    bad: inVpcs({ Ref: 'Vpc' }, { Ref: 'Other' }),
    tokens: inVpcs({ Ref: 'Vpc' }, PARAMETER),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` must be of one VPC, got subnets of Vpc and Other',
  },
  {
    id: 'Awsvpc.TwoVpcs',
    good: inVpcs('vpc-1', 'vpc-1'),
    bad: inVpcs('vpc-1', 'vpc-2'),
    tokens: inVpcs('vpc-1', { Ref: 'Vpc' }),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` must be of one VPC, got subnets of vpc-1 and vpc-2',
  },
  {
    id: 'Awsvpc.DefaultSecurityGroup',
    good: network({ SecurityGroups: [PARAMETER] }),
    bad: network({ SecurityGroups: undefined }),
    tokens: network({ SecurityGroups: PARAMETER }),
    at: `${NETWORK}.AwsvpcConfiguration.SecurityGroups`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` should name a group of the service\'s own, got none, with which tasks are in '
      + 'the default group of the VPC',
  },
  {
    id: 'Awsvpc.DefaultSecurityGroup',
    good: ec2Service({ service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } } } }),
    bad: onInstances({ SecurityGroups: [] }),
    tokens: onInstances({ SecurityGroups: [open('sg-1')] }),
    at: `${NETWORK}.AwsvpcConfiguration.SecurityGroups`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` should name a group of the service\'s own, got none, with which tasks are in '
      + 'the default group of the VPC',
  },
  {
    id: 'Awsvpc.Missing',
    good: fargateService(),
    bad: fargateService({ service: { NetworkConfiguration: undefined } }),
    tokens: fargateService({ service: { NetworkConfiguration: open({}) } }),
    at: NETWORK,
    message: '`NetworkConfiguration` must name the subnets of tasks with the network mode awsvpc, got none',
  },
  {
    id: 'ServiceNetwork.NoInterface',
    good: onInstances({}),
    bad: ec2Service({ service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1', 'subnet-2'] } } } }),
    tokens: ec2Service({ task: { NetworkMode: PARAMETER }, service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1', 'subnet-2'] } } } }),
    at: NETWORK,
    message: '`NetworkConfiguration` is for tasks with a network interface of their own, got the network mode bridge, in which they have the instance\'s',
  },
  {
    id: 'NetworkMode.PublicIp',
    good: onInstances({ AssignPublicIp: 'DISABLED' }),
    bad: onInstances({ AssignPublicIp: 'ENABLED' }),
    tokens: onInstances({ AssignPublicIp: PARAMETER }),
    at: `${NETWORK}.AwsvpcConfiguration.AssignPublicIp`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp` must be off on instances, whose tasks never get a public address, got one asked for on EC2',
  },
  {
    id: 'ServiceNetwork.PublicIp',
    good: network({ AssignPublicIp: undefined }),
    bad: network({ AssignPublicIp: 'ENABLED' }),
    tokens: network({ AssignPublicIp: PARAMETER }),
    at: `${NETWORK}.AwsvpcConfiguration.AssignPublicIp`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp` should be off, got a public address for every task, which leaves its security group alone between it and the internet',
  },
  {
    id: 'ServiceNetwork.PublicIp',
    good: taskSet('DISABLED'),
    bad: taskSet('ENABLED'),
    tokens: taskSet(PARAMETER),
    at: 'Blue Properties.NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp',
    message: '`NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp` should be off, got a public address for every task, which leaves its security group alone between it and the internet',
  },
  {
    id: 'ServiceNetwork.NoRouteOut',
    good: routed({ NatGatewayId: 'nat-1' }),
    bad: routed(TO_INTERNET),
    tokens: routed({ GatewayId: PARAMETER }),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` are public, where a task without a public address reaches nothing outside the VPC, its image registry included',
  },
  {
    id: 'ServiceNetwork.NoRouteOut',
    good: routed(TO_INTERNET, { ...ECR_IMAGE, resources: endpoints('ecr.api', 'ecr.dkr', 's3', 'logs') }),
    bad: routed(TO_INTERNET, { ...ECR_IMAGE, resources: endpoints('ecr.api', 'ecr.dkr', 's3') }),
    tokens: routed(TO_INTERNET, { ...ECR_IMAGE, service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: PARAMETER } } } }),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` are public, where a task without a public address reaches nothing outside the VPC, its image registry included',
  },
  {
    id: 'PrivateEndpoints.Missing',
    good: routed(undefined, { ...ECR_IMAGE, resources: endpoints('ecr.api', 'ecr.dkr', 's3', 'logs') }),
    bad: routed(undefined, { ...ECR_IMAGE, resources: endpoints('ecr.api', 's3') }),
    tokens: routed(undefined, { ...ECR_IMAGE, resources: endpoints('ecr.api', PARAMETER) }),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` are isolated, where these tasks need endpoints that the VPC does not have, ecr.dkr and logs',
  },
  {
    id: 'PrivateEndpoints.NoWayIn',
    good: guarded({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' }),
    bad: guarded({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }),
    tokens: guarded({ IpProtocol: 'tcp', FromPort: PARAMETER, ToPort: 443, CidrIp: '10.0.0.0/16' }),
    at: `${NETWORK}.AwsvpcConfiguration.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` are isolated, where these tasks need endpoints whose security groups let nobody in to port 443, '
      + 'ecr.api and ecr.dkr',
  },
  {
    id: 'PrivateEndpoints.PublicImage',
    good: routed(undefined, { ...ECR_IMAGE, resources: endpoints('logs') }),
    bad: routed(undefined, { resources: endpoints('logs') }),
    tokens: routed(undefined, { container: { Image: PARAMETER }, resources: endpoints('logs') }),
    at: 'Task Properties.ContainerDefinitions.0.Image',
    message: '`ContainerDefinitions.0.Image` comes from public.ecr.aws, to which no VPC endpoint leads from isolated subnets',
  },
  {
    id: 'PrivateEndpoints.DualStackImage',
    good: routed(undefined, { ...ECR_IMAGE, resources: endpoints('logs') }),
    bad: routed(undefined, { container: { Image: '111122223333.dkr-ecr.eu-west-1.on.aws/web:1' }, resources: endpoints('logs') }),
    tokens: routed({ DestinationCidrBlock: PARAMETER }, { container: { Image: '111122223333.dkr-ecr.eu-west-1.on.aws/web:1' }, resources: endpoints('logs') }),
    at: 'Task Properties.ContainerDefinitions.0.Image',
    message: '`ContainerDefinitions.0.Image` names ECR by its dual-stack host, which VPC endpoints do not serve',
  },
];
