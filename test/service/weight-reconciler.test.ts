import * as fs from 'fs';
import * as path from 'path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, Environment, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { WeightReconciler, WeightReconcilerProps } from '../../src/service/weight-reconciler';
import { recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const USER_POOL = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc';

/** Two services with a target group each, behind one rule. */
function reconciled(props: Partial<WeightReconcilerProps> = {}, env?: Environment) {
  const stack = new Stack(recommendedApp(), 'Stack', { env });
  const cluster = new ecs.Cluster(stack, 'Cluster');
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: cluster.vpc });
  const listener = balancer.addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('web'), portMappings: [{ containerPort: 80 }] });
  const sides = ['Base', 'Burst'].map((id) => {
    const service = new ecs.FargateService(stack, `${id}Service`, { cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true } });
    const targetGroup = new elbv2.ApplicationTargetGroup(stack, `${id}TargetGroup`, { vpc: cluster.vpc, port: 80, targets: [service] });
    return { service, targetGroup };
  });
  const rule = new elbv2.ApplicationListenerRule(stack, 'Rule', {
    listener,
    priority: 1,
    conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
    action: elbv2.ListenerAction.weightedForward(sides.map(({ targetGroup }) => ({ targetGroup, weight: 1 }))),
  });
  const reconciler = new WeightReconciler(stack, 'Weights', {
    cluster,
    services: sides.map(({ service }) => service),
    ruleArns: [rule.listenerRuleArn],
    targetGroups: sides.map(({ targetGroup }) => targetGroup),
    ...props,
  });
  const id = (construct: { node: { defaultChild?: any } }) => stack.getLogicalId(construct.node.defaultChild);
  return {
    stack,
    reconciler,
    ids: {
      cluster: id(cluster),
      rule: id(rule),
      base: id(sides[0].service),
      burst: id(sides[1].service),
      baseTargetGroup: id(sides[0].targetGroup),
      burstTargetGroup: id(sides[1].targetGroup),
      logGroup: id(reconciler.logGroup),
    },
  };
}

/** What belongs to the reconciler in the template. */
function own(stack: Stack): Record<string, any> {
  return Object.fromEntries(Object.entries(resourcesOf(stack)).filter(([id]) => id.startsWith('Weights')));
}

test('is five resources', () => {
  const { stack } = reconciled();

  expect(Object.values(own(stack)).map(({ Type }) => Type).sort()).toEqual([
    'AWS::Events::Rule', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Logs::LogGroup',
  ]);
});

describe('the role', () => {
  function roleOf(stack: Stack) {
    return Object.values(own(stack)).find(({ Type }) => Type === 'AWS::IAM::Role').Properties;
  }

  test('may write its log, describe, and modify the rule alone', () => {
    const { ids, stack } = reconciled();

    const { ManagedPolicyArns: managed, Policies: policies } = roleOf(stack);
    expect(managed).toBeUndefined();
    expect(policies.map(({ PolicyDocument: { Statement } }: any) => Statement)).toEqual([[
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [ids.logGroup, 'Arn'] } },
      { Effect: 'Allow', Action: 'elasticloadbalancing:ModifyRule', Resource: { Ref: ids.rule } },
      { Effect: 'Allow', Action: ['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetHealth'], Resource: '*' },
    ]]);
  });

  test('may read the clients of the user pool that the rule logs users in with', () => {
    const { stack } = reconciled({ userPoolArns: [USER_POOL] });

    expect(roleOf(stack).Policies[0].PolicyDocument.Statement.at(-1)).toEqual(
      { Effect: 'Allow', Action: 'cognito-idp:DescribeUserPoolClient', Resource: USER_POOL });
  });

  test('is the function\'s alone', () => {
    const { stack } = reconciled();

    expect(roleOf(stack).AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
  });
});

describe('the trigger', () => {
  test('fires for tasks of these services, for an update of the rule, and every minute', () => {
    const { ids, stack } = reconciled();

    const { Properties: { EventPattern: pattern, ScheduleExpression: schedule, State: state } } = theOnly(stack, 'AWS::Events::Rule');
    expect(pattern).toEqual({
      'source': ['aws.ecs', 'aws.cloudformation'],
      'detail-type': ['ECS Task State Change', 'CloudFormation Resource Status Change'],
      'detail': {
        $or: [
          {
            clusterArn: [{ 'Fn::GetAtt': [ids.cluster, 'Arn'] }],
            group: [ids.base, ids.burst].map((service) => ({ 'Fn::Join': ['', ['service:', { 'Fn::GetAtt': [service, 'Name'] }]] })),
            lastStatus: ['RUNNING', 'DEACTIVATING', 'STOPPED'],
          },
          { 'physical-resource-id': [{ Ref: ids.rule }], 'status-details': { status: ['UPDATE_COMPLETE'] } },
        ],
      },
    });
    expect([schedule, state]).toEqual(['rate(1 minute)', 'ENABLED']);
  });

  test('alone may start the function', () => {
    const { stack } = reconciled();

    const [trigger] = Object.keys(resourcesOf(stack, 'AWS::Events::Rule'));
    expect(theOnly(stack, 'AWS::Lambda::Permission').Properties).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^WeightsFunction/), 'Arn'] },
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [trigger, 'Arn'] },
    });
  });
});

describe('the function', () => {
  function functionOf(stack: Stack) {
    return Object.values(own(stack)).find(({ Type }) => Type === 'AWS::Lambda::Function').Properties;
  }

  test('knows ARNs and nothing else', () => {
    const { ids, stack } = reconciled();

    expect(functionOf(stack).Environment.Variables).toEqual({
      BASE_TARGET_GROUP_ARN: { Ref: ids.baseTargetGroup },
      BURST_TARGET_GROUP_ARN: { Ref: ids.burstTargetGroup },
      RULE_ARNS: { Ref: ids.rule },
    });
  });

  test('knows several rules', () => {
    const { stack } = reconciled({ ruleArns: ['arn:one', 'arn:two'] });

    expect(functionOf(stack).Environment.Variables.RULE_ARNS).toBe('arn:one,arn:two');
  });

  test('is small, has time to spare and logs what matters', () => {
    const { ids, stack } = reconciled();

    expect(functionOf(stack)).toMatchObject({
      Handler: 'index.handler',
      MemorySize: 128,
      Timeout: 120,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: ids.logGroup }, SystemLogLevel: 'WARN' },
    });
    expect(functionOf(stack)).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('runs the file that stands beside `src` and `lib`, and carries nothing else', () => {
    const { stack } = reconciled();
    const { directory } = (stack.node.root as App).synth();
    const code = path.join(directory, `asset.${path.parse(functionOf(stack).Code.S3Key).name}`);

    expect(fs.readdirSync(code)).toEqual(['index.js']);
    expect(fs.readFileSync(path.join(code, 'index.js'))).toEqual(fs.readFileSync(path.join(__dirname, '../../handlers/weights/index.js')));
  });
});

test('leaves nothing behind: its logs go with the stack and are kept for a month', () => {
  const { ids, stack } = reconciled();

  expect(resourcesOf(stack)[ids.logGroup]).toMatchObject({
    DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete', Properties: { RetentionInDays: 30 },
  });
});

test('is needed by nothing, and waits for the services and the rule: it is made last and deleted first', () => {
  const { ids, stack } = reconciled();
  const graph = templateGraph(stack);
  const needs = (id: string): string[] => [...graph.get(id)!].flatMap((next) => [next, ...needs(next)]);

  expect(findCycle(graph)).toBeUndefined();
  expect([...graph].filter(([id, next]) => !id.startsWith('Weights') && [...next].some((needed) => needed.startsWith('Weights')))).toEqual([]);
  const [trigger] = Object.keys(resourcesOf(stack, 'AWS::Events::Rule'));
  expect(needs(trigger)).toEqual(expect.arrayContaining([ids.base, ids.burst, ids.rule]));
});

test.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1', undefined])('names no partition of its own in %s', (region) => {
  const { stack } = reconciled({}, region === undefined ? undefined : { account: '123456789012', region });

  expect(JSON.stringify(own(stack)).match(/arn:aws|amazonaws\.com\.cn/g)).toBeNull();
});

test('AwsSolutionsChecks finds nothing in it', () => {
  const { reconciler, stack } = reconciled({ userPoolArns: [USER_POOL] });
  (stack.node.root as App).synth();

  const { violations } = new AwsSolutionsChecks().validateScope(stack.node.root);
  expect(violations.flatMap(({ ruleName, violatingResources }) => violatingResources
    .filter(({ constructPath }) => constructPath?.startsWith(`${reconciler.node.path}/`))
    .map(({ constructPath }) => `${ruleName} at ${constructPath}`))).toEqual([]);
});
