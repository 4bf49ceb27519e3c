import { TemplateSet } from '../../../src/model/template/template-set';
import { isAdmitted } from '../../../src/model/workload/way-in';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };
const GROUP = { 'Fn::GetAtt': ['Group', 'GroupId'] };

function admitted(ingress: unknown, { groups = [GROUP] as unknown, outputs = {}, resources = {} } = {}): boolean | undefined {
  const set = TemplateSet.of([{
    name: 'a',
    template: {
      Outputs: outputs,
      Resources: {
        Service: { Type: 'AWS::ECS::Service', Properties: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: groups } } } },
        Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: ingress } },
        Other: { Type: 'AWS::EC2::SecurityGroup', Properties: {} },
        ...resources,
      },
    },
  }]);
  return isAdmitted(set, set.resources('AWS::ECS::Service')[0], 80);
}

test.each([
  [[], false],
  [undefined, false],
  [[{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }], true],
  [[{ IpProtocol: '6', FromPort: '1', ToPort: '80' }], true],
  [[{ IpProtocol: 6, FromPort: 80, ToPort: 100 }], true],
  [[{ IpProtocol: 'tcp', FromPort: 80 }], true],
  [[{ IpProtocol: '-1' }], true],
  [[{ IpProtocol: -1 }], true],
  [[{ IpProtocol: 'tcp', FromPort: 81, ToPort: 90 }], false],
  [[{ IpProtocol: 'tcp', FromPort: 1, ToPort: 79 }], false],
  [[{ IpProtocol: 'udp', FromPort: 80, ToPort: 80 }], false],
  [[{ IpProtocol: 'udp', FromPort: 80, ToPort: 80 }, { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }], true],
  [[{ IpProtocol: PARAMETER, FromPort: 80, ToPort: 80 }], undefined],
  [[{ IpProtocol: 'tcp', FromPort: PARAMETER, ToPort: 90 }], undefined],
  [[{ IpProtocol: 'tcp', FromPort: 70, ToPort: PARAMETER }], undefined],
  [[PARAMETER], undefined],
  [[PARAMETER, { IpProtocol: '-1' }], true],
  [[OPEN], undefined],
  [PARAMETER, undefined],
])('the rules %j let somebody in: %s', (ingress, expected) => {
  expect(admitted(ingress)).toBe(expected);
});

test('rules may be resources of their own', () => {
  const rule = (group: unknown, port: number, more: object = {}) => ({
    resources: { Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: group, IpProtocol: 'tcp', FromPort: port, ToPort: port, ...more } } },
  });
  expect(admitted([], rule(GROUP, 80))).toBe(true);
  expect(admitted(PARAMETER, rule(GROUP, 80))).toBe(true);
  expect(admitted([], rule(GROUP, 81))).toBe(false);
  expect(admitted([], rule({ 'Fn::GetAtt': ['Other', 'GroupId'] }, 80, { SourceSecurityGroupId: GROUP }))).toBe(false);
});

test('others may add rules to a group that they are told of, and rules for a group that is not known may be for it', () => {
  const rule = (group: unknown) => ({ resources: { Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: group, IpProtocol: '-1' } } } });
  expect(admitted([], { outputs: { Group: { Value: GROUP } } })).toBeUndefined();
  expect(admitted([], { outputs: { Group: { Value: { Ref: 'Other' } } } })).toBe(false);
  expect(admitted([], rule(PARAMETER))).toBeUndefined();
  expect(admitted([], rule({ 'Fn::ImportValue': 'other' }))).toBe(false);
  expect(admitted([], rule({ 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Group' } }))).toBe(false);
  expect(admitted([], rule('sg-1'))).toBe(false);
});

test('one group that lets somebody in will do, and one that is not known may', () => {
  const other = { 'Fn::GetAtt': ['Other', 'GroupId'] };
  expect(admitted([{ IpProtocol: '-1' }], { groups: [other, GROUP] })).toBe(true);
  expect(admitted([], { groups: [other, GROUP] })).toBe(false);
  expect(admitted([], { groups: ['sg-1', GROUP] })).toBeUndefined();
  expect(admitted([{ IpProtocol: '-1' }], { groups: ['sg-1', GROUP] })).toBe(true);
});

test.each([[[]], [PARAMETER], [undefined], [{ Ref: 'Service' }], [[{ Ref: 'Service' }]]])('nothing is known of the groups %j', (groups) => {
  expect(admitted([], { groups: groups ?? { Ref: 'AWS::NoValue' } })).toBeUndefined();
});
