import {
  controllerOf, readBreakerThreshold, readCodeDeployExtras, readDeployment, readEarlySuccess, readSafetyNet, readStrategy, shiftsTraffic,
} from '../../../src/model/deployment/written-service';
import { Properties } from '../../../src/model/template-value';

const PARAMETER = { Ref: 'Parameter' };
const open = (value: unknown) => ({ 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] });
const deployed = (deployment: unknown): Properties => ({ DeploymentConfiguration: deployment });

describe('how a service is deployed', () => {
  const byDefault = {
    controller: 'ECS', strategy: 'ROLLING', daemon: false, desiredCount: undefined, minHealthyPercent: 100, maxHealthyPercent: 200, rebalancing: false,
  };

  test.each<[string, Properties, object]>([
    ['nothing said', {}, {}],
    ['all said', {
      DesiredCount: '3',
      DeploymentController: { Type: 'EXTERNAL' },
      DeploymentConfiguration: { Strategy: 'CANARY', MinimumHealthyPercent: 50, MaximumPercent: '150' },
      AvailabilityZoneRebalancing: 'ENABLED',
    }, { controller: 'EXTERNAL', strategy: 'CANARY', desiredCount: 3, minHealthyPercent: 50, maxHealthyPercent: 150, rebalancing: true }],
    ['a daemon', { SchedulingStrategy: 'DAEMON' }, { daemon: true, minHealthyPercent: 0, maxHealthyPercent: 100 }],
    ['a replica service', { SchedulingStrategy: 'REPLICA' }, {}],
    ['what may be a daemon', { SchedulingStrategy: PARAMETER }, { daemon: undefined, minHealthyPercent: undefined, maxHealthyPercent: undefined }],
    ['what may be a daemon, with a percentage', { SchedulingStrategy: PARAMETER, ...deployed({ MaximumPercent: 100 }) },
      { daemon: undefined, minHealthyPercent: undefined, maxHealthyPercent: 100 }],
    ['a configuration that may be there', deployed(open({ Strategy: 'LINEAR' })),
      { strategy: undefined, minHealthyPercent: undefined, maxHealthyPercent: undefined }],
    ['a controller that may be there', { DeploymentController: open({ Type: 'EXTERNAL' }) }, { controller: undefined }],
    ['parameters', { DesiredCount: PARAMETER, ...deployed({ Strategy: PARAMETER, MinimumHealthyPercent: PARAMETER, MaximumPercent: PARAMETER }) },
      { strategy: undefined, minHealthyPercent: undefined, maxHealthyPercent: undefined }],
    ['rebalancing off', { AvailabilityZoneRebalancing: 'DISABLED' }, {}],
  ])('%s', (_name, service, facts) => {
    expect(readDeployment(service)).toEqual({ ...byDefault, ...facts });
  });
});

describe('what a strategy has to work with', () => {
  const ALL = { AlternateTargetGroupArn: 'arn', ProductionListenerRule: { Ref: 'Rule' }, RoleArn: { Ref: 'Role' } };
  const PAIR = { AdvancedConfiguration: ALL };
  const without = (part: string) => ({ LoadBalancers: [{ AdvancedConfiguration: { ...ALL, [part]: undefined } }] });

  test.each<[string, Properties, object]>([
    ['nothing', {}, { strategy: 'ROLLING', breaker: false, targetGroups: 0, pairs: 0, connected: false, daemon: false }],
    ['a daemon', { SchedulingStrategy: 'DAEMON' }, { daemon: true }],
    ['a breaker', deployed({ Strategy: 'LINEAR', DeploymentCircuitBreaker: { Enable: true } }), { strategy: 'LINEAR', breaker: true }],
    ['a breaker that may be on', deployed({ DeploymentCircuitBreaker: { Enable: PARAMETER } }), { breaker: undefined }],
    ['a breaker that may be there', deployed({ DeploymentCircuitBreaker: open({ Enable: true }) }), { breaker: undefined }],
    ['a configuration that may be there', deployed(open({})), { strategy: undefined, breaker: undefined }],
    ['a pair and one alone', { LoadBalancers: [PAIR, {}] }, { targetGroups: 2, pairs: 1 }],
    ['what may be a pair', { LoadBalancers: [{ AdvancedConfiguration: open({}) }, { AdvancedConfiguration: { ...ALL, ProductionListenerRule: PARAMETER } }] },
      { targetGroups: 2, pairs: 2 }],
    ['a pair without a rule', without('ProductionListenerRule'), { targetGroups: 1, pairs: 0 }],
    ['a pair without a role', without('RoleArn'), { targetGroups: 1, pairs: 0 }],
    ['a rule and a role without another target group', without('AlternateTargetGroupArn'), { targetGroups: 1, pairs: 0 }],
    ['load balancers that may be more', { LoadBalancers: [PAIR, open(PAIR)] }, { targetGroups: undefined, pairs: undefined }],
    ['a client of Service Connect', { ServiceConnectConfiguration: { Enabled: true } }, { connected: false }],
    ['Service Connect', { ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: 'http' }] } }, { connected: true }],
    ['Service Connect without services', { ServiceConnectConfiguration: { Enabled: true, Services: [] } }, { connected: false }],
    ['what may be Service Connect', { ServiceConnectConfiguration: open({ Services: [{}] }) }, { connected: undefined }],
    ['VPC Lattice', { VpcLatticeConfigurations: [{ PortName: 'http' }] }, { connected: true }],
    ['no VPC Lattice', { VpcLatticeConfigurations: [] }, { connected: false }],
    ['what may be VPC Lattice', { VpcLatticeConfigurations: PARAMETER }, { connected: undefined }],
    ['VPC Lattice and what may be Service Connect', { ServiceConnectConfiguration: open({}), VpcLatticeConfigurations: [{}] }, { connected: true }],
  ])('%s', (_name, service, facts) => {
    expect(readStrategy(service)).toMatchObject(facts);
  });
});

test.each<[string, Properties, boolean]>([
  ['a rolling update', {}, false],
  ['blue/green', deployed({ Strategy: 'BLUE_GREEN' }), true],
  ['CodeDeploy', { DeploymentController: { Type: 'CODE_DEPLOY' } }, true],
  ['a strategy that there is not', deployed({ Strategy: 'ROLLING_UPDATE' }), false],
  ['another controller', { DeploymentController: { Type: 'EXTERNAL' } }, false],
  ['a strategy by parameter', deployed({ Strategy: PARAMETER }), false],
  ['a configuration that may be there', deployed(open({ Strategy: 'BLUE_GREEN' })), false],
])('traffic is moved by %s: %s', (_name, service, moved) => {
  expect(shiftsTraffic(service)).toBe(moved);
});

describe('what stops a deployment', () => {
  const nothing = { controller: 'ECS', strategy: 'ROLLING', external: false, breaker: false, rollback: false, alarms: false };

  test.each<[string, Properties, object]>([
    ['nothing', {}, nothing],
    ['everything', deployed({ DeploymentCircuitBreaker: { Enable: true, Rollback: 'true' }, Alarms: { Enable: true, AlarmNames: [PARAMETER] } }),
      { ...nothing, breaker: true, rollback: true, alarms: true }],
    ['no alarms by name', deployed({ Alarms: { Enable: true, AlarmNames: [] } }), nothing],
    ['alarms that may have names', deployed({ Alarms: { Enable: true, AlarmNames: open(['errors']) } }), { ...nothing, alarms: undefined }],
    ['alarms that are off', deployed({ Alarms: { Enable: false, AlarmNames: ['errors'] } }), nothing],
    ['any launch type', { LaunchType: PARAMETER }, { ...nothing, external: undefined }],
    ['another launch type', { LaunchType: 'FARGATE' }, nothing],
    ['machines outside AWS', { LaunchType: 'EXTERNAL' }, { ...nothing, external: true }],
    ['parameters', deployed({ DeploymentCircuitBreaker: { Enable: PARAMETER, Rollback: PARAMETER }, Alarms: { Enable: PARAMETER, AlarmNames: ['errors'] } }),
      { ...nothing, breaker: undefined, rollback: undefined, alarms: undefined }],
    ['what may be there', deployed({ DeploymentCircuitBreaker: open({ Enable: true }), Alarms: open({ Enable: true }) }),
      { ...nothing, breaker: undefined, rollback: undefined, alarms: undefined }],
  ])('%s', (_name, service, facts) => {
    expect(readSafetyNet(service)).toEqual(facts);
  });
});

test.each<[unknown, object]>([
  [undefined, { type: undefined, value: undefined }],
  [{ ThresholdConfiguration: { Type: 'COUNT', Value: '5' } }, { type: 'COUNT', value: 5 }],
  [{ ThresholdConfiguration: { Type: PARAMETER, Value: PARAMETER } }, { type: undefined, value: undefined }],
  [open({ ThresholdConfiguration: { Type: 'COUNT', Value: 5 } }), { type: undefined, value: undefined }],
])('the threshold of %j', (breaker, facts) => {
  expect(readBreakerThreshold(deployed({ DeploymentCircuitBreaker: breaker }))).toEqual(facts);
});

test.each<[unknown, object]>([
  [undefined, { enabled: false, healthyPercent: undefined, cleanup: false }],
  [{ Enable: true, HealthyPercent: 90, SourceServiceRevisionCleanup: 'DEFERRED' }, { enabled: true, healthyPercent: 90, cleanup: true }],
  [{ Enable: true }, { enabled: true, healthyPercent: undefined, cleanup: false }],
  [{ Enable: PARAMETER, HealthyPercent: PARAMETER, SourceServiceRevisionCleanup: PARAMETER },
    { enabled: undefined, healthyPercent: undefined, cleanup: undefined }],
  [open({ Enable: true }), { enabled: undefined, healthyPercent: undefined, cleanup: undefined }],
])('early success of %j', (criteria, facts) => {
  expect(readEarlySuccess(deployed({ EarlySuccessCriteria: criteria, MinimumHealthyPercent: 75 })))
    .toEqual({ controller: 'ECS', strategy: 'ROLLING', minHealthyPercent: 75, ...facts });
});

describe('what does not go with CodeDeploy', () => {
  const none = {
    launchType: undefined,
    scheduling: undefined,
    serviceConnect: undefined,
    lattice: false,
    managedVolumes: false,
    circuitBreaker: false,
    alarms: false,
    lifecycleHooks: false,
    strategy: 'ROLLING',
    forceNewDeployment: undefined,
    targets: 0,
  };

  test.each<[string, Properties, object]>([
    ['nothing', {}, {}],
    ['everything', {
      LaunchType: 'EXTERNAL',
      SchedulingStrategy: 'DAEMON',
      ServiceConnectConfiguration: { Enabled: true },
      VpcLatticeConfigurations: [{}],
      VolumeConfigurations: [{}],
      DeploymentConfiguration: { Strategy: 'LINEAR', DeploymentCircuitBreaker: { Enable: true }, Alarms: { Enable: true }, LifecycleHooks: [{}] },
      ForceNewDeployment: { EnableForceNewDeployment: true },
      LoadBalancers: [{}, {}],
    }, {
      launchType: 'EXTERNAL',
      scheduling: 'DAEMON',
      serviceConnect: true,
      lattice: true,
      managedVolumes: true,
      circuitBreaker: true,
      alarms: true,
      lifecycleHooks: true,
      strategy: 'LINEAR',
      forceNewDeployment: true,
      targets: 2,
    }],
    ['what may be there', {
      VpcLatticeConfigurations: open([{}]), VolumeConfigurations: [open({})], LoadBalancers: [open({})], DeploymentConfiguration: open({}),
    }, {
      lattice: undefined,
      managedVolumes: undefined,
      targets: undefined,
      circuitBreaker: undefined,
      alarms: undefined,
      lifecycleHooks: undefined,
      strategy: undefined,
    }],
  ])('%s', (_name, service, facts) => {
    expect(readCodeDeployExtras(service)).toEqual({ ...none, ...facts });
  });
});

test.each([
  [undefined, 'ECS'], [{}, 'ECS'], [{ Type: 'CODE_DEPLOY' }, 'CODE_DEPLOY'], [{ Type: PARAMETER }, undefined], [PARAMETER, undefined], [open({}), undefined],
])('the controller %j is %s', (controller, expected) => {
  expect(controllerOf({ DeploymentController: controller })).toBe(expected);
});
