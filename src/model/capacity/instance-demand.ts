import { capacityReservation, firstLaunch, instancesForTarget, spareInstances } from './capacity-reservation';
import { InstanceLimit, likelyRoom, Room, tightest } from './instance-room';
import { instanceType } from './instance-type';

/** What a daemon takes of every instance. */
export interface DaemonDemand {
  /**
   * CPU units of the daemon's task; 1024 are one vCPU.
   *
   * @default 0
   */
  readonly cpu?: number;
  /**
   * Memory of the daemon's task in MiB.
   *
   * @default 0
   */
  readonly memoryMiB?: number;
  /**
   * The daemon has a network interface of its own, as in awsvpc mode.
   *
   * @default false
   */
  readonly ownNetworkInterface?: boolean;
}

/** A task, and the instances that are to run it. */
export interface InstanceDemandOptions {
  /** EC2 instance type: `m7g.xlarge`. */
  readonly instanceType: string;
  /**
   * CPU units of one task; 1024 are one vCPU.
   *
   * @default 0 - the task reserves none
   */
  readonly cpu?: number;
  /**
   * Memory of one task in MiB.
   *
   * @default 0 - the task reserves none
   */
  readonly memoryMiB?: number;
  /**
   * GPUs of one task.
   *
   * @default 0
   */
  readonly gpus?: number;
  /**
   * AWS Inferentia or Trainium devices of one task.
   *
   * @default 0
   */
  readonly neuronDevices?: number;
  /**
   * Each task has a network interface of its own, as in awsvpc mode.
   *
   * @default false
   */
  readonly ownNetworkInterface?: boolean;
  /**
   * An instance takes one copy of the task, because its host port is fixed.
   *
   * @default false
   */
  readonly oneCopyAnInstance?: boolean;
  /**
   * Memory in MiB that the ECS agent keeps from tasks: `ECS_RESERVED_MEMORY`.
   *
   * @default 0
   */
  readonly reservedMemoryMiB?: number;
  /**
   * The daemons that run on every instance.
   *
   * @default - instances run no daemon
   */
  readonly daemons?: DaemonDemand[];
  /**
   * Tasks in awsvpc mode that an instance takes with ENI trunking, where the account has it turned on.
   *
   * @default - no trunking: one task for each network interface but the first
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
   */
  readonly tasksWithTrunking?: number;
}

/**
 * How many EC2 instances a service's tasks need, and how many managed scaling keeps for them.
 *
 * Instance types are looked up in a table that ships with the library; of a type that it does not hold, nothing is known.
 * The memory that an instance registers is estimated: 5 percent and 64 MiB less than is installed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 *
 * @example
 * const demand = InstanceDemand.of({ instanceType: 'm5.xlarge', cpu: 1024, memoryMiB: 2048 });
 * demand.instancesFor(10); // 3
 * demand.instancesAtTarget(10, 80); // 4
 */
export class InstanceDemand {
  /** The demand of such tasks on such instances. */
  public static of(options: InstanceDemandOptions): InstanceDemand {
    return new InstanceDemand(options);
  }

  /**
   * The metric CapacityProviderReservation, in percent: 100 when nothing is needed and nothing runs, 200 when nothing runs yet.
   *
   * @param needed instances that the tasks need
   * @param running instances that run
   */
  public static reservation(needed: number, running: number): number {
    return capacityReservation(needed, running);
  }

  /**
   * Instances that managed scaling settles at. A target below 100 percent buys whole spare instances, not headroom on each.
   *
   * @param needed instances that the tasks need
   * @param targetCapacityPercent target capacity of the capacity provider, 1 to 100
   */
  public static instancesForTarget(needed: number, targetCapacityPercent: number): number {
    return instancesForTarget(needed, targetCapacityPercent);
  }

  /**
   * Instances without a task that managed scaling keeps beside those that are needed.
   *
   * @param needed instances that the tasks need
   * @param targetCapacityPercent target capacity of the capacity provider, 1 to 100
   */
  public static spareInstances(needed: number, targetCapacityPercent: number): number {
    return spareInstances(needed, targetCapacityPercent);
  }

  /**
   * Instances that managed scaling starts first when none runs: 2, or none when none is needed.
   *
   * @param needed instances that the tasks need
   */
  public static firstLaunch(needed: number): number {
    return firstLaunch(needed);
  }

  /** Tasks that one instance takes; absent when the type is not known or the task takes nothing. */
  public readonly tasksPerInstance?: number;
  /** What keeps more tasks off an instance; absent like `tasksPerInstance`. */
  public readonly limitedBy?: InstanceLimit;
  /** Memory in MiB that an instance is estimated to leave to tasks beside daemons and reserved memory; absent when the type is not known. */
  public readonly memoryForTasksMiB?: number;

  private constructor(options: InstanceDemandOptions) {
    const room = roomOf(options);
    const limit = room && tightest(room, options);
    this.tasksPerInstance = limit?.tasks;
    this.limitedBy = limit?.limit;
    this.memoryForTasksMiB = room?.memoryMiB;
  }

  /**
   * Instances that so many tasks need; absent when nothing is known of the type, and when an instance takes no such task.
   *
   * @param tasks tasks of the service
   */
  public instancesFor(tasks: number): number | undefined {
    if (this.tasksPerInstance === undefined || (tasks > 0 && this.tasksPerInstance === 0)) return undefined;
    return tasks > 0 ? Math.ceil(tasks / this.tasksPerInstance) : 0;
  }

  /**
   * Instances that managed scaling settles at for so many tasks; absent like `instancesFor`.
   *
   * @param tasks tasks of the service
   * @param targetCapacityPercent target capacity of the capacity provider, 1 to 100
   */
  public instancesAtTarget(tasks: number, targetCapacityPercent: number): number | undefined {
    const needed = this.instancesFor(tasks);
    return needed === undefined ? undefined : instancesForTarget(needed, targetCapacityPercent);
  }
}

function roomOf({ tasksWithTrunking, ...options }: InstanceDemandOptions): Room | undefined {
  const type = instanceType(options.instanceType);
  return type && likelyRoom(type, { ...options, trunking: tasksWithTrunking !== undefined, tasksWithTrunking });
}
