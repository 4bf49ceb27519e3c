import { Stack } from 'aws-cdk-lib/core';
import {
  CapacityStrategy, FargateSize, FargateSpotCluster, ManagedInstancesPool, ManagedPurchase, PooledService, TaskBlueprint, TaskScaling,
} from '../../src';
import { expectService, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// One service on Managed Instances: a base on demand and the rest on Spot.
const app = integApp();
const stack = new Stack(app, 'ManagedInstancesPool');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const onDemand = new ManagedInstancesPool(stack, 'OnDemand', { cluster });
const spot = new ManagedInstancesPool(stack, 'Spot', { cluster, purchase: ManagedPurchase.spot() });

const worker = new PooledService(stack, 'Worker', {
  capacity: CapacityStrategy.managedInstancesPools([{ pool: onDemand, base: 1 }, { pool: spot, weight: 3 }]),
  task: TaskBlueprint.container({ image: nginx, size: FargateSize.of(256, 512), writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(3),
});

expectService(integTest(app, stack, [worker.service]), worker.service, { desiredCount: 3, runningCount: 3 });
