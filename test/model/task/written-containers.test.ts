import { readWrittenContainers, runsWindows } from '../../../src/model/task/written-containers';

const OPEN = { 'Fn::If': ['IsProduction', 'a', { Ref: 'AWS::NoValue' }] };

const NOTHING = { readonlyRoot: false, user: '', variables: 0, initProcess: false, healthCheck: false, logging: { driver: '', group: false, createsGroup: false, prefix: false, region: false, mode: undefined } };
const UNKNOWN = { group: undefined, createsGroup: undefined, prefix: undefined, region: undefined, mode: undefined };

test.each([
  ['nothing', {}, {}],
  ['all', {
    ReadonlyRootFilesystem: 'true',
    User: '1000',
    Environment: [{ Name: 'A', Value: 'a' }],
    LinuxParameters: { InitProcessEnabled: true },
    HealthCheck: { Command: ['CMD', 'true'] },
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: { 'awslogs-group': 'web', 'awslogs-create-group': 'true', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web', 'mode': 'blocking' },
    },
  }, {
    readonlyRoot: true,
    user: '1000',
    variables: 1,
    initProcess: true,
    healthCheck: true,
    logging: { driver: 'awslogs', group: true, createsGroup: true, prefix: true, region: true, mode: 'blocking' },
  }],
  ['what only the deployment knows', {
    ReadonlyRootFilesystem: OPEN, User: OPEN, Environment: [OPEN], LinuxParameters: OPEN, HealthCheck: OPEN, LogConfiguration: OPEN,
  }, {
    readonlyRoot: undefined,
    user: undefined,
    variables: undefined,
    initProcess: undefined,
    healthCheck: undefined,
    logging: { driver: undefined, ...UNKNOWN },
  }],
  ['options that only the deployment knows', { LogConfiguration: { LogDriver: 'awslogs', Options: OPEN } }, { logging: { driver: 'awslogs', ...UNKNOWN } }],
  ['options of which each is not known', {
    LogConfiguration: { Options: { 'awslogs-group': OPEN, 'awslogs-create-group': OPEN, 'awslogs-region': OPEN, 'awslogs-stream-prefix': OPEN, 'mode': OPEN } },
  }, { logging: { driver: '', ...UNKNOWN } }],
])('a container that says %s', (_name, container, facts) => {
  expect(readWrittenContainers({ ContainerDefinitions: [container] })).toEqual([{ path: 'containers[0]', ...NOTHING, ...facts }]);
});

test('a container of which nothing is known is left out, and counted', () => {
  expect(readWrittenContainers({ ContainerDefinitions: [OPEN, {}] }).map(({ path }) => path)).toEqual(['containers[1]']);
  expect([{ ContainerDefinitions: OPEN }, {}].flatMap(readWrittenContainers)).toEqual([]);
});

test.each([
  [{}, false],
  [{ RuntimePlatform: {} }, false],
  [{ RuntimePlatform: { OperatingSystemFamily: 'LINUX' } }, false],
  [{ RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, true],
  [{ RuntimePlatform: { OperatingSystemFamily: OPEN } }, undefined],
  [{ RuntimePlatform: OPEN }, undefined],
])('a task with %j runs on Windows: %p', (task, windows) => {
  expect(runsWindows(task)).toBe(windows);
});
