import { Token, Tokenization } from 'aws-cdk-lib/core';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { Finding } from '../model/finding';
import { checkOverrideTexts, OverrideText, RunFilling } from '../model/job/override-texts';
import { checkOverrides, TakenVariables } from '../model/job/overrides';
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

const NO_FILLING: RunFilling = { remedy: 'write the value itself' };

/** What is wrong with overrides of a task's containers; paths begin with their index. */
export function overridesFindings(overrides: readonly ContainerOverrides[], choices: StandaloneTask, filling = NO_FILLING): Finding[] {
  const names = choices.taskFacts.containers.map(({ name }) => name);
  const main = mainContainer(choices)?.name;
  return [
    ...checkOverrides(
      overrides.map(({ container }) => ({ container: container === undefined ? main : known(container) })),
      names.every((name) => name !== undefined) ? names : undefined,
    ),
    ...checkOverrideTexts(overrideTexts(overrides), filling),
  ];
}

/** The arguments and variables of overrides, by paths that begin with the index. */
export function overrideTexts(overrides: readonly ContainerOverrides[]): OverrideText[] {
  return overrides.flatMap(({ command = [], environment = {} }, index) => [
    ...Token.isUnresolved(command)
      ? [{ path: `[${index}].command`, field: fieldIn([Tokenization.reverseList(command)]) }]
      : command.map((text, at) => readText(`[${index}].command[${at}]`, text)),
    ...Object.entries(environment).map(([name, text]) => readText(`[${index}].environment.${name}`, text)),
  ]);
}

function readText(path: string, text: string): OverrideText {
  return { path, text: known(text), field: fieldIn(Tokenization.reverseString(text).tokens) };
}

/** Fields of an input or an event are tokens with a path: `sfn.JsonPath`, `events.EventField`. */
function fieldIn(tokens: readonly unknown[]): string | undefined {
  return tokens.map((token) => (token as { path?: unknown } | undefined)?.path).find((path): path is string => typeof path === 'string');
}

/** The variables of the main container that a run gives a value, or the task definition a secret. */
export function takenVariables(overrides: readonly ContainerOverrides[], choices: StandaloneTask): TakenVariables {
  const main = mainContainer(choices);
  const own = overrides.filter(({ container }) => container === undefined || container === main?.name);
  return { fixed: own.flatMap(({ environment = {} }) => Object.keys(environment)), secrets: main?.secrets ?? [] };
}

function mainContainer({ taskFacts: { containers } }: StandaloneTask) {
  return containers.find(({ essential }) => essential !== false);
}

/** The overrides as `RunTask` takes them; the same with capital letters is what Step Functions takes. */
export function renderOverrides(overrides: readonly ContainerOverrides[], { mainContainer: main }: RunnableTask): ContainerOverrideItem[] {
  return overrides.map(({ container, command, environment, cpu, memoryMiB, memoryReservationMiB }) => ({
    name: container ?? main,
    command,
    environment: environment && Object.entries(environment).map(([name, value]) => ({ name, value })),
    cpu,
    memory: memoryMiB,
    memoryReservation: memoryReservationMiB,
  }));
}

/** The same with variables of one container more. */
export function withVariables(
  items: readonly ContainerOverrideItem[], container: string, variables: readonly OverrideVariable[],
): ContainerOverrideItem[] {
  if (variables.length === 0) return [...items];
  const { environment = [], ...own } = items.find(({ name }) => name === container) ?? { name: container };
  return [{ ...own, environment: [...environment, ...variables] }, ...items.filter(({ name }) => name !== container)];
}

/** `KeyValuePair` of the ECS API; for Step Functions the value may be a path. */
export interface OverrideVariable {
  readonly 'name': string;
  readonly 'value'?: string;
  readonly 'value.$'?: string;
}

/** `ContainerOverride` of the ECS API. */
export interface ContainerOverrideItem {
  readonly name: string;
  readonly command?: string[];
  readonly environment?: OverrideVariable[];
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
}
