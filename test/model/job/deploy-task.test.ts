import * as fc from 'fast-check';
import { advise, refuse } from '../../../src/model/finding';
import { checkCircle, checkDeployTask, checkHook, checkHooked, checkNotHooked, checkWaiting, DeployTaskFacts } from '../../../src/model/job/deploy-task';

const FACTS: DeployTaskFacts = { timeoutMinutes: 15, logLines: 20, before: 0, spot: false };
const WAITING = { where: 'Stack/Web', services: 1, sameStage: true, circle: false };

describe('what a deployment can wait for', () => {
  test.each<[string, Partial<DeployTaskFacts>, object[]]>([
    ['defaults', {}, []],
    ['lines that only the deployment knows', { logLines: undefined }, []],
    ['time that only the deployment knows', { timeoutMinutes: undefined }, [refuse('DeployTask.Timeout', 'timeout',
      'has to be known at synth, since 5 minutes in which the task is stopped are added to it, got a token; write the number')]],
    ['services that wait', { before: 3 }, []],
    ['the longest stack update', { timeoutMinutes: 55 }, []],
    ['longer than CloudFormation waits', { timeoutMinutes: 56 }, [refuse('DeployTask.Timeout', 'timeout',
      'takes whole minutes from 1 to 55, got 56; the nearest is 55; name a `stage` for up to 1435, or start the task outside of the deployment with JobTask.runCommand()')]],
    ['longer than anything waits', { timeoutMinutes: 1436 }, [refuse('DeployTask.Timeout', 'timeout',
      'takes whole minutes from 1 to 55, got 1436; the nearest is 55; start the task outside of the deployment with JobTask.runCommand()')]],
    ['no time', { timeoutMinutes: 0 }, [refuse('DeployTask.Timeout', 'timeout', 'takes whole minutes from 1 to 55, got 0; the nearest is 1')]],
    ['half a minute', { timeoutMinutes: 1.5 }, [refuse('DeployTask.Timeout', 'timeout', 'takes whole minutes from 1 to 55, got 1.5; the nearest is 2')]],
    ['nearly a day at a stage', { timeoutMinutes: 1435, stage: 'PRE_SCALE_UP' }, []],
    ['a day at a stage', { timeoutMinutes: 1440, stage: 'PRE_SCALE_UP' }, [refuse('DeployTask.Timeout', 'timeout',
      'takes whole minutes from 1 to 1435, got 1440; the nearest is 1435; start the task outside of the deployment with JobTask.runCommand()')]],
    ['no lines', { logLines: 0 }, []],
    ['too many lines', { logLines: 51 }, [refuse('DeployTask.LogLines', 'logLines', 'takes whole numbers from 0 to 50, got 51; the nearest is 50')]],
    ['a stage and services that wait', { stage: 'POST_SCALE_UP', before: 1 }, [refuse('DeployTask.TwoMoments', 'runBefore',
      'is for tasks that a stack update runs, got it with `stage` POST_SCALE_UP, at which a deployment runs them; leave one of them out')]],
    ['Spot', { spot: true }, [advise('DeployTask.Spot', 'capacity',
      'may take the task away at two minutes\' notice, and the deployment fails with it; take CapacityStrategy.fargate(), or acknowledge this')]],
  ])('%s', (_, facts, findings) => {
    expect(checkDeployTask({ ...FACTS, ...facts })).toEqual(findings);
  });

  test.each(['PRE_SCALE_UP', 'POST_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'])('a deployment comes by %s once', (stage) => {
    expect(checkDeployTask({ ...FACTS, stage })).toEqual([]);
  });

  test.each(['RECONCILE_SERVICE', 'TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'])('%s is refused', (stage) => {
    expect(checkDeployTask({ ...FACTS, stage })).toEqual([refuse('DeployTask.Stage', 'stage',
      `is one that each deployment comes by once, PRE_SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT or POST_PRODUCTION_TRAFFIC_SHIFT, got ${stage}`)]);
  });

  test('whole minutes up to 55 are what a stack update takes', () => {
    fc.assert(fc.property(fc.integer({ min: -10, max: 2_000 }), (timeoutMinutes) => {
      expect(checkDeployTask({ ...FACTS, timeoutMinutes }).length === 0).toBe(timeoutMinutes >= 1 && timeoutMinutes <= 55);
    }));
  });
});

test.each<[string, Partial<typeof WAITING>, object[]]>([
  ['a service', {}, []],
  ['several of them', { services: 2 }, []],
  ['none', { services: 0 }, [refuse('DeployTask.ImportedService', 'runBefore[2]',
    'must be a service of this app, got Stack/Web, in which there is none; an imported one does not wait')]],
  ['one of another stage', { sameStage: false }, [refuse('DeployTask.OtherStage', 'runBefore[2]',
    'is of the same stage as the task, got Stack/Web, which is deployed apart; make a task there')]],
  ['one that comes first', { circle: true }, [refuse('DeployTask.Circle', 'runBefore[2]',
    'is in a stack that comes later, got Stack/Web, for whose stack that of the task waits; make the task there')]],
])('who can wait: %s', (_, facts, findings) => {
  expect(checkWaiting({ ...WAITING, ...facts }, 2)).toEqual(findings);
});

test('a task does not wait for what waits for it', () => {
  expect(checkCircle({ where: 'Stack/Web/Service', nested: false })).toEqual([refuse('DeployTask.Circle', 'runBefore',
    'holds services that nothing of the task waits for, got Stack/Web/Service, which it needs; have the task do without it, or leave it out')]);
  expect(checkCircle({ where: 'Stack/Nested/Service', nested: true })).toEqual([refuse('DeployTask.Circle', 'runBefore',
    'holds services that nothing of the task waits for, got Stack/Nested/Service, which it needs, or the nested stack of one of them does, since those wait as a whole; ' +
    'have the task do without it, or leave it out')]);
});

test('a hook is of a task with a stage, and of one service of its stack', () => {
  expect(checkHook(true)).toEqual([]);
  expect(checkHook(false)).toEqual([refuse('DeployTask.NoStage', 'stage', 'names when the hook runs the task, got none, so that the stack update runs it; give the task a stage')]);
  expect(checkHooked({ where: 'Stack/Web', otherStack: false })).toEqual([]);
  expect(checkHooked({ where: 'Stack/Web', otherStack: true, taken: 'Stack/Api' })).toEqual([
    refuse('DeployTask.TwoServices', 'hook()', 'is for one service, Stack/Api has it, got Stack/Web; make a DeployTask for each'),
    refuse('DeployTask.OtherStack', 'hook()', 'is for a service of the task\'s stack, whose rollback it has to notice, got Stack/Web; make the task there'),
  ]);
  expect(checkNotHooked(true)).toEqual([]);
  expect(checkNotHooked(false)).toEqual([refuse('DeployTask.NoHook', 'stage',
    'has the task run by the rollout of a service that takes `hook()` among its hooks, got no such service; ' +
    'put it into the `hooks` of Rollout.blueGreen(), linear() or canary(), or leave `stage` out')]);
});
