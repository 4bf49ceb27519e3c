import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, taskOf } from './tasks';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { propertiesOf, resourcesOf } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

/** What the execution role may do besides writing the logs, from whichever resource holds it. */
function granted(stack: Stack, options: Partial<SingleContainerOptions>): { action: unknown; resource: unknown }[] {
  taskOf(TaskBlueprint.container({ image: IMAGE, ...options }), {}, stack);
  const documents = [
    ...propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies: policies }) => policies ?? []),
    ...propertiesOf(stack, 'AWS::IAM::Policy'),
  ].map(({ PolicyDocument: document }) => document);
  return documents.flatMap(({ Statement: statements }) => statements)
    .map(({ Action: action, Resource: resource }) => ({ action, resource }))
    .filter(({ action }) => !String(action).startsWith('logs:'));
}

const READ = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';

describe('the execution role', () => {
  test('may nothing but write the logs', () => {
    expect(granted(newStack(), {})).toEqual([]);
  });

  test('reads exactly the secrets named, each once', () => {
    const stack = newStack();
    const secret = new secretsmanager.Secret(stack, 'Secret');
    const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/web/key' });
    new secretsmanager.Secret(stack, 'Other');

    expect(granted(stack, {
      secrets: {
        USER: ecs.Secret.fromSecretsManager(secret, 'user'),
        PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password'),
        KEY: ecs.Secret.fromSsmParameter(parameter),
      },
    })).toEqual([
      { action: READ, resource: { Ref: expect.stringMatching(/^Secret/) } },
      { action: expect.arrayContaining(['ssm:GetParameters']), resource: stack.resolve(parameter.parameterArn) },
    ]);
  });

  test('reads a secret that is imported by its ARN, without another resource', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', ARN);

    expect(granted(stack, { secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password') } })).toEqual([{ action: READ, resource: ARN }]);
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('reads a secret under a customer key with one more resource, and closes no circle', () => {
    const stack = newStack();
    const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') });
    granted(stack, { secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) } });

    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'))).toEqual([expect.stringMatching(/^ExecutionRoleDefaultPolicy/)]);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('pulls from exactly the repository of the image', () => {
    const stack = newStack();
    const repository = new ecr.Repository(stack, 'Repo');
    new ecr.Repository(stack, 'Other');

    expect(granted(stack, { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') })).toEqual([
      {
        action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
        resource: { 'Fn::GetAtt': [expect.stringMatching(/^Repo/), 'Arn'] },
      },
      { action: 'ecr:GetAuthorizationToken', resource: '*' },
    ]);
  });

  test('reads exactly the credentials of a private registry', () => {
    const stack = newStack();
    const credentials = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Credentials', ARN);
    const image = ecs.ContainerImage.fromRegistry('registry.example.com/web:v1', { credentials });

    expect(granted(stack, { image })).toEqual([{ action: READ, resource: ARN }]);
    expect(propertiesOf(stack, 'AWS::ECS::TaskDefinition')[0].ContainerDefinitions[0].RepositoryCredentials).toEqual({ CredentialsParameter: ARN });
  });

  test('does the same over IPv6', () => {
    const stack = newStack();
    const image = ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repo', 'web'), 'v1');
    TaskBlueprint.container({ image })._bind(stack, { ...ON_FARGATE, ipv6Only: true });

    expect(JSON.stringify(propertiesOf(stack, 'AWS::IAM::Role'))).toContain('ecr:BatchGetImage');
  });
});

test('a blueprint holds no resources until a service is made of it', () => {
  const stack = newStack();
  TaskBlueprint.container({ image: IMAGE, port: 80 })._findings(ON_FARGATE);

  expect(stack.node.children).toEqual([]);
});

test('a task is a task definition, two roles and a log group', () => {
  const stack = newStack();
  TaskBlueprint.container({ image: IMAGE })._bind(stack, ON_FARGATE);

  expect(Object.values(resourcesOf(stack)).map(({ Type: type }) => type).sort()).toEqual([
    'AWS::ECS::TaskDefinition', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup',
  ]);
});

test('logical ids stay', () => {
  const stack = newStack();
  TaskBlueprint.container({ image: IMAGE })._bind(stack, ON_FARGATE);

  expect(Object.keys(resourcesOf(stack)).sort()).toEqual(['ExecutionRole605A040B', 'LogGroupF5B46931', 'TaskDefinitionB36D86D9', 'TaskRole30FC0FBB']);
});
