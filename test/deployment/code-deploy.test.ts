import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { lines, taskIn } from './services';
import {
  CodeDeployConfig, CodeDeployOptions, FargateSize, FargateSpotService, FargateSpotServiceProps, RollbackAlarms, Rollout, TaskBlueprint,
  TestTraffic, TrafficSource,
} from '../../src';
import { CodeDeployRollout } from '../../src/deployment/code-deploy';
import { platformStack, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const SHIPMENT = 'Custom::EcsCodeDeployShipment';

/** A service behind a load balancer that CodeDeploy rolls out, the way its user writes it. */
function serviceWith(options: CodeDeployOptions = {}, props: Partial<FargateSpotServiceProps> = {}, app: App = recommendedApp()) {
  const { stack, cluster } = platformStack(app);
  const web = new FargateSpotService(stack, 'Web', {
    cluster,
    task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), size: FargateSize.of(256, 512), port: 80 }),
    traffic: TrafficSource.loadBalancer({ plainHttp: true }),
    rollout: Rollout.codeDeploy(options),
    ...props,
  });
  return { app, stack, web, resource: web.service.node.defaultChild as ecs.CfnService };
}

const groupOf = (stack: Stack) => theOnly(stack, GROUP).Properties;
const alarmOn = (stack: Stack, id: string) => new cloudwatch.Alarm(stack, id, {
  metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: id }), threshold: 1, evaluationPeriods: 1,
});

describe('the deployment group', () => {
  test('shifts all at once, keeps the old tasks for five minutes, and goes back by itself', () => {
    const { stack } = serviceWith();
    expect(groupOf(stack)).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
      BlueGreenDeploymentConfiguration: {
        DeploymentReadyOption: { ActionOnTimeout: 'CONTINUE_DEPLOYMENT', WaitTimeInMinutes: 0 },
        TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 5 },
      },
      ECSServices: [{ ClusterName: { Ref: 'ClusterEB0386A7' }, ServiceName: { 'Fn::GetAtt': ['WebServiceD04B5F3E', 'Name'] } }],
      LoadBalancerInfo: {
        TargetGroupPairInfoList: [{
          ProdTrafficRoute: { ListenerArns: [{ Ref: 'WebLoadBalancerListener761201E2' }] },
          TargetGroups: [
            { Name: { 'Fn::GetAtt': ['WebTargetGroupFE6444AE', 'TargetGroupName'] } },
            { Name: { 'Fn::GetAtt': ['WebAlternateTargetGroupB211FDA6', 'TargetGroupName'] } },
          ],
        }],
      },
    });
    expect(groupOf(stack).LoadBalancerInfo.TargetGroupPairInfoList[0]).not.toHaveProperty('TestTrafficRoute');
    expect(resourcesOf(stack, 'AWS::CodeDeploy::DeploymentConfig')).toEqual({});
  });

  test('of a service that ECS deploys no more', () => {
    const { stack } = serviceWith();
    const { Properties: service } = theOnly(stack, 'AWS::ECS::Service');
    expect([service.DeploymentController, service.DeploymentConfiguration, service.TaskDefinition])
      .toEqual([{ Type: 'CODE_DEPLOY' }, { MinimumHealthyPercent: 100, MaximumPercent: 200 }, 'StackWebTaskDefinitionC1BD596A']);
  });

  test('takes every option', () => {
    const { stack } = serviceWith({
      approvalWait: Duration.minutes(10),
      terminationWait: Duration.minutes(20),
      rollback: false,
      testTraffic: TestTraffic.port(9000),
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
      role: iam.Role.fromRoleArn(new Stack(), 'Role', 'arn:aws:iam::123456789012:role/deployer'),
    });
    const group = groupOf(stack);
    expect(group.AutoRollbackConfiguration).toEqual({ Enabled: false });
    expect(group.BlueGreenDeploymentConfiguration).toEqual({
      DeploymentReadyOption: { ActionOnTimeout: 'STOP_DEPLOYMENT', WaitTimeInMinutes: 10 },
      TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 20 },
    });
    expect(group.LoadBalancerInfo.TargetGroupPairInfoList[0].TestTrafficRoute).toEqual({ ListenerArns: [{ Ref: 'WebLoadBalancerTestListenerD59752C1' }] });
    expect(group.ServiceRoleArn).toBe('arn:aws:iam::123456789012:role/deployer');
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.AvailabilityZoneRebalancing).toBe('DISABLED');
  });

  test('fails on alarms of both target groups, and the service on none', () => {
    const { stack, web } = serviceWith({ rollbackOn: RollbackAlarms.standard() });
    const ids = Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm'));
    expect(ids).toHaveLength(5);
    expect(groupOf(stack).AlarmConfiguration).toEqual({ Enabled: true, Alarms: expect.any(Array) });
    expect(groupOf(stack).AlarmConfiguration.Alarms.map(({ Name: name }: any) => name.Ref).sort()).toEqual(ids.sort());
    expect(groupOf(stack).AutoRollbackConfiguration.Events).toContain('DEPLOYMENT_STOP_ON_ALARM');
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration).not.toHaveProperty('Alarms');
    expect(web.rollbackAlarms).toHaveLength(5);
  });

  test('takes ten alarms at the most', () => {
    const app = recommendedApp();
    const others = new Stack(app, 'Others');
    const { stack } = serviceWith({ rollbackOn: RollbackAlarms.alarms([...'abcdefghijk'].map((id) => alarmOn(others, id))) }, {}, app);
    expect(() => Template.fromStack(stack)).toThrow('CodeDeployRollout.Alarms: `rollbackOn` takes at most 10 alarms, got 11; put some of them into one composite alarm');
  });

  test.each([
    ['linear 10 / 1', CodeDeployConfig.linear(10, Duration.minutes(1)), 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes'],
    ['linear 10 / 3', CodeDeployConfig.linear(10, Duration.minutes(3)), 'CodeDeployDefault.ECSLinear10PercentEvery3Minutes'],
    ['canary 10 / 5', CodeDeployConfig.canary(10, Duration.seconds(300)), 'CodeDeployDefault.ECSCanary10Percent5Minutes'],
    ['canary 10 / 15', CodeDeployConfig.canary(10, Duration.minutes(15)), 'CodeDeployDefault.ECSCanary10Percent15Minutes'],
  ])('takes steps that are there already: %s', (_, config, name) => {
    const { stack } = serviceWith({ config });
    expect(groupOf(stack).DeploymentConfigName).toBe(name);
    expect(resourcesOf(stack, 'AWS::CodeDeploy::DeploymentConfig')).toEqual({});
  });

  test('takes steps of others', () => {
    const app = recommendedApp();
    const config = codedeploy.EcsDeploymentConfig.fromEcsDeploymentConfigName(new Stack(app, 'Others'), 'Config', 'ours');
    const { stack } = serviceWith({ config: CodeDeployConfig.existing(config) }, {}, app);
    expect(groupOf(stack).DeploymentConfigName).toBe('ours');
    expect(resourcesOf(stack, 'AWS::CodeDeploy::DeploymentConfig')).toEqual({});
  });

  test.each([
    ['10 % every 5 minutes', CodeDeployConfig.linear(10, Duration.minutes(5)), { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearPercentage: 10, LinearInterval: 5 } }],
    ['5 %, and the rest after 10 minutes', CodeDeployConfig.canary(5, Duration.minutes(10)), { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryPercentage: 5, CanaryInterval: 10 } }],
    ['tokens', CodeDeployConfig.linear(Lazy.number({ produce: () => 20 }), Duration.minutes(Lazy.number({ produce: () => 4 }))),
      { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearPercentage: 20, LinearInterval: 4 } }],
  ])('has other steps made: %s', (_, config, routing) => {
    const { stack } = serviceWith({ config });
    const [[id, made]] = Object.entries(resourcesOf(stack, 'AWS::CodeDeploy::DeploymentConfig'));
    expect(made.Properties).toEqual({ ComputePlatform: 'ECS', TrafficRoutingConfig: routing });
    expect(groupOf(stack).DeploymentConfigName).toEqual({ Ref: id });
  });

  test('lets tokens through', () => {
    const minutes = (value: number) => Duration.minutes(Lazy.number({ produce: () => value }));
    const { stack } = serviceWith({ approvalWait: minutes(5000), terminationWait: minutes(7) });
    expect(groupOf(stack).BlueGreenDeploymentConfiguration).toMatchObject({
      DeploymentReadyOption: { WaitTimeInMinutes: 5000 }, TerminateBlueInstancesOnDeploymentSuccess: { TerminationWaitTimeInMinutes: 7 },
    });
  });

  test('shifts a network load balancer all at once', () => {
    const { stack } = serviceWith({}, { traffic: TrafficSource.networkLoadBalancer({ internal: true }) });
    const [pair] = groupOf(stack).LoadBalancerInfo.TargetGroupPairInfoList;
    expect(pair.TargetGroups).toHaveLength(2);
    expect(pair.ProdTrafficRoute.ListenerArns).toEqual([{ Ref: Object.keys(resourcesOf(stack, 'AWS::ElasticLoadBalancingV2::Listener'))[0] }]);
  });

  test.each([['on', recommendedApp], ['off', () => new App()]])('closes no circle, with feature flags %s', (_, makeApp) => {
    const { stack } = serviceWith({ rollbackOn: RollbackAlarms.standard(), testTraffic: TestTraffic.port(9000) }, {}, makeApp());
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });
});

test('changes no logical id of what a rolling update has', () => {
  const ids = (rollout: Rollout) => Object.keys(resourcesOf(serviceWith({}, { rollout }).stack));
  expect(ids(Rollout.codeDeploy())).toEqual(expect.arrayContaining(ids(Rollout.rolling())));
});

test('has a plan', () => {
  const plan = (options: CodeDeployOptions) => new CodeDeployRollout(options).plan(4);
  expect(plan({}).peakTasks).toBe(8);
  const config = CodeDeployConfig.linear(10, Duration.minutes(5));
  expect(plan({ config, approvalWait: Duration.minutes(3), terminationWait: Duration.minutes(2) }).seconds).toBe((45 + 3 + 2) * 60);
  expect(plan({ config: CodeDeployConfig.canary(10, Duration.minutes(7)) }).seconds).toBe((7 + 5) * 60);
});

describe('refused', () => {
  test.each<[string, CodeDeployOptions, Partial<FargateSpotServiceProps>, string]>([
    ['without a balancer', {}, { traffic: TrafficSource.none() },
      'CodeDeployRollout.NoBalancer: `rollout` shifts the traffic of a load balancer, got a service without one; take Rollout.blueGreen, which needs none, or set `traffic`'],
    ['with several target groups', {}, { traffic: TrafficSource.several([TrafficSource.loadBalancer({ plainHttp: true }), TrafficSource.networkLoadBalancer({ internal: true })]) },
      'CodeDeployRollout.SeveralTargetGroups: `rollout` shifts one target group, got 2; take Rollout.blueGreen, which shifts them all'],
    ['in steps behind a network load balancer', { config: CodeDeployConfig.canary(10, Duration.minutes(5)) }, { traffic: TrafficSource.networkLoadBalancer({ internal: true }) },
      'CodeDeployRollout.NetworkBalancer: `rollout.config` must be all at once behind a Network Load Balancer, got canary; take CodeDeployConfig.allAtOnce() or an Application Load Balancer'],
    ['with steps of nothing', { config: CodeDeployConfig.linear(0, Duration.seconds(30)) }, {},
      'CodeDeployRollout.Percent: `rollout.config.percent` takes whole percent from 1 to 99, got 0; the nearest is 1\n' +
      '  CodeDeployRollout.Interval: `rollout.config.interval` takes whole minutes from 1 up, got 0.5; the nearest is 1'],
    ['by a header', { testTraffic: TestTraffic.header('x-release', 'next') }, {},
      'CodeDeployRollout.TestHeader: `rollout.testTraffic` needs a listener of its own, which is all that CodeDeploy shifts, got a header; take TestTraffic.port or TestTraffic.listener'],
    ['with no alarm', { rollbackOn: RollbackAlarms.alarms([]) }, {},
      'RollbackAlarms.NoAlarm: `rollout.rollbackOn` needs at least one alarm, got none; leave it out, or take RollbackAlarms.standard()'],
    ['for a day', { terminationWait: Duration.days(1) }, {}, 'CodeDeployRollout.Time: `rollout` takes 1440 minutes, 0 to shift traffic, up to 0 for an approval and 1440 until the old tasks end'],
  ])('%s', (_, options, props, message) => {
    expect(() => serviceWith(options, props)).toThrow(message);
  });

  test('with a target group of others', () => {
    const { stack, vpc } = platformStack();
    const targetGroup = new elbv2.ApplicationTargetGroup(stack, 'Given', { vpc, port: 80, targetType: elbv2.TargetType.IP });
    new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', { port: 80, defaultTargetGroups: [targetGroup] });
    const traffic = { targets: 1, rules: 0, networkListeners: 0, login: false, ownBalancer: false };
    expect(lines(new CodeDeployRollout({}).findings({ targetGroups: [targetGroup], traffic }))).toEqual([
      'error CodeDeployRollout.TargetGroup: `` needs a second target group behind the same listener, got one target group that was made elsewhere; ' +
      'take TrafficSource.loadBalancer or TrafficSource.listenerRule, which make both',
      expect.stringContaining('CodeDeployRollout.NativePreferred'),
    ]);
  });

  test('without an instance for each of the old and the new tasks, whose host port is fixed', () => {
    const stalls = (instances: number) => lines(new CodeDeployRollout({}).findings({ minCount: 2, instances })).filter((line) => line.includes('Stalls'));
    expect(stalls(4)).toEqual([]);
    expect(stalls(3)).toEqual([
      'error TrafficShift.Stalls: `` starts 2 tasks beside 2 tasks, each on an instance of its own since their host port is fixed, got 3 instances; ' +
      'have at least 4, or take Rollout.rolling()',
    ]);
  });

  test('for daemons', () => {
    expect(lines(new CodeDeployRollout({}).findings({ daemon: true }))[0]).toBe('error CodeDeployRollout.Daemon: `` takes a service with a number of tasks, got a daemon; take Rollout.rolling');
  });

  test('where nothing made a pair of target groups', () => {
    const { stack, cluster } = platformStack();
    expect(() => new CodeDeployRollout({}).bind(stack, { cluster, targetGroups: [] })).toThrow('CodeDeployRollout.NoBalancer: `rollout` shifts the traffic of a load balancer');
  });

  test.each<[string, (service: ecs.FargateService, resource: ecs.CfnService) => void, string]>([
    ['Service Connect', (service) => service.enableServiceConnect({ namespace: 'shop' }), 'ServiceConnect: `serviceConnectConfiguration` does not go with CodeDeploy; take Rollout.blueGreen, linear or canary'],
    ['VPC Lattice', (_, resource) => resource.addPropertyOverride('VpcLatticeConfigurations', [{ PortName: 'http' }]),
      'Lattice: `vpcLatticeConfigurations` does not go with CodeDeploy; take Rollout.blueGreen, linear or canary'],
    ['an EBS volume', (_, resource) => resource.addPropertyOverride('VolumeConfigurations', [{ Name: 'data' }]),
      'ManagedVolume: `volumeConfigurations` does not go with CodeDeploy, which gives new tasks no EBS volumes; take Rollout.rolling'],
    ['a circuit breaker', (_, resource) => resource.addPropertyOverride('DeploymentConfiguration.DeploymentCircuitBreaker', { Enable: true, Rollback: true }),
      'CircuitBreaker: `deploymentConfiguration.deploymentCircuitBreaker` is for rolling deployments of ECS, got CodeDeploy; let `rollbackOn` guard it'],
    ['deployment alarms', (_, resource) => resource.addPropertyOverride('DeploymentConfiguration.Alarms', { Enable: true, Rollback: true, AlarmNames: ['busy'] }),
      'DeploymentAlarms: `deploymentConfiguration.alarms` are for deployments of ECS, got CodeDeploy; name them in `rollbackOn`'],
    ['lifecycle hooks', (_, resource) => resource.addPropertyOverride('DeploymentConfiguration.LifecycleHooks', [{ HookTargetArn: 'arn' }]),
      'LifecycleHooks: `deploymentConfiguration.lifecycleHooks` are for deployments of ECS, got CodeDeploy; set the `hooks` of Rollout.codeDeploy'],
    ['another strategy', (_, resource) => resource.addPropertyOverride('DeploymentConfiguration.Strategy', 'BLUE_GREEN'),
      'Strategy: `deploymentConfiguration.strategy` is for deployments of ECS, got BLUE_GREEN; set the `config` of Rollout.codeDeploy'],
    ['a forced deployment', (_, resource) => resource.addPropertyOverride('ForceNewDeployment', { EnableForceNewDeployment: true }),
      'ForceNewDeployment: `forceNewDeployment` is for deployments of ECS, got CodeDeploy; change the task definition, or start a deployment in CodeDeploy'],
    ['one more target group', (_, resource) => resource.addPropertyOverride('LoadBalancers', [{ ContainerPort: 80 }, { ContainerPort: 81 }]),
      'SeveralTargetGroups: `loadBalancers` must name one target group with CodeDeploy, got 2; leave the others out'],
    ['external instances', (_, resource) => resource.addPropertyOverride('LaunchType', 'EXTERNAL'),
      'External: `launchType` must not be EXTERNAL with CodeDeploy, since external instances have no load balancer; take Rollout.rolling'],
    ['a daemon', (_, resource) => resource.addPropertyOverride('SchedulingStrategy', 'DAEMON'),
      'Daemon: `schedulingStrategy` must be REPLICA with CodeDeploy, got DAEMON; take Rollout.rolling'],
  ])('at synth, with %s on the finished service', (_, change, message) => {
    const { stack, web, resource } = serviceWith();
    change(web.service, resource);
    expect(() => Template.fromStack(stack)).toThrow(`CodeDeployRollout.${message}`);
  });
});

test('every use is advised against, once', () => {
  const { stack, app } = serviceWith();
  const warnings = app.synth().getStackByName(stack.stackName).messages.filter(({ entry }) => JSON.stringify(entry.data).includes('CodeDeployRollout'));
  expect(warnings.map(({ id, level }) => [id, level])).toEqual([['/Stack/Web', 'warning']]);
});

test('an L2 alone can be rolled out so, too', () => {
  const { stack, cluster, vpc } = platformStack();
  const [targetGroup, alternate] = ['Blue', 'Green'].map((id) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80, targetType: elbv2.TargetType.IP }));
  const listener = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', { port: 80, defaultTargetGroups: [targetGroup] });
  const bound = new CodeDeployRollout({}).bind(stack, {
    cluster, targetGroups: [targetGroup, alternate], shifted: [{ targetGroup, alternate, listenerArn: listener.listenerArn }],
  });
  const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: taskIn(stack), ...bound.serviceProps });
  service.attachToApplicationTargetGroup(targetGroup);
  bound.apply(service, [alarmOn(stack, 'Shared')]);
  expect(groupOf(stack).AlarmConfiguration.Alarms).toEqual([{ Name: { Ref: 'SharedDACC02AA' } }]);
  expect(theOnly(stack, SHIPMENT)).toBeDefined();
});
