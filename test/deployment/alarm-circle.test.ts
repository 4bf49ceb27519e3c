import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { balance, serviceStack, ServiceStack } from './services';
import { nameOf, refuseCircles } from '../../src/deployment/alarm-circle';

function alarmOn(stack: Stack, metric: cloudwatch.IMetric, alarmName?: string): cloudwatch.Alarm {
  return new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1, alarmName });
}

type AlarmOf = (made: ServiceStack) => cloudwatch.IAlarm;

const onService: AlarmOf = ({ service, stack }) => alarmOn(stack, service.metricCpuUtilization());
const math: AlarmOf = ({ service, stack }) =>
  alarmOn(stack, new cloudwatch.MathExpression({ expression: 'cpu * 2', usingMetrics: { cpu: service.metricCpuUtilization() } }));
const composite = (compositeAlarmName?: string): AlarmOf => (made) =>
  new cloudwatch.CompositeAlarm(made.stack, 'Any', { compositeAlarmName, alarmRule: cloudwatch.AlarmRule.anyOf(onService(made)) });

function synthesised(alarmOf: AlarmOf): () => Template {
  const made = serviceStack();
  refuseCircles(made.resource, [alarmOf(made)]);
  return () => Template.fromStack(made.stack);
}

test.each<[string, string, AlarmOf]>([
  ['an alarm on its metrics', 'Stack/Alarm', onService],
  ['metric math over them', 'Stack/Alarm', math],
  ['a composite alarm over such an alarm', 'Stack/Any', composite()],
])('%s that the service names by reference is refused at synth', (_name, path, alarmOf) => {
  expect(synthesised(alarmOf)).toThrow(`RollbackAlarms.Circle: \`${path}\` watches the service whose deployment it fails, so that each waits for the other; `
    + 'give it a name in plain text');
});

test.each<[string, AlarmOf]>([
  ['an alarm with a name', ({ service, stack }) => alarmOn(stack, service.metricCpuUtilization(), 'shop-cpu')],
  ['a composite alarm with a name', composite('any')],
  ['an alarm on something else', ({ stack }) => alarmOn(stack, new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Errors' }))],
  ['an alarm on its target group', (made) => alarmOn(made.stack, balance(made).metrics.unhealthyHostCount())],
  ['an imported alarm', ({ stack }) => cloudwatch.Alarm.fromAlarmName(stack, 'Imported', 'imported')],
])('%s is taken', (_name, alarmOf) => {
  expect(Object.keys(synthesised(alarmOf)().findResources('AWS::ECS::Service'))).toHaveLength(1);
});

test('a name is text where it is known, and else the alarm\'s reference', () => {
  const { stack } = serviceStack();
  const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Errors' });
  const make = (id: string, alarmName?: string) => new cloudwatch.Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1, alarmName });
  expect(nameOf(make('Named', 'errors'))).toBe('errors');
  expect(stack.resolve(nameOf(make('Unnamed')))).toEqual({ Ref: expect.stringMatching(/^Unnamed/) });
  expect(stack.resolve(nameOf(make('Token', Lazy.string({ produce: () => 'late' }))))).toEqual({ Ref: expect.stringMatching(/^Token/) });
});
