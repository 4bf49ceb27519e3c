import { advise, Finding, refuse } from '../finding';
import { all, checkRange, Range } from '../range';

// CloudFormation reference, AWS::ECS::Service CapacityProviderStrategyItem.
const BASE: Range = { min: 0, max: 100000, unit: 'tasks' };
const WEIGHT: Range = { min: 0, max: 1000 };
// ECS API reference, PutClusterCapacityProviders.
const MOST_PROVIDERS = 20;

/** The capacity providers that Fargate brings. */
export const FARGATE_PROVIDERS: readonly string[] = ['FARGATE', 'FARGATE_SPOT'];

/** One capacity provider's part of a service's tasks. */
export interface ProviderShare {
  /** Name of the capacity provider: `FARGATE`, `FARGATE_SPOT` or one of your own. */
  readonly provider: string;
  /**
   * Tasks that this provider gets before any weight counts.
   *
   * @default 0
   */
  readonly base?: number;
  /**
   * The provider's part of the tasks beyond the base, relative to the other weights.
   *
   * @default 0 - no tasks beyond its base, as in the ECS API
   */
  readonly weight?: number;
}

/** How many tasks a capacity provider gets. */
export interface ProviderTasks {
  /** Name of the capacity provider. */
  readonly provider: string;
  /** Tasks that the provider is expected to run. */
  readonly tasks: number;
}

/**
 * How ECS is expected to split a service's tasks over capacity providers.
 *
 * ECS fills the base first and hands out the rest by weight. How it rounds is not documented, and the split is made when tasks start:
 * scale-in, failed starts and Spot shortages skew it. Take the numbers as expected, not as guaranteed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 *
 * @example
 * CapacitySplit.of([
 *   { provider: 'FARGATE', base: 2, weight: 1 },
 *   { provider: 'FARGATE_SPOT', weight: 2 },
 * ]).tasksFor(8); // 4 and 4
 */
export class CapacitySplit {
  /**
   * The split over these providers.
   *
   * @param shares the providers in the order in which a tie is settled
   */
  public static of(shares: ProviderShare[]): CapacitySplit {
    return new CapacitySplit(shares);
  }

  private constructor(
    /** The providers in the order in which a tie is settled. */
    public readonly shares: ProviderShare[],
  ) {}

  /**
   * The tasks that each provider is expected to run, in the order of the shares.
   *
   * The tasks add up to the count whenever a weight is above 0; without one, only the base is placed.
   *
   * @param count tasks of the service; below 1 nobody gets any
   */
  public tasksFor(count: number): ProviderTasks[] {
    let rest = amount(count);
    const bases = this.shares.map((share) => {
      const tasks = Math.min(amount(share.base), rest);
      rest -= tasks;
      return tasks;
    });
    const extras = byLargestRemainder(rest, this.shares.map((share) => amount(share.weight)));
    return this.shares.map(({ provider }, index) => ({ provider, tasks: bases[index] + extras[index] }));
  }
}

/** What is known of one provider's part; a base or weight that was left out is 0, `undefined` is unknown. */
export interface ShareFacts {
  readonly provider?: string;
  readonly base?: number;
  readonly weight?: number;
  /** False where it is known that the weight was left out. */
  readonly hasWeight?: boolean;
  /** The provider has Spot capacity alone; absent where its name says it. */
  readonly spot?: boolean;
  /** Property that holds the base, where it is not `shares[n].base`. */
  readonly baseName?: string;
  /** Property that holds the weight, where it is not `shares[n].weight`. */
  readonly weightName?: string;
}

/** Refuses a strategy that ECS refuses, and advises against one that has nothing but Spot. */
export function checkCapacitySplit(shares: readonly ShareFacts[]): Finding[] {
  return [
    ...checkNumbers(shares),
    ...checkProviders(shares),
    ...checkKinds(shares),
    ...checkBases(shares),
    ...checkWeights(shares),
    ...checkSpotOnly(shares),
  ];
}

/** Refuses more capacity providers than a strategy or a cluster takes. */
export function checkProviderCount(count: number | undefined): Finding[] {
  return count === undefined || count <= MOST_PROVIDERS ? []
    : [refuse('CapacitySplit.TooManyProviders', '', `takes at most ${MOST_PROVIDERS} capacity providers, got ${count}`)];
}

function checkNumbers(shares: readonly ShareFacts[]): Finding[] {
  return shares.flatMap((share, index) => [
    ...checkRange('CapacitySplit.Base', baseName(share, index), share.base, BASE),
    ...checkRange('CapacitySplit.Weight', weightName(share, index), share.weight, WEIGHT),
  ]);
}

function checkProviders(shares: readonly ShareFacts[]): Finding[] {
  const findings: Finding[] = [];
  if (shares.length === 0) {
    findings.push(refuse('CapacitySplit.NoProvider', '', 'needs at least one capacity provider, got none'));
  }
  findings.push(...checkProviderCount(shares.length));
  const names = shares.flatMap(({ provider }) => provider ?? []);
  for (const name of new Set(names.filter((provider, index) => names.indexOf(provider) < index))) {
    findings.push(refuse('CapacitySplit.SameProvider', '', `takes each capacity provider once, got ${name} more than once; add up its weights`));
  }
  return findings;
}

function checkKinds(shares: readonly ShareFacts[]): Finding[] {
  const names = shares.flatMap(({ provider }) => provider ?? []);
  const others = names.filter((name) => !FARGATE_PROVIDERS.includes(name));
  if (others.length === 0 || others.length === names.length) return [];
  return [refuse('CapacitySplit.MixedKinds', '',
    `takes Fargate providers or instance providers, not both, got ${all(names)}; run two services, one on each kind`)];
}

function checkBases(shares: readonly ShareFacts[]): Finding[] {
  const bases = shares.flatMap((share, index) => ((share.base ?? 0) > 0 ? `${baseName(share, index)} ${share.base}` : []));
  return bases.length < 2 ? []
    : [refuse('CapacitySplit.TwoBases', '', `takes a base above 0 on one provider only, got ${all(bases)}; set the others to 0`)];
}

function checkWeights(shares: readonly ShareFacts[]): Finding[] {
  if (shares.length === 0 || shares.some(({ weight }) => weight !== 0)) return [];
  const weights = shares.map((share, index) => (share.hasWeight === false ? `no ${weightName(share, index)}` : `${weightName(share, index)} 0`));
  return [refuse('CapacitySplit.NoWeight', '', `needs a weight above 0 on at least one provider, got ${all(weights)}`)];
}

function checkSpotOnly(shares: readonly ShareFacts[]): Finding[] {
  const used = shares.filter(({ base, weight }) => base !== 0 || weight !== 0);
  if (used.length === 0 || !used.every(({ provider, spot }) => spot ?? provider === 'FARGATE_SPOT')) return [];
  const isFargate = used.some(({ provider }) => provider === 'FARGATE_SPOT');
  return [advise('CapacitySplit.SpotOnly', '',
    `runs on ${isFargate ? 'FARGATE_SPOT' : 'Spot instances'} only, and ECS does not fall back to on-demand capacity when Spot runs short; give ${isFargate ? 'FARGATE' : 'a pool on demand'} a base of 1 or more`)];
}

function baseName(share: ShareFacts, index: number): string {
  return share.baseName ?? `shares[${index}].base`;
}

function weightName(share: ShareFacts, index: number): string {
  return share.weightName ?? `shares[${index}].weight`;
}

/** A count that can be handed out: numbers that stand for something unknown, such as a token's, are 0. */
function amount(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}

/** Hands out tasks in proportion to the weights: whole parts first, then one each by remainder, ties in the order listed. */
function byLargestRemainder(tasks: number, weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const remainders = weights.map((weight) => (tasks * weight) % total);
  const parts = weights.map((weight, index) => (tasks * weight - remainders[index]) / total);
  const left = tasks - parts.reduce((sum, part) => sum + part, 0);
  const first = weights.map((_, index) => index).sort((a, b) => remainders[b] - remainders[a]).slice(0, left);
  return parts.map((part, index) => (first.includes(index) ? part + 1 : part));
}
