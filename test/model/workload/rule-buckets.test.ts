import { setOf, the } from './sets';
import { bucketsOf } from '../../../src/model/workload/rule-buckets';

const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };

function heard(pattern: unknown, notifications?: unknown, more: Parameters<typeof setOf>[0] = {}) {
  const set = setOf({
    Bucket: ['AWS::S3::Bucket', { BucketName: 'files', NotificationConfiguration: notifications }], Topic: ['AWS::SNS::Topic'], Rule: ['AWS::Events::Rule', { EventPattern: pattern }], ...more,
  });
  return bucketsOf(set, the(set, 'Rule'));
}
const of = (...names: unknown[]) => ({ source: ['aws.s3'], detail: { bucket: { name: names } } });
const told = (configuration: unknown): Parameters<typeof setOf>[0] => ({
  Told: ['Custom::S3BucketNotifications', { BucketName: { Ref: 'Bucket' }, NotificationConfiguration: configuration }],
});

test.each<[string, unknown, string[]]>([
  ['a bucket', of({ Ref: 'Bucket' }), ['Bucket']],
  ['a bucket by its name', of('files'), ['Bucket']],
  ['one of nobody', of('other', { Ref: 'Parameter' }, { prefix: 'fil' }), []],
  ['something else', of({ Ref: 'Topic' }), []],
  ['every bucket', { source: ['aws.s3'] }, []],
  ['another source', { ...of({ Ref: 'Bucket' }), source: ['own'] }, []],
  ['what is not known', OPEN, []],
  ['nothing', undefined, []],
])('a rule for %s', (_name, pattern, buckets) => {
  expect(heard(pattern).map(({ name }) => name)).toEqual(buckets);
});

test.each<[string, unknown, Parameters<typeof setOf>[0], boolean | undefined]>([
  ['nothing', undefined, {}, false],
  ['other notifications', { QueueConfigurations: [] }, {}, false],
  ['EventBridge', { EventBridgeConfiguration: {} }, {}, true],
  ['EventBridge in words', { EventBridgeConfiguration: { EventBridgeEnabled: 'true' } }, {}, true],
  ['EventBridge off', { EventBridgeConfiguration: { EventBridgeEnabled: false } }, {}, false],
  ['EventBridge or not', { EventBridgeConfiguration: OPEN }, {}, undefined],
  ['what is not known', OPEN, {}, undefined],
  ['EventBridge, told later', undefined, told({ EventBridgeConfiguration: {} }), true],
  ['EventBridge, told later and not known before', OPEN, told({ EventBridgeConfiguration: {} }), true],
  ['something else, told later', undefined, told({ LambdaFunctionConfigurations: [] }), false],
  ['who knows what, told later', undefined, told(OPEN), undefined],
])('a bucket that tells %s', (_name, notifications, more, notifies) => {
  expect(heard(of({ Ref: 'Bucket' }), notifications, more)).toEqual([{ name: 'Bucket', notifies }]);
});
