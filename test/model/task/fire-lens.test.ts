import { advise, Finding, refuse } from '../../../src/model/finding';
import { ContainerFacts } from '../../../src/model/task/container-facts';
import { checkFireLens, checkInjectedRouter, checkRouterConfig } from '../../../src/model/task/fire-lens';
import { readTaskDefinition } from '../../../src/model/task/task-definition';

const FARGATE = { fargate: true };
const app: ContainerFacts = { path: '', name: 'app', logDriver: 'awsfirelens' };
const router: ContainerFacts = { path: 'sidecars[0]', name: 'log-router', essential: true, logDriver: 'awslogs', logRouter: {}, user: '1000' };
const NO_ROUTER = 'logs with awsfirelens, but the task has no log router; add Sidecar.fireLens() to `sidecars`';

test.each<[string, ContainerFacts[], { fargate: boolean; windows?: boolean }, Finding[]]>([
  ['a router and what it routes', [app, router], FARGATE, []],
  ['no router, and none needed', [{ ...app, logDriver: 'awslogs' }], FARGATE, []],
  ['a driver that is not known', [{ name: 'app' }], FARGATE, []],
  ['logs without a router', [app], FARGATE, [refuse('FireLens.NoRouter', 'logging', NO_ROUTER)]],
  ['shared logs without a router', [{ ...app, loggingPath: 'logging' }, { ...app, path: 'containers[1]', loggingPath: 'logging' }], FARGATE,
    [refuse('FireLens.NoRouter', 'logging', NO_ROUTER)]],
  ['two routers', [app, router, { ...router, path: 'sidecars[1]' }], FARGATE, [refuse('FireLens.TwoRouters', 'sidecars[1]',
    'routes the logs of its task alone, got `sidecars[0]` too; keep one, and give containers a `logging` of their own with TaskLogging.routed()')]],
  ['a router that logs through itself', [app, { ...router, logDriver: 'awsfirelens' }], FARGATE, [refuse('FireLens.RoutesItself', 'sidecars[0].logging',
    'takes another driver than awsfirelens, since the router cannot route its own logs; leave it out for CloudWatch Logs')]],
  ['a router for Windows', [app, router], { fargate: true, windows: true }, [refuse('FireLens.Windows', 'sidecars[0]',
    'needs Linux, got Windows containers; let them log to CloudWatch Logs')]],
  ['a configuration in a bucket, on Fargate', [app, { ...router, logRouter: { configType: 's3' } }], FARGATE, [refuse('FireLens.ConfigInBucket', 'sidecars[0].config',
    'is in the image on Fargate, got one in a bucket; use FireLensConfig.inImage()')]],
  ['a configuration in a bucket, on instances', [app, { ...router, logRouter: { configType: 's3' } }], { fargate: false }, []],
  ['a configuration in the image', [app, { ...router, logRouter: { configType: 'file' } }], FARGATE, []],
  ['a user by name', [app, { ...router, user: 'fluent' }], FARGATE, [refuse('FireLens.User', 'sidecars[0].user',
    'is a number, or one with a group after a colon, for a log router, got fluent')]],
  ['a user with a group by name', [app, { ...router, user: '1000:fluent' }], FARGATE, []],
  ['the user of the image', [app, { ...router, user: '' }], FARGATE, []],
  ['a router that may end', [app, { ...router, essential: false }], FARGATE, [advise('FireLens.NotEssential', 'sidecars[0].essential',
    'is true for a log router, got false: without it the task runs on and nobody sees its logs; leave it out')]],
  ['a router of nothing', [{ ...app, logDriver: 'awslogs' }, router], FARGATE, [advise('FireLens.Unused', 'sidecars[0]',
    'routes the logs of containers with the driver awsfirelens, got none; leave out their `logging`, or the router')]],
  ['buffers on disk of a user that may not write', [{ ...app, logOutput: 's3' }, router], FARGATE, [advise('FireLens.BufferOwner', 'sidecars[0].user',
    'keeps on disk what is not in S3 yet, where by default only root may write, got 1000; run the router as user 0, or with an image whose VOLUME belongs to that user')]],
  ['a container on the port of the router', [{ ...app, ports: [{ port: 24224 }] }, router], FARGATE, [refuse('FireLens.Port', 'ports',
    'leave port 24224 to the log router, which listens there for its task alone; take another')]],
  ['buffers on disk of root', [{ ...app, logOutput: 's3' }, { ...router, user: '0:0' }], FARGATE, []],
])('%s', (_, containers, task, findings) => {
  expect(checkFireLens(containers, task)).toEqual(findings);
});

test('the router that the core library adds is warned about once', () => {
  expect(checkInjectedRouter([app, { ...app, path: 'containers[1]' }])).toEqual([advise('FireLens.InjectedRouter', 'logging',
    'takes the driver awsfirelens, got no router, so that the CDK adds one with the newest image, a log group that is kept for ever and rights on every resource; call addFirelensLogRouter()')]);
  expect(checkInjectedRouter([app, router])).toEqual([]);
  expect(checkInjectedRouter([{ name: 'app' }])).toEqual([]);
});

test.each([['extra.conf'], ['/fluent-bit/etc/fluent-bit.conf'], ['/fluentd/etc/fluent.conf']])('no configuration is at %s', (path) => {
  expect(checkRouterConfig({ path })).toEqual([
    refuse('FireLensConfig.Path', '', `is an absolute path that ECS does not write to itself, got '${path}'; take another, such as /extra.conf`),
  ]);
});

test('who routes and who is routed is not told where it is not known', () => {
  const open = { mayLogAnyhow: true };
  const ids = (...containers: ContainerFacts[]) => checkFireLens(containers, FARGATE).map(({ id }) => id);
  expect(ids(app, open)).toEqual([]);
  expect(ids(router, open)).toEqual([]);
  expect(ids(router, { mayLogAnyhow: false })).toEqual(['FireLens.Unused']);
  expect(ids(app, { ...router, essential: false }, { ...router, path: 'sidecars[1]' }, open)).toEqual(['FireLens.TwoRouters', 'FireLens.NotEssential']);
});

test('a configuration may be anywhere else, or not known', () => {
  expect([{ path: '/extra.conf' }, {}].flatMap(checkRouterConfig)).toEqual([]);
});

test('routers and what they are told are read from templates', () => {
  const { containers } = readTaskDefinition({
    ContainerDefinitions: [
      { Name: 'app', LogConfiguration: { LogDriver: 'awsfirelens', Options: { Name: 's3' } } },
      { Name: 'router', User: '1000', FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 's3' } } },
      { Name: 'other', FirelensConfiguration: { Ref: 'Router' } },
    ],
  });

  expect(containers).toMatchObject([{ logDriver: 'awsfirelens', logOutput: 's3' }, { user: '1000', logRouter: { configType: 's3' } }, { logRouter: {} }]);
  expect(checkFireLens(containers, FARGATE).map(({ id, path }) => `${id} ${path}`)).toEqual([
    'FireLens.TwoRouters containers[2]', 'FireLens.ConfigInBucket containers[1].config', 'FireLens.BufferOwner containers[1].user',
  ]);
});
