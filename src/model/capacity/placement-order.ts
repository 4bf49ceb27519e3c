import { advise, Finding, refuse } from '../finding';
import { LaunchPlatform } from '../task/network-mode';

/** How ECS chooses among instances. */
export type PlacementKind = 'spread' | 'binpack' | 'random';

/** What is known of one placement strategy. */
export interface PlacementStrategyFacts {
  readonly kind?: PlacementKind;
  /** `attribute:ecs.availability-zone`, `instanceId`, `cpu`. */
  readonly field?: string;
}

/** What is known of one placement constraint. */
export interface PlacementConstraintFacts {
  readonly kind?: 'distinctInstance' | 'memberOf';
  readonly expression?: string;
}

/** What is known of where a service's tasks are placed; strategies that are absent are not known, an empty list is ECS's own. */
export interface PlacementFacts {
  readonly strategies?: readonly PlacementStrategyFacts[];
  readonly constraints?: readonly PlacementConstraintFacts[];
  /** Of the task definition. */
  readonly taskConstraints?: readonly PlacementConstraintFacts[];
  readonly platform?: LaunchPlatform;
  readonly targetCapacityPercent?: number;
  /** Each pool of the service is in one availability zone. */
  readonly zonal?: boolean;
  readonly daemon?: boolean;
  /** The service's user asked for availability zone rebalancing. */
  readonly rebalancing?: boolean;
  readonly maxHealthyPercent?: number;
}

const ZONE = 'attribute:ecs.availability-zone';
// CloudFormation reference, AWS::ECS::Service PlacementStrategies and PlacementConstraints.
const MOST_STRATEGIES = 5;
const MOST_CONSTRAINTS = 10;
const MOST_EXPRESSION_CHARACTERS = 2000;
// ECS Developer Guide, "How Amazon ECS places tasks on container instances": of a service without strategies.
const ECS_DEFAULT: PlacementStrategyFacts = { kind: 'spread', field: ZONE };
// CloudFormation reference, AWS::ECS::Service DeploymentConfiguration; rebalancing needs more than 100, see `checkRollout`.
const DEFAULT_MAX_HEALTHY_PERCENT = 200;
const BINPACK_FIELDS = ['cpu', 'memory'];

/** Refuses a placement that ECS does not know, and advises against an order that fights the pool's scaling. */
export function checkPlacement(facts: PlacementFacts): Finding[] {
  const { strategies = [], constraints = [] } = facts;
  const misplaced = checkPlace(facts);
  if (misplaced.length > 0) return misplaced;
  return [
    ...checkManagedInstances(facts),
    ...checkCount('strategies', strategies.length, MOST_STRATEGIES),
    ...checkCount('constraints', constraints.length, MOST_CONSTRAINTS),
    ...strategies.flatMap((strategy, index) => checkField(strategy, `strategies[${index}]`)),
    ...constraints.flatMap((constraint, index) => checkExpression(constraint, `constraints[${index}]`)),
    ...checkOrder(facts),
    ...checkRebalancing(facts),
  ];
}

/** Whether a service's tasks are moved to even out availability zones, where its user does not say; absent when that is not known. */
export function defaultRebalancing(facts: PlacementFacts): 'ENABLED' | 'DISABLED' | undefined {
  if (facts.strategies === undefined && facts.platform !== 'fargate') return undefined;
  const [first] = facts.strategies ?? [];
  const roomy = (facts.maxHealthyPercent ?? DEFAULT_MAX_HEALTHY_PERCENT) > 100;
  const possible = roomy && obstacle(facts) === undefined && (first === undefined || isZoneSpread(first));
  return possible ? 'ENABLED' : 'DISABLED';
}

function checkPlace({ strategies = [], constraints = [], platform, daemon }: PlacementFacts): Finding[] {
  const path = strategies.length > 0 ? 'strategies' : 'constraints';
  if (platform === 'fargate' && strategies.length + constraints.length > 0) {
    return [refuse('PlacementOrder.Fargate', path, 'must be left out on Fargate, which has no instances to choose from; leave them out')];
  }
  if (daemon && strategies.length > 0) {
    return [refuse('PlacementOrder.Daemon', path, 'do not apply to a daemon, which runs once on every instance; leave them out')];
  }
  return [];
}

function checkManagedInstances({ strategies = [], platform }: PlacementFacts): Finding[] {
  if (platform !== 'managed-instances' || strategies.length === 0) return [];
  // ECS Developer Guide, "Amazon ECS Managed Instances auto scaling and task placement".
  return [advise('PlacementOrder.ManagedInstances', 'strategies',
    'may have no effect on Managed Instances, which spread tasks over zones and pack them by themselves; leave them out')];
}

function checkCount(path: string, count: number, most: number): Finding[] {
  return count <= most ? [] : [refuse('PlacementOrder.TooMany', path, `must be at most ${most}, got ${count}`)];
}

function checkField({ kind, field }: PlacementStrategyFacts, path: string): Finding[] {
  if (kind === 'random' && field !== undefined) {
    return [refuse('PlacementOrder.Field', path, `takes no field with random, got ${field}; leave it out`)];
  }
  if (kind === 'binpack' && field !== undefined && !BINPACK_FIELDS.includes(field.toLowerCase())) {
    return [refuse('PlacementOrder.Field', path, `must pack by cpu or memory, got ${field}`)];
  }
  if (kind === 'spread' && field !== undefined && !isSpreadField(field)) {
    return [refuse('PlacementOrder.Field', path, `must spread over instanceId, host or an attribute such as ${ZONE}, got ${field}`)];
  }
  return [];
}

function checkExpression({ kind, expression }: PlacementConstraintFacts, path: string): Finding[] {
  if (expression === undefined) return [];
  if (kind === 'distinctInstance') {
    return [refuse('PlacementOrder.Expression', path, `takes no expression with distinctInstance, got ${expression}; leave it out or use memberOf`)];
  }
  if (expression.length > MOST_EXPRESSION_CHARACTERS) {
    return [refuse('PlacementOrder.Expression', path, `must have an expression of at most ${MOST_EXPRESSION_CHARACTERS} characters, got ${expression.length}`)];
  }
  return kind === 'memberOf' && expression.trim() === ''
    ? [refuse('PlacementOrder.Expression', path, 'needs an expression with memberOf, got none')] : [];
}

/** Below 100 percent target capacity, tasks that are spread keep every spare instance busy, and more are started for ever. */
function checkOrder({ strategies, targetCapacityPercent, zonal, daemon }: PlacementFacts): Finding[] {
  if (strategies === undefined || targetCapacityPercent === undefined || targetCapacityPercent >= 100 || daemon) return [];
  // In a pool of one availability zone, a spread over zones spreads nothing.
  const effective = (strategies.length === 0 ? [ECS_DEFAULT] : strategies).filter((strategy) => !(zonal && isZoneSpread(strategy)));
  const spread = effective.findIndex(({ kind }) => kind === 'spread');
  const first = effective.findIndex(({ kind }) => kind === 'binpack' || kind === undefined);
  if (spread < 0 || (first >= 0 && first < spread)) return [];
  // ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto scaling", considerations.
  const remedy = zonal ? 'put binpack first' : 'put binpack first, and use one pool for each availability zone to stay spread over zones';
  return [advise('PlacementOrder.SpreadFirst', 'strategies',
    `should put binpack before spread while the target capacity is below 100, got ${describe(effective[spread])} at ${targetCapacityPercent}, which starts instances until each task has its own; ${remedy}`)];
}

function checkRebalancing(facts: PlacementFacts): Finding[] {
  if (!facts.rebalancing) return [];
  const reason = obstacle(facts);
  return reason === undefined ? [] : [refuse('PlacementOrder.Rebalancing', 'rebalancing',
    `needs ${reason}; turn rebalancing off, and use one pool for each availability zone to stay spread over zones`)];
}

/** What availability zone rebalancing needs and the service does not have. */
function obstacle({ strategies = [], constraints = [], taskConstraints = [], daemon }: PlacementFacts): string | undefined {
  // CloudFormation reference, AWS::ECS::Service AvailabilityZoneRebalancing; ECS Developer Guide, "Balancing an Amazon ECS service across zones".
  if (daemon) return 'a replica service, got a daemon';
  const [first] = strategies;
  if (first !== undefined && isKnown(first) && !isZoneSpread(first)) {
    return `a spread over ${ZONE} as the first placement strategy, or none at all, got ${describe(first)}`;
  }
  return [...constraints, ...taskConstraints].some(({ expression }) => expression?.includes('ecs.availability-zone'))
    ? 'tasks that may run in any availability zone, got a constraint on ecs.availability-zone' : undefined;
}

function isKnown({ kind, field }: PlacementStrategyFacts): boolean {
  return kind !== undefined && (kind !== 'spread' || field !== undefined);
}

function describe({ kind, field }: PlacementStrategyFacts): string {
  return field === undefined ? `${kind}` : `${kind} by ${field}`;
}

function isZoneSpread({ kind, field }: PlacementStrategyFacts): boolean {
  return kind === 'spread' && field === ZONE;
}

function isSpreadField(field: string): boolean {
  return field === 'instanceId' || field === 'host' || field.startsWith('attribute:');
}
