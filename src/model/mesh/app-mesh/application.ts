import { AppMeshPlan } from './app-mesh-plan';
import { portNameOf } from './endpoints';
import { AppMeshAlias, AppMeshEndpoint } from './plan-parts';
import { spokenMethod } from './verdicts';
import { advise, Finding, refuse } from '../../finding';
import { all, oneOf } from '../../range';
import { isUnread } from '../../template/intrinsics';
import { ownEntry } from '../../template/odd-text';
import { InterconnectMethod } from '../interconnect-options';
import { isAlias } from '../service-connect';

// ECS Developer Guide, "Amazon ECS deployment strategies": what is moved in steps, by a load balancer, Service Connect or VPC Lattice.
const SHIFTED_BY_OTHERS = ['LINEAR', 'CANARY'];

/** Services by the virtual nodes that they replace: any text that tells one service from another. */
export type PlacedNodes = Readonly<Record<string, string>>;

/** A name of the mesh, and the virtual node whose service gets it. */
export interface NamedNode {
  /** Id of its construct, in PascalCase. */
  readonly id: string;
  readonly alias: string;
  readonly aliasPort?: number;
  readonly discoveryName: string;
  readonly virtualNode: string;
  /** Absent where nothing is known of the node. */
  readonly endpoint?: AppMeshEndpoint;
}

/** The names that services get: of each alias the first of its nodes that has one. */
export function namesToGive(plan: AppMeshPlan, placed: PlacedNodes, ids: Set<string> = new Set()): NamedNode[] {
  const services = distinct(plan.aliases.map(({ virtualService }) => virtualService));
  const isOnlyLabel = (label: string) => services.filter((service) => labelOf(service) === label).length === 1;
  return plan.aliases.filter(isInMesh).flatMap((alias) => {
    const { port, virtualNodes, virtualService } = alias;
    const label = labelOf(virtualService);
    const virtualNode = virtualNodes.find((node) => isPlaced(node, placed));
    if (virtualNode === undefined) return [];
    const endpoints = plan.endpoints.filter((endpoint) => endpoint.virtualNode === virtualNode);
    const siblings = plan.aliases.filter((other) => other.virtualService === virtualService);
    const suffix = siblings.length > 1 ? `-${port ?? siblings.indexOf(alias) + 1}` : '';
    return [{
      id: idBeside(ids, `${virtualService}${suffix}`),
      alias: virtualService,
      aliasPort: port,
      discoveryName: portNameOf(isOnlyLabel(label) ? label : virtualService, suffix),
      virtualNode,
      endpoint: endpoints.find((endpoint) => endpoint.port === port) ?? endpoints[0],
    }];
  });
}

/** Refuses services for nodes that are not there, and names that cannot be given; advises of what is left over. */
export function checkApplication(plan: AppMeshPlan, placed: PlacedNodes): Finding[] {
  const nodes = [...new Set([...plan.nodes, ...plan.aliases.flatMap(({ virtualNodes }) => virtualNodes)])];
  const strangers = Object.keys(placed).filter((node) => !nodes.includes(node));
  const names = namesToGive(plan, placed).map(({ alias }) => alias);
  const ruled = behindRules(plan, placed);
  const unread = distinct([...names, ...ruled.map(({ virtualService }) => virtualService)]).filter(isUnread);
  const left = nodes.filter((node) => !isPlaced(node, placed) && !isCovered(node, plan, placed));
  return [
    ...strangers.map((node) => refuse('AppMeshMigration.UnknownNode', 'services',
      `has the names of virtual nodes, ${oneOf(nodes.map(quoted))}, got '${node}'`)),
    ...unread.map((name) => refuse('AppMeshMigration.UnreadName', 'services',
      `needs names that could be read, got '${name}'; give the parameters of the template, or leave out its nodes`)),
    ...distinct(names).filter((name) => !isUnread(name) && !isAlias(name)).map((name) => refuse('AppMeshMigration.Alias', 'services',
      `needs names of up to 127 small letters, digits, hyphens, underscores and periods, got '${name}'; leave out its nodes and add them to the mesh under another name`)),
    ...(left.length === 0 ? [] : [advise('AppMeshMigration.NodeWithoutService', 'services',
      `leaves out ${all(left.map(quoted))}; nothing of them is in the mesh`)]),
    ...ruled.filter(({ virtualService }, index) => ruled.findIndex((other) => other.virtualService === virtualService) === index)
      .map(({ method, virtualNodes, virtualService }) => advise('AppMeshMigration.Rules', 'services',
        `has ${all(virtualNodes.filter((node) => isPlaced(node, placed)).map(quoted))} behind the rules of '${virtualService}', `
        + 'for which no server and no connection is made here: Service Connect looks into no request; '
        + `give the name to ${spokenMethod(method)}, as the plan says`)),
    ...plan.aliases.filter((alias) => servicesOf(alias, placed).length > 1 && isInMesh(alias))
      .map(({ virtualNodes, virtualService }) => advise('AppMeshMigration.SeveralServices', 'services',
        `has several services behind '${virtualService}', and only that of '${virtualNodes.find((node) => isPlaced(node, placed))}' gets the name; `
        + 'make them one service whose rollout shifts the traffic, or put them behind rules with weights')),
  ];
}

/** Refuses a task whose traffic a proxy of App Mesh takes. App Mesh and Service Connect cannot both have it. */
export function checkProxy(isProxied: boolean): Finding[] {
  return isProxied ? [refuse('AppMeshMigration.ProxyConfiguration', '',
    'has a task definition without proxyConfiguration, got one, whose proxy takes all traffic; take out what `plan.drops` lists')] : [];
}

/** Refuses a service whose deployments move traffic, where its only name is behind rules and nothing else leads requests to it. */
export function checkShift(plan: AppMeshPlan, placed: PlacedNodes, node: string, strategy: string | undefined): Finding[] {
  const service = ownEntry(placed, node);
  const [ruled] = plan.aliases.filter((alias) => !isInMesh(alias) && alias.virtualNodes.includes(node));
  const isNamed = namesToGive(plan, placed).some(({ virtualNode }) => ownEntry(placed, virtualNode) === service);
  if (ruled === undefined || isNamed || strategy === undefined || !SHIFTED_BY_OTHERS.includes(strategy)) return [];
  return [refuse('AppMeshMigration.ShiftBehindRules', '',
    `answers to '${ruled.virtualService}' behind rules, for which no server and no connection is made here, so that nothing moves the traffic of its deployments, `
    + `got ${strategy}; lead ${spokenMethod(ruled.method)} to it before this call, update it batch by batch, or give up the rules and call mesh.addServer() with the name as its alias`)];
}

/** A version without a service of its own, whose name another one has: the rollout of that is its successor. */
function isCovered(node: string, plan: AppMeshPlan, placed: PlacedNodes): boolean {
  return plan.aliases.filter((alias) => isInMesh(alias) && alias.virtualNodes.includes(node))
    .some(({ virtualNodes }) => virtualNodes.some((other) => isPlaced(other, placed)));
}

function servicesOf({ virtualNodes }: AppMeshAlias, placed: PlacedNodes): string[] {
  return distinct(virtualNodes.flatMap((node) => ownEntry(placed, node) ?? []));
}

/** Names of nodes with a service that the mesh cannot give. */
function behindRules(plan: AppMeshPlan, placed: PlacedNodes): AppMeshAlias[] {
  return plan.aliases.filter((alias) => !isInMesh(alias) && alias.virtualNodes.some((node) => isPlaced(node, placed)));
}

function isInMesh({ method }: AppMeshAlias): boolean {
  return method === InterconnectMethod.SERVICE_CONNECT;
}

function isPlaced(node: string, placed: PlacedNodes): boolean {
  return ownEntry(placed, node) !== undefined;
}

function labelOf(virtualService: string): string {
  return virtualService.split('.')[0];
}

/** Id of a construct for a name of App Mesh: `orders-node` is OrdersNode. */
function idOf(name: string): string {
  return name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '').map((word) => `${word[0].toUpperCase()}${word.slice(1)}`).join('');
}

/** The id for a name, and another number for each name that gives the same one: `a.b` and `a-b` do. */
export function idBeside(taken: Set<string>, name: string, ending: string = ''): string {
  const id = `${idOf(name)}${ending}` || 'Name';
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id}${number}`;
  taken.add(free);
  return free;
}

function quoted(name: string): string {
  return `'${name}'`;
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
