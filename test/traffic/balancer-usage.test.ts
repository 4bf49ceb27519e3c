import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { LISTENER_ARN, cdkListener, importedListener, read } from './setting';
import { recordRoute, recordTargetGroup, takenPriorities } from '../../src/traffic/balancer-usage';
import { platformStack } from '../kit/stacks';

const QUOTA = 'warning LoadBalancer.RoutesQuota: `traffic` gives its load balancer target group number 101, of which AWS allows 100, and does not raise that; ' +
  'put some services behind a second load balancer';

function setting() {
  const { stack, vpc } = platformStack();
  return { stack, vpc, listener: cdkListener(stack, vpc) };
}

describe('priorities', () => {
  const taken = (listener: elbv2.IApplicationListener) => [...takenPriorities(listener)];

  test('are those of the rules that were made here', () => {
    const { stack, listener } = setting();
    [10, 11, 13].forEach((priority) => recordRoute({ listener, priority }, new Construct(stack, `Rule${priority}`)));
    expect(taken(listener)).toEqual([[10, 'Stack/Rule10'], [11, 'Stack/Rule11'], [13, 'Stack/Rule13']]);
  });

  test('are those of rules too that a user added to the listener', () => {
    const { listener } = setting();
    listener.addAction('Teapot', {
      priority: 7, conditions: [elbv2.ListenerCondition.pathPatterns(['/tea'])], action: elbv2.ListenerAction.fixedResponse(418),
    });
    expect(taken(listener)).toEqual([[7, 'Stack/Shared/Http/TeapotRule']]);
  });

  test('another listener of the balancer has its own', () => {
    const { stack, listener } = setting();
    const other = new elbv2.ApplicationListener(stack, 'Other', {
      loadBalancer: listener.loadBalancer,
      port: 8080,
      protocol: elbv2.ApplicationProtocol.HTTP,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    recordRoute({ listener, priority: 10 }, new Construct(stack, 'Rule'));
    expect(taken(other)).toEqual([]);
  });

  test('a listener that two stacks import is one, in one app', () => {
    const { stack } = setting();
    const other = new Stack(stack.node.root as Construct, 'Other');
    recordRoute({ listener: importedListener(stack), priority: 10 }, new Construct(stack, 'Rule'));
    expect(taken(importedListener(other))).toEqual([[10, 'Stack/Rule']]);
    expect(taken(importedListener(new Stack(), LISTENER_ARN))).toEqual([]);
  });

  test('tokens are not known', () => {
    const { stack, listener } = setting();
    const priority = new CfnParameter(stack, 'Priority', { type: 'Number' }).valueAsNumber;
    recordRoute({ listener, priority }, new Construct(stack, 'Rule'));
    expect(taken(listener)).toEqual([]);
  });

  test('a rule whose service could not be made is forgotten', () => {
    const { stack, listener } = setting();
    const service = new Construct(stack, 'Service');
    recordRoute({ listener, priority: 10 }, new Construct(service, 'Rule'));
    stack.node.tryRemoveChild('Service');
    expect(taken(listener)).toEqual([]);
  });
});

describe('quota', () => {
  test('the one service that crosses it is warned', () => {
    const { stack, listener } = setting();
    const findings = Array.from({ length: 103 }, (_, index) => recordRoute({ listener, priority: index + 1 }, new Construct(stack, `Rule${index}`)));
    expect(findings.flatMap(read)).toEqual([QUOTA]);
    expect(findings[100]).toHaveLength(1);
  });

  test('listeners of one balancer count together, made here or imported', () => {
    const { stack, listener } = setting();
    const record = (of: elbv2.IApplicationListener, from: number, count: number) => Array.from({ length: count }, (_, index) =>
      recordRoute({ listener: of, priority: from + index }, new Construct(stack, `${of.node.id}${index}`))).flat();
    const second = listener.loadBalancer.addListener('Second', {
      port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    expect([...record(listener, 1, 60), ...record(second, 1, 41)]).toHaveLength(1);
    const imported = importedListener(stack);
    const sibling = importedListener(new Stack(stack.node.root as Construct, 'Other'), LISTENER_ARN.replace('f2f7dc8efc522ab2', '0000000000000000'));
    const before = record(imported, 1, 100);
    expect([...before, ...recordRoute({ listener: sibling, priority: 1 }, new Construct(stack, 'Last'))]).toHaveLength(1);
  });
});

describe('target groups', () => {
  test('the second user is warned', () => {
    const { stack, vpc } = setting();
    const group = new elbv2.ApplicationTargetGroup(stack, 'Group', { vpc, port: 80, targetType: elbv2.TargetType.IP });
    expect(recordTargetGroup(group, new Construct(stack, 'One'))).toEqual([]);
    expect(read(recordTargetGroup(group, new Construct(stack, 'Two')))).toEqual([
      'warning TargetGroup.Shared: `traffic` shares its target group with Stack/One; deployments of one disturb the other, ' +
      'so give each a target group of its own',
    ]);
  });

  test('two imports of one are one', () => {
    const { stack } = setting();
    const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188';
    const [one, two] = ['One', 'Two'].map((id) => elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, id, { targetGroupArn }));
    expect(recordTargetGroup(one, stack)).toEqual([]);
    expect(recordTargetGroup(two, stack)).toHaveLength(1);
  });
});
