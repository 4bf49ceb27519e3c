import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { addContainers } from './container-definition';
import { checkLinuxOnly } from './linux-only';
import { FIRELENS } from './log-driver';
import { TaskLogging } from './task-logging';
import { TaskOptions } from './task-options';
import { TaskRoles } from './task-roles';
import { BoundTask, largest, TaskSource } from './task-source';
import { checkContainers } from '../model/containers';
import { checkExec } from '../model/exec';
import { checkFargateContainer, checkFargateTask } from '../model/fargate-container';
import { checkFargateSize, FargateSize } from '../model/fargate-size';
import { Finding, under } from '../model/finding';
import { checkFargateSpot } from '../model/spot';
import { checkWindowsOnFargate } from '../model/windows';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

// The smallest that Fargate has for Windows: ECS Developer Guide, "Task definition differences for Fargate".
const SMALLEST_WINDOWS = { cpu: 1024, memoryMiB: 2048 };

/** A task that is described container by container; it holds no constructs, so any number of services can be made of it. */
export class DescribedTask implements TaskSource {
  public readonly windows: boolean;
  private readonly roles: TaskRoles;
  private readonly logging: TaskLogging;

  constructor(private readonly options: TaskOptions, private readonly containers: readonly ContainerBlueprint[]) {
    this.windows = isWindows(options);
    this.roles = options.roles ?? TaskRoles.generated();
    this.logging = options.logging ?? TaskLogging.cloudWatch();
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

  public findings({ fargate, spot, exec }: ServiceFacts): Finding[] {
    const { windows } = this;
    const containers = this.containers.map((container) => container.facts());
    const cpu = known(this.size.cpu);
    const memoryMiB = known(this.size.memoryMiB);
    const logDriver = this.logging._driverName;
    const arm64 = this.options.runtimePlatform?.cpuArchitecture?._cpuArchitecture === ecs.CpuArchitecture.ARM64._cpuArchitecture;
    return [
      ...under('size', checkFargateSize({ cpu, memoryMiB, ephemeralStorageGiB: known(this.size.ephemeralStorageGiB), windows })),
      ...checkContainers(containers, { cpu, memoryMiB, fargate, windows, injectedContainers: logDriver === FIRELENS ? 1 : 0 }),
      ...this.containers.flatMap((container) => container.findings()),
      ...under('roles', this.roles._findings()),
      ...under('logging', this.logging._findings()),
      ...(fargate ? checkFargateContainer({ logDriver }) : []),
      ...(fargate ? checkFargateTask({ pidMode: known(this.options.pidMode) }) : []),
      ...(fargate && windows ? checkWindowsOnFargate({ arm64 }) : []),
      ...checkLinuxOnly(windows, { pidMode: this.options.pidMode !== undefined }),
      ...under('runtimePlatform', checkFargateSpot({ spot, windows, arm64 })),
      ...(exec ? checkExec({ containers }) : []),
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
    const { logDriver, logGroup } = this.logging._bind(scope);
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
    addContainers(taskDefinition, this.containers, logDriver, facts);
    return { taskDefinition, logGroup, dependencies: [executionRole] };
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
