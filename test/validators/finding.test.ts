import { Exception, Finding, judge } from './finding';

const finding = (props: Partial<Finding> = {}): Finding => ({
  validator: 'checkov', check: 'CKV_AWS_18', template: 'integ/task/sidecars/Task', logicalId: 'Logs6819BB44', type: 'AWS::S3::Bucket', message: 'no logs', ...props,
});
const exception = (props: Partial<Exception> = {}): Exception => ({
  validator: 'checkov', check: 'CKV_AWS_18', type: 'AWS::S3::Bucket', reason: 'it lives for minutes', ...props,
});

test.each<[string, Partial<Exception>]>([
  ['everywhere', {}],
  ['at an app', { at: /^integ\/task/ }],
  ['at a resource', { at: /\/Logs[0-9A-F]{8}$/ }],
])('an exception %s takes what it is for', (_name, props) => {
  expect(judge([finding()], [exception(props)])).toEqual({ open: [], stale: [] });
});

test.each<[string, Partial<Exception>]>([
  ['another validator', { validator: 'cfn-lint' }],
  ['another check', { check: 'CKV_AWS_1' }],
  ['another type', { type: 'AWS::S3::BucketPolicy' }],
  ['another place', { at: /^examples/ }],
])('an exception for %s leaves it open, and is stale', (_name, props) => {
  expect(judge([finding()], [exception(props)])).toEqual({ open: [finding()], stale: [exception(props)] });
});

test('an exception that another one makes needless is stale', () => {
  const narrow = exception({ at: /Logs/ });
  expect(judge([finding()], [exception(), narrow]).stale).toEqual([narrow]);
  expect(judge([finding(), finding({ logicalId: 'Others' })], [narrow, exception()])).toEqual({ open: [], stale: [] });
});
