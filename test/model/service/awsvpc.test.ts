import { refuse } from '../../../src/model/finding';
import { checkAwsvpc } from '../../../src/model/service/awsvpc';

test.each([0, 17])('%d subnets are refused', (subnets) => {
  expect(checkAwsvpc({ subnets })).toEqual([refuse('Awsvpc.Subnets', 'vpcSubnets.subnets', `must be 1 to 16, got ${subnets}`)]);
});

test.each([0, 6])('%d security groups are refused', (securityGroups) => {
  expect(checkAwsvpc({ securityGroups })).toEqual([refuse('Awsvpc.SecurityGroups', 'securityGroups', `must be 1 to 5, got ${securityGroups}`)]);
});

test.each([{}, { subnets: 1, securityGroups: 1 }, { subnets: 16, securityGroups: 5 }])('%p gets through', (facts) => {
  expect(checkAwsvpc(facts)).toEqual([]);
});
