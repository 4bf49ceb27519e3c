import * as fc from 'fast-check';
import { taskNeeds } from '../../../src/model/capacity/task-needs';
import { NetworkMode } from '../../../src/model/task/network-mode';
import { TaskDefinitionFacts } from '../../../src/model/task/task';

const NOTHING = { cpu: 0, memoryMiB: 0, gpus: 0, neuronDevices: 0, ownNetworkInterface: false, oneCopyAnInstance: false };

test.each<[string, TaskDefinitionFacts, object]>([
  ['nothing of which nothing is known', { containers: [{}] }, {}],
  ['its own size before that of its containers', { cpu: 1024, memoryMiB: 2048, namesMemory: true, containers: [{ cpu: 256, memoryMiB: 512, namesMemory: true }] },
    { cpu: 1024, memoryMiB: 2048 }],
  ['what its containers take together', { containers: [{ cpu: 256, memoryMiB: 512 }, { cpu: 128, memoryMiB: 256 }, {}] }, { cpu: 384, memoryMiB: 768 }],
  ['the soft limit where there is one', { containers: [{ memoryMiB: 1024, memoryReservationMiB: 256 }] }, { memoryMiB: 256 }],
  ['the hard limit where that is all', { containers: [{ memoryMiB: 1024 }] }, { memoryMiB: 1024 }],
  ['an unknown memory of the task', { namesMemory: true, containers: [{ memoryMiB: 512, namesMemory: true }] }, { memoryMiB: undefined }],
  ['an unknown memory of a container', { namesMemory: false, containers: [{ namesMemory: true }, { memoryMiB: 512, namesMemory: true }] }, { memoryMiB: undefined }],
  ['devices of all its containers', { containers: [{ gpus: 1, neuronDevices: 2 }, { gpus: 2 }] }, { gpus: 3, neuronDevices: 2 }],
])('a task takes %s', (_name, task, needs) => {
  expect(taskNeeds(task)).toEqual({ ...NOTHING, ...needs });
});

test.each<[NetworkMode | undefined, number | undefined, boolean, boolean]>([
  ['awsvpc', undefined, true, false],
  ['awsvpc', 80, true, false],
  ['bridge', undefined, false, false],
  ['bridge', 0, false, false],
  ['bridge', 8080, false, true],
  ['default', 8080, false, true],
  ['host', undefined, false, true],
  ['host', 80, false, true],
  ['none', undefined, false, false],
  [undefined, 80, false, false],
])('%s with the host port %p: an interface of its own %p, one copy an instance %p', (networkMode, hostPort, ownNetworkInterface, oneCopyAnInstance) => {
  const needs = taskNeeds({ networkMode, containers: [{}, { ports: [{ port: 80, hostPort }] }] });
  expect(needs).toMatchObject({ ownNetworkInterface, oneCopyAnInstance });
});

test('any number of copies fits where no container listens', () => {
  expect(taskNeeds({ networkMode: 'host', containers: [{ ports: [] }, {}] }).oneCopyAnInstance).toBe(false);
});

test('more containers never take less', () => {
  const container = fc.record({ cpu: fc.nat(4096), memoryMiB: fc.nat(8192), gpus: fc.nat(8) });
  fc.assert(fc.property(fc.array(container), container, (containers, another) => {
    const [before, after] = [taskNeeds({ containers }), taskNeeds({ containers: [...containers, another] })];
    expect(after.cpu! - before.cpu!).toBe(another.cpu);
    expect(after.memoryMiB! - before.memoryMiB!).toBe(another.memoryMiB);
    expect(after.gpus! - before.gpus!).toBe(another.gpus);
  }));
});
