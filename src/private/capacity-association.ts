import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';

/** The one resource that puts capacity providers on a cluster, once its L2 has made it. */
export function associationsOf(cluster: ecs.ICluster): ecs.CfnClusterCapacityProviderAssociations[] {
  return cluster.node.children.filter(isAssociation);
}

/** Whether a construct is such a resource. */
export function isAssociation(node: IConstruct): node is ecs.CfnClusterCapacityProviderAssociations {
  return ecs.CfnClusterCapacityProviderAssociations.isCfnClusterCapacityProviderAssociations(node);
}
