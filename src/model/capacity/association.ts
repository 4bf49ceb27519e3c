import { FARGATE_PROVIDERS } from './capacity-split';
import { advise, Finding, refuse } from '../finding';
import { all } from '../range';

/** What is known of a capacity provider of a service, and of the cluster that has to know it. */
export interface AssociationFacts {
  readonly provider?: string;
  /** The cluster lists the provider. */
  readonly associated?: boolean;
  /** CloudFormation makes the resource that lists it before the service. */
  readonly waits?: boolean;
}

/** Refuses a provider that the cluster of the service does not know, or may not know yet. */
export function checkAssociation({ associated, provider, waits }: AssociationFacts): Finding[] {
  const name = provider ?? 'one';
  if (associated === false) {
    return [refuse('CapacityStrategy.NotAssociated', '', `must name a provider that its cluster lists, got ${name}, which it does not; list it there`)];
  }
  if (!associated || waits !== false) return [];
  const text = `must be used only once the cluster lists ${name}, got a service that does not wait for that; let it depend on the association`;
  // The association of Fargate's providers waits for nothing but the cluster, so that it is seldom late.
  return provider !== undefined && FARGATE_PROVIDERS.includes(provider)
    ? [advise('CapacityStrategy.FargateNotAwaited', '', text)] : [refuse('CapacityStrategy.NotAwaited', '', text)];
}

/** What is known of the clusters that list a capacity provider. */
export interface ProviderUse {
  readonly managedScaling?: boolean;
  readonly clusters: readonly string[];
}

/** Refuses a provider whose instances ECS would have to scale for several clusters. */
export function checkProviderUse({ clusters, managedScaling }: ProviderUse): Finding[] {
  // ECS Developer Guide, "Amazon ECS capacity providers for the EC2 launch type", considerations.
  return managedScaling && clusters.length > 1
    ? [refuse('CapacityProvider.TwoClusters', '', `must serve one cluster while it has managed scaling, got ${all(clusters)}; make one for each cluster`)] : [];
}
