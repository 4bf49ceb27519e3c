import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { CfnParameter, Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { CloudMapNamespace } from '../../src/discovery/cloud-map-namespace';
import { CloudMapRegistration, CloudMapRegistrationProps } from '../../src/discovery/cloud-map-registration';
import { TaskScaling } from '../../src/scaling/task-scaling';
import { FargateSpotService, FargateSpotServiceProps } from '../../src/service/fargate-spot-service';
import { IpFamily } from '../../src/service/ip-family';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');

function l3(stack: Stack, cluster: ecs.ICluster, props: Partial<FargateSpotServiceProps> = {}, id = 'OrderApi'): FargateSpotService {
  return new FargateSpotService(stack, id, { cluster, task: TaskBlueprint.container({ image, port: 8080 }), ...props });
}

interface L2Options { readonly mode?: ecs.NetworkMode; readonly ports?: ecs.PortMapping[]; readonly controller?: ecs.DeploymentControllerType }

function l2(stack: Stack, cluster: ecs.Cluster, options: L2Options = {}): ecs.Ec2Service {
  const { controller, mode = ecs.NetworkMode.BRIDGE, ports = [{ containerPort: 8080 }] } = options;
  cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('m7i.large'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023() });
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: mode });
  taskDefinition.addContainer('web', { image, memoryLimitMiB: 128, portMappings: ports });
  return new ecs.Ec2Service(stack, 'Service', {
    cluster, taskDefinition, minHealthyPercent: 50, deploymentController: controller === undefined ? undefined : { type: controller },
  });
}

function register(stack: Stack, props: Partial<CloudMapRegistrationProps> & Pick<CloudMapRegistrationProps, 'service'>): CloudMapRegistration {
  return new CloudMapRegistration(stack, 'Discovery', { namespace: CloudMapNamespace.http('production'), ...props });
}

const registryOf = (stack: Stack) => propertiesOf(stack, 'AWS::ECS::Service')[0].ServiceRegistries;
const dnsOf = (stack: Stack) => theOnly(stack, 'AWS::ServiceDiscovery::Service').Properties.DnsConfig;

test('a service gets a name in DNS, of its construct, for ten seconds', () => {
  const { cluster, stack, vpc } = platformStack();
  const discovery = register(stack, { service: l3(stack, cluster), namespace: CloudMapNamespace.privateDns('production.local', vpc) });
  const { Properties: properties } = theOnly(stack, 'AWS::ServiceDiscovery::Service');
  expect(properties).toEqual({
    Name: 'order-api',
    NamespaceId: { 'Fn::GetAtt': [expect.stringMatching(/^DiscoveryNamespace/), 'Id'] },
    DnsConfig: { DnsRecords: [{ TTL: 10, Type: 'A' }], NamespaceId: expect.anything(), RoutingPolicy: 'MULTIVALUE' },
    HealthCheckCustomConfig: { FailureThreshold: 1 },
  });
  expect(registryOf(stack)).toEqual([{ RegistryArn: { 'Fn::GetAtt': [expect.stringMatching(/^DiscoveryService/), 'Arn'] } }]);
  expect([discovery.dnsName, discovery.hostAndPort]).toEqual(['order-api.production.local', 'order-api.production.local:8080']);
});

test.each<[IpFamily, string[]]>([[IpFamily.DUAL_STACK, ['A', 'AAAA']], [IpFamily.IPV6, ['AAAA']]])('tasks with %s addresses have the records %s', (ipFamily, types) => {
  const { cluster, stack, vpc } = platformStack();
  register(stack, { service: l3(stack, cluster, { network: { ipFamily } }), namespace: CloudMapNamespace.privateDns('production.local', vpc) });
  expect(dnsOf(stack).DnsRecords).toEqual(types.map((Type) => ({ TTL: 10, Type })));
});

test('SRV records tell the port, by name, and other options are taken', () => {
  const { cluster, stack, vpc } = platformStack();
  const task = TaskBlueprint.container({ image, ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9000, name: 'admin' }] });
  const discovery = register(stack, {
    service: l3(stack, cluster, { task }),
    namespace: CloudMapNamespace.privateDns('production.local', vpc),
    name: '_orders._tcp',
    records: cloudmap.DnsRecordType.SRV,
    portName: 'admin',
    ttl: Duration.seconds(5),
  });
  expect(dnsOf(stack).DnsRecords).toEqual([{ TTL: 5, Type: 'SRV' }]);
  expect(registryOf(stack)[0]).toMatchObject({ ContainerName: 'app', ContainerPort: 9000 });
  expect([discovery.dnsName, discovery.hostAndPort]).toEqual(['_orders._tcp.production.local', undefined]);
});

test.each([ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST])('in %s mode the records are SRV', (mode) => {
  const { cluster, stack, vpc } = platformStack();
  register(stack, { service: l2(stack, cluster, { mode }), namespace: CloudMapNamespace.privateDns('production.local', vpc) });
  expect(dnsOf(stack).DnsRecords).toEqual([{ TTL: 10, Type: 'SRV' }]);
  expect(registryOf(stack)[0]).toMatchObject({ ContainerName: 'web', ContainerPort: 8080 });
});

describe('a namespace without DNS', () => {
  test('has no records, no port and no name in DNS', () => {
    const { cluster, stack } = platformStack();
    const discovery = register(stack, { service: l3(stack, cluster) });
    expect(theOnly(stack, 'AWS::ServiceDiscovery::Service').Properties).toEqual({
      Name: 'order-api', NamespaceId: expect.anything(), HealthCheckCustomConfig: { FailureThreshold: 1 },
    });
    expect(Object.keys(registryOf(stack)[0])).toEqual(['RegistryArn']);
    expect([discovery.dnsName, discovery.hostAndPort]).toEqual([undefined, undefined]);
  });

  test('gets the port of tasks that share the address of their instance', () => {
    const { cluster, stack } = platformStack();
    register(stack, { service: l2(stack, cluster) });
    expect(registryOf(stack)[0]).toMatchObject({ ContainerName: 'web', ContainerPort: 8080 });
  });
});

test('who may discover is told by the names of the service and its namespace', () => {
  const { cluster, stack } = platformStack();
  const client = new iam.Role(stack, 'Client', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  register(stack, { service: l3(stack, cluster) }).grantDiscover(client);
  const [policy] = propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [{ Ref: role }] }) => role.startsWith('Client'));
  expect(policy.PolicyDocument.Statement).toEqual([{
    Action: 'servicediscovery:DiscoverInstances',
    Effect: 'Allow',
    Resource: '*',
    Condition: { StringEquals: { 'servicediscovery:NamespaceName': 'production', 'servicediscovery:ServiceName': { 'Fn::GetAtt': [expect.any(String), 'Name'] } } },
  }]);
});

describe('clients', () => {
  const rulesOf = (stack: Stack) => propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress').map(({ FromPort, ToPort, IpProtocol }) => [FromPort, ToPort, IpProtocol]);

  function clientIn(stack: Stack, vpc: ec2.IVpc): ec2.Connections {
    return new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false })] });
  }

  test('reach exactly the port of the tasks', () => {
    const { cluster, stack, vpc } = platformStack();
    const client = clientIn(stack, vpc);
    register(stack, { service: l3(stack, cluster) }).allowFrom(client);
    expect(rulesOf(stack)).toEqual([[8080, 8080, 'tcp']]);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual([expect.objectContaining({ FromPort: 8080, ToPort: 8080, Description: 'Clients by Cloud Map' })]);
  });

  test.each<[ecs.NetworkMode, ecs.PortMapping, unknown[]]>([
    [ecs.NetworkMode.BRIDGE, { containerPort: 8080 }, [32768, 65535, 'tcp']],
    [ecs.NetworkMode.BRIDGE, { containerPort: 53, protocol: ecs.Protocol.UDP }, [32768, 65535, 'udp']],
    [ecs.NetworkMode.BRIDGE, { containerPort: 8080, hostPort: 80 }, [80, 80, 'tcp']],
    [ecs.NetworkMode.HOST, { containerPort: 53, protocol: ecs.Protocol.UDP }, [53, 53, 'udp']],
  ])('in %s mode, the port %j', (mode, port, rule) => {
    const { cluster, stack, vpc } = platformStack();
    const client = clientIn(stack, vpc);
    register(stack, { service: l2(stack, cluster, { mode, ports: [port] }) }).allowFrom(client);
    expect(rulesOf(stack)).toEqual([rule]);
  });

  test('reach a port with both of its protocols, or with the one that is named', () => {
    const ports = [{ containerPort: 53, name: 'dns-tcp' }, { containerPort: 53, name: 'dns-udp', protocol: ecs.Protocol.UDP }];
    for (const [portName, protocols] of [[undefined, ['tcp', 'udp']], ['dns-udp', ['udp']]] as const) {
      const { cluster, stack, vpc } = platformStack();
      register(stack, { service: l3(stack, cluster, { task: TaskBlueprint.container({ image, ports }) }), portName }).allowFrom(clientIn(stack, vpc));
      expect(rulesOf(stack)).toEqual(protocols.map((protocol) => [53, 53, protocol]));
    }
  });

  test('are not let in where no security group of the service is known, which is warned about', () => {
    const { cluster, stack, vpc } = platformStack();
    const imported = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: cluster.clusterName, vpc, securityGroups: [] });
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task');
    taskDefinition.addContainer('web', { image, memoryLimitMiB: 128, portMappings: [{ containerPort: 8080 }] });
    const discovery = register(stack, { service: new ecs.Ec2Service(stack, 'Service', { cluster: imported, taskDefinition, minHealthyPercent: 50 }) });
    discovery.allowFrom(clientIn(stack, vpc));
    expect(rulesOf(stack)).toEqual([]);
    Annotations.fromStack(stack).hasWarning('/Stack/Discovery', Match.stringLikeRegexp('`service` has no security group that is known, so that nobody is let in; ' +
      'open those of the instances to the client'));
  });

  test('are refused where the port is not said, and the registration stays', () => {
    const { cluster, stack, vpc } = platformStack();
    const task = TaskBlueprint.container({ image, ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9000, name: 'admin' }] });
    const discovery = register(stack, { service: l3(stack, cluster, { task }), namespace: CloudMapNamespace.privateDns('production.local', vpc) });
    expect(() => discovery.allowFrom(clientIn(stack, vpc))).toThrow('CloudMapRegistration.SeveralPorts: `portName` must say which port clients may reach, got none, ' +
      'which may be 2 of them; the task has app 8080/tcp (\'http\'), app 9000/tcp (\'admin\')');
    expect(stack.node.tryFindChild('Discovery')).toBe(discovery);
    expect(discovery.hostAndPort).toBeUndefined();
  });
});

test('name and port are told with a port that only the deployment knows', () => {
  const { cluster, stack, vpc } = platformStack();
  const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
  const service = l3(stack, cluster, { task: TaskBlueprint.container({ image, port }) });
  const { hostAndPort } = register(stack, { service, namespace: CloudMapNamespace.privateDns('production.local', vpc) });
  expect(stack.resolve(hostAndPort)).toEqual({ 'Fn::Join': ['', ['order-api.production.local:', { Ref: 'Port' }]] });
});

test('a port that only the deployment knows is told as it is', () => {
  const { cluster, stack, vpc } = platformStack();
  const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
  const discovery = register(stack, {
    service: l3(stack, cluster, { task: TaskBlueprint.container({ image, port }) }),
    namespace: CloudMapNamespace.privateDns('production.local', vpc),
    records: cloudmap.DnsRecordType.SRV,
  });
  discovery.allowFrom(new ec2.Connections({ peer: ec2.Peer.ipv4('10.0.0.0/8') }));
  expect(registryOf(stack)[0].ContainerPort).toEqual({ Ref: 'Port' });
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ FromPort: { Ref: 'Port' }, CidrIp: '10.0.0.0/8' })]);
});

describe('refused', () => {
  test('everything at once, and the id is free again', () => {
    const { cluster, stack } = platformStack();
    const service = l3(stack, cluster);
    expect(() => register(stack, { service, namespace: CloudMapNamespace.http('a b'), name: 'a b', records: cloudmap.DnsRecordType.A, portName: 'https' }))
      .toThrow('CloudMapRegistration at Stack/Discovery has 4 problems:\n' +
        '  CloudMapNamespace.Name: `namespace.name` takes 1 to 1024 printable characters without spaces, got \'a b\'\n' +
        '  CloudMapRegistration.Name: `name` takes labels of 1 to 63 letters, digits, hyphens and underscores, a hyphen neither first nor last, with dots between them, got \'a b\'\n' +
        '  CloudMapRegistration.NoDns: `records` must go with a namespace with DNS, got one whose services only API calls find; leave it out, or take CloudMapNamespace.privateDns()\n' +
        '  CloudMapRegistration.UnknownPort: `portName` must name a port of the task, got \'https\'; the task has app 8080/tcp (\'http\')');
    register(stack, { service });
    expect(registryOf(stack)).toHaveLength(1);
  });

  test('an imported service', () => {
    const { cluster, stack } = platformStack();
    const service = ecs.FargateService.fromFargateServiceAttributes(stack, 'Imported', { cluster, serviceName: 'web' });
    expect(() => register(stack, { service })).toThrow('CloudMapRegistration.ImportedService: `service` must be a service of this app, got Stack/Imported, in which there is none; a template cannot change an imported one');
  });

  test('a namespace that another account shares', () => {
    const { cluster, stack } = platformStack();
    const namespace = CloudMapNamespace.shared('arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0123456789abcdef', 'shared');
    expect(() => register(stack, { service: l3(stack, cluster), namespace })).toThrow('CloudMapNamespace.Shared: `namespace` must be of this account');
  });

  test('a second registry, of the L2 or of this construct', () => {
    const { cluster, stack, vpc } = platformStack();
    const message = 'CloudMapRegistration.Registered: `service` must name one registry, got another besides';
    const service = l3(stack, cluster);
    register(stack, { service });
    expect(() => new CloudMapRegistration(stack, 'Again', { service, namespace: CloudMapNamespace.http() })).toThrow(message);
    const plain = l2(stack, cluster, { mode: ecs.NetworkMode.AWS_VPC });
    plain.enableCloudMap({ cloudMapNamespace: new cloudmap.PrivateDnsNamespace(stack, 'Local', { name: 'x.local', vpc }) });
    expect(() => new CloudMapRegistration(stack, 'Other', { service: plain, namespace: CloudMapNamespace.http() })).toThrow(message);
  });

  test('external instances, no network, and task sets', () => {
    const { cluster, stack } = platformStack();
    const task = new ecs.ExternalTaskDefinition(stack, 'External', { networkMode: ecs.NetworkMode.NONE });
    task.addContainer('app', { image, memoryLimitMiB: 128 });
    const service = new ecs.ExternalService(stack, 'ExternalService', { cluster, taskDefinition: task });
    expect(() => register(stack, { service })).toThrow(/has 2 problems:\n {2}CloudMapRegistration\.External: [^\n]*\n {2}CloudMapRegistration\.NoNetwork: [^\n]*$/);
    const sets = l2(stack, cluster, { controller: ecs.DeploymentControllerType.EXTERNAL });
    expect(() => register(stack, { service: sets })).toThrow('CloudMapRegistration.Controller: `service` must go with the controller ECS or CODE_DEPLOY, got EXTERNAL');
  });

  test.each([
    ['an exact number', TaskScaling.exactly(1001)],
    ['a maximum', TaskScaling.between(2, 1001, { cpuPercent: 60 })],
  ])('more than 1000 tasks: %s', (_, scaling) => {
    const { cluster, stack } = platformStack();
    expect(() => register(stack, { service: l3(stack, cluster, { scaling }) })).toThrow('CloudMapRegistration.Tasks: `service` must go with at most 1000 tasks, as many as Cloud Map holds, got up to 1001');
  });
});

describe('looked at again at synth', () => {
  test('a maximum that is set later, also of a schedule', () => {
    const { cluster, stack } = platformStack();
    const { service } = l3(stack, cluster);
    register(stack, { service });
    service.autoScaleTaskCount({ minCapacity: 1, maxCapacity: 10 }).scaleOnSchedule('Sale', {
      schedule: { expressionString: 'cron(0 8 * * ? *)', _bind: () => undefined } as never, maxCapacity: 2000,
    });
    expect(() => propertiesOf(stack, 'AWS::ECS::Service')).toThrow('CloudMapRegistration.Tasks: `service` must go with at most 1000 tasks, as many as Cloud Map holds, got up to 2000; split it, or put a load balancer in front');
  });

  test('a second registry by override', () => {
    const { cluster, stack } = platformStack();
    const { service } = l3(stack, cluster);
    register(stack, { service });
    (service.node.defaultChild as ecs.CfnService).addPropertyOverride('ServiceRegistries', [{ RegistryArn: 'a' }, { RegistryArn: 'b' }]);
    expect(() => propertiesOf(stack, 'AWS::ECS::Service')).toThrow('CloudMapRegistration.Registered: `service` must name one registry, got another besides');
  });

  test('another controller by override', () => {
    const { cluster, stack } = platformStack();
    const { service } = l3(stack, cluster);
    register(stack, { service });
    (service.node.defaultChild as ecs.CfnService).addPropertyOverride('DeploymentController.Type', 'EXTERNAL');
    expect(() => propertiesOf(stack, 'AWS::ECS::Service')).toThrow('CloudMapRegistration.Controller: `service` must go with the controller ECS or CODE_DEPLOY, got EXTERNAL');
  });

  test('a number that only the deployment knows is no finding', () => {
    const { cluster, stack } = platformStack();
    const count = Token.asNumber(Lazy.any({ produce: () => ({ Ref: 'AWS::NoValue' }) }));
    register(stack, { service: l3(stack, cluster, { scaling: TaskScaling.exactly(count) }) });
    expect(registryOf(stack)).toHaveLength(1);
  });
});

test('warned of: a public namespace and a long TTL', () => {
  const { cluster, stack } = platformStack();
  const namespace = CloudMapNamespace.existing(new cloudmap.PublicDnsNamespace(stack, 'Public', { name: 'example.com' }));
  register(stack, { service: l3(stack, cluster), namespace, ttl: Duration.minutes(5) });
  Annotations.fromStack(stack).hasWarning('/Stack/Discovery', Match.stringLikeRegexp('`namespace` must be private, since ECS registers private addresses'));
  Annotations.fromStack(stack).hasWarning('/Stack/Discovery', Match.stringLikeRegexp('`ttl` must be short, or clients stay at tasks that are gone, got 300 seconds'));
});

test('several services share a namespace, and a service may be registered from another stack', () => {
  const app = recommendedApp();
  const { cluster, stack, vpc } = platformStack(app);
  const first = register(stack, { service: l3(stack, cluster), namespace: CloudMapNamespace.privateDns('production.local', vpc) });
  const other = new Stack(app, 'Other');
  const service = l3(other, cluster, {}, 'Stock');
  new CloudMapRegistration(other, 'Discovery', { service, namespace: CloudMapNamespace.existing(first.namespace) });
  expect(Object.keys(resourcesOf(stack, 'AWS::ServiceDiscovery::PrivateDnsNamespace'))).toHaveLength(1);
  expect(theOnly(other, 'AWS::ServiceDiscovery::Service').Properties.Name).toBe('stock');
  expect(propertiesOf(other, 'AWS::ECS::Service')[0].ServiceRegistries).toHaveLength(1);
});
