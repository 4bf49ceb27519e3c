import { at, ContainerFacts, pathOf, TaskFacts } from './container-facts';
import { advise, Finding, refuse } from '../finding';
import { sharesAddress } from './network-mode';

/** The driver whose logs go to a container of the task. */
export const FIRELENS = 'awsfirelens';

// ECS Developer Guide, "Example Amazon ECS task definition: Route logs to FireLens": nobody outside of the task may reach it.
const ROUTER_PORT = 24224;
// ECS agent 1.96.0, release notes on FireLens without root: a user id, alone or with the id or name of a group.
const ROUTER_USER = /^\d+(:\w+)?$/;
const ROOT = /^0(:|$)/;
// Fluent Bit manual, "Amazon S3": the plugin that keeps what it has not uploaded yet on disk.
export const OUTPUT_ON_DISK = 's3';
// ECS Developer Guide, "Example Amazon ECS task definition: Route logs to FireLens".
const WRITTEN_BY_ECS = ['/fluent-bit/etc/fluent-bit.conf', '/fluentd/etc/fluent.conf'];

/** Refuses logs that nothing routes, two routers, and what FireLens does not do. ECS Developer Guide, "Send Amazon ECS logs to an AWS service or AWS Partner". */
export function checkFireLens(containers: readonly ContainerFacts[], task: Pick<TaskFacts, 'fargate' | 'networkMode' | 'windows'>): Finding[] {
  const routers = containers.flatMap((container, index) => (container.logRouter ? [{ ...container, path: pathOf(container, index) }] : []));
  const [router, ...others] = routers;
  const mayBeMore = containers.some(({ mayLogAnyhow }) => mayLogAnyhow);
  if (router === undefined) {
    return mayBeMore ? [] : unrouted(containers).map((path) => refuse('FireLens.NoRouter', path,
      `logs with ${FIRELENS}, but the task has no log router; add Sidecar.fireLens() to \`sidecars\``));
  }
  return [
    ...others.map(({ path }) => refuse('FireLens.TwoRouters', path,
      `must route the logs of its task alone, got \`${router.path}\` too; keep one, and give containers a \`logging\` of their own with TaskLogging.routed()`)),
    ...routers.flatMap((each) => checkRouter(each, each.path, task)),
    ...(mayBeMore || containers.some(isRouted) ? [] : [advise('FireLens.Unused', router.path,
      `must have containers with the driver ${FIRELENS} whose logs it routes, got none; leave out their \`logging\`, or the router`)]),
    ...checkBuffer(containers, router),
    ...containers.flatMap((container, index) => checkPort(container, at(pathOf(container, index), 'ports'), task)),
  ];
}

/** Where containers share no address, the port is the router's own; logs come to it over a socket. */
function checkPort({ logRouter, ports = [] }: ContainerFacts, path: string, { networkMode: mode }: Pick<TaskFacts, 'networkMode'>): Finding[] {
  if (!ports.some(({ port }) => port === ROUTER_PORT)) return [];
  if (logRouter) {
    return [advise('FireLens.OpenPort', path, `must not map ${ROUTER_PORT}, where the log router takes whatever reaches it for logs of its task, got that port; leave it out`)];
  }
  return mode !== undefined && sharesAddress(mode)
    ? [refuse('FireLens.Port', path, `must leave ${ROUTER_PORT} to the log router, which listens there at the same address, got that port; take another`)] : [];
}

/** Advises against the router that the core library adds where a task has none: an image without a version, a log group without an end, grants on everything. */
export function checkInjectedRouter(containers: readonly ContainerFacts[]): Finding[] {
  if (containers.some(({ logRouter }) => logRouter !== undefined)) return [];
  return unrouted(containers).slice(0, 1).map((path) => advise('FireLens.InjectedRouter', path,
    `takes the driver ${FIRELENS}, got no router, so that the CDK adds one with the newest image, a log group that is kept for ever and rights on every resource; call addFirelensLogRouter()`));
}

/** Refuses a file that is none, or the one that ECS writes. ECS API reference, FirelensConfiguration. */
export function checkRouterConfig({ path }: { readonly path?: string }): Finding[] {
  if (path === undefined || (path.startsWith('/') && !WRITTEN_BY_ECS.includes(path))) return [];
  return [refuse('FireLensConfig.Path', '', `is an absolute path that ECS does not write to itself, got '${path}'; take another, such as /extra.conf`)];
}

function checkRouter(router: ContainerFacts, path: string, { fargate, windows }: Pick<TaskFacts, 'fargate' | 'windows'>): Finding[] {
  const { essential, logRouter, user } = router;
  return [
    ...(isRouted(router) ? [refuse('FireLens.RoutesItself', at(path, 'logging'),
      `takes another driver than ${FIRELENS}, since the router cannot route its own logs; leave it out for CloudWatch Logs`)] : []),
    ...(windows ? [refuse('FireLens.Windows', path, 'needs Linux, got Windows containers; let them log to CloudWatch Logs')] : []),
    ...(fargate && logRouter?.configType === 's3' ? [refuse('FireLens.ConfigInBucket', at(path, 'config'),
      'must be in the image on Fargate, got one in a bucket; use FireLensConfig.inImage()')] : []),
    ...(user !== undefined && user !== '' && !ROUTER_USER.test(user) ? [refuse('FireLens.User', at(path, 'user'),
      `must be a number, or one with a group after a colon, for a log router, got ${user}`)] : []),
    // Amazon ECS FireLens examples, "Health check guidance".
    ...(essential === false ? [advise('FireLens.NotEssential', at(path, 'essential'),
      'must be true for a log router, got false: without it the task runs on and nobody sees its logs; leave it out')] : []),
  ];
}

/** The scratch volumes of a container belong to root. */
function checkBuffer(containers: readonly ContainerFacts[], { path, user }: ContainerFacts): Finding[] {
  const isBuffered = containers.some(({ logOutput }) => logOutput === OUTPUT_ON_DISK);
  return isBuffered && user !== undefined && user !== '' && !ROOT.test(user) ? [advise('FireLens.BufferOwner', at(path ?? '', 'user'),
    `must be root where the router keeps on disk what is not in S3 yet, since by default only root may write there, got ${user}; run the router as user 0, or with an image whose VOLUME belongs to that user`)] : [];
}

function unrouted(containers: readonly ContainerFacts[]): string[] {
  const paths = containers.flatMap((container, index) => (isRouted(container) ? container.loggingPath ?? at(pathOf(container, index), 'logging') : []));
  return [...new Set(paths)];
}

function isRouted({ logDriver }: ContainerFacts): boolean {
  return logDriver === FIRELENS;
}
