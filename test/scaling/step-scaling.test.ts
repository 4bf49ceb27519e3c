import { Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { normalizeIntervals } from 'aws-cdk-lib/aws-autoscaling-common';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { checkSteps } from '../../src/model/scaling/scaling-steps';
import { StepScaling, StepScalingOptions } from '../../src/scaling/step-scaling';
import { lines, serviceStack } from '../deployment/services';

const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Waiting' });
const steps = [{ upper: 10, change: -1 }, { lower: 100, change: 2 }];

function findings(options: Partial<StepScalingOptions>): string[] {
  return lines(new StepScaling('Waiting', { metric, steps, ...options }).findings());
}

test('takes steps by ranges of a metric', () => {
  const { stack, service } = serviceStack();
  new StepScaling('Waiting', {
    metric,
    steps,
    adjustmentType: appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    cooldown: Duration.seconds(90),
    evaluationPeriods: 2,
    minAdjustmentMagnitude: 3,
  }).bind(service.autoScaleTaskCount({ maxCapacity: 10 }));
  const template = Template.fromStack(stack);
  for (const change of [-1, 2]) {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'PercentChangeInCapacity',
        Cooldown: 90,
        MinAdjustmentMagnitude: 3,
        StepAdjustments: [{ ScalingAdjustment: change }],
      },
    });
  }
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Waiting', Threshold: 100, EvaluationPeriods: 2 });
});

const token = Lazy.number({ produce: () => 0 });

test.each<[string, Partial<StepScalingOptions>, string[]]>([
  ['one step', { steps: [{ lower: 1, change: 1 }] }, ['error TaskScaling.Steps: `steps` takes 2 to 40 ranges, got 1']],
  ['ranges that overlap', { steps: [{ lower: 0, upper: 10, change: 1 }, { lower: 5, change: 2 }] },
    ['error TaskScaling.StepsOverlap: `steps[1]` must not overlap with another range, got 5 and more beside 0 to 10 of `steps[0]`; move one of the bounds']],
  ['no period', { evaluationPeriods: 0 },
    ['error TaskScaling.EvaluationPeriods: `evaluationPeriods` takes whole periods from 1 up, got 0; the nearest is 1']],
  ['0 as a number of tasks', {
    steps: [{ upper: 5, change: 0 }, { lower: 10, upper: 20, change: 3 }, { lower: 20, change: 4 }],
    adjustmentType: appscaling.AdjustmentType.EXACT_CAPACITY,
  }, []],
  ['a least change of steps in tasks', { minAdjustmentMagnitude: 2 },
    ['error TaskScaling.MinAdjustment: `minAdjustmentMagnitude` is for steps in percent, got 2 for steps in tasks; leave it out or set PERCENT_CHANGE_IN_CAPACITY']],
  ['a change of half a task', { steps: [{ upper: 10, change: -1 }, { lower: 100, change: 2.5 }] },
    ['error TaskScaling.StepChange: `steps[1].change` takes whole tasks, got 2.5; the nearest is 3']],
  ['a least change by token', { adjustmentType: appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY, minAdjustmentMagnitude: token }, []],
  ['tokens', { evaluationPeriods: token, steps: [{ upper: 1, change: token }, { lower: 2, change: token }] }, []],
  ['bounds by token', { steps: [{ lower: token, change: -1 }, { upper: token, change: 1 }] }, []],
])('findings: %s', (_name, options, expected) => {
  expect(findings(options)).toEqual(expected);
});

test.each<[string, Partial<StepScalingOptions>, boolean]>([
  ['tasks', {}, true],
  ['a number of tasks', { adjustmentType: appscaling.AdjustmentType.EXACT_CAPACITY }, true],
  ['percent', { adjustmentType: appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY }, false],
  ['percent and at least a task', { adjustmentType: appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY, minAdjustmentMagnitude: 1 }, true],
])('steps by %s start the first task: %p', (_name, options, fromZero) => {
  expect(new StepScaling('Waiting', { metric, steps, ...options }).moves).toEqual({ fromZero, scalesIn: true });
});

test('the model refuses what the CDK cannot make a policy of', () => {
  const bound = fc.option(fc.nat(6), { nil: undefined });
  const step = fc.record({ lower: bound, upper: bound, change: fc.integer({ min: -1, max: 1 }) });
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.boolean(), (given, exact) => {
    let refused = false;
    try {
      normalizeIntervals(given, exact);
    } catch {
      refused = true;
    }
    const found = checkSteps(given, exact);
    if (refused) expect(found).not.toEqual([]);
    // The CDK looks neither at ranges that end before they begin nor at the ends of two that begin together.
    const unseen = given.length < 2 || found.some(({ id }) => id !== 'TaskScaling.StepGaps' && id !== 'TaskScaling.Step');
    if (!unseen) expect(found.length > 0).toBe(refused);
  }), { numRuns: 3000 });
});
