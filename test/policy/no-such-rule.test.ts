import { wrongId } from '../../src/policy/no-such-rule';

const RULES = ['CircuitBreaker.Off', 'Logging.None', 'Logs.None', 'Service.OneTask'];

test.each([
  ['Annotation::EcsPolicy-CircuitBreaker.Off'],
  ['annotation::EcsPolicy-CircuitBreaker.Off'],
  ['EcsPolicy::EcsPolicy-CircuitBreaker.Off'],
  ['Annotation::cdk-ecs-blueprints:CircuitBreaker.Of'],
  ['Annotation::AwsSolutions-ECS2'],
  ['Annotation::EcsPolicyOfOurs-CircuitBreaker.Of'],
  ['CloudFormation-Validate::E3047'],
])('%s is right, or of somebody else', (key) => {
  expect(wrongId(key, 'EcsPolicy', RULES)).toBeUndefined();
});

test.each([
  ['Annotation::EcsPolicy-CircuitBreaker.Of', '`EcsPolicy-CircuitBreaker.Of`', '; the nearest is `EcsPolicy-CircuitBreaker.Off`'],
  ['annotation::EcsPolicy-circuitbreaker.off', '`EcsPolicy-circuitbreaker.off`', '; the nearest is `EcsPolicy-CircuitBreaker.Off`'],
  ['Annotation::EcsPolicy-Lgs.None', '`EcsPolicy-Lgs.None`', '; the nearest is `EcsPolicy-Logs.None`'],
  ['Annotation::EcsPolicy-Logginf.Nope', '`EcsPolicy-Logginf.Nope`', '; the nearest is `EcsPolicy-Logging.None`'],
  ['Annotation::EcsPolicy-Sevrice.OneTask', '`EcsPolicy-Sevrice.OneTask`', '; the nearest is `EcsPolicy-Service.OneTask`'],
  ['EcsPolicy::EcsPolicy-Servis.OneTask', '`EcsPolicy::EcsPolicy-Servis.OneTask`', '; the nearest is `EcsPolicy-Service.OneTask`'],
  ['EcsPolicy::Service.OneTask', '`EcsPolicy::Service.OneTask`', '; the nearest is `EcsPolicy-Service.OneTask`'],
  ['Annotation::EcsPolicy-', '`EcsPolicy-`', ''],
  ['EcsPolicy::Quite.Unlike.Any', '`EcsPolicy::Quite.Unlike.Any`', ''],
])('%s is the id of no rule', (key, written, nearest) => {
  expect(wrongId(key, 'EcsPolicy', RULES)).toBe(`${written} is acknowledged, and no rule has that id${nearest}`);
});

test('ids begin with the name of the pack, whatever it is', () => {
  expect(wrongId('Annotation::Ours-Logs.Nine', 'Ours', RULES)).toBe('`Ours-Logs.Nine` is acknowledged, and no rule has that id; the nearest is `Ours-Logs.None`');
  expect(wrongId('Annotation::EcsPolicy-Logs.Nine', 'Ours', RULES)).toBeUndefined();
});

test.each([
  ['abcdefghijklmno', '; the nearest is `P-abcdefghijklmnopqr`'],
  ['abcdefghijkl!!!!!!', '; the nearest is `P-abcdefghijklmnopqr`'],
  ['abcdefghijk!!!!!!!', ''],
  ['abcdefghijklmnopqr1234567890', ''],
  ['abcdefghijklmnopqr123456789', '; the nearest is `P-abcdefghijklmnopqr`'],
])('the nearest to %s differs in a third of the letters at most', (written, nearest) => {
  expect(wrongId(`P-${written}`, 'P', ['unlike', 'abcdefghijklmnopqr', 'nor this one'])).toBe(`\`P-${written}\` is acknowledged, and no rule has that id${nearest}`);
});
