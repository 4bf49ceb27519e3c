import { InterconnectMethod } from '../interconnect-options';

/** A health check of App Mesh, in the terms of a container's. */
export interface AppMeshHealthCheck {
  /**
   * Port that is asked.
   *
   * @default - not written, or not read
   */
  readonly port?: number;
  /**
   * Path that is asked, for HTTP.
   *
   * @default - not written, or not read
   */
  readonly path?: string;
  /**
   * Seconds from check to check.
   *
   * @default - not written, or not read
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds to wait for an answer.
   *
   * @default - not written, or not read
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures after which the container is unhealthy.
   *
   * @default - not written, or not read
   */
  readonly retries?: number;
}

/** A listener of a virtual node, as an endpoint of Service Connect. */
export interface AppMeshEndpoint {
  /** Name of the virtual node. */
  readonly virtualNode: string;
  /**
   * Port of the container.
   *
   * @default - not read
   */
  readonly port?: number;
  /**
   * `appProtocol` of the port mapping: `http`, `http2` or `grpc`.
   *
   * @default - plain TCP
   */
  readonly appProtocol?: string;
  /** Proposed name of the port mapping, and of the endpoint in the namespace. */
  readonly portName: string;
  /**
   * Seconds that a request may take.
   *
   * @default - as ECS has it, 15 seconds
   */
  readonly perRequestSeconds?: number;
  /**
   * Seconds that a connection may be idle.
   *
   * @default - as ECS has it, 5 minutes and for TCP 1 hour
   */
  readonly idleSeconds?: number;
  /** The listener terminates TLS. */
  readonly tls: boolean;
  /** A virtual service leads to the node; a node that nobody calls is a client of Service Connect, or no part of it. */
  readonly called: boolean;
  /**
   * Logical id or family of the task definition that runs as the node.
   *
   * @default - none was read
   */
  readonly taskDefinition?: string;
  /**
   * The health check of the listener, which becomes the container's.
   *
   * @default - the listener has none
   */
  readonly healthCheck?: AppMeshHealthCheck;
}

/** A virtual service, as a name that callers go on using. */
export interface AppMeshAlias {
  /** Name of the virtual service, which is the name that callers know. */
  readonly virtualService: string;
  /**
   * Port that callers know.
   *
   * @default - not read
   */
  readonly port?: number;
  /** Virtual nodes that answer; the one with the largest weight comes first. */
  readonly virtualNodes: string[];
  /** What gives the name: Service Connect, or VPC Lattice or a load balancer where requests are routed by what is in them. */
  readonly method: InterconnectMethod;
}

/** A virtual node that calls a virtual service. */
export interface AppMeshConnection {
  /** Name of the virtual node that calls. */
  readonly client: string;
  /** Name of the virtual service that is called. */
  readonly virtualService: string;
  /** Virtual nodes that answer. */
  readonly servers: string[];
}

/** A virtual node, and its share of the requests. */
export interface AppMeshShare {
  /** Name of the virtual node, or of the virtual service of a gateway. */
  readonly target: string;
  /** Its weight as written. */
  readonly weight: number;
  /** Its share of the requests in percent. */
  readonly percent: number;
}

/** A route that splits all requests by weight. */
export interface AppMeshRollout {
  /** Name of the virtual router. */
  readonly virtualRouter: string;
  /** Name of the route. */
  readonly route: string;
  /** Who gets how much, the largest share first. */
  readonly shares: AppMeshShare[];
  /**
   * Code that does the same for two versions of one service: `Rollout.canary({ percent: 10 })`.
   *
   * @default - no rollout does the same, or the router has rules besides, whose listener has the weights too
   */
  readonly rollout?: string;
  /** What to do, for versions and for services that are to stay. */
  readonly advice: string;
}

/** A route that looks into requests, as a rule of a listener. */
export interface AppMeshRule {
  /** Name of the virtual router or gateway. */
  readonly router: string;
  /** Name of the route. */
  readonly route: string;
  /**
   * Lower numbers come first.
   *
   * @default - it comes last
   */
  readonly priority?: number;
  /** What a request must have; none for all requests. */
  readonly conditions: string[];
  /** Where matching requests go. */
  readonly shares: AppMeshShare[];
  /** What has such rules: `Application Load Balancer`, `VPC Lattice`, for TCP `Network Load Balancer`; none where nothing has. */
  readonly listeners: string[];
  /** What the rules of this router are made of: one answer for all of them, which is that of the names in front. */
  readonly method: InterconnectMethod;
}

/** Something that App Mesh needed and Service Connect does not. */
export interface AppMeshDrop {
  /** Logical id or family of the task definition, or logical id of the role. */
  readonly owner: string;
  /** Container, property or permission to take out. */
  readonly what: string;
  /** Why it goes, and when not. */
  readonly reason: string;
}

/** Something that Service Connect does not do, or not as it was. */
export interface AppMeshGap {
  /** Resource, such as `virtual node 'orders'`. */
  readonly resource: string;
  /** What it asks for. */
  readonly what: string;
  /** Why there is no equivalent. */
  readonly reason: string;
  /** What to do in its place. */
  readonly remedy: string;
}

/** What becomes of a resource of App Mesh. */
export interface AppMeshFate {
  /** Resource, such as `virtual node 'orders'`. */
  readonly resource: string;
  /** What becomes of it. */
  readonly becomes: string;
}
