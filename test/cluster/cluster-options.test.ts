import { Template } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { importedVpc, newStack } from './services';
import { checkClusterOptions, newCluster } from '../../src/cluster/cluster-options';
import { ExecAudit } from '../../src/cluster/exec-audit';

test('a cluster offers Fargate and Fargate Spot, is watched closely, and records its sessions', () => {
  const stack = newStack();
  const { cluster, execAuditLogGroup } = newCluster(stack, importedVpc(stack), {});
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Cluster', {
    ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchLogGroupName: stack.resolve(execAuditLogGroup!.logGroupName) } } },
  });
  template.hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', {
    Cluster: stack.resolve(cluster.clusterName), CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  });
});

test('without a record there is no log group', () => {
  const stack = newStack();
  expect(newCluster(stack, importedVpc(stack), { execAudit: ExecAudit.none() }).execAuditLogGroup).toBeUndefined();
});

test('a wrong name is refused by the name of its option, and a token is not', () => {
  expect(checkClusterOptions({ clusterName: 'my platform' })).toEqual([
    expect.objectContaining({ id: 'Cluster.Name', severity: 'error', path: 'clusterName' }),
  ]);
  expect(checkClusterOptions({ clusterName: Lazy.string({ produce: () => 'my platform' }) })).toEqual([]);
});
