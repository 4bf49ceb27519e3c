import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, Stack } from 'aws-cdk-lib/core';
import { cdkListener, importedListener, serve } from './setting';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, recommendedApp, resourcesOf } from '../kit/stacks';

const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';
const EGRESS = 'AWS::EC2::SecurityGroupEgress';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';
/** Rules of a security group, in and out apart. Amazon VPC User Guide, "Quotas". */
const RULES_A_GROUP = 60;

function rule(listener: elbv2.IApplicationListener, priority: number) {
  return TrafficSource.listenerRule({ listener, pathPatterns: [`/service-${priority}/*`], priority });
}

/** Stacks of the app in the order of their deployment; those that wait for each other throw. */
function stacksIn(app: App): string[] {
  return app.synth().stacks.map(({ stackName }) => stackName);
}

describe.each([['with', true], ['without', false]])('65 services over two stacks behind a balancer in a third, %s feature flags', (_, flags) => {
  const app = flags ? recommendedApp() : new App();
  const { stack: shared, vpc, cluster } = platformStack(app);
  const listener = cdkListener(shared, vpc);
  const stacks = [new Stack(app, 'Even'), new Stack(app, 'Odd')];
  for (let service = 1; service <= 65; service++) {
    serve(stacks[service % 2], cluster, rule(listener, service), {}, `Service${service}`);
  }
  const resourcesOfServices = stacks.flatMap((stack) => Object.values(resourcesOf(stack)));

  test('stay within the quota of rules of the balancer\'s group: it has one', () => {
    const balancer = propertiesOf(shared, SECURITY_GROUP).find(({ GroupDescription }) => GroupDescription.includes('Automatically created'));
    expect(balancer.SecurityGroupEgress).toEqual([{
      CidrIp: '10.0.0.0/16',
      Description: 'Load balancer to targets',
      FromPort: 0,
      IpProtocol: 'tcp',
      ToPort: 65535,
    }]);
    const balancerRules = [...Object.values(resourcesOf(shared)), ...resourcesOfServices].filter(({ Type }: any) => Type === EGRESS);
    expect(balancerRules.length + balancer.SecurityGroupEgress.length).toBeLessThan(RULES_A_GROUP);
    expect(balancerRules).toEqual([]);
  });

  test('take nothing from the stack of the balancer but references', () => {
    expect(resourcesOf(shared, INGRESS)).toEqual({});
    expect(resourcesOf(shared, 'AWS::ElasticLoadBalancingV2::ListenerRule')).toEqual({});
    expect(resourcesOf(shared, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toEqual({});
    expect(shared.dependencies).toEqual([]);
  });

  test('have three resources each for their traffic, and the rule from the balancer inline', () => {
    const types = resourcesOfServices.map(({ Type }: any) => Type);
    const count = (type: string) => types.filter((candidate) => candidate === type).length;
    expect([SECURITY_GROUP, 'AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::ElasticLoadBalancingV2::TargetGroup'].map(count)).toEqual([65, 65, 65]);
    // With these go a service, a task definition and a task role.
    expect(types).toHaveLength(65 * 6);
    expect(propertiesOf(stacks[0], SECURITY_GROUP).every(({ SecurityGroupIngress }) => SecurityGroupIngress.length === 1)).toBe(true);
  });

  test('synthesise', () => {
    expect(stacksIn(app)).toEqual(['Stack', 'Even', 'Odd']);
  });
});

test('a user may open another port to the balancer from the service\'s side', () => {
  const app = recommendedApp();
  const { stack: shared, vpc, cluster } = platformStack(app);
  const listener = cdkListener(shared, vpc);
  const stack = new Stack(app, 'Services');
  const { service } = serve(stack, cluster, rule(listener, 1));
  service.connections.allowFrom(listener.loadBalancer, ec2.Port.tcp(9090));
  expect(shared.dependencies).toEqual([]);
  expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 9090 })]);
  expect(stacksIn(app)).toEqual(['Stack', 'Services']);
});

test('a service in the stack of its own balancer can be followed by one in another stack', () => {
  const app = recommendedApp();
  const { stack, cluster } = platformStack(app);
  const web = serve(stack, cluster, TrafficSource.loadBalancer({ plainHttp: true }));
  const other = new Stack(app, 'Other');
  serve(other, cluster, rule(web.bound.listener!, 10), {}, 'Api');
  expect(stacksIn(app)).toEqual(['Stack', 'Other']);
  expect(propertiesOf(other, 'AWS::ElasticLoadBalancingV2::ListenerRule')).toEqual([expect.objectContaining({ Priority: 10 })]);
});

test('an imported listener is used as it is: its group is admitted, and not opened', () => {
  const { stack, cluster } = platformStack();
  serve(stack, cluster, rule(importedListener(stack), 1));
  expect(resourcesOf(stack, EGRESS)).toEqual({});
  const tasks = propertiesOf(stack, SECURITY_GROUP).find(({ GroupDescription }) => GroupDescription.includes('Web'));
  expect(tasks.SecurityGroupIngress).toEqual([expect.objectContaining({ SourceSecurityGroupId: 'sg-11112222333344445', FromPort: 8080 })]);
});

test('the balancer\'s own VPC decides what it is opened to', () => {
  const { stack, vpc } = platformStack();
  const listener = cdkListener(stack, vpc);
  const unknown = ec2.Vpc.fromVpcAttributes(stack, 'Imported', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['s-1', 's-2'], privateSubnetRouteTableIds: ['r-1', 'r-2'] });
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'ImportedCluster', { clusterName: 'c', vpc: unknown });
  serve(stack, cluster, rule(listener, 1));
  const balancer = propertiesOf(stack, SECURITY_GROUP).find(({ GroupDescription }) => GroupDescription.includes('Automatically created'));
  expect(balancer.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16' })]);
});

test('a balancer without a security group has nothing to admit', () => {
  const { stack, cluster } = platformStack();
  const listener = importedListener(stack);
  Object.defineProperty(listener, 'connections', { value: new ec2.Connections() });
  serve(stack, cluster, rule(listener, 1));
  const tasks = propertiesOf(stack, SECURITY_GROUP).find(({ GroupDescription }) => GroupDescription.includes('Web'));
  expect(tasks.SecurityGroupIngress).toBeUndefined();
});
