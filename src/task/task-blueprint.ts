import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { DescribedTask, isWindows } from './described-task';
import { ExistingTask } from './existing-task';
import { MultiContainerOptions, SingleContainerOptions } from './task-options';
import { BoundTask, TaskSource } from './task-source';
import { Finding } from '../model/finding';
import { TaskDefinitionFacts } from '../model/task/task';
import { PortFact, ServiceFacts } from '../private/service-facts';

/**
 * What a service runs: one or several containers, their size, roles, secrets and logs.
 *
 * A blueprint holds no resources. A service makes a task definition of it, and one blueprint can serve several services.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html
 */
export class TaskBlueprint {
  /**
   * A task of one container.
   *
   * @example
   * TaskBlueprint.container({
   *   image,
   *   size: FargateSize.of(1024, 2048),
   *   port: 8080,
   *   healthCheck: ContainerHealth.wget('/health'),
   *   environment: { APP_ENV: 'production' },
   *   secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password') },
   * });
   */
  public static container(options: SingleContainerOptions): TaskBlueprint {
    // What the one container logs with, its sidecars share.
    const { logging, ...container } = options;
    return new TaskBlueprint(new DescribedTask(options, [new ContainerBlueprint(container, '', isWindows(options))], logging));
  }

  /**
   * A task of several containers, which share its size, its address and its roles.
   *
   * @example
   * TaskBlueprint.containers({
   *   size: FargateSize.of(512, 1024),
   *   containers: [
   *     { image, port: 8080, dependsOn: [{ container: 'migrate', condition: ecs.ContainerDependencyCondition.SUCCESS }] },
   *     { image, name: 'migrate', essential: false, command: ['migrate'] },
   *   ],
   * });
   */
  public static containers(options: MultiContainerOptions): TaskBlueprint {
    const containers = options.containers.map((container, index) => new ContainerBlueprint(container, `containers[${index}]`, isWindows(options)));
    return new TaskBlueprint(new DescribedTask(options, containers, options.logging));
  }

  /**
   * A task definition of this app, as it is when a service is made of it.
   *
   * A service on Fargate refuses one that is not compatible with Fargate (`TaskBlueprint.NotFargate`), and whatever it would refuse in a
   * task described here. Containers that are added to it later are checked at synth.
   */
  public static existing(taskDefinition: ecs.TaskDefinition): TaskBlueprint {
    return new TaskBlueprint(new ExistingTask(taskDefinition));
  }

  private constructor(private readonly source: TaskSource) {}

  /**
   * Whether the task definition is its user's, and stays as it is.
   *
   * @internal
   */
  public get _isExisting(): boolean {
    return this.source.existing;
  }

  /**
   * The stack of a task definition that is its user's.
   *
   * @internal
   */
  public get _stack(): Stack | undefined {
    return this.source.stack;
  }

  /**
   * What is known of the task definition in such a service.
   *
   * @internal
   */
  public _facts(service: Pick<ServiceFacts, 'platforms' | 'daemon'>): TaskDefinitionFacts {
    return this.source.facts(service);
  }

  /** @internal */
  public _findings(facts: ServiceFacts): Finding[] {
    return this.source.findings(facts);
  }

  /**
   * Ports of all containers; the first is the one that a balancer reaches unless told otherwise.
   *
   * @internal
   */
  public _ports(): PortFact[] {
    return this.source.ports();
  }

  /**
   * Path that the container of the first port is asked for, if it is asked over HTTP.
   *
   * @internal
   */
  public _healthPath(): string | undefined {
    return this.source.healthPath();
  }

  /**
   * Whether ECS checks the health of an essential container.
   *
   * @internal
   */
  public _hasHealthCheck(): boolean {
    return this.source.hasHealthCheck();
  }

  /**
   * Whether a container logs to a log group that is known.
   *
   * @internal
   */
  public _hasLogGroup(): boolean {
    return this.source.hasLogGroup();
  }

  /** @internal */
  public _startPeriodSeconds(): number | undefined {
    return this.source.startPeriodSeconds();
  }

  /** @internal */
  public _stopSeconds(facts: ServiceFacts): number | undefined {
    return this.source.stopSeconds(facts);
  }

  /** @internal */
  public _bind(scope: Construct, facts: ServiceFacts): BoundTask {
    return this.source.bind(scope, facts);
  }
}
