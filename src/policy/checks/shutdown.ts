import { under } from '../../model/finding';
import { checkShutdown } from '../../model/service/shutdown';
import { checkSpotStop } from '../../model/service/spot-stop';
import { readTaskTimes } from '../../model/task/written-times';
import { drainSecondsIn } from '../../model/traffic/written-target-group';
import { targetGroupsOf } from '../../model/workload/service-targets';
import { taskUsesIn, workloadsIn } from '../../model/workload/workload';
import { PolicyCheck, told } from '../check';

/** How tasks are taken out of service. */
export const shutdowns: PolicyCheck = (set) => workloadsIn(set).flatMap(({ isSpot: spot, platform, service, task }) => {
  const fargate = platform === 'fargate';
  const stopSeconds = task && readTaskTimes(task.properties, fargate).stopSeconds;
  const drains = targetGroupsOf(set, service).flatMap(({ properties }) => drainSecondsIn(properties.TargetGroupAttributes) ?? []);
  return told(service, under('taskDefinition', checkShutdown({ fargate, spot, stopSeconds, givenDrainSeconds: drains })));
});

/** How the containers of tasks on Fargate Spot are stopped. */
export const spotStops: PolicyCheck = (set) => taskUsesIn(set).flatMap(({ task, workloads }) => {
  const spot = workloads.some(({ isSpot }) => isSpot);
  return told(task, checkSpotStop({ spot, stops: readTaskTimes(task.properties, true).stops }), { containers: 'ContainerDefinitions' });
});
