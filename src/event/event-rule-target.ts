import * as events from 'aws-cdk-lib/aws-events';
import { Stack } from 'aws-cdk-lib/core';
import { launchParameters, mutable } from './event-launch';
import { EventRun } from './event-source';
import { ContainerOverrideItem } from '../job/container-overrides';

/** What a rule tells ECS for each event. */
export function ecsParameters(run: EventRun): events.CfnRule.EcsParametersProperty {
  const { awsvpc, placementStrategy } = run.task.launch;
  return {
    ...launchParameters(run),
    networkConfiguration: awsvpc && { awsVpcConfiguration: awsvpc },
    placementStrategies: mutable(placementStrategy),
  };
}

/** What a rule overrides of the task; from the event only as far as there are fields to fill in. */
export type RuleInput = Pick<events.CfnRule.TargetProperty, 'input' | 'inputTransformer'>;

/**
 * The overrides as the input of a rule's target.
 *
 * Fields of the event stand outside of quotes, where EventBridge writes them as JSON: a quote in the key of an object stays what it is.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function ruleInput(stack: Stack, { fields: { container, paths }, overrides }: EventRun): RuleInput {
  const names = Object.keys(paths);
  if (names.length === 0) {
    return overrides.length > 0 ? { input: stack.toJsonString({ containerOverrides: overrides }) } : {};
  }
  const text = (value: unknown) => stack.toJsonString(value);
  const { name, environment = [], ...rest } = overrides.find((item) => item.name === container) ?? { name: container };
  const variables = [...environment.map(text), ...names.map((variable, index) => `{"name":${text(variable)},"value":<${placeOf(index)}>}`)];
  const filled = [...entriesOf({ name, ...rest }, text), `"environment":[${variables.join()}]`];
  const others = overrides.filter((item) => item.name !== container).map(text);
  return {
    inputTransformer: {
      inputPathsMap: Object.fromEntries(names.map((variable, index) => [placeOf(index), paths[variable]])),
      inputTemplate: `{"containerOverrides":[${[`{${filled.join()}}`, ...others].join()}]}`,
    },
  };
}

function placeOf(index: number): string {
  return `field${index + 1}`;
}

function entriesOf(item: ContainerOverrideItem, text: (value: unknown) => string): string[] {
  return Object.entries(item).filter(([, value]) => value !== undefined).map(([key, value]) => `"${key}":${text(value)}`);
}
