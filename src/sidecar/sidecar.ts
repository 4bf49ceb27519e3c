import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CloudWatchAgent, CloudWatchAgentOptions } from './cloud-watch-agent';
import { Datadog, DatadogOptions } from './datadog';
import { FireLens, FireLensOptions } from './fire-lens';
import { OpenTelemetry, OpenTelemetryOptions } from './open-telemetry';
import { PlainSidecar, PlainSidecarOptions } from './plain-sidecar';
import { Finding, refuse } from '../model/finding';
import { ServiceFacts } from '../private/service-facts';
import { ISidecar, SidecarDescription, SidecarTask } from '../task/sidecar';
import { CheckedSidecar } from '../task/task-sidecars';

/**
 * Containers that join a task: they route its logs, collect its traces and metrics, or do anything else beside it.
 *
 * A sidecar holds no resources; one can join several tasks. It counts among the ten containers of its task, and its memory is part of the
 * task's size. To make another kind, implement `ISidecar`.
 *
 * @example
 * TaskBlueprint.container({
 *   image,
 *   port: 8080,
 *   sidecars: [Sidecar.fireLens(), Sidecar.openTelemetry({ serviceName: 'web' })],
 * });
 */
export class Sidecar implements ISidecar {
  /**
   * A log router with Fluent Bit: containers that name no `logging` log through it.
   *
   * A service refuses two of them (`FireLens.TwoRouters`), and one for Windows (`FireLens.Windows`).
   */
  public static fireLens(options: FireLensOptions = {}): Sidecar {
    return new Sidecar(new FireLens(options), true);
  }

  /**
   * A collector of the AWS Distro for OpenTelemetry, which takes traces and metrics of the containers at `http://localhost:4318`.
   *
   * A service refuses it in every network mode but awsvpc (`Sidecar.NetworkMode`) and for Windows (`Sidecar.Windows`), and one that takes
   * nothing (`OpenTelemetry.Nothing`).
   */
  public static openTelemetry(options: OpenTelemetryOptions = {}): Sidecar {
    return new Sidecar(new OpenTelemetry(options), false);
  }

  /**
   * A CloudWatch agent, which takes metrics of StatsD on UDP port 8125, and traces and embedded metrics when asked for.
   *
   * A service refuses it in every network mode but awsvpc (`Sidecar.NetworkMode`) and for Windows (`Sidecar.Windows`).
   */
  public static cloudWatchAgent(options: CloudWatchAgentOptions = {}): Sidecar {
    return new Sidecar(new CloudWatchAgent(options), false);
  }

  /**
   * A Datadog agent, which takes traces on port 8126 and metrics of DogStatsD on UDP port 8125.
   *
   * A service refuses it in every network mode but awsvpc (`Sidecar.NetworkMode`), for Windows (`Sidecar.Windows`) and for tasks both on
   * Fargate and on instances (`Datadog.Platforms`). It warns about one in each task of an EC2 instance (`Datadog.Daemon`).
   */
  public static datadog(options: DatadogOptions): Sidecar {
    return new Sidecar(new Datadog(options), false);
  }

  /**
   * Any other container: a proxy, a cache, or one that prepares something and ends before the others start.
   *
   * @example
   * Sidecar.container({
   *   name: 'migrate',
   *   image,
   *   command: ['migrate'],
   *   essential: false,
   *   startsBefore: ecs.ContainerDependencyCondition.SUCCESS,
   * });
   */
  public static container(options: PlainSidecarOptions): Sidecar {
    return new Sidecar(new PlainSidecar(options), true);
  }

  /** @param onWindows that it joins Windows containers is no business of its own */
  private constructor(private readonly kind: ISidecar & Partial<CheckedSidecar>, private readonly onWindows: boolean) {}

  public describe(task: SidecarTask): SidecarDescription {
    return this.kind.describe(task);
  }

  public bind(container: ecs.ContainerDefinition): void {
    this.kind.bind(container);
  }

  /** @internal */
  public _findings(path: string, service: Pick<ServiceFacts, 'platforms'> & { readonly windows: boolean }): Finding[] {
    const windows = service.windows && !this.onWindows
      ? [refuse('Sidecar.Windows', path, 'has an image for Linux, got Windows containers; add one with an image for Windows by Sidecar.container()')] : [];
    return [...windows, ...this.kind._findings?.(path, service) ?? []];
  }
}
