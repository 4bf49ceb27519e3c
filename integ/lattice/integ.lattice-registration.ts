import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, LatticeNetwork, LatticeRegistration, LatticeRoute, Rollout, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// Two services behind one name of VPC Lattice: one whose deployments move traffic, and one by a rule of its listener.
const app = integApp();
const stack = new Stack(app, 'LatticeRegistration');
const vpc = integVpc(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc });
const task = TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths });
const scaling = TaskScaling.exactly(1);
const network = new LatticeNetwork(stack, 'Network', { vpcs: [vpc] });

const orders = new FargateSpotService(stack, 'Orders', { cluster, task, scaling, rollout: Rollout.blueGreen() });
const registration = new LatticeRegistration(stack, 'OrdersLattice', {
  service: orders,
  route: LatticeRoute.service({
    networkArn: network.networkArn,
    accessLogs: new logs.LogGroup(stack, 'Requests', { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
  }),
  testTraffic: { priority: 1, headers: [{ name: 'x-release', exact: 'next' }] },
});

const reports = new FargateSpotService(stack, 'Reports', { cluster, task, scaling });
new LatticeRegistration(stack, 'ReportsLattice', { service: reports, route: LatticeRoute.rule(registration.listenerArn, { priority: 10, pathPrefix: '/reports' }) });
registration.grantInvoke(reports);

integTest(app, stack, [orders.service, reports.service]).assertions
  .awsApiCall('VPCLattice', 'listTargets', { targetGroupIdentifier: registration.targetGroup.attrArn })
  .assertAtPath('items.0.status', ExpectedResult.stringLikeRegexp('^HEALTHY$'));
