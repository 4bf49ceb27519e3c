import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { edgeService, newStack, serviceOf, taskOf } from './edge';
import { EdgeService } from '../../src/anywhere/edge-service';
import { FargateSpotCluster } from '../../src/cluster/fargate-spot-cluster';
import { CircuitBreakerDeployment } from '../../src/deployment/circuit-breaker-deployment';
import { SecretRotationDeployment } from '../../src/deployment/secret-rotation-deployment';
import { CloudMapNamespace } from '../../src/discovery/cloud-map-namespace';
import { CloudMapRegistration } from '../../src/discovery/cloud-map-registration';
import { DeployTask } from '../../src/job/deploy-task';
import { LatticeRegistration } from '../../src/lattice/lattice-registration';
import { LatticeRoute } from '../../src/lattice/lattice-route';
import { ServiceConnectMesh } from '../../src/mesh/service-connect-mesh';
import { finalProperties } from '../../src/private/rendered';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { ClusterWatch } from '../../src/watch/cluster-watch';
import { importedVpc } from '../cluster/services';
import { theOnly } from '../kit/stacks';

/** Every construct that takes any service is given one whose tasks are outside AWS. */
function given(stack: Stack = newStack()): { stack: Stack; edge: EdgeService } {
  return edgeService({ task: taskOf({ port: 8080 }) }, stack);
}

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-ecs-blueprints')).map(({ entry }) => `${entry.data}`);
}

const OUTSIDE_MESH = 'ServiceConnect.External: `service` is for tasks in AWS, got external instances, to which no other service can connect; let them call a load balancer';

test.each<[string, (stack: Stack, edge: EdgeService) => unknown, string]>([
  ['Cloud Map', (stack, service) => new CloudMapRegistration(stack, 'Names', { service, namespace: CloudMapNamespace.http() }),
    'CloudMapRegistration.External: `service` must run in AWS, got external instances, whose tasks ECS does not register; give their clients an address by hand'],
  ['a mesh, as a server', (stack, service) => new ServiceConnectMesh(stack, 'Mesh').addServer('Edge', { service }), OUTSIDE_MESH],
  ['a mesh, as a client', (stack, service) => new ServiceConnectMesh(stack, 'Mesh').addClient('Edge', { service }), OUTSIDE_MESH],
  ['VPC Lattice', (stack, service) => {
    const networkArn = stack.formatArn({ service: 'vpc-lattice', resource: 'servicenetwork', resourceName: 'sn-0123456789abcdef0' });
    return new LatticeRegistration(stack, 'Lattice', { service, route: LatticeRoute.service({ networkArn }) });
  }, 'LatticeRegistration.External: `service` runs on ECS Anywhere, which VPC Lattice does not reach; run it on Fargate or EC2'],
  ['an application load balancer', (stack, { service }) => new elbv2.ApplicationTargetGroup(stack, 'Targets', { vpc: importedVpc(stack), port: 80, targets: [service] }),
    'Application load balancer cannot be attached to an external service'],
  ['the L2\'s scaling', (_stack, { service }) => service.autoScaleTaskCount({ maxCapacity: 4 }), 'Autoscaling not supported for external service'],
  ['the L2\'s Cloud Map', (_stack, { service }) => service.enableCloudMap({}), 'Cloud map integration not supported for an external service'],
])('%s refuses it', (_name, use, message) => {
  const { stack, edge } = given();
  expect(() => use(stack, edge)).toThrow(message);
});

test('a CircuitBreakerDeployment takes it with a warning', () => {
  const { stack, edge } = given();
  new CircuitBreakerDeployment(stack, 'Breaker', { service: edge });
  expect(serviceOf(stack).DeploymentConfiguration.DeploymentCircuitBreaker).toMatchObject({ Enable: true, Rollback: true });
  expect(warnings(stack)).toEqual([
    '`service` runs on external instances, where the circuit breaker may have no effect; let alarms guard deployments too, with `rollbackOn` '
    + '[ack: Annotation::cdk-ecs-blueprints:CircuitBreakerDeployment.External]',
  ]);
});

test('a SecretRotationDeployment deploys it again when a secret changes', () => {
  const stack = newStack();
  const secret = new secretsmanager.Secret(stack, 'Key');
  const { edge } = edgeService({ task: taskOf({ secrets: { KEY: ecs.Secret.fromSecretsManager(secret) } }) }, stack);
  const { rule } = new SecretRotationDeployment(stack, 'Rotation', { service: edge });
  const { EventPattern: pattern } = finalProperties(rule.node.defaultChild as CfnResource);
  expect(JSON.stringify(pattern)).toContain(stack.getLogicalId(secret.node.defaultChild as secretsmanager.CfnSecret));
  expect(warnings(stack)).toEqual([]);
});

test('a ClusterWatch looks after its cluster, which has no VPC', () => {
  const { stack, edge } = given();
  const { rule } = new ClusterWatch(stack, 'Watch', { cluster: edge.service.cluster });
  expect(JSON.stringify(stack.resolve(rule.eventPattern))).toContain(JSON.stringify(stack.resolve(edge.service.cluster.clusterArn)));
  expect(warnings(stack)).toEqual([]);
});

test('a DeployTask runs before it, in a cluster in AWS', () => {
  const { stack, edge } = given();
  const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: importedVpc(stack) });
  new DeployTask(stack, 'Migrate', { cluster, task: TaskBlueprint.container({ image: taskImage }), runBefore: [edge] });
  expect(theOnly(stack, 'AWS::ECS::Service').DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^Migrate/)]));
});

const taskImage = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/migrate:1.0');
