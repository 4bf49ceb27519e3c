import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy, Tokenization } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { addContainers } from './container-definition';
import { DaemonTaskDefinition, daemonTaskFacts, isManagedDaemon } from './daemon-task-definition';
import { FIRELENS } from './log-driver';
import { BoundTaskLogging, TaskLogging } from './task-logging';
import { TaskOptions } from './task-options';
import { TaskRoles } from './task-roles';
import { BoundTask, compatibilityOf, isOn, largest, networkModeOf, TaskSource } from './task-source';
import { Finding, under } from '../model/finding';
import { checkDaemonTask } from '../model/task/daemon-task';
import { checkFargateContainer } from '../model/task/fargate-container';
import { FargateSize } from '../model/task/fargate-size';
import { checkTask, TaskDefinitionFacts } from '../model/task/task';
import { architectureOf } from '../model/task/task-definition';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

// The smallest that Fargate has for Windows: ECS Developer Guide, "Task definition differences for Fargate".
const SMALLEST_WINDOWS = { cpu: 1024, memoryMiB: 2048 };

/** A task that is described container by container; it holds no constructs, so any number of services can be made of it. */
export class DescribedTask implements TaskSource {
  public readonly existing = false;
  private readonly windows: boolean;
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

  /** On EC2 alone, and as a managed daemon, a task takes what its containers take, unless it is told otherwise. */
  public sizeOn(service: Pick<ServiceFacts, 'platforms' | 'daemon'>): FargateSize | undefined {
    const needsSize = isOn(service.platforms, 'fargate', 'managed-instances') && !isManagedDaemon(service);
    return this.options.size ?? (needsSize ? this.smallestSize() : undefined);
  }

  private smallestSize(): FargateSize {
    const facts = this.containers.map((container) => container.facts());
    const cpu = sum(facts.map((container) => container.cpu));
    const memoryMiB = sum(facts.map((container) => container.memoryMiB ?? container.memoryReservationMiB));
    return this.windows
      ? FargateSize.smallestFor(Math.max(cpu, SMALLEST_WINDOWS.cpu), Math.max(memoryMiB, SMALLEST_WINDOWS.memoryMiB))
      : FargateSize.smallestFor(cpu, memoryMiB);
  }

  public findings(facts: ServiceFacts): Finding[] {
    return [
      ...checkTask(this.facts(facts), facts),
      ...this.containers.flatMap((container) => container.findings()),
      ...under('roles', this.roles._findings()),
      ...this.checkSharedLogging(facts),
      ...(isManagedDaemon(facts) ? checkDaemonTask(daemonTaskFacts(this.options, this.containers, this.logging)) : []),
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

  public hasLogGroup(): boolean {
    return this.containers.some(({ options }) => (options.logging ?? this.logging)._hasLogGroup);
  }

  public startPeriodSeconds(): number | undefined {
    return largest(this.containers.map(({ options }) => options.healthCheck?._facts().startPeriodSeconds));
  }

  public stopSeconds(facts: ServiceFacts): number | undefined {
    return largest(this.containers.map((container) => container.stopSeconds(facts)));
  }

  public bind(scope: Construct, facts: ServiceFacts): BoundTask {
    const { taskRole, executionRole } = this.roles._bind(scope);
    const logging = this.bindLogging(scope);
    const taskDefinition = this.define(scope, facts, taskRole, executionRole);
    if (this.options.retainRevisions) {
      taskDefinition.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    addContainers(taskDefinition, this.containers, logging.map(({ logDriver }) => logDriver), facts);
    const logGroups = new Set(logging.flatMap(({ logGroup }) => logGroup ?? []));
    return { taskDefinition, logGroups: [...logGroups], dependencies: [executionRole] };
  }

  /** A daemon with a network interface of its own would take one from the tasks of every instance. */
  private networkModeIn({ daemon }: Pick<ServiceFacts, 'daemon'>): ecs.NetworkMode {
    const { networkMode } = this.options;
    if (networkMode !== undefined || !daemon) return networkMode ?? ecs.NetworkMode.AWS_VPC;
    return this.windows ? ecs.NetworkMode.NAT : ecs.NetworkMode.BRIDGE;
  }

  private define(scope: Construct, facts: ServiceFacts, taskRole: iam.IRole, executionRole: iam.IRole): ecs.TaskDefinition {
    const { platforms } = facts;
    const { cpu, memoryMiB, ephemeralStorageGiB } = this.sizeOn(facts) ?? {};
    const { family, enableFaultInjection, pidMode } = this.options;
    const shared = { taskRole, executionRole, family, enableFaultInjection, pidMode };
    if (platforms.every((platform) => platform === 'fargate')) {
      return new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
        ...shared, cpu, memoryLimitMiB: memoryMiB, ephemeralStorageGiB, runtimePlatform: this.runtimePlatform(),
      });
    }
    const size = {
      cpu: cpu === undefined ? undefined : Tokenization.stringifyNumber(cpu),
      memoryMiB: memoryMiB === undefined ? undefined : Tokenization.stringifyNumber(memoryMiB),
    };
    if (isManagedDaemon(facts)) {
      return new DaemonTaskDefinition(scope, 'TaskDefinition', { ...size, taskRole, executionRole, family, pidMode });
    }
    const taskDefinition = new ecs.TaskDefinition(scope, 'TaskDefinition', {
      ...shared,
      ...size,
      compatibility: compatibilityOf(platforms),
      networkMode: this.networkModeIn(facts),
      // Instances alone decide on EC2, and the L2 refuses it there.
      runtimePlatform: isOn(platforms, 'fargate', 'managed-instances') ? this.runtimePlatform() : undefined,
    });
    if (isOn(platforms, 'fargate') && isOn(platforms, 'managed-instances')) {
      (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).requiresCompatibilities = ['EC2', 'FARGATE', 'MANAGED_INSTANCES'];
    }
    return taskDefinition;
  }

  public facts(service: Pick<ServiceFacts, 'platforms' | 'daemon'>): TaskDefinitionFacts {
    const { family, pidMode, runtimePlatform } = this.options;
    const size = this.sizeOn(service);
    // ECS sets that of a managed daemon, to none of those that a task can have.
    const networkMode = isManagedDaemon(service) ? undefined : networkModeOf(this.networkModeIn(service));
    const containers = this.containers.map((container) => container.facts(networkMode));
    const drivers = this.containers.map(({ options }) => (options.logging ?? this.logging)._driverName);
    return {
      family: known(family),
      cpu: known(size?.cpu),
      memoryMiB: known(size?.memoryMiB),
      namesMemory: size !== undefined,
      ephemeralStorageGiB: known(size?.ephemeralStorageGiB),
      windows: this.windows,
      architecture: architectureOf(runtimePlatform?.cpuArchitecture?._cpuArchitecture),
      networkMode,
      pidMode: known(pidMode),
      containers,
      injectedContainers: drivers.includes(FIRELENS) ? 1 : 0,
    };
  }

  /** What containers log with that name nothing else is written, and checked, once. */
  private checkSharedLogging({ platforms }: ServiceFacts): Finding[] {
    if (this.containers.every(({ options }) => options.logging)) {
      return [];
    }
    return [
      ...under('logging', this.logging._findings()),
      ...(isOn(platforms, 'fargate') ? checkFargateContainer({ logDriver: this.logging._driverName }) : []),
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
