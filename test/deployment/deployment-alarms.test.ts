import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { lines, serviceStack } from './services';
import { checkAlarmPartition, failOnAlarms, failOnNoAlarms } from '../../src/deployment/deployment-alarms';
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

test('an L1 that says nothing of its deployments gets them all the same', () => {
  const stack = new Stack();
  failOnAlarms(new ecs.CfnService(stack, 'Plain'), [alarmOn(stack, 'Errors', 'errors')], true);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } },
  });
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

test('names as text an alarm that has a name, so that it may watch the service itself', () => {
  const { stack, resource, service } = serviceStack();
  failOnAlarms(resource, [alarmOn(stack, 'Cpu', 'shop-cpu', service.metricCpuUtilization())], true);
  expectAlarms(stack, Match.objectLike({ AlarmNames: ['shop-cpu'] }));
  expect(findCycle(templateGraph(stack))).toBeUndefined();
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

describe('a service without alarms', () => {
  const OFF = { AlarmNames: [], Enable: false, Rollback: false };
  const serviceIn = (region?: string) => {
    const made = serviceStack({}, new Stack(new App({ context: { '@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm': true } }), 'Stack', { env: { region } }));
    failOnNoAlarms(made.resource);
    return made;
  };

  test('says so, since it keeps what an update leaves out', () => {
    expectAlarms(serviceIn('eu-central-1').stack, OFF);
  });

  test.each(['us-gov-west-1', 'cn-north-1', undefined])('says nothing where ECS may not take it: %s', (region) => {
    expectAlarms(serviceIn(region).stack, Match.absent());
  });

  test('keeps the alarms that its user gives to the L2 afterwards', () => {
    const { service, stack } = serviceIn('eu-central-1');
    service.enableDeploymentAlarms(['mine'], { behavior: ecs.AlarmBehavior.FAIL_ON_ALARM });
    expectAlarms(stack, { AlarmNames: ['mine'], Enable: true, Rollback: false });
  });

  test('gets alarms after all', () => {
    const { resource, stack } = serviceIn('eu-central-1');
    failOnAlarms(resource, [alarmOn(stack, 'Errors', 'errors')], true);
    expectAlarms(stack, { AlarmNames: ['errors'], Enable: true, Rollback: true });
  });
});
