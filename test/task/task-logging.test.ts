import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { containerOf, IMAGE, newStack, ON_FARGATE, saidOf, sentences, taskOf } from './tasks';
import { ContainerOptions } from '../../src/task/container-options';
import { LogRoute } from '../../src/task/log-route';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskLogging } from '../../src/task/task-logging';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

/** Statements of the execution role that concern logs. */
function logStatements(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies: policies }) => policies ?? [])
    .flatMap(({ PolicyDocument: document }) => document.Statement)
    .filter(({ Action: actions }) => [actions].flat().some((action) => action.startsWith('logs:')));
}

describe('to CloudWatch Logs', () => {
  test('unless said otherwise: a group of its own for a month, and containers that do not wait for it', () => {
    const stack = newStack();
    const container = containerOf({}, {}, stack);
    const [[group, { Properties: properties, DeletionPolicy: deletion }]] = Object.entries<any>(resourcesOf(stack, 'AWS::Logs::LogGroup'));

    expect(properties).toEqual({ RetentionInDays: 30 });
    expect(deletion).toBe('Retain');
    expect(container.LogConfiguration).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': { Ref: group },
        'awslogs-region': { Ref: 'AWS::Region' },
        'awslogs-stream-prefix': 'ecs',
        'mode': 'non-blocking',
        'max-buffer-size': `${25 * 1024 * 1024}b`,
      },
    });
  });

  test('one group for all containers, that the execution role may write to and to no other', () => {
    const stack = newStack();
    const task = taskOf(TaskBlueprint.containers({ containers: [{ image: IMAGE }, { image: IMAGE, name: 'helper' }] }), {}, stack);
    const [group] = Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'));

    expect(task.ContainerDefinitions.map(({ LogConfiguration: { Options: options } }: any) => options['awslogs-group'])).toEqual([{ Ref: group }, { Ref: group }]);
    expect(logStatements(stack)).toEqual([{
      Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [group, 'Arn'] },
    }]);
  });

  test('is told back, for metric filters and alarms', () => {
    const stack = newStack();

    expect(TaskLogging.cloudWatch()._bind(stack, 'Logs').logGroup).toBe(stack.node.findChild('Logs'));
  });

  test('of a container\'s own choice, beside those that share the task\'s', () => {
    const stack = newStack();
    const audit = TaskLogging.cloudWatch({ retention: logs.RetentionDays.TEN_YEARS, mode: ecs.AwsLogDriverMode.BLOCKING });
    const blueprint = TaskBlueprint.containers({
      logging: TaskLogging.cloudWatch({ retention: logs.RetentionDays.ONE_WEEK }),
      containers: [{ image: IMAGE }, { image: IMAGE, name: 'payments', logging: audit }, { image: IMAGE, name: 'refunds', logging: audit }],
    });
    const { logGroups } = blueprint._bind(stack, ON_FARGATE);
    const [task] = propertiesOf(stack, 'AWS::ECS::TaskDefinition');
    const options = task.ContainerDefinitions.map(({ LogConfiguration: { Options: { 'awslogs-group': { Ref: group }, mode } } }: any) => [group, mode]);

    expect(logGroups.map(({ node }) => node.id)).toEqual(['LogGroup', 'paymentsLogGroup']);
    const retentions = Object.entries(resourcesOf(stack, 'AWS::Logs::LogGroup')).map(([id, { Properties }]) => [id, Properties.RetentionInDays]);
    expect(retentions).toEqual([[options[0][0], 7], [options[1][0], 3653]]);
    expect(options.map(([, mode]: string[]) => mode)).toEqual(['non-blocking', 'blocking', 'blocking']);
    expect(options[2]).toEqual(options[1]);
  });

  test('of the task makes no group where every container chose for itself', () => {
    const stack = newStack();
    const own = TaskLogging.cloudWatch({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Own', 'own') });
    const containers = ['one', 'two'].map((name) => ({ image: IMAGE, name, logging: own }));
    TaskBlueprint.containers({ containers, logging: TaskLogging.driver(ecs.LogDrivers.fluentd()) })._bind(stack, ON_FARGATE);

    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual({});
    const blueprint = TaskBlueprint.containers({ containers, logging: TaskLogging.driver(ecs.LogDrivers.fluentd()) });
    expect(sentences(blueprint._findings(ON_FARGATE))).toEqual([]);
  });

  test('as asked for', () => {
    const stack = newStack();
    const { LogConfiguration: { Options: options } } = containerOf({
      logging: TaskLogging.cloudWatch({
        retention: logs.RetentionDays.ONE_YEAR,
        removalPolicy: RemovalPolicy.DESTROY,
        maxBufferSize: Size.mebibytes(1),
        streamPrefix: 'web',
        datetimeFormat: '%Y-%m-%d',
      }),
    }, {}, stack);

    expect(theOnly(stack, 'AWS::Logs::LogGroup')).toEqual(expect.objectContaining({ Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Delete' }));
    expect(options).toEqual(expect.objectContaining({
      'awslogs-stream-prefix': 'web', 'awslogs-datetime-format': '%Y-%m-%d', 'mode': 'non-blocking', 'max-buffer-size': '1048576b',
    }));
  });

  test('waiting for it, there is no buffer', () => {
    const { LogConfiguration: { Options: options } } = containerOf({
      logging: TaskLogging.cloudWatch({ mode: ecs.AwsLogDriverMode.BLOCKING, multilinePattern: '^INFO' }),
    });

    expect(options.mode).toBe('blocking');
    expect(options['max-buffer-size']).toBeUndefined();
    expect(options['awslogs-multiline-pattern']).toBe('^INFO');
  });

  test('into a group of one\'s own', () => {
    const stack = newStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Shared', 'shared');
    const container = containerOf({ logging: TaskLogging.cloudWatch({ logGroup }) }, {}, stack);

    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual({});
    expect(container.LogConfiguration.Options['awslogs-group']).toBe('shared');
    expect(logStatements(stack).map(({ Resource: resource }) => resource)).toEqual([stack.resolve(logGroup.logGroupArn)]);
  });

  test('encrypted, with a key that CloudWatch Logs may use for groups of the stack', () => {
    const stack = newStack();
    containerOf({ logging: TaskLogging.cloudWatch({ encryptionKey: new kms.Key(stack, 'Key') }) }, {}, stack);

    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties.KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement).toHaveLength(2);
  });
});

describe('with a driver of one\'s own', () => {
  test('there is no log group', () => {
    const stack = newStack();
    const token = ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'splunk'));
    const logDriver = ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: token });
    const { logGroups } = TaskBlueprint.container({ image: IMAGE, logging: TaskLogging.driver(logDriver) })._bind(stack, ON_FARGATE);

    expect(logGroups).toEqual([]);
    expect(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].LogConfiguration.LogDriver).toBe('splunk');
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual({});
  });

  test('FireLens without a log router is refused where it was chosen, once', () => {
    const logging = TaskLogging.driver(ecs.LogDrivers.firelens({ options: { Name: 'cloudwatch' } }));
    const text = 'logs with awsfirelens, but the task has no log router; add Sidecar.fireLens() to `sidecars`';
    const helper = { image: IMAGE, name: 'helper' };

    expect(sentences(TaskBlueprint.container({ image: IMAGE, logging })._findings(ON_FARGATE))).toEqual([`error FireLens.NoRouter: \`logging\` ${text}`]);
    expect(sentences(TaskBlueprint.containers({ containers: [{ image: IMAGE }, helper], logging })._findings(ON_FARGATE)))
      .toEqual([`error FireLens.NoRouter: \`logging\` ${text}`]);
    const routed = { ...helper, logging: TaskLogging.routed(LogRoute.cloudWatch()) };
    expect(sentences(TaskBlueprint.containers({ containers: [{ image: IMAGE }, routed] })._findings(ON_FARGATE)))
      .toEqual([`error FireLens.NoRouter: \`containers[1].logging\` ${text}`]);
  });

  test('a driver that Fargate does not have is refused where it was chosen, once', () => {
    const logging = TaskLogging.driver(ecs.LogDrivers.fluentd());
    const said = (own: Partial<ContainerOptions>, shared?: TaskLogging) => sentences(TaskBlueprint.containers({
      logging: shared, containers: [{ image: IMAGE }, { image: IMAGE, name: 'helper', ...own }],
    })._findings(ON_FARGATE));
    const text = 'takes the driver awslogs, splunk or awsfirelens on Fargate, got fluentd';

    expect(said({ logging })).toEqual([`error FargateContainer.LogDriver: \`containers[1].logging\` ${text}`]);
    expect(said({}, logging)).toEqual([`error FargateContainer.LogDriver: \`logging\` ${text}`]);
    const contradictory = TaskLogging.cloudWatch({ multilinePattern: 'a', datetimeFormat: 'b' });
    expect(said({ logging: contradictory }).join()).toContain('TaskLogging.TwoMultilineRules: `containers[1].logging.multilinePattern` ');
    expect(said({}, contradictory).join()).toContain('TaskLogging.TwoMultilineRules: `logging.multilinePattern` ');
  });

  test('a driver that Fargate does not have is refused', () => {
    expect(saidOf({ logging: TaskLogging.driver(ecs.LogDrivers.gelf({ address: 'udp://10.0.0.1:12201' })) })).toEqual([
      expect.stringMatching(/^error FargateContainer\.LogDriver: `logging` .* got gelf/),
    ]);
  });
});

describe('a service refuses', () => {
  const logGroup = logs.LogGroup.fromLogGroupName(newStack(), 'Shared', 'shared');

  test.each([
    ['retention', TaskLogging.cloudWatch({ logGroup, retention: logs.RetentionDays.ONE_DAY })],
    ['removalPolicy', TaskLogging.cloudWatch({ logGroup, removalPolicy: RemovalPolicy.DESTROY })],
    ['encryptionKey', TaskLogging.cloudWatch({ logGroup, encryptionKey: new kms.Key(newStack(), 'Key') })],
  ])('the %s of a group that is not made', (option, logging) => {
    expect(saidOf({ logging })).toEqual([
      `error TaskLogging.OptionOfOwnGroup: \`logging.${option}\` is for the log group that is made, got \`logGroup\` too; set it on your log group`,
    ]);
  });

  test('a buffer for containers that wait', () => {
    expect(saidOf({ logging: TaskLogging.cloudWatch({ mode: ecs.AwsLogDriverMode.BLOCKING, maxBufferSize: Size.mebibytes(1) }) })).toEqual([
      'error TaskLogging.BufferOfBlocking: `logging.maxBufferSize` is for the non-blocking mode, got BLOCKING; leave one of them out',
    ]);
  });

  test('two rules for events of several lines', () => {
    expect(saidOf({ logging: TaskLogging.cloudWatch({ datetimeFormat: '%Y', multilinePattern: '^' }) })).toEqual([
      'error TaskLogging.TwoMultilineRules: `logging.multilinePattern` is not looked at next to `datetimeFormat`, got both; leave one of them out',
    ]);
  });
});
