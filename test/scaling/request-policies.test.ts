import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkRequestPolicies } from '../../src/scaling/request-policies';
import { TaskScaling } from '../../src/scaling/task-scaling';
import { balance, lines, ServiceStack, serviceStack } from '../deployment/services';

const refused = (name: string) => `error TaskScaling.RequestPolicy: \`${name}\` must not count the requests of one target group where a rollout moves traffic between two, `
  + 'got ALBRequestCountPerTarget; set requestsPerTarget of TaskScaling, which counts both';

function counted(): ServiceStack & { count: ecs.ScalableTaskCount } {
  const made = serviceStack();
  return { ...made, count: made.service.autoScaleTaskCount({ maxCapacity: 10 }) };
}

test('a policy that was added to the scalable target', () => {
  const made = counted();
  made.count.scaleOnRequestCount('Mine', { requestsPerTarget: 100, targetGroup: balance(made) });
  expect(lines(checkRequestPolicies(made.count))).toEqual([refused('Mine')]);
});

test('a policy that an override turned into one', () => {
  const made = counted();
  made.count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  const policy = made.count.node.findAll().find((child) => child instanceof appscaling.CfnScalingPolicy) as appscaling.CfnScalingPolicy;
  policy.addPropertyOverride('TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType', 'ALBRequestCountPerTarget');
  expect(lines(checkRequestPolicies(made.count))).toEqual([refused('Cpu')]);
});

test('none for other policies, and without scaling', () => {
  const made = counted();
  made.count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  expect(checkRequestPolicies(made.count)).toEqual([]);
  expect(checkRequestPolicies(undefined)).toEqual([]);
});

test('none for the requests of both target groups', () => {
  const made = serviceStack();
  const count = TaskScaling.between(1, 10, { requestsPerTarget: 100 })
    ._bind(made.service, [{ targetGroup: balance(made), alternate: balance(made, 'Second') }]);
  expect(count?.node.findAll().filter((child) => child instanceof appscaling.CfnScalingPolicy)).toHaveLength(1);
  expect(checkRequestPolicies(count)).toEqual([]);
});
