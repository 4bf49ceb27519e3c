import { onceForSet } from '../../../src/model/template/once';
import { associationOf } from '../../../src/model/workload/associations';
import { workloadsIn } from '../../../src/model/workload/workload';
import { associationOf as association, managed, pooled } from '../../policy/cases/pool-templates';
import { Json, merged, PARAMETER, setOf } from '../../policy/kit';

function answer(template: Json) {
  const set = setOf(template);
  const [workload] = workloadsIn(set);
  return associationOf(set, workload, (workload.shares ?? [])[0]);
}

const strategy = (provider: Json) => ({ service: { CapacityProviderStrategy: [{ CapacityProvider: provider, Weight: 1 }] } });

test.each<[string, Json, object]>([
  ['a provider that is listed and awaited', pooled(), { provider: 'Provider', associated: true, waits: true }],
  ['a provider that is not awaited', pooled({ resources: { Service: { DependsOn: 'Logs' } } }), { provider: 'Provider', associated: true, waits: false }],
  ['a provider that is not listed', pooled({ resources: { Association: association('FARGATE') } }), { provider: 'Provider', associated: false }],
  ['a provider by its name', pooled({ ...strategy('pool'), provider: { Name: 'pool' } }), { provider: 'pool', associated: true, waits: true }],
  ['a provider of nobody', pooled(strategy('pool')), { provider: 'pool', associated: false }],
  ['a provider of Fargate', pooled({ ...strategy('FARGATE'), resources: { Association: association('FARGATE') } }),
    { provider: 'FARGATE', associated: true, waits: true }],
  ['a provider that may be of Managed Instances', pooled({ provider: { ClusterName: PARAMETER, AutoScalingGroupProvider: undefined } }), {}],
  ['a list that is not known', pooled({ resources: { Association: association(PARAMETER) } }), { provider: 'Provider', associated: undefined }],
  ['a list that may be longer', pooled({ resources: { Association: association({ 'Fn::If': ['Open', 'FARGATE', { Ref: 'AWS::NoValue' }] }) } }),
    { provider: 'Provider', associated: undefined }],
  ['a list of the cluster', pooled({ cluster: { CapacityProviders: [{ Ref: 'Provider' }] }, resources: { Association: undefined, Service: { DependsOn: 'Logs' } } }),
    { provider: 'Provider', associated: true, waits: true }],
  ['an association of any cluster', pooled({ resources: { Association: { Properties: { Cluster: PARAMETER } } } }), { provider: 'Provider', associated: undefined }],
  ['a macro', merged(pooled({ resources: { Association: association('FARGATE') } }), { Transform: 'Macro' }), { provider: 'Provider', associated: undefined }],
  ['a cluster that an output tells of', merged(pooled({ resources: { Association: association('FARGATE') } }), { Outputs: { Name: { Value: { Ref: 'Cluster' } } } }),
    { provider: 'Provider', associated: undefined }],
  ['another cluster', pooled({ service: { Cluster: 'platform' } }), {}],
  ['any provider', pooled(strategy(PARAMETER)), {}],
  ['Managed Instances', managed(), { provider: 'Provider', associated: true, waits: true }],
  ['Managed Instances of another cluster', managed({ provider: { ClusterName: { Ref: 'Other' } }, resources: { Other: { Type: 'AWS::ECS::Cluster' } } }),
    { provider: 'Provider', associated: false, waits: true }],
  ['Managed Instances of any cluster', managed({ provider: { ClusterName: PARAMETER } }), {}],
])('%s', (_name, template, facts) => {
  expect(answer(template)).toEqual(facts);
});

test('a set is read once', () => {
  const read = jest.fn(() => undefined);
  const [set, other] = [setOf({}), setOf({})];
  const once = onceForSet(read);
  [set, set, other].forEach((each) => once(each));
  expect(read.mock.calls).toEqual([[set], [other]]);
});
