import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EcsAnywhereFleet } from './ecs-anywhere-fleet';
import { PlacedTasks } from './edge-placement';
import type { EdgeServiceProps } from './edge-service';
import { Rollout } from '../deployment/rollout';
import { checkEdgeRollout, EdgeTasksFacts, healthyPercentOf } from '../model/anywhere/edge-rollout';
import { checkExternalService } from '../model/anywhere/external-service';
import { taskNeeds } from '../model/capacity/task-needs';
import { advise, Finding, refuse, under } from '../model/finding';
import { checkName } from '../model/name';
import { checkRange, Range } from '../model/range';
import { nameOfGiven } from '../pool/pool-kind';
import { differentPlaces, knownEnvironment } from '../private/environment';
import { known } from '../private/known';
import { ServiceFacts } from '../private/service-facts';

// On two machines one of them runs on while the other is away.
const DEFAULT_DESIRED_COUNT = 2;
// ECS API reference, CreateService.
const DESIRED_COUNT: Range = { min: 0, unit: 'tasks' };

/** Refuses what is no fleet, which nothing else can be checked without: languages without types let anything through. */
export function checkFleet(fleet: EcsAnywhereFleet | undefined): Finding[] {
  return fleet?.instanceRole !== undefined && fleet.cluster !== undefined ? []
    : [refuse('EdgeService.NoFleet', 'fleet', `is an EcsAnywhereFleet, got ${nameOfGiven(fleet)}; make one for the machines`)];
}

/** What the choices mean for each other. */
export class EdgePlan {
  public readonly facts: ServiceFacts;
  public readonly placement: PlacedTasks;
  public readonly rollout: Rollout;
  public readonly everyMachine: boolean;
  /** Absent where the machines decide. */
  public readonly desiredCount?: number;
  private readonly tasks: EdgeTasksFacts;

  constructor(private readonly choices: EdgeServiceProps) {
    const { exec, placement, rollout, stopTimeout, task } = choices;
    this.everyMachine = choices.everyMachine ?? false;
    this.desiredCount = this.everyMachine ? undefined : choices.desiredCount ?? DEFAULT_DESIRED_COUNT;
    this.facts = { platforms: ['external'], spot: false, ipv6Only: false, exec: exec !== undefined, stopTimeout };
    const taskFacts = task._facts(this.facts);
    this.placement = new PlacedTasks(placement ?? {}, taskFacts.architecture);
    this.tasks = {
      everyMachine: this.everyMachine,
      oneCopyAMachine: taskNeeds(taskFacts).oneCopyAnInstance || this.placement.isOnDistinctMachines,
      desiredCount: known(this.desiredCount),
    };
    const percent = healthyPercentOf(this.tasks);
    this.rollout = rollout ?? Rollout.rolling({ minHealthyPercent: percent.min, maxHealthyPercent: percent.max, withoutBreaker: true });
  }

  /** Everything wrong with the choices, alone and together. */
  public findings(scope: Construct): Finding[] {
    const { desiredCount, fleet, serviceName, stopTimeout, task } = this.choices;
    const places = differentPlaces(knownEnvironment(Stack.of(scope)), knownEnvironment(fleet.cluster.env));
    return [
      ...(places ? [refuse('Service.OtherEnvironment', 'fleet',
        `is in the account and region of the service, ${places[0]}, got one in ${places[1]}; make the service in a stack there`)] : []),
      ...this.checkStack(scope),
      ...under('task', task._findings(this.facts)),
      ...checkRange('EdgeService.DesiredCount', 'desiredCount', known(desiredCount), DESIRED_COUNT),
      ...(this.everyMachine && desiredCount !== undefined ? [refuse('EdgeService.EveryMachine', 'desiredCount',
        'is the number of machines with `everyMachine`, got a count of its own; leave one of them out')] : []),
      ...under('placement', this.placement.findings(this.everyMachine)),
      ...this.checkRollout(),
      ...(stopTimeout && task._isExisting ? [refuse('EdgeService.ExistingTask', 'stopTimeout',
        'is for containers that the service makes, got an existing task definition; set `stopTimeout` on its containers')] : []),
      ...checkName('Service.Name', 'serviceName', known(serviceName)),
    ];
  }

  /** Deployed together, the service waits for machines that can only be registered after it. */
  private checkStack(scope: Construct): Finding[] {
    const { desiredCount = 0 } = this.tasks;
    if (desiredCount < 1 || deployedStack(scope) !== deployedStack(this.choices.fleet)) return [];
    return [advise('EdgeService.SameStack', 'fleet',
      `is in the stack of the service, whose first deployment waits for ${desiredCount} ${desiredCount === 1 ? 'task' : 'tasks'} before it tells how machines are `
      + 'registered, and rolls back when none came; make the service in a stack of its own, deployed once machines have joined, or acknowledge this when they have')];
  }

  private checkRollout(): Finding[] {
    const { rollout, tasks } = this;
    const { min, max } = rollout._healthyPercent;
    const found = checkEdgeRollout({ ...tasks, kind: rollout._name, minHealthyPercent: known(min), maxHealthyPercent: known(max) });
    // What else there is to say is about rolling updates.
    const isRolling = found.every(({ id }) => id !== 'EdgeService.Rollout');
    return under('rollout', [
      ...found,
      ...checkExternalService({ rebalancing: rollout._rebalancing === 'ENABLED' }),
      ...(isRolling ? rollout._findings({
        minCount: tasks.desiredCount, maxCount: tasks.desiredCount, hasLogGroup: this.choices.task._hasLogGroup(),
      }) : []),
    ]);
  }
}

/** Nested stacks are deployed with the one that they are in. */
function deployedStack(construct: Construct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent === undefined ? stack : deployedStack(stack.nestedStackParent);
}
