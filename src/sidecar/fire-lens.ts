import * as ecs from 'aws-cdk-lib/aws-ecs';
import { FireLensConfig } from './fire-lens-config';
import { containerOptions, noCapabilities, SidecarOptions } from './sidecar-options';
import { Finding, under } from '../model/finding';
import { checkRouterConfig } from '../model/task/fire-lens';
import { known } from '../private/known';
import { ContainerHealth } from '../task/container-health';
import { LogRoute } from '../task/log-route';
import { ISidecar, SidecarDescription, SidecarTask } from '../task/sidecar';
import { TaskLogging } from '../task/task-logging';
import { CheckedSidecar } from '../task/task-sidecars';

const DEFAULTS = {
  name: 'log-router',
  // AWS for Fluent Bit 3.4.17 of 17 September 2026 with Fluent Bit 5.0.9, for both processors.
  image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.17',
  // ECS Developer Guide, "Example Amazon ECS task definition: Route logs to FireLens".
  memoryReservationMiB: 50,
};
const ROOT = '0';
// Any number but that of root: the image knows no user by name.
const NOT_ROOT = '1000';
// Where Fluent Bit keeps what is not in S3 yet.
const BUFFERS = '/tmp';

/** A log router with Fluent Bit. */
export interface FireLensOptions extends SidecarOptions {
  /**
   * Where the logs of containers go that name no `logging`, nor the task for them.
   *
   * @default LogRoute.cloudWatch()
   */
  readonly route?: LogRoute;

  /**
   * Filters, parsers and outputs of your own, besides what ECS writes of the routes.
   *
   * @default - what ECS writes
   */
  readonly config?: FireLensConfig;

  /**
   * Add the names of cluster, task and task definition to every event.
   *
   * @default true
   */
  readonly ecsMetadata?: boolean;

  /**
   * User to run as, by number, with a group after a colon (`FireLens.User` otherwise).
   *
   * On EC2 another than 0 needs version 1.96.0 of the ECS agent, of July 2025.
   *
   * @default - 1000; 0 for a route to S3, which keeps on disk what is not uploaded yet, where only root may write (`FireLens.BufferOwner`)
   */
  readonly user?: string;

  /**
   * How ECS tells that the router works; it is essential, so that the task is replaced when it does not.
   *
   * AWS advises against a check, or to ask the monitoring server of Fluent Bit, that a `config` has to switch on.
   *
   * @default - no check: the router is as good as its process
   * @see https://github.com/aws-samples/amazon-ecs-firelens-examples/tree/mainline/examples/fluent-bit/health-check
   */
  readonly healthCheck?: ContainerHealth;
}

/** The log router of a task: ECS starts it before the containers whose logs it takes, and stops it after them. */
export class FireLens implements ISidecar, CheckedSidecar {
  private readonly route: LogRoute;

  constructor(private readonly options: FireLensOptions) {
    this.route = options.route ?? LogRoute.cloudWatch();
  }

  public describe(task: SidecarTask): SidecarDescription {
    const { config, ecsMetadata, healthCheck, logging } = this.options;
    const user = this.options.user ?? (this.route._buffersOnDisk ? ROOT : NOT_ROOT);
    const isRoot = user.split(':')[0] === ROOT;
    return {
      container: {
        ...containerOptions(this.options, DEFAULTS),
        // Its own logs (Security Hub ECS.9) cannot go through itself.
        logging: logging ?? TaskLogging.cloudWatch(),
        healthCheck,
        user,
        writablePaths: isRoot ? [BUFFERS] : [],
        capabilities: isRoot ? undefined : noCapabilities(task),
      },
      logging: TaskLogging.routed(this.route),
      logRouter: {
        type: ecs.FirelensLogRouterType.FLUENTBIT,
        options: { enableECSLogMetadata: ecsMetadata ?? true, ...config?._options },
      },
      startsBefore: ecs.ContainerDependencyCondition.START,
    };
  }

  /** What the routes need, their log drivers grant; the configuration may need more. */
  public bind(container: ecs.ContainerDefinition): void {
    this.options.config?._bind(container);
  }

  public _findings(path: string): Finding[] {
    return under(`${path}.config`, checkRouterConfig({ path: known(this.options.config?._path) }));
  }
}
