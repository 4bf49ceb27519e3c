import { entriesAt, MeshInventory, MeshKind, MeshResource, propertiesAt, spoken } from './mesh-resource';
import { ReadRoute, readRoute, takesAll } from './routes';
import { numberIn, propertiesIn, textIn } from '../../template-value';

/** What a virtual service leads to. */
export interface Lead {
  readonly service: MeshResource;
  /** Virtual nodes that answer; of a route, the one with the largest share comes first. */
  readonly nodes: string[];
  readonly ports: (number | undefined)[];
  /** The router that looks into requests; absent where all requests are alike. */
  readonly ruledBy?: string;
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

  /** Requests are routed by what is in them. */
  public isRuled(router: string | undefined): boolean {
    return this.routesOf(router).some((route) => !takesAll(route));
  }

  public routesTo(node: string): ReadRoute[] {
    return this.routes.filter(({ shares }) => shares.some(({ target }) => target === node));
  }

  public isCalled(node: string): boolean {
    return this.leads.some(({ nodes }) => nodes.includes(node));
  }

  /** Names of the virtual services that a node calls. */
  public backendsOf(node: MeshResource): string[] {
    return entriesAt(node.spec, 'backends').map((backend) => textIn(propertiesAt(backend, 'virtualservice').virtualservicename)).filter((name) => name !== undefined);
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

  private named(kind: MeshKind, name: string): MeshResource | undefined {
    return this.all(kind).find((resource) => resource.name === name);
  }

  private leadOf(service: MeshResource): Lead {
    const router = routerOf(service);
    const node = nodeOf(service);
    if (router === undefined) return { service, nodes: node === undefined ? [] : [node], ports: this.portsOf('virtualNode', node) };
    const nodes = [...new Set(this.routesOf(router).flatMap(({ shares }) => shares).map(({ target }) => target))];
    const ports = this.portsOf('virtualRouter', router);
    return {
      service,
      nodes,
      ports: ports.length > 0 ? ports : this.portsOf('virtualNode', nodes[0]),
      ruledBy: this.isRuled(router) ? router : undefined,
    };
  }

  private portsOf(kind: MeshKind, name: string | undefined): (number | undefined)[] {
    const resource = name === undefined ? undefined : this.named(kind, name);
    return entriesAt(resource?.spec, 'listeners').map(({ portmapping }) => numberIn(propertiesIn(portmapping).port));
  }
}

function routerOf({ spec }: MeshResource): string | undefined {
  return textIn(propertiesAt(spec, 'provider', 'virtualrouter').virtualroutername);
}

function nodeOf({ spec }: MeshResource): string | undefined {
  return textIn(propertiesAt(spec, 'provider', 'virtualnode').virtualnodename);
}
