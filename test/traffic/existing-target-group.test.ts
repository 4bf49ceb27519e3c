import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter } from 'aws-cdk-lib/core';
import { HTTP_PORT, cdkListener, problems, serve, warnings } from './setting';
import { PortFact } from '../../src/private/service-facts';
import { ExistingTargetGroup } from '../../src/traffic/existing-target-group';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188';
const DNS: PortFact = { container: 'dns', name: 'dns', port: 53, protocol: 'udp' };

// CDK prints the warnings that are looked for here.
beforeAll(() => void jest.spyOn(console, 'error').mockImplementation());

test('a group of this app takes the service and admits its balancer', () => {
  const { stack, vpc, cluster } = platformStack();
  const group = new elbv2.ApplicationTargetGroup(stack, 'Group', { vpc, port: 80, targetType: elbv2.TargetType.IP });
  cdkListener(stack, vpc).addTargetGroups('Group', { targetGroups: [group], priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])] });
  const { bound } = serve(stack, cluster, TrafficSource.applicationTargetGroup(group));
  expect(bound.applicationTargetGroups).toEqual([group]);
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toEqual([
    { ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: stack.resolve(group.targetGroupArn) },
  ]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ FromPort: 8080 })]);
  expect(warnings(stack)).toEqual([]);
});

test('an imported group takes the service; CDK tells its user about the security groups', () => {
  const { stack, cluster } = platformStack();
  const group = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Group', { targetGroupArn: ARN });
  serve(stack, cluster, TrafficSource.applicationTargetGroup(group));
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toEqual([expect.objectContaining({ TargetGroupArn: ARN })]);
  expect(warnings(stack)).toEqual([expect.stringContaining('security groups might need to be updated manually')]);
});

test('a network group takes a UDP port', () => {
  const { stack, cluster } = platformStack();
  const group = elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Group', { targetGroupArn: ARN });
  const { bound } = serve(stack, cluster, TrafficSource.networkTargetGroup(group, { portName: 'dns' }), { ports: [HTTP_PORT, DNS] });
  expect(bound.targets).toEqual([expect.objectContaining({ networkTargetGroup: group, containerName: 'dns', containerPort: 53, protocol: 'udp' })]);
  expect(bound.applicationTargetGroups).toEqual([]);
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toEqual([
    { ContainerName: 'dns', ContainerPort: 53, TargetGroupArn: ARN },
  ]);
});

test('a port that does not fit is refused', () => {
  const { stack } = platformStack();
  const group = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Group', { targetGroupArn: ARN });
  expect(problems(TrafficSource.applicationTargetGroup(group, { portName: 'dns' }), { ports: [HTTP_PORT, DNS] })).toEqual([
    'error TrafficSource.UnknownPort: `portName` must name a tcp port of the task, got "dns"; the task has web 8080/tcp ("http"), dns 53/udp ("dns")',
  ]);
});

test('a group of another target type is refused', () => {
  const { stack, vpc } = platformStack();
  const group = new elbv2.ApplicationTargetGroup(stack, 'Group', { vpc, port: 80, targetType: elbv2.TargetType.INSTANCE });
  expect(problems(TrafficSource.applicationTargetGroup(group))).toEqual([
    'error NetworkMode.TargetType: `targetGroup.targetType` must be ip with the network mode awsvpc, got instance; take a target group of type ip',
  ]);
  const undecided = new elbv2.NetworkTargetGroup(stack, 'Undecided', { vpc, port: 80 });
  expect(problems(TrafficSource.networkTargetGroup(undecided))).toEqual([]);
  (undecided.node.defaultChild as elbv2.CfnTargetGroup).targetType = new CfnParameter(stack, 'Type').valueAsString;
  expect(problems(TrafficSource.networkTargetGroup(undecided))).toEqual([]);
});

test.each([
  [elbv2.Protocol.UDP, 'udp'], [elbv2.Protocol.TCP, 'tcp'], [elbv2.Protocol.TLS, 'tcp'], [elbv2.Protocol.TCP_UDP, 'tcp'],
])('a network group of %s takes a port of %s', (protocol, transport) => {
  const { stack, vpc, cluster } = platformStack();
  const group = new elbv2.NetworkTargetGroup(stack, 'Group', { vpc, port: 53, protocol, targetType: elbv2.TargetType.IP });
  const { bound } = serve(stack, cluster, TrafficSource.networkTargetGroup(group), { ports: [HTTP_PORT, DNS] });
  expect(bound.targets[0].protocol).toBe(transport);
});

test('requests are counted once a group of this app is behind a listener', () => {
  const { stack, vpc } = platformStack();
  const group = new elbv2.ApplicationTargetGroup(stack, 'Group', { vpc, port: 80, targetType: elbv2.TargetType.IP });
  const source = new ExistingTargetGroup({ application: group }, {});
  expect([source.countsRequests, source.givenTargetGroups]).toEqual([false, [group]]);
  cdkListener(stack, vpc).addTargetGroups('Group', { targetGroups: [group], priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])] });
  expect(source.countsRequests).toBe(true);
  const network = new elbv2.NetworkTargetGroup(stack, 'Network', { vpc, port: 80, targetType: elbv2.TargetType.IP });
  expect(new ExistingTargetGroup({ network }, {}).countsRequests).toBe(false);
});

test('a group that two services share is warned about', () => {
  const { stack, cluster } = platformStack();
  const group = elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Group', { targetGroupArn: ARN });
  serve(stack, cluster, TrafficSource.networkTargetGroup(group), {}, 'One');
  serve(stack, cluster, TrafficSource.networkTargetGroup(group), {}, 'Two');
  expect(warnings(stack)).toEqual([expect.stringContaining('shares its target group with Stack/One')]);
});
