import { setOf, the } from './sets';
import { TemplateSet } from '../../../src/model/template/template-set';
import { leadersOf, listenerOf, serviceTargets, targetGroupsOf } from '../../../src/model/workload/service-targets';

const GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const SERVICE = 'AWS::ECS::Service';
const forwards = (target: object) => ({ DefaultActions: [{ Type: 'forward', ...target }] });
const TO_GROUP = { TargetGroupArn: { Ref: 'Group' } };

function targets(set: TemplateSet) {
  return serviceTargets(set, the(set, 'Service'))?.map(({ group, listeners, ...rest }) => ({
    ...rest, group: group?.logicalId, listeners: listeners?.map(({ logicalId }) => logicalId),
  }));
}

test('the groups of a service, with what leads to them', () => {
  const set = setOf({
    Service: [SERVICE, { LoadBalancers: [TO_GROUP, { LoadBalancerName: 'old' }, { TargetGroupArn: { Ref: 'Parameter' } }, { TargetGroupArn: { Ref: 'Listener' } }] }],
    Group: [GROUP],
    Listener: [LISTENER, { DefaultActions: [TO_GROUP] }],
    Rule: [RULE, { ListenerArn: { Ref: 'Listener' }, Actions: [TO_GROUP] }],
    Lost: [RULE, { ListenerArn: { Ref: 'Parameter' }, Actions: [TO_GROUP] }],
    Odd: [RULE, { ListenerArn: { Ref: 'Service' }, Actions: [TO_GROUP] }],
    Alarm: ['AWS::CloudWatch::Alarm', { Dimensions: [{ Ref: 'Group' }] }],
  });
  expect(targets(set)).toEqual([
    { index: 0, classic: false, properties: TO_GROUP, group: 'Group', listeners: ['Listener', 'Rule', 'Lost', 'Odd'] },
    { index: 1, classic: true, properties: { LoadBalancerName: 'old' } },
    { index: 2, classic: false, properties: { TargetGroupArn: { Ref: 'Parameter' } } },
    { index: 3, classic: false, properties: { TargetGroupArn: { Ref: 'Listener' } } },
  ]);
  expect(leadersOf(set, the(set, 'Group')).map((leader) => listenerOf(set, leader)?.logicalId)).toEqual(['Listener', 'Listener', undefined, undefined]);
});

test.each<[string, object, object, string[] | undefined]>([
  ['nothing else', {}, {}, []],
  ['an alarm and a policy', { Other: ['AWS::CloudWatch::Alarm', { Dimensions: [{ Ref: 'Group' }] }], Policy: ['AWS::ApplicationAutoScaling::ScalingPolicy', { Label: { Ref: 'Group' } }] }, {}, []],
  ['a deployment', { Other: ['AWS::CodeDeploy::DeploymentGroup', { Groups: [{ Ref: 'Group' }] }] }, {}, []],
  ['a custom resource', { Other: ['Custom::Listener', { Group: { Ref: 'Group' } }] }, {}, undefined],
  ['a nested stack', { Other: ['AWS::CloudFormation::Stack', { Parameters: { Group: { Ref: 'Group' } } }] }, {}, undefined],
  ['a macro', {}, { Transform: 'Own' }, undefined],
  ['an output of it', {}, { Outputs: { Arn: { Value: { Ref: 'Group' } } } }, undefined],
  ['one to another group', { Listener: [LISTENER, forwards({ TargetGroupArn: 'arn:other' })], Rule: [RULE, { Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Other' } }] }], Other: [GROUP] }, {}, []],
  ['an answer of its own', { Listener: [LISTENER, { DefaultActions: [{ Type: 'fixed-response', TargetGroupArn: { Ref: 'Parameter' } }] }] }, {}, []],
  ['one to several others', { Listener: [LISTENER, forwards({ ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:other', Weight: 1 }] } })] }, {}, []],
  ...[
    { DefaultActions: { Ref: 'Parameter' } },
    { DefaultActions: [{ Ref: 'Parameter' }] },
    forwards({ TargetGroupArn: { Ref: 'Parameter' } }),
    { DefaultActions: [{ Type: { Ref: 'Parameter' }, TargetGroupArn: { Ref: 'Parameter' } }] },
    forwards({ ForwardConfig: { Ref: 'Parameter' } }),
    forwards({ ForwardConfig: { TargetGroups: { Ref: 'Parameter' } } }),
    forwards({ ForwardConfig: { TargetGroups: [{ Ref: 'Parameter' }] } }),
    forwards({ ForwardConfig: { TargetGroups: [{ TargetGroupArn: { Ref: 'Parameter' } }] } }),
  ].map((listener): [string, object, object, undefined] => [`any of ${JSON.stringify(listener)}`, { Listener: [LISTENER, listener] }, {}, undefined]),
  ['a rule to any', { Rule: [RULE, { Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Parameter' } }] }] }, {}, undefined],
])('no listener and %s', (_name, others, template, listeners) => {
  expect(targets(setOf({ Service: [SERVICE, { LoadBalancers: [TO_GROUP] }], Group: [GROUP], ...others }, template)))
    .toEqual([{ index: 0, classic: false, properties: TO_GROUP, group: 'Group', listeners }]);
});

test('a list that is not known has no groups', () => {
  const set = setOf({ Service: [SERVICE, { LoadBalancers: { Ref: 'Parameter' } }] });
  expect([targets(set), targetGroupsOf(set, the(set, 'Service'))]).toEqual([undefined, []]);
});

test('a service without load balancers has none', () => {
  expect(targets(setOf({ Service: [SERVICE] }))).toEqual([]);
});

test('the group that deployments move traffic to is one of the service, and each is counted once', () => {
  const pair = { ...TO_GROUP, AdvancedConfiguration: { AlternateTargetGroupArn: { Ref: 'Green' } } };
  const set = setOf({ Service: [SERVICE, { LoadBalancers: [pair, TO_GROUP, { TargetGroupArn: { Ref: 'Parameter' } }] }], Group: [GROUP], Green: [GROUP] });
  expect(targetGroupsOf(set, the(set, 'Service')).map(({ logicalId }) => logicalId)).toEqual(['Group', 'Green']);
});
