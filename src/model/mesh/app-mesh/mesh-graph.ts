import { entriesAt, MeshInventory, MeshKind, MeshResource, nameIn, propertiesAt, spoken, unreadPartOf } from './mesh-resource';
import { LATTICE_RULES } from './route-match';
import { ReadRoute, readRoute, takesAll } from './routes';
import { numberIn, propertiesIn } from '../../template-value';
import { InterconnectMethod } from '../interconnect-options';

/** What a virtual service leads to. */
export interface Lead {
  readonly service: MeshResource;
  /** Virtual nodes that answer; of a route, the one with the largest share comes first. */
  readonly nodes: string[];
  readonly ports: (number | undefined)[];
  /** What gives the name: Service Connect, unless its router looks into requests. */
  readonly method: InterconnectMethod;
  /** Its routes are of TCP. */
  readonly isTcp: boolean;
}

/** Resources of App Mesh, and what they lead to. */
export class MeshGraph {
  public readonly routes: readonly ReadRoute[];
  public readonly gatewayRoutes: readonly ReadRoute[];
  public readonly leads: readonly Lead[];

  constructor(private readonly inventory: MeshInventory) {
    this.routes = this.all('route').map(readRoute);
    this.gatewayRoutes = this.all('gatewayRoute').map(readRoute);
    this.leads = this.all('virtualService').map((service) => this.leadOf(service));
  }

  public all(kind: MeshKind): MeshResource[] {
    return this.inventory.resources.filter((resource) => resource.kind === kind);
  }

  public routesOf(router: string | undefined): ReadRoute[] {
    return this.routes.filter(({ resource }) => resource.owner === router);
  }

  /** What does the work of a router: one verdict for all its routes. Service Connect, unless requests are routed by what is in them. */
  public methodOf(router: string | undefined): InterconnectMethod {
    const routes = this.routesOf(router);
    if (routes.every(takesAll)) return InterconnectMethod.SERVICE_CONNECT;
    return routes.every(({ listeners }) => listeners.includes(LATTICE_RULES)) ? InterconnectMethod.LATTICE : InterconnectMethod.LOAD_BALANCER;
  }

  /** A route of the router could not be read, and so it is not known where requests go. */
  public isOpen(router: string | undefined): boolean {
    return this.routesOf(router).some(({ resource }) => resource.specUnread || unreadPartOf(resource) !== undefined);
  }

  /** Parts of resources that could not be read, and what is not made of them. */
  public unreadParts(): string[] {
    return this.inventory.resources.flatMap((resource) => {
      const part = unreadPartOf(resource);
      return part === undefined ? [] : [`the ${part} of ${spoken(resource)}`];
    });
  }

  /** What the requests to a node come through, each once. */
  public methodsTo(node: string): InterconnectMethod[] {
    return [...new Set(this.leads.filter(({ nodes }) => nodes.includes(node)).map(({ method }) => method))];
  }

  public routesTo(node: string): ReadRoute[] {
    return this.routes.filter(({ shares }) => shares.some(({ target }) => target === node));
  }

  public isCalled(node: string): boolean {
    return this.leads.some(({ nodes }) => nodes.includes(node));
  }

  /** Names of the virtual services that a node calls. */
  public backendsOf(node: MeshResource): string[] {
    return entriesAt(node.spec, 'backends').map((backend) => nameIn(propertiesAt(backend, 'virtualservice').virtualservicename)).filter((name) => name !== undefined);
  }

  public serversOf(virtualService: string): string[] {
    return this.leads.find(({ service }) => service.name === virtualService)?.nodes ?? [];
  }

  /** Resources that others name and that are not there: nothing is known of them. */
  public absent(): string[] {
    const named: (readonly [MeshKind, string | undefined])[] = [
      ...this.routes.flatMap(({ resource, shares }) => [['virtualRouter', resource.owner] as const, ...shares.map(({ target }) => ['virtualNode', target] as const)]),
      ...this.gatewayRoutes.flatMap(({ resource, shares }) => [['virtualGateway', resource.owner] as const, ...shares.map(({ target }) => ['virtualService', target] as const)]),
      ...this.all('virtualService').flatMap((service) => [['virtualRouter', routerOf(service)] as const, ['virtualNode', nodeOf(service)] as const]),
      ...this.all('virtualNode').flatMap((node) => this.backendsOf(node)).map((name) => ['virtualService', name] as const),
    ];
    return named.flatMap(([kind, name]) => (name === undefined || this.named(kind, name) ? [] : [`the ${spoken({ kind, name })}, which is elsewhere`]));
  }

  /** Resources of one kind and name: which of them is meant, names do not tell. */
  public namesakes(): string[] {
    const all = this.inventory.resources.map((resource) => `${resource.mesh}: ${spoken(resource)}`);
    return this.inventory.resources.filter((_, index) => all.indexOf(all[index]) < index).map((resource) => `the second ${spoken(resource)}: names lead to the first`);
  }

  private named(kind: MeshKind, name: string): MeshResource | undefined {
    return this.all(kind).find((resource) => resource.name === name);
  }

  private leadOf(service: MeshResource): Lead {
    const router = routerOf(service);
    const node = nodeOf(service);
    if (router === undefined) {
      return { service, method: InterconnectMethod.SERVICE_CONNECT, isTcp: false, nodes: node === undefined ? [] : [node], ports: this.portsOf('virtualNode', node) };
    }
    const nodes = this.isOpen(router) ? [] : [...new Set(this.routesOf(router).flatMap(({ shares }) => shares).map(({ target }) => target))];
    const ports = this.portsOf('virtualRouter', router);
    return {
      service,
      method: this.methodOf(router),
      isTcp: this.routesOf(router).some(({ protocol }) => protocol === 'tcp'),
      nodes,
      ports: ports.length > 0 ? ports : this.portsOf('virtualNode', nodes[0]),
    };
  }

  private portsOf(kind: MeshKind, name: string | undefined): (number | undefined)[] {
    const resource = name === undefined ? undefined : this.named(kind, name);
    return entriesAt(resource?.spec, 'listeners').map(({ portmapping }) => numberIn(propertiesIn(portmapping).port));
  }
}

function routerOf({ spec }: MeshResource): string | undefined {
  return nameIn(propertiesAt(spec, 'provider', 'virtualrouter').virtualroutername);
}

function nodeOf({ spec }: MeshResource): string | undefined {
  return nameIn(propertiesAt(spec, 'provider', 'virtualnode').virtualnodename);
}
