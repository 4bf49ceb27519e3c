import { ec2Task, open } from './task-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { ec2Service, task } from '../templates';

function options(patch: Json): Json {
  return task({ container: { LogConfiguration: { Options: patch } } });
}

function retention(days: Json, resources: Json = {}): Json {
  return task({ resources: { Logs: { Properties: { RetentionInDays: days } }, ...resources } });
}

const CREATES = { container: { LogConfiguration: { Options: { 'awslogs-create-group': 'true' } } } };

function executionRoleMay(...actions: string[]): Json {
  return {
    ExecutionRole: {
      Properties: { Policies: [{ PolicyName: 'Logs', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }] },
    },
  };
}

export const LOGGING_CASES: readonly RuleCase[] = [
  {
    id: 'Logging.None',
    good: ec2Task({}, { LogConfiguration: { LogDriver: 'json-file', Options: undefined } }),
    bad: task({ container: { LogConfiguration: undefined } }),
    tokens: task({ container: { LogConfiguration: open({ LogDriver: 'awslogs' }) } }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration',
    message: '`ContainerDefinitions.0.LogConfiguration` must name a log driver, or what the container says is lost, got none',
  },
  {
    id: 'Logging.NoStreamPrefix',
    good: ec2Service({ container: { LogConfiguration: { Options: { 'awslogs-stream-prefix': undefined } } } }),
    bad: options({ 'awslogs-stream-prefix': undefined }),
    tokens: options({ 'awslogs-stream-prefix': open('web') }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.Options',
    message: '`ContainerDefinitions.0.LogConfiguration.Options` must say with `awslogs-stream-prefix` what streams begin with on Fargate, got none',
  },
  {
    id: 'Logging.NoRegion',
    good: ec2Service({ container: { LogConfiguration: { Options: { 'awslogs-region': undefined } } } }),
    bad: options({ 'awslogs-region': undefined }),
    tokens: options({ 'awslogs-region': open('eu-west-1') }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.Options',
    message: '`ContainerDefinitions.0.LogConfiguration.Options` must name the Region of the log group with `awslogs-region` on Fargate, got none',
  },
  {
    id: 'Logging.Blocking',
    good: options({ mode: undefined }),
    bad: options({ mode: 'blocking' }),
    tokens: options({ mode: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.Options.mode',
    message: '`ContainerDefinitions.0.LogConfiguration.Options.mode` must be non-blocking, or the application stands still while its log cannot be delivered, got blocking',
  },
  {
    id: 'Logging.NoGroup',
    good: options({ 'awslogs-group': 'web' }),
    bad: options({ 'awslogs-group': undefined }),
    tokens: options({ 'awslogs-group': PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.Options',
    message: '`ContainerDefinitions.0.LogConfiguration.Options` must name a log group with `awslogs-group`, got none',
  },
  {
    id: 'Logging.CreateGroup',
    good: task({ ...CREATES, resources: executionRoleMay('logs:Create*', 'logs:PutLogEvents') }),
    bad: task(CREATES),
    tokens: task({ ...CREATES, task: { ExecutionRoleArn: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.Options',
    message: '`ContainerDefinitions.0.LogConfiguration.Options` must name a log group that is there, since the execution role may not make one, '
      + 'got `awslogs-create-group` without logs:CreateLogGroup',
  },
  {
    id: 'LogGroup.NoRetention',
    good: retention(1, { Other: { Type: 'AWS::Logs::LogGroup' } }),
    bad: retention(undefined),
    tokens: retention(PARAMETER),
    at: 'Logs Properties.RetentionInDays',
    message: '`RetentionInDays` must be set, or logs are kept and paid for ever, got none',
  },
  {
    id: 'LogGroup.NoRetention',
    good: retention(90),
    bad: retention(60),
    tokens: retention(PARAMETER),
    at: 'Logs Properties.RetentionInDays',
    message: '`RetentionInDays` must be 90 days or more, got 60',
    settings: { thresholds: { logRetentionDays: 90 } },
  },
];
