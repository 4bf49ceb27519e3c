import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Lazy, ResourceEnvironment, Stack } from 'aws-cdk-lib/core';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { balance, clusterIn, ServiceStack, serviceStack, taskIn } from './services';
import { CircuitBreakerDeployment, CircuitBreakerDeploymentProps } from '../../src/deployment/circuit-breaker-deployment';
import { RollbackAlarms } from '../../src/deployment/rollback-alarms';
import { BreakerThreshold } from '../../src/model/deployment/breaker-threshold';
import { recommendedApp, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

/** A service as it is without this library: no circuit breaker. */
function bareService(props: Partial<ecs.FargateServiceProps> = {}, stack?: Stack): ServiceStack {
  return serviceStack({ circuitBreaker: undefined, ...props }, stack);
}

function breakerOf(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration.DeploymentCircuitBreaker;
}

function warningsOf(stack: Stack): unknown[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map((warning) => warning.entry.data);
}

test('turns the circuit breaker on, and the warning about it off', () => {
  const { stack, service } = bareService();
  const breaker = new CircuitBreakerDeployment(stack, 'Breaker', { service });
  expect(breakerOf(stack)).toEqual({ Enable: true, Rollback: true });
  expect(breaker.rollbackAlarms).toEqual([]);
  expect(warningsOf(stack)).toEqual([]);
});

test('takes every prop', () => {
  const made = bareService();
  const targetGroup = balance(made);
  const breaker = new CircuitBreakerDeployment(made.stack, 'Breaker', {
    service: made.service,
    breaker: BreakerThreshold.unboundedPercent(30),
    resetOnHealthyTask: false,
    rollback: false,
    rollbackOn: RollbackAlarms.standard({ alarms: [cloudwatch.Alarm.fromAlarmName(made.stack, 'Own', 'own')] }),
    targetGroups: [targetGroup],
  });
  expect(breakerOf(made.stack)).toEqual({
    Enable: true, Rollback: false, ThresholdConfiguration: { Type: 'UNBOUNDED_PERCENT', Value: 30 }, ResetOnHealthyTask: false,
  });
  expect(breaker.rollbackAlarms.map((alarm) => alarm.node.id)).toEqual(['ServerErrors', 'UnhealthyTargets', 'HighCpu', 'Own']);
  Template.fromStack(made.stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      Alarms: {
        AlarmNames: [
          { Ref: Match.stringLikeRegexp('^BreakerRollbackAlarmsServerErrors') },
          { Ref: Match.stringLikeRegexp('^BreakerRollbackAlarmsUnhealthyTargets') },
          Match.stringLikeRegexp('^Stack-Breaker-RollbackAlarms-[0-9A-F]+-HighCpu$'),
          'own',
        ],
        Enable: true,
        Rollback: false,
      },
    },
  });
  expect(findCycle(templateGraph(made.stack))).toBeUndefined();
});

describe('behind a network load balancer', () => {
  function networkTargetGroupOf({ stack, cluster, service }: ServiceStack): elbv2.NetworkTargetGroup {
    const balancer = new elbv2.NetworkLoadBalancer(stack, 'Network', { vpc: cluster.vpc });
    return balancer.addListener('Tcp', { port: 80 }).addTargets('Tcp', { port: 80, targets: [service] });
  }

  test('the standard alarms watch its targets', () => {
    const made = bareService();
    const breaker = new CircuitBreakerDeployment(made.stack, 'Breaker', {
      service: made.service, rollbackOn: RollbackAlarms.standard({ unhealthyTargets: 2 }), networkTargetGroups: [networkTargetGroupOf(made)],
    });
    expect(breaker.rollbackAlarms.map((alarm) => alarm.node.id)).toEqual(['UnhealthyNetworkTargets', 'HighCpu']);
    Template.fromStack(made.stack).hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/NetworkELB', MetricName: 'UnHealthyHostCount', Threshold: 2 });
    expect(findCycle(templateGraph(made.stack))).toBeUndefined();
  });

  test('target groups that nothing watches are warned about', () => {
    const made = bareService();
    new CircuitBreakerDeployment(made.stack, 'Breaker', { service: made.service, networkTargetGroups: [networkTargetGroupOf(made)] });
    expect(warningsOf(made.stack)).toContainEqual(expect.stringContaining(
      '`networkTargetGroups` are for the standard alarms, got none of those; add RollbackAlarms.standard() or leave them out',
    ));
  });

  test('a target group without its balancer is refused', () => {
    const { stack, cluster, service } = bareService();
    const networkTargetGroups = [new elbv2.NetworkTargetGroup(stack, 'Lonely', { vpc: cluster.vpc, port: 80 })];
    expect(() => new CircuitBreakerDeployment(stack, 'Breaker', { service, rollbackOn: RollbackAlarms.standard(), networkTargetGroups })).toThrow(
      'RollbackAlarms.TargetGroupWithoutBalancer: `rollbackOn` watches target groups by the metrics of their load balancer, got Stack/Lonely, which knows none;',
    );
  });
});

test('keeps its ids', () => {
  const made = bareService();
  new CircuitBreakerDeployment(made.stack, 'Breaker', { service: made.service, rollbackOn: RollbackAlarms.standard(), targetGroups: [balance(made)] });
  expect(Object.keys(Template.fromStack(made.stack).findResources('AWS::CloudWatch::Alarm')).sort()).toMatchInlineSnapshot(`
[
  "BreakerRollbackAlarmsHighCpuFC4BCEF4",
  "BreakerRollbackAlarmsServerErrorsBC855064",
  "BreakerRollbackAlarmsUnhealthyTargets7890312E",
]
`);
});

test('adds to the alarms that the service has', () => {
  const { stack, service } = bareService({ deploymentAlarms: { alarmNames: ['mine'] } });
  new CircuitBreakerDeployment(stack, 'Breaker', { service, rollbackOn: RollbackAlarms.alarms([cloudwatch.Alarm.fromAlarmName(stack, 'Own', 'own')]) });
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DeploymentConfiguration: { Alarms: { AlarmNames: ['mine', 'own'] } } });
});

test('the same when synthesised twice', () => {
  const { stack, service } = bareService();
  new CircuitBreakerDeployment(stack, 'Breaker', { service, rollbackOn: RollbackAlarms.standard() });
  const once = Template.fromStack(stack).toJSON();
  expect(Template.fromStack(stack).toJSON()).toEqual(once);
});

describe('any service of the app', () => {
  test('an Ec2Service', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const cluster = clusterIn(stack);
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Instances', {
      vpc: cluster.vpc, instanceType: new ec2.InstanceType('m7g.large'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
    });
    cluster.addAsgCapacityProvider(new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup }));
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), memoryLimitMiB: 128 });
    const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 });
    new CircuitBreakerDeployment(stack, 'Breaker', { service });
    expect(breakerOf(stack)).toEqual({ Enable: true, Rollback: true });
  });

  test('the service of a pattern, with the alarms on its target group', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const pattern = new patterns.ApplicationLoadBalancedFargateService(stack, 'Pattern', {
      cluster: clusterIn(stack), taskDefinition: taskIn(stack), minHealthyPercent: 100, openListener: false,
    });
    const breaker = new CircuitBreakerDeployment(stack, 'Breaker', {
      service: pattern.service, rollbackOn: RollbackAlarms.standard(), targetGroups: [pattern.targetGroup],
    });
    expect(breakerOf(stack)).toEqual({ Enable: true, Rollback: true });
    expect(breaker.rollbackAlarms).toHaveLength(3);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('an L1, without touching the warnings of its stack', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = new ecs.CfnService(stack, 'Service', { cluster: 'shop' });
    new CircuitBreakerDeployment(stack, 'Breaker', { service, rollbackOn: RollbackAlarms.standard() });
    const neighbour = new ecs.FargateService(stack, 'Neighbour', { cluster: clusterIn(stack), taskDefinition: taskIn(stack), minHealthyPercent: 100 });
    expect(neighbour.node.metadata.map(({ data }) => data)).toContainEqual(expect.stringContaining('shouldUseCircuitBreaker'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', { Cluster: 'shop', DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } } });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Dimensions: Match.arrayWith([{ Name: 'ClusterName', Value: 'shop' }]) });
  });

  test('a construct with one service in it', () => {
    const { stack, blueprint } = bareServiceInside();
    new CircuitBreakerDeployment(stack, 'Breaker', { service: blueprint });
    expect(breakerOf(stack)).toEqual({ Enable: true, Rollback: true });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a service of another stack, which is not made to wait for the alarms', () => {
    const app = recommendedApp();
    const { stack, service } = bareService({}, new Stack(app, 'Services'));
    const other = new Stack(app, 'Guards');
    new CircuitBreakerDeployment(other, 'Breaker', { service, rollbackOn: RollbackAlarms.standard() });
    expect(breakerOf(stack)).toEqual({ Enable: true, Rollback: true });
    Template.fromStack(other).resourceCountIs('AWS::CloudWatch::Alarm', 2);
    expect(stack.dependencies).toEqual([]);
  });
});

describe('what is refused', () => {
  function refusal(stack: Stack, props: CircuitBreakerDeploymentProps): string {
    try {
      new CircuitBreakerDeployment(stack, 'Breaker', props);
    } catch (error) {
      expect(stack.node.tryFindChild('Breaker')).toBeUndefined();
      return (error as Error).message;
    }
    return '';
  }

  test('an imported service', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = ecs.FargateService.fromFargateServiceArn(stack, 'Service', 'arn:aws:ecs:us-east-1:123456789012:service/shop/web') as ecs.FargateService;
    expect(refusal(stack, { service })).toBe([
      'CircuitBreakerDeployment at Stack/Breaker has 1 problem:',
      '  CircuitBreakerDeployment.ImportedService: `service` must be a service of this app, got an imported one, which a template cannot change;'
      + ' set the circuit breaker where the service is made',
    ].join('\n'));
  });

  test('an imported service, with what else is wrong', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = ecs.FargateService.fromFargateServiceArn(stack, 'Service', 'arn:aws:ecs:us-east-1:123456789012:service/shop/web') as ecs.FargateService;
    expect(refusal(stack, { service, rollbackOn: RollbackAlarms.alarms([]) }).split('\n').slice(1)).toEqual([
      expect.stringContaining('CircuitBreakerDeployment.ImportedService'),
      '  RollbackAlarms.NoAlarm: `rollbackOn` needs at least one alarm, got none; leave it out, or take RollbackAlarms.standard()',
    ]);
  });

  test('a construct with several services', () => {
    const { stack, blueprint } = bareServiceInside();
    new ecs.CfnService(blueprint, 'Second');
    expect(refusal(stack, { service: blueprint })).toContain(
      'CircuitBreakerDeployment.SeveralServices: `service` must hold one ECS service, got 2 in Stack/Web; give each of them a CircuitBreakerDeployment',
    );
  });

  test('a service that CodeDeploy deploys', () => {
    const { stack, service } = bareService({ deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY } });
    expect(refusal(stack, { service })).toContain('CircuitBreaker.NotRolling: `service` must have the deployment controller ECS for a circuit breaker, got CODE_DEPLOY');
  });

  test.each(['BLUE_GREEN', 'LINEAR', 'CANARY'])('a service that ECS deploys %s', (strategy) => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = new ecs.CfnService(stack, 'Service', { cluster: 'shop', deploymentConfiguration: { strategy } });
    expect(refusal(stack, { service })).toBe('CircuitBreakerDeployment at Stack/Breaker has 1 problem:\n  CircuitBreaker.NotRolling: '
      + `\`service\` must have the deployment strategy ROLLING for a circuit breaker, got ${strategy}; let alarms guard the others`);
  });

  test('an L2 with native blue/green', () => {
    const { stack, service } = bareService({ deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN });
    expect(refusal(stack, { service })).toContain('CircuitBreaker.NotRolling: `service` must have the deployment strategy ROLLING for a circuit breaker, got BLUE_GREEN');
  });

  test('errors in the logs, of which it knows no place', () => {
    const { stack, service } = bareService();
    const logErrors = { pattern: logs.FilterPattern.anyTerm('ERROR'), perMinute: 5 };
    expect(refusal(stack, { service, rollbackOn: RollbackAlarms.standard({ logErrors }) })).toContain(
      'RollbackAlarms.NoLogGroup: `rollbackOn.logErrors.logGroups` needs a log group to search');
    const logGroups = [new logs.LogGroup(stack, 'Logs')];
    expect(refusal(stack, { service, rollbackOn: RollbackAlarms.standard({ logErrors: { ...logErrors, logGroups } }) })).toBe('');
  });

  test('everything at once', () => {
    const { stack, service } = bareService({ desiredCount: 1, minHealthyPercent: 100, maxHealthyPercent: 150 });
    expect(refusal(stack, {
      service,
      breaker: BreakerThreshold.count(0),
      rollbackOn: RollbackAlarms.standard({ cpuPercent: 200 }),
      targetGroups: [elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', {
        targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
      })],
    }).split('\n')).toEqual([
      'CircuitBreakerDeployment at Stack/Breaker has 4 problems:',
      expect.stringMatching(/^ {2}RolloutPlan\.Stalls: `service` can neither start nor stop any of 1 task: at least 1 must keep running, and at most 1 may;/),
      '  BreakerThreshold.Value: `breaker.value` takes whole numbers from 1 up, got 0; the nearest is 1',
      '  RollbackAlarms.Percent: `rollbackOn.cpuPercent` takes a percentage above 0 and up to 100, got 200',
      '  RollbackAlarms.TargetGroupWithoutBalancer: `rollbackOn` watches target groups by the metrics of their load balancer, got Stack/Targets, which knows none;'
      + ' import it with `loadBalancerArns`, or put it behind a listener before the service is made',
    ]);
  });

  test('a strategy that is changed afterwards, at synth', () => {
    const { stack, service, resource } = bareService();
    new CircuitBreakerDeployment(stack, 'Breaker', { service });
    resource.deploymentConfiguration = { strategy: 'CANARY' };
    expect(() => Template.fromStack(stack)).toThrow(
      '[Stack/Breaker] CircuitBreaker.NotRolling: `service` must have the deployment strategy ROLLING for a circuit breaker, got CANARY; let alarms guard the others',
    );
  });

  test('a strategy that is overridden afterwards, at synth', () => {
    const { stack, service, resource } = bareService();
    new CircuitBreakerDeployment(stack, 'Breaker', { service });
    resource.addPropertyOverride('DeploymentConfiguration.Strategy', 'LINEAR');
    expect(() => Template.fromStack(stack)).toThrow('CircuitBreaker.NotRolling: `service` must have the deployment strategy ROLLING for a circuit breaker, got LINEAR');
  });

  test('no token', () => {
    const token = Lazy.number({ produce: () => -1 });
    const { stack, service } = bareService({ desiredCount: token, minHealthyPercent: token, maxHealthyPercent: token });
    expect(refusal(stack, { service, breaker: BreakerThreshold.count(token) })).toBe('');
  });
});

describe('what is unwise', () => {
  test('target groups that nothing watches', () => {
    const made = bareService();
    new CircuitBreakerDeployment(made.stack, 'Breaker', { service: made.service, targetGroups: [balance(made)] });
    expect(warningsOf(made.stack)).toContainEqual(expect.stringContaining(
      '`targetGroups` are for the standard alarms, got none of those; add RollbackAlarms.standard() or leave them out',
    ));
  });

  test('target groups beside alarms of one\'s own', () => {
    const made = bareService();
    const rollbackOn = RollbackAlarms.alarms([cloudwatch.Alarm.fromAlarmName(made.stack, 'Own', 'own')]);
    new CircuitBreakerDeployment(made.stack, 'Breaker', { service: made.service, targetGroups: [balance(made)], rollbackOn });
    expect(warningsOf(made.stack)).toContainEqual(expect.stringContaining('`targetGroups` are for the standard alarms, got none of those'));
  });

  test('a second one, whose alarms are added', () => {
    const { stack, service } = bareService();
    const own = (id: string) => RollbackAlarms.alarms([cloudwatch.Alarm.fromAlarmName(stack, id, id)]);
    new CircuitBreakerDeployment(stack, 'First', { service, rollback: false, breaker: BreakerThreshold.count(5), rollbackOn: own('one') });
    new CircuitBreakerDeployment(stack, 'Second', { service, rollbackOn: own('two') });
    expect(warningsOf(stack)).toEqual([expect.stringContaining(
      '`service` has a circuit breaker of Stack/First already; alarms of both add up, of everything else the later one decides',
    )]);
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration).toMatchObject({
      Alarms: { AlarmNames: ['one', 'two'], Rollback: true },
      DeploymentCircuitBreaker: { Enable: true, Rollback: true, ThresholdConfiguration: { Type: 'COUNT', Value: 5 } },
    });
  });

  test('alarms in a partition where the CDK knows none', () => {
    const { stack, service } = bareService({}, new Stack(recommendedApp(), 'Stack', { env: { region: 'cn-north-1' } }));
    new CircuitBreakerDeployment(stack, 'Breaker', { service, rollbackOn: RollbackAlarms.standard() });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('`rollbackOn` may be refused in cn-north-1')]);
  });

  test('external instances', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    new CircuitBreakerDeployment(stack, 'Breaker', { service: new ecs.CfnService(stack, 'Service', { launchType: 'EXTERNAL' }) });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('`service` runs on external instances, where the circuit breaker may have no effect')]);
  });
});

/** A construct of somebody's that is a service, with its L2 inside. */
class Blueprint extends Construct implements ecsRefs.IServiceRef {
  public readonly service: ecs.FargateService;

  constructor(stack: Stack, id: string) {
    super(stack, id);
    this.service = new ecs.FargateService(this, 'Service', { cluster: clusterIn(stack), taskDefinition: taskIn(stack), minHealthyPercent: 100 });
  }

  public get serviceRef(): ecsRefs.ServiceReference {
    return this.service.serviceRef;
  }

  public get env(): ResourceEnvironment {
    return this.service.env;
  }
}

function bareServiceInside(): { stack: Stack; blueprint: Blueprint } {
  const stack = new Stack(recommendedApp(), 'Stack');
  return { stack, blueprint: new Blueprint(stack, 'Web') };
}
