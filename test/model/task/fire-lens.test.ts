import { advise, Finding, refuse } from '../../../src/model/finding';
import { ContainerFacts } from '../../../src/model/task/container-facts';
import { checkFireLens, checkInjectedRouter, checkRouterConfig } from '../../../src/model/task/fire-lens';
import { readTaskDefinition } from '../../../src/model/task/task-definition';

const FARGATE = { fargate: true, networkMode: 'awsvpc' } as const;
const app: ContainerFacts = { path: '', name: 'app', logDriver: 'awsfirelens' };
const router: ContainerFacts = { path: 'sidecars[0]', name: 'log-router', essential: true, logDriver: 'awslogs', logRouter: {}, user: '1000' };
const NO_ROUTER = 'logs with awsfirelens, but the task has no log router; add Sidecar.fireLens() to `sidecars`';

test.each<[string, ContainerFacts[], Parameters<typeof checkFireLens>[1], Finding[]]>([
  ['a router and what it routes', [app, router], FARGATE, []],
  ['no router, and none needed', [{ ...app, logDriver: 'awslogs' }], FARGATE, []],
  ['a driver that is not known', [{ name: 'app' }], FARGATE, []],
  ['logs without a router', [app], FARGATE, [refuse('FireLens.NoRouter', 'logging', NO_ROUTER)]],
  ['shared logs without a router', [{ ...app, loggingPath: 'logging' }, { ...app, path: 'containers[1]', loggingPath: 'logging' }], FARGATE,
    [refuse('FireLens.NoRouter', 'logging', NO_ROUTER)]],
  ['two routers', [app, router, { ...router, path: 'sidecars[1]' }], FARGATE, [refuse('FireLens.TwoRouters', 'sidecars[1]',
    'must route the logs of its task alone, got `sidecars[0]` too; keep one, and give containers a `logging` of their own with TaskLogging.routed()')]],
  ['a router that logs through itself', [app, { ...router, logDriver: 'awsfirelens' }], FARGATE, [refuse('FireLens.RoutesItself', 'sidecars[0].logging',
    'takes another driver than awsfirelens, since the router cannot route its own logs; leave it out for CloudWatch Logs')]],
  ['a router for Windows', [app, router], { fargate: true, windows: true }, [refuse('FireLens.Windows', 'sidecars[0]',
    'needs Linux, got Windows containers; let them log to CloudWatch Logs')]],
  ['a configuration in a bucket, on Fargate', [app, { ...router, logRouter: { configType: 's3' } }], FARGATE, [refuse('FireLens.ConfigInBucket', 'sidecars[0].config',
    'must be in the image on Fargate, got one in a bucket; use FireLensConfig.inImage()')]],
  ['a configuration in a bucket, on instances', [app, { ...router, logRouter: { configType: 's3' } }], { fargate: false }, []],
  ['a configuration in the image', [app, { ...router, logRouter: { configType: 'file' } }], FARGATE, []],
  ['a user by name', [app, { ...router, user: 'fluent' }], FARGATE, [refuse('FireLens.User', 'sidecars[0].user',
    'must be a number, or one with a group after a colon, for a log router, got fluent')]],
  ['a user with a group by name', [app, { ...router, user: '1000:fluent' }], FARGATE, []],
  ['the user of the image', [app, { ...router, user: '' }], FARGATE, []],
  ['a router that may end', [app, { ...router, essential: false }], FARGATE, [advise('FireLens.NotEssential', 'sidecars[0].essential',
    'must be true for a log router, got false: without it the task runs on and nobody sees its logs; leave it out')]],
  ['a router of nothing', [{ ...app, logDriver: 'awslogs' }, router], FARGATE, [advise('FireLens.Unused', 'sidecars[0]',
    'must have containers with the driver awsfirelens whose logs it routes, got none; leave out their `logging`, or the router')]],
  ['buffers on disk of a user that may not write', [{ ...app, logOutput: 's3' }, router], FARGATE, [advise('FireLens.BufferOwner', 'sidecars[0].user',
    'must be root where the router keeps on disk what is not in S3 yet, since by default only root may write there, got 1000; run the router as user 0, or with an image whose VOLUME belongs to that user')]],
  ['a container on the port of the router', [{ ...app, ports: [{ port: 24224 }] }, router], FARGATE, [refuse('FireLens.Port', 'ports',
    'must leave 24224 to the log router, which listens there at the same address, got that port; take another')]],
  ['such a container on the network of the instance', [{ ...app, ports: [{ port: 24224 }] }, router], { fargate: false, networkMode: 'host' }, [refuse('FireLens.Port', 'ports',
    'must leave 24224 to the log router, which listens there at the same address, got that port; take another')]],
  ['such a container with an address of its own', [{ ...app, ports: [{ port: 24224 }] }, router], { fargate: false, networkMode: 'bridge' }, []],
  ['such a container whose mode is not known', [{ ...app, ports: [{ port: 24224 }] }, router], { fargate: false }, []],
  ['a router whose port is open', [app, { ...router, ports: [{ port: 24225 }, { port: 24224 }] }], FARGATE, [advise('FireLens.OpenPort', 'sidecars[0].ports',
    'must not map 24224, where the log router takes whatever reaches it for logs of its task, got that port; leave it out')]],
  ['a router with another port', [app, { ...router, ports: [{ port: 24225 }] }], FARGATE, []],
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
