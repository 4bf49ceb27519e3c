import { AppMeshPlan } from './app-mesh-plan';
import { portNameOf } from './endpoints';
import { isUnread } from './intrinsics';
import { AppMeshAlias, AppMeshEndpoint } from './plan-parts';
import { advise, Finding, refuse } from '../../finding';
import { all, oneOf } from '../../range';
import { InterconnectMethod } from '../interconnect-options';
import { isAlias } from '../service-connect';


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
export function namesToGive(plan: AppMeshPlan, placed: PlacedNodes): NamedNode[] {
  const services = distinct(plan.aliases.map(({ virtualService }) => virtualService));
  const isOnlyLabel = (label: string) => services.filter((service) => labelOf(service) === label).length === 1;
  return plan.aliases.filter(({ method }) => method === InterconnectMethod.SERVICE_CONNECT).flatMap((alias) => {
    const { port, virtualNodes, virtualService } = alias;
    const label = labelOf(virtualService);
    const virtualNode = virtualNodes.find((node) => placed[node] !== undefined);
    if (virtualNode === undefined) return [];
    const endpoints = plan.endpoints.filter((endpoint) => endpoint.virtualNode === virtualNode);
    const siblings = plan.aliases.filter((other) => other.virtualService === virtualService);
    const suffix = siblings.length > 1 ? `-${port ?? siblings.indexOf(alias) + 1}` : '';
    return [{
      id: idOf(`${virtualService}${suffix}`),
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
  const left = nodes.filter((node) => placed[node] === undefined && !isCovered(node, plan, placed));
  const isPlaced = (node: string) => placed[node] !== undefined;
  const ruled = plan.aliases.filter(({ method, virtualNodes }) => method !== InterconnectMethod.SERVICE_CONNECT && virtualNodes.some(isPlaced));
  return [
    ...strangers.map((node) => refuse('AppMeshMigration.UnknownNode', 'services',
      `has the names of virtual nodes, ${oneOf(nodes.map(quoted))}, got '${node}'`)),
    ...distinct(names).filter(isUnread).map((name) => refuse('AppMeshMigration.UnreadName', 'services',
      `needs names that could be read, got '${name}'; give the parameters of the template, or leave out its nodes`)),
    ...distinct(names).filter((name) => !isUnread(name) && !isAlias(name)).map((name) => refuse('AppMeshMigration.Alias', 'services',
      `needs names of up to 127 small letters, digits, hyphens, underscores and periods, got '${name}'; leave out its nodes and add them to the mesh under another name`)),
    ...(left.length === 0 ? [] : [advise('AppMeshMigration.NodeWithoutService', 'services',
      `leaves out ${all(left.map(quoted))}; nothing of them is in the mesh`)]),
    ...(ruled.length === 0 ? [] : [advise('AppMeshMigration.Rules', 'services',
      `has ${all(distinct(ruled.map(({ virtualService }) => virtualService)).map(quoted))} behind rules, which Service Connect does not have; `
      + 'make them rules of a load balancer or of VPC Lattice, as the plan says')]),
    ...plan.aliases.filter((alias) => servicesOf(alias, placed).length > 1 && alias.method === InterconnectMethod.SERVICE_CONNECT)
      .map(({ virtualNodes, virtualService }) => advise('AppMeshMigration.SeveralServices', 'services',
        `has several services behind '${virtualService}', and only that of '${virtualNodes.find((node) => placed[node] !== undefined)}' gets the name; `
        + 'make them one service whose rollout shifts the traffic, or put them behind rules with weights')),
  ];
}

/** Refuses a task whose traffic a proxy of App Mesh takes. App Mesh and Service Connect cannot both have it. */
export function checkProxy(isProxied: boolean): Finding[] {
  return isProxied ? [refuse('AppMeshMigration.ProxyConfiguration', '',
    'has a task definition without proxyConfiguration, got one, whose proxy takes all traffic; take out what `plan.drops` lists')] : [];
}

/** A version without a service of its own, whose name another one has: the rollout of that is its successor. */
function isCovered(node: string, plan: AppMeshPlan, placed: PlacedNodes): boolean {
  return plan.aliases.some(({ method, virtualNodes }) => (
    method === InterconnectMethod.SERVICE_CONNECT && virtualNodes.includes(node) && virtualNodes.some((other) => placed[other] !== undefined)));
}

function servicesOf({ virtualNodes }: AppMeshAlias, placed: PlacedNodes): string[] {
  return distinct(virtualNodes.map((node) => placed[node]).filter((service) => service !== undefined));
}

function labelOf(virtualService: string): string {
  return virtualService.split('.')[0];
}

/** Id of a construct for a name of App Mesh: `orders-node` is OrdersNode. */
export function idOf(name: string): string {
  return name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '').map((word) => `${word[0].toUpperCase()}${word.slice(1)}`).join('');
}

function quoted(name: string): string {
  return `'${name}'`;
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
