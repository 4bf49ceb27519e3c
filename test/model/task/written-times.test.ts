import { readTaskTimes } from '../../../src/model/task/written-times';

const UNKNOWN = { Ref: 'Parameter' };
const CHECK = { Command: ['CMD', 'true'] };

function times(containers: unknown, fargate?: boolean) {
  return readTaskTimes({ ContainerDefinitions: containers }, fargate);
}

test('the longest of each counts', () => {
  expect(times([{ HealthCheck: { ...CHECK, StartPeriod: 10 }, StopTimeout: 40 }, { HealthCheck: { ...CHECK, StartPeriod: '20' }, StopTimeout: '35' }], true))
    .toEqual({ healthCheck: true, startPeriodSeconds: 20, stops: [true, true], stopSeconds: 40 });
});

test.each([[true, 30], [false, undefined], [undefined, undefined]])('on Fargate (%p) a container that says nothing gets %p seconds', (fargate, stopSeconds) => {
  expect(times([{}, { StopTimeout: 5 }], fargate)).toEqual({ healthCheck: false, startPeriodSeconds: undefined, stops: [false, true], stopSeconds });
});

test.each([
  [[{ HealthCheck: UNKNOWN, StopTimeout: UNKNOWN }], { healthCheck: undefined, stops: [undefined], stopSeconds: undefined }],
  [[{ HealthCheck: UNKNOWN }, { HealthCheck: CHECK }], { healthCheck: true, stops: [false, false], stopSeconds: 30 }],
  [[UNKNOWN, {}], { healthCheck: undefined, stops: [undefined, false], stopSeconds: undefined }],
  [UNKNOWN, { stops: [] }],
  [undefined, { healthCheck: false, stops: [], stopSeconds: undefined }],
])('of %j is known %j', (containers, known) => {
  expect(times(containers, true)).toEqual(known);
});
