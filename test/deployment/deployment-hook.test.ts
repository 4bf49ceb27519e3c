import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { bindHooks, DeploymentHook, DeploymentStage, HookTimeoutAction } from '../../src/deployment/deployment-hook';
import { HOOK_STAGES } from '../../src/model/deployment/deployment-hooks';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const { POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT, PRE_SCALE_UP } = DeploymentStage;

function functionIn(stack: Stack, id: string): lambda.IFunction {
  return lambda.Function.fromFunctionArn(stack, id, `arn:aws:lambda:eu-west-1:111122223333:function:${id}`);
}

test('the stages are those that ECS has', () => {
  expect(Object.values(DeploymentStage)).toEqual(HOOK_STAGES);
});

describe('a function', () => {
  test('is called by a role of its own, at its stages', () => {
    const stack = new Stack();
    const [hook] = stack.resolve(bindHooks(stack, [DeploymentHook.lambdaFunction(functionIn(stack, 'Smoke'), { stages: [POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT] })]));
    const [role] = Object.keys(resourcesOf(stack, 'AWS::IAM::Role'));
    expect(hook).toEqual({
      lifecycleStages: ['POST_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT'],
      hookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:Smoke',
      roleArn: { 'Fn::GetAtt': [role, 'Arn'] },
    });
  });

  test('takes details, and says what happens when it takes too long', () => {
    const stack = new Stack();
    const details = { url: 'https://test.example.com', checks: [1, 2] };
    const [hook] = stack.resolve(bindHooks(stack, [DeploymentHook.lambdaFunction(functionIn(stack, 'Smoke'), {
      stages: [POST_SCALE_UP], details, timeout: Duration.hours(1), onTimeout: HookTimeoutAction.CONTINUE,
    })]));
    expect(hook).toMatchObject({ hookDetails: details, timeoutConfiguration: { timeoutInMinutes: 60, action: 'CONTINUE' } });
  });

  test('is all that the role may call, each once', () => {
    const stack = new Stack();
    const [smoke, load] = ['Smoke', 'Load'].map((id) => functionIn(stack, id));
    bindHooks(stack, [
      DeploymentHook.lambdaFunction(smoke, { stages: [POST_SCALE_UP] }), DeploymentHook.lambdaFunction(smoke, { stages: [PRE_SCALE_UP] }),
      DeploymentHook.pause({ stages: [PRE_SCALE_UP] }), DeploymentHook.lambdaFunction(load, { stages: [POST_TEST_TRAFFIC_SHIFT] }),
    ]);
    const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies: [{ PolicyDocument }] } = theOnly(stack, 'AWS::IAM::Role').Properties;
    expect(PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: ['arn:aws:lambda:eu-west-1:111122223333:function:Smoke', 'arn:aws:lambda:eu-west-1:111122223333:function:Load'],
    }]);
    expect(AssumeRolePolicyDocument.Statement.map(({ Principal }: any) => Principal)).toEqual([{ Service: 'ecs.amazonaws.com' }]);
    expect(ManagedPolicyArns).toBeUndefined();
  });
});

describe('a pause', () => {
  test('needs neither a function nor a role', () => {
    const stack = new Stack();
    expect(stack.resolve(bindHooks(stack, [DeploymentHook.pause({ stages: [POST_TEST_TRAFFIC_SHIFT] })]))).toEqual([
      { targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] },
    ]);
    expect(propertiesOf(stack, 'AWS::IAM::Role')).toEqual([]);
  });

  test.each([
    ['a time', { timeout: Duration.hours(4) }, { timeoutInMinutes: 240 }],
    ['what happens after it', { onTimeout: HookTimeoutAction.CONTINUE }, { action: 'CONTINUE' }],
    ['both', { timeout: Duration.minutes(1), onTimeout: HookTimeoutAction.ROLLBACK }, { timeoutInMinutes: 1, action: 'ROLLBACK' }],
  ])('says %s where its user does, and leaves the rest to ECS', (_, options, timeoutConfiguration) => {
    const stack = new Stack();
    const [hook] = stack.resolve(bindHooks(stack, [DeploymentHook.pause({ stages: [PRE_SCALE_UP], ...options })]));
    expect(hook.timeoutConfiguration).toEqual(timeoutConfiguration);
  });
});

test('without hooks there is no role', () => {
  const stack = new Stack();
  expect([bindHooks(stack, []), resourcesOf(stack)]).toEqual([[], {}]);
});

test('what is known is told: fractions of minutes too, and nothing that only the deployment knows', () => {
  const stack = new Stack();
  const unknown = Duration.minutes(new CfnParameter(stack, 'Minutes', { type: 'Number' }).valueAsNumber);
  const stages = [POST_SCALE_UP];
  expect([
    DeploymentHook.pause({ stages }),
    DeploymentHook.pause({ stages, timeout: Duration.seconds(90) }),
    DeploymentHook.pause({ stages, timeout: unknown }),
    DeploymentHook.lambdaFunction(functionIn(stack, 'Smoke'), { stages, timeout: Duration.hours(1) }),
  ].map((hook) => hook._facts())).toEqual([
    { pause: true, stages, timeoutMinutes: undefined },
    { pause: true, stages, timeoutMinutes: 1.5 },
    { pause: true, stages, timeoutMinutes: undefined },
    { pause: false, stages, timeoutMinutes: 60 },
  ]);
});
