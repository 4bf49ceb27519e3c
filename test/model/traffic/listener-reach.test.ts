import { refuse } from '../../../src/model/finding';
import { checkListenerReach } from '../../../src/model/traffic/listener-reach';

test.each([true, false, undefined])('a target group without a listener is refused, whether the service waits (%p) or not', (waits) => {
  expect(checkListenerReach({ listeners: 0, waits })).toEqual([refuse('TargetGroup.NoListener', '',
    'leads to a target group that no listener forwards to, which ECS refuses; add a listener or a rule for it')]);
});

test('a service that does not wait for its listener is refused', () => {
  expect(checkListenerReach({ listeners: 1, waits: false })).toEqual([refuse('Listener.NotAwaited', '',
    'leads to a target group whose listener may be made after the service, which ECS refuses then; have the service depend on the listener')]);
});

test.each([{ listeners: 1, waits: true }, { listeners: 2 }, { waits: false }, {}])('%j gets through', (facts) => {
  expect(checkListenerReach(facts)).toEqual([]);
});
