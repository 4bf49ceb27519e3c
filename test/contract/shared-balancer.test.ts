import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { FargateSpotService, FargateSpotServiceProps, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TrafficSource } from '../../src';
import { platformStack, propertiesOf, recommendedApp, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

/** A service that has every reason to know its load balancer: requests are tracked, and alarms watch its targets. */
function watchedService(stack: Stack, id: string, cluster: ecs.ICluster, props: Partial<FargateSpotServiceProps>): FargateSpotService {
  return new FargateSpotService(stack, id, {
    cluster,
    task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), port: 8080 }),
    scaling: TaskScaling.between(2, 10, { requestsPerTarget: 1000 }),
    rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
    ...props,
  });
}

function resourceLabel(stack: Stack): any {
  const { TargetTrackingScalingPolicyConfiguration: tracking } = theOnly(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy').Properties;
  return tracking.PredefinedMetricSpecification.ResourceLabel;
}

/** Reads `a/b/c` where the last part is the target group's and the three before it come from the listener's ARN. */
function partsOf(label: any): any[] {
  const [separator, parts] = label['Fn::Join'];
  expect(separator).toBe('');
  return parts;
}

describe.each([['with', true], ['without', false]])('a listener in another stack, %s feature flags', (_, flags) => {
  const app = flags ? recommendedApp() : new App();
  const { stack: shared, cluster } = platformStack(app);
  const web = watchedService(shared, 'Web', cluster, { traffic: TrafficSource.loadBalancer({ plainHttp: true }) });
  const other = new Stack(app, 'Other');
  const traffic = TrafficSource.listenerRule({ listener: web.listener!, pathPatterns: ['/api/*'], priority: 10 });
  watchedService(other, 'Api', cluster, { traffic });

  test('the label of tracked requests is the balancer\'s name from there and the target group\'s from here', () => {
    const parts = partsOf(resourceLabel(other));
    const fromListener = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', expect.anything()] }] });
    expect(parts).toEqual([
      fromListener(1), '/', fromListener(2), '/', fromListener(3), '/', { 'Fn::GetAtt': [expect.stringMatching(/^ApiTargetGroup/), 'TargetGroupFullName'] },
    ]);
    expect(JSON.stringify(parts[0])).toContain('WebLoadBalancerListener');
  });

  test('alarms watch the target group behind that balancer', () => {
    const [unhealthy] = propertiesOf(other, 'AWS::CloudWatch::Alarm').filter(({ MetricName }) => MetricName === 'UnHealthyHostCount');
    expect(unhealthy.Dimensions.map(({ Name }: any) => Name)).toEqual(['LoadBalancer', 'TargetGroup']);
    expect(JSON.stringify(unhealthy.Dimensions[0].Value)).toContain('WebLoadBalancerListener');
  });

  test('stacks wait one way, and resources in no circle', () => {
    expect(other.dependencies).toEqual([shared]);
    expect(shared.dependencies).toEqual([]);
    expect([shared, other].map((stack) => findCycle(templateGraph(stack)))).toEqual([undefined, undefined]);
  });

  test('nothing is warned about but what a feature flag of the CDK decides', () => {
    const warnings = [shared, other].flatMap((stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()));
    expect(warnings.map(({ entry }) => `${entry.data}`).filter((text) => !text.includes('@aws-cdk/core:defaultCrossStackReferences'))).toEqual([]);
  });
});

test.each<[string, (stack: Stack) => string, any]>([
  ['an ARN', () => 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2', 'app/shared/50dc6c495c0c9188/'],
  ['a token', (stack) => new CfnParameter(stack, 'Listener').valueAsString, { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Listener' }] }] }],
])('requests are tracked behind a listener that was imported by %s', (_name, arnOf, start) => {
  const { stack, cluster } = platformStack();
  const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Imported', {
    listenerArn: arnOf(stack), securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'ImportedGroup', 'sg-11112222333344445'),
  });
  watchedService(stack, 'Api', cluster, { traffic: TrafficSource.listenerRule({ listener, pathPatterns: ['/*'], priority: 1 }) });
  const parts = partsOf(resourceLabel(stack));
  expect(parts[0]).toEqual(start);
  expect(parts[parts.length - 1]).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ApiTargetGroup/), 'TargetGroupFullName'] });
});

describe('one service behind an application and a network load balancer', () => {
  const { stack, cluster } = platformStack();
  const web = watchedService(stack, 'Web', cluster, {
    traffic: TrafficSource.several([TrafficSource.networkLoadBalancer(), TrafficSource.loadBalancer({ plainHttp: true })]),
  });

  test('it is in both target groups, and exposes both balancers', () => {
    const groups = theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers.map(({ TargetGroupArn }: any) => TargetGroupArn.Ref);
    expect(groups).toEqual([expect.stringMatching(/^WebTargetGroup/), expect.stringMatching(/^WebTraffic2TargetGroup/)]);
    expect([web.networkLoadBalancer!.node.path, web.loadBalancer!.node.path]).toEqual(['Stack/Web/LoadBalancer', 'Stack/Web/Traffic2/LoadBalancer']);
    expect(web.listener!.node.path).toBe('Stack/Web/Traffic2/LoadBalancer/Listener');
  });

  test('it waits for the listener of the one and the rule of the other', () => {
    const { DependsOn } = theOnly(stack, 'AWS::ECS::Service');
    expect(DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^WebLoadBalancerListener/), expect.stringMatching(/^WebTraffic2ListenerRule/),
    ]));
  });

  test('its tasks admit each balancer by its own group', () => {
    const tasks = propertiesOf(stack, 'AWS::EC2::SecurityGroup').find(({ GroupDescription }) => GroupDescription === 'Stack/Web/SecurityGroup');
    expect(tasks.SecurityGroupIngress.map(({ FromPort, SourceSecurityGroupId }: any) => [FromPort, SourceSecurityGroupId['Fn::GetAtt'][0]])).toEqual([
      [8080, expect.stringMatching(/^WebLoadBalancerSecurityGroup/)], [8080, expect.stringMatching(/^WebTraffic2LoadBalancerSecurityGroup/)],
    ]);
  });

  test('requests are tracked on the application target group alone, and alarms watch both', () => {
    expect(partsOf(resourceLabel(stack)).pop()).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^WebTraffic2TargetGroup/), 'TargetGroupFullName'] });
    expect(web.rollbackAlarms.map(({ node }) => node.id)).toEqual(['ServerErrors', 'UnhealthyTargets', 'UnhealthyNetworkTargets', 'HighCpu']);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });
});
