import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkDependencies } from '../../../src/model/task/container-dependencies';
import { ContainerFacts } from '../../../src/model/task/container-facts';

const waits = (name: string, ...others: string[]): ContainerFacts => ({ name, dependsOn: others.map((container) => ({ container, condition: 'START' })) });

test('a container of another task is refused', () => {
  expect(checkDependencies([waits('app', 'db'), waits('proxy')])).toEqual([
    refuse('ContainerDependency.NoSuchContainer', 'containers[0].dependsOn', 'must name a container of the same task: app or proxy, got db'),
  ]);
});

test('HEALTHY needs a health check', () => {
  const app: ContainerFacts = { path: 'app', name: 'app', dependsOn: [{ container: 'db', condition: 'HEALTHY' }] };
  expect(checkDependencies([app, { name: 'db' }])).toEqual([
    refuse('ContainerDependency.NoHealthCheck', 'app.dependsOn', 'waits for db to be HEALTHY, but db has no health check; give it one or wait for START'),
  ]);
  expect(checkDependencies([app, { name: 'db', healthCheck: {} }])).toEqual([]);
});

test.each(['COMPLETE', 'SUCCESS'] as const)('%s never comes from an essential container', (condition) => {
  const app: ContainerFacts = { name: 'app', essential: true, dependsOn: [{ container: 'init', condition }] };
  expect(checkDependencies([app, { name: 'init', essential: true }])).toEqual([
    refuse('ContainerDependency.Essential', 'containers[0].dependsOn',
      `waits for ${condition} of init, but init is essential, and its end stops the task; set its \`essential\` to false`),
  ]);
  expect(checkDependencies([app, { name: 'init', essential: false }])).toEqual([]);
  expect(checkDependencies([app, { name: 'init' }])).toEqual([]);
});

test.each([
  ['itself', [waits('a', 'a')], 0, 'a -> a'],
  ['another that waits back', [waits('a', 'b'), waits('b', 'a')], 0, 'a -> b -> a'],
  ['three', [waits('a', 'b'), waits('b', 'c'), waits('c', 'a')], 0, 'a -> b -> c -> a'],
  ['others that wait for each other', [waits('a', 'b'), waits('b', 'c'), waits('c', 'b')], 1, 'b -> c -> b'],
])('a container that waits for %s is refused once', (_name, containers, index, circle) => {
  expect(checkDependencies(containers)).toEqual([
    refuse('ContainerDependency.Circle', `containers[${index}].dependsOn`, `waits in a circle: ${circle}; take one of these waits out`),
  ]);
});

test('two circles are both named', () => {
  expect(checkDependencies([waits('a', 'b'), waits('b', 'a'), waits('c', 'c')]).map(({ text }) => text)).toEqual([
    'waits in a circle: a -> b -> a; take one of these waits out',
    'waits in a circle: c -> c; take one of these waits out',
  ]);
});

test('a diamond is no circle', () => {
  expect(checkDependencies([waits('a', 'b', 'c'), waits('b', 'd'), waits('c', 'd'), waits('d')])).toEqual([]);
});

test('what is not known gets through', () => {
  expect(checkDependencies([{ dependsOn: [{}] }, { name: 'a', dependsOn: [{ container: 'b' }] }])).toEqual([]);
});

test('a circle is found exactly when the containers cannot be put in an order', () => {
  const graph = fc.integer({ min: 1, max: 8 }).chain((count) =>
    fc.array(fc.array(fc.nat(count - 1), { maxLength: 3 }), { minLength: count, maxLength: count }));
  fc.assert(fc.property(graph, (edges) => {
    const left = new Map(edges.map((targets, index) => [index, targets]));
    const isReady = ([, targets]: [number, number[]]) => targets.every((target) => !left.has(target));
    for (let next = [...left].find(isReady); next; next = [...left].find(isReady)) {
      left.delete(next[0]);
    }
    const findings = checkDependencies(edges.map((targets, index) => waits(`c${index}`, ...targets.map((target) => `c${target}`))));
    expect(findings.length > 0).toBe(left.size > 0);
  }));
});
