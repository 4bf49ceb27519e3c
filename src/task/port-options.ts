import * as ecs from 'aws-cdk-lib/aws-ecs';

/** A port that a container listens on. */
export interface PortOptions {
  /** Port in the container. */
  readonly containerPort: number;

  /**
   * Name by which services and the mesh refer to the port, unique in its task: up to 64 small letters, digits, hyphens and underscores.
   *
   * @default - no name
   */
  readonly name?: string;

  /**
   * What is spoken on the port, for Service Connect; needs a `name` (`TaskBlueprint.UnnamedProtocol` otherwise).
   *
   * @default - plain TCP
   */
  readonly appProtocol?: ecs.AppProtocol;

  /**
   * Port of the instance that leads to the container in the network mode bridge; one that the instance keeps for itself is refused
   * (`NetworkMode.ReservedPort`). With a port of its own, an instance takes one copy of the task.
   *
   * @default - in bridge mode a port that the instance chooses, else the container's port
   */
  readonly hostPort?: number;

  /**
   * Transport of the port.
   *
   * @default ecs.Protocol.TCP
   */
  readonly protocol?: ecs.Protocol;
}
