import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { CapabilityOptions } from './capability-options';
import { ContainerDependency } from './container-dependency';
import { ContainerHealth } from './container-health';
import { ContainerStorageOptions } from './container-storage-options';
import { Hardening } from './hardening';
import { PortOptions } from './port-options';
import { RestartOptions } from './restart-options';
import { TaskLogging } from './task-logging';

/** One container of a task. */
export interface ContainerOptions extends ContainerStorageOptions {
  /**
   * Image to run; credentials of a private registry come with it.
   *
   * A service warns (`Image.Latest`) about an image that the next push replaces.
   */
  readonly image: ecs.ContainerImage;

  /**
   * Name of the container, unique in its task: up to 255 letters, digits, hyphens and underscores.
   *
   * @default 'app'
   */
  readonly name?: string;

  /**
   * Whether the task stops when this container does; at least one container of a task is essential.
   *
   * @default true
   */
  readonly essential?: boolean;

  /**
   * CPU units that the container gets at least when the task is busy; 1024 are one vCPU.
   *
   * The containers of a task together have the CPU of its size.
   *
   * @default - no share of its own: what the other containers leave
   */
  readonly cpu?: number;

  /**
   * Memory in MiB above which the container is killed.
   *
   * @default - no limit but the task's
   */
  readonly memoryMiB?: number;

  /**
   * Memory in MiB that the container is pushed back to when the task runs short of it.
   *
   * @default - nothing is reserved
   */
  readonly memoryReservationMiB?: number;

  /**
   * TCP port that the container answers HTTP on, by the name `http`; `ports` has the rest.
   *
   * @default - no HTTP port
   */
  readonly port?: number;

  /**
   * Ports that the container listens on, besides `port`.
   *
   * @default - no other ports
   */
  readonly ports?: PortOptions[];

  /**
   * Environment variables, readable by everybody who may describe the task definition.
   *
   * A service refuses AWS credentials here (`Environment.Credentials`), and warns about what looks like a secret (`Environment.LooksSecret`).
   *
   * @default - no environment variables
   */
  readonly environment?: { [name: string]: string };

  /**
   * Files in S3 with environment variables, whose names end in `.env`; the execution role may read exactly these.
   *
   * Where an imported bucket is under a customer key, let the execution role decrypt with it.
   *
   * @default - no files
   */
  readonly environmentFiles?: ecs.EnvironmentFile[];

  /**
   * Environment variables from Secrets Manager or Parameter Store; the execution role may read exactly these.
   *
   * They are read when a task starts: a rotated secret needs a new deployment. Where a secret is imported that is under a customer key, let
   * the execution role decrypt with it.
   *
   * @default - no secrets
   */
  readonly secrets?: { [name: string]: ecs.Secret };

  /**
   * What to run, as arguments of the entry point.
   *
   * @default - as the image says
   */
  readonly command?: string[];

  /**
   * What to run the command with.
   *
   * @default - as the image says
   */
  readonly entryPoint?: string[];

  /**
   * Directory to run in.
   *
   * @default - as the image says
   */
  readonly workingDirectory?: string;

  /**
   * How ECS tells that the container works; the image's own `HEALTHCHECK` is not looked at.
   *
   * @default - no check: the container is as good as its process
   */
  readonly healthCheck?: ContainerHealth;

  /**
   * Containers of the task that have to get somewhere before this one starts.
   *
   * @default - starts at once
   */
  readonly dependsOn?: ContainerDependency[];

  /**
   * Where the container logs to.
   *
   * @default - as the task says, else TaskLogging.cloudWatch()
   */
  readonly logging?: TaskLogging;

  /**
   * Restart the container when it exits, without a new task.
   *
   * @default - the task is replaced when an essential container exits
   */
  readonly restart?: RestartOptions;

  /**
   * How long containers that depend on this one wait for it; 2 to 120 seconds on Fargate.
   *
   * @default - 3 minutes on Fargate
   */
  readonly startTimeout?: Duration;

  /**
   * How long the container gets from SIGTERM to SIGKILL; 2 to 120 seconds on Fargate.
   *
   * @default - as the service derives it from its `shutdown`, else 30 seconds
   */
  readonly stopTimeout?: Duration;

  /**
   * Limits of the container's processes, such as open files.
   *
   * @default - those of Fargate: 65535 open files
   */
  readonly ulimits?: ecs.Ulimit[];

  /**
   * User to run as, by name or number, with a group after a colon.
   *
   * @default - as the image says; Security Hub's ECS.20 wants it named here, and not to be root
   */
  readonly user?: string;

  /**
   * What the container is kept from; in place of `user`, `readonlyRootFilesystem`, `writablePaths` and `capabilities`.
   *
   * @default - what the other options say
   */
  readonly hardening?: Hardening;

  /**
   * Run an init process as the first, that forwards signals and reaps orphans.
   *
   * Windows has none (`TaskBlueprint.LinuxOnly`).
   *
   * @default - true, except on Windows
   */
  readonly initProcess?: boolean;

  /**
   * Linux capabilities, besides those that Docker gives.
   *
   * @default - those that Docker gives
   */
  readonly capabilities?: CapabilityOptions;

  /**
   * Labels that Docker puts on the container.
   *
   * @default - no labels
   */
  readonly dockerLabels?: { [name: string]: string };

  /**
   * Kernel parameters of the container's namespaces; Windows has none (`TaskBlueprint.LinuxOnly`).
   *
   * @default - the kernel's
   */
  readonly systemControls?: ecs.SystemControl[];

  /**
   * Give the container a terminal.
   *
   * @default false
   */
  readonly pseudoTerminal?: boolean;

  /**
   * Keep the container's standard input open.
   *
   * @default false
   */
  readonly interactive?: boolean;

  /**
   * Whether all tasks of a deployment run the image that the tag meant when it began.
   *
   * @default - they do, except for an asset of this app, whose tag never changes its meaning
   */
  readonly versionConsistency?: ecs.VersionConsistency;

  /**
   * Active Directory credentials of the container; at most one (`TaskBlueprint.CredentialSpecs` otherwise).
   *
   * Let the execution role read the object or parameter that holds them.
   *
   * @default - the container is in no domain
   */
  readonly credentialSpecs?: ecs.CredentialSpec[];

  /**
   * GPUs that the container has for itself; Fargate and Windows have none.
   *
   * The instances need a machine image with the drivers: see `PoolImage`.
   *
   * @default - no GPU
   */
  readonly gpuCount?: number;

  /**
   * AWS Inferentia or Trainium devices that the container has for itself; Fargate and Windows have none.
   *
   * @default - no device
   */
  readonly neuronDeviceCount?: number;

  /**
   * Give the container the rights of the instance's root user, as some agents need; Fargate and Security Hub's ECS.4 refuse it.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Size of `/dev/shm` in MiB, as machine learning frameworks need; Fargate cannot change it.
   *
   * @default - 64 MiB, as Docker gives
   */
  readonly sharedMemoryMiB?: number;
}
