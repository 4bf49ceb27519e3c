import { pooled } from './pool-templates';
import { balanced, open } from './traffic-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const OFF = { Enable: false, Rollback: false };
const PAIR = {
  AlternateTargetGroupArn: { Ref: 'Second' }, ProductionListenerRule: { Ref: 'Rule' }, RoleArn: 'arn:aws:iam::111122223333:role/traffic',
};
const HOOK = {
  HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:hook',
  LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
  RoleArn: 'arn:aws:iam::111122223333:role/hook',
};
const PAUSE = { TargetType: 'PAUSE', LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] };
const EXTERNAL = { DeploymentController: { Type: 'EXTERNAL' } };

/** A service whose deployments move traffic between two target groups. */
function shifted(deployment: Json = {}, { entry = { AdvancedConfiguration: PAIR }, group = {}, service = {} }: Json = {}): Json {
  const template = balanced({
    entry,
    group,
    service: merged({
      DeploymentConfiguration: merged({ Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: OFF }, deployment),
    }, service),
  });
  return merged(template, {
    Resources: {
      Second: template.Resources.Group,
      Rule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          ListenerArn: { Ref: 'Listener' },
          Priority: 1,
          Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
          Actions: [{
            Type: 'forward',
            ForwardConfig: { TargetGroups: [{ TargetGroupArn: { Ref: 'Group' }, Weight: 1 }, { TargetGroupArn: { Ref: 'Second' }, Weight: 0 }] },
          }],
        },
      },
    },
  });
}

function linear(configuration: Json, deployment: Json = {}): Json {
  return shifted({ Strategy: 'LINEAR', LinearConfiguration: configuration, ...deployment });
}

function hooked(hook: Json, deployment: Json = {}): Json {
  return shifted({ LifecycleHooks: [hook], ...deployment });
}

/** A service that nobody calls. */
function alone(deployment: Json, service: Json = {}): Json {
  return fargateService({ service: { DeploymentConfiguration: { BakeTimeInMinutes: 5, DeploymentCircuitBreaker: OFF, ...deployment }, ...service } });
}

/** A service of which an instance takes one task, on a group of that many instances. */
function ported(instances: Json): Json {
  return pooled({
    container: { PortMappings: [{ ContainerPort: 80, HostPort: 80, Protocol: 'tcp', Name: 'http' }] },
    group: { MaxSize: instances },
    service: { DeploymentConfiguration: { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: OFF } },
  });
}

export const STRATEGY_CASES: readonly RuleCase[] = [
  {
    id: 'Strategy.Daemon',
    good: ec2Service({ service: { DeploymentConfiguration: { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: OFF } } }),
    bad: ec2Service({
      service: {
        SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: OFF },
      },
    }),
    tokens: ec2Service({
      service: {
        SchedulingStrategy: PARAMETER, DeploymentConfiguration: { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: OFF },
      },
    }),
    at: '?',
    message: '?',
  },
  {
    id: 'Strategy.CircuitBreaker',
    good: shifted(),
    bad: shifted({ DeploymentCircuitBreaker: { Enable: true } }),
    tokens: shifted({ DeploymentCircuitBreaker: { Enable: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'Strategy.NoAlternate',
    good: shifted(),
    bad: shifted({}, { entry: {} }),
    tokens: shifted({}, { entry: { AdvancedConfiguration: open(PAIR) } }),
    at: '?',
    message: '?',
  },
  {
    id: 'Strategy.Controller',
    good: shifted({}, { service: { DeploymentController: { Type: 'ECS' } } }),
    bad: shifted({}, { service: EXTERNAL }),
    tokens: shifted({}, { service: { DeploymentController: open(EXTERNAL.DeploymentController) } }),
    at: '?',
    message: '?',
  },
  {
    id: 'Strategy.NoBake',
    good: shifted({ BakeTimeInMinutes: 0 }),
    bad: shifted({ BakeTimeInMinutes: undefined }),
    tokens: shifted({ BakeTimeInMinutes: open(5) }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.Unmanaged',
    good: alone({ Strategy: 'LINEAR' }, { ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: [{ PortName: 'http' }] } }),
    bad: alone({ Strategy: 'LINEAR' }, { ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop' } }),
    tokens: alone({ Strategy: 'LINEAR' }, { ServiceConnectConfiguration: open({ Enabled: true, Namespace: 'shop', Services: [{ PortName: 'http' }] }) }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.Percent',
    good: linear({ StepPercent: 3 }),
    bad: linear({ StepPercent: 2.9 }),
    tokens: linear({ StepPercent: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.Percent',
    good: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 0.1 } }),
    bad: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 0 } }),
    tokens: shifted({ Strategy: 'CANARY', CanaryConfiguration: open({ CanaryPercent: 0 }) }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.StepBake',
    good: linear({ StepPercent: 50, StepBakeTimeInMinutes: 1440 }),
    bad: linear({ StepPercent: 50, StepBakeTimeInMinutes: 1441 }),
    tokens: linear({ StepPercent: 50, StepBakeTimeInMinutes: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.StepBake',
    good: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    bad: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: 1441 } }),
    tokens: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.Bake',
    good: shifted({ BakeTimeInMinutes: 1440 }),
    bad: shifted({ BakeTimeInMinutes: 1441 }),
    tokens: shifted({ BakeTimeInMinutes: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.Time',
    good: shifted({ Strategy: 'CANARY', BakeTimeInMinutes: 540, CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    bad: shifted({ Strategy: 'CANARY', BakeTimeInMinutes: 541, CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    tokens: shifted({ Strategy: 'CANARY', BakeTimeInMinutes: PARAMETER, CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.OutlastsCloudFormation',
    good: hooked({ ...PAUSE, TimeoutConfiguration: { TimeoutInMinutes: 2155 } }),
    bad: hooked({ ...PAUSE, TimeoutConfiguration: { TimeoutInMinutes: 2156 } }),
    tokens: hooked({ ...PAUSE, TimeoutConfiguration: { TimeoutInMinutes: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.NetworkBalancer',
    good: linear({ StepPercent: 50 }),
    bad: shifted({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 50 } }, { group: { Protocol: 'TCP' } }),
    tokens: shifted({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 50 } }, { group: { Protocol: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.HookStage',
    good: hooked({ ...HOOK, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    bad: hooked({ ...PAUSE, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    tokens: hooked({ ...PAUSE, TargetType: PARAMETER, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.HookTimeout',
    good: hooked({ ...HOOK, TimeoutConfiguration: { TimeoutInMinutes: 1440 } }),
    bad: hooked({ ...HOOK, TimeoutConfiguration: { TimeoutInMinutes: 1441 } }),
    tokens: hooked({ ...HOOK, TimeoutConfiguration: { TimeoutInMinutes: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.HookRole',
    good: hooked(PAUSE),
    bad: hooked({ ...HOOK, RoleArn: undefined }),
    tokens: hooked({ ...HOOK, RoleArn: open('arn:aws:iam::111122223333:role/hook') }),
    at: '?',
    message: '?',
  },
  {
    id: 'TrafficShift.Stalls',
    good: ported('4'),
    bad: ported('3'),
    tokens: ported(PARAMETER),
    at: '?',
    message: '?',
  },
];
