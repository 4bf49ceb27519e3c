import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { MeshAlarms } from './mesh-alarms';
import { MeshTls } from './mesh-tls';

/** How much the proxies write of what they do. */
export enum ProxyLogLevel {
  /** What ECS takes where nothing is said. */
  INFO = 'info',
  /** For a search after a fault in connections; go back to `INFO` then, since it writes a lot. */
  DEBUG = 'debug',
}

/** How long a proxy waits. Whole seconds; 0 is without end. */
export interface MeshTimeouts {
  /**
   * For the whole answer to a request of HTTP or gRPC (`ServiceConnect.TcpTimeout` on another port).
   *
   * @default - 15 seconds, as ECS has it
   */
  readonly perRequest?: Duration;

  /**
   * For the next byte on a connection; a time shorter than `perRequest` is warned of with `ServiceConnect.IdleTimeout`.
   *
   * @default - 5 minutes for HTTP and gRPC, 1 hour for TCP, as ECS has it
   */
  readonly idle?: Duration;
}

/** A service that only calls others. */
export interface MeshClientOptions {
  /** An L3 with one ECS service, an L2 such as `ecs.FargateService`, or the `service` of a pattern; of this app. */
  readonly service: ecsRefs.IServiceRef;
}

/** An endpoint of a service, which may call others as well. */
export interface MeshServerOptions extends MeshClientOptions {
  /**
   * Name of the port in the task definition.
   *
   * @default - the only port that has a name
   */
  readonly portName?: string;

  /**
   * Host name by which clients call it: up to 127 small letters, digits, hyphens, underscores and periods.
   *
   * @default - the id in small letters: `OrderApi` is called `order-api`
   */
  readonly alias?: string;

  /**
   * Port on which clients call it, unique together with the alias.
   *
   * @default - the port of the container
   */
  readonly aliasPort?: number;

  /**
   * Name in Cloud Map and in metrics, unique in the namespace: up to 64 small letters, digits, hyphens and underscores.
   *
   * A service whose discovery name changes is made anew.
   *
   * @default - the alias, with hyphens for periods
   */
  readonly discoveryName?: string;

  /**
   * What is spoken on the port, for one that does not say so in the task definition. A service whose protocol changes is made anew.
   *
   * @default - what the task definition says, else plain TCP
   */
  readonly appProtocol?: ecs.AppProtocol;

  /**
   * Port on which the proxy takes calls, so that others may still reach the container's port past it.
   *
   * @default - the container's port, or one that the instance chooses in the network mode bridge
   */
  readonly ingressPort?: number;

  /**
   * How long proxies wait for it.
   *
   * @default - as ECS has it
   */
  readonly timeouts?: MeshTimeouts;

  /**
   * Encryption of the calls to this endpoint.
   *
   * @default - as the mesh has it
   */
  readonly tls?: MeshTls;

  /**
   * Alarms on what clients see, which fail the deployments of the service.
   *
   * @default - none beside those of the service's rollout
   */
  readonly rollbackOn?: MeshAlarms;
}

/** What a connection does for its client. */
export interface MeshConnectOptions {
  /**
   * Environment variable of the client that gets the endpoint's `url`.
   *
   * @default - no variable: the client knows the name
   */
  readonly environmentVariable?: string;

  /**
   * Environment variable of the client that gets the endpoint's `address`, host and port without a scheme.
   *
   * @default - no variable
   */
  readonly addressVariable?: string;

  /**
   * Container that gets the variables.
   *
   * @default - the task's default container
   */
  readonly containerName?: string;
}
