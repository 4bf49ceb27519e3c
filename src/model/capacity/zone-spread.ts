import { DEFAULT_TARGET_CAPACITY_PERCENT, instancesForTarget } from './capacity-reservation';
import { advise, Finding, refuse } from '../finding';
import { all } from '../range';

/** A service on one pool of instances in each availability zone. */
export interface ZoneSpreadOptions {
  /** Availability zones, with a pool in each. */
  readonly zones: number;
  /** Tasks of the service. */
  readonly tasks: number;
  /** Tasks that one instance takes, at least 1; see `InstanceDemand`. */
  readonly tasksPerInstance: number;
  /**
   * Target capacity of each pool, 1 to 100.
   *
   * @default 100
   */
  readonly targetCapacityPercent?: number;
  /**
   * Instances that each zone has at least.
   *
   * @default 0
   */
  readonly minPerZone?: number;
  /**
   * Instances that each zone has at most.
   *
   * @default - as many as are needed
   */
  readonly maxPerZone?: number;
}

/**
 * How a service's tasks and their instances are expected to lie over availability zones, with equal weights.
 *
 * ECS hands out the tasks by weight as they start, so each zone gets the same number, within one. Which zone gets one more is not
 * documented, and tasks of one zone never overflow to the others: what a zone cannot hold waits.
 *
 * @example
 * const spread = ZoneSpread.of({ zones: 3, tasks: 12, tasksPerInstance: 4, targetCapacityPercent: 80 });
 * spread.tasksPerZone; // 4, 4 and 4
 * spread.idleInstances; // 3, one in each zone
 */
export class ZoneSpread {
  /** The spread of these numbers. */
  public static of(options: ZoneSpreadOptions): ZoneSpread {
    return new ZoneSpread(options);
  }

  /** Tasks of each zone, the larger numbers first. */
  public readonly tasksPerZone: number[];
  /** Tasks of each zone that its pool cannot hold even at its maximum, in the order of `tasksPerZone`. */
  public readonly waitingPerZone: number[];
  /** Instances that managed scaling settles at in each zone, in the order of `tasksPerZone`. */
  public readonly instancesPerZone: number[];
  /** Instances of all zones together. */
  public readonly instances: number;
  /** Instances of all zones together that run no task. */
  public readonly idleInstances: number;
  /** Part of the instances that run no task, in percent. */
  public readonly idlePercent: number;
  /** Tasks that run on when the zone with most of them is lost. */
  public readonly tasksWithoutLargestZone: number;
  /** Instances that are left when the zone with most of them is lost. */
  public readonly instancesWithoutLargestZone: number;

  private constructor({ zones, tasks, tasksPerInstance, targetCapacityPercent, minPerZone, maxPerZone }: ZoneSpreadOptions) {
    const each = Math.max(1, whole(tasksPerInstance));
    const least = whole(minPerZone ?? 0);
    const most = maxPerZone !== undefined && maxPerZone >= 0 ? Math.floor(maxPerZone) : Infinity;
    const target = targetCapacityPercent ?? DEFAULT_TARGET_CAPACITY_PERCENT;
    const needed = (count: number) => Math.ceil(count / each);
    this.tasksPerZone = evenly(whole(tasks), whole(zones));
    this.waitingPerZone = this.tasksPerZone.map((count) => Math.max(0, count - most * each));
    this.instancesPerZone = this.tasksPerZone.map((count) => Math.min(most, Math.max(least, instancesForTarget(needed(count), target))));
    const busy = sum(this.tasksPerZone.map((count) => Math.min(most, needed(count))));
    this.instances = sum(this.instancesPerZone);
    this.idleInstances = this.instances - busy;
    this.idlePercent = this.instances === 0 ? 0 : 100 * this.idleInstances / this.instances;
    this.tasksWithoutLargestZone = sum(this.tasksPerZone.slice(1)) - sum(this.waitingPerZone.slice(1));
    this.instancesWithoutLargestZone = sum(this.instancesPerZone.slice(1));
  }
}

/** What is known of a cluster with a pool in each zone, and of the service on it. */
export interface ZoneFacts {
  readonly zones?: number;
}

/** What is known of the availability zones of instances, and of the tasks that have network interfaces of their own: awsvpc. */
export interface TaskZoneFacts {
  /** How many zones the instances are in. */
  readonly zones?: number;
  /** Names of these zones, where they are known. */
  readonly zoneNames?: readonly string[];
  /** How many zones the subnets of the tasks are in. */
  readonly taskZones?: number;
  /** Names of these zones, where they are known. */
  readonly taskZoneNames?: readonly string[];
}

/** Advises against zones that give no safety, and refuses none at all. */
export function checkZones({ zones }: ZoneFacts): Finding[] {
  if (zones === undefined || zones > 1) return [];
  if (zones < 1) return [refuse('ZoneSpread.NoZone', '', `needs an availability zone with a subnet, got ${zones}`)];
  return [advise('ZoneSpread.OneZone', '', 'covers one availability zone, whose loss leaves no task and no instance; take subnets of at least two')];
}

/** Refuses zones that only the deployment can count: each needs resources of its own. */
export function checkCountable(countable: boolean): Finding[] {
  return countable ? [] : [refuse('ZoneSpread.UnknownZones', '',
    'needs availability zones and subnets that can be counted, to make a pool for each zone, got one token for a whole list;' +
    ' import the VPC with Vpc.fromLookup(), or with lists of known length: Fn.importListValue(name, 3) or Fn.split(\',\', value, 3)')];
}

/** Advises against subnets of tasks that are in other availability zones than the instances: by name, or by number where a name is not known. */
export function checkTaskZones({ zones, zoneNames, taskZones, taskZoneNames }: TaskZoneFacts): Finding[] {
  if (zoneNames !== undefined && taskZoneNames !== undefined) return checkNames(zoneNames, taskZoneNames);
  if (zones === undefined || taskZones === undefined || zones === taskZones) return [];
  return [otherZones(`${zones} availability zones`, `${taskZones}`, taskZones < zones)];
}

function checkNames(zones: readonly string[], taskZones: readonly string[]): Finding[] {
  const isWithout = zones.some((zone) => !taskZones.includes(zone));
  if (!isWithout && taskZones.every((zone) => zones.includes(zone))) return [];
  return [otherZones(all([...new Set(zones)].sort()), all([...new Set(taskZones)].sort()), isWithout)];
}

/** @param isWithout some instances are in a zone where tasks have no subnet */
function otherZones(zones: string, taskZones: string, isWithout: boolean): Finding {
  const problem = isWithout ? 'tasks of the other zones cannot get a network interface and do not start' : 'the subnets of the other zones are never used';
  return advise('ZoneSpread.Subnets', '',
    `has instances in ${zones} and subnets for its tasks in ${taskZones}, so that ${problem}; take the subnets of the instances for the tasks`);
}

/** As even as whole tasks can be, the larger parts first. */
function evenly(tasks: number, zones: number): number[] {
  return Array.from({ length: zones }, (_, index) => Math.floor(tasks / zones) + (index < tasks % zones ? 1 : 0));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A count that can be worked with: one that stands for something unknown, such as a token's, is 0. */
function whole(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}
