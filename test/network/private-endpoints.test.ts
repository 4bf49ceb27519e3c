import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, Aspects, Lazy, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { clusterIn, fargateService, imageIn, isolatedStack, withExec } from './networks';
import { ExecAccess, ExecAudit, FargateSpotCluster, PrivateEndpoints, TaskBlueprint, TaskLogging } from '../../src';
import { recordService } from '../../src/network/vpc-services';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

/** The services that have an endpoint in a stack, by the ends of their names. */
function endpointsIn(stack: Stack): string[] {
  return propertiesOf(stack, 'AWS::EC2::VPCEndpoint').map(({ ServiceName: name }) => (
    (typeof name === 'string' ? name : name['Fn::Join'][1].at(-1)).replace(/^.*eu-west-1\.|^\./, '')
  ));
}

const PLAIN = ['ecr.api', 'ecr.dkr', 's3', 'logs'];

describe('makes what the services use', () => {
  test('images and logs', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(PLAIN);
  });

  test('for services that are made after it', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    fargateService(stack, clusterIn(stack, vpc));
    expect(endpointsIn(stack)).toEqual(PLAIN);
  });

  test('secrets, parameters and environment files', () => {
    const { stack, vpc } = isolatedStack();
    const secret = new secretsmanager.Secret(stack, 'Secret');
    const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/prod/db' });
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'settings');
    fargateService(stack, clusterIn(stack, vpc), {
      task: TaskBlueprint.container({
        image: ecs.ContainerImage.fromRegistry('registry.example.com/web:1'),
        secrets: { SECRET: ecs.Secret.fromSecretsManager(secret, 'password') },
        environmentFiles: [ecs.EnvironmentFile.fromBucket(bucket, 'production.env')],
        logging: TaskLogging.driver(ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: ecs.Secret.fromSsmParameter(parameter) })),
      }),
    });
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack).sort()).toEqual(['s3', 'secretsmanager', 'ssm']);
  });

  test('sessions, with their key and record', () => {
    const { stack, vpc } = isolatedStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc, execAudit: ExecAudit.cloudWatch({ encryptionKey }) });
    withExec(stack, cluster);
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual([...PLAIN, 'ssmmessages', 'kms']);
  });

  test.each<[string, (stack: Stack) => ExecAudit, string[]]>([
    ['a log group', () => ExecAudit.cloudWatch(), ['ssmmessages', 'logs']],
    ['a bucket', (stack) => ExecAudit.bucket(s3.Bucket.fromBucketName(stack, 'Records', 'records')), ['ssmmessages', 's3']],
    ['nothing', () => ExecAudit.none(), ['ssmmessages']],
  ])('sessions that %s records', (_name, auditIn, needs) => {
    const { stack, vpc } = isolatedStack();
    const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc, execAudit: auditIn(stack) });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('registry.example.com/app:1') });
    fargateService(stack, cluster, { task: TaskBlueprint.existing(taskDefinition), exec: ExecAccess.enabled() });
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(needs);
  });

  test('sessions without a customer key', () => {
    const { stack, vpc } = isolatedStack();
    withExec(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual([...PLAIN, 'ssmmessages']);
  });

  test('the agent of EC2 instances', () => {
    const { stack, vpc } = isolatedStack();
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: imageIn(stack), memoryLimitMiB: 256 });
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { vpc, clusterName: 'production' });
    const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 });
    recordService({ service, platform: 'ec2', subnets: vpc.isolatedSubnets });
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(['ecr.api', 'ecr.dkr', 's3', 'ecs-agent', 'ecs-telemetry', 'ecs']);
  });

  test('a container that is added late', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    const { taskDefinition } = fargateService(stack, clusterIn(stack, vpc));
    const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/prod/agent');
    taskDefinition.addContainer('agent', { image: imageIn(stack), secrets: { KEY: ecs.Secret.fromSsmParameter(parameter) } });
    expect(endpointsIn(stack)).toEqual([...PLAIN, 'ssm']);
  });

  test('the log router that the core library adds by itself', () => {
    const { stack, vpc } = isolatedStack();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: imageIn(stack), logging: ecs.LogDrivers.firelens({ options: { Name: 'kinesis_firehose' } }) });
    fargateService(stack, clusterIn(stack, vpc), { task: TaskBlueprint.existing(taskDefinition) });
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(['ecr.api', 'ecr.dkr', 's3', 'kinesis-firehose', 'logs']);
  });

  test('what the applications call, once', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    const { SQS, KINESIS_STREAMS, CLOUDWATCH_LOGS, S3 } = ec2.InterfaceVpcEndpointAwsService;
    const endpoints = new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [SQS, KINESIS_STREAMS, CLOUDWATCH_LOGS, S3] });
    expect(endpointsIn(stack)).toEqual([...PLAIN, 'sqs', 'kinesis-streams']);
    expect(endpoints.node.children.map(({ node }) => node.id)).toEqual(['SecurityGroup', 'EcrApi', 'EcrDkr', 'S3', 'Logs', 'Sqs', 'KinesisStreams']);
  });

  test('nothing twice in one service, and all of several', () => {
    const { stack, vpc } = isolatedStack();
    const cluster = clusterIn(stack, vpc);
    fargateService(stack, cluster);
    fargateService(stack, cluster, {}, 'Api');
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(PLAIN);
  });

  test('nothing for another VPC', () => {
    const { stack, vpc } = isolatedStack();
    const other = new ec2.Vpc(stack, 'Other', { natGateways: 1, restrictDefaultSecurityGroup: false });
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc: other, services: [ec2.InterfaceVpcEndpointAwsService.SQS] });
    expect(endpointsIn(stack)).toEqual(['sqs']);
  });
});

describe('leaves out what is there', () => {
  test('whoever made it, in this app', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    vpc.addInterfaceEndpoint('Registry', { service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER });
    vpc.addGatewayEndpoint('Storage', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    new ec2.CfnVPCEndpoint(stack, 'Logs', { vpcId: vpc.vpcId, serviceName: `com.amazonaws.${stack.region}.logs`, vpcEndpointType: 'Interface' });
    expect(stack.node.findChild('Endpoints').node.children.map(({ node }) => node.id)).toEqual(['SecurityGroup']);
    expect(endpointsIn(stack).sort()).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('where the region is a token', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    vpc.addInterfaceEndpoint('Registry', { service: ec2.InterfaceVpcEndpointAwsService.ECR });
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(['ecr.api', 'ecr.dkr', 's3', 'logs']);
  });

  test('but not S3 by an interface, which ECR does not take', () => {
    const { stack, vpc } = isolatedStack();
    vpc.addInterfaceEndpoint('Storage', { service: ec2.InterfaceVpcEndpointAwsService.S3 });
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(endpointsIn(stack)).toEqual(['s3', ...PLAIN]);
  });

  test('outside this app, by name', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc, existing: ['s3', 'com.amazonaws.eu-west-1.logs'] });
    expect(endpointsIn(stack)).toEqual(['ecr.api', 'ecr.dkr']);
  });
});

describe('the endpoints', () => {
  test('answer under the usual names, in a subnet of each zone, in one group', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    const { connections } = new PrivateEndpoints(stack, 'Endpoints', { vpc });
    const interfaces = propertiesOf(stack, 'AWS::EC2::VPCEndpoint').filter(({ VpcEndpointType: type }) => type === 'Interface');
    for (const endpoint of interfaces) {
      expect(endpoint).toEqual(expect.objectContaining({
        PrivateDnsEnabled: true,
        SubnetIds: stack.resolve(vpc.isolatedSubnets.map(({ subnetId }) => subnetId)),
        SecurityGroupIds: stack.resolve(connections.securityGroups.map(({ securityGroupId }) => securityGroupId)),
      }));
    }
    expect(interfaces).toHaveLength(3);
  });

  test('let HTTPS in from the VPC, whose other users go through them too, and nothing out', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [ec2.InterfaceVpcEndpointAwsService.SQS] });
    expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties).toEqual(expect.objectContaining({
      SecurityGroupIngress: [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'VPC to AWS services' }],
      SecurityGroupEgress: [expect.objectContaining({ CidrIp: '255.255.255.255/32' })],
    }));
  });

  test('take groups of their user, and let more in through their connections', () => {
    const { stack, vpc } = isolatedStack();
    const group = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false });
    const endpoints = new PrivateEndpoints(stack, 'Endpoints', {
      vpc, services: [ec2.InterfaceVpcEndpointAwsService.SQS], securityGroups: [group],
    });
    endpoints.connections.allowDefaultPortFrom(ec2.Peer.ipv4('100.64.0.0/16'));
    expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress)
      .toEqual([expect.objectContaining({ CidrIp: '100.64.0.0/16', FromPort: 443, ToPort: 443 })]);
    expect(theOnly(stack, 'AWS::EC2::VPCEndpoint').Properties.SecurityGroupIds).toEqual([stack.resolve(group.securityGroupId)]);
  });

  test('lead to S3 from their own subnets and from those of the services', () => {
    const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      maxAzs: 2,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: ['App', 'Endpoints', 'Data'].map((name) => ({ name, subnetType: ec2.SubnetType.PRIVATE_ISOLATED })),
    });
    fargateService(stack, clusterIn(stack, vpc), { network: { vpcSubnets: { subnetGroupName: 'App' } } });
    new PrivateEndpoints(stack, 'Endpoints', { vpc, subnets: { subnetGroupName: 'Endpoints' } });
    const tablesOf = (subnetGroupName: string) => vpc.selectSubnets({ subnetGroupName }).subnets.map(({ routeTable }) => routeTable.routeTableId);
    const [gateway] = propertiesOf(stack, 'AWS::EC2::VPCEndpoint').filter(({ VpcEndpointType: type }) => type === 'Gateway');
    expect(gateway.RouteTableIds).toEqual(stack.resolve([...tablesOf('Endpoints'), ...tablesOf('App')]));
  });

  test('are in private subnets where none is isolated', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [ec2.InterfaceVpcEndpointAwsService.SQS] });
    expect(theOnly(stack, 'AWS::EC2::VPCEndpoint').Properties.SubnetIds).toEqual(stack.resolve(vpc.privateSubnets.map(({ subnetId }) => subnetId)));
  });

  test('have the names of China', () => {
    const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '123456789012', region: 'cn-north-1' } });
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(propertiesOf(stack, 'AWS::EC2::VPCEndpoint').map(({ ServiceName: name }) => name)).toEqual([
      'cn.com.amazonaws.cn-north-1.ecr.api',
      'cn.com.amazonaws.cn-north-1.ecr.dkr',
      { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] },
      'com.amazonaws.cn-north-1.logs',
    ]);
  });

  test('are seen by the aspects of the app, and take its tags', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [ec2.InterfaceVpcEndpointAwsService.SQS] });
    const seen: string[] = [];
    Aspects.of(stack.node.root).add({ visit: (node) => { if (node instanceof ec2.CfnVPCEndpoint) seen.push(node.node.path); } });
    Tags.of(stack.node.root).add('team', 'platform');
    Template.fromStack(stack);
    expect(seen).toEqual(['Network/Endpoints/Sqs/Resource']);
    expect(theOnly(stack, 'AWS::EC2::VPCEndpoint').Properties.Tags).toContainEqual({ Key: 'team', Value: 'platform' });
  });
});

describe('a service', () => {
  test('waits for the endpoints of its own tasks, and for no others', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [ec2.InterfaceVpcEndpointAwsService.SQS] });
    const { DependsOn: dependencies } = theOnly(stack, 'AWS::ECS::Service');
    const endpoints = Object.entries(resourcesOf(stack, 'AWS::EC2::VPCEndpoint'));
    const awaited = endpoints.filter(([id]) => dependencies.includes(id)).map(([, { Properties: { ServiceName: name } }]) => JSON.stringify(name));
    expect(awaited).toHaveLength(4);
    expect(awaited.join()).not.toContain('sqs');
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('in a stack of its own needs that of the endpoints, which needs nothing of it', () => {
    const app = recommendedApp();
    const { stack: network, vpc } = isolatedStack(app);
    new PrivateEndpoints(network, 'Endpoints', { vpc });
    const workload = new Stack(app, 'Workload', { env: network });
    fargateService(workload, clusterIn(workload, vpc), {
      task: TaskBlueprint.container({ image: imageIn(workload), secrets: { DB: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(workload, 'Secret')) } }),
    });
    expect(endpointsIn(network)).toEqual([...PLAIN, 'secretsmanager']);
    expect(network.dependencies).toEqual([]);
    expect(workload.dependencies).toEqual([network]);
    expect(Object.keys(Template.fromStack(network).findOutputs('*')).join()).not.toContain('Endpoints');
  });

  test('in a stack beside that of the endpoints is deployed after it', () => {
    const app = recommendedApp();
    const { stack: network, vpc } = isolatedStack(app);
    const workload = new Stack(app, 'Workload', { env: network });
    const endpoints = new Stack(app, 'EndpointStack', { env: network });
    fargateService(workload, clusterIn(workload, vpc));
    new PrivateEndpoints(endpoints, 'Endpoints', { vpc });
    expect(endpointsIn(endpoints)).toEqual(PLAIN);
    expect(workload.dependencies.map(({ node }) => node.id)).toContain('EndpointStack');
    expect(endpoints.dependencies).toEqual([network]);
  });

  test('in a nested stack makes that wait', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    const nested = new NestedStack(stack, 'Nested');
    fargateService(nested, clusterIn(nested, vpc));
    expect(endpointsIn(stack)).toEqual(PLAIN);
    expect(theOnly(stack, 'AWS::CloudFormation::Stack').DependsOn).toHaveLength(4);
  });
});

describe('an imported VPC', () => {
  const attributes = {
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  };

  test('is one, however often it is imported', () => {
    const app = recommendedApp();
    const [network, workload] = ['Network', 'Workload'].map((id) => new Stack(app, id));
    fargateService(workload, clusterIn(workload, ec2.Vpc.fromVpcAttributes(workload, 'Vpc', attributes)));
    new PrivateEndpoints(network, 'Endpoints', { vpc: ec2.Vpc.fromVpcAttributes(network, 'Vpc', attributes) });
    expect(endpointsIn(network)).toEqual(PLAIN);
    expect(propertiesOf(network, 'AWS::EC2::VPCEndpoint')[2].RouteTableIds).toEqual(['rtb-1', 'rtb-2']);
  });

  test.each<[string, object, object, string]>([
    ['without its range', { vpcCidrBlock: undefined }, {},
      'PrivateEndpoints at Stack/Endpoints has 1 problem:\n  PrivateEndpoints.UnknownRange: `vpc` does not say its address range,'],
    ['without route tables', { isolatedSubnetRouteTableIds: undefined }, {},
      'PrivateEndpoints at Stack/Endpoints has 1 problem:\n  PrivateEndpoints.RouteTables: `subnets` do not say their route tables,'],
  ])('%s is refused', (_name, change, props, message) => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { ...attributes, ...change });
    expect(() => new PrivateEndpoints(stack, 'Endpoints', { vpc, ...props })).toThrow(message);
    expect(stack.node.tryFindChild('Endpoints')).toBeUndefined();
  });

  test('without either is taken with a group and with S3', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { ...attributes, vpcCidrBlock: undefined, isolatedSubnetRouteTableIds: undefined });
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', {
      vpc, existing: ['s3'], securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    });
    expect(endpointsIn(stack)).toEqual(['ecr.api', 'ecr.dkr', 'logs']);
    expect(propertiesOf(stack, 'AWS::EC2::VPCEndpoint')[0].SecurityGroupIds).toEqual(['sg-1']);
  });
});

test('counts services of stages, which are synthesised before it', () => {
  const app = recommendedApp();
  const attributes = { vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a'], isolatedSubnetIds: ['s'], isolatedSubnetRouteTableIds: ['r'] };
  const network = new Stack(app, 'Network', { env: { region: 'eu-west-1' } });
  new PrivateEndpoints(network, 'Endpoints', { vpc: ec2.Vpc.fromVpcAttributes(network, 'Vpc', attributes) });
  const workload = new Stack(new Stage(app, 'Production'), 'Workload');
  fargateService(workload, clusterIn(workload, ec2.Vpc.fromVpcAttributes(workload, 'Vpc', attributes)));
  expect(endpointsIn(network)).toEqual(PLAIN);
  expect(Annotations.fromStack(workload).findWarning('*', Match.stringLikeRegexp('PrivateEndpoints'))).toEqual([]);
});

test('is made for each of two VPCs that have still to be looked up, and have one id until then', () => {
  const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  for (const vpcName of ['blue', 'green']) {
    const vpc = ec2.Vpc.fromLookup(stack, vpcName, { vpcName });
    new PrivateEndpoints(vpc, 'Endpoints', { vpc });
  }
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup').map(({ VpcId: id }) => id)).toEqual(['vpc-12345', 'vpc-12345']);
});

describe('refuses and advises', () => {
  test('a second set for a VPC', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(() => new PrivateEndpoints(stack, 'More', { vpc })).toThrow(
      'PrivateEndpoints at Network/More has 1 problem:\n  PrivateEndpoints.Second: `vpc` has its endpoints from Network/Endpoints,');
  });

  test.each(['enableDnsHostnames', 'enableDnsSupport'])('a VPC without %s', (prop) => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { [prop]: false });
    expect(() => new PrivateEndpoints(stack, 'Endpoints', { vpc })).toThrow('PrivateEndpoints.Dns: `vpc` must have DNS support and DNS hostnames on,');
  });

  test.each<[string, (stack: Stack, vpc: ec2.Vpc) => void, string[]]>([
    ['one zone of three', (stack, vpc) => {
      fargateService(stack, clusterIn(stack, vpc));
      new PrivateEndpoints(stack, 'Endpoints', { vpc, subnets: { availabilityZones: ['eu-west-1a'], subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    }, ['`subnets` are in one availability zone of 3, whose loss keeps every task of the VPC from starting; choose subnets in two or more' +
      ' [ack: Annotation::cdk-ecs-blueprints:PrivateEndpoints.OneZone]']],
    ['a VPC without services', (stack, vpc) => { new PrivateEndpoints(stack, 'Endpoints', { vpc }); },
      ['`vpc` has no service of this library in this app, so that no endpoint is made; name what others need in `services`, or leave it out' +
      ' [ack: Annotation::cdk-ecs-blueprints:PrivateEndpoints.NoService]']],
    ['nothing else', (stack, vpc) => {
      fargateService(stack, clusterIn(stack, vpc));
      new PrivateEndpoints(stack, 'Endpoints', { vpc });
    }, []],
  ])('%s', (_name, build, messages) => {
    const { stack, vpc } = isolatedStack();
    build(stack, vpc);
    Template.fromStack(stack);
    expect(Annotations.fromStack(stack).findWarning('/Network/Endpoints', Match.anyValue()).map(({ entry }) => entry.data)).toEqual(messages);
  });
});

describe('synthesises', () => {
  const allOff = Object.fromEntries(Object.keys(recommended).map((flag) => [flag, false]));

  test.each([['every feature flag', recommended], ['no feature flag', allOff]])('twice, with %s', (_name, context) => {
    const app = new App({ context });
    const { stack, vpc } = isolatedStack(app);
    fargateService(stack, clusterIn(stack, vpc));
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    const first = app.synth().getStackArtifact(stack.artifactId).template;
    expect(endpointsIn(stack)).toEqual(PLAIN);
    expect(app.synth({ force: true }).getStackArtifact(stack.artifactId).template).toEqual(first);
  });

  test('without fixing what aspects may still change', () => {
    const { stack, vpc } = isolatedStack();
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    let greeting = 'early';
    const { taskDefinition } = fargateService(stack, clusterIn(stack, vpc), {
      task: TaskBlueprint.container({ image: imageIn(stack), environment: { GREETING: Lazy.string({ produce: () => greeting }) } }),
    });
    Aspects.of(taskDefinition).add({
      visit: (node) => {
        if (node !== taskDefinition) return;
        greeting = 'late';
        taskDefinition.addContainer('sidecar', { image: imageIn(stack) });
      },
    });
    const { ContainerDefinitions: containers } = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
    expect(containers.map(({ Name: name }: { Name: string }) => name)).toEqual(['app', 'sidecar']);
    expect(containers[0].Environment).toEqual([{ Name: 'GREETING', Value: 'late' }]);
  });
});
