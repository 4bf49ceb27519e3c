import * as fc from 'fast-check';
import { checkEdgeRollout, EdgeRolloutFacts, EdgeTasksFacts, healthyPercentOf } from '../../../src/model/anywhere/edge-rollout';
import { checkRollout, RolloutPlan } from '../../../src/model/deployment/rollout-plan';
import { advise, Finding, refuse } from '../../../src/model/finding';

const ANY: EdgeTasksFacts = { everyMachine: false, oneCopyAMachine: false, desiredCount: 2 };

test.each<[string, Partial<EdgeTasksFacts>, number, number]>([
  ['any machines', {}, 100, 200],
  ['any machines, of a count that is not known', { desiredCount: undefined }, 100, 200],
  ['machines that take one each', { oneCopyAMachine: true }, 50, 100],
  ['one machine that takes one', { oneCopyAMachine: true, desiredCount: 1 }, 0, 100],
  ['machines that take one each, of a count that is not known', { oneCopyAMachine: true, desiredCount: undefined }, 0, 100],
  ['every machine', { everyMachine: true, desiredCount: undefined }, 0, 100],
  ['every machine, on a port of it', { everyMachine: true, oneCopyAMachine: true, desiredCount: undefined }, 0, 100],
])('tasks on %s: %j are replaced at %d to %d percent', (_name, facts, min, max) => {
  expect(healthyPercentOf({ ...ANY, ...facts })).toEqual({ min, max });
});

test('the default gets through with as many machines as tasks, where each takes one', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), (desiredCount) => {
    const { min: minHealthyPercent, max: maxHealthyPercent } = healthyPercentOf({ ...ANY, oneCopyAMachine: true, desiredCount });
    const facts = { desiredCount, minHealthyPercent, maxHealthyPercent, instances: desiredCount };
    expect(RolloutPlan.of(facts).stalls).toBe(false);
    expect(checkRollout(facts)).toEqual([]);
    expect(checkEdgeRollout({ ...ANY, kind: 'Rollout.rolling', oneCopyAMachine: true, desiredCount, minHealthyPercent, maxHealthyPercent })).toEqual([]);
  }));
});

const spare = (count: number, percent: number, lower: number): Finding => advise('EdgeService.SpareMachine', 'minHealthyPercent',
  `keeps all ${count} tasks until new ones run, got ${percent} where a machine takes one of them: a deployment then waits for a machine without any; `
  + `set it to at most ${lower}, or acknowledge this where there is always one to spare`);

test.each<[string, Partial<EdgeRolloutFacts>, Finding[]]>([
  ['a rolling update', { minHealthyPercent: 100, maxHealthyPercent: 200 }, []],
  ['one that waits for a spare machine', { oneCopyAMachine: true, minHealthyPercent: 100, maxHealthyPercent: 200 }, [spare(2, 100, 50)]],
  ['one whose percents round up to all', { oneCopyAMachine: true, minHealthyPercent: 67, maxHealthyPercent: 200, desiredCount: 3 }, [spare(3, 67, 66)]],
  ['one that stops a task first', { oneCopyAMachine: true, minHealthyPercent: 66, maxHealthyPercent: 200, desiredCount: 3 }, []],
  ['one of no tasks', { oneCopyAMachine: true, minHealthyPercent: 100, maxHealthyPercent: 200, desiredCount: 0 }, []],
  ['one of which too little is known', { oneCopyAMachine: true, minHealthyPercent: 100, maxHealthyPercent: 200, desiredCount: undefined }, []],
  ['one of percents that are not known', { oneCopyAMachine: true, minHealthyPercent: undefined }, []],
  ['one with a task on each machine', { everyMachine: true, minHealthyPercent: 0, maxHealthyPercent: 100 }, []],
  ['the same, of a number that is not known', { everyMachine: true, minHealthyPercent: 0, maxHealthyPercent: undefined }, []],
  ['one that would run twice on a machine', { everyMachine: true, minHealthyPercent: 100, maxHealthyPercent: 200 }, [
    refuse('EdgeService.MaxHealthyPercent', 'maxHealthyPercent',
      'is 100 with `everyMachine`, which never runs a task twice on a machine, got 200; leave `rollout` out, or set 100'),
  ]],
  ['another kind', { kind: 'Rollout.canary', oneCopyAMachine: true, minHealthyPercent: 100 }, [refuse('EdgeService.Rollout', '',
    'must be Rollout.rolling() on machines outside AWS, to which no load balancer and no Service Connect could shift traffic, got Rollout.canary()')]],
])('%s', (_name, facts, findings) => {
  expect(checkEdgeRollout({ ...ANY, kind: 'Rollout.rolling', ...facts })).toEqual(findings);
});
