/** How tasks are attached to the network. */
export enum TaskNetworkMode {
  /** Each task has a network interface of its own; the only mode on Fargate. */
  AWSVPC = 'awsvpc',
  /** Tasks share the address of their instance, on mapped ports. */
  BRIDGE = 'bridge',
  /** Tasks use the ports of their instance as they are. */
  HOST = 'host',
  /** Tasks are not reached at all. */
  NONE = 'none',
}

/** What callers speak. */
export enum CallProtocol {
  /** HTTP/1.1. */
  HTTP = 'HTTP',
  /** HTTP/2, without gRPC. */
  HTTP2 = 'HTTP/2',
  /** Calls of gRPC, over HTTP/2. */
  GRPC = 'gRPC',
  /** Anything else over TCP. */
  TCP = 'TCP',
  /** Anything over UDP. */
  UDP = 'UDP',
}

/** A way to join services. */
export enum InterconnectMethod {
  /** Names in a namespace and a proxy in each task, run by ECS. */
  SERVICE_CONNECT = 'Service Connect',
  /** Names that DNS or an API call answers, and nothing else. */
  CLOUD_MAP = 'Cloud Map',
  /** A network above VPCs, accounts and kinds of compute. */
  LATTICE = 'VPC Lattice',
  /** An Application or Network Load Balancer. */
  LOAD_BALANCER = 'load balancer',
  /** Ended on 30 September 2026. */
  APP_MESH = 'App Mesh',
}

/** What is known of the services that are to be joined; what is left out is unknown, and excludes nothing. */
export interface InterconnectOptions {
  /**
   * Network mode of the tasks that are called.
   *
   * @default - unknown
   */
  readonly networkMode?: TaskNetworkMode;
  /**
   * What callers speak.
   *
   * @default - unknown
   */
  readonly protocol?: CallProtocol;
  /**
   * Caller and called are ECS services that can be in one Cloud Map namespace, which may be shared with other accounts.
   *
   * @default - unknown
   */
  readonly sameNamespace?: boolean;
  /**
   * Caller and called are in different accounts.
   *
   * @default - unknown
   */
  readonly crossAccount?: boolean;
  /**
   * Caller and called are in different VPCs.
   *
   * @default - unknown
   */
  readonly crossVpc?: boolean;
  /**
   * Not all of them are services of ECS: pods of EKS, functions, instances, tasks without a service.
   *
   * @default - unknown
   */
  readonly otherComputeTypes?: boolean;
  /**
   * A name is all that is asked for; callers balance and try again themselves.
   *
   * @default - unknown
   */
  readonly dnsOnly?: boolean;
  /**
   * Callers come from the internet.
   *
   * @default - unknown
   */
  readonly internet?: boolean;
  /**
   * Traffic is to be split between services by weights that stay, or by path, header or method.
   *
   * @default - unknown
   */
  readonly routing?: boolean;
  /**
   * The tasks run Windows.
   *
   * @default - unknown
   */
  readonly windows?: boolean;
  /**
   * The tasks run on instances outside of AWS, with ECS Anywhere.
   *
   * @default - unknown
   */
  readonly external?: boolean;
  /**
   * What deploys the called service: `ECS`, `CODE_DEPLOY` or `EXTERNAL`.
   *
   * @default - unknown
   */
  readonly deploymentController?: string;
}
