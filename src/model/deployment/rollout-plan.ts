import { planRolling, PlanOutline, RolloutPlanOptions } from './rolling-plan';
import { RolloutStep, timeLine } from './rollout-time';
import {
  BlueGreenPlanOptions, CanaryPlanOptions, CodeDeployPlanOptions, LinearPlanOptions, planBlueGreen, planCanary, planCodeDeploy, planLinear,
} from './shift-plan';
import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// AWS names no upper end for the maximum; below 100 a service could not run its desired tasks.
const MIN_HEALTHY_PERCENT: Range = { min: 0, max: 100 };
const MAX_HEALTHY_PERCENT: Range = { min: 100 };

/**
 * How a rollout replaces the tasks of a service: how many run at once, what happens when, and how long it takes.
 *
 * It is planned for a deployment in which nothing fails. Old tasks that stop still count for the ceiling, and new ones are taken to pass
 * their health checks from the first one on.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html
 *
 * @example
 * RolloutPlan.of({ desiredCount: 4, minHealthyPercent: 50, maxHealthyPercent: 100 }).batches; // 2 and 2
 */
export class RolloutPlan {
  /** The plan of a rolling update. */
  public static of(options: RolloutPlanOptions): RolloutPlan {
    return new RolloutPlan(planRolling(options));
  }

  /**
   * The plan of a blue/green rollout: all new tasks start beside the old ones, and all traffic shifts at once.
   *
   * @example
   * RolloutPlan.blueGreen({ desiredCount: 4, startSeconds: 40, healthCheckIntervalSeconds: 10, healthyThreshold: 2, bakeMinutes: 10 }).peakTasks; // 8
   */
  public static blueGreen(options: BlueGreenPlanOptions): RolloutPlan {
    return new RolloutPlan(planBlueGreen(options));
  }

  /**
   * The plan of a linear rollout: the traffic shifts in equal steps.
   *
   * @example
   * RolloutPlan.linear({ desiredCount: 4, stepPercent: 25, stepBakeMinutes: 10, bakeMinutes: 5 }).seconds / 60; // 35, and what `unknowns` names
   */
  public static linear(options: LinearPlanOptions): RolloutPlan {
    return new RolloutPlan(planLinear(options));
  }

  /** The plan of a canary rollout: a little of the traffic shifts first, and the rest follows. */
  public static canary(options: CanaryPlanOptions): RolloutPlan {
    return new RolloutPlan(planCanary(options));
  }

  /**
   * The plan of a rollout with CodeDeploy: all at once, in equal steps, or a canary first.
   *
   * @example
   * RolloutPlan.codeDeploy({ desiredCount: 4, stepPercent: 10, intervalMinutes: 5, terminationWaitMinutes: 30 }).seconds / 60; // 75
   */
  public static codeDeploy(options: CodeDeployPlanOptions): RolloutPlan {
    return new RolloutPlan(planCodeDeploy(options));
  }

  /** Tasks that keep running all the time: of a rolling update the desired count by the minimum percent, rounded up. */
  public readonly floor: number;
  /** Tasks that may run at once: of a rolling update the desired count by the maximum percent, rounded down. */
  public readonly ceiling: number;
  /** The most tasks, old and new together, that run at the same time. */
  public readonly peakTasks: number;
  /** New tasks that start in each step, one number a step. */
  public readonly batches: number[];
  /** True when the rollout cannot finish: no task may start, and none may stop. */
  public readonly stalls: boolean;
  /** What happens from the start of the deployment to its end; as far as it gets, when it stalls. */
  public readonly steps: RolloutStep[];
  /** Seconds from the start of the deployment to its end, without what `unknowns` names. */
  public readonly seconds: number;
  /** Options that were left out and make the rollout longer, and stages whose hooks take a time that is not known; each named once. */
  public readonly unknowns: string[];

  private constructor({ floor, ceiling, peakTasks, batches, stalls, phases }: PlanOutline) {
    this.floor = floor;
    this.ceiling = ceiling;
    this.peakTasks = peakTasks;
    this.batches = batches;
    this.stalls = stalls;
    this.steps = timeLine(phases);
    this.seconds = this.steps[this.steps.length - 1]?.toSecond ?? 0;
    this.unknowns = [...new Set(this.steps.flatMap(({ unknowns }) => unknowns))];
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
  // A service without tasks has none to replace.
  if (minHealthyPercent === 100 && maxHealthyPercent === 100) return maxCount === 0 ? [] : [frozen()];
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
    'may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100; lower the first or raise the second');
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
