import { TemplateSet } from '../../../src/model/template/template-set';
import { scalableTargetsOf, taskUsesIn, Workload, workloadsIn } from '../../../src/model/workload/workload';

type Properties = Record<string, unknown>;

const CLUSTER = { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'main' } };
const TASK = { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'web' } };
const OWN = { Type: 'AWS::ECS::CapacityProvider', Properties: { Name: 'own', AutoScalingGroupProvider: { AutoScalingGroupArn: 'group' } } };
const MANAGED = { Type: 'AWS::ECS::CapacityProvider', Properties: { ManagedInstancesProvider: { InfrastructureRoleArn: 'role' } } };

function setOf(service: Properties, more: Properties = {}): TemplateSet {
  return TemplateSet.of([{
    name: 'app',
    template: {
      Parameters: { P: { Type: 'String' } },
      Conditions: { Open: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
      Resources: {
        Cluster: CLUSTER,
        Task: TASK,
        Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' }, ...service } },
        ...more,
      },
    },
  }]);
}

function only(service: Properties, more: Properties = {}): Workload {
  const [workload] = workloadsIn(setOf(service, more));
  return workload;
}

function defaultOf(...items: unknown[]): Properties {
  return {
    Association: {
      Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
      Properties: { Cluster: { Ref: 'Cluster' }, CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: items },
    },
  };
}

const UNKNOWN = { 'Fn::If': ['Open', 'FARGATE', 'EC2'] };

test('a service has its task definition and its cluster, by reference or by the name of the cluster', () => {
  expect(only({})).toMatchObject({ task: { logicalId: 'Task' }, cluster: { logicalId: 'Cluster' } });
  expect(only({ Cluster: { 'Fn::GetAtt': ['Cluster', 'Arn'] } }).cluster?.logicalId).toBe('Cluster');
  expect(only({ Cluster: 'main' }).cluster?.logicalId).toBe('Cluster');
  expect(only({ Cluster: 'other', TaskDefinition: 'web:3' })).toMatchObject({ task: undefined, cluster: undefined });
  expect(only({ Cluster: { Ref: 'Task' }, TaskDefinition: { Ref: 'Cluster' } })).toMatchObject({ task: undefined, cluster: undefined });
});

test.each<[Properties, Properties, Workload['platform']]>([
  [{ LaunchType: 'FARGATE' }, {}, 'fargate'],
  [{ LaunchType: 'EC2' }, {}, 'ec2'],
  [{ LaunchType: 'EXTERNAL' }, {}, 'external'],
  [{ LaunchType: 'MANAGED_INSTANCES' }, {}, 'managed-instances'],
  [{ LaunchType: 'NEWER' }, {}, undefined],
  [{ LaunchType: 'constructor' }, {}, undefined],
  [{ LaunchType: UNKNOWN }, {}, undefined],
  [{ LaunchType: { Ref: 'P' } }, {}, undefined],
  [{}, {}, 'ec2'],
  [{ Cluster: 'other' }, {}, undefined],
  [{ DeploymentController: { Type: 'EXTERNAL' }, LaunchType: 'FARGATE' }, {}, undefined],
  [{ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }, { CapacityProvider: 'FARGATE_SPOT' }] }, {}, 'fargate'],
  [{ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Own' } }] }, { Own: OWN }, 'ec2'],
  [{ CapacityProviderStrategy: [{ CapacityProvider: 'own' }] }, { Own: OWN }, 'ec2'],
  [{ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Own' } }] }, { Own: MANAGED }, 'managed-instances'],
  [{ CapacityProviderStrategy: [{ CapacityProvider: 'not-here' }] }, {}, undefined],
  [{ CapacityProviderStrategy: [{ CapacityProvider: 'own' }, { CapacityProvider: 'FARGATE' }] }, { Own: OWN }, undefined],
  [{ CapacityProviderStrategy: { 'Fn::If': ['Open', [], []] } }, {}, undefined],
  [{}, defaultOf({ CapacityProvider: 'FARGATE' }), 'fargate'],
  [{}, defaultOf(), 'ec2'],
  [{}, { Cluster: { ...CLUSTER, Properties: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } } }, 'fargate'],
  [{}, { Cluster: { ...CLUSTER, Properties: { DefaultCapacityProviderStrategy: UNKNOWN } } }, undefined],
])('a service with %j beside %j runs on %s', (service, more, platform) => {
  expect(only(service, more).platform).toBe(platform);
});

test('a launch type leaves no shares, and one that is not known nothing to say of them', () => {
  expect(only({ LaunchType: 'FARGATE' }, defaultOf({ CapacityProvider: 'FARGATE_SPOT' })).shares).toEqual([]);
  expect(only({ LaunchType: { Ref: 'P' } }).shares).toBeUndefined();
});

test.each([
  [[{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], true],
  [[{ CapacityProvider: 'FARGATE_SPOT', Base: 1 }], true],
  [[{ CapacityProvider: 'FARGATE_SPOT', Weight: { Ref: 'P' } }], undefined],
  [[{ CapacityProvider: 'FARGATE_SPOT', Base: { Ref: 'P' }, Weight: 1 }], true],
  [[{ CapacityProvider: 'FARGATE_SPOT', Base: { Ref: 'P' } }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], true],
  [[{ CapacityProvider: { Ref: 'P' }, Weight: 1 }], undefined],
  [[{ CapacityProvider: { Ref: 'P' } }], false],
  [[{ CapacityProvider: 'FARGATE_SPOT' }, { CapacityProvider: 'FARGATE', Weight: 1 }], false],
  [[{ CapacityProvider: 'FARGATE', Weight: 1 }], false],
])('with the strategy %j, some tasks may run on Spot: %s', (strategy, isSpot) => {
  expect(only({ CapacityProviderStrategy: strategy }).isSpot).toBe(isSpot);
});

test.each([
  [{}, false],
  [{ SchedulingStrategy: 'REPLICA' }, false],
  [{ SchedulingStrategy: 'DAEMON' }, true],
  [{ SchedulingStrategy: { Ref: 'P' } }, undefined],
])('a service with %j is a daemon: %s', (service, isDaemon) => {
  expect(only(service).isDaemon).toBe(isDaemon);
});

test('services and task definitions of a set are read once', () => {
  const set = setOf({});
  expect(workloadsIn(set)).toBe(workloadsIn(set));
  expect(taskUsesIn(set)).toBe(taskUsesIn(set));
});

test('a task definition has all services that run it, and one that nobody runs none', () => {
  const set = setOf({}, {
    Other: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' } } },
    Alone: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'alone' } },
  });
  expect(taskUsesIn(set).map(({ task, facts, workloads }) => [task.logicalId, facts.family, workloads.map(({ service }) => service.logicalId)]))
    .toEqual([['Task', 'web', ['Service', 'Other']], ['Alone', 'alone', []]]);
});

test('a service has the scalable targets that name it, by reference or by text', () => {
  const target = (resourceId: unknown) => ({ Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { ResourceId: resourceId } });
  const set = setOf({ ServiceName: 'web' }, {
    Referring: target({ 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] }),
    Named: target('service/main/web'),
    Other: target('service/main/other'),
    Table: target('table/web'),
    Unknown: target({ Ref: 'P' }),
  });
  const [{ service }] = workloadsIn(set);
  expect(scalableTargetsOf(set, service).map(({ logicalId }) => logicalId)).toEqual(['Referring', 'Named']);
});

test.each([
  ['web', { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, 'web']] }, true],
  ['web', { 'Fn::Sub': 'service/${Cluster}/web' }, true],
  ['web', { 'Fn::Sub': 'service/${Cluster}/web2' }, false],
  ['web', { 'Fn::Sub': 'service/${Others}/web' }, false],
  ['web', { 'Fn::Sub': 'service/${P}/web' }, true],
  [{ Ref: 'P' }, { 'Fn::Sub': 'service/${Cluster}/${P}' }, true],
  [{ Ref: 'P' }, { 'Fn::Sub': 'service/main/${AWS::StackName}' }, false],
  [{ 'Fn::Sub': '${AWS::StackName}-web' }, { 'Fn::Join': ['', ['service/', { Ref: 'Cluster' }, '/', { Ref: 'AWS::StackName' }, '-web']] }, true],
  [undefined, { 'Fn::Sub': 'service/${Cluster}/web' }, false],
  ['web', { Ref: 'Cluster' }, false],
])('a service with the name %j has the scalable target of %j: %s', (name, resourceId, expected) => {
  const set = setOf({ ...(name === undefined ? {} : { ServiceName: name }) }, {
    Others: CLUSTER, Target: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { ResourceId: resourceId } },
  });
  const [{ service }] = workloadsIn(set);
  expect(scalableTargetsOf(set, service)).toHaveLength(expected ? 1 : 0);
});
