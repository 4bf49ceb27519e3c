import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib/core';
import { CloudMapNamespace, CloudMapRegistration, FargateSpotCluster, FargateSpotService, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A service that is found by DNS inside the VPC, and by API calls of whoever was granted them.
const app = integApp();
const stack = new Stack(app, 'CloudMapRegistration');
const vpc = integVpc(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc });
const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
});
const client = new FargateSpotService(stack, 'Client', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
});

const discovery = new CloudMapRegistration(stack, 'Discovery', { service: web, namespace: CloudMapNamespace.privateDns('cloud-map.internal', vpc) });
discovery.allowFrom(client);
discovery.grantDiscover(client);

integTest(app, stack, [web.service, client.service]).assertions
  .awsApiCall('ServiceDiscovery', 'discoverInstances', { NamespaceName: 'cloud-map.internal', ServiceName: 'web' })
  .assertAtPath('Instances.0.HealthStatus', ExpectedResult.stringLikeRegexp('^HEALTHY$'));
