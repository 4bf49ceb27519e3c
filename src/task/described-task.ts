import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy, Tokenization } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { addContainers } from './container-definition';
import { DaemonTaskDefinition, daemonTaskFacts, isManagedDaemon } from './daemon-task-definition';
import { TaskHardening, withOwnMemory } from './task-hardening';
import { BoundTaskLogging, TaskLogging } from './task-logging';
import { TaskOptions } from './task-options';
import { TaskRoles } from './task-roles';
import { TaskSidecars } from './task-sidecars';
import { BoundTask, compatibilityOf, isOn, largest, networkModeOf, TaskSource } from './task-source';
import { TaskVolumes } from './task-volumes';
import { Finding, under } from '../model/finding';
import { ContainerFacts } from '../model/task/container-facts';
import { checkDaemonTask } from '../model/task/daemon-task';
import { checkExternalLogDriver } from '../model/task/external-task';
import { checkFargateContainer } from '../model/task/fargate-container';
import { FargateSize } from '../model/task/fargate-size';
import { FIRELENS } from '../model/task/fire-lens';
import { checkTask, TaskDefinitionFacts } from '../model/task/task';
import { architectureOf } from '../model/task/task-definition';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

// The smallest that Fargate has for Windows: ECS Developer Guide, "Task definition differences for Fargate".
const SMALLEST_WINDOWS = { cpu: 1024, memoryMiB: 2048 };
const SMALLEST = { cpu: 256, memoryMiB: 512 };

/** A task that is described container by container; it holds no constructs, so any number of services can be made of it. */
export class DescribedTask implements TaskSource {
  public readonly existing = false;
  private readonly windows: boolean;
  private readonly own: readonly ContainerBlueprint[];
  private readonly roles: TaskRoles;
  private readonly sidecars: TaskSidecars;
  private readonly hardening: TaskHardening;
  private readonly volumes: TaskVolumes;
  /** The task's own first, then the sidecars, then those that prepare directories. */
  private readonly containers: readonly ContainerBlueprint[];
  private readonly logging: TaskLogging;
  private readonly loggingPath: string;

  /**
   * @param own the task's own containers
   * @param logging of the containers that name none
   */
  constructor(private readonly options: TaskOptions, own: readonly ContainerBlueprint[], logging?: TaskLogging) {
    this.windows = isWindows(options);
    this.roles = options.roles ?? TaskRoles.generated();
    this.sidecars = new TaskSidecars(options.sidecars ?? [], own, this.windows);
    this.own = own.map((container) => this.sidecars.equip(container));
    this.hardening = new TaskHardening([...this.own, ...this.sidecars.containers], options.volumes ?? {});
    this.containers = this.hardening.containers;
    this.volumes = new TaskVolumes(options.volumes ?? {});
    this.logging = logging ?? this.sidecars.logging ?? TaskLogging.cloudWatch();
    this.loggingPath = logging === undefined ? this.sidecars.loggingPath : 'logging';
  }

  /** On EC2 alone, and as a managed daemon, a task takes what its containers take, unless it is told otherwise. */
  public sizeOn(service: Pick<ServiceFacts, 'platforms' | 'daemon'>): FargateSize | undefined {
    const needsSize = isOn(service.platforms, 'fargate', 'managed-instances') && !isManagedDaemon(service);
    return this.options.size ?? (needsSize ? this.smallestSize() : undefined);
  }

  private smallestSize(): FargateSize {
    const own = askedFor(this.own);
    const sidecars = askedFor(this.sidecars.containers);
    // Sidecars come on top of what a task gets whose own containers ask for nothing.
    const cpu = (own.cpu === 0 ? SMALLEST.cpu : own.cpu) + sidecars.cpu;
    const memoryMiB = (own.memoryMiB === 0 ? SMALLEST.memoryMiB : own.memoryMiB) + sidecars.memoryMiB;
    return this.windows
      ? FargateSize.smallestFor(Math.max(cpu, SMALLEST_WINDOWS.cpu), Math.max(memoryMiB, SMALLEST_WINDOWS.memoryMiB))
      : FargateSize.smallestFor(cpu, memoryMiB);
  }

  public findings(facts: ServiceFacts): Finding[] {
    return [
      ...checkTask(this.facts(facts), facts),
      ...this.containers.flatMap((container) => container.findings()),
      ...this.sidecars.findings(facts),
      ...this.hardening.findings(facts),
      ...this.volumes.findings(facts.vpc),
      ...under('roles', this.roles._findings()),
      ...this.checkSharedLogging(facts),
      ...(isManagedDaemon(facts) ? checkDaemonTask({
        ...daemonTaskFacts(this.options, this.containers, this.logging), volumes: this.volumes.facts(this.containers),
      }) : []),
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
    return this.own.some(({ options }) => (options.logging ?? this.logging)._hasLogGroup);
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
    const containers = this.containersOn(facts);
    const { configurations, dependencies, servers } = this.volumes.bind(scope, taskDefinition, containers);
    addContainers(taskDefinition, containers, logging.map(({ logDriver }) => logDriver), facts);
    this.sidecars.bind(taskDefinition);
    const logGroups = new Set(logging.slice(0, this.own.length).flatMap(({ logGroup }) => logGroup ?? []));
    return {
      taskDefinition, logGroups: [...logGroups], servers, volumeConfigurations: configurations, dependencies: [executionRole, ...dependencies],
    };
  }

  /** Without a size, each container names the memory that it may take. */
  private containersOn(service: Pick<ServiceFacts, 'platforms' | 'daemon'>): readonly ContainerBlueprint[] {
    return this.sizeOn(service) === undefined ? withOwnMemory(this.containers) : this.containers;
  }

  /** A daemon with a network interface of its own would take one from the tasks of every instance; machines outside AWS have none to give. */
  private networkModeIn({ daemon, platforms }: Pick<ServiceFacts, 'platforms' | 'daemon'>): ecs.NetworkMode {
    const { networkMode } = this.options;
    if (networkMode !== undefined || !(daemon || isOn(platforms, 'external'))) return networkMode ?? ecs.NetworkMode.AWS_VPC;
    return this.windows && !isOn(platforms, 'external') ? ecs.NetworkMode.NAT : ecs.NetworkMode.BRIDGE;
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
    const { enableFaultInjection, family, pidMode, runtimePlatform } = this.options;
    const size = this.sizeOn(service);
    // ECS sets that of a managed daemon, to none of those that a task can have.
    const networkMode = isManagedDaemon(service) ? undefined : networkModeOf(this.networkModeIn(service));
    return {
      family: known(family),
      cpu: known(size?.cpu),
      memoryMiB: known(size?.memoryMiB),
      namesMemory: size !== undefined,
      ephemeralStorageGiB: known(size?.ephemeralStorageGiB),
      operatingSystem: runtimePlatform?.operatingSystemFamily?._operatingSystemFamily,
      windows: this.windows,
      architecture: architectureOf(runtimePlatform?.cpuArchitecture?._cpuArchitecture),
      networkMode,
      pidMode: known(pidMode),
      faultInjection: known(enableFaultInjection),
      volumes: this.volumes.facts(this.containers),
      containers: this.containersOn(service).map((container) => ({ ...container.facts(networkMode), ...this.sharedRoute(container) })),
    };
  }

  /** What containers log with that name nothing else is written, and checked, once. */
  private checkSharedLogging({ platforms }: ServiceFacts): Finding[] {
    if (this.containers.every(({ options }) => options.logging)) {
      return [];
    }
    const driver = this.logging._driverName;
    const unknown = [
      ...(isOn(platforms, 'fargate') ? checkFargateContainer({ logDriver: driver }) : []),
      ...(isOn(platforms, 'external') ? checkExternalLogDriver(driver) : []),
    ];
    return [
      ...under(this.loggingPath, this.logging._findings()),
      ...unknown.map((finding) => ({ ...finding, path: this.loggingPath })),
    ];
  }

  /** That a container's logs are routed is a matter of the whole task; any other driver that containers share is checked once. */
  private sharedRoute({ options }: ContainerBlueprint): Pick<ContainerFacts, 'logDriver' | 'logOutput' | 'loggingPath'> {
    return options.logging !== undefined || this.logging._driverName !== FIRELENS ? {}
      : { logDriver: FIRELENS, logOutput: this.logging._output, loggingPath: this.loggingPath };
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

function askedFor(containers: readonly ContainerBlueprint[]): { readonly cpu: number; readonly memoryMiB: number } {
  const facts = containers.map((container) => container.facts());
  return {
    cpu: sum(facts.map(({ cpu }) => cpu)),
    memoryMiB: sum(facts.map(({ memoryMiB, memoryReservationMiB }) => memoryMiB ?? memoryReservationMiB)),
  };
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
