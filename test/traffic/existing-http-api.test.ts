import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
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
  expect([orders.httpApi, orders.vpcLink, orders.apiDomainName]).toEqual([web.httpApi, web.vpcLink, undefined]);
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

describe('an imported link', () => {
  function withLink(given: Partial<HttpApiRoutesOptions> = {}): { readonly stack: Stack; readonly found: string[] } {
    const { cluster, stack, vpc } = platformStack();
    const httpApi = apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2c3d4' });
    const vpcLink = apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'l1n2k3', vpc });
    const traffic = TrafficSource.httpApiRoutes({ httpApi, vpcLink, routes, ...given });
    const found = problems(traffic);
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

test('a route that another service has is refused', () => {
  const { cluster, stack } = platformStack();
  const web = service(stack, cluster, TrafficSource.httpApi({ routes }), 'Web');
  const again = TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes });
  expect(() => service(stack, cluster, again, 'Orders')).toThrow(
    'HttpApi.RouteTaken: `traffic.routes` leads to one service, got ANY /orders/{proxy+} a second time on this API; take another path or method');
});
