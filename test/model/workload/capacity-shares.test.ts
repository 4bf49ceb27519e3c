import { TemplateSet } from '../../../src/model/template/template-set';
import { associationsOf, providersOfCluster, sharesIn } from '../../../src/model/workload/capacity-shares';

function setOf(resources: Record<string, unknown>): TemplateSet {
  return TemplateSet.of([{ name: 'app', template: { Parameters: { P: { Type: 'String' } }, Resources: resources } }]);
}

const SET = setOf({
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
  Other: { Type: 'AWS::ECS::Cluster', Properties: {} },
  Named: { Type: 'AWS::ECS::CapacityProvider', Properties: { Name: 'pool', AutoScalingGroupProvider: { AutoScalingGroupArn: 'x' } } },
  Unnamed: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'x' } } },
  Association: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: { Cluster: { Ref: 'Cluster' }, DefaultCapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Unnamed' }, Weight: '2' }] },
  },
});
const [CLUSTER, OTHER] = SET.resources('AWS::ECS::Cluster');

test.each([
  [{ CapacityProvider: 'FARGATE', Base: 1, Weight: '2' }, { provider: 'FARGATE', base: 1, weight: 2, hasWeight: true, platform: 'fargate' }],
  [{ CapacityProvider: 'FARGATE_SPOT' }, { provider: 'FARGATE_SPOT', base: 0, weight: 0, hasWeight: false, platform: 'fargate' }],
  [{ CapacityProvider: 'pool', Weight: 1 }, { provider: 'pool', weight: 1, platform: 'ec2', resource: { logicalId: 'Named' } }],
  [{ CapacityProvider: { Ref: 'Named' } }, { provider: 'pool', platform: 'ec2', resource: { logicalId: 'Named' } }],
  [{ CapacityProvider: { Ref: 'Unnamed' } }, { provider: 'Unnamed', platform: 'ec2', resource: { logicalId: 'Unnamed' } }],
  [{ Ref: 'P' }, { provider: undefined, base: undefined, weight: undefined, hasWeight: true, platform: undefined, resource: undefined }],
  [{ CapacityProvider: 'elsewhere' }, { provider: 'elsewhere', platform: undefined, resource: undefined }],
  [{ CapacityProvider: { Ref: 'P' }, Base: { Ref: 'P' }, Weight: { Ref: 'P' } },
    { provider: undefined, base: undefined, weight: undefined, platform: undefined, resource: undefined }],
])('%j is the share %j', (item, share) => {
  expect(sharesIn(SET, CLUSTER, [item])).toMatchObject([share]);
});

test('bases and weights are told where they are written', () => {
  const [, second] = sharesIn(SET, CLUSTER, [{}, { CapacityProvider: 'FARGATE' }]);
  expect(second).toMatchObject({ baseName: 'capacityProviderStrategy[1].base', weightName: 'capacityProviderStrategy[1].weight' });
});

test('a cluster has the default strategy of its association', () => {
  expect(associationsOf(SET, CLUSTER).map(({ logicalId }) => logicalId)).toEqual(['Association']);
  expect(associationsOf(SET, OTHER)).toEqual([]);
  expect(providersOfCluster(SET, CLUSTER)).toMatchObject([{ provider: 'Unnamed', weight: 2 }]);
  expect(providersOfCluster(SET, OTHER)).toEqual([]);
});

test('a default strategy that only the deployment knows is not known', () => {
  const set = setOf({ Cluster: { Type: 'AWS::ECS::Cluster', Properties: { DefaultCapacityProviderStrategy: { Ref: 'P' } } } });
  expect(providersOfCluster(set, set.resources('AWS::ECS::Cluster')[0])).toBeUndefined();
});
