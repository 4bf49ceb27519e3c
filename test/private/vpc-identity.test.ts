import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Aws, Stack } from 'aws-cdk-lib/core';
import { areApart, ID_TO_COME, vpcName } from '../../src/private/vpc-identity';

const stack = new Stack(undefined, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const imported = (id: string, vpcId: string) => ec2.Vpc.fromVpcAttributes(stack, id, { vpcId, availabilityZones: ['us-east-1a'] });
const [own, second] = [new ec2.Vpc(stack, 'Own'), new ec2.Vpc(stack, 'Second')];
const [one, again, other] = [imported('One', 'vpc-1'), imported('Again', 'vpc-1'), imported('Other', 'vpc-2')];
const [token, ofOwn] = [imported('Token', Aws.STACK_ID), imported('OfOwn', own.vpcId)];
const toCome = ec2.Vpc.fromLookup(stack, 'ToCome', { vpcName: 'platform' });

test.each<[string, ec2.IVpc | undefined, ec2.IVpc | undefined, boolean]>([
  ['two of this app', own, second, true],
  ['two ids', one, other, true],
  ['one', own, own, false],
  ['one that is imported twice', one, again, false],
  ['one of this app and an id', own, one, false],
  ['one of this app, and itself by its id', own, ofOwn, false],
  ['an id that only the deployment knows, and another', token, one, false],
  ['two that only the deployment knows', token, ofOwn, false],
  ['one that is yet to be looked up, and an id', toCome, one, false],
  ['one that is not there', undefined, own, false],
])('%s', (_, left, right, apart) => {
  expect([areApart(left, right), areApart(right, left)]).toEqual([apart, apart]);
});

test('the core library gives one id to all that are yet to be looked up', () => {
  expect(toCome.vpcId).toBe(ID_TO_COME);
});

test('a message has the id, or the place in the construct tree', () => {
  expect([vpcName(one), vpcName(own)]).toEqual(['vpc-1', 'Stack/Own']);
});
