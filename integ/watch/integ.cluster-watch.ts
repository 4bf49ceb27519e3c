import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { AlarmDestination, ClusterWatch, FargateSpotCluster, FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A cluster, its service and their alarms, all told to one topic.
const app = integApp();
const stack = new Stack(app, 'ClusterWatchOneTopic');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const alarms = AlarmDestination.newTopic({ emails: ['success@simulator.amazonses.com'] });
const watch = new ClusterWatch(stack, 'Watch', { cluster, alarms, retention: logs.RetentionDays.ONE_DAY });
alarms.receiveFrom(stack);
const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
  rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
});

integTest(app, stack, [web.service]).assertions
  .awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: [watch.startFailures.alarmName] })
  .assertAtPath('MetricAlarms.0.AlarmActions.0', ExpectedResult.stringLikeRegexp(':sns:'));
