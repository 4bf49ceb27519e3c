import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { problems } from './setting';
import { CapacityStrategy } from '../../src/cluster/capacity-strategy';
import { InstancePool } from '../../src/pool/instance-pool';
import { FargateSpotService } from '../../src/service/fargate-spot-service';
import { PooledService } from '../../src/service/pooled-service';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { HttpApiRoutesOptions } from '../../src/traffic/http-api-options';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');
const task = TaskBlueprint.container({ image, port: 8080 });
const routes = [{ path: '/orders/{proxy+}' }];

function service(stack: Stack, cluster: ecs.ICluster, traffic: TrafficSource, id: string): FargateSpotService {
  return new FargateSpotService(stack, id, { cluster, task, traffic });
}

test('a service in another stack has routes of its own through the link of the first one', () => {
  const app = recommendedApp();
  const { cluster, stack } = platformStack(app);
  const web = service(stack, cluster, TrafficSource.httpApi(), 'Web');
  const other = new Stack(app, 'Other');
  const orders = service(other, cluster, TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes }), 'Orders');
  expect(propertiesOf(other, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey)).toEqual(['ANY /orders/{proxy+}']);
  expect([resourcesOf(other, 'AWS::ApiGatewayV2::Api'), resourcesOf(other, 'AWS::ApiGatewayV2::VpcLink')]).toEqual([{}, {}]);
  expect(resourcesOf(other, 'AWS::ServiceDiscovery::PrivateDnsNamespace')).toEqual({});
  expect(theOnly(other, 'AWS::ServiceDiscovery::Service').Properties.Name).toMatch(/^other-orders-/);
  expect([orders.httpApi, orders.vpcLink, orders.apiDomain]).toEqual([web.httpApi, web.vpcLink, undefined]);
  const [rule, ...others] = propertiesOf(other, 'AWS::EC2::SecurityGroupEgress');
  expect([rule.FromPort, rule.ToPort, others]).toEqual([8080, 8080, []]);
  expect(JSON.stringify(rule.GroupId)).toContain('VpcLinkSecurityGroup');
  expect(stack.dependencies).toEqual([]);
  expect(findCycle(templateGraph(other))).toBeUndefined();
});

test('a new link and a new namespace are made where the API has none', () => {
  const { cluster, stack } = platformStack();
  const httpApi = new apigwv2.HttpApi(stack, 'Api');
  service(stack, cluster, TrafficSource.httpApiRoutes({ httpApi, routes }), 'Orders');
  service(stack, cluster, TrafficSource.httpApiRoutes({ httpApi, routes: [{ path: '/stock' }] }), 'Stock');
  expect(Object.keys(resourcesOf(stack, 'AWS::ServiceDiscovery::PrivateDnsNamespace'))).toHaveLength(2);
  expect(propertiesOf(stack, 'AWS::ApiGatewayV2::VpcLink').map(({ SecurityGroupIds: ids }) => ids.length)).toEqual([1, 1]);
});

const OPEN = 'HttpApi.UnknownAuthorizer';

test('routes of an imported API that name nobody are open to anyone, which is warned about', () => {
  const stack = new Stack();
  const httpApi = apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2c3d4' });
  const open = [{ path: '/health', authorizer: new apigwv2.HttpNoneAuthorizer() }, ...routes];
  expect(problems(TrafficSource.httpApiRoutes({ httpApi, routes: open }))).toEqual([`warning ${OPEN}: \`routes[1].authorizer\` lets anyone in, ` +
    'since an imported API does not tell whom it lets in, got none; name one, or `new apigwv2.HttpNoneAuthorizer()`']);
  expect(problems(TrafficSource.httpApiRoutes({ httpApi: new apigwv2.HttpApi(stack, 'Own'), routes }))).toEqual([]);
});

test('a link in another VPC is warned about', () => {
  const stack = new Stack();
  const httpApi = new apigwv2.HttpApi(stack, 'Api');
  const imported = (id: string, vpcId: string) => ec2.Vpc.fromVpcAttributes(stack, id, { vpcId, availabilityZones: ['eu-west-1a'] });
  const [one, again, other] = [imported('One', 'vpc-1'), imported('Again', 'vpc-1'), imported('Other', 'vpc-2')];
  const [own, second] = [new ec2.Vpc(stack, 'Own'), new ec2.Vpc(stack, 'Second')];
  const found = (vpc: ec2.IVpc, ofLink: ec2.IVpc) => {
    const vpcLink = apigwv2.VpcLink.fromVpcLinkAttributes(stack, `Link ${vpc.node.id} ${ofLink.node.id}`, { vpcLinkId: 'l1n2k3', vpc: ofLink });
    return problems(TrafficSource.httpApiRoutes({ httpApi, routes, vpcLink, vpcLinkSecurityGroups: [new ec2.SecurityGroup(stack, `Of ${vpcLink.node.id}`, { vpc })] }), { vpc });
  };
  const warning = 'warning HttpApi.OtherVpc: `vpcLink` reaches the tasks in its own VPC, got a link in another one; ' +
    'leave it out for a new link, or acknowledge this where the two are connected';
  expect([found(one, other), found(own, second)]).toEqual([[warning], [warning]]);
  expect([found(one, again), found(own, own), found(own, one)]).toEqual([[], [], []]);
});

describe('an imported link', () => {
  function withLink(given: Partial<HttpApiRoutesOptions> = {}): { readonly stack: Stack; readonly found: string[] } {
    const { cluster, stack, vpc } = platformStack();
    const httpApi = apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2c3d4' });
    const vpcLink = apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'l1n2k3', vpc });
    const traffic = TrafficSource.httpApiRoutes({ httpApi, vpcLink, routes, ...given });
    const found = problems(traffic).filter((problem) => !problem.includes(OPEN));
    service(stack, cluster, traffic, 'Orders');
    return { stack, found };
  }

  test('has groups that are not known, unless they are named', () => {
    const { found, stack } = withLink();
    const warning = '`vpcLink` has no security group that is known, so that the tasks admit nobody from there; name `vpcLinkSecurityGroups`';
    expect(found).toEqual([`warning HttpApi.UnknownLinkGroups: ${warning}`]);
    Annotations.fromStack(stack).hasWarning('/Stack/Orders', Match.stringLikeRegexp('`traffic.vpcLink` has no security group that is known'));
    expect(theOnly(stack, 'AWS::ApiGatewayV2::Integration').Properties.ConnectionId).toBe('l1n2k3');
  });

  test('is admitted by its groups, which are left alone', () => {
    const group = ec2.SecurityGroup.fromSecurityGroupId(new Stack(), 'Group', 'sg-0123456789abcdef0', { allowAllOutbound: false });
    const { found, stack } = withLink({ vpcLinkSecurityGroups: [group] });
    expect(found).toEqual([]);
    expect(JSON.stringify(propertiesOf(stack, 'AWS::EC2::SecurityGroup'))).toContain('"SourceSecurityGroupId":"sg-0123456789abcdef0"');
    expect(resourcesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual({});
  });
});

test('a link of plain CDK is admitted by its security groups', () => {
  const { cluster, stack, vpc } = platformStack();
  const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
  const vpcLink = new apigwv2.VpcLink(stack, 'Link', { vpc, securityGroups: [securityGroup] });
  service(stack, cluster, TrafficSource.httpApiRoutes({ httpApi: new apigwv2.HttpApi(stack, 'Api'), vpcLink, routes }), 'Orders');
  expect(JSON.stringify(propertiesOf(stack, 'AWS::EC2::SecurityGroup'))).toContain('"SourceSecurityGroupId":{"Fn::GetAtt":["Group');
  expect(resourcesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual({});
});

test('tasks that share the address of their instances are reached at dynamic ports, with one rule for two services', () => {
  const { cluster, stack } = platformStack();
  const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7g.xlarge')], instances: { min: 1, max: 10 } });
  const bridge = (id: string, traffic: TrafficSource) => new PooledService(stack, id, {
    capacity: CapacityStrategy.pool(pool),
    task: TaskBlueprint.container({ image, port: 8080, cpu: 256, memoryMiB: 256, networkMode: ecs.NetworkMode.BRIDGE }),
    traffic,
  });
  const web = bridge('Web', TrafficSource.httpApi());
  bridge('Orders', TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes }));
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual([expect.objectContaining({ FromPort: 32768, ToPort: 65535 })]);
  const ports = propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress').map(({ FromPort, ToPort, Description }) => [FromPort, ToPort, Description]);
  expect(ports).toEqual([[32768, 65535, 'API Gateway to tasks']]);
  expect(propertiesOf(stack, 'AWS::ECS::Service').map(({ ServiceRegistries: [registry] }) => registry.ContainerPort)).toEqual([8080, 8080]);
});

test('services of two stacks on one pool have one rule in, one rule out, and an order', () => {
  const app = recommendedApp();
  const { cluster, stack } = platformStack(app);
  const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7g.xlarge')], instances: { min: 1, max: 10 } });
  const bridge = (id: string, traffic: TrafficSource) => {
    const own = new Stack(app, id);
    return new PooledService(own, 'Service', {
      capacity: CapacityStrategy.pool(pool),
      task: TaskBlueprint.container({ image, port: 8080, cpu: 256, memoryMiB: 256, networkMode: ecs.NetworkMode.BRIDGE }),
      traffic,
    });
  };
  const web = bridge('Web', TrafficSource.httpApi());
  const orders = bridge('Orders', TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes }));
  const stock = bridge('Stock', TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes: [{ path: '/stock' }] }));
  for (const type of ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']) {
    expect([web, orders, stock].map((one) => Object.keys(resourcesOf(one, type)).length)).toEqual([1, 0, 0]);
  }
  expect([orders, stock].map((one) => Stack.of(one).dependencies.includes(Stack.of(web)))).toEqual([true, true]);
});

test('the routes of a second service ask for the login of the API, which an imported API does not tell', () => {
  const { cluster, stack } = platformStack();
  const authorizer = new HttpJwtAuthorizer('Login', 'https://login.example.com', { jwtAudience: ['shop'] });
  const web = service(stack, cluster, TrafficSource.httpApi({ authorizer, authorizationScopes: ['shop'] }), 'Web');
  const other = new Stack(stack.node.scope!, 'Other');
  service(other, cluster, TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes }), 'Orders');
  const third = new Stack(stack.node.scope!, 'Third');
  const httpApi = apigwv2.HttpApi.fromHttpApiAttributes(third, 'Api', { httpApiId: 'a1b2c3d4' });
  service(third, cluster, TrafficSource.httpApiRoutes({ httpApi, routes }), 'Stock');
  expect(theOnly(other, 'AWS::ApiGatewayV2::Route').Properties).toMatchObject({ AuthorizationType: 'JWT', AuthorizationScopes: ['shop'] });
  expect(Object.keys(resourcesOf(stack, 'AWS::ApiGatewayV2::Authorizer'))).toHaveLength(1);
  expect(theOnly(third, 'AWS::ApiGatewayV2::Route').Properties.AuthorizationType).toBe('NONE');
});

describe('the address of the API', () => {
  const urlWith = (httpApiOf: (stack: Stack) => apigwv2.IHttpApi) => {
    const { cluster, stack } = platformStack();
    return stack.resolve(service(stack, cluster, TrafficSource.httpApiRoutes({ httpApi: httpApiOf(stack), routes }), 'Orders').apiUrl);
  };
  const imported = (apiEndpoint?: string) => (stack: Stack) => apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2c3d4', apiEndpoint });

  test.each(['https://api.example.com', 'https://api.example.com/'])('is that of an imported one, %s', (endpoint) => {
    expect(urlWith(imported(endpoint))).toBe('https://api.example.com/');
  });

  test('is that of an API of plain CDK', () => {
    expect(urlWith((stack) => new apigwv2.HttpApi(stack, 'Api'))).toEqual({
      'Fn::Join': ['', ['https://', { Ref: expect.stringMatching(/^Api/) }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/']],
    });
  });

  test('is not known where none was imported, or none is there', () => {
    expect(urlWith(imported())).toBeUndefined();
    expect(urlWith((stack) => new apigwv2.HttpApi(stack, 'Api', { disableExecuteApiEndpoint: true }))).toBeUndefined();
    expect(urlWith((stack) => new apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false }))).toBeUndefined();
  });
});

test('the API of a service without one is refused, with what else is wrong', () => {
  const { cluster, stack } = platformStack();
  const web = service(stack, cluster, TrafficSource.loadBalancer({ plainHttp: true }), 'Web');
  const traffic = TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes: [] });
  expect(() => service(stack, cluster, traffic, 'Orders')).toThrow('FargateSpotService at Stack/Orders has 2 problems:\n' +
    '  HttpApi.NoApi: `traffic.httpApi` must be an API, got none: the other service has none, since its traffic is no HTTP API; ' +
    'take that of a service with TrafficSource.httpApi()\n' +
    '  HttpApi.NoRoute: `traffic.routes` leads to the service by one at the least, got an empty list');
});

test('a route that another service has is refused', () => {
  const { cluster, stack } = platformStack();
  const web = service(stack, cluster, TrafficSource.httpApi({ routes }), 'Web');
  const again = TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes });
  expect(() => service(stack, cluster, again, 'Orders')).toThrow(
    'HttpApi.RouteTaken: `traffic.routes` leads to one service, got ANY /orders/{proxy+} a second time on this API; take another path or method');
});
