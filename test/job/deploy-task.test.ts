import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnOutput, CfnParameter, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import {
  CapacityStrategy, DeploymentHook, DeploymentStage, DeployTask, DeployTaskProps, FargateSpotService, Rollout, TaskBlueprint, TaskLogging,
} from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const RUN = 'Custom::EcsDeployTask';
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/migrate:1.0');
const task = TaskBlueprint.container({ image, command: ['migrate'] });

interface Place { readonly stack: Stack; readonly vpc: ec2.Vpc; readonly cluster: ecs.Cluster }

function migrating(props: Partial<DeployTaskProps> = {}, place: Place = platformStack()) {
  return { ...place, migrate: new DeployTask(place.stack, 'Migrate', { cluster: place.cluster, task, ...props }) };
}

function webIn({ cluster, stack }: Pick<Place, 'stack' | 'cluster'>, id: string = 'Web'): FargateSpotService {
  return new FargateSpotService(stack, id, { cluster, task: TaskBlueprint.container({ image, port: 8080 }) });
}

function splunkIn(stack: Stack): ecs.LogDriver {
  const secretToken = ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Splunk', 'splunk'));
  return ecs.LogDrivers.splunk({ url: 'https://example.com', secretToken });
}

/** Text with references, as CloudFormation puts it together. */
function textOf(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(textOf).join('');
  return `<${value.Ref ?? value['Fn::GetAtt'].join('.')}>`;
}

function planIn(stack: Stack): any {
  return JSON.parse(textOf(theOnly(stack, RUN).Properties.Plan));
}

function statementsIn(stack: Stack, id: RegExp): any[] {
  const [policy] = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).filter(([name]) => id.test(name)).map(([, resource]) => resource);
  return policy.Properties.PolicyDocument.Statement;
}

describe('what CloudFormation is told', () => {
  test('of a task on Fargate, on demand, in private subnets', () => {
    const { stack } = migrating();
    expect(planIn(stack)).toEqual({
      id: expect.stringMatching(/^c8[0-9a-f]{40}$/),
      run: {
        cluster: expect.stringMatching(/^<Cluster[^.]*\.Arn>$/),
        taskDefinition: expect.stringMatching(/^<MigrateTaskDefinition[^.]*>$/),
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [expect.stringMatching(/PrivateSubnet1/), expect.stringMatching(/PrivateSubnet2/)],
            securityGroups: [expect.stringMatching(/^<MigrateSecurityGroup.*\.GroupId>$/)],
            assignPublicIp: 'DISABLED',
          },
        },
        enableExecuteCommand: false,
        enableECSManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      },
      inputs: {},
      timeoutSeconds: 900,
      logLines: 20,
      main: 'app',
      essential: ['app'],
      logs: { app: { group: expect.stringMatching(/^<MigrateLogGroup.*>$/), prefix: 'ecs' } },
    });
  });

  test('of what its user says', () => {
    const { stack } = migrating({
      timeout: Duration.minutes(40), logLines: 5, inputs: { migrations: '3f2a' }, overrides: [{ command: ['up'], environment: { MODE: 'safe' }, cpu: 128 }],
    });
    expect(planIn(stack)).toMatchObject({
      run: { overrides: { containerOverrides: [{ name: 'app', command: ['up'], environment: [{ name: 'MODE', value: 'safe' }], cpu: 128 }] } },
      inputs: { migrations: '3f2a' },
      timeoutSeconds: 2400,
      logLines: 5,
    });
  });

  test('of the containers that are there when the template is written, the main one first', () => {
    const { stack, migrate } = migrating({
      task: TaskBlueprint.containers({ containers: [{ image, name: 'warmup', essential: false }, { image, name: 'migrate' }] }),
    });
    migrate.taskDefinition.addContainer('router', { image, logging: splunkIn(stack) });
    const { essential, logs: found, main } = planIn(stack);
    expect([main, essential, Object.keys(found)]).toEqual(['migrate', ['migrate', 'router'], ['migrate']]);
  });

  test.each([[undefined, '1200'], [Duration.minutes(1), '360'], [Duration.minutes(55), '3600']])('to wait five minutes longer than %p', (timeout, seconds) => {
    const { stack } = migrating({ timeout });
    expect(theOnly(stack, RUN).Properties.ServiceTimeout).toBe(seconds);
  });

  test('no value of a secret', () => {
    const place = platformStack();
    const secret = new secretsmanager.Secret(place.stack, 'Password');
    const { stack } = migrating({ task: TaskBlueprint.container({ image, secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) } }) }, place);
    expect(JSON.stringify(planIn(stack))).not.toMatch(/PASSWORD|Password/);
    expect(JSON.stringify(resourcesOf(stack))).not.toContain('{{resolve:');
  });
});

describe('the services named', () => {
  test('wait, each with its CfnService alone, and others do not', () => {
    const place = platformStack();
    const [web, api] = ['Web', 'Api'].map((id) => webIn(place, id));
    const { stack } = migrating({ runBefore: [web] }, place);
    const [run] = Object.keys(resourcesOf(stack, RUN));
    const waiting = Object.entries(resourcesOf(stack)).filter(([, { DependsOn }]) => DependsOn?.includes(run)).map(([id]) => id);
    expect(waiting).toEqual([stack.getLogicalId(web.service.node.defaultChild as ecs.CfnService)]);
    expect(api.node.path).toBe('Stack/Api');
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('may be L2s', () => {
    const place = platformStack();
    const taskDefinition = new ecs.FargateTaskDefinition(place.stack, 'Task');
    taskDefinition.addContainer('app', { image });
    const plain = new ecs.FargateService(place.stack, 'Plain', { cluster: place.cluster, taskDefinition, minHealthyPercent: 100 });
    const { stack } = migrating({ runBefore: [plain] }, place);
    expect(theOnly(stack, 'AWS::ECS::Service').DependsOn).toContain(Object.keys(resourcesOf(stack, RUN))[0]);
  });

  test('of another stack wait with their stack', () => {
    const place = platformStack();
    const services = new Stack(place.stack.node.root as App, 'Services');
    const web = webIn({ stack: services, cluster: place.cluster });
    migrating({ runBefore: [web] }, place);
    expect(services.dependencies.map(({ stackName }) => stackName)).toEqual(['Stack']);
  });

  test('of a nested stack wait with it', () => {
    const place = platformStack();
    const nested = new NestedStack(place.stack, 'Nested');
    const { stack } = migrating({ runBefore: [webIn({ stack: nested, cluster: place.cluster })] }, place);
    expect(theOnly(stack, 'AWS::CloudFormation::Stack').DependsOn).toContain(Object.keys(resourcesOf(stack, RUN))[0]);
  });

  test('are refused where nothing could wait', () => {
    const place = platformStack();
    const imported = ecs.FargateService.fromFargateServiceAttributes(place.stack, 'Imported', { cluster: place.cluster, serviceName: 'web' });
    const stage = new Stage(place.stack.node.root, 'Prod');
    const elsewhere = webIn(platformStackIn(stage));
    expect(() => migrating({ runBefore: [imported as any, elsewhere] }, place)).toThrow([
      'DeployTask at Stack/Migrate has 2 problems:',
      '  DeployTask.ImportedService: `runBefore[0]` must be a service of this app, got Stack/Imported, in which there is none; an imported one does not wait',
      '  DeployTask.OtherStage: `runBefore[1]` is of the same stage as the task, got Prod/Stack/Web, which is deployed apart; make a task there',
    ].join('\n'));
    expect(place.stack.node.tryFindChild('Migrate')).toBeUndefined();
  });

  test('are refused in a stack that comes first', () => {
    const place = platformStack();
    const later = new Stack(place.stack.node.root as App, 'Later');
    later.addStackDependency(place.stack);
    expect(() => new DeployTask(later, 'Migrate', { cluster: place.cluster, task, runBefore: [webIn(place)] })).toThrow(
      'DeployTask.Circle: `runBefore[0]` is in a stack that comes later, got Stack/Web, for whose stack that of the task waits; make the task there');
  });

  test.each<[string, unknown, string]>([
    ['nothing of a construct', {}, 'something else'],
    ['nothing at all', { node: undefined }, 'something else'],
  ])('are refused where they are %s', (_, nobody, got) => {
    expect(() => migrating({ runBefore: [nobody as any] })).toThrow(
      `DeployTask.ImportedService: \`runBefore[0]\` must be a service of this app, got ${got}, in which there is none; an imported one does not wait`);
  });

  test.each<[string, (web: FargateSpotService, services: Place) => Partial<DeployTaskProps>]>([
    ['cluster', (_, { cluster }) => ({ cluster })],
    ['task definition', (web) => ({ task: TaskBlueprint.existing(web.taskDefinition) })],
  ])('are refused in the stack of its %s', (_, props) => {
    const place = platformStack();
    const services = platformStackIn(place.stack.node.root as App, 'Services');
    const web = webIn(services);
    expect(() => migrating({ runBefore: [web], ...props(web, services) }, place)).toThrow(
      'DeployTask.Circle: `runBefore[0]` is in a stack that comes later, got Services/Web, for whose stack that of the task waits; make the task there');
  });

  test('are refused at synth in a nested stack of which the task needs anything', () => {
    const place = platformStack();
    const nested = new NestedStack(place.stack, 'Nested');
    const { queueUrl } = new sqs.Queue(nested, 'Queue', { enforceSSL: true });
    const { stack } = migrating({
      runBefore: [webIn({ stack: nested, cluster: place.cluster })], task: TaskBlueprint.container({ image, environment: { QUEUE: queueUrl } }),
    }, place);
    expect(() => (stack.node.root as App).synth()).toThrow('DeployTask.Circle: `runBefore` holds services that nothing of the task waits for, '
      + 'got Stack/Nested/Web/Service/Service, which it needs, or the nested stack of one of them does, since those wait as a whole; have the task do without it, or leave it out');
  });

  test('are refused at synth where anything of the task\'s nested stack needs them', () => {
    const place = platformStack();
    const web = webIn(place);
    const nested = new NestedStack(place.stack, 'Nested');
    new CfnOutput(nested, 'Service', { value: web.service.serviceName });
    migrating({ runBefore: [web] }, { ...place, stack: nested });
    expect(() => (place.stack.node.root as App).synth()).toThrow('DeployTask.Circle: `runBefore` holds services that nothing of the task waits for, '
      + 'got Stack/Web/Service/Service, which it needs, or the nested stack of one of them does, since those wait as a whole; have the task do without it, or leave it out');
  });

  test('are refused at synth where the task needs them', () => {
    const place = platformStack();
    const web = webIn(place);
    const { stack } = migrating({
      runBefore: [web], task: TaskBlueprint.container({ image, environment: { SERVICE: web.service.serviceName } }),
    }, place);
    expect(() => (stack.node.root as App).synth()).toThrow(
      'DeployTask.Circle: `runBefore` holds services that nothing of the task waits for, got Stack/Web/Service/Service, which it needs; have the task do without it, or leave it out');
  });
});

describe('the run waits', () => {
  test('for the policies of its function and its roles', () => {
    const place = platformStack();
    const { stack, migrate } = migrating({}, place);
    new sqs.Queue(stack, 'Queue').grantSendMessages(migrate);
    expect(theOnly(stack, RUN).DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^MigrateRunPolicy/), expect.stringMatching(/^MigrateTaskRoleDefaultPolicy/), expect.stringMatching(/^MigrateExecutionRole/),
    ]));
  });

  test('for the rules of security groups that open its way, wherever they are made', () => {
    const place = platformStack();
    const { stack, migrate } = migrating({}, place);
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc: place.vpc });
    const unrelated = new ec2.SecurityGroup(stack, 'Unrelated', { vpc: place.vpc });
    unrelated.addIngressRule(database, ec2.Port.tcp(1));
    database.connections.allowFrom(migrate, ec2.Port.tcp(5432));
    const rules = Object.entries(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress')).map(([id, { Properties: { FromPort } }]) => [id, FromPort]);
    const [[own], [other]] = [rules.filter(([, port]) => port === 5432).map(([id]) => id), rules.filter(([, port]) => port === 1).map(([id]) => id)];
    expect(theOnly(stack, RUN).DependsOn).toContain(own);
    expect(theOnly(stack, RUN).DependsOn).not.toContain(other);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('for what it is to run after, and nothing else of the task does', () => {
    const { stack, migrate } = migrating();
    const queue = new sqs.Queue(stack, 'Queue');
    migrate.runAfter(queue);
    const id = stack.getLogicalId(queue.node.defaultChild as sqs.CfnQueue);
    const waiting = Object.values(resourcesOf(stack)).filter(({ DependsOn }) => DependsOn?.includes(id)).map(({ Type }) => Type);
    expect(waiting).toEqual([RUN]);
  });
});

describe('the function', () => {
  test('is one for all of a stack, which may wait for one another', () => {
    const place = platformStack();
    const { stack, migrate } = migrating({}, place);
    const seed = new DeployTask(stack, 'Seed', { cluster: place.cluster, task });
    seed.runAfter(migrate);
    expect(propertiesOf(stack, 'AWS::Lambda::Function').filter(({ Description }) => Description === 'Runs tasks to their end for deployments')).toEqual([
      expect.objectContaining({ Timeout: 900, Handler: 'index.handler' }),
    ]);
    expect(Object.keys(resourcesOf(stack, RUN))).toHaveLength(2);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('may run this task, watch and stop tasks of its cluster, read these streams and nothing else', () => {
    const { stack } = migrating();
    const statements = statementsIn(stack, /^MigrateRunPolicy/).map(({ Action, Condition, Resource }) => ({ Action, Condition, Resource: [Resource].flat().map(textOf) }));
    const arn = (rest: string) => expect.stringMatching(new RegExp(`^arn:<AWS::Partition>:${rest}$`));
    expect(statements).toEqual([
      { Action: ['ecs:DescribeTasks', 'ecs:StopTask'], Condition: undefined, Resource: [arn('ecs:<AWS::Region>:<AWS::AccountId>:task/<Cluster[^>]*>/\\*')] },
      { Action: 'ecs:ListTasks', Condition: { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] } } }, Resource: ['*'] },
      { Action: 'lambda:InvokeFunction', Condition: undefined, Resource: [expect.stringMatching(/^<DeployTaskHandlerFunction.*\.Arn>$/)] },
      { Action: 'logs:GetLogEvents', Condition: undefined, Resource: [arn('logs:<AWS::Region>:<AWS::AccountId>:log-group:<MigrateLogGroup[^>]*>:log-stream:ecs/app/\\*')] },
      { Action: 'ecs:RunTask', Condition: { ArnEquals: { 'ecs:cluster': expect.anything() } }, Resource: [arn('ecs:.*:task-definition/StackMigrateTaskDefinition[^:]*:\\*')] },
      {
        Action: 'iam:PassRole',
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        Resource: [expect.stringMatching(/^<MigrateExecutionRole.*\.Arn>$/), expect.stringMatching(/^<MigrateTaskRole.*\.Arn>$/)],
      },
      { Action: 'ecs:TagResource', Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } }, Resource: [arn('ecs:.*:task/<Cluster[^>]*>/\\*')] },
    ]);
  });

  test('may ask how its own stack is, and no other', () => {
    const { stack } = migrating();
    const [role] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('DeployTaskHandlerRole')).map(([, resource]) => resource);
    expect(role.Properties.Policies[0].PolicyDocument.Statement).toContainEqual(
      { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: { Ref: 'AWS::StackId' } });
  });

  test('may read no log that it is told to leave alone', () => {
    expect(JSON.stringify(statementsIn(migrating({ logLines: 0 }).stack, /^MigrateRunPolicy/))).not.toContain('GetLogEvents');
  });

  test('may read no log that is not in CloudWatch Logs', () => {
    const place = platformStack();
    const { stack } = migrating({ task: TaskBlueprint.container({ image, logging: TaskLogging.driver(splunkIn(place.stack)) }) }, place);
    expect(JSON.stringify(statementsIn(stack, /^MigrateRunPolicy/))).not.toContain('GetLogEvents');
    expect(planIn(stack).logs).toEqual({});
  });

  test('reads the logs of a task definition of one\'s own too', () => {
    const place = platformStack();
    const taskDefinition = new ecs.FargateTaskDefinition(place.stack, 'Task');
    const logGroup = new logs.LogGroup(place.stack, 'Logs');
    taskDefinition.addContainer('app', { image, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web', logGroup }) });
    const { stack } = migrating({ task: TaskBlueprint.existing(taskDefinition), overrides: [{ command: ['migrate'] }] }, place);
    expect(planIn(stack).logs.app.prefix).toBe('web');
    expect(statementsIn(stack, /^MigrateRunPolicy/).filter(({ Action }) => Action === 'logs:GetLogEvents').map(({ Resource }) => textOf(Resource))).toEqual([
      expect.stringMatching(/:log-group:<Logs[^>]*>:log-stream:web\/app\/\*$/),
    ]);
  });

  test('has a role with room for six tasks', () => {
    const many = (count: number) => {
      const { stack, cluster } = platformStack();
      Array.from({ length: count }, (_, index) => new DeployTask(stack, `Migrate${index}`, { cluster, task }));
      return stack;
    };
    expect(Annotations.fromStack(many(6)).findWarning('*', Match.anyValue())).toEqual([]);
    const [warning, ...others] = Annotations.fromStack(many(7)).findWarning('*', Match.anyValue());
    expect(others).toEqual([]);
    expect(warning.entry.data).toContain('`task` adds a policy to the role that all DeployTasks of the stack share, which takes 10240 characters, got about');
    expect(() => (many(12).node.root as App).synth()).toThrow(/DeployTask.RoleRoom: `task` adds a policy .* got at least 1\d{4} for 12 DeployTasks/);
  });

  test('is not counted where its role is made elsewhere', () => {
    const app = recommendedApp();
    iam.Role.customizeRoles(app, { preventSynthesis: false });
    const { stack, cluster } = platformStack(app);
    Array.from({ length: 10 }, (_, index) => new DeployTask(stack, `Migrate${index}`, { cluster, task }));
    expect(app.synth().getStackByName('Stack').messages.filter(({ entry }) => JSON.stringify(entry.data).includes('RoleRoom'))).toEqual([]);
  });
});

describe('as a hook', () => {
  const hooked = (props: Partial<DeployTaskProps> = {}) => {
    const { migrate, ...place } = migrating({ stage: DeploymentStage.PRE_SCALE_UP, ...props });
    const web = new FargateSpotService(place.stack, 'Web', {
      cluster: place.cluster, task: TaskBlueprint.container({ image }), rollout: Rollout.blueGreen({ hooks: [migrate.hook()] }),
    });
    return { ...place, migrate, web };
  };
  const serviceOf = (stack: Stack) => theOnly(stack, 'AWS::ECS::Service');

  test('is called at its stage, by a service that waits for what it needs', () => {
    const { stack, web, migrate } = hooked({ timeout: Duration.hours(2) });
    migrate.runAfter(new sqs.Queue(stack, 'Queue'));
    const { DependsOn: waits, Properties: { DeploymentConfiguration: { LifecycleHooks: [hook] } } } = serviceOf(stack);
    expect(hook).toMatchObject({
      LifecycleStages: ['PRE_SCALE_UP'],
      HookTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^DeployTaskHandlerFunction/), 'Arn'] },
      HookDetails: { StackId: { Ref: 'AWS::StackId' } },
      TimeoutConfiguration: { TimeoutInMinutes: 125 },
    });
    expect(JSON.parse(textOf(hook.HookDetails.Plan))).toMatchObject({ main: 'app', timeoutSeconds: 7200 });
    expect(waits).toEqual(expect.arrayContaining([expect.stringMatching(/^MigrateRunPolicy/), expect.stringMatching(/^MigrateTaskRole/), expect.stringMatching(/^Queue/)]));
    expect(resourcesOf(stack, RUN)).toEqual({});
    expect(web.node.path).toBe('Stack/Web');
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  const nonceIn = (stack: Stack) => serviceOf(stack).Properties.ForceNewDeployment.ForceNewDeploymentNonce;
  const nonceOf = (props: Partial<DeployTaskProps>) => JSON.stringify(nonceIn(hooked(props).stack));

  test('has the service deployed when the task, its inputs or its overrides change, and nothing else of it does', () => {
    const { stack } = hooked();
    const { EnableForceNewDeployment, ForceNewDeploymentNonce } = serviceOf(stack).Properties.ForceNewDeployment;
    expect(EnableForceNewDeployment).toBe(true);
    expect(ForceNewDeploymentNonce).toEqual({
      'Fn::Join': [' ', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: expect.stringMatching(/^MigrateTaskDefinition/) }] }] }, expect.stringMatching(/^[0-9a-f]{16}$/)]],
    });
    expect(nonceOf({ timeout: Duration.minutes(1), logLines: 1 })).toBe(nonceOf({}));
    const nonces = [{}, { inputs: { a: '1' } }, { inputs: { a: '2' } }, { overrides: [{ command: ['up'] }] }, { overrides: [{ command: ['down'] }] }].map(nonceOf);
    expect(new Set(nonces).size).toBe(5);
  });

  test.each<[string, Partial<DeployTaskProps>]>([
    ['inputs', { inputs: { everything: 'x'.repeat(5_000) } }],
    ['overrides', { overrides: [{ command: ['x'.repeat(5_000)] }] }],
  ])('has as much room for %s as there are', (_, props) => {
    expect(nonceIn(hooked(props).stack)).toEqual({
      'Fn::Join': [' ', [expect.anything(), expect.stringMatching(/^[0-9a-f]{16}$/)]],
    });
  });

  test('has the service deployed for what only the deployment knows', () => {
    const place = platformStack();
    const version = new CfnParameter(place.stack, 'Version').valueAsString;
    const migrate = new DeployTask(place.stack, 'Migrate', { cluster: place.cluster, task, stage: DeploymentStage.PRE_SCALE_UP, inputs: { version } });
    new FargateSpotService(place.stack, 'Web', { cluster: place.cluster, task, rollout: Rollout.blueGreen({ hooks: [migrate.hook()] }) });
    const [revision, digest, kept] = nonceIn(place.stack)['Fn::Join'][1];
    expect([revision, digest, kept]).toEqual([expect.objectContaining({ 'Fn::Select': expect.anything() }), expect.stringMatching(/^[0-9a-f]{16}$/), { Ref: 'Version' }]);
  });

  test('of several tasks has the service deployed for each', () => {
    const { cluster, stack } = platformStack();
    const tasks = [DeploymentStage.PRE_SCALE_UP, DeploymentStage.POST_SCALE_UP].map((stage, index) => new DeployTask(stack, `Task${index}`, { cluster, task, stage }));
    new FargateSpotService(stack, 'Web', { cluster, task, rollout: Rollout.blueGreen({ hooks: tasks.map((each) => each.hook()) }) });
    const nonce = JSON.stringify(nonceIn(stack));
    expect(nonce.match(/Task[01]TaskDefinition/g)).toEqual(['Task0TaskDefinition', 'Task1TaskDefinition']);
  });

  test('is of a task with a stage', () => {
    const { migrate } = migrating();
    expect(() => migrate.hook()).toThrow(
      'DeployTask.NoStage: `stage` names when the hook runs the task, got none, so that the stack update runs it; give the task a stage');
  });

  test('is of one service', () => {
    const { cluster, migrate, stack } = hooked();
    expect(() => new FargateSpotService(stack, 'Api', {
      cluster, task: TaskBlueprint.container({ image }), rollout: Rollout.canary({ hooks: [migrate.hook()] }),
    })).toThrow('DeployTask.TwoServices: `hook()` is for one service, Stack/Web/Service/Service has it, got Stack/Api/Service/Service; make a DeployTask for each');
  });

  test('is of a service of its stack', () => {
    const { cluster, migrate, stack } = migrating({ stage: DeploymentStage.POST_SCALE_UP });
    const other = new Stack(stack.node.root as App, 'Other');
    expect(() => new FargateSpotService(other, 'Api', {
      cluster, task: TaskBlueprint.container({ image }), rollout: Rollout.linear({ hooks: [migrate.hook()] }),
    })).toThrow('DeployTask.OtherStack: `hook()` is for a service of the task\'s stack, whose rollback it has to notice, got Other/Api/Service/Service; make the task there');
  });

  test('is refused at synth where no service has it', () => {
    const { migrate, stack } = migrating({ stage: DeploymentStage.POST_SCALE_UP });
    expect(migrate.hook()).toBeInstanceOf(DeploymentHook);
    expect(() => (stack.node.root as App).synth()).toThrow(
      'DeployTask.NoHook: `stage` has the task run by the rollout of a service that takes `hook()` among its hooks, got no such service; ' +
      'put it into the `hooks` of Rollout.blueGreen(), linear() or canary(), or leave `stage` out');
  });
});

describe('it refuses', () => {
  test('everything that is wrong at once, before any resource exists', () => {
    const place = platformStack();
    expect(() => migrating({
      stage: DeploymentStage.PRODUCTION_TRAFFIC_SHIFT, runBefore: [webIn(place)], timeout: Duration.days(2), logLines: -1, overrides: [{ container: 'nobody' }],
    }, place)).toThrow([
      'DeployTask at Stack/Migrate has 5 problems:',
      '  ContainerOverrides.UnknownContainer: `overrides[0].container` names a container of the task, which has app, got \'nobody\'',
      '  DeployTask.Timeout: `timeout` takes whole minutes from 1 to 1435, got 2880; the nearest is 1435; ' +
        'start the task outside of the deployment with JobTask.runCommand()',
      '  DeployTask.LogLines: `logLines` takes whole numbers from 0 to 50, got -1; the nearest is 0',
      '  DeployTask.Stage: `stage` is one that each deployment comes by once, PRE_SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT or POST_PRODUCTION_TRAFFIC_SHIFT, got PRODUCTION_TRAFFIC_SHIFT',
      '  DeployTask.TwoMoments: `runBefore` is for tasks that a stack update runs, got it with `stage` PRODUCTION_TRAFFIC_SHIFT, at which a deployment runs them; leave one of them out',
    ].join('\n'));
    expect(place.stack.node.tryFindChild('Migrate')).toBeUndefined();
    expect(place.stack.node.tryFindChild('DeployTaskHandler')).toBeUndefined();
  });

  test.each<[string, (unit: number) => Duration]>([
    ['seconds', Duration.seconds], ['minutes', Duration.minutes],
  ])('%s that only the deployment knows', (_, duration) => {
    const place = platformStack();
    const timeout = duration(new CfnParameter(place.stack, 'Time', { type: 'Number' }).valueAsNumber);
    expect(() => migrating({ timeout }, place)).toThrow(
      'DeployTask.Timeout: `timeout` has to be known at synth, since 5 minutes in which the task is stopped are added to it, got a token; write the number');
  });

  test('nothing else that only the deployment knows', () => {
    const place = platformStack();
    const lines = new CfnParameter(place.stack, 'Lines', { type: 'Number', default: 3 }).valueAsNumber;
    const { stack } = migrating({ logLines: lines }, place);
    expect(textOf(theOnly(stack, RUN).Properties.Plan)).toContain('"logLines":<Lines>');
  });

  test('no task definition of another stack, and warns of it', () => {
    const place = platformStack();
    const services = platformStackIn(place.stack.node.root as App, 'Services');
    const { stack } = migrating({ task: TaskBlueprint.existing(webIn(services).taskDefinition) }, place);
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
    expect(warnings).toEqual([expect.stringContaining('`task` is of the stack that starts it, got a task definition of Services, whose next revision, '
      + 'with another image for one, fails the update of that stack as long as Stack uses this one; start it from there, or describe a task of its own here')]);
  });

  test('no Spot, and warns of it', () => {
    const { stack } = migrating({ capacity: CapacityStrategy.fargateSpot({ onDemandWeight: 1, spotWeight: 1 }) });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
    expect(warnings).toEqual([expect.stringContaining('`capacity` may take the task away at two minutes\' notice, and the deployment fails with it')]);
  });
});

test('grants, groups and logs are those of the task', () => {
  const { migrate, stack } = migrating();
  expect(migrate.grantPrincipal).toBe(migrate.taskRole.grantPrincipal);
  expect(migrate.executionRole).toBe(migrate.taskDefinition.executionRole);
  expect(migrate.connections.securityGroups).toHaveLength(1);
  expect(migrate.logGroup?.node.path).toBe('Stack/Migrate/LogGroup');
  expect(stack.node.tryFindChild('DeployTaskHandler')).toBeDefined();
});

function platformStackIn(stage: Stage, id: string = 'Stack'): Place {
  const stack = new Stack(stage, id);
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  return { stack, vpc, cluster: new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true }) };
}
