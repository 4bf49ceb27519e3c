import { checkAssociation, checkProviderUse } from '../../model/capacity/association';
import { checkCapacitySplit, checkProviderCount } from '../../model/capacity/capacity-split';
import { checkDaemon } from '../../model/capacity/daemon';
import { checkLaunch } from '../../model/capacity/launch';
import { readGroupProvider } from '../../model/capacity/written-provider';
import { controllerOf } from '../../model/deployment/written-service';
import { under } from '../../model/finding';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { together } from '../../model/template/together';
import { entryIn, isWritten, knownList, numberIn, textIn } from '../../model/template-value';
import { associationOf } from '../../model/workload/associations';
import { sharesIn, WorkloadShare } from '../../model/workload/capacity-shares';
import { poolsIn } from '../../model/workload/pools';
import { workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const STRATEGY = 'CapacityProviderStrategy';
const DEFAULT_STRATEGY = 'DefaultCapacityProviderStrategy';

/** Strategies of services and of clusters. */
export function capacityStrategies(set: TemplateSet): readonly Located[] {
  return [
    ...workloadsIn(set).flatMap(({ service, shares }) => (hasItems(service, STRATEGY) ? split(set, service, STRATEGY, shares) : [])),
    ...set.resources('AWS::ECS::Cluster', 'AWS::ECS::ClusterCapacityProviderAssociations').flatMap((owner) => {
      const items = knownList(owner.properties[DEFAULT_STRATEGY]);
      return [
        ...told(owner, under('capacityProviders', checkProviderCount(knownList(owner.properties.CapacityProviders)?.length))),
        ...(items === undefined || items.length === 0 ? [] : split(set, owner, DEFAULT_STRATEGY, sharesIn(set, owner, items))),
      ];
    }),
  ];
}

/** How services say where their tasks run. */
export function launches(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap(({ isDaemon: daemon, platform, service }) => {
    const { CapacityProviderStrategy: strategy, DesiredCount: desired, LaunchType: launchType } = service.properties;
    const items = knownList(strategy);
    return told(service, [
      ...checkLaunch({
        launchType: textIn(launchType), hasLaunchType: isWritten(launchType), hasStrategy: items === undefined ? undefined : items.length > 0,
      }),
      ...checkDaemon({
        daemon,
        platform,
        hasDesiredCount: isWritten(desired),
        maxHealthyPercent: numberIn(entryIn(service.properties, 'DeploymentConfiguration.MaximumPercent')),
        controller: controllerOf(service.properties),
      }),
    ]);
  });
}

/** Capacity providers that clusters list, and services that need them. */
export function associations(set: TemplateSet): readonly Located[] {
  return [
    ...workloadsIn(set).flatMap((workload) => (workload.shares ?? []).flatMap((share, index) => {
      const { service } = workload;
      // A strategy of the cluster's is where the association is.
      const path = hasItems(service, STRATEGY) ? `${STRATEGY}.${index}.CapacityProvider` : 'Cluster';
      return told(service, under(path, checkAssociation(associationOf(set, workload, share))));
    })),
    ...[...poolsIn(set).values()].flatMap(({ clusters, provider }) => told(provider, checkProviderUse({
      managedScaling: readGroupProvider(provider.properties)?.managedScaling,
      clusters: together(clusters, (cluster) => cluster).map(({ logicalId }) => logicalId),
    }))),
  ];
}

function split(set: TemplateSet, owner: Resource, name: string, shares: readonly WorkloadShare[] = []): Located[] {
  const findings = checkCapacitySplit(shares.map((share, index) => ({
    ...share,
    spot: share.resource && poolsIn(set).get(share.resource)?.facts.spotOnly,
    baseName: `${name}.${index}.Base`,
    weightName: `${name}.${index}.Weight`,
  })));
  return told(owner, findings.map((finding) => ({ ...finding, path: finding.path === '' ? name : finding.path })));
}

function hasItems({ properties }: Resource, name: string): boolean {
  return (knownList(properties[name])?.length ?? 0) > 0;
}
