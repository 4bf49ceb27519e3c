import { setOf, the } from './sets';
import { roleNamed } from '../../../src/model/roles/role-facts';
import { fetchesOf, needsOf } from '../../../src/model/workload/execution-needs';

const OPEN = { 'Fn::If': ['Open', [{ ValueFrom: 'a' }], { Ref: 'AWS::NoValue' }] };
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-abcdef';

const tasked = (container: unknown, statements: unknown[] = [], more: Parameters<typeof setOf>[0] = {}) => setOf({
  Task: ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [container] }],
  Role: ['AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: statements } }] }],
  Secret: ['AWS::SecretsManager::Secret'],
  Attached: ['AWS::SecretsManager::SecretTargetAttachment'],
  Stored: ['AWS::SSM::Parameter'],
  Bucket: ['AWS::S3::Bucket'],
  ...more,
});

test.each<[string, unknown, string[], string[]]>([
  ['nothing', {}, [], []],
  ['secrets', { Secrets: [{ ValueFrom: SECRET }] }, ['secrets'], []],
  ['secrets of its log', { LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ ValueFrom: SECRET }] } }, ['secrets'], []],
  ['an environment file', { EnvironmentFiles: [{ Value: 'a' }] }, ['environment files'], []],
  ['credentials', { RepositoryCredentials: { CredentialsParameter: SECRET } }, ['credentials of a registry'], []],
  ['awslogs', { LogConfiguration: { LogDriver: 'awslogs' } }, [], ['logs to CloudWatch']],
  ['an image from ECR', { Image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/web:1' }, [], ['images from ECR']],
  ['one from ECR over IPv6', { Image: '111111111111.dkr-ecr.eu-west-1.on.aws/web:1' }, [], ['images from ECR']],
  ['one of the CDK', { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:1' } }, [], ['images from ECR']],
  ['a public image', { Image: 'public.ecr.aws/nginx/nginx:1' }, [], []],
  ['what is not known', { Secrets: OPEN, EnvironmentFiles: OPEN, RepositoryCredentials: OPEN, LogConfiguration: OPEN, Image: { Ref: 'Parameter' } }, [], []],
  ['no container that is known', OPEN, [], []],
])('a container with %s', (_name, container, needs, needsOffInstances) => {
  expect(needsOf(the(tasked(container), 'Task'))).toEqual({ needs, needsOffInstances });
});

const fetched = (container: unknown, statements: unknown[] = [], more: Parameters<typeof setOf>[0] = {}) => {
  const set = tasked(container, statements, more);
  const task = the(set, 'Task');
  return fetchesOf(set, task, roleNamed(set, task, { Ref: 'Role' }));
};

test('all that is fetched is found', () => {
  expect(fetched({
    Secrets: [{ ValueFrom: { Ref: 'Parameter' } }, { ValueFrom: SECRET }],
    LogConfiguration: { SecretOptions: [{ ValueFrom: { Ref: 'Secret' } }] },
    EnvironmentFiles: [{ Value: 'arn:aws:s3:::a/b.env' }],
    RepositoryCredentials: { CredentialsParameter: SECRET },
  })).toEqual([
    { path: 'containers[0].secrets[1].valueFrom', action: 'secretsmanager:GetSecretValue', allowed: false },
    { path: 'containers[0].logConfiguration.secretOptions[0].valueFrom', action: 'secretsmanager:GetSecretValue', allowed: false },
    { path: 'containers[0].environmentFiles[0].value', action: 's3:GetObject', allowed: false },
    { path: 'containers[0].repositoryCredentials.credentialsParameter', action: 'secretsmanager:GetSecretValue', allowed: false },
  ]);
});

test.each<[string, unknown, string | undefined]>([
  ['a secret', { Ref: 'Secret' }, 'secretsmanager:GetSecretValue'],
  ['a key of one', { 'Fn::Sub': '${Secret}:key::' }, 'secretsmanager:GetSecretValue'],
  ['one of a database', { 'Fn::Join': ['', [{ Ref: 'Attached' }, ':key::']] }, 'secretsmanager:GetSecretValue'],
  ['one by its ARN', { 'Fn::Sub': 'arn:aws:secretsmanager:${AWS::Region}:1:secret:${Parameter}' }, 'secretsmanager:GetSecretValue'],
  ['a parameter', { Ref: 'Stored' }, 'ssm:GetParameters'],
  ['one by its ARN', 'arn:aws:ssm:eu-west-1:1:parameter/a', 'ssm:GetParameters'],
  ['one by parts of it', { 'Fn::Sub': 'arn:aws:ssm:${AWS::Region}:1:parameter/a' }, 'ssm:GetParameters'],
  ['one by its name', '/a', 'ssm:GetParameters'],
  ['something else', 'arn:aws:s3:::a', undefined],
  ['what is not known', { 'Fn::ImportValue': 'secret' }, undefined],
])('%s is fetched', (_name, value, action) => {
  expect(fetched({ Secrets: [{ ValueFrom: value }] }).map((access) => access.action)).toEqual(action === undefined ? [] : [action]);
});

const may = (Action: string, Resource: unknown) => [{ Effect: 'Allow', Action, Resource }];

test.each<[string, unknown, unknown[], boolean | undefined]>([
  ['a secret', `${SECRET}:key::`, may('secretsmanager:GetSecretValue', SECRET), true],
  ['a secret whose suffix is left out', SECRET.replace('-abcdef', ''), may('secretsmanager:GetSecretValue', SECRET.replace('abcdef', '??????')), true],
  ['another secret', SECRET, may('secretsmanager:GetSecretValue', SECRET.replace('db', 'web')), false],
  ['a parameter', 'arn:aws:ssm:eu-west-1:1:parameter/a', may('ssm:GetParameters', 'arn:aws:ssm:eu-west-1:1:parameter/*'), true],
  ['another parameter', 'arn:aws:ssm:eu-west-1:1:parameter/a', may('ssm:GetParameters', 'arn:aws:ssm:eu-west-1:1:parameter/b'), false],
  ['a parameter by its name', '/a', may('ssm:GetParameters', 'arn:aws:ssm:eu-west-1:1:parameter/b'), undefined],
  ['a parameter of the templates', { Ref: 'Stored' }, may('ssm:GetParameters', { 'Fn::Sub': 'arn:aws:ssm:eu-west-1:1:parameter/${Stored}' }), true],
  ['one parameter by one', { Ref: 'Stored' }, may('ssm:GetParameter', '*'), false],
])('a role that may fetch %s', (_name, value, statements, allowed) => {
  expect(fetched({ Secrets: [{ ValueFrom: value }] }, statements).map((access) => access.allowed)).toEqual([allowed]);
});

test('a secret with a policy of its own may be open to anybody', () => {
  const policy: Parameters<typeof setOf>[0] = { Policy: ['AWS::SecretsManager::ResourcePolicy', { SecretId: { Ref: 'Secret' } }] };
  expect(fetched({ Secrets: [{ ValueFrom: { Ref: 'Secret' } }] }, [], policy)).toEqual([]);
});

const FILE = { EnvironmentFiles: [{ Value: 'arn:aws:s3:::a/b.env' }] };
const OWN_FILE = { EnvironmentFiles: [{ Value: { 'Fn::Sub': '${Bucket.Arn}/b.env' } }] };

test.each<[string, object, unknown[], string, boolean | undefined]>([
  ['neither the file nor its place', FILE, [], 's3:GetObject', false],
  ['the file alone', FILE, may('s3:GetObject', 'arn:aws:s3:::a/*'), 's3:GetBucketLocation', false],
  ['the file, and the place of another', FILE, [...may('s3:GetObject', '*'), ...may('s3:GetBucketLocation', 'arn:aws:s3:::b')], 's3:GetBucketLocation', false],
  ['both', FILE, [...may('s3:GetObject', 'arn:aws:s3:::a/*'), ...may('s3:GetBucketLocation', 'arn:aws:s3:::a')], 's3:GetBucketLocation', true],
  ['both, by references', OWN_FILE, [...may('s3:GetObject', { 'Fn::Sub': '${Bucket.Arn}/*' }), ...may('s3:GetBucket*', { 'Fn::GetAtt': ['Bucket', 'Arn'] })], 's3:GetBucketLocation', true],
  ['what is not known', FILE, may('s3:GetObject', { Ref: 'Parameter' }), 's3:GetBucketLocation', false],
])('of an environment file, %s', (_name, container, statements, action, allowed) => {
  expect(fetched(container, statements)).toEqual([{ path: 'containers[0].environmentFiles[0].value', action, allowed }]);
});

test.each<[string, string, number]>([['lets somebody in', 'Allow', 0], ['only denies', 'Deny', 1]])('a bucket whose policy %s', (_name, effect, count) => {
  const policy: Parameters<typeof setOf>[0] = { Policy: ['AWS::S3::BucketPolicy', { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: { Effect: effect } } }] };
  expect(fetched(OWN_FILE, [], policy)).toHaveLength(count);
});

test.each<[string, unknown, unknown, unknown[], (boolean | undefined)[]]>([
  ['a secret with a key that the role may not use', { Ref: 'Keyed' }, { Ref: 'Key' }, [], [true, false]],
  ['a secret with a key that it may use', { Ref: 'Keyed' }, { Ref: 'Key' }, may('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] }), [true, true]],
  ['that of a database with such a key', { Ref: 'Bound' }, { 'Fn::GetAtt': ['Key', 'Arn'] }, [], [true, false]],
  ['a secret with another key', { Ref: 'Keyed' }, { Ref: 'Parameter' }, [], [true]],
])('%s', (_name, value, key, statements, allowed) => {
  const more: Parameters<typeof setOf>[0] = {
    Key: ['AWS::KMS::Key'],
    Keyed: ['AWS::SecretsManager::Secret', { KmsKeyId: key }],
    Bound: ['AWS::SecretsManager::SecretTargetAttachment', { SecretId: { Ref: 'Keyed' } }],
  };
  expect(fetched({ Secrets: [{ ValueFrom: value }] }, [...may('secretsmanager:GetSecretValue', '*'), ...statements], more).map((access) => access.allowed)).toEqual(allowed);
});

test('nobody knows what an unknown role may fetch', () => {
  const set = tasked({ Secrets: [{ ValueFrom: SECRET }] });
  expect(fetchesOf(set, the(set, 'Task'), undefined).map(({ allowed }) => allowed)).toEqual([undefined]);
});
