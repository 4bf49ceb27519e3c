import { associationOf, managed, pooled } from './pool-templates';
import { Json, merged, onConditions, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const OTHER_CLUSTER = { Other: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders: [{ Ref: 'Provider' }] } } };
/** A service on Fargate with such a strategy, which waits for the providers of its cluster. */
function split(...items: Json[]): Json {
  return fargateService({
    service: { LaunchType: undefined, CapacityProviderStrategy: items },
    resources: { Service: { DependsOn: ['Association'] }, Association: associationOf('FARGATE', 'FARGATE_SPOT') },
  });
}

function share(provider: Json, patch: Json = {}): Json {
  return { CapacityProvider: provider, Weight: 1, ...patch };
}

/** A daemon on the instances of its cluster. */
function daemon(patch: Json = {}): Json {
  return ec2Service({
    service: {
      SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: undefined }, ...patch,
    },
  });
}

const DEFAULTS = {
  service: { LaunchType: undefined, CapacityProviderStrategy: undefined },
  resources: {
    Association: {
      ...associationOf('FARGATE', 'FARGATE_SPOT'),
      Properties: { ...associationOf('FARGATE', 'FARGATE_SPOT').Properties, DefaultCapacityProviderStrategy: [share('FARGATE')] },
    },
  },
};

/** A strategy of a cluster that is not in the template. */
function many(...items: Json[]): Json {
  return fargateService({ service: { LaunchType: undefined, CapacityProviderStrategy: items, Cluster: 'platform' } });
}

const MANY = Array.from({ length: 21 }, (_, index) => share(`p${index}`));

const NAMES = Array.from({ length: 20 }, (_, index) => `p${index}`);

export const CAPACITY_STRATEGY_CASES: readonly RuleCase[] = [
  {
    id: 'CapacitySplit.TooManyProviders',
    good: many(...MANY.slice(0, 20)),
    bad: many(...MANY),
    tokens: many(...MANY.slice(0, 20), { 'Fn::If': ['Open', MANY[20], { Ref: 'AWS::NoValue' }] }),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` takes at most 20 capacity providers, got 21',
  },
  {
    id: 'CapacitySplit.TooManyProviders',
    good: pooled({ resources: { Association: associationOf(...NAMES.slice(0, 19), { Ref: 'Provider' }) } }),
    bad: pooled({ resources: { Association: associationOf(...NAMES, { Ref: 'Provider' }) } }),
    tokens: pooled({ resources: { Association: associationOf(...NAMES.slice(0, 19), { 'Fn::If': ['Open', 'p19', { Ref: 'AWS::NoValue' }] }, { Ref: 'Provider' }) } }),
    at: 'Association Properties.CapacityProviders',
    message: '`CapacityProviders` takes at most 20 capacity providers, got 21',
  },
  {
    id: 'CapacitySplit.SameProvider',
    good: split(share('FARGATE'), share('FARGATE_SPOT')),
    bad: split(share('FARGATE'), share('FARGATE')),
    tokens: split(share('FARGATE'), share(PARAMETER)),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` takes each capacity provider once, got FARGATE more than once',
  },
  {
    id: 'CapacitySplit.MixedKinds',
    good: pooled(),
    bad: pooled({
      service: { CapacityProviderStrategy: [share({ Ref: 'Provider' }), share('FARGATE')] },
      resources: { Association: associationOf({ Ref: 'Provider' }, 'FARGATE') },
    }),
    tokens: pooled({ service: { CapacityProviderStrategy: [share(PARAMETER), share('FARGATE')] } }),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` takes Fargate providers or instance providers, not both, got Provider and FARGATE',
  },
  {
    id: 'CapacitySplit.Base',
    good: split(share('FARGATE', { Base: 100000 })),
    bad: split(share('FARGATE', { Base: 100001 })),
    tokens: split(share('FARGATE', { Base: PARAMETER })),
    at: 'Service Properties.CapacityProviderStrategy.0.Base',
    message: '`CapacityProviderStrategy.0.Base` takes whole tasks from 0 to 100000, got 100001',
  },
  {
    id: 'CapacitySplit.Weight',
    good: split(share('FARGATE', { Weight: 1000 })),
    bad: split(share('FARGATE', { Weight: 1001 })),
    tokens: split(share('FARGATE', { Weight: PARAMETER })),
    at: 'Service Properties.CapacityProviderStrategy.0.Weight',
    message: '`CapacityProviderStrategy.0.Weight` takes whole numbers from 0 to 1000, got 1001',
  },
  {
    id: 'CapacitySplit.TwoBases',
    good: split(share('FARGATE', { Base: 1 }), share('FARGATE_SPOT', { Base: 0 })),
    bad: split(share('FARGATE', { Base: 1 }), share('FARGATE_SPOT', { Base: 2 })),
    tokens: split(share('FARGATE', { Base: 1 }), share('FARGATE_SPOT', { Base: PARAMETER })),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` takes a base above 0 on one provider only, got CapacityProviderStrategy.0.Base 1 and CapacityProviderStrategy.1.Base 2',
  },
  {
    id: 'CapacitySplit.NoWeight',
    good: split(share('FARGATE')),
    bad: split(share('FARGATE', { Weight: undefined })),
    tokens: split(PARAMETER),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` needs a weight above 0 on at least one provider, got no CapacityProviderStrategy.0.Weight',
  },
  {
    id: 'CapacitySplit.NoWeight',
    good: split(share('FARGATE'), share('FARGATE_SPOT', { Weight: undefined })),
    bad: merged(split(share('FARGATE')), {
      Resources: { Association: { Properties: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }, { CapacityProvider: 'FARGATE_SPOT', Weight: 0 }] } } },
    }),
    tokens: split(share('FARGATE', { Weight: undefined }), share('FARGATE_SPOT', { Weight: PARAMETER })),
    at: 'Association Properties.DefaultCapacityProviderStrategy',
    message: '`DefaultCapacityProviderStrategy` needs a weight above 0 on at least one provider, got no DefaultCapacityProviderStrategy.0.Weight and DefaultCapacityProviderStrategy.1.Weight 0',
  },
  {
    id: 'CapacitySplit.SpotOnly',
    good: split(share('FARGATE'), share('FARGATE_SPOT')),
    bad: split(share('FARGATE_SPOT')),
    tokens: split(PARAMETER, share('FARGATE_SPOT')),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` runs on FARGATE_SPOT only, and ECS does not fall back to on-demand capacity when Spot runs short',
  },
  {
    id: 'CapacitySplit.SpotOnly',
    good: split(share('FARGATE', { Base: 1 }), share('FARGATE_SPOT')),
    bad: split(share('FARGATE', { Weight: 0 }), share('FARGATE_SPOT')),
    tokens: split(share('FARGATE', { Weight: PARAMETER }), share('FARGATE_SPOT')),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` runs on FARGATE_SPOT only, and ECS does not fall back to on-demand capacity when Spot runs short',
  },
  {
    id: 'CapacityStrategy.LaunchType',
    good: split(share('FARGATE')),
    bad: merged(split(share('FARGATE')), { Resources: { Service: { Properties: { LaunchType: 'FARGATE' } } } }),
    tokens: merged(split(share('FARGATE')), { Resources: { Service: { Properties: { LaunchType: PARAMETER } } } }),
    at: 'Service Properties.LaunchType',
    message: '`LaunchType` is not for a service with a capacity provider strategy, got FARGATE',
  },
  {
    id: 'CapacityStrategy.ManagedInstancesLaunchType',
    good: managed(),
    bad: managed({ service: { LaunchType: 'MANAGED_INSTANCES', CapacityProviderStrategy: undefined } }),
    tokens: managed({ service: { LaunchType: PARAMETER, CapacityProviderStrategy: undefined } }),
    at: 'Service Properties.LaunchType',
    message: '`LaunchType` is not for Managed Instances, which run tasks by a capacity provider strategy alone, got MANAGED_INSTANCES',
  },
  {
    id: 'CapacityStrategy.NotAssociated',
    good: pooled(),
    bad: pooled({ resources: { Association: associationOf('FARGATE') } }),
    tokens: merged(pooled({ resources: { Association: associationOf('FARGATE') } }), { Outputs: { Cluster: { Value: { Ref: 'Cluster' } } } }),
    at: 'Service Properties.CapacityProviderStrategy.0.CapacityProvider',
    message: '`CapacityProviderStrategy.0.CapacityProvider` must name a provider that its cluster lists, got Provider, which it does not',
  },
  {
    id: 'CapacityStrategy.NotAssociated',
    good: pooled(),
    bad: pooled({ resources: { Association: associationOf('FARGATE') } }),
    tokens: pooled({ resources: { Association: associationOf('FARGATE', PARAMETER) } }),
    at: 'Service Properties.CapacityProviderStrategy.0.CapacityProvider',
    message: '`CapacityProviderStrategy.0.CapacityProvider` must name a provider that its cluster lists, got Provider, which it does not',
  },
  {
    id: 'CapacityStrategy.NotAwaited',
    good: pooled(),
    bad: pooled({ resources: { Service: { DependsOn: 'Logs' } } }),
    tokens: pooled({ service: { CapacityProviderStrategy: [share(PARAMETER)] }, resources: { Service: { DependsOn: 'Logs' } } }),
    at: 'Service Properties.CapacityProviderStrategy.0.CapacityProvider',
    message: '`CapacityProviderStrategy.0.CapacityProvider` must be used only once the cluster lists Provider, got a service that does not wait for that',
  },
  {
    id: 'CapacityStrategy.FargateNotAwaited',
    good: fargateService(merged(DEFAULTS, { resources: { Service: { DependsOn: ['Logs', 'Association'] } } })),
    bad: fargateService(DEFAULTS),
    tokens: fargateService(merged(DEFAULTS, { service: { LaunchType: PARAMETER } })),
    at: 'Service Properties.Cluster',
    message: '`Cluster` must be used only once the cluster lists FARGATE, got a service that does not wait for that',
  },
  {
    id: 'CapacityProvider.TwoClusters',
    good: pooled(),
    bad: pooled({ resources: OTHER_CLUSTER }),
    tokens: pooled({
      provider: { AutoScalingGroupProvider: { ManagedScaling: { Status: PARAMETER } } },
      resources: OTHER_CLUSTER,
    }),
    at: 'Provider Properties',
    message: 'the capacity provider must serve one cluster while it has managed scaling, got Cluster and Other',
  },
  {
    id: 'CapacityProvider.TwoClusters',
    good: pooled(),
    bad: onConditions(pooled({ resources: OTHER_CLUSTER }), { Other: 'IsLarge' }),
    tokens: onConditions(pooled({ resources: OTHER_CLUSTER }), { Other: 'IsLarge', Cluster: 'IsSmall' }),
    at: 'Provider Properties',
    message: 'the capacity provider must serve one cluster while it has managed scaling, got Cluster and Other',
  },
  {
    id: 'CapacityProvider.ReservedName',
    good: pooled({ provider: { Name: 'my-ecs' } }),
    bad: pooled({ provider: { Name: 'ecs-pool' } }),
    tokens: pooled({ provider: { Name: PARAMETER } }),
    at: 'Provider Properties.Name',
    message: '`Name` must not start with aws, ecs or fargate, got \'ecs-pool\'',
  },
  {
    id: 'CapacityProvider.Name',
    good: managed({ provider: { Name: 'A_b-1' } }),
    bad: managed({ provider: { Name: 'web pool' } }),
    tokens: managed({ provider: { Name: PARAMETER } }),
    at: 'Provider Properties.Name',
    message: '`Name` must have 1 to 255 letters, digits, hyphens and underscores, got \'web pool\'',
  },
  {
    id: 'Daemon.Fargate',
    good: daemon(),
    bad: fargateService({ service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { MaximumPercent: undefined } } }),
    tokens: fargateService({
      service: { SchedulingStrategy: PARAMETER, DesiredCount: undefined, DeploymentConfiguration: { MaximumPercent: undefined } },
    }),
    at: 'Service Properties.SchedulingStrategy',
    message: '`SchedulingStrategy` must not be DAEMON on Fargate, which has no instances to run a task on each',
  },
  {
    id: 'Daemon.DesiredCount',
    good: daemon(),
    bad: daemon({ DesiredCount: 3 }),
    tokens: daemon({ DesiredCount: PARAMETER }),
    at: 'Service Properties.DesiredCount',
    message: '`DesiredCount` must be left out for a daemon, which has as many tasks as there are instances',
  },
  {
    id: 'Daemon.MaximumPercent',
    good: daemon({ DeploymentConfiguration: { MaximumPercent: 100 } }),
    bad: daemon({ DeploymentConfiguration: { MaximumPercent: 200 } }),
    tokens: daemon({ DeploymentConfiguration: { MaximumPercent: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.MaximumPercent',
    message: '`DeploymentConfiguration.MaximumPercent` must be 100 for a daemon, got 200',
  },
  {
    id: 'Daemon.Controller',
    good: daemon({ DeploymentController: { Type: 'ECS' } }),
    bad: daemon({ DeploymentController: { Type: 'CODE_DEPLOY' } }),
    tokens: daemon({ DeploymentController: { Type: PARAMETER } }),
    at: 'Service Properties.DeploymentController.Type',
    message: '`DeploymentController.Type` must be ECS for a daemon, got CODE_DEPLOY',
  },
];
