import { InstanceCountFacts } from './instance-count';
import { PoolUpdateFacts } from './pool-updates';
import { PurchaseFacts } from './purchase';
import { entryIn, flagIn, isWritten, knownList, numberIn, Properties, propertiesIn, textIn } from '../template-value';

/** What an Auto Scaling group says of its instances. */
export interface WrittenGroup extends InstanceCountFacts, PoolUpdateFacts, PurchaseFacts {
  /** Some types, or all, are chosen by what they have, so that their names are not known. */
  readonly byRequirements?: boolean;
  /** Instance types that take the place of the launch template's, none where there are none; absent where they are not known. */
  readonly overrides?: readonly (string | undefined)[];
  readonly weightedTypes?: boolean;
}

/** What instances start from: the data of a launch template, or a launch configuration. */
export interface WrittenLaunch {
  /** The one type, as far as it is known; absent where the launch names none, or what it needs instead. */
  readonly instanceTypes?: readonly (string | undefined)[];
  readonly spot?: boolean;
  /** `disabled` of the instance metadata service. */
  readonly endpoint?: boolean;
  /** Absent where it is left out. */
  readonly tokens?: WrittenChoice<'required' | 'optional'>;
  readonly hopLimit?: WrittenChoice<number>;
}

/** A value that is not there, or whose own is known or not. */
export interface WrittenChoice<Value> {
  readonly value?: Value;
}

const DISTRIBUTION = 'MixedInstancesPolicy.InstancesDistribution';
const TOKENS = ['required', 'optional'] as const;

/** Reads an `AWS::AutoScaling::AutoScalingGroup`. */
export function readGroup(group: Properties): WrittenGroup {
  const overrides = knownList(entryIn(group, 'MixedInstancesPolicy.LaunchTemplate.Overrides'))?.map(propertiesIn);
  return {
    min: numberIn(group.MinSize),
    max: numberIn(group.MaxSize),
    // EC2 Auto Scaling API reference, CreateAutoScalingGroup: not protected, unless it says so.
    protectedFromScaleIn: flagIn(entryIn(group, 'NewInstancesProtectedFromScaleIn', false)),
    maxInstanceLifetimeSeconds: numberIn(group.MaxInstanceLifetime),
    // The same, InstancesDistribution: no base, and all on demand.
    onDemandBase: numberIn(entryIn(group, `${DISTRIBUTION}.OnDemandBaseCapacity`, 0)),
    onDemandPercent: numberIn(entryIn(group, `${DISTRIBUTION}.OnDemandPercentageAboveBaseCapacity`, 100)),
    byRequirements: overrides?.some(({ InstanceRequirements: requirements }) => isWritten(requirements) !== false),
    overrides: overrides?.map(({ InstanceType: type }) => textIn(type)),
    weightedTypes: overrides?.some(({ WeightedCapacity: weight }) => isWritten(weight)),
  };
}

/** Reads the data of an `AWS::EC2::LaunchTemplate`, or an `AWS::AutoScaling::LaunchConfiguration`. */
export function readLaunch(launch: Properties): WrittenLaunch {
  const { InstanceType: type, InstanceRequirements: requirements, SpotPrice: price } = launch;
  const market = textIn(entryIn(launch, 'InstanceMarketOptions.MarketType', 'on-demand'));
  const priced = isWritten(price);
  const endpoint = textIn(entryIn(launch, 'MetadataOptions.HttpEndpoint', 'enabled'));
  return {
    instanceTypes: isWritten(requirements) === false && isWritten(type) !== false ? [textIn(type)] : undefined,
    spot: priced === undefined || market === undefined ? undefined : priced || market === 'spot',
    endpoint: endpoint === undefined ? undefined : endpoint !== 'disabled',
    tokens: choiceOf(entryIn(launch, 'MetadataOptions.HttpTokens'), (value) => TOKENS.find((token) => token === value)),
    hopLimit: choiceOf(entryIn(launch, 'MetadataOptions.HttpPutResponseHopLimit'), numberIn),
  };
}

function choiceOf<Value>(value: unknown, read: (value: unknown) => Value | undefined): WrittenChoice<Value> | undefined {
  return isWritten(value) === false ? undefined : { value: read(value) };
}
