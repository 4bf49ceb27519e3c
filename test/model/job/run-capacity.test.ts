import { advise } from '../../../src/model/finding';
import { checkRunCapacity, RunShare } from '../../../src/model/job/run-capacity';

const split = (base: number | undefined, onDemand = 1, spot: number | undefined = 1): RunShare[] => [
  { provider: 'FARGATE', base, weight: onDemand }, { provider: 'FARGATE_SPOT', weight: spot },
];
const RUN = { tasks: 1, retried: true };

function takesAll(base: number, tasks: number) {
  return [advise('StandaloneTask.BaseTakesAll', '',
    `has FARGATE take all tasks of a run, got a base of ${base} for runs that start ${tasks} at a time, so that FARGATE_SPOT never gets one; `
    + 'set the base to 0, which fargateSpot() calls `onDemandBase`, and its weight too where all are to run on the other')];
}

test.each([[1, 1], [2, 1], [3, 3]])('a base of %d takes all %d tasks of a run', (base, tasks) => {
  expect(checkRunCapacity(split(base), false, { ...RUN, tasks })).toEqual(takesAll(base, tasks));
});

test.each<[string, RunShare[], number | undefined]>([
  ['a base that leaves some', split(2), 3],
  ['no base', split(0), 1],
  ['a base that is not known', split(undefined), 1],
  ['tasks that nobody knows the number of', split(1), undefined],
  ['nothing beside it', split(1, 1, 0), 1],
  ['nobody knows what beside it', [{ base: 1 }, {}], 1],
  ['no shares that are known', [], 1],
])('%s is fine', (_what, shares, tasks) => {
  expect(checkRunCapacity(shares, false, { ...RUN, tasks })).toEqual([]);
});

test('providers without a name that is known are told of all the same', () => {
  const [{ text }] = checkRunCapacity([{ base: 1, weight: 0 }, { weight: 1 }], false, RUN);
  expect(text).toContain('has one provider take all tasks of a run');
  expect(text).toContain('so that another provider never gets one');
});

test('Spot alone loses runs that nobody retries', () => {
  const lost = (remedy: string) => advise('StandaloneTask.SpotOnly', '',
    'runs on Spot only, where a task may be stopped at two minutes\' notice or find no room, and nothing starts it again: its run is lost; '
    + `take capacity on demand, ${remedy}or acknowledge this where one may be lost`);
  expect(checkRunCapacity(split(0, 0), true, { tasks: 1, retried: false })).toEqual([lost('have runs retried by TaskRun.supervised(), ')]);
  expect(checkRunCapacity(split(0, 0), true, { tasks: 1, retried: false, onlyOnce: true })).toEqual([lost('')]);
  expect(checkRunCapacity(split(0, 0), true, RUN)).toEqual([]);
  expect(checkRunCapacity(split(0, 1), false, { tasks: 1, retried: false })).toEqual([]);
});
