import { Duration } from 'aws-cdk-lib/core';
import { QueueMetrics } from './queue-metrics';
import { backlogTarget, Pace } from '../model/worker/backlog';
import { known } from '../private/known';
import { TaskScaling } from '../scaling/task-scaling';
import { TaskRange } from '../service/base-and-burst';

// Metrics of ECS may be on their way for longer than those of SQS: three minutes in a row without a task are none that is only late.
const MINUTES_WITHOUT_TASK = 3;
// As long as a task may take to start and to be counted, on an instance that has to start before it as well.
const NEXT_FIRST_TASK = Duration.minutes(5);

/**
 * As many tasks as keep the backlog of each at what may wait for it.
 *
 * Target tracking needs a running task: without one its metric has no value. With a minimum that is or may be 0, a step adds the first task, and again
 * another one each time it does not run.
 */
export function backlogScaling({ min, max }: TaskRange, pace: Pace, metrics: QueueMetrics): TaskScaling {
  const scaling = TaskScaling.between(min, max).onMetric('Backlog', { metric: metrics.backlogPerTask(), targetValue: backlogTarget(pace) });
  return (known(min) ?? 0) > 0 ? scaling : scaling.onMetricSteps('FirstTask', {
    metric: metrics.waitingWithoutTask(),
    steps: [{ upper: 1, change: 0 }, { lower: 1, change: 1 }],
    evaluationPeriods: MINUTES_WITHOUT_TASK,
    cooldown: NEXT_FIRST_TASK,
  });
}
