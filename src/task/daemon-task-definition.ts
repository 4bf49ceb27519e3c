import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { TaskLogging } from './task-logging';
import { TaskOptions } from './task-options';
import { isOn } from './task-source';
import { DaemonTaskFacts } from '../model/task/daemon-task';
import { known } from '../private/known';
import { ServiceFacts } from '../private/service-facts';

// CloudFormation reference, AWS::ECS::DaemonTaskDefinition PidMode: what task definitions call `host`.
const SHARED_WITH_HOST = 'shared';

/** Managed Instances have no daemon services: one task on each of them is a managed daemon. */
export function isManagedDaemon({ platforms, daemon }: Pick<ServiceFacts, 'platforms' | 'daemon'>): boolean {
  return daemon === true && isOn(platforms, 'managed-instances');
}

/** What was asked for that a daemon task definition may have no place for. */
export function daemonTaskFacts(options: TaskOptions, containers: readonly ContainerBlueprint[], logging: TaskLogging): DaemonTaskFacts {
  return {
    uses: [...askedFor(options), ...(options.size?.ephemeralStorageGiB === undefined ? [] : ['size.ephemeralStorageGiB'])],
    pidMode: known(options.pidMode),
    logDriver: containers.every((container) => container.options.logging) ? undefined : logging._driverName,
    containers: containers.map((container) => {
      const { path, logDriver } = container.facts();
      return { path, logDriver, uses: askedFor(container.options) };
    }),
  };
}

/** What a daemon task definition is made of. */
export type DaemonTaskDefinitionProps = Pick<ecs.TaskDefinitionProps, 'taskRole' | 'executionRole' | 'family' | 'cpu' | 'memoryMiB' | 'pidMode'>;

/**
 * A task definition of a managed daemon.
 *
 * There is no L2 of it. That of a task definition renders containers, volumes, secrets and logs, grants what they need, and holds the L1
 * resource as its default child. A daemon's L1 takes the same values under the same names, less some. So only the resource is another:
 * what works on containers works here too, and the compiler sees that the two resources still agree.
 */
export class DaemonTaskDefinition extends ecs.TaskDefinition {
  public readonly taskDefinitionArn: string;
  public readonly resource: ecs.CfnDaemonTaskDefinition;

  constructor(scope: Construct, id: string, { pidMode, ...props }: DaemonTaskDefinitionProps) {
    // Where it runs and on what network the resource does not say.
    super(scope, id, { ...props, compatibility: ecs.Compatibility.EC2, networkMode: ecs.NetworkMode.AWS_VPC });
    const task = this.node.defaultChild as ecs.CfnTaskDefinition;
    this.node.tryRemoveChild(task.node.id);
    this.resource = new ecs.CfnDaemonTaskDefinition(this, task.node.id, {
      containerDefinitions: task.containerDefinitions,
      volumes: task.volumes,
      family: task.family,
      cpu: task.cpu,
      memory: task.memory,
      taskRoleArn: task.taskRoleArn,
      executionRoleArn: task.executionRoleArn,
      pidMode: pidMode === ecs.PidMode.HOST ? SHARED_WITH_HOST : undefined,
    });
    this.taskDefinitionArn = this.resource.attrDaemonTaskDefinitionArn;
  }
}

/** The names of the options that ask for something. */
function askedFor(options: object): string[] {
  return Object.entries(options).filter(([, value]) => isAsked(value)).map(([name]) => name);
}

function isAsked(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== false && value !== 0;
}
