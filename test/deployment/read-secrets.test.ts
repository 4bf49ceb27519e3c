import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import { parameterWithArn, secretsReadBy, secretWithArn } from '../../src/deployment/read-secrets';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
const COMPLETE = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-a1B2c3';

/** What a task definition with one container reads, with the secrets that are made in its stack. */
function read(options: (stack: Stack) => Partial<ecs.ContainerDefinitionOptions>) {
  const stack = new Stack(undefined, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image, ...options(stack) });
  return { stack, secrets: secretsReadBy(taskDefinition) };
}

function imported(stack: Stack): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretCompleteArn(stack, 'Database', COMPLETE);
}

test.each<[string, (stack: Stack) => ecs.Secret]>([
  ['whole', (stack) => ecs.Secret.fromSecretsManager(imported(stack))],
  ['by a field', (stack) => ecs.Secret.fromSecretsManager(imported(stack), 'password')],
])('a secret is read %s, in its current version', (_, secret) => {
  expect(read((stack) => ({ secrets: { PASSWORD: secret(stack) } })).secrets).toEqual([secretWithArn(COMPLETE)]);
});

test('a secret is read by the label of another version', () => {
  const { secrets } = read((stack) => ({ secrets: { PASSWORD: ecs.Secret.fromSecretsManagerVersion(imported(stack), { versionStage: 'AWSPREVIOUS' }) } }));
  expect(secrets).toEqual([{ ...secretWithArn(COMPLETE), label: 'AWSPREVIOUS' }]);
});

test('a version that is pinned never changes', () => {
  const { secrets } = read((stack) => ({ secrets: { PASSWORD: ecs.Secret.fromSecretsManagerVersion(imported(stack), { versionId: 'a1b2' }) } }));
  expect(secrets).toEqual([]);
});

test('a parameter is no secret of Secrets Manager', () => {
  const { secrets, stack } = read((scope) => ({
    secrets: { TOKEN: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(scope, 'Token', { parameterName: '/shop/token' })) },
  }));
  const arn = stack.resolve(parameterWithArn(stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: 'shop/token' })));
  expect(stack.resolve(secrets)).toEqual([arn]);
});

test('a secret of the same stack is one token', () => {
  const { secrets, stack } = read((scope) => ({ secrets: { PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(scope, 'Own')) } }));
  expect(stack.resolve(secrets)).toEqual([{ service: 'secretsmanager', arn: { Ref: expect.stringMatching(/^Own/) }, label: 'AWSCURRENT' }]);
});

test('what a log driver reads counts too', () => {
  const { secrets } = read((stack) => ({
    logging: ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: ecs.Secret.fromSecretsManager(imported(stack)) }),
  }));
  expect(secrets).toEqual([secretWithArn(COMPLETE)]);
});

test('a container without secrets reads none', () => {
  expect(read((stack) => ({ logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: new logs.LogGroup(stack, 'Logs') }) })).secrets).toEqual([]);
});
