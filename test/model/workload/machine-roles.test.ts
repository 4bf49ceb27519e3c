import { TemplateSet } from '../../../src/model/template/template-set';
import { machineRolesIn } from '../../../src/model/workload/machine-roles';

const AGENT = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
const core = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const trust = (...services: unknown[]) => ({ Statement: services.map((Service) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } })) });
const inline = (...actions: string[]) => [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }];

function roles(role: object, { launchType = 'EXTERNAL', resources = {}, Outputs = {} } = {}) {
  return machineRolesIn(TemplateSet.of([{
    name: 'a',
    template: {
      Outputs,
      Resources: {
        Service: { Type: 'AWS::ECS::Service', Properties: { LaunchType: launchType } },
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('ssm.amazonaws.com'), ManagedPolicyArns: [AGENT], ...role } },
        ...resources,
      },
    },
  }])).map(({ facts }) => facts);
}

test('a role of Systems Manager that may join a cluster is for machines', () => {
  expect(roles({}, { launchType: 'FARGATE' })).toEqual([{ trusts: ['ssm.amazonaws.com'], hasAgent: true, hasCore: false }]);
  expect(roles({ ManagedPolicyArns: [], Policies: inline('ecs:RegisterContainerInstance', 'ssm:UpdateInstanceInformation') }))
    .toEqual([{ trusts: ['ssm.amazonaws.com'], hasAgent: true, hasCore: true }]);
  expect(roles({ ManagedPolicyArns: [], Policies: inline('s3:GetObject') })).toEqual([]);
  expect(roles({ ManagedPolicyArns: [core('AmazonSSMManagedInstanceCore')] }, { launchType: 'FARGATE' })).toEqual([]);
});

describe('a role of machines that Systems Manager manages', () => {
  const managed = (...policies: unknown[]) => ({ ManagedPolicyArns: [core('AmazonSSMManagedInstanceCore'), ...policies] });
  const other = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('ssm.amazonaws.com'), ManagedPolicyArns: [AGENT] } };

  test('is for those of ECS, beside a service outside AWS', () => {
    expect(roles(managed())).toEqual([{ trusts: ['ssm.amazonaws.com'], hasAgent: false, hasCore: true }]);
    expect(roles(managed(core('CloudWatchAgentServerPolicy')))).toHaveLength(1);
  });

  test('is for others where another role is for those of ECS', () => {
    expect(roles(managed(), { resources: { Other: other } })).toEqual([{ trusts: ['ssm.amazonaws.com'], hasAgent: true, hasCore: false }]);
  });

  test('may be let join by what is not known', () => {
    expect(roles(managed({ Ref: 'Parameter' }))).toEqual([]);
    expect(roles(managed(core('AdministratorAccess')))).toEqual([]);
  });
});

test('a role of agents that no instance has is for machines, beside a service outside AWS', () => {
  const ofEc2 = { AssumeRolePolicyDocument: trust('ec2.amazonaws.com') };
  expect(roles(ofEc2)).toEqual([{ trusts: ['ec2.amazonaws.com'], hasAgent: true, hasCore: false }]);
  expect(roles(ofEc2, { launchType: 'EC2' })).toEqual([]);
  expect(roles({ ...ofEc2, ManagedPolicyArns: [], Policies: inline('*') })).toEqual([]);
});

describe('a role of agents that an instance may have is for no machine outside AWS', () => {
  const OF_EC2 = { AssumeRolePolicyDocument: trust('ec2.amazonaws.com') };
  const profile = (Roles: unknown) => ({ resources: { Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles } } } });
  const other = { Other: { Type: 'AWS::IAM::Role', Properties: {} } };

  test.each<[string, object, object]>([
    ['by an instance profile', {}, profile([{ Ref: 'Role' }])],
    ['by a profile whose role is not known', {}, profile([{ Ref: 'Parameter' }])],
    ['by a profile whose roles are not known', {}, profile({ Ref: 'Parameter' })],
    ['by a profile that is told its name', {}, { Outputs: { Name: { Value: { Ref: 'Role' } } } }],
    ['by its name', { RoleName: 'agents' }, {}],
    ['by a name that is not known', { RoleName: { Ref: 'Parameter' } }, {}],
  ])('%s', (_name, properties, options) => {
    expect(roles({ ...OF_EC2, ...properties }, options)).toEqual([]);
  });

  test.each<[string, object]>([
    ['of another role', { resources: { ...profile([{ Ref: 'Other' }]).resources, ...other } }],
    ['of a role by name', profile(['agents'])],
  ])('but not by a profile %s', (_name, options) => {
    expect(roles(OF_EC2, options)).toEqual([{ trusts: ['ec2.amazonaws.com'], hasAgent: true, hasCore: false }]);
  });
});

test.each(['AmazonSSMManagedInstanceCore', 'AmazonEC2RoleforSSM', 'AmazonSSMManagedEC2InstanceDefaultPolicy'])('%s lets machines report', (name) => {
  expect(roles({ ManagedPolicyArns: [AGENT, core(name)] })[0].hasCore).toBe(true);
});

test.each(['AmazonECSTaskExecutionRolePolicy', 'CloudWatchAgentServerPolicy', 'AmazonEC2ContainerRegistryReadOnly'])('%s does not', (name) => {
  expect(roles({ ManagedPolicyArns: [AGENT, core(name)] })[0].hasCore).toBe(false);
});

test('nobody knows what other policies let machines do', () => {
  expect(roles({ ManagedPolicyArns: [AGENT, core('AdministratorAccess')] })[0].hasCore).toBeUndefined();
  expect(roles({ ManagedPolicyArns: [AGENT, { Ref: 'Parameter' }] })[0].hasCore).toBeUndefined();
});

test.each([
  [trust('ec2.amazonaws.com', 'ecs.amazonaws.com', 'ec2.amazonaws.com'), ['ec2.amazonaws.com', 'ecs.amazonaws.com']],
  [trust(['ec2.amazonaws.com', 'ssm.amazonaws.com']), ['ec2.amazonaws.com', 'ssm.amazonaws.com']],
  [{ Statement: [{ Effect: 'Deny', Principal: '*' }, { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' } }] }, ['ec2.amazonaws.com']],
])('%j lets in %j', (document, expected) => {
  expect(roles({ AssumeRolePolicyDocument: document })[0].trusts).toEqual(expected);
});

test.each([
  [trust({ Ref: 'Parameter' })],
  [{ Ref: 'Parameter' }],
  [{ Statement: [{ Effect: 'Allow', Principal: '*' }] }],
  [{ Statement: [{ Effect: { Ref: 'Parameter' }, Principal: { Service: 'ssm.amazonaws.com' } }] }],
])('whom %j lets in is not known, nor whose the role is', (document) => {
  expect(roles({ AssumeRolePolicyDocument: document })).toEqual([]);
});
