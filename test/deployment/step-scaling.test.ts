import { Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { lines, serviceStack } from './services';
import { StepScaling, StepScalingOptions } from '../../src/deployment/step-scaling';

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
  }).bind(service.autoScaleTaskCount({ maxCapacity: 10 }));
  const template = Template.fromStack(stack);
  for (const change of [-1, 2]) {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'PercentChangeInCapacity',
        Cooldown: 90,
        StepAdjustments: [{ ScalingAdjustment: change }],
      },
    });
  }
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Waiting', Threshold: 100, EvaluationPeriods: 2 });
});

test.each<[string, Partial<StepScalingOptions>, string[]]>([
  ['one step', { steps: [{ lower: 1, change: 1 }] }, ['error TaskScaling.Steps: `steps` has from 2 to 40 ranges, got 1']],
  ['41 steps', { steps: Array.from({ length: 41 }, (_, index) => ({ lower: index, change: index })) }, ['error TaskScaling.Steps: `steps` has from 2 to 40 ranges, got 41']],
  ['a step without bounds', { steps: [...steps, { change: 1 }] },
    ['error TaskScaling.Step: `steps[2]` needs a `lower` bound, an `upper` bound or both, got neither']],
  ['no period', { evaluationPeriods: 0 },
    ['error TaskScaling.EvaluationPeriods: `evaluationPeriods` takes whole periods from 1 up, got 0; the nearest is 1']],
  ['a bound of 0', { steps: [{ upper: 0, change: -1 }, { lower: 1, change: 1 }] }, []],
  ['40 steps', { steps: Array.from({ length: 40 }, (_, index) => ({ lower: index, change: index })) }, []],
  ['a token', { evaluationPeriods: Lazy.number({ produce: () => 0 }) }, []],
])('findings: %s', (_name, options, expected) => {
  expect(findings(options)).toEqual(expected);
});
