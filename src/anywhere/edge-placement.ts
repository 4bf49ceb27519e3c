import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn, Token } from 'aws-cdk-lib/core';
import { ARCHITECTURE, BETWEEN_VALUES, checkEdgePlacement, machinesWith } from '../model/anywhere/edge-placement';
import { checkPlacement } from '../model/capacity/placement-order';
import { Finding } from '../model/finding';
import { known } from '../private/known';
import { constraintFacts, strategyFacts } from '../private/placement-facts';

/** On which machines tasks run, and how they are shared out among them. */
export interface EdgePlacement {
  /**
   * The values of each attribute of which a machine must have one: `{ site: ['berlin', 'bonn'], disk: ['ssd'] }`.
   *
   * Machines are given attributes when they are registered. Refused are names and values that ECS does not take (`EdgePlacement.Attribute`,
   * `EdgePlacement.Value`), an attribute without a value (`EdgePlacement.NoValue`), and processors without that of the task
   * (`EdgePlacement.Architecture`).
   *
   * @default - any machine will do
   */
  readonly attributes?: { readonly [name: string]: string[] };

  /**
   * Attributes over whose values tasks are spread evenly, the first one first: `['site']`. Among the machines of one value they are spread, too.
   *
   * Not with a task on each machine (`EdgePlacement.SpreadOver`).
   *
   * @default - ECS favors machines with the fewest tasks of the service
   */
  readonly spreadOver?: string[];

  /**
   * Whether a machine takes one task of the service at most; tasks beyond the number of machines stay pending.
   *
   * Not with a task on each machine, which it says already (`EdgePlacement.DistinctMachines`).
   *
   * @default false
   */
  readonly distinctMachines?: boolean;

  /**
   * Constraints of your own, in addition.
   *
   * Warns with `EdgePlacement.AttributeOfEc2` of attributes that machines outside AWS do not have, such as their availability zone.
   *
   * @default - those of the other options
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
   */
  readonly constraints?: ecs.PlacementConstraint[];

  /**
   * Strategies of your own, after those of `spreadOver`; not with a task on each machine (`PlacementOrder.Daemon`).
   *
   * @default - those of the other options
   */
  readonly strategies?: ecs.PlacementStrategy[];
}

/** Where tasks go, as ECS is told. */
export class PlacedTasks {
  public readonly constraints: ecs.PlacementConstraint[];
  public readonly strategies: ecs.PlacementStrategy[];

  /** @param architecture that the task names */
  constructor(private readonly placement: EdgePlacement, private readonly architecture: string | undefined) {
    const { attributes = {}, constraints = [], distinctMachines, spreadOver = [], strategies = [] } = placement;
    const given = Object.entries(attributes).map(([name, values]) => [name, Token.isUnresolved(values) ? Fn.join(BETWEEN_VALUES, values) : values]);
    const expression = machinesWith({ ...Object.fromEntries(given), ...(architecture === undefined ? {} : { [ARCHITECTURE]: [architecture] }) });
    this.constraints = [
      ...(expression === undefined ? [] : [ecs.PlacementConstraint.memberOf(expression)]),
      ...(distinctMachines ? [ecs.PlacementConstraint.distinctInstances()] : []),
      ...constraints,
    ];
    this.strategies = [
      ...spreadOver.map((name) => ecs.PlacementStrategy.spreadAcross(`attribute:${name}`)),
      ...(spreadOver.length > 0 ? [ecs.PlacementStrategy.spreadAcrossInstances()] : []),
      ...strategies,
    ];
  }

  /** A machine takes one of the tasks at most, whatever their ports. */
  public get isOnDistinctMachines(): boolean {
    return constraintFacts(this.constraints).some(({ kind }) => kind === 'distinctInstance');
  }

  /** What is wrong with it, alone and with a task on each machine. */
  public findings(everyMachine: boolean): Finding[] {
    const { attributes = {}, constraints = [], distinctMachines, spreadOver = [], strategies = [] } = this.placement;
    const found = checkEdgePlacement({
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, values]) => (
        [name, Token.isUnresolved(values) ? [undefined] : values.map(known)]))),
      architecture: this.architecture,
      spreadOver: spreadOver.map(known),
      expressions: constraintFacts(constraints).map(({ expression }) => expression),
      fields: strategyFacts(strategies).map(({ field }) => field),
      distinctMachines,
      everyMachine,
    });
    return found.some(({ severity }) => severity === 'error') ? found : [...found, ...checkPlacement({
      strategies: strategyFacts(this.strategies), constraints: constraintFacts(this.constraints), platform: 'external', daemon: everyMachine,
    })];
  }
}
