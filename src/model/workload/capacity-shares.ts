import { ShareFacts } from '../capacity/capacity-split';
import { LaunchPlatform } from '../task/network-mode';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, knownList, numberIn, textIn } from '../template-value';

/** One capacity provider's part of the tasks. */
export interface WorkloadShare extends ShareFacts {
  /** The capacity provider, where it is of the set and not one of Fargate. */
  readonly resource?: Resource;
  /** What the provider runs tasks on; absent where it is not known. */
  readonly platform?: LaunchPlatform;
}

/** The shares of a strategy as they are written in a resource. */
export function sharesIn(set: TemplateSet, owner: Resource, items: readonly unknown[]): readonly WorkloadShare[] {
  return items.map((item, index) => {
    const [provider, base, weight] = [entryIn(item, 'CapacityProvider'), entryIn(item, 'Base', 0), entryIn(item, 'Weight')];
    const hasWeight = isWritten(weight) !== false;
    const resource = set.target(owner, provider) ?? set.named('AWS::ECS::CapacityProvider', 'Name', provider);
    const name = textIn(provider) ?? textIn(resource?.properties.Name);
    return {
      // One that CloudFormation names is told by its logical id, which is that of another template's only by chance.
      provider: name ?? resource?.logicalId,
      base: numberIn(base),
      weight: hasWeight ? numberIn(weight) : 0,
      hasWeight,
      baseName: `capacityProviderStrategy[${index}].base`,
      weightName: `capacityProviderStrategy[${index}].weight`,
      resource,
      platform: name?.startsWith('FARGATE') ? 'fargate' : platformOf(resource),
    };
  });
}

/** The associations that give a cluster its capacity providers. */
export function associationsOf(set: TemplateSet, cluster: Resource): readonly Resource[] {
  return set.referrers(cluster, 'AWS::ECS::ClusterCapacityProviderAssociations');
}

/** The strategy that a cluster gives to services that have none; empty without one, undefined where it is not known. */
export function providersOfCluster(set: TemplateSet, cluster: Resource): readonly WorkloadShare[] | undefined {
  const strategies = [cluster, ...associationsOf(set, cluster)]
    .map((owner) => ({ owner, items: knownList(owner.properties.DefaultCapacityProviderStrategy) }));
  const shares = strategies.map(({ owner, items }) => (items === undefined ? undefined : sharesIn(set, owner, items)));
  return shares.includes(undefined) ? undefined : shares.flatMap((each) => each ?? []);
}

function platformOf(provider: Resource | undefined): LaunchPlatform | undefined {
  const { AutoScalingGroupProvider: group, ManagedInstancesProvider: managed } = provider?.properties ?? {};
  if (isWritten(group)) return 'ec2';
  return isWritten(managed) ? 'managed-instances' : undefined;
}
