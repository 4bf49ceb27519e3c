import { suspend, SuspendedScalingOptions } from '../../src/scaling/suspended-scaling';
import { serviceStack } from '../deployment/services';
import { theOnly } from '../kit/stacks';

test.each<[SuspendedScalingOptions, boolean, boolean, boolean]>([
  [{}, false, false, false],
  [{ scaleIn: true }, true, false, false],
  [{ scaleOut: true }, false, true, false],
  [{ schedules: true }, false, false, true],
  [{ scaleIn: true, scaleOut: true, schedules: true }, true, true, true],
])('%p is written whole, since what an update leaves out stays', (options, scaleIn, scaleOut, schedules) => {
  const { service, stack } = serviceStack();
  suspend(service.autoScaleTaskCount({ maxCapacity: 4 }), options);
  expect(theOnly(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties.SuspendedState).toEqual({
    DynamicScalingInSuspended: scaleIn, DynamicScalingOutSuspended: scaleOut, ScheduledScalingSuspended: schedules,
  });
});
