import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { countable, sumOver } from '../../src/scaling/request-metrics';
import { balance, serviceStack } from '../deployment/services';

const made = serviceStack();
const [first, second, third] = ['First', 'Second', 'Third'].map((id) => balance(made, id));
const unattached = new elbv2.ApplicationTargetGroup(made.stack, 'Unattached', { vpc: made.cluster.vpc, targetType: elbv2.TargetType.IP });
const requests = (targetGroup: elbv2.IApplicationTargetGroup) => targetGroup.metrics.requestCountPerTarget();

test('a target counts where both of its groups know their load balancer', () => {
  const pair = { targetGroup: first, alternate: second };
  expect(countable([
    { targetGroup: third }, pair, { targetGroup: unattached }, { targetGroup: first, alternate: unattached },
  ])).toEqual([{ targetGroup: third }, pair]);
});

test('the metric of one group is its own', () => {
  expect(sumOver([{ targetGroup: first }], requests)).toBeInstanceOf(cloudwatch.Metric);
});

test('several are added up, each under a name of its own', () => {
  const sum = sumOver([{ targetGroup: first, alternate: second }, { targetGroup: third }], requests);
  const { expression, usingMetrics } = sum as cloudwatch.MathExpression;
  expect(expression).toBe('SUM([primary, alternate, primary2])');
  expect(Object.entries(usingMetrics).map(([id, metric]) => [id, (metric as cloudwatch.Metric).dimensions!.TargetGroup])).toEqual([
    ['primary', first.targetGroupFullName], ['alternate', second.targetGroupFullName], ['primary2', third.targetGroupFullName],
  ]);
});
