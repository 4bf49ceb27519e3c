import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { ecsOf } from '../../src/private/ecs-principal';
import { theOnly } from '../kit/stacks';

function trustIn(stack: Stack): any {
  new iam.Role(stack, 'Role', { assumedBy: ecsOf(stack) });
  return theOnly(stack, 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument.Statement;
}

test('is ECS, for this account and region where the request says whom it is for', () => {
  expect(trustIn(new Stack())).toEqual([{
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'ecs.amazonaws.com' },
    Condition: {
      StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLikeIfExists: {
        'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':*']] },
      },
    },
  }]);
});

test('is the one of the stack\'s own account, where that is known', () => {
  const [{ Condition }] = trustIn(new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'cn-north-1' } }));
  expect(Condition.StringEqualsIfExists).toEqual({ 'aws:SourceAccount': '111122223333' });
  expect(JSON.stringify(Condition.ArnLikeIfExists)).toContain(':ecs:cn-north-1:111122223333:*');
});
