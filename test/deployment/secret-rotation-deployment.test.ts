import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { clusterIn, serviceStack, taskIn } from './services';
import { SecretRotationDeployment, SecretRotationDeploymentProps } from '../../src/deployment/secret-rotation-deployment';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const RULE = 'AWS::Events::Rule';

/** A service whose container reads these, and the construct for it. */
function rotating(
  secrets: (stack: Stack) => Record<string, ecs.Secret>, props: (stack: Stack) => Partial<SecretRotationDeploymentProps> = () => ({}),
) {
  const made = serviceStack();
  for (const [name, secret] of Object.entries(secrets(made.stack))) made.taskDefinition.defaultContainer!.addSecret(name, secret);
  const rotation = new SecretRotationDeployment(made.stack, 'Rotation', { service: made.service, ...props(made.stack) });
  return { ...made, rotation };
}

function patternOf(stack: Stack): any {
  return theOnly(stack, RULE).Properties.EventPattern;
}

const secretIn = (stack: Stack, id: string = 'Database') => new secretsmanager.Secret(stack, id);

test('starts a deployment of that service alone', () => {
  const { stack, resource, cluster } = rotating((scope) => ({ PASSWORD: ecs.Secret.fromSecretsManager(secretIn(scope), 'password') }));
  expect(Object.keys(resourcesOf(stack)).filter((id) => id.startsWith('Rotation')).sort()).toEqual([
    expect.stringMatching(/^RotationFunction[0-9A-F]{8}$/),
    expect.stringMatching(/^RotationLogGroup[0-9A-F]{8}$/),
    expect.stringMatching(/^RotationRole[0-9A-F]{8}$/),
    expect.stringMatching(/^RotationRule[0-9A-F]{8}$/),
    expect.stringMatching(/^RotationRuleAllowEventRuleStackRotationFunction[0-9A-F]+$/),
  ]);
  const service = stack.getLogicalId(resource);
  const [{ Environment: environment, Timeout: timeout }] = propertiesOf(stack, 'AWS::Lambda::Function');
  expect(environment).toEqual({ Variables: { CLUSTER: stack.resolve(cluster.clusterName), SERVICE: { 'Fn::GetAtt': [service, 'Name'] } } });
  expect(timeout).toBeGreaterThan(90 + 30);
  const role = propertiesOf(stack, 'AWS::IAM::Role').find(({ AssumeRolePolicyDocument: trust }) => JSON.stringify(trust).includes('lambda'));
  const statements = role.Policies.flatMap(({ PolicyDocument: document }: any) => document.Statement);
  expect(statements).toContainEqual({ Action: ['ecs:DescribeServices', 'ecs:UpdateService'], Effect: 'Allow', Resource: { Ref: service } });
  expect(statements).toHaveLength(2);
  expect(findCycle(templateGraph(stack))).toBeUndefined();
});

describe('watches', () => {
  test('the new value of a secret that a container reads, by its ARN and not by its field', () => {
    const { stack } = rotating((scope) => ({ PASSWORD: ecs.Secret.fromSecretsManager(secretIn(scope), 'password') }));
    expect(patternOf(stack)).toEqual({
      'source': ['aws.secretsmanager', 'aws.ssm'],
      'detail-type': ['Secret Label Updated'],
      'resources': [{ Ref: expect.stringMatching(/^Database/) }],
      'detail': { labelUpdated: ['AWSCURRENT'] },
    });
  });

  test('each secret once, whatever of it is read, under every label that is', () => {
    const { stack } = rotating((scope) => {
      const secret = secretIn(scope);
      return {
        ALL: ecs.Secret.fromSecretsManager(secret),
        USER: ecs.Secret.fromSecretsManager(secret, 'user'),
        NEXT: ecs.Secret.fromSecretsManagerVersion(secret, { versionStage: 'NEXT' }, 'user'),
      };
    });
    expect(patternOf(stack)).toMatchObject({ resources: [{ Ref: expect.stringMatching(/^Database/) }], detail: { labelUpdated: ['AWSCURRENT', 'NEXT'] } });
  });

  test('no version that stays the same', () => {
    const { stack } = rotating((scope) => ({
      OLD: ecs.Secret.fromSecretsManagerVersion(secretIn(scope, 'Pinned'), { versionId: '7e3a' }),
      NEW: ecs.Secret.fromSecretsManager(secretIn(scope)),
    }));
    expect(patternOf(stack).resources).toEqual([{ Ref: expect.stringMatching(/^Database/) }]);
  });

  const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db';

  const importedFrom = (arn: string) => (stack: Stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Imported', arn);
  const named = (name: string) => (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Imported', name);
  const byName = (name: string) => ({ 'detail-type': ['Secret Label Updated'], 'detail': { labelUpdated: ['AWSCURRENT'], name: [name] } });

  test.each<[string, (stack: Stack) => secretsmanager.ISecret]>([
    ['fromSecretNameV2', named('shop/db')],
    ['fromSecretPartialArn', (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'Imported', ARN)],
  ])('an imported secret by its name: %s', (_, secret) => {
    const { stack } = rotating((scope) => ({ PASSWORD: ecs.Secret.fromSecretsManager(secret(scope), 'password') }));
    expect(patternOf(stack)).toEqual({ source: ['aws.secretsmanager', 'aws.ssm'], ...byName('shop/db') });
  });

  test.each<[string, (stack: Stack) => secretsmanager.ISecret, string]>([
    ['a whole ARN', importedFrom(`${ARN}-AbCdEf`), 'shop/db-AbCdEf'],
    ['a name', named('shop/db-secret'), 'shop/db-secret'],
  ])('by its ARN and its name what a container reads that may be either, and is %s', (_, secret, name) => {
    const { stack } = rotating((scope) => ({ PASSWORD: ecs.Secret.fromSecretsManager(secret(scope), 'password') }));
    const [first, second] = patternOf(stack).$or;
    expect(JSON.stringify(first.resources)).toContain(`:secret:${name}"`);
    expect(second).toEqual(byName(name));
  });

  test('a name that only the deployment knows both ways', () => {
    const { stack } = rotating((scope) => ({ PASSWORD: ecs.Secret.fromSecretsManager(named(new CfnParameter(scope, 'Name').valueAsString)(scope)) }));
    expect(patternOf(stack).$or).toEqual([expect.objectContaining({ resources: [expect.anything()] }), byName({ Ref: 'Name' } as any)]);
  });

  test('secrets that are named in the one way that fits', () => {
    const { stack } = rotating(() => ({}), (scope) => ({
      secrets: [importedFrom(`${ARN}-AbCdEf`)(scope), secretsmanager.Secret.fromSecretNameV2(scope, 'Named', 'shop/db-secret'), secretIn(scope)],
    }));
    expect(patternOf(stack).$or).toEqual([
      { 'detail-type': ['Secret Label Updated'], 'resources': [`${ARN}-AbCdEf`, { Ref: expect.stringMatching(/^Database/) }], 'detail': { labelUpdated: ['AWSCURRENT'] } },
      byName('shop/db-secret'),
    ]);
  });

  test('parameters', () => {
    const { stack } = rotating((scope) => ({
      OWN: ecs.Secret.fromSsmParameter(new ssm.StringParameter(scope, 'Own', { stringValue: 'x' })),
      NAMED: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(scope, 'Named', { parameterName: '/shop/key' })),
    }));
    const parameter = (name: unknown) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ...name as unknown[]]] });
    expect(patternOf(stack)).toEqual({
      'source': ['aws.secretsmanager', 'aws.ssm'],
      'detail-type': ['Parameter Store Change'],
      'resources': [parameter([':parameter/', { Ref: expect.stringMatching(/^Own/) }]), parameter([':parameter/shop/key'])],
      'detail': { operation: ['Create', 'Update'] },
    });
  });

  test('what a log driver reads', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', {
      image: ecs.ContainerImage.fromRegistry('web'),
      logging: ecs.LogDrivers.splunk({ secretToken: ecs.Secret.fromSecretsManager(secretIn(stack, 'Token')), url: 'https://splunk.example.com' }),
    });
    const service = new ecs.FargateService(stack, 'Service', { cluster: clusterIn(stack), taskDefinition, minHealthyPercent: 100 });
    new SecretRotationDeployment(stack, 'Rotation', { service });
    expect(patternOf(stack).resources).toEqual([{ Ref: expect.stringMatching(/^Token/) }]);
  });

  test('what a container gets later', () => {
    const { stack, taskDefinition } = rotating(() => ({}));
    taskDefinition.addContainer('late', { image: ecs.ContainerImage.fromRegistry('web'), secrets: { KEY: ecs.Secret.fromSecretsManager(secretIn(stack)) } });
    expect(patternOf(stack).resources).toEqual([{ Ref: expect.stringMatching(/^Database/) }]);
  });

  test('what it is told to, in place of what the containers read', () => {
    const { stack } = rotating(
      (scope) => ({ PASSWORD: ecs.Secret.fromSecretsManager(secretIn(scope)) }),
      (scope) => ({ secrets: [secretIn(scope, 'Other')], parameters: [ssm.StringParameter.fromStringParameterName(scope, 'Flag', '/shop/flag')] }),
    );
    const [secret, parameter] = patternOf(stack).$or;
    expect(secret.resources).toEqual([{ Ref: expect.stringMatching(/^Other/) }]);
    expect(JSON.stringify(parameter.resources)).toContain(':parameter/shop/flag');
  });
});

describe('any service of the app', () => {
  test('the service of a pattern', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const taskDefinition = taskIn(stack);
    taskDefinition.defaultContainer!.addSecret('KEY', ecs.Secret.fromSecretsManager(secretIn(stack)));
    const { service } = new patterns.ApplicationLoadBalancedFargateService(stack, 'Pattern', { cluster: clusterIn(stack), taskDefinition, openListener: false });
    new SecretRotationDeployment(stack, 'Rotation', { service });
    expect(patternOf(stack).resources).toHaveLength(1);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('an L1, for secrets that are named', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    new SecretRotationDeployment(stack, 'Rotation', { service: new ecs.CfnService(stack, 'Service', { cluster: 'shop' }), secrets: [secretIn(stack)] });
    expect(propertiesOf(stack, 'AWS::Lambda::Function')[0].Environment.Variables.CLUSTER).toBe('shop');
  });

  test('a service and a secret of other stacks', () => {
    const { stack, taskDefinition, service } = serviceStack();
    const data = new Stack(stack.node.root as any, 'Data');
    taskDefinition.defaultContainer!.addSecret('KEY', ecs.Secret.fromSecretsManager(secretIn(data)));
    const operations = new Stack(stack.node.root as any, 'Operations');
    new SecretRotationDeployment(operations, 'Rotation', { service });
    expect(JSON.stringify(patternOf(operations).resources)).toContain('OutputRefDatabase');
  });
});

describe('what is refused', () => {
  function refusal(stack: Stack, props: SecretRotationDeploymentProps): string {
    try {
      new SecretRotationDeployment(stack, 'Rotation', props);
    } catch (error) {
      expect(stack.node.tryFindChild('Rotation')).toBeUndefined();
      return (error as Error).message;
    }
    return '';
  }

  test('an imported service', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = ecs.FargateService.fromFargateServiceArn(stack, 'Service', 'arn:aws:ecs:us-east-1:123456789012:service/shop/web') as ecs.FargateService;
    expect(refusal(stack, { service })).toBe([
      'SecretRotationDeployment at Stack/Rotation has 1 problem:',
      '  SecretRotationDeployment.ImportedService: `service` must be a service of this app, got an imported one; make the SecretRotationDeployment where the service is made',
    ].join('\n'));
  });

  test('a construct with several services', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = new ecs.CfnService(stack, 'First');
    new ecs.CfnService(service, 'Second');
    expect(refusal(stack, { service })).toContain(
      'SecretRotationDeployment.SeveralServices: `service` must hold one ECS service, got 2 in Stack/First; give each of them a SecretRotationDeployment');
  });

  test.each([['CODE_DEPLOY', 'CodeDeploy'], ['EXTERNAL', 'that controller']])('a service that %s deploys', (type, who) => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const service = new ecs.CfnService(stack, 'Service', { deploymentController: { type } });
    expect(refusal(stack, { service })).toContain(
      'SecretRotationDeployment.Controller: `service` must have the deployment controller ECS to be deployed again by it, '
      + `got ${type}; start a deployment where ${who} does it`);
  });

  test('a controller that is changed afterwards, at synth', () => {
    const { stack, resource } = rotating((scope) => ({ KEY: ecs.Secret.fromSecretsManager(secretIn(scope)) }));
    resource.addPropertyOverride('DeploymentController.Type', 'CODE_DEPLOY');
    expect(() => Template.fromStack(stack)).toThrow('SecretRotationDeployment.Controller: `service` must have the deployment controller ECS');
  });

  test('a service that reads no secret, at synth', () => {
    const { stack } = rotating(() => ({}));
    expect(() => Template.fromStack(stack)).toThrow(
      'SecretRotationDeployment.NoSecret: `service` needs a container that reads a secret, got none that is known; name what is to be watched in `secrets` or `parameters`');
  });

  test('an L1 for which no secret is named, at synth', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    new SecretRotationDeployment(stack, 'Rotation', { service: new ecs.CfnService(stack, 'Service', { cluster: 'shop' }) });
    expect(() => Template.fromStack(stack)).toThrow('SecretRotationDeployment.NoSecret');
  });

  const many = (count: number, secret: (stack: Stack, id: string) => secretsmanager.ISecret) => rotating((scope) => Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`KEY${index}`, ecs.Secret.fromSecretsManager(secret(scope, `Secret${index}`))])));
  const named = (stack: Stack, id: string) => secretsmanager.Secret.fromSecretNameV2(stack, id, `production/${id}/password`);

  test('more secrets than an event pattern has room for, at synth', () => {
    expect(() => Template.fromStack(many(90, named).stack)).toThrow(
      /SecretRotationDeployment.EventPattern: `service` is watched with one event pattern of at most 2048 characters, .*, got at least 2\d{3} for 90 secrets and parameters; share them out/);
  });

  test.each([
    ['fifty by name', 50, named, 0],
    ['twenty of this app', 20, secretIn, 0],
    ['thirty of this app, whose ARNs may be too long', 30, secretIn, 1],
  ])('not %s', (_, count, secret, warnings) => {
    const { stack } = many(count, secret);
    const { messages } = (stack.node.root as App).synth().getStackByName(stack.stackName);
    expect(messages.filter(({ entry }) => JSON.stringify(entry.data).includes('SecretRotationDeployment.EventPattern'))).toHaveLength(warnings);
  });
});
