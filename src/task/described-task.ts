import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { addContainers } from './container-definition';
import { FIRELENS } from './log-driver';
import { BoundTaskLogging, TaskLogging } from './task-logging';
import { TaskOptions } from './task-options';
import { TaskRoles } from './task-roles';
import { BoundTask, largest, TaskSource } from './task-source';
import { Finding, under } from '../model/finding';
import { checkFargateContainer } from '../model/task/fargate-container';
import { FargateSize } from '../model/task/fargate-size';
import { checkTask, TaskDefinitionFacts } from '../model/task/task';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

// The smallest that Fargate has for Windows: ECS Developer Guide, "Task definition differences for Fargate".
const SMALLEST_WINDOWS = { cpu: 1024, memoryMiB: 2048 };

/** A task that is described container by container; it holds no constructs, so any number of services can be made of it. */
export class DescribedTask implements TaskSource {
  public readonly existing = false;
  public readonly windows: boolean;
  private readonly roles: TaskRoles;

  /** @param logging of the containers that name none */
  constructor(
    private readonly options: TaskOptions,
    private readonly containers: readonly ContainerBlueprint[],
    private readonly logging: TaskLogging = TaskLogging.cloudWatch(),
  ) {
    this.windows = isWindows(options);
    this.roles = options.roles ?? TaskRoles.generated();
  }

  public get size(): FargateSize {
    if (this.options.size) {
      return this.options.size;
    }
    const facts = this.containers.map((container) => container.facts());
    const cpu = sum(facts.map((container) => container.cpu));
    const memoryMiB = sum(facts.map((container) => container.memoryMiB ?? container.memoryReservationMiB));
    return this.windows
      ? FargateSize.smallestFor(Math.max(cpu, SMALLEST_WINDOWS.cpu), Math.max(memoryMiB, SMALLEST_WINDOWS.memoryMiB))
      : FargateSize.smallestFor(cpu, memoryMiB);
  }

  public findings(facts: ServiceFacts): Finding[] {
    return [
      ...checkTask(this.facts(), facts),
      ...this.containers.flatMap((container) => container.findings()),
      ...under('roles', this.roles._findings()),
      ...this.checkSharedLogging(facts),
    ];
  }

  public ports(): PortFact[] {
    return this.containers.flatMap((container) => container.portFacts());
  }

  public healthPath(): string | undefined {
    return this.containers.find(({ firstPort }) => firstPort !== undefined)?.healthPath;
  }

  public hasHealthCheck(): boolean {
    return this.containers.some(({ options, isEssential }) => isEssential && options.healthCheck !== undefined);
  }

  public startPeriodSeconds(): number | undefined {
    return largest(this.containers.map(({ options }) => options.healthCheck?._facts().startPeriodSeconds));
  }

  public stopSeconds(facts: ServiceFacts): number | undefined {
    return largest(this.containers.map((container) => container.stopSeconds(facts)));
  }

  public bind(scope: Construct, facts: ServiceFacts): BoundTask {
    const { cpu, memoryMiB, ephemeralStorageGiB } = this.size;
    const { family, enableFaultInjection, pidMode, retainRevisions } = this.options;
    const { taskRole, executionRole } = this.roles._bind(scope);
    const logging = this.bindLogging(scope);
    const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
      cpu,
      memoryLimitMiB: memoryMiB,
      ephemeralStorageGiB,
      taskRole,
      executionRole,
      runtimePlatform: this.runtimePlatform(),
      family,
      enableFaultInjection,
      pidMode,
    });
    if (retainRevisions) {
      taskDefinition.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    addContainers(taskDefinition, this.containers, logging.map(({ logDriver }) => logDriver), facts);
    const logGroups = new Set(logging.flatMap(({ logGroup }) => logGroup ?? []));
    return { taskDefinition, logGroups: [...logGroups], dependencies: [executionRole] };
  }

  private facts(): TaskDefinitionFacts {
    const { family, pidMode, runtimePlatform } = this.options;
    const containers = this.containers.map((container) => container.facts());
    const drivers = this.containers.map(({ options }) => (options.logging ?? this.logging)._driverName);
    return {
      family: known(family),
      cpu: known(this.size.cpu),
      memoryMiB: known(this.size.memoryMiB),
      ephemeralStorageGiB: known(this.size.ephemeralStorageGiB),
      windows: this.windows,
      arm64: runtimePlatform?.cpuArchitecture?._cpuArchitecture === ecs.CpuArchitecture.ARM64._cpuArchitecture,
      pidMode: known(pidMode),
      containers,
      injectedContainers: drivers.includes(FIRELENS) ? 1 : 0,
    };
  }

  /** What containers log with that name nothing else is written, and checked, once. */
  private checkSharedLogging({ fargate }: ServiceFacts): Finding[] {
    if (this.containers.every(({ options }) => options.logging)) {
      return [];
    }
    return [
      ...under('logging', this.logging._findings()),
      ...(fargate ? checkFargateContainer({ logDriver: this.logging._driverName }) : []),
    ];
  }

  /** What each container logs with: those that share a choice share its log group. */
  private bindLogging(scope: Construct): BoundTaskLogging[] {
    const bound = new Map<TaskLogging, BoundTaskLogging>();
    return this.containers.map((container, index) => {
      const { logging = this.logging } = container.options;
      const isShared = logging === this.logging || this.containers.length === 1;
      const made = bound.get(logging) ?? logging._bind(scope, isShared ? 'LogGroup' : `${container.idAt(index)}LogGroup`);
      bound.set(logging, made);
      return made;
    });
  }

  /** The L2 wants the operating system named next to `pidMode`. */
  private runtimePlatform(): ecs.RuntimePlatform | undefined {
    const { runtimePlatform, pidMode } = this.options;
    return pidMode === undefined ? runtimePlatform : { operatingSystemFamily: ecs.OperatingSystemFamily.LINUX, ...runtimePlatform };
  }
}

/** Whether a task runs on Windows. */
export function isWindows({ runtimePlatform }: TaskOptions): boolean {
  return runtimePlatform?.operatingSystemFamily?.isWindows() ?? false;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
