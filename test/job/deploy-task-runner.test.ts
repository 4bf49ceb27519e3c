import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeployTaskPlan, logsOf, renderPlan } from '../../src/job/deploy-task-plan';
import { runnerOf } from '../../src/job/deploy-task-runner';
import { RunnableTask } from '../../src/job/runnable-task';
import { TaskLaunch } from '../../src/job/task-launch';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/migrate:1.0');
const LAUNCH: Omit<TaskLaunch, 'taskDefinitionArn'> = {
  clusterArn: CLUSTER,
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
  awsvpc: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  placementStrategy: [],
  enableExecuteCommand: false,
};
const PLAN: DeployTaskPlan = { inputs: {}, overrides: [], timeout: Duration.minutes(15), logLines: 20 };

function stackHere(): Stack {
  return new Stack(recommendedApp(), 'Here', { env: HERE });
}

function taskOf(taskDefinition: ecs.TaskDefinition, launch: Partial<TaskLaunch> = {}): RunnableTask {
  const task: Pick<RunnableTask, 'grantRun' | 'launch' | 'mainContainer' | 'taskDefinition'> = {
    taskDefinition,
    get mainContainer() { return taskDefinition.defaultContainer!.containerName; },
    launch: { ...LAUNCH, taskDefinitionArn: 'arn:definition', ...launch },
    grantRun: ({ grantPrincipal }) => {
      grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecs:RunTask'], resources: [`arn:definition/${taskDefinition.family}`] }));
    },
  };
  return task as RunnableTask;
}

/** A task definition that logs where the function may read. */
function definitionIn(scope: Construct, family: string, containers: Record<string, Partial<ecs.ContainerDefinitionOptions>>): ecs.TaskDefinition {
  const definition = new ecs.FargateTaskDefinition(scope, `Task-${family}`, { family });
  Object.entries(containers).forEach(([name, options]) => definition.addContainer(name, { image, ...options }));
  return definition;
}

function logTo(scope: Construct, name: string, streamPrefix: string): ecs.LogDriver {
  return ecs.LogDrivers.awsLogs({ streamPrefix, logGroup: logs.LogGroup.fromLogGroupName(scope, name, name) });
}

describe('the plan', () => {
  function planOf(stack: Stack, task: RunnableTask, plan: Partial<DeployTaskPlan> = {}): any {
    return JSON.parse(stack.resolve(renderPlan(stack, task, { ...PLAN, ...plan })));
  }

  test('is a request of RunTask, what is watched, and how long', () => {
    const stack = stackHere();
    const task = taskOf(definitionIn(stack, 'migrate', { app: { logging: logTo(stack, 'shop', 'ecs') } }));
    expect(planOf(stack, task, { inputs: { version: '7' } })).toEqual({
      id: stack.node.addr,
      run: {
        cluster: CLUSTER,
        taskDefinition: 'arn:definition',
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' } },
        enableExecuteCommand: false,
        enableECSManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      },
      inputs: { version: '7' },
      timeoutSeconds: 900,
      logLines: 20,
      main: 'app',
      essential: ['app'],
      logs: { app: { group: 'shop', prefix: 'ecs' } },
    });
  });

  test('places a task on instances, and changes what its user says', () => {
    const stack = stackHere();
    const placementStrategy = [{ type: 'binpack', field: 'CPU' }];
    const task = taskOf(definitionIn(stack, 'migrate', { app: {} }), { awsvpc: undefined, placementStrategy });
    const { run } = planOf(stack, task, { overrides: [{ command: ['up'] }] });
    expect(run).toMatchObject({ placementStrategy, overrides: { containerOverrides: [{ name: 'app', command: ['up'] }] } });
    expect(run).not.toHaveProperty('networkConfiguration');
  });

  test('names the containers that count by the end of synth, the main one first', () => {
    const stack = stackHere();
    const definition = definitionIn(stack, 'migrate', { agent: { essential: false }, router: {}, app: {} });
    definition.defaultContainer = definition.findContainer('app');
    const text = renderPlan(stack, taskOf(definition), PLAN);
    definition.addContainer('later', { image });
    expect(JSON.parse(stack.resolve(text))).toMatchObject({ main: 'app', essential: ['app', 'router', 'later'] });
  });
});

test('logs are those in CloudWatch Logs, of containers that count', () => {
  const stack = stackHere();
  const definition = definitionIn(stack, 'migrate', {
    app: { logging: logTo(stack, 'shop', 'ecs') },
    agent: { logging: logTo(stack, 'agents', 'ecs'), essential: false },
    router: { logging: ecs.LogDrivers.firelens({}) },
    silent: {},
    proxy: { logging: logTo(stack, 'proxies', 'envoy') },
  });
  expect(logsOf(definition)).toEqual([{ container: 'app', group: 'shop', prefix: 'ecs' }, { container: 'proxy', group: 'proxies', prefix: 'envoy' }]);
});

describe('the function', () => {
  type Containers = Parameters<typeof definitionIn>[2];

  function runnerIn(scope: Construct, family: string, readsLogs: boolean, containers: Containers) {
    const cluster = scope.node.tryFindChild('Cluster') as ecs.ICluster ?? ecs.Cluster.fromClusterArn(scope, 'Cluster', CLUSTER);
    const definition = definitionIn(scope, family, containers);
    return runnerOf(new Construct(scope, family), { runnable: taskOf(definition), cluster, readsLogs });
  }

  const logging = (stack: Stack): Containers => ({ app: { logging: logTo(stack, '/shop', 'ecs') } });
  /** By the task that they are for. */
  const policiesIn = (stack: Stack) => Object.fromEntries(Object.values(resourcesOf(stack, 'AWS::IAM::Policy'))
    .filter(({ Properties: { PolicyName: name } }) => /RunPolicy/.test(name))
    .map(({ Properties: { PolicyDocument: { Statement: statements }, Roles: roles } }) => [statements.at(-1).Resource, { statements, roles }]));
  const allows = (action: string | string[], resource: any, condition?: object) => (
    { Effect: 'Allow', Action: action, Resource: resource, ...condition && { Condition: condition } });

  test('may look after tasks of this cluster, call itself, read the logs of what it starts and start it, and nothing else', () => {
    const stack = stackHere();
    const { function: handler } = runnerIn(stack, 'migrate', true, logging(stack));
    expect(policiesIn(stack)['arn:definition/migrate'].statements).toEqual([
      allows(['ecs:DescribeTasks', 'ecs:StopTask'], 'arn:aws:ecs:eu-west-1:111122223333:task/shop/*'),
      allows('ecs:ListTasks', '*', { ArnEquals: { 'ecs:cluster': CLUSTER } }),
      allows('lambda:InvokeFunction', stack.resolve(handler.functionArn)),
      allows('logs:GetLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop:log-stream:ecs/app/*'),
      allows('ecs:RunTask', 'arn:definition/migrate'),
    ]);
  });

  test.each<[string, boolean, (stack: Stack) => Containers]>([
    ['is told not to', false, logging], ['finds none', true, () => ({ app: {} })],
  ])('reads no logs where it %s', (_what, readsLogs, containersIn) => {
    const stack = stackHere();
    runnerIn(stack, 'migrate', readsLogs, containersIn(stack));
    const actions = policiesIn(stack)['arn:definition/migrate'].statements.flatMap(({ Action }: any) => Action);
    expect(actions).toEqual(['ecs:DescribeTasks', 'ecs:StopTask', 'ecs:ListTasks', 'lambda:InvokeFunction', 'ecs:RunTask']);
  });

  test('runs as long as Lambda lets it, and may ask how the stack is that waits for it', () => {
    const stack = stackHere();
    runnerIn(stack, 'migrate', true, {});
    expect(theOnly(stack, 'AWS::Lambda::Function').Properties).toMatchObject({ Timeout: 900, Handler: 'index.handler' });
    expect(theOnly(stack, 'AWS::Lambda::Function').Properties).not.toHaveProperty('Environment');
    const [{ PolicyDocument: document }] = propertiesOf(stack, 'AWS::IAM::Role').find(({ Policies }) => Policies !== undefined).Policies;
    expect(document.Statement).toContainEqual(allows('cloudformation:DescribeStacks', { Ref: 'AWS::StackId' }));
  });

  test('is one for a stack, with a policy for each task', () => {
    const stack = stackHere();
    const [migrate, seed] = [runnerIn(stack, 'migrate', true, {}), runnerIn(stack, 'seed', true, {})];
    expect(migrate.function).toBe(seed.function);
    const shared = [{ Ref: expect.stringMatching(/^DeployTaskHandlerRole/) }];
    expect(policiesIn(stack)).toMatchObject({ 'arn:definition/migrate': { roles: shared }, 'arn:definition/seed': { roles: shared } });
  });
});
