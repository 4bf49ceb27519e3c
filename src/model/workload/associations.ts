import { associationsOf, WorkloadShare } from './capacity-shares';
import { Workload } from './workload';
import { AssociationFacts } from '../capacity/association';
import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, textIn } from '../template-value';

/** Whether the cluster of a service lists one of the capacity providers, and the service waits for that; nothing where neither is known. */
export function associationOf(set: TemplateSet, { cluster, service }: Workload, { platform, provider, resource }: WorkloadShare): AssociationFacts {
  if (cluster === undefined || (provider === undefined && resource === undefined)) return {};
  // Only those of Managed Instances name their cluster.
  if (resource !== undefined && platform === undefined && isWritten(resource.properties.ClusterName) !== false) return {};
  if (resource !== undefined && platform === 'managed-instances') return managed(set, service, cluster, resource);
  const owners = [cluster, ...associationsOf(set, cluster)].map((owner) => ({ owner, isListed: isListed(set, owner, provider, resource) }));
  const listing = owners.find((each) => each.isListed)?.owner;
  if (listing !== undefined) return { provider, associated: true, waits: listing === cluster || set.waitsFor(service, listing) };
  // Another stack may list more for a cluster that this one offers.
  const isKnown = set.unread.length === 0 && !set.isOffered(cluster) && !hasOpenAssociation(set) && owners.every((each) => each.isListed === false);
  return { provider, associated: isKnown ? false : undefined };
}

/** Managed Instances belong to the cluster that they name, which lists nothing. */
function managed(set: TemplateSet, service: Resource, cluster: Resource, provider: Resource): AssociationFacts {
  const owner = set.target(provider, provider.properties.ClusterName) ?? set.named('AWS::ECS::Cluster', 'ClusterName', provider.properties.ClusterName);
  return owner === undefined ? {} : { provider: provider.logicalId, associated: owner === cluster, waits: set.waitsFor(service, provider) };
}

function isListed(set: TemplateSet, owner: Resource, provider: string | undefined, resource: Resource | undefined): boolean | undefined {
  const entries = knownList(owner.properties.CapacityProviders);
  const answers = entries?.map((entry) => {
    const listed = set.target(owner, entry);
    if (listed !== undefined) return listed === resource;
    const name = textIn(entry);
    return name === undefined ? undefined : name === provider;
  });
  if (answers?.includes(true)) return true;
  return answers === undefined || answers.includes(undefined) ? undefined : false;
}

/** An association of a cluster that is not in the set may be one of any cluster. */
const hasOpenAssociation = onceForSet((set) => set.resources('AWS::ECS::ClusterCapacityProviderAssociations')
  .some((association) => set.target(association, association.properties.Cluster) === undefined));
