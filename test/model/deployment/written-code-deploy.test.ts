import { readRouting, readTargetGroupPair } from '../../../src/model/deployment/written-code-deploy';

test.each<[unknown, object | undefined, string | undefined]>([
  ['CodeDeployDefault.ECSAllAtOnce', undefined, 'all-at-once'],
  ['CodeDeployDefault.ECSCanary10Percent15Minutes', undefined, 'canary'],
  ['CodeDeployDefault.ECSLinear10PercentEvery1Minutes', undefined, 'linear'],
  ['CodeDeployDefault.OneAtATime', undefined, undefined],
  ['mine', undefined, undefined],
  [{ Ref: 'Name' }, undefined, undefined],
  [undefined, undefined, undefined],
  [{ Ref: 'Config' }, { TrafficRoutingConfig: { Type: 'AllAtOnce' } }, 'all-at-once'],
  [{ Ref: 'Config' }, { TrafficRoutingConfig: { Type: 'TimeBasedCanary' } }, 'canary'],
  [{ Ref: 'Config' }, { TrafficRoutingConfig: { Type: 'TimeBasedLinear' } }, 'linear'],
  [{ Ref: 'Config' }, { TrafficRoutingConfig: { Type: { Ref: 'Type' } } }, undefined],
  [{ Ref: 'Config' }, { TrafficRoutingConfig: { Type: 'constructor' } }, undefined],
  [{ Ref: 'Config' }, {}, undefined],
])('%j with %j is %s', (name, config, routing) => {
  expect(readRouting(name, config as any)).toBe(routing);
});

const OPEN = { 'Fn::If': ['IsProduction', {}, { Ref: 'AWS::NoValue' }] };
const pairs = (list: any) => ({ ECSServices: [{ ServiceName: 'web' }], LoadBalancerInfo: { TargetGroupPairInfoList: list } });

test.each<[object, number | undefined]>([
  [pairs([{ TargetGroups: [{ Name: 'blue' }, { Name: 'green' }] }]), 2],
  [pairs([{ TargetGroups: [{ Name: 'blue' }] }]), 1],
  [pairs([{ TargetGroups: [{ Name: 'blue' }] }, { TargetGroups: [] }]), 1],
  [pairs([{}]), 0],
  [pairs([{ TargetGroups: [{ Name: 'blue' }, OPEN] }]), undefined],
  [pairs([{ TargetGroups: { Ref: 'Groups' } }]), undefined],
  [pairs([OPEN]), undefined],
  [pairs([]), undefined],
  [pairs(OPEN), undefined],
  [{ ...pairs([{}]), LoadBalancerInfo: OPEN }, undefined],
  [{ ...pairs([{}]), ECSServices: [] }, undefined],
  [{ ...pairs([{}]), ECSServices: OPEN }, undefined],
  [{}, undefined],
])('a deployment group of %j moves traffic between %p', (group, count) => {
  expect(readTargetGroupPair(group as any)).toBe(count);
});
