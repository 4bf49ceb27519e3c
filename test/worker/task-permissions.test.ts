import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { grantWork } from '../../src/worker/task-permissions';
import { propertiesOf, theOnly } from '../kit/stacks';
import { warnings } from '../traffic/setting';

const TAKE = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const PROTECT = ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'];
const ENV = { account: '111122223333', region: 'eu-west-1' };

type RoleOf = (stack: Stack) => iam.IRole;
const own: RoleOf = (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
const imported = (options: iam.FromRoleArnOptions): RoleOf => (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/email', options);

function granted(roleOf: RoleOf, { keyed = false, isProtected = false } = {}) {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const key = keyed ? new kms.Key(stack, 'Key') : undefined;
  const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key });
  const cluster = ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/platform');
  grantWork(new Construct(stack, 'Worker'), roleOf(stack), { queue, protectedIn: isProtected ? cluster : undefined });
  return {
    stack,
    queueArn: stack.resolve(queue.queueArn),
    keyArn: key && stack.resolve(key.keyArn),
    statements: propertiesOf(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument: document }) => document.Statement),
  };
}

const allow = (actions: string | string[], resource: unknown) => ({ Effect: 'Allow', Action: actions, Resource: resource });
const THE_TASKS = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecs:eu-west-1:111122223333:task/platform/*']] };

describe('a role that takes policies', () => {
  test.each<[string, RoleOf]>([['of this app', own], ['imported', imported({})]])('%s may take messages of this queue, and send none', (_, roleOf) => {
    const { queueArn, stack, statements } = granted(roleOf);

    expect(statements).toEqual([allow(TAKE, queueArn)]);
    expect(warnings(stack)).toEqual([]);
  });

  test('may protect the tasks of this cluster, and of no other', () => {
    const { queueArn, statements } = granted(own, { isProtected: true });

    expect(statements).toEqual([allow(TAKE, queueArn), allow(PROTECT, THE_TASKS)]);
  });

  test('may decrypt with the key of the queue, and not encrypt', () => {
    const { keyArn, queueArn, statements } = granted(own, { keyed: true });

    expect(statements).toEqual([allow(TAKE, queueArn), allow('kms:Decrypt', keyArn)]);
  });

  test('is acknowledged for all tasks of the cluster, whose names nobody knows before they run', () => {
    const { stack } = granted(own, { isProtected: true });
    stack.node.findAll().forEach(({ node }) => node.validate());
    const acknowledged = stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:acknowledged-rules');

    expect([...new Set(acknowledged.flatMap(({ data }) => Object.keys(data)))]).toEqual([
      'Annotation::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:eu-west-1:111122223333:task/platform/*]',
    ]);
  });
});

describe('a role that stays as it is', () => {
  const text = (actions: string[]) => expect.stringContaining(`\`task\` has a role that takes no policies from this app; let it ${actions.join(', ')} where it is made, and acknowledge this`);
  const fixed = imported({ mutable: false });
  const named = imported({ mutable: false, addGrantsToResources: true });

  test.each<[string, RoleOf, { keyed?: boolean; isProtected?: boolean }, string[]]>([
    ['all of it', fixed, { keyed: true, isProtected: true }, [...TAKE, 'kms:Decrypt', ...PROTECT]],
    ['no key where there is none, nor protection', fixed, {}, TAKE],
    ['what no policy of a resource can say', named, { keyed: true, isProtected: true }, PROTECT],
  ])('is told what it needs: %s', (_, roleOf, options, actions) => {
    const { stack, statements } = granted(roleOf, options);

    expect(warnings(stack)).toEqual([text(actions)]);
    expect(statements).toEqual([]);
  });

  test('needs nothing that the queue and its key say themselves', () => {
    const { queueArn, stack } = granted(named, { keyed: true });
    const isOfRole = { Principal: { AWS: 'arn:aws:iam::111122223333:role/email' } };

    expect(warnings(stack)).toEqual([]);
    expect(theOnly(stack, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement).toEqual([{ ...allow(TAKE, queueArn), ...isOfRole }]);
    expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement).toContainEqual({ ...allow('kms:Decrypt', '*'), ...isOfRole });
  });
});
