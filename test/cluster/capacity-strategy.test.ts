import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { importedCluster, importedVpc, newStack, plainCluster, platformIn, serviceOn } from './services';
import { CapacityStrategy } from '../../src/cluster/capacity-strategy';
import { FargateSpotCluster } from '../../src/cluster/fargate-spot-cluster';
import { ZonalEc2Cluster } from '../../src/cluster/zonal-ec2-cluster';
import { InstancePool } from '../../src/pool/instance-pool';
import { ManagedInstancesPool } from '../../src/pool/managed-instances-pool';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';
const SERVICE = 'AWS::ECS::Service';

describe('providers of the service', () => {
  test.each([
    ['fargateSpot', CapacityStrategy.fargateSpot({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 }),
      [{ CapacityProvider: 'FARGATE', Base: 2, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }]],
    ['fargateSpot without numbers', CapacityStrategy.fargateSpot(),
      [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }]],
    ['fargate', CapacityStrategy.fargate(), [{ CapacityProvider: 'FARGATE', Weight: 1 }]],
  ])('%s', (_name, capacity, strategy) => {
    const stack = newStack();
    serviceOn(stack, platformIn(stack), capacity);
    Template.fromStack(stack).hasResourceProperties(SERVICE, { CapacityProviderStrategy: strategy, LaunchType: Match.absent() });
  });

  test('the default of the cluster: neither a strategy nor the launch type that would turn it off', () => {
    const stack = newStack();
    serviceOn(stack, platformIn(stack), CapacityStrategy.clusterDefault());
    Template.fromStack(stack).hasResourceProperties(SERVICE, { CapacityProviderStrategy: Match.absent(), LaunchType: Match.absent() });
  });
});

test('splits tasks where the service decides, and does not where the cluster does', () => {
  expect(CapacityStrategy.fargateSpot({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 })._split()!.tasksFor(8)).toEqual([
    { provider: 'FARGATE', tasks: 4 }, { provider: 'FARGATE_SPOT', tasks: 4 },
  ]);
  expect(CapacityStrategy.clusterDefault()._split()).toBeUndefined();
});

describe('instances', () => {
  const instanceTypes = [new ec2.InstanceType('m7i.large')];
  const poolIn = (stack: Stack) => new InstancePool(stack, 'Pool', { cluster: platformIn(stack), instanceTypes });
  const summary = (capacity: CapacityStrategy) => {
    const { platform, zonal } = capacity._facts(importedCluster(newStack()));
    return [platform, zonal, capacity._split()!.shares.length];
  };

  test('are those of a pool, of several, of each zone, of Managed Instances, or of names', () => {
    const stack = newStack();
    const pool = poolIn(stack);
    const fleet = new ZonalEc2Cluster(stack, 'Fleet', { vpc: importedVpc(stack), instanceTypes });
    const managed = new ManagedInstancesPool(stack, 'Managed', { cluster: pool.cluster });
    expect([
      CapacityStrategy.pool(pool), CapacityStrategy.pools([{ pool }]), CapacityStrategy.zonal(fleet), CapacityStrategy.managedInstances(managed),
      CapacityStrategy.managedInstancesPools([{ pool: managed }]), CapacityStrategy.providers([{ provider: 'steady', weight: 1 }]),
    ].map(summary)).toEqual([
      ['ec2', false, 1], ['ec2', false, 1], ['ec2', true, 2], ['managed-instances', false, 1], ['managed-instances', false, 1], ['ec2', false, 1],
    ]);
  });

  test('bring their cluster and their security groups; names bring none, and Fargate has none', () => {
    const pool = poolIn(newStack());
    const known = CapacityStrategy.pool(pool);
    expect([known._cluster, known._instanceGroups]).toEqual([pool.cluster, pool.connections.securityGroups]);
    for (const unknown of [CapacityStrategy.providers([{ provider: 'steady', weight: 1 }]), CapacityStrategy.fargate(), CapacityStrategy.clusterDefault()]) {
      expect([unknown._cluster, unknown._instanceGroups]).toEqual([undefined, []]);
    }
  });

  test('are named by their providers', () => {
    const pool = poolIn(newStack());
    const { capacityProviderName: capacityProvider } = pool.capacityProvider;
    expect(CapacityStrategy.pools([{ pool, base: 2, weight: 3 }])._providers()).toEqual([{ capacityProvider, base: 2, weight: 3 }]);
  });
});

test('never throws where it is made', () => {
  expect(CapacityStrategy.fargateSpot({ onDemandBase: -1 })._findings().map(({ id }) => id)).toEqual(['CapacitySplit.Base']);
});

test('knows what it means for tasks', () => {
  expect(CapacityStrategy.fargateSpot()._facts(importedCluster(newStack()))).toEqual({ platform: 'fargate', spot: true, pools: [], zonal: false });
});

describe('the service waits for the providers of its cluster', () => {
  test.each([
    ['FargateSpotCluster', platformIn],
    ['plain L2 with Fargate', (stack: Stack) => plainCluster(stack, { enableFargateCapacityProviders: true })],
  ])('%s', (_name, clusterIn) => {
    const stack = newStack();
    serviceOn(stack, clusterIn(stack), CapacityStrategy.fargateSpot());
    const template = Template.fromStack(stack);
    const [association] = Object.keys(template.findResources(ASSOCIATIONS));
    template.hasResource(SERVICE, { DependsOn: Match.arrayWith([association]) });
  });

  test('and for nothing else under the cluster', () => {
    const stack = newStack();
    const cluster = new FargateSpotCluster(stack, 'Platform', { vpc: importedVpc(stack), defaultCloudMapNamespace: { name: 'internal' } }).cluster;
    serviceOn(stack, cluster, CapacityStrategy.fargateSpot());
    const [service] = Object.values(Template.fromStack(stack).findResources(SERVICE));
    expect(service.DependsOn).toEqual(['PlatformCluster56F97DD3', expect.stringMatching(/^ServiceTaskTaskRole/)]);
  });

  test('the same when synthesised twice', () => {
    const stack = newStack();
    serviceOn(stack, platformIn(stack), CapacityStrategy.fargateSpot());
    const once = Template.fromStack(stack).toJSON();
    expect(Template.fromStack(stack).toJSON()).toEqual(once);
  });

  test('in another stack: by the stack', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const stack = new Stack(app, 'Stack');
    serviceOn(stack, platformIn(platform), CapacityStrategy.fargateSpot());
    app.synth();
    expect(stack.dependencies).toEqual([platform]);
    Template.fromStack(stack).hasResource(SERVICE, { DependsOn: [Match.stringLikeRegexp('^ServiceTaskTaskRole')] });
  });

  test('in a nested stack: by the nested stack', () => {
    const stack = newStack();
    const cluster = platformIn(stack);
    const nested = new NestedStack(stack, 'Nested');
    serviceOn(nested, cluster, CapacityStrategy.fargateSpot());
    const template = Template.fromStack(stack);
    const [association] = Object.keys(template.findResources(ASSOCIATIONS));
    template.hasResource('AWS::CloudFormation::Stack', { DependsOn: [association] });
  });

  test('imported: for nothing, and without a check', () => {
    const stack = newStack();
    const cluster = importedCluster(stack);
    serviceOn(stack, cluster, CapacityStrategy.fargateSpot());
    serviceOn(stack, cluster, CapacityStrategy.clusterDefault(), 'Second');
    const template = Template.fromStack(stack);
    template.resourceCountIs(SERVICE, 2);
    template.hasResource(SERVICE, { DependsOn: [Match.stringLikeRegexp('^ServiceTaskTaskRole')] });
  });
});

describe('a cluster that cannot run the service', () => {
  test('is refused at synth', () => {
    const stack = newStack();
    serviceOn(stack, plainCluster(stack), CapacityStrategy.fargateSpot());
    expect(() => Template.fromStack(stack)).toThrow('Validation failed with the following errors:\n'
      + '  [Stack] CapacityStrategy.ProviderNotInCluster: `cluster` needs the capacity providers FARGATE and FARGATE_SPOT for this service;'
      + ' call enableFargateCapacityProviders() on it, or make it a FargateSpotCluster');
  });

  test('is let through when providers and a default are added after the service', () => {
    const stack = newStack();
    const cluster = plainCluster(stack);
    serviceOn(stack, cluster, CapacityStrategy.fargateSpot());
    serviceOn(stack, cluster, CapacityStrategy.clusterDefault(), 'Second');
    cluster.enableFargateCapacityProviders();
    cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: 'FARGATE', weight: 1 }]);
    Template.fromStack(stack).resourceCountIs(SERVICE, 2);
  });
});
