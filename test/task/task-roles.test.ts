import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Aspects, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { newStack, sentences } from './tasks';
import { TaskRoles } from '../../src/task/task-roles';
import { propertiesOf } from '../kit/stacks';

const SAME = 'error TaskRoles.SameRole: `` takes a role for the application and another for ECS, got one for both, with which the application could read every secret that ECS may; leave one out to have it made';

describe('generated roles', () => {
  test('are two, without permissions', () => {
    const stack = newStack();
    TaskRoles.generated()._bind(stack);

    expect(stack.node.children.map(({ node }) => node.id)).toEqual(['ExecutionRole', 'TaskRole']);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    expect(propertiesOf(stack, 'AWS::IAM::Role').map(({ Policies: policies, ManagedPolicyArns: arns }) => ({ policies, arns })))
      .toEqual([{}, {}]);
  });

  test('are ECS\'s to use, for this account and Region only', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
    TaskRoles.generated()._bind(stack);

    const trusts = propertiesOf(stack, 'AWS::IAM::Role').map(({ AssumeRolePolicyDocument: document }) => document.Statement);
    expect(trusts).toEqual([trusts[0], trusts[0]]);
    expect(trusts[0]).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '123456789012' },
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecs:eu-west-1:123456789012:*']] } },
      },
    }]);
  });

  test('keep grants apart: the execution role holds them itself, the task role as every role', () => {
    const stack = newStack();
    const { taskRole, executionRole } = TaskRoles.generated()._bind(stack);
    const statement = (name: string) => new iam.PolicyStatement({ actions: [`sqs:${name}`], resources: ['arn:aws:sqs:eu-west-1:123456789012:jobs'] });
    taskRole.addToPrincipalPolicy(statement('Task'));
    executionRole.addToPrincipalPolicy(statement('Execution'));

    expect(propertiesOf(stack, 'AWS::IAM::Policy').map(({ PolicyDocument: document }) => document.Statement[0].Action)).toEqual(['sqs:Task']);
    expect(propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies: policies }) => policies ?? []).map(({ PolicyDocument: document }) => document.Statement[0].Action))
      .toEqual(['sqs:Execution']);
  });

  test('take the boundary and the path that an app gives to all roles', () => {
    const stack = newStack();
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::123456789012:policy/boundary'));
    Aspects.of(stack).add({ visit: (node) => { if (node instanceof iam.CfnRole) node.path = '/teams/'; } });
    TaskRoles.generated()._bind(stack);

    expect(propertiesOf(stack, 'AWS::IAM::Role').map(({ PermissionsBoundary: boundary, Path: path }) => ({ boundary, path })))
      .toEqual(Array(2).fill({ boundary: 'arn:aws:iam::123456789012:policy/boundary', path: '/teams/' }));
  });

  test('of two services do not meet', () => {
    const stack = newStack();
    const roles = TaskRoles.generated();
    roles._bind(new Stack(stack, 'One'));
    roles._bind(new Stack(stack, 'Two'));

    expect(stack.node.findAll().filter((node) => node instanceof iam.Role)).toHaveLength(4);
  });
});

describe('existing roles', () => {
  test('are used as they are', () => {
    const stack = newStack();
    const taskRole = iam.Role.fromRoleName(stack, 'Task', 'task');
    const executionRole = iam.Role.fromRoleName(stack, 'Execution', 'execution');
    const roles = TaskRoles.existing({ taskRole, executionRole });

    expect(roles._findings()).toEqual([]);
    expect(roles._bind(stack)).toEqual({ taskRole, executionRole });
  });

  test.each([['taskRole', 'ExecutionRole'], ['executionRole', 'TaskRole']])('with only a %s get the other made', (given, made) => {
    const stack = newStack();
    const role = iam.Role.fromRoleName(stack, 'Own', 'own');
    TaskRoles.existing({ [given]: role })._bind(stack);

    expect(stack.node.children.map(({ node }) => node.id)).toEqual(['Own', made]);
  });

  test('are not one for both', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

    expect(sentences(TaskRoles.existing({ taskRole: role, executionRole: role })._findings())).toEqual([SAME]);
  });

  test('are not one for both, imported twice', () => {
    const stack = newStack();
    const imported = (id: string) => iam.Role.fromRoleArn(stack, id, 'arn:aws:iam::123456789012:role/app');

    expect(sentences(TaskRoles.existing({ taskRole: imported('One'), executionRole: imported('Two') })._findings())).toEqual([SAME]);
  });

  test('may differ at deployment only', () => {
    const stack = newStack();
    const imported = (id: string) => iam.Role.fromRoleArn(stack, id, new CfnParameter(stack, `${id}Arn`).valueAsString);

    expect(TaskRoles.existing({ taskRole: imported('One'), executionRole: imported('Two') })._findings()).toEqual([]);
  });
});
