import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { currentProperties } from '../../src/network/task-properties';
import { theOnly } from '../kit/stacks';

const IMAGE = ecs.ContainerImage.fromRegistry('registry.example.com/web:1');

/** A task definition with one container, and what it says so far. */
function taskOf(options: (stack: Stack) => Partial<ecs.ContainerDefinitionOptions> = () => ({})) {
  const stack = new Stack(new App(), 'Stack');
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image: IMAGE, ...options(stack) });
  return { stack, taskDefinition, said: () => JSON.parse(JSON.stringify(currentProperties(taskDefinition))).ContainerDefinitions };
}

/** What the finished template says under the same names. */
function finished(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0];
}

const parameter = (stack: Stack) => ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/prod/db' });
const secret = (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'password');

test('tells of its image what the template will', () => {
  const { said, stack } = taskOf();
  expect(said()[0].Image).toBe(finished(stack).Image);
});

test.each<[string, (stack: Stack) => Partial<ecs.ContainerDefinitionOptions>, string]>([
  ['a password for its registry', (stack) => ({ image: ecs.ContainerImage.fromRegistry('registry.example.com/web:1', { credentials: secret(stack) }) }),
    'RepositoryCredentials'],
  ['an environment file', (stack) => ({ environmentFiles: [ecs.EnvironmentFile.fromBucket(s3.Bucket.fromBucketName(stack, 'Files', 'files'), 'a.env')] }),
    'EnvironmentFiles'],
])('tells that there is %s', (_name, options, property) => {
  expect(Object.keys(taskOf().said()[0])).not.toContain(property);
  expect(Object.keys(taskOf(options).said()[0])).toContain(property);
});

test('tells where secrets come from, those of logs too', () => {
  const { said, stack } = taskOf((scope) => ({
    secrets: { KEY: ecs.Secret.fromSecretsManager(secret(scope), 'password') },
    logging: ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: ecs.Secret.fromSsmParameter(parameter(scope)) }),
  }));
  const [{ Secrets, LogConfiguration }] = said();
  const { Secrets: [secretInTemplate], LogConfiguration: logInTemplate } = finished(stack);
  expect(Secrets).toEqual([{ ValueFrom: secretInTemplate.ValueFrom }]);
  expect(LogConfiguration).toEqual({
    LogDriver: 'splunk', Options: logInTemplate.Options, SecretOptions: [{ ValueFrom: logInTemplate.SecretOptions[0].ValueFrom }],
  });
});

test('leaves out what reaches nothing, so that its lazy values may still change', () => {
  const asked = jest.fn(() => 'early');
  const { said } = taskOf(() => ({ environment: { GREETING: Lazy.string({ produce: asked }) }, command: [Lazy.string({ produce: asked })] }));
  expect(said()).toEqual([{ Image: 'registry.example.com/web:1', LogConfiguration: { SecretOptions: [] }, Secrets: [] }]);
  expect(asked).not.toHaveBeenCalled();
});

test('tells of containers that came since it was asked last, and adds none', () => {
  const { said, taskDefinition } = taskOf(() => ({ logging: ecs.LogDrivers.firelens({ options: { Name: 'stdout' } }) }));
  expect(said()).toHaveLength(1);
  taskDefinition.addFirelensLogRouter('router', {
    image: IMAGE, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT, options: { configFileValue: '/router.conf', configFileType: ecs.FirelensConfigFileType.FILE } },
  });
  expect(said()[1].FirelensConfiguration.Options).toMatchObject({ 'config-file-value': '/router.conf' });
  expect(taskDefinition.node.children.filter((child) => child instanceof ecs.ContainerDefinition)).toHaveLength(2);
});
