import { checkRepository, readRepository } from '../../model/task/repository';
import { TemplateSet } from '../../model/template/template-set';
import { checkClusterInsights, readInsights } from '../../model/watch/cluster-insights';
import { checkTagKeys, checkTags, readTagKeys } from '../../model/watch/tags';
import { Located, Thresholds, told } from '../check';

/** What is seen of clusters. */
export function clusterInsights(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::ECS::Cluster').flatMap((cluster) => told(cluster, checkClusterInsights(readInsights(cluster.properties))));
}

/** Whose clusters, services and task definitions are. */
export function tags(set: TemplateSet, { requiredTagKeys }: Thresholds): readonly Located[] {
  return set.resources('AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition')
    .flatMap((resource) => {
      const keys = readTagKeys(resource.properties);
      return told(resource, [...checkTags(keys), ...checkTagKeys(keys, requiredTagKeys)]);
    });
}

/** Repositories of images. */
export function repositories(set: TemplateSet): readonly Located[] {
  // A registry may scan what all its repositories are pushed.
  const scans = set.resources('AWS::ECR::RegistryScanningConfiguration').length > 0;
  return set.resources('AWS::ECR::Repository').flatMap((repository) => {
    const facts = readRepository(repository.properties);
    return told(repository, checkRepository(scans ? { ...facts, scansOnPush: undefined } : facts));
  });
}
