import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { readableFrom } from './secret-access';

/** What the log router of a task is told of a container's logs. */
export interface RoutedLogs {
  /** Keys and values of the output section of the router's configuration. */
  readonly options: { readonly [key: string]: string };
  readonly secretOptions?: { readonly [key: string]: ecs.Secret };
  /** Lets the router write them, which runs as the task role. */
  grant(taskRole: iam.IRole): void;
}

/** The driver of a container whose logs go to the log router of its task. */
export class RoutedLogDriver extends ecs.LogDriver {
  constructor(private readonly logs: RoutedLogs) {
    super();
  }

  public bind(scope: Construct, container: ecs.ContainerDefinition): ecs.LogDriverConfig {
    const { options, secretOptions } = this.logs;
    this.logs.grant(container.taskDefinition.taskRole);
    return new ecs.FireLensLogDriver({
      options: Object.keys(options).length === 0 ? undefined : { ...options },
      secretOptions: secretOptions
        && Object.fromEntries(Object.entries(secretOptions).map(([key, secret]) => [key, readableFrom(container.taskDefinition, secret)])),
    }).bind(scope, container);
  }
}
