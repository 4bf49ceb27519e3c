import { advise, refuse } from '../../../src/model/finding';
import { checkLogging } from '../../../src/model/task/container-logging';

const path = 'containers[0]';
const WHOLE = { driver: 'awslogs', group: true, prefix: true, region: true };

test('a container without a log driver is advised against', () => {
  expect(checkLogging([{ path, logging: { driver: '', group: false, prefix: false, mode: 'blocking' } }], { fargate: true })).toEqual([
    advise('Logging.None', 'containers[0].logConfiguration',
      'must name a log driver, or what the container says is lost, got none; name awslogs and a log group'),
  ]);
});

test('a log that the application waits for is advised against, whatever its driver', () => {
  const blocking = advise('Logging.Blocking', 'containers[0].logConfiguration.options.mode',
    'must be non-blocking, or the application stands still while its log cannot be delivered, got blocking; leave it out');
  expect([WHOLE, { driver: 'splunk' }, {}].flatMap((logging) => checkLogging([{ path, logging: { ...logging, mode: 'blocking' } }], {}))).toEqual([blocking, blocking, blocking]);
});

test('awslogs without a group is refused', () => {
  expect(checkLogging([{ path, logging: { ...WHOLE, group: false } }], {})).toEqual([refuse('Logging.NoGroup', 'containers[0].logConfiguration.options',
    'must name a log group with `awslogs-group`, got none; name one')]);
});

test('awslogs without a prefix is refused on Fargate', () => {
  expect(checkLogging([{ path, logging: { ...WHOLE, prefix: false } }], { fargate: true })).toEqual([
    refuse('Logging.NoStreamPrefix', 'containers[0].logConfiguration.options',
      'must say with `awslogs-stream-prefix` what streams begin with on Fargate, got none; add it'),
  ]);
});

test('awslogs without a Region is refused on Fargate', () => {
  expect(checkLogging([{ path, logging: { ...WHOLE, region: false } }], { fargate: true })).toEqual([
    refuse('Logging.NoRegion', 'containers[0].logConfiguration.options',
      'must name the Region of the log group with `awslogs-region` on Fargate, got none; add it'),
  ]);
});

test.each([
  ['a whole log', { ...WHOLE, mode: 'non-blocking' }, { fargate: true }],
  ['a prefix that is left out elsewhere', { ...WHOLE, prefix: false }, { fargate: false }],
  ['a prefix that is left out who knows where', { ...WHOLE, prefix: false }, {}],
  ['a Region that is left out elsewhere', { ...WHOLE, region: false }, { fargate: false }],
  ['a Region that is left out who knows where', { ...WHOLE, region: false }, {}],
  ['another driver', { driver: 'splunk', group: false, prefix: false, region: false }, { fargate: true }],
  ['a driver that is not known', { group: false, prefix: false, region: false }, { fargate: true }],
  ['options that are not known', { driver: 'awslogs' }, { fargate: true }],
])('%s gets through', (_name, logging, use) => {
  expect(checkLogging([{ path, logging }], use)).toEqual([]);
});
