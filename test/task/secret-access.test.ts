import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { containerOf } from './tasks';
import { propertiesOf } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

/** Statements of the execution role about secrets and keys, inline or not. */
function statements(stack: Stack): any[] {
  const inline = propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies: policies }) => policies ?? []);
  return [...inline, ...propertiesOf(stack, 'AWS::IAM::Policy')]
    .flatMap(({ PolicyDocument: document }) => document.Statement)
    .filter(({ Action: actions }) => /^(secretsmanager|ssm|kms):/.test([actions].flat()[0]));
}

function stacks(): [data: Stack, service: Stack] {
  const app = new App();
  return [new Stack(app, 'Data'), new Stack(app, 'Service')];
}

describe('a secret under a customer key of another stack', () => {
  test('is read by the execution role\'s own policy, and the key\'s does not need the role', () => {
    const [data, service] = stacks();
    const encryptionKey = new kms.Key(data, 'Key');
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey });
    const container = containerOf({ secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password') } }, {}, service);

    expect(statements(service)).toEqual([
      { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], Resource: service.resolve(secret.secretArn) },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: service.resolve(encryptionKey.keyArn),
        Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
      },
    ]);
    expect(container.Secrets).toEqual([{ Name: 'DB_PASSWORD', ValueFrom: { 'Fn::Join': ['', [service.resolve(secret.secretArn), ':password::']] } }]);
    expect(data.dependencies).toEqual([]);
  });

  test('is read from a nested stack', () => {
    const [data] = stacks();
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key') });
    containerOf({ secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secret) } }, {}, new NestedStack(data, 'Nested'));

    expect(findCycle(templateGraph(data))).toBeUndefined();
  });
});

test('a secret under a customer key of the same stack is left to the L2', () => {
  const [, service] = stacks();
  const secret = new secretsmanager.Secret(service, 'Secret', { encryptionKey: new kms.Key(service, 'Key') });
  containerOf({ secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secret) } }, {}, service);

  expect(statements(service)).toEqual([expect.objectContaining({ Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'] })]);
  expect(JSON.stringify(propertiesOf(service, 'AWS::KMS::Key'))).toContain('ExecutionRole');
  expect(findCycle(templateGraph(service))).toBeUndefined();
});

test.each<[string, (data: Stack, service: Stack) => ecs.Secret, string[]]>([
  ['a secret without a customer key', (data) => ecs.Secret.fromSecretsManager(new secretsmanager.Secret(data, 'Secret')), ['secretsmanager:GetSecretValue']],
  ['an imported secret', (_, service) => ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(service, 'Secret', 'db')), ['secretsmanager:GetSecretValue']],
  ['a parameter under a customer key', (data, service) => ecs.Secret.fromSsmParameter(
    ssm.StringParameter.fromSecureStringParameterAttributes(service, 'Parameter', { parameterName: '/db', encryptionKey: new kms.Key(data, 'Key') })),
  ['kms:Decrypt', 'ssm:DescribeParameters']],
])('%s is left to the L2', (_name, secretOf, firstActions) => {
  const [data, service] = stacks();
  containerOf({ secrets: { DB_PASSWORD: secretOf(data, service) } }, {}, service);

  expect(statements(service).map(({ Action: actions }) => [actions].flat()[0])).toEqual(firstActions);
  expect(data.dependencies).toEqual([]);
});
