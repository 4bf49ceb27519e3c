import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { App, Duration, Token } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { flat, placeIn, statementsIn } from './fleets';
import { RollCall, rollCallFindings, RollCallProps } from '../../src/anywhere/roll-call';
import { onEveryAlarm } from '../../src/private/alarm-registry';
import { resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

function watched(props: Partial<RollCallProps> = {}, place = placeIn(), id: string = 'RollCall') {
  return { ...place, rollCall: new RollCall(place.stack, id, { cluster: place.cluster, role: place.role, ...props }) };
}

test('the function may list the machines of the fleet\'s cluster, and change nothing', () => {
  const { stack } = watched();
  expect(statementsIn(stack, /^RollCallPolicy/)).toEqual([
    { Effect: 'Allow', Action: 'ecs:ListContainerInstances', Resource: '<EdgeCluster.Arn>' },
    { Effect: 'Allow', Action: 'ecs:DescribeContainerInstances', Resource: 'arn:<Partition>:ecs:<Region>:<AccountId>:container-instance/<EdgeCluster>/*' },
  ]);
  expect(statementsIn(stack, /^FleetRollCallHandlerRole/)).toEqual([
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '<FleetRollCallHandlerLogGroup.Arn>' },
    { Effect: 'Allow', Action: 'ssm:DescribeInstanceInformation', Resource: '*' },
  ]);
  expect(theOnly(stack, 'AWS::Lambda::Function').Properties).toMatchObject({ Handler: 'index.rollCall', Timeout: 240 });
});

test('it looks every five minutes, once it may', () => {
  const { stack } = watched();
  const { DependsOn, Properties } = theOnly(stack, 'AWS::Events::Rule');
  expect(Properties.ScheduleExpression).toBe('rate(5 minutes)');
  const [{ Arn, Input, RetryPolicy }] = Properties.Targets;
  expect(flat(Arn)).toBe('<FleetRollCallHandlerFunction.Arn>');
  expect(JSON.parse(flat(Input))).toEqual({ role: '<EdgeRole>', cluster: '<EdgeCluster.Arn>' });
  expect(RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300 });
  expect(DependsOn).toEqual(Object.keys(resourcesOf(stack, 'AWS::IAM::Policy')));
  expect(findCycle(templateGraph(stack))).toBeUndefined();
});

test.each([[undefined, 3], [Duration.minutes(10), 2], [Duration.hours(1), 12]])('the alarm goes off where a machine is lost for %s, or nobody looks', (lostAfter, looks) => {
  const { rollCall, stack } = watched({ lostAfter });
  const heard: cloudwatch.Alarm[] = [];
  onEveryAlarm(stack, (alarm) => heard.push(alarm));
  expect(heard).toEqual([rollCall.lostMachinesAlarm]);
  expect(flat(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties)).toEqual({
    AlarmDescription: 'A machine outside AWS is lost: its ECS agent is not connected, or Systems Manager does not hear from it',
    Namespace: 'EcsAnywhereFleet',
    MetricName: 'LostMachines',
    Dimensions: [{ Name: 'InstanceRole', Value: '<EdgeRole>' }],
    Statistic: 'Maximum',
    Period: 300,
    EvaluationPeriods: looks,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    TreatMissingData: 'breaching',
  });
});

test('its numbers are metrics', () => {
  const { role, rollCall, stack } = watched();
  expect(rollCall.metricMachines()).toMatchObject({
    namespace: 'EcsAnywhereFleet', metricName: 'Machines', dimensions: { InstanceRole: role.roleName }, statistic: 'Maximum', period: Duration.minutes(5),
  });
  expect(stack.resolve(rollCall.metricLostMachines({ statistic: 'Average', period: Duration.hours(1), label: 'Lost' }).toMetricConfig().metricStat)).toMatchObject({
    metricName: 'LostMachines', statistic: 'Average', period: Duration.hours(1),
  });
});

test('fleets of a stack share the function, with a policy for each', () => {
  const { stack } = watched();
  watched({}, placeIn(stack, 'Other'), 'OtherRollCall');
  theOnly(stack, 'AWS::Lambda::Function');
  expect(statementsIn(stack, /^OtherRollCallPolicy/)[0].Resource).toBe('<OtherCluster.Arn>');
});

test('AwsSolutionsChecks finds nothing that is ours to mend', () => {
  const { stack } = watched();
  const app = stack.node.root as App;
  app.synth();
  const found = new AwsSolutionsChecks().validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
  expect(found).toEqual(['AwsSolutions-ECS4 at Stack/EdgeCluster/Resource']);
});

test('findings are told by the names of the props, and the default has none', () => {
  expect(rollCallFindings({})).toEqual([]);
  expect(rollCallFindings({ lostAfter: Duration.minutes(7) }).map(({ id, path }) => `${id} ${path}`)).toEqual(['RollCall.LostAfter lostAfter']);
  expect(rollCallFindings({ lostAfter: Duration.minutes(Token.asNumber({ Ref: 'Minutes' })) }).map(({ id }) => id)).toEqual(['RollCall.LostAfter']);
});
