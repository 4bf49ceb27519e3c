import { TemplateSet } from '../../../src/model/template/template-set';
import { allGroupsOf, labelledGroup, ScaledTarget, scaledTargetsIn } from '../../../src/model/workload/scaling';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const ID = { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] };

function setOf(resources: object): TemplateSet {
  return TemplateSet.of([{
    name: 'one',
    template: {
      Parameters: { Parameter: { Type: 'String' } },
      Resources: { Cluster: { Type: 'AWS::ECS::Cluster' }, Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' } } }, ...resources },
    },
  }]);
}

const target = (resourceId: unknown = ID, namespace: unknown = 'ecs') =>
  ({ Target: { Type: TARGET, Properties: { ServiceNamespace: namespace, ResourceId: resourceId, MinCapacity: 1 } } });
const policy = (properties: object) => ({ Policy: { Type: POLICY, Properties: properties } });

function only(resources: object): ScaledTarget {
  const [scaled, ...others] = scaledTargetsIn(setOf(resources));
  expect(others).toEqual([]);
  return scaled;
}

test('a target, and the service that it scales', () => {
  expect(only(target())).toMatchObject({
    resource: { logicalId: 'Target' }, facts: { minCount: 1 }, resourceId: 'service/Cluster/Service', policies: [], workload: { service: { logicalId: 'Service' } },
  });
});

test('other namespaces are of no interest', () => {
  expect(scaledTargetsIn(setOf(target(ID, 'dynamodb')))).toEqual([]);
  expect(scaledTargetsIn(setOf(target(ID, { Ref: 'Parameter' })))).toEqual([]);
});

test.each<[unknown, string | undefined]>([
  ['service/main/web', 'service/main/web'],
  [{ 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }, 'service/Cluster/Service'],
  [{ 'Fn::Sub': 'service/${Cluster}/${Service}' }, 'service/Cluster/<ARN of Service>'],
  [{ 'Fn::Sub': 'service/${Cluster.Arn}/${Service.Name}' }, 'service/<ARN of Cluster>/Service'],
  [{ 'Fn::Sub': 'service/${Parameter}/${Service.Name}' }, undefined],
  [{ 'Fn::Join': ['/', ['service', { 'Fn::ImportValue': 'cluster' }, 'web']] }, undefined],
  [{ Ref: 'Parameter' }, undefined],
])('the id %j is %s', (id, resourceId) => {
  expect(only(target(id)).resourceId).toBe(resourceId);
});

test.each<[string, object, unknown]>([
  ['by the target', { ScalingTargetId: { Ref: 'Target' } }, ['Policy']],
  ['by the same id', { ResourceId: ID, ServiceNamespace: 'ecs' }, ['Policy']],
  ['of another id', { ResourceId: 'service/main/other', ServiceNamespace: 'ecs' }, []],
  ['of another namespace', { ResourceId: { Ref: 'Parameter' }, ServiceNamespace: 'dynamodb' }, []],
  ['of a target that is not known', { ScalingTargetId: { Ref: 'Parameter' } }, undefined],
  ['of an id that is not known', { ResourceId: { Ref: 'Parameter' }, ServiceNamespace: { Ref: 'Parameter' } }, undefined],
])('a policy %s', (_name, properties, policies) => {
  expect(only({ ...target(), ...policy(properties) }).policies?.map(({ resource }) => resource.logicalId)).toEqual(policies);
});

test('a policy is read', () => {
  const tracking = { TargetTrackingScalingPolicyConfiguration: { TargetValue: 60 } };
  expect(only({ ...target(), ...policy({ ScalingTargetId: { Ref: 'Target' }, ...tracking }) }).policies).toMatchObject([{ facts: { target: 60 } }]);
});

const GROUP = { Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' } };
const name = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'TargetGroupFullName'] });

test.each<[unknown, string | undefined]>([
  [{ 'Fn::Join': ['/', [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Listener' }] }] }, name('Group')]] }, 'Group'],
  [{ 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Group.TargetGroupFullName}' }, 'Group'],
  [{ 'Fn::Join': ['/', [name('Group'), name('Group')]] }, undefined],
  [{ Ref: 'Group' }, undefined],
  ['app/1/targetgroup/2', undefined],
  [undefined, undefined],
])('the label %j names %s', (label, group) => {
  const tracking = { PredefinedMetricSpecification: { ResourceLabel: label } };
  const set = setOf({ ...GROUP, ...policy({ TargetTrackingScalingPolicyConfiguration: tracking }) });
  expect(labelledGroup(set, set.resources(POLICY)[0])?.logicalId).toBe(group);
});

test.each<[unknown, string[] | undefined]>([
  [undefined, []],
  [[{ TargetGroupArn: { Ref: 'Group' } }], ['Group']],
  [[{ TargetGroupArn: { Ref: 'Group' } }, { TargetGroupArn: { Ref: 'Parameter' } }], undefined],
  [{ Ref: 'Parameter' }, undefined],
])('the target groups of %j are %j', (balancers, groups) => {
  const set = setOf({ ...GROUP, Service: { Type: 'AWS::ECS::Service', Properties: { LoadBalancers: balancers } } });
  expect(allGroupsOf(set, set.resources('AWS::ECS::Service')[0])?.map(({ logicalId }) => logicalId)).toEqual(groups);
});
