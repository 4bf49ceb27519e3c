import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { importedCluster, newStack, plainCluster, platformIn } from './services';
import { ClusterDefaultCapacity } from '../../src/cluster/cluster-default-capacity';
import { sentence } from '../../src/model/finding';

const capacity = new ClusterDefaultCapacity();

function clusterWith(strategy: ecs.CapacityProviderStrategy[]): ecs.Cluster {
  const cluster = plainCluster(newStack(), { enableFargateCapacityProviders: true });
  cluster.addDefaultCapacityProviderStrategy(strategy);
  return cluster;
}

function lines(cluster: ecs.ICluster): string[] {
  return capacity.clusterFindings(cluster).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
}

test.each([
  ['a cluster of ours', () => platformIn(newStack()), true],
  ['a default with Spot', () => clusterWith([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]), true],
  ['a default on demand', () => clusterWith([{ capacityProvider: 'FARGATE', weight: 1 }]), false],
  ['no default', () => plainCluster(newStack()), false],
  ['the unknown default of an imported cluster', () => importedCluster(newStack()), false],
])('tasks may run on Spot with %s', (_name, cluster, spot) => {
  expect(capacity.facts(cluster())).toEqual({ platform: 'fargate', pools: [], zonal: false, spot });
});

test('has no shares of its own and nothing wrong by itself', () => {
  expect(capacity.split()).toBeUndefined();
  expect(capacity.findings()).toEqual([]);
});

test('takes the launch type away, with which ECS ignores the default strategy', () => {
  const stack = newStack();
  const service = new ecs.CfnService(stack, 'Service', { launchType: 'FARGATE' });
  capacity.adapt(service);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', Match.objectEquals({}));
});

describe('on a cluster', () => {
  test('without a default strategy it is refused', () => {
    expect(lines(plainCluster(newStack(), { enableFargateCapacityProviders: true }))).toEqual([
      'error CapacityStrategy.NoClusterDefault: `cluster` needs a default capacity provider strategy for this service, got none;'
      + ' make it a FargateSpotCluster, or choose CapacityStrategy.fargateSpot() for the service',
    ]);
  });

  test('with a default strategy on instances it is refused', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Network');
    const cluster = plainCluster(stack, { vpc });
    const instances = new ecs.ManagedInstancesCapacityProvider(stack, 'Instances', {
      subnets: vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })],
    });
    cluster.addManagedInstancesCapacityProvider(instances);
    cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: instances.capacityProviderName, weight: 1 }]);
    expect(lines(cluster)).toEqual([
      'error CapacityStrategy.ClusterDefaultNotFargate: `cluster` needs a default capacity provider strategy of FARGATE and FARGATE_SPOT for this service,'
      + ' got other providers; choose CapacityStrategy.fargateSpot() for the service, or make a PooledService for tasks on instances',
    ]);
  });

  test.each([
    ['of ours', () => platformIn(newStack())],
    ['with a default on Fargate', () => clusterWith([{ capacityProvider: 'FARGATE', weight: 1 }])],
    ['that is imported', () => importedCluster(newStack())],
  ])('%s it runs', (_name, cluster) => {
    expect(lines(cluster())).toEqual([]);
  });
});
