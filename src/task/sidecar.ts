import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from './container-options';
import { TaskLogging } from './task-logging';

/** What a sidecar is told of the task that it joins. */
export interface SidecarTask {
  /** Names of the task's own containers, in their order. */
  readonly containerNames: string[];

  /** Whether the containers run on Windows. */
  readonly windows: boolean;
}

/** A port at `localhost`. */
export interface LocalPort {
  /** Number of the port. */
  readonly port: number;

  /**
   * Protocol of the port.
   *
   * @default ecs.Protocol.TCP
   */
  readonly protocol?: ecs.Protocol;
}

/** A container that joins a task, and what the task's own containers get of it. */
export interface SidecarDescription {
  /** The container, with a name of its own; it can wait for the task's containers with `dependsOn`. */
  readonly container: ContainerOptions;

  /**
   * Environment variables of the task's own containers; what a container sets by itself stays as it is.
   *
   * @default - no variables
   */
  readonly environment?: { [name: string]: string };

  /**
   * What all containers of the task log with that name no `logging`, nor the task for them.
   *
   * @default - as without the sidecar
   */
  readonly logging?: TaskLogging;

  /**
   * How far the sidecar has to be before the task's own containers start; ECS stops those before the sidecar then.
   *
   * @default - they start in no order
   */
  readonly startsBefore?: ecs.ContainerDependencyCondition;

  /**
   * Ports at which the task's containers reach it at `localhost`, and nobody else does.
   *
   * A service refuses every network mode but awsvpc for it (`Sidecar.NetworkMode`), and another container on such a port (`Sidecar.LocalPort`).
   *
   * @default - no such ports
   */
  readonly localPorts?: LocalPort[];

  /**
   * Makes it the log router of the task, that takes what containers log with the driver `awsfirelens`.
   *
   * @default - no log router
   */
  readonly logRouter?: ecs.FirelensConfig;
}

/**
 * A container that joins a task, with what it means for the task's own containers and roles.
 *
 * `Sidecar` has those that most tasks need. To make one of your own, implement both methods; a service refuses or warns about its
 * container as about every other.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html
 *
 * @example
 * class ConfigReader implements ISidecar {
 *   constructor(private readonly settings: s3.IBucket) {}
 *
 *   public describe(_task: SidecarTask): SidecarDescription {
 *     return {
 *       container: {
 *         name: 'config-reader',
 *         image: ecs.ContainerImage.fromRegistry('registry.example.com/config-reader:1.4'),
 *         essential: false,
 *         memoryReservationMiB: 64,
 *       },
 *       environment: { CONFIG_URL: 'http://localhost:2772' },
 *       startsBefore: ecs.ContainerDependencyCondition.START,
 *       localPorts: [{ port: 2772 }],
 *     };
 *   }
 *
 *   public bind(container: ecs.ContainerDefinition): void {
 *     this.settings.grantRead(container.taskDefinition.taskRole);
 *   }
 * }
 *
 * TaskBlueprint.container({ image, port: 8080, sidecars: [new ConfigReader(bucket)] });
 */
export interface ISidecar {
  /**
   * Says which container joins the task, and what the others get of it.
   *
   * Called once for a blueprint, before any resource exists.
   */
  describe(task: SidecarTask): SidecarDescription;

  /**
   * Grants the roles of the task what the sidecar needs, and makes what it needs besides.
   *
   * Called once for each task definition that is made of the blueprint.
   *
   * @param container the container that was described; its task definition has the roles
   */
  bind(container: ecs.ContainerDefinition): void;
}
