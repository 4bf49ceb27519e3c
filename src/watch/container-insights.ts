import * as ecs from 'aws-cdk-lib/aws-ecs';
import { known } from '../private/known';

/** What a cluster of this app says of Container Insights: `enhanced`, `enabled` or `disabled`; `undefined` where the account decides, or nobody knows. */
export function insightsOf(cluster: ecs.ICluster): string | undefined {
  const resource = cluster.node.defaultChild;
  const settings = ecs.CfnCluster.isCfnCluster(resource) ? known(resource.clusterSettings) : undefined;
  if (!Array.isArray(settings)) return undefined;
  const setting = settings.find((candidate) => 'name' in candidate && candidate.name === 'containerInsights');
  return setting && 'value' in setting ? known(setting.value) : undefined;
}
