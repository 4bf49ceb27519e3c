import { readTaskReach } from '../../../src/model/network/task-reach';

const reach = (...containers: object[]) => readTaskReach({ ContainerDefinitions: containers });

test.each<[string, unknown, object]>([
  ['ECR', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1', { kind: 'ecr' }],
  ['ECR in China', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1', { kind: 'ecr' }],
  ['ECR as CDK writes a repository', { 'Fn::Join': ['', [{ 'Fn::Select': [4, { 'Fn::Split': [':', 'arn'] }] }, '.dkr.ecr.', { Ref: 'AWS::Region' }, '/web:1']] }, { kind: 'ecr' }],
  ['ECR as CDK writes an asset', { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/assets:abc' }, { kind: 'ecr' }],
  ['ECR over IPv6', '123456789012.dkr-ecr.eu-west-1.on.aws/web:1', { kind: 'ecr-dual-stack' }],
  ['ECR over IPv6, replaced at deployment',
    { 'Fn::Join': ['.dkr-ecr.', { 'Fn::Split': ['.dkr.ecr.', { Ref: 'Image' }] }] }, { kind: 'ecr-dual-stack' }],
  ['ECR Public', 'public.ecr.aws/nginx/nginx:1.27', { kind: 'host', host: 'public.ecr.aws' }],
  ['Docker Hub', 'nginx:1.27', { kind: 'host', host: 'docker.io' }],
  ['a user of Docker Hub', 'library/nginx@sha256:0123', { kind: 'host', host: 'docker.io' }],
  ['a registry with a port', 'localhost:5000/web:1', { kind: 'host', host: 'localhost:5000' }],
  ['a local registry', 'localhost/web:1', { kind: 'host', host: 'localhost' }],
  ['a parameter', { Ref: 'Image' }, { kind: 'unknown' }],
])('an image comes from %s', (_name, image, source) => {
  expect(reach({ Image: image }).images).toEqual([source]);
});

test.each<[string, object, string[]]>([
  ['CloudWatch Logs', { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Group' } } }, ['awslogs']],
  ['another driver', { LogDriver: 'splunk', Options: { Name: 'cloudwatch' } }, ['splunk']],
  ['a driver that is a token', { LogDriver: { Ref: 'Driver' } }, []],
])('logs go to %s', (_name, configuration, logs) => {
  expect(reach({ Image: 'web', LogConfiguration: configuration }).logs).toEqual(logs);
});

test('a log router counts by its output', () => {
  const facts = reach(
    { Image: 'web', LogConfiguration: { LogDriver: 'awsfirelens', Options: { Name: 'kinesis_firehose' } } },
    { Image: 'router', FirelensConfiguration: { Type: 'fluentbit' } },
  );
  expect(facts.logs).toEqual(['kinesis_firehose']);
  expect(facts.images).toHaveLength(2);
});

test('a log router that the core library has still to add is from ECR and logs to CloudWatch', () => {
  const facts = reach({ Image: 'web', LogConfiguration: { LogDriver: 'awsfirelens', Options: { Name: 'datadog' } } });
  expect(facts.images).toEqual([{ kind: 'host', host: 'docker.io' }, { kind: 'ecr' }]);
  expect(facts.logs).toEqual(['datadog', 'awslogs']);
});

test.each<[string, unknown, string]>([
  ['an ARN of Secrets Manager', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::', 'secretsmanager'],
  ['a secret of the stack', { Ref: 'Secret' }, 'secretsmanager'],
  ['a field of one', { 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] }, 'secretsmanager'],
  ['a name of a parameter', '/prod/db', 'ssm'],
  ['an ARN of a parameter', 'arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db', 'ssm'],
  ['the same with tokens', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':1:parameter/db']] }, 'ssm'],
])('a secret is kept where %s says', (_name, valueFrom, store) => {
  expect(reach({ Secrets: [{ Name: 'DB', ValueFrom: valueFrom }] }).secrets).toEqual([store]);
  expect(reach({ LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'token', ValueFrom: valueFrom }] } }).secrets).toEqual([store]);
});

test('the password of a registry is in Secrets Manager', () => {
  expect(reach({ RepositoryCredentials: { CredentialsParameter: { Ref: 'Password' } } }).secrets).toEqual(['secretsmanager']);
});

test.each<[string, object, boolean]>([
  ['environment files', { EnvironmentFiles: [{ Type: 's3', Value: { Ref: 'File' } }] }, true],
  ['a router configured from S3', { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 's3' } } }, true],
  ['a router configured from its image', { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 'file' } } }, false],
  ['neither', {}, false],
])('files are read from S3 with %s', (_name, container, filesInS3) => {
  expect(reach(container).filesInS3).toBe(filesInS3);
});

test('a definition that is not known needs nothing', () => {
  expect(readTaskReach({ ContainerDefinitions: { Ref: 'Containers' } })).toEqual({ images: [], logs: [], secrets: [], filesInS3: false });
});
