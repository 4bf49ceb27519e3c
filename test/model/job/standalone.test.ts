import { advise, refuse } from '../../../src/model/finding';
import { checkEnds, checkMainContainer, checkNoEbs, checkOneStack, checkStartNetwork, checkTaskCount, StartNetworkFacts } from '../../../src/model/job/standalone';

const NEVER_ENDS = 'starts the container again when it has done its work, so that the task never ends; give `ignoredExitCodes: [0]`, or leave `restart` out';

describe('a task that is run to its end', () => {
  test.each([
    { restart: { enabled: true }, never: true },
    { restart: { enabled: true, ignoredExitCodes: [] }, never: true },
    { restart: { enabled: true, ignoredExitCodes: [1, 137] }, never: true },
    { restart: { enabled: true, ignoredExitCodes: [1, 0] }, never: false },
    { restart: { enabled: true, ignoredExitCodes: [1, undefined] }, never: false },
    { restart: { enabled: false }, never: false },
    { restart: {}, never: false },
    { restart: undefined, never: false },
  ])('restarts by $restart, never ends: $never', ({ restart, never }) => {
    expect(checkEnds([{ path: '', restart }])).toEqual(never
      ? [{ id: 'StandaloneTask.NeverEnds', severity: 'error', path: 'restart', text: NEVER_ENDS }] : []);
  });

  test('ends with its essential containers, whatever others do', () => {
    expect(checkEnds([{ essential: true }, { essential: false, restart: { enabled: true } }])).toEqual([]);
  });

  test('names the container', () => {
    expect(checkEnds([{ restart: undefined }, { restart: { enabled: true } }]).map(({ path }) => path)).toEqual(['containers[1].restart']);
  });
});

test.each([
  { containers: [], refused: true },
  { containers: [{ essential: false }], refused: true },
  { containers: [{ essential: false }, {}], refused: false },
  { containers: [{ essential: true }], refused: false },
])('of $containers, none is what a run is about: $refused', ({ containers, refused }) => {
  expect(checkMainContainer(containers)).toEqual(refused ? [refuse('StandaloneTask.NoContainer', '',
    'needs an essential container, whose overrides and exit code are those of a run, got none; add it before what starts the task is made')] : []);
});

test.each([
  [0, 'takes whole tasks from 1 to 10, got 0; the nearest is 1'],
  [11, 'takes whole tasks from 1 to 10, got 11; the nearest is 10'],
])('%d tasks at once are refused', (count, text) => {
  expect(checkTaskCount(count)).toEqual([refuse('StandaloneTask.TaskCount', 'taskCount', text)]);
});

test('one to ten tasks are not, nor an unknown number', () => {
  expect([1, 10, undefined].flatMap(checkTaskCount)).toEqual([]);
});

test('a disk for each task is refused, and other volumes are not', () => {
  expect(checkNoEbs([{ kind: 'efs', path: 'volumes.shared' }, { kind: 'ebs', path: 'volumes.data' }, { kind: 'ebs' }])).toEqual([
    refuse('StandaloneTask.EbsVolume', 'volumes.data',
      'is on EBS, where a disk is made for each task as it is started, which is for tasks of a service; take TaskVolume.efs(), or TaskVolume.scratch() with as much `ephemeralStorageGiB` in FargateSize.of() as it needs, up to 200'),
    refuse('StandaloneTask.EbsVolume', 'volumes[2]',
      'is on EBS, where a disk is made for each task as it is started, which is for tasks of a service; take TaskVolume.efs(), or TaskVolume.scratch() with as much `ephemeralStorageGiB` in FargateSize.of() as it needs, up to 200'),
  ]);
  expect(checkNoEbs(undefined)).toEqual([]);
});

test.each<[string, string | undefined, object[]]>([
  ['a task definition of its own', undefined, []],
  ['one that is made beside it', 'Stack', []],
  ['one of another stack', 'Services', [advise('StandaloneTask.OtherStack', 'task',
    'is of the stack that starts it, got a task definition of Services, whose next revision, with another image for one, fails the update of that stack ' +
    'as long as Stack uses this one; start it from there, or describe a task of its own here')]],
])('the stack of %s', (_, made, findings) => {
  expect(checkOneStack({ own: 'Stack', made })).toEqual(findings);
});

test.each<[StartNetworkFacts, string]>([
  [{ mode: 'awsvpc' }, 'in awsvpc mode'], [{ launchType: 'FARGATE' }, 'on Fargate'], [{ mode: 'awsvpc', launchType: 'FARGATE' }, 'on Fargate'],
])('%j takes subnets', (facts, what) => {
  expect(checkStartNetwork({ ...facts, namesNetwork: false })).toEqual([refuse('EventTarget.NoNetwork', 'networkConfiguration',
    `must name subnets for a task ${what}, which has a network interface of its own, got none; name them`)]);
});

test.each<StartNetworkFacts>([
  {}, { mode: 'awsvpc' }, { launchType: 'FARGATE' }, { mode: 'awsvpc', launchType: 'FARGATE', namesNetwork: true },
  { namesNetwork: false }, { mode: 'bridge', launchType: 'EC2', namesNetwork: false },
])('%j starts', (facts) => {
  expect(checkStartNetwork(facts)).toEqual([]);
});
