import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from '../task/container-options';
import { ISidecar, LocalPort, SidecarDescription } from '../task/sidecar';

/** A container that joins a task; give it a name of its own. */
export interface PlainSidecarOptions extends ContainerOptions {
  /**
   * Environment variables of the task's own containers; what a container sets by itself stays as it is.
   *
   * @default - no variables
   */
  readonly taskEnvironment?: { [name: string]: string };

  /**
   * How far it has to be before the task's own containers start; ECS stops those before it then.
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
}

/** A container as its user describes it. */
export class PlainSidecar implements ISidecar {
  constructor(private readonly options: PlainSidecarOptions) {}

  public describe(): SidecarDescription {
    const { taskEnvironment, startsBefore, localPorts, ...container } = this.options;
    return { container, environment: taskEnvironment, startsBefore, localPorts };
  }

  /** Its user grants to the task role what it needs. */
  public bind(): void {}
}
