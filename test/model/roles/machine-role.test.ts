import { advise, refuse } from '../../../src/model/finding';
import { checkMachineRole } from '../../../src/model/roles/machine-role';

test.each([
  [[], 'no service'], [['ec2.amazonaws.com'], 'ec2.amazonaws.com'], [['ec2.amazonaws.com', 'ecs.amazonaws.com'], 'ec2.amazonaws.com or ecs.amazonaws.com'],
])('Systems Manager has to be let in, not only %j', (trusts, got) => {
  expect(checkMachineRole({ trusts })).toEqual([advise('AnywhereRole.NotTrusted', 'assumeRolePolicyDocument',
    `must let ssm.amazonaws.com assume the role of machines outside AWS, got ${got}; add it to the principals`)]);
});

test('machines report to Systems Manager', () => {
  expect(checkMachineRole({ hasCore: false })).toEqual([refuse('AnywhereRole.NoCore', 'managedPolicyArns',
    'must let machines outside AWS report to Systems Manager, got neither AmazonSSMManagedInstanceCore nor its actions; add that policy')]);
});

test('their agent joins a cluster', () => {
  expect(checkMachineRole({ hasAgent: false })).toEqual([advise('AnywhereRole.NoAgent', 'managedPolicyArns',
    'must let the agent of ECS join a cluster from machines outside AWS, got neither AmazonEC2ContainerServiceforEC2Role nor its actions; add that policy')]);
});

test.each([{}, { hasCore: true, hasAgent: true }, { trusts: ['ec2.amazonaws.com', 'ssm.amazonaws.com'] }])('nothing is wrong with %j', (facts) => {
  expect(checkMachineRole(facts)).toEqual([]);
});
