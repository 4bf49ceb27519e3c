import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { CfnParameter, Duration, Stack, Stage } from 'aws-cdk-lib/core';
import { ec2Service, fargateService, HTTP } from './services';
import {
  BaseAndBurstService, CapacityStrategy, CloudMapNamespace, ExternalEndpoint, FargateSize, FargateSpotService, InstancePool, PooledService,
  ProxyLogLevel, ProxyLogs, ProxyRoom, Rollout, ServiceConnectMesh, ServiceConnectMeshProps, TaskBlueprint, TestTraffic, TrafficSource,
} from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('image:1');

function setUp(props?: ServiceConnectMeshProps) {
  const platform = platformStack();
  const web = fargateService(platform.stack, 'Web', platform.cluster);
  const api = fargateService(platform.stack, 'Api', platform.cluster);
  return { ...platform, web, api, mesh: new ServiceConnectMesh(platform.stack, 'Mesh', props) };
}

function configOf(service: ecs.BaseService): any {
  return resourcesOf(service)[idOf(service)].Properties.ServiceConnectConfiguration;
}

function idOf(service: ecs.BaseService): string {
  return Stack.of(service).getLogicalId(service.node.defaultChild as ecs.CfnService);
}

describe('what is written', () => {
  test('a server has its names, its port and a log stream of its own', () => {
    const { mesh, api } = setUp();
    mesh.addServer('OrderApi', { service: api, timeouts: { perRequest: Duration.seconds(20), idle: Duration.minutes(2) } });
    expect(configOf(api)).toEqual({
      Enabled: true,
      Namespace: { 'Fn::GetAtt': [expect.stringMatching(/^MeshNamespace/), 'Arn'] },
      Services: [{
        PortName: 'http',
        DiscoveryName: 'order-api',
        ClientAliases: [{ DnsName: 'order-api', Port: 8080 }],
        Timeout: { PerRequestTimeoutSeconds: 20, IdleTimeoutSeconds: 120 },
      }],
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: expect.objectContaining({ 'awslogs-group': { Ref: expect.stringMatching(/^MeshProxyLogGroup/) }, 'awslogs-stream-prefix': 'OrderApi', 'mode': 'non-blocking' }),
      },
    });
  });

  test('a client has the namespace and no names', () => {
    const { mesh, web } = setUp();
    mesh.addClient('Web', { service: web });
    expect(configOf(web)).toEqual({ Enabled: true, Namespace: expect.anything(), LogConfiguration: expect.anything() });
  });

  test('a service may be a client before it is a server, with one configuration', () => {
    const { mesh, api } = setUp();
    mesh.addClient('Caller', { service: api });
    mesh.addServer('Api', { service: api });
    expect(configOf(api).Services).toHaveLength(1);
    expect(configOf(api).LogConfiguration.Options['awslogs-stream-prefix']).toBe('Caller');
  });

  test('a service with two ports has an entry for each', () => {
    const { stack, cluster, mesh } = setUp();
    const api = fargateService(stack, 'Two', cluster, { ports: [HTTP, { containerPort: 9090, name: 'grpc', appProtocol: ecs.AppProtocol.grpc }] });
    const http = mesh.addServer('Http', { service: api, portName: 'http', alias: 'api' });
    const grpc = mesh.addServer('Grpc', { service: api, portName: 'grpc', alias: 'api', discoveryName: 'api-grpc' });
    expect(configOf(api).Services).toEqual([
      { PortName: 'http', DiscoveryName: 'api', ClientAliases: [{ DnsName: 'api', Port: 8080 }] },
      { PortName: 'grpc', DiscoveryName: 'api-grpc', ClientAliases: [{ DnsName: 'api', Port: 9090 }] },
    ]);
    expect([http.url, grpc.url]).toEqual(['http://api:8080', 'grpc://api:9090']);
  });

  test('an alias with periods keeps them, and Cloud Map gets hyphens', () => {
    const { mesh, api } = setUp();
    mesh.addServer('Api', { service: api, alias: 'api.shop.local', aliasPort: 80 });
    expect(configOf(api).Services).toEqual([{ PortName: 'http', DiscoveryName: 'api-shop-local', ClientAliases: [{ DnsName: 'api.shop.local', Port: 80 }] }]);
  });

  test('a port without a protocol takes the one that the mesh is told', () => {
    const { stack, cluster, mesh } = setUp();
    const api = fargateService(stack, 'Plain', cluster, { ports: [{ containerPort: 9090, name: 'rpc' }] });
    expect(mesh.addServer('Plain', { service: api, appProtocol: ecs.AppProtocol.http2 }).url).toBe('http://plain:9090');
    expect(propertiesOf(stack, 'AWS::ECS::TaskDefinition').flatMap(({ ContainerDefinitions: [{ PortMappings }] }) => PortMappings))
      .toContainEqual({ ContainerPort: 9090, Name: 'rpc', Protocol: 'tcp', AppProtocol: 'http2' });
  });

  test('the namespace is new and without DNS unless another is named', () => {
    const { stack } = setUp();
    expect(theOnly(stack, 'AWS::ServiceDiscovery::HttpNamespace').Properties).toEqual({ Name: expect.stringMatching(/^Stack-Mesh/) });
  });

  test.each<[string, (stack: Stack, vpc: ec2.IVpc) => CloudMapNamespace, unknown]>([
    ['an imported one', (stack) => CloudMapNamespace.existing(cloudmap.HttpNamespace.fromHttpNamespaceAttributes(stack, 'Given', {
      namespaceArn: 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-1', namespaceId: 'ns-1', namespaceName: 'given',
    })), 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-1'],
    ['one that another account shares', () => CloudMapNamespace.shared('arn:aws:servicediscovery:us-east-1:444455556666:namespace/ns-2', 'theirs'),
      'arn:aws:servicediscovery:us-east-1:444455556666:namespace/ns-2'],
    ['one with DNS', (_stack, vpc) => CloudMapNamespace.privateDns('shop.local', vpc), { 'Fn::GetAtt': [expect.stringMatching(/^MeshNamespace/), 'Arn'] }],
  ])('the namespace may be %s', (_what, namespaceIn, arn) => {
    const { stack, vpc, cluster } = platformStack();
    const api = fargateService(stack, 'Api', cluster);
    const mesh = new ServiceConnectMesh(stack, 'Mesh', { namespace: namespaceIn(stack, vpc) });
    mesh.addServer('Api', { service: api });
    expect(configOf(api).Namespace).toEqual(arn);
  });

  test('access logs and the level of the proxies are written for every service', () => {
    const { mesh, api, web } = setUp({
      accessLogs: { format: ecs.ServiceConnectAccessLogFormat.JSON, includeQueryParameters: true }, proxyLogLevel: ProxyLogLevel.DEBUG,
    });
    mesh.addServer('Api', { service: api });
    mesh.addClient('Web', { service: web });
    for (const service of [api, web]) {
      expect(configOf(service)).toMatchObject({
        AccessLogConfiguration: { Format: 'JSON', IncludeQueryParameters: 'ENABLED' }, ContainerConfigurations: [{ LogLevel: 'debug' }],
      });
    }
  });

  test('access logs leave query parameters out unless they are asked for', () => {
    const { mesh, api } = setUp({ accessLogs: { format: ecs.ServiceConnectAccessLogFormat.TEXT } });
    mesh.addServer('Api', { service: api });
    expect(configOf(api).AccessLogConfiguration).toEqual({ Format: 'TEXT', IncludeQueryParameters: 'DISABLED' });
  });

  test('the log group of the proxies is kept for a month, and every service may write there', () => {
    const { stack, mesh, api } = setUp();
    mesh.addServer('Api', { service: api });
    const [id, group] = Object.entries(resourcesOf(stack, 'AWS::Logs::LogGroup'))[0];
    expect(group.Properties.RetentionInDays).toBe(30);
    expect(mesh.proxyLogGroup).toBeDefined();
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [id, 'Arn'] } })]) },
      Roles: [{ Ref: Match.stringLikeRegexp('ApiTaskExecutionRole') }],
    });
  });

  test('the retention is its user\'s to say', () => {
    const { stack } = setUp({ proxyLogs: ProxyLogs.cloudWatch({ retention: logs.RetentionDays.ONE_WEEK, streamPrefix: 'proxy' }) });
    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties.RetentionInDays).toBe(7);
  });

  test('another driver makes no log group', () => {
    const { stack, mesh, api } = setUp({ proxyLogs: ProxyLogs.driver(new ecs.GenericLogDriver({ logDriver: 'fluentd', options: { tag: 'mesh' } })) });
    mesh.addServer('Api', { service: api });
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual({});
    expect(mesh.proxyLogGroup).toBeUndefined();
    expect(configOf(api).LogConfiguration).toEqual({ LogDriver: 'fluentd', Options: { tag: 'mesh' } });
  });

  test('without logs there is no log configuration', () => {
    const { stack, mesh, api } = setUp({ proxyLogs: ProxyLogs.none() });
    mesh.addServer('Api', { service: api });
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual({});
    expect(configOf(api).LogConfiguration).toBeUndefined();
  });
});

describe('connections', () => {
  test('one rule admits the client to the port of the server, and nothing else', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.addClient('Web', { service: web });
    mesh.connect(web, mesh.addServer('Api', { service: api }));
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({
      GroupId: groupId('ApiSecurityGroup'), SourceSecurityGroupId: groupId('WebSecurityGroup'), IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080,
    })]);
    expect(resourcesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual({});
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('being in the mesh alone opens nothing', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.addClient('Web', { service: web });
    mesh.addServer('Api', { service: api });
    expect(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
  });

  test('calls go to the ingress port where the server has one', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.addClient('Web', { service: web });
    mesh.connect(web, mesh.addServer('Api', { service: api, ingressPort: 15000 }));
    expect(theOnly(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({ FromPort: 15000, ToPort: 15000 });
    expect(configOf(api).Services[0].IngressPortOverride).toBe(15000);
  });

  test('in bridge mode the instances admit each other to the ports that they choose', () => {
    const { stack, cluster, mesh, web } = setUp();
    const api = ec2Service(stack, 'Bridged', cluster, ecs.NetworkMode.BRIDGE);
    mesh.addClient('Web', { service: web });
    mesh.connect(web, mesh.addServer('Bridged', { service: api }));
    expect(theOnly(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({ GroupId: groupId('BridgedInstanceGroup'), FromPort: 32768, ToPort: 65535 });
  });

  test('in bridge mode an ingress port is the one that is opened', () => {
    const { stack, cluster, mesh, web } = setUp();
    const api = ec2Service(stack, 'Bridged', cluster, ecs.NetworkMode.BRIDGE);
    mesh.addClient('Web', { service: web });
    mesh.connect(web, mesh.addServer('Bridged', { service: api, ingressPort: 15000 }));
    expect(theOnly(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({ FromPort: 15000, ToPort: 15000 });
  });

  test('a client whose group lets nothing out is let out to the server', () => {
    const { stack, vpc, cluster, mesh, api } = setUp();
    const securityGroups = [new ec2.SecurityGroup(stack, 'Closed', { vpc, allowAllOutbound: false })];
    const web = fargateService(stack, 'Kept', cluster, { props: { securityGroups } });
    mesh.addClient('Kept', { service: web });
    mesh.connect(web, mesh.addServer('Api', { service: api }));
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual([expect.objectContaining({
      GroupId: groupId('Closed'), DestinationSecurityGroupId: groupId('ApiSecurityGroup'), FromPort: 8080, ToPort: 8080,
    })]);
  });

  test('a rule that its user made already is not made again, nor is a connection that is asked for twice', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.addClient('Web', { service: web });
    const endpoint = mesh.addServer('Api', { service: api });
    api.connections.allowFrom(web, ec2.Port.tcp(8080));
    mesh.connect(web, endpoint);
    mesh.connect(web, endpoint);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
  });

  test('the client gets the address in the variable that it asks for', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.addClient('Web', { service: web });
    const endpoint = mesh.connect(web, mesh.addServer('Api', { service: api, aliasPort: 80 }), { environmentVariable: 'API_URL' });
    expect(endpoint.address).toBe('api:80');
    const [task] = propertiesOf(stack, 'AWS::ECS::TaskDefinition').filter(({ Family }) => Family.startsWith('StackWeb'));
    expect(task.ContainerDefinitions[0].Environment).toEqual([{ Name: 'API_URL', Value: 'http://api:80' }]);
  });

  test('a container that is no default one gets it by name', () => {
    const { stack, mesh, web, api } = setUp();
    web.taskDefinition.addContainer('worker', { image });
    mesh.addClient('Web', { service: web });
    mesh.connect(web, mesh.addServer('Api', { service: api }), { environmentVariable: 'API_URL', containerName: 'worker' });
    const [task] = propertiesOf(stack, 'AWS::ECS::TaskDefinition').filter(({ Family }) => Family.startsWith('StackWeb'));
    expect(task.ContainerDefinitions.map(({ Environment }: any) => Environment)).toEqual([undefined, [{ Name: 'API_URL', Value: 'http://api:8080' }]]);
  });

  test('an endpoint that another app serves is called by its address, and opened where its groups are named', () => {
    const { stack, mesh, web } = setUp();
    mesh.addClient('Web', { service: web });
    const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Theirs', 'sg-0123456789abcdef0');
    const payments = new ExternalEndpoint({ alias: 'payments', aliasPort: 80, port: 8443, appProtocol: ecs.AppProtocol.http, securityGroups: [group] });
    mesh.connect(web, payments, { environmentVariable: 'PAYMENTS_URL' });
    mesh.connect(web, new ExternalEndpoint({ alias: 'db', aliasPort: 5432 }), { environmentVariable: 'DB' });
    expect(theOnly(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({ GroupId: 'sg-0123456789abcdef0', FromPort: 8443, SourceSecurityGroupId: groupId('WebSecurityGroup') });
    const [task] = propertiesOf(stack, 'AWS::ECS::TaskDefinition').filter(({ Family }) => Family.startsWith('StackWeb'));
    expect(task.ContainerDefinitions[0].Environment).toEqual([{ Name: 'PAYMENTS_URL', Value: 'http://payments:80' }, { Name: 'DB', Value: 'tcp://db:5432' }]);
  });
});

test('an endpoint knows its metrics', () => {
  const { mesh, api, stack, cluster } = setUp();
  const http = mesh.addServer('Api', { service: api });
  const rpc = fargateService(stack, 'Rpc', cluster, { ports: [{ containerPort: 9090, name: 'rpc', appProtocol: ecs.AppProtocol.grpc }] });
  const grpc = mesh.addServer('Rpc', { service: rpc });
  const metrics = [http.metricRequestCount(), grpc.metricRequestCount(), http.metricServerErrors(), http.metricResponseTime()];
  expect(metrics.map(({ dimensions, metricName }) => [metricName, dimensions])).toEqual([
    ['RequestCount', { DiscoveryName: 'api' }],
    ['GrpcRequestCount', { DiscoveryName: 'rpc' }],
    ['HTTPCode_Target_5XX_Count', { TargetDiscoveryName: 'api' }],
    ['TargetResponseTime', { TargetDiscoveryName: 'api' }],
  ]);
});

describe('this library\'s services', () => {
  const task = TaskBlueprint.container({ image, size: FargateSize.of(512, 1024), port: 8080 });

  test('call and are called, and move traffic by Service Connect alone', () => {
    const { stack, cluster } = platformStack();
    const web = new FargateSpotService(stack, 'Web', { cluster, task });
    const api = new FargateSpotService(stack, 'Api', { cluster, task, rollout: Rollout.linear({ testTraffic: TestTraffic.header('x-release', 'next') }) });
    const mesh = new ServiceConnectMesh(stack, 'Mesh');
    mesh.addClient('Web', { service: web });
    mesh.connect(web, mesh.addServer('Api', { service: api }), { environmentVariable: 'API_URL' });
    expect(configOf(api.service).Services[0].ClientAliases).toEqual([
      { DnsName: 'api', Port: 8080, TestTrafficRules: { Header: { Name: 'x-release', Value: { Exact: 'next' } } } },
    ]);
    expect(resourcesOf(stack)[idOf(web.service)].DependsOn).toContain(idOf(api.service));
  });

  test('on instances too, where a task grows by the proxy', () => {
    const { stack, cluster } = platformStack();
    const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7g.large')] });
    const api = new PooledService(stack, 'Api', { capacity: CapacityStrategy.pool(pool), task: TaskBlueprint.container({ image, cpu: 256, memoryMiB: 512, port: 8080 }) });
    new ServiceConnectMesh(stack, 'Mesh', { proxyRoom: ProxyRoom.grown() }).addServer('Api', { service: api });
    const { ContainerDefinitions: [container], Memory } = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
    expect([container.Memory, Memory]).toEqual([512, '576']);
  });

  test('of which two are behind one name, which Service Connect has no place for', () => {
    const { stack, cluster } = platformStack();
    const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7g.large')] });
    const orders = new BaseAndBurstService(stack, 'Orders', {
      cluster,
      task,
      traffic: TrafficSource.loadBalancer({ plainHttp: true }),
      base: { capacity: CapacityStrategy.pool(pool), tasks: 2 },
      burst: { tasks: { min: 1, max: 4 } },
    });
    const mesh = new ServiceConnectMesh(stack, 'Mesh');
    expect(() => mesh.addServer('Orders', { service: orders as any })).toThrow(
      'ServiceConnectMesh.SeveralServices: `service` must hold one ECS service, got 2 in Stack/Orders; name one of them');
  });

  test('a deployment by CodeDeploy is refused', () => {
    const { stack, cluster } = platformStack();
    const api = new FargateSpotService(stack, 'Api', { cluster, task, traffic: TrafficSource.loadBalancer({ plainHttp: true }), rollout: Rollout.codeDeploy() });
    expect(() => new ServiceConnectMesh(stack, 'Mesh').addServer('Api', { service: api })).toThrow(
      'ServiceConnect.Controller: `service` needs deployments by ECS, got the controller CODE_DEPLOY; take Rollout.blueGreen(), .linear() or .canary()');
  });
});

describe('what is refused', () => {
  test.each<[string, (made: ReturnType<typeof setUp>) => void, string]>([
    ['an unknown port name', ({ mesh, api }) => mesh.addServer('Api', { service: api, portName: 'web' }),
      "ServiceConnect.PortName: `portName` must be 'http', the named ports of the task, got 'web'"],
    ['a discovery name twice', ({ mesh, api, web }) => { mesh.addServer('Api', { service: api }); mesh.addServer('Web', { service: web, discoveryName: 'api' }); },
      "ServiceConnect.SameDiscoveryName: `discoveryName` must be unique in the namespace, got 'api', which Stack/Mesh/Api has; take another"],
    ['an endpoint twice', ({ mesh, api, web }) => { mesh.addServer('Api', { service: api }); mesh.addServer('Web', { service: web, alias: 'api', discoveryName: 'web' }); },
      'ServiceConnect.SameEndpoint: `alias` must be unique in the namespace together with its port, got api:8080, which Stack/Mesh/Api has; take another name or port'],
    ['a second alias for one entry', ({ mesh, api }) => { mesh.addServer('Api', { service: api }); mesh.addServer('Again', { service: api, alias: 'again', discoveryName: 'api' }); },
      'ServiceConnect.TwoAliases: `alias` must be the only one of its entry, got a second for the port of Stack/Mesh/Api; give this one a discoveryName of its own'],
    ['a request timeout for TCP', ({ mesh, stack, cluster }) => mesh.addServer('Db', {
      service: fargateService(stack, 'Db', cluster, { ports: [{ containerPort: 5432, name: 'sql' }] }), timeouts: { perRequest: Duration.seconds(5) },
    }), 'ServiceConnect.TcpTimeout: `timeouts.perRequest` must be left out for ports that speak neither HTTP nor gRPC, got 5 seconds for TCP'],
    ['another protocol than the task says', ({ mesh, api }) => mesh.addServer('Api', { service: api, appProtocol: ecs.AppProtocol.grpc }),
      "ServiceConnectMesh.AppProtocol: `appProtocol` is for a port that does not say what it speaks, got grpc for 'http', which the task definition says speaks http; leave it out"],
    ['host mode', ({ mesh, stack, cluster }) => mesh.addClient('Host', { service: ec2Service(stack, 'Host', cluster, ecs.NetworkMode.HOST) }),
      'ServiceConnect.NetworkMode: `service` takes the network mode awsvpc or bridge, got host; '],
    ['none mode', ({ mesh, stack, cluster }) => mesh.addClient('None', { service: ec2Service(stack, 'None', cluster, ecs.NetworkMode.NONE) }),
      'ServiceConnect.NetworkMode: `service` takes the network mode awsvpc or bridge, got none; '],
    ['Windows', ({ mesh, stack, cluster }) => {
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'WindowsTask', {
        cpu: 2048,
        memoryLimitMiB: 4096,
        runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, cpuArchitecture: ecs.CpuArchitecture.X86_64 },
      });
      taskDefinition.addContainer('app', { image, portMappings: [HTTP] });
      mesh.addServer('Windows', { service: new ecs.FargateService(stack, 'Windows', { cluster, taskDefinition }) });
    }, 'ServiceConnect.Windows: `service` must go with Linux tasks, got Windows; use Cloud Map or VPC Lattice'],
    ['an external controller', ({ mesh, stack, cluster }) => mesh.addClient('Other', {
      service: fargateService(stack, 'Other', cluster, { props: { deploymentController: { type: ecs.DeploymentControllerType.EXTERNAL }, circuitBreaker: undefined } }),
    }), 'ServiceConnect.Controller: `service` needs deployments by ECS, got the controller EXTERNAL'],
    ['external instances', ({ mesh, stack, cluster }) => {
      const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'EdgeTask');
      taskDefinition.addContainer('app', { image, memoryLimitMiB: 256 });
      mesh.addClient('Edge', { service: new ecs.ExternalService(stack, 'Edge', { cluster, taskDefinition }) });
    }, 'ServiceConnect.External: `service` is for tasks in AWS, got external instances'],
    ['an old platform version', ({ mesh, stack, cluster }) => mesh.addClient('Old', {
      service: fargateService(stack, 'Old', cluster, { props: { platformVersion: ecs.FargatePlatformVersion.VERSION1_3 } }),
    }), 'ServiceConnect.PlatformVersion: `service` needs platform version 1.4.0 on Fargate, got 1.3.0; take LATEST'],
    ['a task that its proxy would fill', ({ mesh, stack, cluster }) => mesh.addClient('Small', { service: fargateService(stack, 'Small', cluster, { cpu: 256, memoryLimitMiB: 512 }) }),
      'ProxyRoom.Cpu: `service.cpu` must hold 256 CPU units for the Service Connect proxy beside the 0 that containers take, and leave some to the containers that name none, ' +
      'got 256; take FargateSize.of(512, 1024), or ProxyRoom.grown()'],
    ['a service with a configuration of its own', ({ mesh, api }) => {
      api.enableServiceConnect({ namespace: 'own' });
      mesh.addServer('Api', { service: api });
    }, 'ServiceConnectMesh.Configured: `service` gets its Service Connect configuration from the mesh, got one of its own; leave that out and add the service here'],
    ['a service of another mesh', ({ mesh, stack, api }) => {
      new ServiceConnectMesh(stack, 'Other').addServer('Api', { service: api });
      mesh.addClient('Api', { service: api });
    }, 'ServiceConnectMesh.OtherMesh: `service` is in one mesh, got a service of Stack/Other; leave it there, or take VPC Lattice between the two'],
    ['an endpoint of another mesh', ({ mesh, stack, web, api }) => {
      mesh.connect(web, new ServiceConnectMesh(stack, 'Other').addServer('Api', { service: api }));
    }, 'ServiceConnectMesh.OtherMesh: `endpoint` is of this mesh, got Stack/Other/Api; services of two namespaces reach each other through a load balancer or VPC Lattice'],
    ['an imported service', ({ mesh, stack, cluster }) => mesh.addServer('Theirs', {
      service: ecs.FargateService.fromFargateServiceAttributes(stack, 'Theirs', { cluster, serviceName: 'theirs' }) as any,
    }), 'ServiceConnectMesh.ImportedService: `service` must be a service of this app, got Stack/Theirs, in which there is none; a template cannot change an imported one'],
    ['a resource without its L2', ({ mesh, stack }) => mesh.addServer('Plain', { service: new ecs.CfnService(stack, 'Plain') }),
      'ServiceConnectMesh.PlainResource: `service` must be an L2 or L3, which knows its task definition and security groups, got the resource Stack/Plain alone'],
    ['a container that is not there', ({ mesh, web, api }) => mesh.connect(web, mesh.addServer('Api', { service: api }), { environmentVariable: 'API', containerName: 'job' }),
      'ServiceConnectMesh.Container: `containerName` is the name of a container of Stack/Web, got job'],
    ['a variable that is there', ({ mesh, web, api }) => {
      web.taskDefinition.defaultContainer!.addEnvironment('API', 'mine');
      mesh.connect(web, mesh.addServer('Api', { service: api }), { environmentVariable: 'API' });
    }, 'ServiceConnectMesh.VariableTaken: `environmentVariable` is a variable that the container does not have yet, got API; take another name'],
    ['access logs without logs', ({ stack }) => new ServiceConnectMesh(stack, 'Silent', { proxyLogs: ProxyLogs.none(), accessLogs: { format: ecs.ServiceConnectAccessLogFormat.TEXT } }),
      'ServiceConnectMesh.AccessLogsNowhere: `accessLogs` are written among the logs of the proxies, got ProxyLogs.none(); leave one of them out'],
    ['a namespace of a wrong name', ({ stack }) => new ServiceConnectMesh(stack, 'Wrong', { namespace: CloudMapNamespace.http('two words') }),
      "CloudMapNamespace.Name: `namespace.name` takes 1 to 1024 printable characters without spaces, got 'two words'"],
    ['an ARN of something else', ({ stack }) => new ServiceConnectMesh(stack, 'Wrong', { namespace: CloudMapNamespace.shared('arn:aws:s3:::bucket', 'bucket') }),
      "CloudMapNamespace.Arn: `namespace.arn` is the ARN of a Cloud Map namespace, arn:aws:servicediscovery:…:namespace/ns-…, got 'arn:aws:s3:::bucket'"],
  ])('%s', (_what, use, text) => {
    const made = setUp();
    expect(() => use(made)).toThrow(text);
  });

  test.each<[string, (stack: Stack) => [CloudMapNamespace, CloudMapNamespace]]>([
    ['of this app', (stack) => {
      const namespace = new cloudmap.HttpNamespace(stack, 'Shared', { name: 'shared' });
      return [CloudMapNamespace.existing(namespace), CloudMapNamespace.existing(namespace)];
    }],
    ['by its ARN', () => {
      const shared = () => CloudMapNamespace.shared('arn:aws:servicediscovery:us-east-1:444455556666:namespace/ns-2', 'theirs');
      return [shared(), shared()];
    }],
  ])('a name that another mesh of the namespace has, %s', (_what, namespacesIn) => {
    const { stack, api, web } = setUp();
    const [one, other] = namespacesIn(stack).map((namespace, index) => new ServiceConnectMesh(stack, `Mesh${index}`, { namespace }));
    one.addServer('Api', { service: api });
    expect(() => other.addServer('Api', { service: web })).toThrow(
      "ServiceConnect.SameDiscoveryName: `discoveryName` must be unique in the namespace, got 'api', which Stack/Mesh0/Api has; take another");
  });

  test('a name that a mesh of another namespace has is free', () => {
    const { stack, api, web, mesh } = setUp();
    mesh.addServer('Api', { service: api });
    expect(new ServiceConnectMesh(stack, 'Other').addServer('Api', { service: web }).address).toBe('api:8080');
  });

  test('a refused server leaves its id free', () => {
    const { mesh, api } = setUp();
    expect(() => mesh.addServer('Api', { service: api, portName: 'web' })).toThrow('ServiceConnect.PortName');
    mesh.addServer('Api', { service: api });
    expect(configOf(api).Services).toHaveLength(1);
  });

  test.each<[string, (made: ReturnType<typeof setUp>) => void, string]>([
    ['what is no endpoint', ({ mesh, web, api }) => mesh.connect(web, api as any),
      'ServiceConnectMesh.NotAnEndpoint: `endpoint` is what addServer() returns, or an ExternalEndpoint, got something else; name the endpoint of the service'],
    ['an endpoint in the place of the client', ({ mesh, api }) => { const endpoint = mesh.addServer('Api', { service: api }); mesh.connect(endpoint as any, endpoint); },
      'ServiceConnectMesh.ImportedService: `client` must be a service of this app, got Stack/Mesh/Api, in which there is none; a template cannot change an imported one'],
    ['an external endpoint whose name a service of the mesh has', ({ mesh, web, api }) => {
      mesh.addServer('Api', { service: api });
      mesh.connect(web, new ExternalEndpoint({ alias: 'api', aliasPort: 8080 }));
    }, 'ServiceConnect.SameEndpoint: `endpoint.alias` must be unique in the namespace together with its port, got api:8080, which Stack/Mesh/Api has; take another name or port'],
    ['an external endpoint of no possible name', ({ mesh, web }) => mesh.connect(web, new ExternalEndpoint({ alias: 'NO SUCH', aliasPort: 99999 })),
      "ServiceConnect.Alias: `endpoint.alias` takes up to 127 small letters, digits, hyphens, underscores and periods, a hyphen not first, got 'NO SUCH'"],
    ['an ingress port on which the task listens', ({ mesh, api }) => mesh.addServer('Api', { service: api, ingressPort: 8080 }),
      'ServiceConnect.IngressPort: `ingressPort` must be a port on which nothing in the task listens yet, got 8080; take another'],
    ['a variable that is a secret', ({ stack, mesh, web, api }) => {
      web.taskDefinition.defaultContainer!.addSecret('API', ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'name')));
      mesh.connect(web, mesh.addServer('Api', { service: api }), { environmentVariable: 'API' });
    }, 'ServiceConnectMesh.VariableTaken: `environmentVariable` is a variable that the container does not have yet, got API; take another name'],
    ['a variable without a name', ({ mesh, web, api }) => mesh.connect(web, mesh.addServer('Api', { service: api }), { environmentVariable: '' }),
      'ServiceConnectMesh.Variable: `environmentVariable` is a name, got an empty one; leave it out'],
    ['a task without a container', ({ stack, cluster, mesh }) => mesh.addClient('Empty', {
      service: new ecs.FargateService(stack, 'Empty', { cluster, taskDefinition: new ecs.FargateTaskDefinition(stack, 'EmptyTask') }),
    }), 'ServiceConnectMesh.NoContainer: `service` has a task definition with a container, got Stack/EmptyTask without one; add it first'],
    ['a service of another stage', ({ stack, mesh }) => {
      const inStage = new Stack(new Stage(stack.node.root, 'Prod'), 'Stack');
      const cluster = new ecs.Cluster(inStage, 'Cluster', { vpc: new ec2.Vpc(inStage, 'Vpc', { restrictDefaultSecurityGroup: false }) });
      mesh.addClient('Web', { service: fargateService(inStage, 'Web', cluster) });
    }, 'ServiceConnectMesh.OtherStage: `service` is in the stage of the mesh, got Prod/Stack/Web, which is deployed apart; make a mesh in its stage'],
    ['a task with the proxy of App Mesh', ({ mesh, api }) => {
      (api.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).proxyConfiguration = { containerName: 'envoy', type: 'APPMESH' };
      mesh.addServer('Api', { service: api });
    }, 'ServiceConnect.Proxied: `service` must go with a task definition without ProxyConfiguration, got one of App Mesh, which ended on 2026-09-30'],
  ])('%s', (_what, use, text) => {
    const made = setUp();
    expect(() => use(made)).toThrow(text);
  });

  test.each<[string, (api: ecs.FargateService) => void]>([
    ['by the L2', (api) => api.enableServiceConnect({ namespace: 'own' })],
    ['by the L1', (api) => { (api.node.defaultChild as ecs.CfnService).serviceConnectConfiguration = { enabled: false }; }],
    ['by an override', (api) => (api.node.defaultChild as ecs.CfnService).addPropertyOverride('ServiceConnectConfiguration.Namespace', 'own')],
  ])('another configuration that is given later %s, at synth', (_what, configure) => {
    const { stack, mesh, api } = setUp();
    mesh.addServer('Api', { service: api });
    configure(api);
    expect(() => Template.fromStack(stack)).toThrow(
      'ServiceConnectMesh.Configured: `Stack/Api` gets its Service Connect configuration from the mesh, got another one that was given later; leave that out');
  });

  test('a client that is never added, at synth', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.connect(web, mesh.addServer('Api', { service: api }));
    expect(() => Template.fromStack(stack)).toThrow(
      'ServiceConnectMesh.NotAMember: `client` is in the mesh, got Stack/Web, which is connected and not added; call addClient() or addServer() with it');
  });

  test('a client may be added after it is connected', () => {
    const { stack, mesh, web, api } = setUp();
    mesh.connect(web, mesh.addServer('Api', { service: api }));
    mesh.addClient('Web', { service: web });
    expect(resourcesOf(stack)[idOf(web)].DependsOn).toContain(idOf(api));
  });

  test('what changes after the call, at synth', () => {
    const { stack, mesh, api } = setUp();
    mesh.addServer('Api', { service: api });
    (api.node.defaultChild as ecs.CfnService).addPropertyOverride('DeploymentController.Type', 'EXTERNAL');
    expect(() => Template.fromStack(stack)).toThrow('ServiceConnect.Controller: `Stack/Api` needs deployments by ECS, got the controller EXTERNAL');
  });

  test('a service of another region', () => {
    const app = recommendedApp();
    const here = new Stack(app, 'Here', { env: { account: '111122223333', region: 'eu-west-1' } });
    const there = new Stack(app, 'There', { env: { account: '111122223333', region: 'eu-central-1' } });
    const cluster = new ecs.Cluster(there, 'Cluster', { vpc: new ec2.Vpc(there, 'Vpc', { restrictDefaultSecurityGroup: false }) });
    expect(() => new ServiceConnectMesh(here, 'Mesh').addClient('Web', { service: fargateService(there, 'Web', cluster) })).toThrow(
      'ServiceConnectMesh.OtherEnvironment: `service` is in the account and region of the mesh, 111122223333/eu-west-1, got one in 111122223333/eu-central-1');
  });
});

test('services that share a task definition share its variables', () => {
  const { cluster, stack, mesh, web, api } = setUp();
  const twin = new ecs.FargateService(stack, 'Twin', { cluster, taskDefinition: web.taskDefinition, minHealthyPercent: 100 });
  const endpoint = mesh.addServer('Api', { service: api });
  for (const [id, service] of Object.entries({ Web: web, Twin: twin })) {
    mesh.addClient(id, { service });
    mesh.connect(service, endpoint, { environmentVariable: 'API_URL', addressVariable: 'API' });
  }
  const [task] = propertiesOf(stack, 'AWS::ECS::TaskDefinition').filter(({ Family }) => Family.startsWith('StackWeb'));
  expect(task.ContainerDefinitions[0].Environment).toEqual([{ Name: 'API_URL', Value: 'http://api:8080' }, { Name: 'API', Value: 'api:8080' }]);
});

test('two meshes of one namespace are connected, and one new namespace is made of one value', () => {
  const { stack, web, api } = setUp();
  const namespace = CloudMapNamespace.http('shop');
  const [one, two] = ['One', 'Two'].map((id) => new ServiceConnectMesh(stack, id, { namespace }));
  one.addClient('Web', { service: web });
  one.connect(web, two.addServer('Api', { service: api }));
  expect(propertiesOf(stack, 'AWS::ServiceDiscovery::HttpNamespace').filter(({ Name }) => Name === 'shop')).toHaveLength(1);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
});

test('names that only the deployment knows go through', () => {
  const { stack, mesh, api } = setUp();
  const alias = new CfnParameter(stack, 'Alias').valueAsString;
  mesh.addServer('Api', { service: api, alias });
  expect(configOf(api).Services).toEqual([{ PortName: 'http', DiscoveryName: { Ref: 'Alias' }, ClientAliases: [{ DnsName: { Ref: 'Alias' }, Port: 8080 }] }]);
});

test('ports that only the deployment knows each have their rule', () => {
  const { stack, cluster, mesh, web } = setUp();
  const api = fargateService(stack, 'Two', cluster, { ports: [HTTP, { containerPort: 9090, name: 'rpc' }] });
  mesh.addClient('Web', { service: web });
  ['http', 'rpc'].forEach((portName) => mesh.connect(web, mesh.addServer(portName, {
    service: api, portName, ingressPort: new CfnParameter(stack, `${portName}Port`, { type: 'Number' }).valueAsNumber,
  })));
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress').map(({ FromPort }) => FromPort)).toEqual([{ Ref: 'httpPort' }, { Ref: 'rpcPort' }]);
});

test.each<[string, (made: ReturnType<typeof setUp>) => void, string]>([
  ['a client without connections', ({ mesh, web }) => mesh.addClient('Web', { service: web }),
    'is for services that call others, got Stack/Web, which is connected to none; call connect\\(\\) with it'],
  ['a database behind a proxy of HTTP', ({ stack, cluster, mesh }) => mesh.addServer('Db', {
    service: fargateService(stack, 'Db', cluster, { ports: [{ ...HTTP, containerPort: 5432 }] }),
  }), 'must not be said to speak http, got 5432, the port of PostgreSQL'],
  ['a service without security groups', ({ stack, cluster, mesh, api }) => {
    const { taskDefinition } = ec2Service(stack, 'Bridged', cluster, ecs.NetworkMode.BRIDGE);
    const instances = ecs.Cluster.fromClusterAttributes(stack, 'Fleet', { clusterName: 'fleet', vpc: cluster.vpc, hasEc2Capacity: true });
    const client = new ecs.Ec2Service(stack, 'Groupless', { cluster: instances, taskDefinition, minHealthyPercent: 100 });
    mesh.addClient('Groupless', { service: client });
    mesh.connect(client, mesh.addServer('Api', { service: api }));
  }, 'opens the way between security groups, got Stack/Groupless without one that may be changed; open it where the groups are made'],
])('%s is warned of', (_what, use, text) => {
  const made = setUp();
  use(made);
  Annotations.fromStack(made.stack).hasWarning('*', Match.stringLikeRegexp(text));
});

test('idle below the time of a request is warned of', () => {
  const { stack, mesh, api } = setUp();
  mesh.addServer('Api', { service: api, timeouts: { perRequest: Duration.seconds(60), idle: Duration.seconds(30) } });
  Annotations.fromStack(stack).hasWarning('/Stack/Mesh/Api', Match.stringLikeRegexp('must not close connections before a request may end, got 30 seconds idle and 60 seconds a request'));
});

function groupId(prefix: string): unknown {
  return { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${prefix}`)), 'GroupId'] };
}
