import { advise, refuse } from '../../../src/model/finding';
import { checkContainerHealth, checkHealthGiven } from '../../../src/model/task/container-health';

test.each([
  [{ intervalSeconds: 4 }, 'ContainerHealth.Interval', 'interval', 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ intervalSeconds: 301 }, 'ContainerHealth.Interval', 'interval', 'takes whole seconds from 5 to 300, got 301; the nearest is 300'],
  [{ timeoutSeconds: 1 }, 'ContainerHealth.Timeout', 'timeout', 'takes whole seconds from 2 to 60, got 1; the nearest is 2'],
  [{ timeoutSeconds: 61 }, 'ContainerHealth.Timeout', 'timeout', 'takes whole seconds from 2 to 60, got 61; the nearest is 60'],
  [{ retries: 0 }, 'ContainerHealth.Retries', 'retries', 'takes whole numbers from 1 to 10, got 0; the nearest is 1'],
  [{ retries: 11 }, 'ContainerHealth.Retries', 'retries', 'takes whole numbers from 1 to 10, got 11; the nearest is 10'],
  [{ startPeriodSeconds: 301 }, 'ContainerHealth.StartPeriod', 'startPeriod', 'takes whole seconds from 0 to 300, got 301; the nearest is 300'],
  [{ startPeriodSeconds: 1.5 }, 'ContainerHealth.StartPeriod', 'startPeriod', 'takes whole seconds from 0 to 300, got 1.5; the nearest is 2'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkContainerHealth(facts)).toEqual([refuse(id, path, text)]);
});

test.each([
  [[], 'an empty list'],
  [['CMD'], '\'CMD\' alone'],
  [['curl', '-f', 'http://localhost/'], '\'curl\' first'],
  [['curl -u me:hunter2 http://localhost/'], '\'curl\' first'],
  [['NONE'], '\'NONE\' alone'],
  [['CMD-SHELL', ''], '\'CMD-SHELL\' and nothing to run'],
  [['CMD-SHELL', ' \n'], '\'CMD-SHELL\' and nothing to run'],
  [['CMD', '', '/health'], '\'CMD\' and nothing to run'],
])('the command %p is refused', (command, got) => {
  expect(checkContainerHealth({ command })).toEqual([
    refuse('ContainerHealth.Command', 'command', `must start with CMD or CMD-SHELL and then say what to run, got ${got}`),
  ]);
});

test.each([
  {},
  { command: ['CMD', 'true'] },
  { command: ['CMD', 'true', ''] },
  { command: ['CMD-SHELL', undefined] },
  { command: [undefined] },
  { intervalSeconds: 5, timeoutSeconds: 2, retries: 1, startPeriodSeconds: 0 },
  { intervalSeconds: 300, timeoutSeconds: 60, retries: 10, startPeriodSeconds: 300 },
])('%p gets through', (facts) => {
  expect(checkContainerHealth(facts)).toEqual([]);
});

test('a health check is advised for each container that has none', () => {
  expect(checkHealthGiven([{ path: 'a', healthCheck: true }, { path: 'b', healthCheck: false }, { path: 'c' }])).toEqual([
    advise('ContainerHealth.None', 'b.healthCheck', 'must say how ECS asks whether the container is well, got none; add a command that does'),
  ]);
});
