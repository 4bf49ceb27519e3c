import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import {
  CloudMapNamespace, FargateSize, FargateSpotCluster, FargateSpotService, MeshAlarms, ProxyLogs, ServiceConnectMesh, TaskBlueprint, TaskScaling,
} from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// Two services in stacks of their own that call each other, in a mesh of a third stack.
const app = integApp();
const platform = new Stack(app, 'ServiceConnectMeshPlatform');
const { cluster } = new FargateSpotCluster(platform, 'Platform', { vpc: integVpc(platform) });
const mesh = new ServiceConnectMesh(platform, 'Mesh', {
  namespace: CloudMapNamespace.http('integ-service-connect-mesh'),
  proxyLogs: ProxyLogs.cloudWatch({ retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
  accessLogs: { format: ecs.ServiceConnectAccessLogFormat.JSON },
});
const serviceIn = (id: string) => new FargateSpotService(new Stack(app, `ServiceConnectMesh${id}`), id, {
  cluster,
  task: TaskBlueprint.container({ image: nginx, size: FargateSize.of(512, 1024), port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
});

const api = serviceIn('Api');
const web = serviceIn('Web');
const apiEndpoint = mesh.addServer('Api', {
  service: api, timeouts: { perRequest: Duration.seconds(10) }, rollbackOn: MeshAlarms.standard({ averageLatency: Duration.seconds(1) }),
});
const webEndpoint = mesh.addServer('Web', { service: web, alias: 'web.shop.local', aliasPort: 8080 });
mesh.connect(web, apiEndpoint, { environmentVariable: 'API_URL' });
mesh.connect(api, webEndpoint, { environmentVariable: 'WEB_URL' });
Validations.of(mesh).acknowledge({ id: 'cdk-ecs-blueprints:ServiceConnectMesh.UnorderedCall', reason: 'two services that call each other are what the test is about' });
for (const { taskDefinition } of [api, web]) {
  Validations.of(taskDefinition).acknowledge({ id: 'AwsSolutions-ECS2', reason: 'the variable is the address of another service, which is no secret' });
}

integTest(app, Stack.of(web), [web.service]).assertions
  .awsApiCall('ServiceDiscovery', 'discoverInstances', { NamespaceName: mesh.namespace.namespaceName, ServiceName: 'api' })
  .assertAtPath('Instances.0.NamespaceName', ExpectedResult.stringLikeRegexp('integ-service-connect-mesh'));
