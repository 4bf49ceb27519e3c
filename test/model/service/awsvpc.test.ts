import { advise, refuse } from '../../../src/model/finding';
import { checkAwsvpc, checkOneVpc, checkOwnGroup } from '../../../src/model/service/awsvpc';

test.each([0, 17])('%d subnets are refused', (subnets) => {
  expect(checkAwsvpc({ subnets })).toEqual([refuse('Awsvpc.Subnets', 'vpcSubnets.subnets', `must be 1 to 16, got ${subnets}`)]);
});

test.each([0, 6])('%d security groups are refused', (securityGroups) => {
  expect(checkAwsvpc({ securityGroups })).toEqual([refuse('Awsvpc.SecurityGroups', 'securityGroups', `must be 1 to 5, got ${securityGroups}`)]);
});

test.each([{}, { subnets: 1, securityGroups: 1 }, { subnets: 16, securityGroups: 5 }])('%p gets through', (facts) => {
  expect(checkAwsvpc(facts)).toEqual([]);
});

test('the default group of the VPC is advised against', () => {
  expect(checkOwnGroup(false)).toEqual([advise('Awsvpc.DefaultSecurityGroup', 'securityGroups',
    'should name a group of the service\'s own, got none, with which tasks are in the default group of the VPC; make one')]);
  expect([true, undefined].flatMap(checkOwnGroup)).toEqual([]);
});

test('subnets of two VPCs are refused', () => {
  expect(checkOneVpc(['Vpc', 'Other'])).toEqual([refuse('Awsvpc.TwoVpcs', 'vpcSubnets', 'must be of one VPC, got subnets of Vpc and Other; name those of one')]);
  expect([[], ['Vpc']].flatMap(checkOneVpc)).toEqual([]);
});
