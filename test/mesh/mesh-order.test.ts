import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { fargateService } from './services';
import { ServiceConnectMesh } from '../../src';
import { platformStack, recommendedApp, resourcesOf } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

/** A platform with the mesh, and services in stacks of their own. */
function severalStacks(app: App = recommendedApp()) {
  const platform = new Stack(app, 'Platform');
  const vpc = new ec2.Vpc(platform, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new ecs.Cluster(platform, 'Cluster', { vpc });
  const mesh = new ServiceConnectMesh(platform, 'Mesh');
  const serviceIn = (id: string) => fargateService(new Stack(app, `${id}Stack`), id, cluster);
  const member = <Service extends ecs.BaseService = ecs.FargateService>(id: string, given?: Service) => {
    const service = given ?? serviceIn(id) as ecs.BaseService as Service;
    return { service, endpoint: mesh.addServer(id, { service }) };
  };
  return { app, platform, cluster, mesh, member };
}

function rulesIn(scope: Construct): number {
  return Object.keys(resourcesOf(scope, 'AWS::EC2::SecurityGroupIngress')).length;
}

function waitsOf(stack: Stack): string[] {
  return (stack.node.root as App).synth().getStackArtifact(stack.artifactId).dependencies.map(({ id }) => id).filter((id) => id.endsWith('Stack')).sort();
}

function unordered(stack: Stack): unknown[] {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('servers deployed before their clients')).map(({ entry }) => entry.data);
}

describe('in one stack', () => {
  function setUp() {
    const { stack, cluster } = platformStack();
    const mesh = new ServiceConnectMesh(stack, 'Mesh');
    const member = (id: string) => {
      const service = fargateService(stack, id, cluster);
      return { service, endpoint: mesh.addServer(id, { service }) };
    };
    return { stack, mesh, a: member('A'), b: member('B'), c: member('C') };
  }

  test('servers come before their clients', () => {
    const { stack, mesh, a, b, c } = setUp();
    mesh.connect(a.service, b.endpoint);
    mesh.connect(b.service, c.endpoint);
    const graph = templateGraph(stack);
    expect(graph.get(idOf(a.service))).toContain(idOf(b.service));
    expect(graph.get(idOf(b.service))).toContain(idOf(c.service));
    expect(unordered(stack)).toEqual([]);
  });

  test('of services that call each other the first connection holds, and the other is warned of', () => {
    const { stack, mesh, a, b } = setUp();
    mesh.connect(a.service, b.endpoint);
    mesh.connect(b.service, a.endpoint);
    const graph = templateGraph(stack);
    expect(graph.get(idOf(a.service))).toContain(idOf(b.service));
    expect(findCycle(graph)).toBeUndefined();
    expect(rulesIn(stack)).toBe(2);
    expect(unordered(stack)).toEqual([expect.stringContaining('got Stack/A, which waits for its client Stack/B; put the client into a stack after that of the server, or deploy it once more')]);
  });

  test('a service may call itself', () => {
    const { stack, mesh, a } = setUp();
    mesh.connect(a.service, a.endpoint);
    expect(rulesIn(stack)).toBe(1);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
    expect(unordered(stack)).toEqual([]);
  });

  test('a server that needs its client to be there comes after it, with a warning', () => {
    const { stack, mesh, a, b } = setUp();
    // Over a resource in between, as an alarm on the client that is shown to the server would be.
    const topic = new sns.Topic(stack, 'Topic', { displayName: a.service.serviceName });
    b.service.taskDefinition.defaultContainer!.addEnvironment('TOPIC', topic.topicArn);
    mesh.connect(a.service, b.endpoint);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
    expect(unordered(stack)).toHaveLength(1);
  });

  test('so does one that its user has wait for its client', () => {
    const { stack, mesh, a, b } = setUp();
    mesh.connect(a.service, b.endpoint);
    b.service.node.addDependency(a.service);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
    expect(unordered(stack)).toHaveLength(1);
  });
});

describe('in several stacks', () => {
  test('the rule is in the stack of the client, which waits for that of the server', () => {
    const { mesh, member } = severalStacks();
    const [web, api] = [member('Web'), member('Api')];
    mesh.connect(web.service, api.endpoint);
    expect([rulesIn(web.service), rulesIn(api.service)]).toEqual([1, 0]);
    expect(waitsOf(Stack.of(web.service))).toEqual(['ApiStack']);
    expect(waitsOf(Stack.of(api.service))).toEqual([]);
  });

  test('services of two stacks may call each other', () => {
    const { mesh, member, platform } = severalStacks();
    const [web, api] = [member('Web'), member('Api')];
    mesh.connect(web.service, api.endpoint);
    mesh.connect(api.service, web.endpoint);
    expect([rulesIn(web.service), rulesIn(api.service)]).toEqual([2, 0]);
    expect(waitsOf(Stack.of(web.service))).toEqual(['ApiStack']);
    expect(unordered(platform)).toEqual([expect.stringContaining('got WebStack/Web, which waits for its client ApiStack/Api')]);
  });

  test('a circle over three stacks is broken at the last connection', () => {
    const { mesh, member, platform } = severalStacks();
    const [a, b, c] = [member('A'), member('B'), member('C')];
    mesh.connect(a.service, b.endpoint);
    mesh.connect(b.service, c.endpoint);
    mesh.connect(c.service, a.endpoint);
    expect([a, b, c].map(({ service }) => waitsOf(Stack.of(service)))).toEqual([['BStack', 'CStack'], ['CStack'], []]);
    expect([a, b, c].map(({ service }) => rulesIn(service))).toEqual([2, 1, 0]);
    expect(unordered(platform)).toHaveLength(1);
  });

  test('a client in the stack of the mesh, which that of its server waits for, is warned of', () => {
    const { cluster, platform, mesh, member } = severalStacks();
    const web = member('Web', fargateService(platform, 'Web', cluster));
    const api = member('Api');
    mesh.connect(web.service, api.endpoint);
    expect([rulesIn(web.service), rulesIn(api.service)]).toEqual([0, 1]);
    expect(unordered(platform)).toHaveLength(1);
  });

  test('a server whose stack needs that of its client, for whatever reason, has the rule', () => {
    const { mesh, member, platform } = severalStacks();
    const [web, api] = [member('Web'), member('Api')];
    mesh.connect(web.service, api.endpoint);
    // Only now, after the connection.
    const topic = new sns.Topic(Stack.of(web.service), 'Topic');
    api.service.taskDefinition.defaultContainer!.addEnvironment('TOPIC', topic.topicArn);
    expect([rulesIn(web.service), rulesIn(api.service)]).toEqual([0, 1]);
    expect(unordered(platform)).toHaveLength(1);
  });

  test('that holds for a stack that waits without a reference, and for one in between', () => {
    const { app, mesh, member, platform } = severalStacks();
    const [web, api] = [member('Web'), member('Api')];
    const between = new Stack(app, 'BetweenStack');
    Stack.of(api.service).addDependency(between);
    between.node.addDependency(Stack.of(web.service));
    mesh.connect(web.service, api.endpoint);
    expect([rulesIn(web.service), rulesIn(api.service)]).toEqual([0, 1]);
    expect(unordered(platform)).toHaveLength(1);
  });

  test('a client whose group lets nothing out is let out from the same stack', () => {
    const { cluster, mesh, member, app } = severalStacks();
    const stack = new Stack(app, 'WebStack');
    const securityGroups = [new ec2.SecurityGroup(stack, 'Closed', { vpc: cluster.vpc, allowAllOutbound: false })];
    const web = member('Web', fargateService(stack, 'Web', cluster, { props: { securityGroups } }));
    mesh.connect(web.service, member('Api').endpoint);
    expect(Object.keys(resourcesOf(stack, 'AWS::EC2::SecurityGroupEgress'))).toHaveLength(1);
  });

  test('an imported group in front of the server leaves the rule where it belongs', () => {
    const { app, cluster, mesh, member, platform } = severalStacks();
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(platform, 'Given', 'sg-0123456789abcdef0')];
    const api = member('Api', fargateService(new Stack(app, 'ApiStack'), 'Api', cluster, { props: { securityGroups } }));
    const web = member('Web');
    mesh.connect(web.service, api.endpoint);
    expect([rulesIn(web.service), rulesIn(platform)]).toEqual([1, 0]);
  });

  test('a group that is closed to changes gets no rule, and a warning', () => {
    const { app, cluster, mesh, member, platform } = severalStacks();
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(platform, 'Given', 'sg-0123456789abcdef0', { mutable: false })];
    const api = member('Api', fargateService(new Stack(app, 'ApiStack'), 'Api', cluster, { props: { securityGroups } }));
    const web = member('Web');
    mesh.connect(web.service, api.endpoint);
    expect([rulesIn(web.service), rulesIn(platform)]).toEqual([0, 0]);
    Annotations.fromStack(platform).hasWarning('*', Match.stringLikeRegexp('opens the way between security groups, got api without one that may be changed'));
  });

  test('instances of another stack admit each client once, for all their services', () => {
    const { app, cluster, mesh, member, platform } = severalStacks();
    const group = new ec2.SecurityGroup(platform, 'Instances', { vpc: cluster.vpc });
    const instances = ecs.Cluster.fromClusterAttributes(platform, 'Fleet', { clusterName: 'fleet', vpc: cluster.vpc, hasEc2Capacity: true, securityGroups: [group] });
    const stack = new Stack(app, 'FleetStack');
    const [one, two] = ['One', 'Two'].map((id) => member(id, bridged(stack, id, instances)));
    const web = member('Web');
    mesh.connect(web.service, one.endpoint);
    mesh.connect(web.service, two.endpoint);
    expect([rulesIn(web.service), rulesIn(stack), rulesIn(platform)]).toEqual([1, 0, 0]);
    expect(waitsOf(Stack.of(web.service))).toEqual(['FleetStack']);
    expect(unordered(platform)).toEqual([]);
  });

  test.each<[string, (web: ecs.FargateService, api: ecs.FargateService) => void]>([
    ['from the client', (web, api) => api.connections.allowFrom(web, ec2.Port.tcp(8080))],
    ['to the server', (web, api) => web.connections.allowTo(api, ec2.Port.tcp(8080))],
  ])('a rule %s that its user made is not made again', (_what, allow) => {
    const { mesh, member } = severalStacks();
    const [web, api] = [member('Web'), member('Api')];
    mesh.connect(web.service, api.endpoint);
    allow(web.service, api.service);
    expect(rulesIn(web.service) + rulesIn(api.service)).toBe(1);
  });

  test('a nested stack waits as the one that it is in does', () => {
    const { app, mesh, member, cluster, platform } = severalStacks();
    const web = member('Web', fargateService(new NestedStack(platform, 'Nested'), 'Web', cluster));
    const api = member('Api', fargateService(new Stack(app, 'ApiStack'), 'Api', cluster));
    // The cluster of the API is the platform's: its stack comes later.
    mesh.connect(web.service, api.endpoint);
    expect([rulesIn(web.service), rulesIn(api.service)]).toEqual([0, 1]);
    expect(unordered(platform)).toHaveLength(1);
  });

  test('a rule that is asked for twice is made once', () => {
    const { mesh, member } = severalStacks();
    const [web, api] = [member('Web'), member('Api')];
    mesh.connect(web.service, api.endpoint);
    mesh.connect(web.service, api.endpoint);
    expect(rulesIn(web.service)).toBe(1);
  });

  test('all of that without any feature flag too', () => {
    const { mesh, member } = severalStacks(new App());
    const [web, api] = [member('Web'), member('Api')];
    mesh.connect(web.service, api.endpoint);
    mesh.connect(api.service, web.endpoint);
    expect(rulesIn(web.service)).toBe(2);
  });
});

test('nested stacks of one parent are ordered as well, and may call each other', () => {
  const { stack, cluster } = platformStack();
  const mesh = new ServiceConnectMesh(stack, 'Mesh');
  const [web, api] = ['Web', 'Api'].map((id) => {
    const service = fargateService(new NestedStack(stack, `${id}Stack`), id, cluster);
    return { service, endpoint: mesh.addServer(id, { service }) };
  });
  mesh.connect(web.service, api.endpoint);
  mesh.connect(api.service, web.endpoint);
  const nested = Object.entries(resourcesOf(stack, 'AWS::CloudFormation::Stack'));
  const [[, webStack]] = nested.filter(([id]) => id.startsWith('WebStack'));
  expect(JSON.stringify(webStack)).toContain('ApiStackNestedStack');
  expect(findCycle(templateGraph(stack))).toBeUndefined();
  expect([Template.fromStack(Stack.of(web.service)), Template.fromStack(Stack.of(api.service))]
    .map((template) => Object.keys(template.findResources('AWS::EC2::SecurityGroupIngress')).length)).toEqual([2, 0]);
});

test('a server that needs something of the nested stack of its client comes after it, with a warning', () => {
  const { stack, cluster } = platformStack();
  const mesh = new ServiceConnectMesh(stack, 'Mesh');
  const nested = new NestedStack(stack, 'Nested');
  const web = fargateService(nested, 'Web', cluster);
  const api = fargateService(stack, 'Api', cluster);
  api.taskDefinition.defaultContainer!.addEnvironment('TOPIC', new sns.Topic(nested, 'Topic').topicArn);
  mesh.addClient('Web', { service: web });
  mesh.connect(web, mesh.addServer('Api', { service: api }));
  expect(findCycle(templateGraph(stack))).toBeUndefined();
  expect(unordered(stack)).toHaveLength(1);
});

test('a client that its user has wait for the server closes no circle', () => {
  const { stack, cluster } = platformStack();
  const mesh = new ServiceConnectMesh(stack, 'Mesh');
  const [web, api] = ['Web', 'Api'].map((id) => fargateService(stack, id, cluster));
  mesh.addClient('Web', { service: web });
  mesh.connect(web, mesh.addServer('Api', { service: api }));
  web.node.addDependency(api);
  expect(findCycle(templateGraph(stack))).toBeUndefined();
  expect(unordered(stack)).toEqual([]);
});

test('nested stacks whose services call each other crosswise wait in one direction only', () => {
  const { stack, cluster } = platformStack();
  const mesh = new ServiceConnectMesh(stack, 'Mesh');
  const [one, two] = ['One', 'Two'].map((id) => {
    const nested = new NestedStack(stack, id);
    return ['Client', 'Server'].map((kind) => {
      const service = fargateService(nested, kind, cluster);
      return { service, endpoint: mesh.addServer(`${id}${kind}`, { service }) };
    });
  });
  mesh.connect(one[0].service, two[1].endpoint);
  mesh.connect(two[0].service, one[1].endpoint);
  expect(findCycle(templateGraph(stack))).toBeUndefined();
  expect(unordered(stack)).toHaveLength(1);
});

/** A service on instances that share one address each. */
function bridged(stack: Stack, id: string, cluster: ecs.ICluster): ecs.Ec2Service {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, `${id}Task`, { networkMode: ecs.NetworkMode.BRIDGE });
  (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).memory = '1024';
  taskDefinition.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry('image:1'), memoryLimitMiB: 256, portMappings: [{ containerPort: 8080, name: 'http' }],
  });
  return new ecs.Ec2Service(stack, id, { cluster, taskDefinition, minHealthyPercent: 100 });
}

function idOf(service: ecs.BaseService): string {
  return Stack.of(service).getLogicalId(service.node.defaultChild as ecs.CfnService);
}
