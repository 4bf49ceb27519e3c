import { Match, Template } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { isTrackingId, measureTargets, RequestTarget, trackingsOf, trackTargets } from '../../src/scaling/target-tracking';
import { TaskScalingOptions } from '../../src/scaling/task-scaling-options';
import { balance, clusterIn, ServiceStack, serviceStack } from '../deployment/services';
import { recommendedApp } from '../kit/stacks';

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

function track(made: ServiceStack, targets: TaskScalingOptions, requestTargets: RequestTarget[] = []): Template {
  trackTargets(made.service.autoScaleTaskCount({ minCapacity: 1, maxCapacity: 10 }), targets, requestTargets);
  return Template.fromStack(made.stack);
}

/** Two target groups behind one listener. */
function pair(made: ServiceStack): Required<RequestTarget> {
  const targetGroup = balance(made);
  const alternate = new elbv2.ApplicationTargetGroup(made.stack, 'Alternate', { vpc: made.cluster.vpc, port: 80, targetType: elbv2.TargetType.IP });
  new elbv2.ApplicationListenerRule(made.stack, 'Rule', {
    listener: made.stack.node.findChild('Balancer').node.findChild('Listener') as elbv2.ApplicationListener,
    priority: 1,
    conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
    action: elbv2.ListenerAction.weightedForward([{ targetGroup, weight: 1 }, { targetGroup: alternate, weight: 0 }]),
  });
  return { targetGroup, alternate };
}

function idsOf(template: Template): string[] {
  return Object.keys(template.findResources(POLICY)).map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort();
}

test.each([
  ['cpuPercent', 'ECSServiceAverageCPUUtilization', 'CpuScaling'],
  ['memoryPercent', 'ECSServiceAverageMemoryUtilization', 'MemoryScaling'],
])('%s', (target, metric, id) => {
  const template = track(serviceStack(), { [target]: 60 });
  template.resourceCountIs(POLICY, 1);
  template.hasResourceProperties(POLICY, {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
      TargetValue: 60,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    },
  });
  expect(idsOf(template)).toEqual([`ServiceTaskCountTarget${id}`]);
});

test('requestsPerTarget: by the balancer and the target group, once the target group is attached', () => {
  const made = serviceStack();
  const targetGroup = balance(made);
  const template = track(made, { requestsPerTarget: 1000 }, [{ targetGroup }]);
  template.hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: made.stack.resolve(`${targetGroup.firstLoadBalancerFullName}/${targetGroup.targetGroupFullName}`),
      },
      TargetValue: 1000,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    },
  });
  expect(idsOf(template)).toEqual(['ServiceTaskCountTargetRequestScaling']);
});

test('each of several target groups is tracked, and a second one changes no id of the first', () => {
  const made = serviceStack();
  const template = track(made, { requestsPerTarget: 1000 }, [{ targetGroup: balance(made) }, { targetGroup: balance(made, 'Second') }]);
  expect(idsOf(template)).toEqual(['ServiceTaskCountTargetRequestScaling', 'ServiceTaskCountTargetRequestScaling2']);
});

test('a target group that does not know its balancer is left out', () => {
  const made = serviceStack();
  const unknown = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(made.stack, 'Unknown', {
    targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
  });
  expect(idsOf(track(made, { requestsPerTarget: 1000 }, [{ targetGroup: unknown }, { targetGroup: balance(made) }]))).toEqual(['ServiceTaskCountTargetRequestScaling']);
});

test('a listener in another stack is read from there', () => {
  const app = recommendedApp();
  const platform = new Stack(app, 'Platform');
  const made = serviceStack({}, new Stack(app, 'Stack'), clusterIn(platform));
  const listener = new elbv2.ApplicationLoadBalancer(platform, 'Balancer', { vpc: made.cluster.vpc })
    .addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const targetGroup = new elbv2.ApplicationTargetGroup(made.stack, 'Targets', { vpc: made.cluster.vpc, port: 80, targets: [made.service] });
  new elbv2.ApplicationListenerRule(made.stack, 'Rule', {
    listener, priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])], targetGroups: [targetGroup],
  });
  const template = track(made, { requestsPerTarget: 1000 }, [{ targetGroup }]);
  template.hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { ResourceLabel: Match.objectLike({ 'Fn::Join': Match.anyValue() }) } },
  });
  expect(made.stack.dependencies).toEqual([platform]);
});

test('an imported listener will do', () => {
  const made = serviceStack();
  const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(made.stack, 'Listener', {
    listenerArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2',
    securityGroup: made.service.connections.securityGroups[0],
  });
  const targetGroup = new elbv2.ApplicationTargetGroup(made.stack, 'Targets', { vpc: made.cluster.vpc, port: 80, targets: [made.service] });
  new elbv2.ApplicationListenerRule(made.stack, 'Rule', {
    listener, priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])], targetGroups: [targetGroup],
  });
  const [policy] = Object.values(track(made, { requestsPerTarget: 1000 }, [{ targetGroup }]).findResources(POLICY));
  const { ResourceLabel } = policy.Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification;
  expect(ResourceLabel).toEqual({ 'Fn::Join': ['', ['app/shared/50dc6c495c0c9188/', { 'Fn::GetAtt': [expect.stringMatching(/^Targets/), 'TargetGroupFullName'] }]] });
});

test('an imported target group is tracked by its metric', () => {
  const made = serviceStack();
  const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(made.stack, 'Targets', {
    targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
    loadBalancerArns: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188',
  });
  track(made, { requestsPerTarget: 1000 }, [{ targetGroup }]).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: {
      CustomizedMetricSpecification: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'RequestCountPerTarget',
        Statistic: 'Sum',
        Dimensions: [
          { Name: 'LoadBalancer', Value: 'app/shared/50dc6c495c0c9188' },
          { Name: 'TargetGroup', Value: 'targetgroup/shop/73e2d6bc24d8a067' },
        ],
      },
      TargetValue: 1000,
    },
  });
});

describe('where traffic moves between two target groups', () => {
  const requests = (id: string) => ({
    Metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCountPerTarget',
      Dimensions: [
        { Name: 'LoadBalancer', Value: Match.anyValue() },
        { Name: 'TargetGroup', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp(id), 'TargetGroupFullName'] } },
      ],
    },
    Stat: 'Sum',
  });

  test('the requests of both are tracked', () => {
    const made = serviceStack();
    track(made, { requestsPerTarget: 1000 }, [pair(made)]).hasResourceProperties(POLICY, {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: Match.absent(),
        CustomizedMetricSpecification: {
          Metrics: [
            { Id: 'primary', MetricStat: requests('^BalancerListener'), ReturnData: false },
            { Id: 'alternate', MetricStat: requests('^Alternate'), ReturnData: false },
            { Id: 'result', Expression: 'SUM([primary, alternate])', ReturnData: true },
          ],
        },
        TargetValue: 1000,
        ScaleInCooldown: 300,
        ScaleOutCooldown: 60,
      },
    });
  });

  test('the policy keeps its logical id, its name and all else than what it measures', () => {
    const [both, one] = [serviceStack(), serviceStack()];
    const alone = pair(one);
    const shifted = track(both, { requestsPerTarget: 1000 }, [pair(both)]).findResources(POLICY);
    const rolled = track(one, { requestsPerTarget: 1000 }, [{ targetGroup: alone.targetGroup }]).findResources(POLICY);
    const [id] = Object.keys(rolled);
    expect(Object.keys(shifted)).toEqual([id]);
    delete shifted[id].Properties.TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification;
    delete rolled[id].Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification;
    expect(shifted).toEqual(rolled);
  });

  test('an alternate that does not know its balancer is not counted', () => {
    const made = serviceStack();
    const alternate = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(made.stack, 'Unknown', {
      targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
    });
    track(made, { requestsPerTarget: 1000 }, [{ targetGroup: balance(made), alternate }]).resourceCountIs(POLICY, 0);
  });
});

describe('high resolution', () => {
  test.each<[string, TaskScalingOptions, string[], string[]]>([
    ['both', { cpuPercent: 60, memoryPercent: 70 }, ['CPUUtilization', 'MemoryUtilization'],
      ['ECSServiceAverageCPUUtilizationHighResolution', 'ECSServiceAverageMemoryUtilizationHighResolution']],
    ['CPU', { cpuPercent: 60, requestsPerTarget: 1 }, ['CPUUtilization'], ['ECSServiceAverageCPUUtilizationHighResolution']],
    ['memory', { memoryPercent: 60 }, ['MemoryUtilization'], ['ECSServiceAverageMemoryUtilizationHighResolution']],
  ])('%s', (_name, targets, names, types) => {
    const made = serviceStack();
    measureTargets(made.service, { ...targets, highResolution: true });
    const template = track(made, { ...targets, highResolution: true });
    template.hasResourceProperties('AWS::ECS::Service', { Monitoring: { MetricConfigurations: [{ MetricNames: names, ResolutionSeconds: 20 }] } });
    expect(Object.values(template.findResources(POLICY)).map(({ Properties }) => (
      Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType))).toEqual(types);
  });

  test('changes no logical id', () => {
    const targets = { cpuPercent: 60, memoryPercent: 70 };
    expect(idsOf(track(serviceStack(), { ...targets, highResolution: true }))).toEqual(idsOf(track(serviceStack(), targets)));
  });

  test('is off unless it is asked for', () => {
    const made = serviceStack();
    measureTargets(made.service, { cpuPercent: 60 });
    track(made, { cpuPercent: 60 }).hasResourceProperties('AWS::ECS::Service', { Monitoring: Match.absent() });
  });
});

test('takes other cooldowns, 0 too', () => {
  const cooldowns = { scaleInCooldown: Duration.seconds(0), scaleOutCooldown: Duration.minutes(2) };
  track(serviceStack(), { cpuPercent: 60, ...cooldowns }).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 0, ScaleOutCooldown: 120 },
  });
});

test('nothing is tracked unless it is asked for', () => {
  const made = serviceStack();
  track(made, {}, [{ targetGroup: balance(made) }]).resourceCountIs(POLICY, 0);
});

test.each<[string, TaskScalingOptions, boolean]>([
  ['CpuScaling', { cpuPercent: 60 }, true],
  ['MemoryScaling', { memoryPercent: 60 }, true],
  ['RequestScaling', { requestsPerTarget: 60 }, true],
  ['RequestScaling12', { requestsPerTarget: 60 }, true],
  ['RequestScalingOfMine', { requestsPerTarget: 60 }, false],
  ['CpuScaling', { memoryPercent: 60, requestsPerTarget: 1 }, false],
  ['MemoryScaling', { cpuPercent: 60 }, false],
  ['RequestScaling', {}, false],
])('%s with %j is an id of its own: %p', (id, targets, taken) => {
  expect(isTrackingId(id, targets)).toBe(taken);
});

test('what is known of the targets', () => {
  expect(trackingsOf({ cpuPercent: 0, requestsPerTarget: Lazy.number({ produce: () => 1 }) })).toEqual([
    { metric: 'cpuPercent', target: 0 },
    { metric: 'requestsPerTarget', target: undefined },
  ]);
});
