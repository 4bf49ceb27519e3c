import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as pipes from 'aws-cdk-lib/aws-pipes';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ContainerOverrideItem } from '../job/container-overrides';
import { RunnableTask } from '../job/runnable-task';
import { Finding } from '../model/finding';

/** Where events come from, and how they get to ECS. */
export interface EventSource {
  /** What events of this kind fill by themselves: variables by their paths. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Paths of the texts that its events have; absent where not known. */
  readonly fields?: readonly string[];
  /** What it fills in stands in a template of text. */
  readonly template?: boolean;
  /** @param scope what starts the task */
  findings(scope: Construct): Finding[];
  bind(scope: Construct, run: EventRun): BoundEventSource;
}

/** What an event starts. */
export interface EventRun {
  readonly task: RunnableTask;
  readonly taskCount?: number;
  /** What is the same for every event. */
  readonly overrides: readonly ContainerOverrideItem[];
  readonly fields: EventFields;
}

/** Variables of one container that are filled from the event. */
export interface EventFields {
  readonly container: string;
  /** Paths into the event by the names of the variables. */
  readonly paths: Readonly<Record<string, string>>;
}

/** What brings events to ECS: a rule or a pipe. */
export interface BoundEventSource {
  readonly rule?: events.CfnRule;
  readonly pipe?: pipes.CfnPipe;
  readonly role: iam.Role;
  /** Absent where the source keeps what cannot become a task. */
  readonly deadLetterQueue?: sqs.IQueue;
}
