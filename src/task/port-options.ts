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
   * Transport of the port.
   *
   * @default ecs.Protocol.TCP
   */
  readonly protocol?: ecs.Protocol;
}
