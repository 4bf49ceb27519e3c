import { readRouting } from '../../../src/model/deployment/written-code-deploy';

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
