import { advise } from '../../../src/model/finding';
import { checkHardLimit } from '../../../src/model/task/hard-limit';

test('a container without a limit in a task without one is told', () => {
  expect(checkHardLimit([{ namesHardLimit: true }, { namesHardLimit: false }], { namesMemory: false })).toEqual([
    advise('Containers.NoHardLimit', 'containers[1].memoryMiB',
      'limits what the container takes of its instance, got none, so that one leak stops the tasks beside it; set it, or a memory for the task'),
  ]);
});

test.each([
  [[{ namesHardLimit: false }], { namesMemory: true }],
  [[{ namesHardLimit: false }], {}],
  [[{}], { namesMemory: false }],
  [[], { namesMemory: false }],
])('%j in a task with %j gets through', (containers, task) => {
  expect(checkHardLimit(containers, task)).toEqual([]);
});
