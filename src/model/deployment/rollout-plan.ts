import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// CloudFormation reference, AWS::ECS::Service DeploymentConfiguration: the defaults of a replica service.
const DEFAULT_MIN_HEALTHY_PERCENT = 100;
const DEFAULT_MAX_HEALTHY_PERCENT = 200;
// AWS names no upper end for the maximum; below 100 a service could not run its desired tasks.
const MIN_HEALTHY_PERCENT: Range = { min: 0, max: 100 };
const MAX_HEALTHY_PERCENT: Range = { min: 100 };

/** What a rolling update is planned from. */
export interface RolloutPlanOptions {
  /** Tasks that the service runs when no deployment is going on. */
  readonly desiredCount: number;
  /**
   * Percent of the desired tasks that keep running during a deployment.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number;
  /**
   * Percent of the desired tasks that may run during a deployment, old and new together.
   *
   * @default 200
   */
  readonly maxHealthyPercent?: number;
  /**
   * Instances that take one copy of the task each, because its host port is fixed.
   *
   * @default - any number of copies fits
   */
  readonly instances?: number;
}

/**
 * How a rolling update replaces the tasks of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 *
 * @example
 * RolloutPlan.of({ desiredCount: 4, minHealthyPercent: 50, maxHealthyPercent: 100 }).batches; // 2 and 2
 */
export class RolloutPlan {
  /** The plan for these numbers. */
  public static of(options: RolloutPlanOptions): RolloutPlan {
    return new RolloutPlan(options);
  }

  /** Tasks that keep running all the time: the desired count by the minimum percent, rounded up. */
  public readonly floor: number;
  /** Tasks that may run at once: the desired count by the maximum percent, rounded down. */
  public readonly ceiling: number;
  /** The most tasks, old and new together, that run at the same time. */
  public readonly peakTasks: number;
  /** New tasks that start in each step, one number a step. */
  public readonly batches: number[];
  /** True when the update cannot finish: no task may start, and none may stop. */
  public readonly stalls: boolean;

  private constructor({ desiredCount, minHealthyPercent, maxHealthyPercent, instances }: RolloutPlanOptions) {
    const desired = Number.isFinite(desiredCount) ? Math.max(0, Math.floor(desiredCount)) : 0;
    // Multiplied before divided: whole numbers up to there, so that the rounding is exact.
    this.floor = Math.ceil(desired * (minHealthyPercent ?? DEFAULT_MIN_HEALTHY_PERCENT) / 100);
    this.ceiling = Math.floor(desired * (maxHealthyPercent ?? DEFAULT_MAX_HEALTHY_PERCENT) / 100);
    this.batches = [];

    const room = Math.min(this.ceiling, instances ?? Infinity);
    let old = Math.min(desired, instances ?? Infinity);
    let started = 0;
    this.peakTasks = old;
    if (old >= room) {
      old = this.oldLeft(old, started);
    }
    while (started < desired) {
      const batch = Math.min(desired - started, room - old - started);
      if (!(batch > 0)) break;
      started += batch;
      this.batches.push(batch);
      this.peakTasks = Math.max(this.peakTasks, old + started);
      old = this.oldLeft(old, started);
    }
    this.stalls = started < desired;
  }

  /** Old tasks that are left when as many as possible have stopped beside these healthy new ones. */
  private oldLeft(old: number, started: number): number {
    return Math.min(old, Math.max(0, this.floor - started));
  }
}

/** What is known of a rolling update; a percentage that was left out is ECS's default, `undefined` is unknown. */
export interface RolloutFacts {
  readonly desiredCount?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
  /** Instances that take one copy of the task each. */
  readonly instances?: number;
  /** The service moves tasks to even out its availability zones. */
  readonly rebalancing?: boolean;
}

/** Refuses percentages out of range, and a rolling update that can never finish. */
export function checkRollout(facts: RolloutFacts): Finding[] {
  return checkRolloutOver(facts.desiredCount, facts.desiredCount, facts);
}

/** The same where scaling sets the count: names the smallest count from `minCount` to `maxCount` at which the update can never finish. */
export function checkRolloutOver(minCount: number | undefined, maxCount: number | undefined, facts: RolloutFacts): Finding[] {
  const findings = [
    ...checkRange('RolloutPlan.MinHealthyPercent', 'minHealthyPercent', facts.minHealthyPercent, MIN_HEALTHY_PERCENT),
    ...checkRange('RolloutPlan.MaxHealthyPercent', 'maxHealthyPercent', facts.maxHealthyPercent, MAX_HEALTHY_PERCENT),
    ...checkRebalancing(facts),
  ];
  const { minHealthyPercent, maxHealthyPercent, instances } = facts;
  if (findings.length > 0 || minHealthyPercent === undefined || maxHealthyPercent === undefined) return findings;
  if (minHealthyPercent === 100 && maxHealthyPercent === 100) return [frozen()];
  const stalled = candidates(minCount, maxCount, instances)
    .find((desiredCount) => RolloutPlan.of({ desiredCount, minHealthyPercent, maxHealthyPercent, instances }).stalls);
  return stalled === undefined ? [] : [stall(stalled, minHealthyPercent, maxHealthyPercent, instances)];
}

function checkRebalancing({ rebalancing, maxHealthyPercent }: RolloutFacts): Finding[] {
  // CloudFormation reference, AWS::ECS::Service AvailabilityZoneRebalancing.
  if (!rebalancing || maxHealthyPercent !== 100) return [];
  return [refuse('RolloutPlan.Rebalancing', 'maxHealthyPercent',
    'must be above 100 with availability zone rebalancing, which starts a task before it stops one, got 100; raise it or turn rebalancing off')];
}

/**
 * The counts among which the smallest one that stalls must be.
 *
 * A higher count gives percentages more room, so percentages stall at the lowest count or nowhere; ports stall from the number of instances on.
 */
function candidates(minCount: number | undefined, maxCount: number | undefined, instances: number | undefined): number[] {
  if (minCount === undefined) return [];
  const lowest = Math.max(minCount, 1);
  return [lowest, ...(instances === undefined ? [] : [instances, instances + 1])]
    .filter((count) => count >= lowest && count <= (maxCount ?? lowest));
}

function frozen(): Finding {
  return refuse('RolloutPlan.Stalls', '',
    'may neither start nor stop a task with minHealthyPercent 100 and maxHealthyPercent 100; lower the first or raise the second');
}

function stall(count: number, minHealthyPercent: number, maxHealthyPercent: number, instances: number | undefined): Finding {
  const { floor, ceiling } = RolloutPlan.of({ desiredCount: count, minHealthyPercent, maxHealthyPercent });
  const tasks = `${count} ${count === 1 ? 'task' : 'tasks'}`;
  if (instances !== undefined && instances < count) {
    return refuse('RolloutPlan.Stalls', '',
      `needs an instance for each of ${tasks}, since their host port is fixed, got ${instances}; have at least ${count} instances`);
  }
  const lower = `minHealthyPercent to at most ${Math.floor(100 * (count - 1) / count)}`;
  const raise = `maxHealthyPercent to at least ${Math.ceil(100 * (count + 1) / count)}`;
  if (instances === count) {
    const more = ceiling > count ? `have at least ${count + 1} instances` : `have at least ${count + 1} instances and set ${raise}`;
    return refuse('RolloutPlan.Stalls', '',
      `can neither start nor stop any of ${tasks}: ${floor} must keep running, and each of ${instances} instances takes one; set ${lower}, or ${more}`);
  }
  return refuse('RolloutPlan.Stalls', '',
    `can neither start nor stop any of ${tasks}: at least ${floor} must keep running, and at most ${ceiling} may; set ${lower} or ${raise}`);
}
