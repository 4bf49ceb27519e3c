import { advise, refuse } from '../../../src/model/finding';
import { checkExecAudit, readExecAudit, recordActions } from '../../../src/model/task/exec-audit';

const OPEN = { 'Fn::If': ['IsProduction', 'a', { Ref: 'AWS::NoValue' }] };
const clusterWith = (settings: unknown) => ({ Configuration: { ExecuteCommandConfiguration: settings } });

test.each([
  ['nothing', {}, { logging: '', target: false, key: false, encryptsGroup: false }],
  ['a group', { Logging: 'OVERRIDE', KmsKeyId: 'key', LogConfiguration: { CloudWatchLogGroupName: 'audit', CloudWatchEncryptionEnabled: true } },
    { logging: 'OVERRIDE', target: true, key: true, encryptsGroup: true }],
  ['a bucket', { LogConfiguration: { S3BucketName: 'audit', CloudWatchLogGroupName: OPEN } }, { logging: '', target: true, key: false, encryptsGroup: false }],
  ['a group or none', { LogConfiguration: { CloudWatchLogGroupName: OPEN } }, { logging: '', key: false, encryptsGroup: false }],
  ['a bucket or none', { LogConfiguration: { S3BucketName: OPEN } }, { logging: '', key: false, encryptsGroup: false }],
  ['what only the deployment knows', { Logging: OPEN, KmsKeyId: OPEN, LogConfiguration: OPEN }, {}],
])('a cluster that says %s', (_name, settings, facts) => {
  expect(readExecAudit(clusterWith(settings))).toEqual({ logging: undefined, target: undefined, key: undefined, encryptsGroup: undefined, ...facts });
});

test.each([[{}], [{ Configuration: {} }], [{ Configuration: OPEN }], [clusterWith(OPEN)]])('of %j nothing is read', (cluster) => {
  expect(readExecAudit(cluster)).toBeUndefined();
});

test('no record is advised against, and all that is said about it is beside the point', () => {
  expect(checkExecAudit({ logging: 'NONE', key: false, target: false })).toEqual([advise('ExecAudit.NoLogging', 'logging',
    'must be DEFAULT or OVERRIDE, or nobody knows what was done in a session, got NONE; take OVERRIDE, and name a log group')]);
});

test.each(['', 'DEFAULT', 'OVERRIDE'])('sessions without a key are advised against with the logging %p', (logging) => {
  expect(checkExecAudit({ logging, key: false })).toEqual([advise('ExecAudit.NoKey', 'kmsKeyId',
    'must name a key that only those have who may read sessions, got none; name a key of AWS KMS')]);
});

test('a record that is nowhere is refused', () => {
  expect(checkExecAudit({ logging: 'OVERRIDE', key: true, target: false })).toEqual([refuse('ExecAudit.OverrideWithoutTarget', 'logConfiguration',
    'must name a log group or a bucket where `Logging` is OVERRIDE, got neither; name one')]);
});

test('an encrypted record in a group without a key is refused', () => {
  expect(checkExecAudit({ logging: 'OVERRIDE', key: true, target: true, encryptsGroup: true, groupKey: false })).toEqual([
    refuse('ExecAudit.UnencryptedGroup', 'logConfiguration.cloudWatchEncryptionEnabled',
      'must be false for a log group without a key, since no session starts otherwise, got true; give the log group a key, or leave it out'),
  ]);
});

test.each([
  ['logging that is not known', { key: false, target: false, encryptsGroup: true, groupKey: false }],
  ['the logs of the containers', { logging: 'DEFAULT', key: true, target: false }],
  ['a whole record', { logging: 'OVERRIDE', key: true, target: true, encryptsGroup: true, groupKey: true }],
  ['a record in clear', { logging: 'OVERRIDE', key: true, target: true, encryptsGroup: false, groupKey: false }],
  ['a group and a key that are not known', { logging: 'OVERRIDE', encryptsGroup: true }],
])('%s gets through', (_name, facts) => {
  expect(checkExecAudit(facts)).toEqual([]);
});

const GROUP_ACTIONS = ['logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];

test.each([
  [{ Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: { Ref: 'Group' } } }, GROUP_ACTIONS],
  [{ Logging: 'OVERRIDE', LogConfiguration: { S3BucketName: 'audit' } }, ['s3:PutObject']],
  [{ Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: 'audit', S3BucketName: 'audit' } }, [...GROUP_ACTIONS, 's3:PutObject']],
  [{ Logging: 'OVERRIDE', LogConfiguration: { S3BucketName: { 'Fn::If': ['Open', 'a', { Ref: 'AWS::NoValue' }] } } }, []],
  [{ Logging: 'OVERRIDE' }, []],
  [{ Logging: 'DEFAULT', LogConfiguration: { S3BucketName: 'audit' } }, []],
  [{ LogConfiguration: { S3BucketName: 'audit' } }, []],
])('a record of %j takes %j', (settings, actions) => {
  expect(recordActions({ Configuration: { ExecuteCommandConfiguration: settings } })).toEqual(actions);
});
