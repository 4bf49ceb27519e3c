import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ExecAudit, FargateSpotCluster } from '../../src';
import { integApp, integTest, integVpc } from '../integ-app';

// A cluster whose sessions are recorded under a customer key.
const app = integApp();
const stack = new Stack(app, 'FargateSpotClusterAudited');
const encryptionKey = new kms.Key(stack, 'AuditKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
const platform = new FargateSpotCluster(stack, 'Platform', {
  vpc: integVpc(stack),
  execAudit: ExecAudit.cloudWatch({ encryptionKey }),
});

integTest(app, stack).assertions
  .awsApiCall('ECS', 'describeClusters', { clusters: [platform.cluster.clusterName], include: ['CONFIGURATIONS'] })
  .expect(ExpectedResult.objectLike({ clusters: [{ status: 'ACTIVE', configuration: { executeCommandConfiguration: { logging: 'OVERRIDE' } } }] }));
