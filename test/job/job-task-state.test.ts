import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { JobTaskState, JobTaskStateOptions } from '../../src/job/job-task-state';
import { RunnableTask } from '../../src/job/runnable-task';
import { StandaloneTask } from '../../src/job/standalone-task';
import { letSupervise, supervisionStatements } from '../../src/job/supervision-access';
import { propertiesOf, recommendedApp, theOnly } from '../kit/stacks';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';
const DEFINITION = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report:7';

const stackHere = () => new Stack(recommendedApp(), 'Here', { env: HERE });
const clusterIn = (stack: Stack) => ecs.Cluster.fromClusterArn(stack, 'Cluster', CLUSTER);

const SUPERVISES = [
  { Effect: 'Allow', Action: ['ecs:DescribeTasks', 'ecs:StopTask'], Resource: 'arn:aws:ecs:eu-west-1:111122223333:task/shop/*' },
  {
    Effect: 'Allow',
    Action: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
    Resource: 'arn:aws:events:eu-west-1:111122223333:rule/StepFunctionsGetEventsForECSTaskRule',
  },
];
const START = { Effect: 'Allow', Action: 'ecs:RunTask', Resource: DEFINITION };

function stateIn(stack: Stack, options: JobTaskStateOptions = {}): JobTaskState {
  const task: Pick<RunnableTask, 'launch' | 'mainContainer' | 'runStatements' | 'taskDefinition'> = {
    launch: {
      clusterArn: CLUSTER,
      taskDefinitionArn: DEFINITION,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      awsvpc: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
      placementStrategy: [],
      enableExecuteCommand: false,
    },
    mainContainer: 'app',
    runStatements: [new iam.PolicyStatement({ actions: ['ecs:RunTask'], resources: [DEFINITION] })],
    taskDefinition: new ecs.FargateTaskDefinition(stack, 'Report', { family: 'report' }),
  };
  return new JobTaskState(stack, 'Run', { cluster: clusterIn(stack) } as StandaloneTask, task as RunnableTask, options);
}

function renderedIn(stack: Stack, state: JobTaskState, queryLanguage?: sfn.QueryLanguage): any {
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(state), queryLanguage });
  return JSON.parse(theOnly(stack, 'AWS::StepFunctions::StateMachine').Properties.DefinitionString).States.Run;
}

const REQUEST = {
  Cluster: CLUSTER,
  TaskDefinition: DEFINITION,
  CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'DISABLED' } },
  EnableExecuteCommand: false,
  PropagateTags: 'TASK_DEFINITION',
};

describe('a state', () => {
  test('runs the task to its end, and waits for as long as the machine does', () => {
    const stack = stackHere();
    expect(renderedIn(stack, stateIn(stack))).toEqual({ End: true, Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: REQUEST });
  });

  test('takes paths of its input, keeps that, and gives up in time', () => {
    const stack = stackHere();
    const overrides = [{ command: sfn.JsonPath.listAt('$.arguments'), environment: { MODE: 'full', DAY: sfn.JsonPath.stringAt('$.day') } }];
    const state = renderedIn(stack, stateIn(stack, { overrides, timeout: Duration.hours(2), resultPath: '$.task' }));
    expect(state).toMatchObject({ TimeoutSeconds: 7200, ResultPath: '$.task' });
    expect(state.Parameters.Overrides).toEqual({
      ContainerOverrides: [{
        'Name': 'app',
        'Command.$': '$.arguments',
        'Environment': [{ Name: 'MODE', Value: 'full' }, { 'Name': 'DAY', 'Value.$': '$.day' }],
      }],
    });
  });

  test('has arguments instead where the machine speaks JSONata', () => {
    const stack = stackHere();
    const { Arguments, Parameters } = renderedIn(stack, stateIn(stack, { overrides: [{ command: ['{% $states.input.day %}'] }] }), sfn.QueryLanguage.JSONATA);
    expect([Arguments, Parameters]).toEqual([{ ...REQUEST, Overrides: { ContainerOverrides: [{ Name: 'app', Command: ['{% $states.input.day %}'] }] } }, undefined]);
  });

  test('has its machine start the task and look after it, and do nothing else', () => {
    const stack = stackHere();
    renderedIn(stack, stateIn(stack));
    const statements = propertiesOf(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument: document }) => document.Statement);
    expect(statements).toEqual([START, ...SUPERVISES]);
  });
});

describe('who looks after tasks of a cluster', () => {
  test('may describe and stop those, and have the rule of Step Functions told of their ends', () => {
    const stack = stackHere();
    const statements = supervisionStatements(stack, clusterIn(stack));
    expect(stack.resolve(new iam.PolicyDocument({ statements, minimize: true }))).toMatchObject({ Statement: SUPERVISES });
  });

  test('is a role, of this library or not', () => {
    const stack = stackHere();
    const cluster = clusterIn(stack);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    letSupervise(role, stack, cluster);
    letSupervise(iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/runs'), stack, cluster);
    expect(propertiesOf(stack, 'AWS::IAM::Policy').map(({ Roles, PolicyDocument: { Statement } }) => [Roles, Statement])).toEqual(expect.arrayContaining([
      [[{ Ref: expect.stringMatching(/^Role/) }], SUPERVISES], [['runs'], SUPERVISES],
    ]));
  });
});
