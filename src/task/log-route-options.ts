import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LogGroupOptions } from './task-log-group';

/** How a log router writes to CloudWatch Logs. */
export interface CloudWatchRouteOptions extends LogGroupOptions {
  /**
   * What the names of log streams begin with; the container's name and the task's id follow.
   *
   * @default 'ecs'
   */
  readonly streamPrefix?: string;

  /**
   * Write what the container wrote and nothing else, without the names of container, task and cluster beside it.
   *
   * @default false
   */
  readonly messageOnly?: boolean;
}

/** An index of a collection. */
export interface OpenSearchServerlessRouteOptions {
  /** ARN of the collection. */
  readonly collectionArn: string;

  /** URL of the collection, with `https://` in front (`LogRoute.CollectionEndpoint` otherwise). */
  readonly collectionEndpoint: string;

  /** Index that the logs go to; it may hold no capital letters (`LogRoute.Index` otherwise). */
  readonly index: string;
}

/** An output of Fluent Bit or Fluentd. */
export interface CustomRouteOptions {
  /**
   * Keys and values of the output, such as `Name`; everybody sees them who may describe the task definition.
   *
   * @default - no output for the container: the router's own configuration has it
   * @see https://docs.fluentbit.io/manual/pipeline/outputs
   */
  readonly options?: { [key: string]: string };

  /**
   * The same with values from Secrets Manager or Parameter Store; the execution role may read exactly these.
   *
   * @default - no secrets
   */
  readonly secretOptions?: { [key: string]: ecs.Secret };

  /**
   * What the output calls in AWS; the task role gets it.
   *
   * @default - nothing
   */
  readonly statements?: iam.PolicyStatement[];
}
