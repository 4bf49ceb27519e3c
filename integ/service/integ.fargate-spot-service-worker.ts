import { Stack } from 'aws-cdk-lib/core';
import { CapacityStrategy, FargateSpotCluster, FargateSpotService, TaskBlueprint, TaskScaling } from '../../src';
import { expectService, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A service without callers on the default strategy of its cluster.
const app = integApp();
const stack = new Stack(app, 'FargateSpotServiceWorker');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack), defaultStrategy: { onDemandBase: 1, spotWeight: 3 } });

const worker = new FargateSpotService(stack, 'Worker', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, writablePaths: nginxPaths }),
  capacity: CapacityStrategy.clusterDefault(),
  scaling: TaskScaling.exactly(2),
});

expectService(integTest(app, stack, [worker.service]), worker.service, { desiredCount: 2, runningCount: 2 });
