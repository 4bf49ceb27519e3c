import { open } from './task-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-abcdef';
const variables = (...names: Json[]) => task({ container: { Environment: names.map((name) => ({ Name: name, Value: 'some-value' })) } });
const both = (name: Json, ...names: string[]) => task({
  container: { Environment: names.map((each) => ({ Name: each, Value: 'db' })), Secrets: [{ Name: name, ValueFrom: SECRET }] },
  resources: { ExecutionRole: { Properties: { ManagedPolicyArns: [PARAMETER] } } },
});

export const ENVIRONMENT_CASES: readonly RuleCase[] = [
  {
    id: 'Environment.Credentials',
    good: variables('LEVEL', 'AWS_REGION'),
    bad: variables('LEVEL', 'AWS_SECRET_ACCESS_KEY'),
    tokens: variables('LEVEL', PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.Environment.1',
    message: '`ContainerDefinitions.0.Environment.1` is a credential that everyone who may read the task definition sees',
  },
  {
    id: 'Environment.LooksSecret',
    good: variables('PASSWORD_MIN_LENGTH'),
    bad: variables('DB_PASSWORD'),
    tokens: variables(PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.Environment.0',
    message: '`ContainerDefinitions.0.Environment.0` looks like a secret that everyone who may read the task definition sees',
  },
  {
    id: 'Environment.AlsoSecret',
    good: both('PASSWORD', 'HOST'),
    bad: both('HOST', 'LEVEL', 'HOST'),
    tokens: both(PARAMETER, 'HOST'),
    at: 'Task Properties.ContainerDefinitions.0.Environment.1',
    message: '`ContainerDefinitions.0.Environment.1` must not be a secret too, since ECS takes a name once',
  },
  {
    id: 'Environment.Plain',
    good: variables(),
    bad: variables('LEVEL'),
    tokens: task({ container: { Environment: [open({ Name: 'LEVEL', Value: 'info' })] } }),
    at: 'Task Properties.ContainerDefinitions.0.Environment',
    message: '`ContainerDefinitions.0.Environment` must be empty, since everyone who may read the task definition sees it, got a variable',
  },
];
