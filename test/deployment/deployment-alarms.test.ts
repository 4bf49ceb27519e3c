import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { App, Stack } from 'aws-cdk-lib/core';
import { lines, serviceStack } from './services';
import { checkAlarmPartition, failOnAlarms } from '../../src/deployment/deployment-alarms';
import { findCycle, templateGraph } from '../kit/template-graph';

function alarmOn(scope: Stack, id: string, alarmName?: string, metric: cloudwatch.IMetric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Errors' })) {
  return new cloudwatch.Alarm(scope, id, { metric, threshold: 1, evaluationPeriods: 1, alarmName });
}

function expectAlarms(stack: Stack, alarms: unknown): void {
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DeploymentConfiguration: { Alarms: alarms, MaximumPercent: 200 } });
}

test('names an alarm by reference, so that it exists before the service', () => {
  const { stack, resource } = serviceStack();
  failOnAlarms(resource, [alarmOn(stack, 'Errors')], true);
  expectAlarms(stack, { AlarmNames: [{ Ref: Match.stringLikeRegexp('^Errors') }], Enable: true, Rollback: true });
});

test('only fails the deployment when rolling back is off', () => {
  const { stack, resource } = serviceStack();
  failOnAlarms(resource, [alarmOn(stack, 'Errors')], false);
  expectAlarms(stack, Match.objectLike({ Enable: true, Rollback: false }));
});

test('takes imported alarms, and alarms of another stack', () => {
  const app = new App();
  const { stack, resource } = serviceStack({}, new Stack(app, 'Stack'));
  const other = new Stack(app, 'Other');
  failOnAlarms(resource, [
    cloudwatch.Alarm.fromAlarmName(stack, 'Imported', 'imported'),
    alarmOn(other, 'Errors'),
  ], true);
  expectAlarms(stack, { AlarmNames: ['imported', { 'Fn::ImportValue': Match.stringLikeRegexp('^Other:ExportsOutputRefErrors') }], Enable: true, Rollback: true });
});

describe('alarms that the service has', () => {
  test('stay', () => {
    const { stack, resource } = serviceStack({ deploymentAlarms: { alarmNames: ['mine'] } });
    failOnAlarms(resource, [alarmOn(stack, 'Errors', 'errors')], true);
    expectAlarms(stack, { AlarmNames: ['mine', 'errors'], Enable: true, Rollback: true });
  });

  test('stay when they are added to the L2 afterwards', () => {
    const { stack, resource, service } = serviceStack();
    failOnAlarms(resource, [alarmOn(stack, 'Errors', 'errors')], true);
    service.enableDeploymentAlarms(['late']);
    expectAlarms(stack, { AlarmNames: ['late', 'errors'], Enable: true, Rollback: true });
  });

  test('stay when more are added, each once', () => {
    const { stack, resource } = serviceStack({ deploymentAlarms: { alarmNames: ['mine', 'first'] } });
    failOnAlarms(resource, [alarmOn(stack, 'First', 'first')], true);
    failOnAlarms(resource, [alarmOn(stack, 'Second', 'second')], true);
    failOnAlarms(resource, [alarmOn(stack, 'Third', 'third')], true);
    expectAlarms(stack, { AlarmNames: ['mine', 'first', 'second', 'third'], Enable: true, Rollback: true });
  });
});

describe('an alarm on a metric of the service itself', () => {
  test('is named as text where it has a name', () => {
    const { stack, resource, service } = serviceStack();
    failOnAlarms(resource, [alarmOn(stack, 'Cpu', 'shop-cpu', service.metricCpuUtilization())], true);
    expectAlarms(stack, Match.objectLike({ AlarmNames: ['shop-cpu'] }));
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  const circle = 'RollbackAlarms.Circle: `Stack/Cpu` watches the service whose deployment it fails, so that each waits for the other; give it a name in plain text';

  test('is refused at synth without one', () => {
    const { stack, resource, service } = serviceStack();
    failOnAlarms(resource, [alarmOn(stack, 'Cpu', undefined, service.metricCpuUtilization())], true);
    expect(() => Template.fromStack(stack)).toThrow(circle);
  });

  test('is found in metric math too', () => {
    const { stack, resource, service } = serviceStack();
    const metric = new cloudwatch.MathExpression({ expression: 'cpu * 2', usingMetrics: { cpu: service.metricCpuUtilization() } });
    failOnAlarms(resource, [alarmOn(stack, 'Cpu', undefined, metric)], true);
    expect(() => Template.fromStack(stack)).toThrow(circle);
  });
});

describe('a composite alarm over the service itself', () => {
  function composite(compositeAlarmName?: string): Stack {
    const { stack, resource, service } = serviceStack();
    const alarmRule = cloudwatch.AlarmRule.anyOf(alarmOn(stack, 'Cpu', undefined, service.metricCpuUtilization()));
    failOnAlarms(resource, [new cloudwatch.CompositeAlarm(stack, 'Any', { alarmRule, compositeAlarmName })], true);
    return stack;
  }

  test('is refused at synth without a name', () => {
    expect(() => Template.fromStack(composite())).toThrow('RollbackAlarms.Circle: `Stack/Any` watches the service whose deployment it fails,');
  });

  test('is named as text where it has a name', () => {
    const stack = composite('any');
    expectAlarms(stack, Match.objectLike({ AlarmNames: ['any'] }));
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });
});

describe('partitions', () => {
  const findingsIn = (region?: string) => lines(checkAlarmPartition(new Stack(undefined, 'Stack', { env: { region } })));

  test('warns where the CDK knows no deployment alarms', () => {
    expect(findingsIn('cn-north-1')).toEqual([
      'warning RollbackAlarms.Partition: `` may be refused in cn-north-1, since the CDK knows no deployment alarms in the partition aws-cn;'
      + ' leave it out if the deployment fails on it',
    ]);
  });

  test.each(['eu-west-1', undefined])('says nothing in %s', (region) => {
    expect(findingsIn(region)).toEqual([]);
  });
});
