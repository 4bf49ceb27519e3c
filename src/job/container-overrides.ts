import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { Finding } from '../model/finding';
import { checkOverrides } from '../model/job/overrides';
import { known } from '../private/known';

/**
 * What one run changes about a container.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
 */
export interface ContainerOverrides {
  /**
   * Name of the container.
   *
   * @default - the task's first essential container
   */
  readonly container?: string;

  /**
   * What to run, as arguments of the entry point.
   *
   * @default - as the task definition says
   */
  readonly command?: string[];

  /**
   * Environment variables, added to those of the task definition; no secrets, for whoever may describe the task can read them.
   *
   * @default - those of the task definition
   */
  readonly environment?: { [name: string]: string };

  /**
   * CPU units that the container gets at least.
   *
   * @default - as the task definition says
   */
  readonly cpu?: number;

  /**
   * Memory in MiB above which the container is killed.
   *
   * @default - as the task definition says
   */
  readonly memoryMiB?: number;

  /**
   * Memory in MiB that the container is pushed back to when the task runs short of it.
   *
   * @default - as the task definition says
   */
  readonly memoryReservationMiB?: number;
}

/** What is wrong with overrides of a task's containers; paths begin with their index. */
export function overridesFindings(overrides: readonly ContainerOverrides[], { taskFacts: { containers } }: StandaloneTask): Finding[] {
  const names = containers.map(({ name }) => name);
  const main = containers.find(({ essential }) => essential !== false)?.name;
  return checkOverrides(
    overrides.map(({ container }) => ({ container: container === undefined ? main : known(container) })),
    names.every((name) => name !== undefined) ? names : undefined,
  );
}

/** The overrides as `RunTask` takes them; the same with capital letters is what Step Functions takes. */
export function renderOverrides(overrides: readonly ContainerOverrides[], { taskDefinition }: RunnableTask): ContainerOverrideItem[] {
  return overrides.map(({ container, command, environment, cpu, memoryMiB, memoryReservationMiB }) => ({
    name: container ?? taskDefinition.defaultContainer!.containerName,
    command,
    environment: environment && Object.entries(environment).map(([name, value]) => ({ name, value })),
    cpu,
    memory: memoryMiB,
    memoryReservation: memoryReservationMiB,
  }));
}

/** `ContainerOverride` of the ECS API. */
export interface ContainerOverrideItem {
  readonly name: string;
  readonly command?: string[];
  readonly environment?: { readonly name: string; readonly value: string }[];
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
}
