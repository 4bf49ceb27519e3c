import { advise } from '../../../src/model/finding';
import { checkGraceGiven, checkHealthSource } from '../../../src/model/service/health-source';

test('a service that others call wants somebody to ask its tasks', () => {
  expect(checkHealthSource({ reached: true, healthSource: false })).toEqual([advise('Service.NoHealthSource', '',
    'has neither a load balancer nor a container health check, so that a task that has stopped answering stays and is still called;' +
    ' give the container a health check')]);
});

test.each([
  { reached: true, healthSource: true }, { reached: true }, { reached: false, healthSource: false }, { healthSource: false }, {},
])('%p gets through', (facts) => {
  expect(checkHealthSource(facts)).toEqual([]);
});

test.each([{ written: false }, { written: true, graceSeconds: 0 }])('behind a balancer, %p is no time to start', (facts) => {
  expect(checkGraceGiven({ balanced: true, ...facts })).toEqual([advise('HealthGrace.None', '',
    'should be given behind a load balancer, got none, so that a task that is slow to start is replaced before it is ready;' +
    ' set it to as long as a task takes to start')]);
  expect([false, undefined].flatMap((balanced) => checkGraceGiven({ balanced, ...facts }))).toEqual([]);
});

test.each([{ written: true, graceSeconds: 1 }, { written: true }, {}])('%p is, or may be', (facts) => {
  expect(checkGraceGiven({ balanced: true, ...facts })).toEqual([]);
});
