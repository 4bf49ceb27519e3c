import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { ownerOf, resourceOf } from '../../src/private/token-owner';

const stack = new Stack(new App(), 'Stack');
const bucket = new s3.Bucket(stack, 'Bucket');

test.each([
  ['a reference', bucket.bucketName],
  ['a reference in a text', `${bucket.bucketName}-logs`],
  ['an attribute', bucket.bucketArn],
])('the construct behind %s is found', (_, text) => {
  expect(ownerOf(text)).toBe(bucket);
  expect(resourceOf(text)).toBe(bucket.node.defaultChild);
});

test.each([
  ['a literal', 'bucket'],
  ['an empty text', ''],
  ['an imported resource', s3.Bucket.fromBucketName(stack, 'Imported', 'bucket').bucketName],
])('%s has none', (_, text) => {
  expect(ownerOf(text)).toBeUndefined();
  expect(resourceOf(text)).toBeUndefined();
});

test('what belongs to no L2 has no more than its scope', () => {
  expect(ownerOf(new CfnParameter(stack, 'Name').valueAsString)).toBe(stack);
  expect(ownerOf(Aws.REGION)).toBeUndefined();
});
