import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Duration, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HandlerProps, handlerOfStack, makeHandler } from '../../src/private/handler';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const FUNCTION = 'AWS::Lambda::Function';
const PROPS: HandlerProps = { folder: 'live-weights', description: 'Reads', timeout: Duration.minutes(2) };

describe('a handler', () => {
  const stack = new Stack();
  const handler = makeHandler(stack, {
    ...PROPS,
    export: 'other',
    environment: { CLUSTER: 'web' },
    statements: [new iam.PolicyStatement({ actions: ['elasticloadbalancing:DescribeRules'], resources: ['*'] })],
  });

  test('runs what its folder exports', () => {
    expect(theOnly(stack, FUNCTION).Properties).toMatchObject({
      Description: 'Reads', Handler: 'index.other', Timeout: 120, MemorySize: 128, Environment: { Variables: { CLUSTER: 'web' } },
    });
  });

  test('writes to a log group that ends with the stack, and says no more than it has to', () => {
    const [id] = Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'));
    expect(theOnly(stack, 'AWS::Logs::LogGroup')).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    expect(theOnly(stack, FUNCTION).Properties.LoggingConfig).toEqual({ LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: { Ref: id } });
  });

  test('may write its log and do what it is told, by a role without policies of AWS', () => {
    const { ManagedPolicyArns, Policies: [{ PolicyDocument: { Statement } }] } = theOnly(stack, 'AWS::IAM::Role').Properties;
    expect(Statement.map(({ Action }: any) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents'], 'elasticloadbalancing:DescribeRules']);
    expect(ManagedPolicyArns).toBeUndefined();
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('is given back with its role and its log group', () => {
    expect([handler.function.role, handler.function.logGroup]).toEqual([handler.role, handler.logGroup]);
  });
});

test('a handler exports `handler` where nothing else is said', () => {
  const stack = new Stack();
  makeHandler(stack, PROPS);
  expect(theOnly(stack, FUNCTION).Properties.Handler).toBe('index.handler');
});

describe('the handler of a stack', () => {
  test('is one for all that ask for it, in nobody\'s scope', () => {
    const stack = new Stack();
    const [one, other] = ['Web', 'Api'].map((id) => handlerOfStack(new Construct(stack, id), 'Reader', PROPS));
    expect(one).toBe(other);
    expect(one.function.node.path).toBe('Default/Reader/Function');
    expect(propertiesOf(stack, FUNCTION)).toHaveLength(1);
  });

  test('is another one for another id, another stack and another stage', () => {
    const app = new App();
    const stacks = [new Stack(app, 'One'), new Stack(app, 'Other'), new Stack(new Stage(app, 'Prod'), 'One')];
    const handlers = [...stacks.map((stack) => handlerOfStack(stack, 'Reader', PROPS)), handlerOfStack(stacks[0], 'Writer', PROPS)];
    expect(new Set(handlers).size).toBe(4);
    expect(handlers.map(({ function: { node } }) => node.path)).toEqual(['One/Reader/Function', 'Other/Reader/Function', 'Prod/One/Reader/Function', 'One/Writer/Function']);
  });

  test('outlives a construct that asked for it and was refused', () => {
    const stack = new Stack();
    const first = handlerOfStack(new Construct(stack, 'Web'), 'Reader', PROPS);
    stack.node.tryRemoveChild('Web');
    expect(handlerOfStack(new Construct(stack, 'Web'), 'Reader', PROPS)).toBe(first);
  });
});
