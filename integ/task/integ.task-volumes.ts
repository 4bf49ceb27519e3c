import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, Hardening, TaskBlueprint, TaskScaling, TaskVolume, WritablePaths } from '../../src';
import { integApp, integTest, integVpc } from '../integ-app';

// A file system for all tasks, a disk for each, a directory for both containers, and users that can write to what is theirs.
const app = integApp();
const stack = new Stack(app, 'TaskVolumes');
const vpc = integVpc(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc });
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37.0');
const hardening = Hardening.strict({ user: '1000:1000', writable: WritablePaths.prepared(['/tmp']) });
const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.containers({
    volumes: {
      uploads: TaskVolume.efs({ vpc, removalPolicy: RemovalPolicy.DESTROY }),
      cache: TaskVolume.ebs({ size: Size.gibibytes(10) }),
      spool: TaskVolume.scratch(),
    },
    containers: [
      {
        image,
        hardening,
        // It ends, and with it the task, unless it can write everywhere.
        command: ['sh', '-c', 'for d in /tmp /uploads /cache /spool; do touch $d/written || exit 1; done; sleep 86400'],
        mounts: ['uploads', 'cache', 'spool'].map((volume) => ({ volume, path: `/${volume}` })),
      },
      {
        image,
        name: 'reader',
        hardening: Hardening.strict({ user: '1000:1000', writable: WritablePaths.none() }),
        command: ['sh', '-c', 'until test -f /spool/written; do sleep 1; done; sleep 86400'],
        mounts: [{ volume: 'spool', path: '/spool', readOnly: true }],
      },
    ],
  }),
  scaling: TaskScaling.exactly(1),
});

integTest(app, stack, [web.service]);
