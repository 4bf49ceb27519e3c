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
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` must be ROLLING for a daemon, got BLUE_GREEN',
  },
  {
    id: 'Strategy.CircuitBreaker',
    good: shifted(),
    bad: shifted({ DeploymentCircuitBreaker: { Enable: true } }),
    tokens: shifted({ DeploymentCircuitBreaker: { Enable: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker` watches rolling updates only, got the strategy BLUE_GREEN',
  },
  {
    id: 'Strategy.NoAlternate',
    good: shifted(),
    bad: shifted({}, { entry: { AdvancedConfiguration: { ...PAIR, RoleArn: undefined } } }),
    tokens: shifted({}, { entry: { AdvancedConfiguration: { ...PAIR, RoleArn: PARAMETER } } }),
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` needs an alternate target group, a listener rule and a role for each target group, got BLUE_GREEN '
      + 'with 0 for 1',
  },
  {
    id: 'Strategy.NoAlternate',
    good: shifted(),
    bad: shifted({}, { entry: {} }),
    tokens: shifted({}, { entry: { AdvancedConfiguration: open(PAIR) } }),
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` needs an alternate target group, a listener rule and a role for each target group, got BLUE_GREEN '
      + 'with 0 for 1',
  },
  {
    id: 'Strategy.Controller',
    good: shifted({}, { service: { DeploymentController: { Type: 'ECS' } } }),
    bad: shifted({}, { service: EXTERNAL }),
    tokens: shifted({}, { service: { DeploymentController: open(EXTERNAL.DeploymentController) } }),
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` is for the deployment controller ECS, got BLUE_GREEN with EXTERNAL',
  },
  {
    id: 'Strategy.NoBake',
    good: shifted({ BakeTimeInMinutes: 0 }),
    bad: shifted({ BakeTimeInMinutes: undefined }),
    tokens: shifted({ BakeTimeInMinutes: open(5) }),
    at: 'Service Properties.DeploymentConfiguration.BakeTimeInMinutes',
    message: '`DeploymentConfiguration.BakeTimeInMinutes` is left out with the strategy BLUE_GREEN, for which the documents of AWS name '
      + 'defaults of 3 and of 36 hours',
  },
  {
    id: 'TrafficShift.Unmanaged',
    good: alone({ Strategy: 'LINEAR' }, { ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: [{ PortName: 'http' }] } }),
    bad: alone({ Strategy: 'LINEAR' }, { ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop' } }),
    tokens: alone({ Strategy: 'LINEAR' }, { ServiceConnectConfiguration: open({ Enabled: true, Namespace: 'shop', Services: [{ PortName: 'http' }] }) }),
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` needs a load balancer, Service Connect or VPC Lattice to move traffic with, got LINEAR '
      + 'and none of them',
  },
  {
    id: 'TrafficShift.Percent',
    good: linear({ StepPercent: 3 }),
    bad: linear({ StepPercent: 2.9 }),
    tokens: linear({ StepPercent: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.LinearConfiguration.StepPercent',
    message: '`DeploymentConfiguration.LinearConfiguration.StepPercent` takes a percentage from 3 to 100 in steps of 0.1, got 2.9',
  },
  {
    id: 'TrafficShift.Percent',
    good: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 0.1 } }),
    bad: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 0 } }),
    tokens: shifted({ Strategy: 'CANARY', CanaryConfiguration: open({ CanaryPercent: 0 }) }),
    at: 'Service Properties.DeploymentConfiguration.CanaryConfiguration.CanaryPercent',
    message: '`DeploymentConfiguration.CanaryConfiguration.CanaryPercent` takes a percentage from 0.1 to 100 in steps of 0.1, got 0',
  },
  {
    id: 'TrafficShift.StepBake',
    good: linear({ StepPercent: 50, StepBakeTimeInMinutes: 1440 }),
    bad: linear({ StepPercent: 50, StepBakeTimeInMinutes: 1441 }),
    tokens: linear({ StepPercent: 50, StepBakeTimeInMinutes: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.LinearConfiguration.StepBakeTimeInMinutes',
    message: '`DeploymentConfiguration.LinearConfiguration.StepBakeTimeInMinutes` takes whole minutes from 0 to 1440, got 1441',
  },
  {
    id: 'TrafficShift.StepBake',
    good: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    bad: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: 1441 } }),
    tokens: shifted({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.CanaryConfiguration.CanaryBakeTimeInMinutes',
    message: '`DeploymentConfiguration.CanaryConfiguration.CanaryBakeTimeInMinutes` takes whole minutes from 0 to 1440, got 1441',
  },
  {
    id: 'TrafficShift.Bake',
    good: shifted({ BakeTimeInMinutes: 1440 }),
    bad: shifted({ BakeTimeInMinutes: 1441 }),
    tokens: shifted({ BakeTimeInMinutes: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.BakeTimeInMinutes',
    message: '`DeploymentConfiguration.BakeTimeInMinutes` takes whole minutes from 0 to 1440, got 1441',
  },
  {
    id: 'TrafficShift.Time',
    good: shifted({ Strategy: 'CANARY', BakeTimeInMinutes: 540, CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    bad: shifted({ Strategy: 'CANARY', BakeTimeInMinutes: 541, CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    tokens: shifted({ Strategy: 'CANARY', BakeTimeInMinutes: PARAMETER, CanaryConfiguration: { CanaryBakeTimeInMinutes: 1440 } }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` takes 1981 minutes, 1 wait of 1440 and a bake of 541, but CloudFormation takes at most 1980, 33 hours',
  },
  {
    id: 'TrafficShift.OutlastsCloudFormation',
    good: hooked({ ...PAUSE, TimeoutConfiguration: { TimeoutInMinutes: 2155 } }),
    bad: hooked({ ...PAUSE, TimeoutConfiguration: { TimeoutInMinutes: 2156 } }),
    tokens: hooked({ ...PAUSE, TimeoutConfiguration: { TimeoutInMinutes: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` may take 2161 minutes until the last of its pauses times out, but CloudFormation gives up after '
      + '2160, 36 hours',
  },
  {
    id: 'TrafficShift.NetworkBalancer',
    good: linear({ StepPercent: 50 }),
    bad: shifted({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 50 } }, { group: { Protocol: 'TCP' } }),
    tokens: shifted({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 50 } }, { group: { Protocol: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` waits 10 minutes more at each shift behind a Network Load Balancer, 30 in all',
  },
  {
    id: 'TrafficShift.HookStage',
    good: hooked({ ...HOOK, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    bad: hooked({ ...PAUSE, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    tokens: hooked({ ...PAUSE, TargetType: PARAMETER, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    at: 'Service Properties.DeploymentConfiguration.LifecycleHooks.0.LifecycleStages',
    message: '`DeploymentConfiguration.LifecycleHooks.0.LifecycleStages` takes a function and no pause at PRODUCTION_TRAFFIC_SHIFT, which '
      + 'a rollback comes by too',
  },
  {
    id: 'TrafficShift.HookTimeout',
    good: hooked({ ...HOOK, TimeoutConfiguration: { TimeoutInMinutes: 1440 } }),
    bad: hooked({ ...HOOK, TimeoutConfiguration: { TimeoutInMinutes: 1441 } }),
    tokens: hooked({ ...HOOK, TimeoutConfiguration: { TimeoutInMinutes: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.LifecycleHooks.0.TimeoutConfiguration.TimeoutInMinutes',
    message: '`DeploymentConfiguration.LifecycleHooks.0.TimeoutConfiguration.TimeoutInMinutes` takes whole minutes from 1 to 1440, got 1441',
  },
  {
    id: 'TrafficShift.HookRole',
    good: hooked(PAUSE),
    bad: hooked({ ...HOOK, RoleArn: undefined }),
    tokens: hooked({ ...HOOK, RoleArn: open('arn:aws:iam::111122223333:role/hook') }),
    at: 'Service Properties.DeploymentConfiguration.LifecycleHooks.0.RoleArn',
    message: '`DeploymentConfiguration.LifecycleHooks.0.RoleArn` is needed for a hook that is a function, got none',
  },
  {
    id: 'TrafficShift.Stalls',
    good: ported('4'),
    bad: ported('3'),
    tokens: ported(PARAMETER),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` starts 2 tasks beside 2 tasks, each on an instance of its own since their host port is fixed, got '
      + '3 instances',
  },
];
