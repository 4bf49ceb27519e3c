import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Lazy, NestedStack, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ALARM, behind, imageTask, POLICY, QUEUE, statements, workerIn } from './queues';
import { CapacityStrategy, ContainerHealth, QueueAlarms, QueueWorker, QueueWorkerProps, RollbackAlarms, Rollout, TaskBlueprint, TaskRoles, WorkQueue } from '../../src';
import { importedCluster, newStack, plainCluster, platformIn } from '../cluster/services';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { fleetIn, managedIn, poolIn, taskOf } from '../service/instances';
import { warnings } from '../traffic/setting';

const SERVICE = 'AWS::ECS::Service';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

function containersIn(stack: Stack): any[] {
  return theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
}

function trackingIn(stack: Stack): any {
  const [{ TargetTrackingScalingPolicyConfiguration: tracking }] = propertiesOf(stack, POLICY).filter(({ PolicyType: type }) => type === 'TargetTrackingScaling');
  return tracking;
}

describe('with only its required props', () => {
  const { stack, worker } = workerIn();
  const service = theOnly(stack, SERVICE).Properties;

  test('one task runs on demand, and all others on Spot', () => {
    expect(service.CapacityProviderStrategy).toEqual([
      { CapacityProvider: 'FARGATE', Base: 1, Weight: 0 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
    ]);
    expect(worker.tasksByProvider(5)).toEqual([{ provider: 'FARGATE', tasks: 1 }, { provider: 'FARGATE_SPOT', tasks: 4 }]);
  });

  test('scaling has the number of tasks, from 1 to 10', () => {
    expect(service).not.toHaveProperty('DesiredCount');
    expect(theOnly(stack, TARGET).Properties).toMatchObject({ MinCapacity: 1, MaxCapacity: 10 });
    expect(worker).toMatchObject({ minTaskCount: 1, maxTaskCount: 10 });
  });

  test('the one policy tracks the messages of each running task, and never CPU', () => {
    expect(propertiesOf(stack, POLICY)).toHaveLength(1);
    const queueName = [{ Name: 'QueueName', Value: stack.resolve(worker.queue.queueName) }];
    const ofService = [
      { Name: 'ClusterName', Value: stack.resolve(platformName(stack)) }, { Name: 'ServiceName', Value: stack.resolve(worker.service.serviceName) },
    ];
    expect(trackingIn(stack)).toEqual({
      CustomizedMetricSpecification: {
        Metrics: [
          stat('waiting', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', queueName),
          stat('inFlight', 'AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', 'Maximum', queueName),
          stat('tasks', 'ECS/ContainerInsights', 'RunningTaskCount', 'Average', ofService),
          { Id: 'result', Expression: '(waiting + inFlight) / tasks', ReturnData: true },
        ],
      },
      // 120 / 5 that wait, and the one in work.
      TargetValue: 25,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    });
  });

  test('the tasks know the queue, and may take messages from it and protect themselves, and nothing else', () => {
    expect(containersIn(stack)[0].Environment).toEqual([{ Name: 'QUEUE_URL', Value: stack.resolve(worker.queue.queueUrl) }]);
    expect(statements(stack)).toEqual([
      {
        Action: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
        Effect: 'Allow',
        Resource: stack.resolve(worker.queue.queueArn),
      },
      {
        Action: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
        Effect: 'Allow',
        Resource: {
          'Fn::Join': ['', [
            'arn:', { Ref: 'AWS::Partition' }, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':task/', stack.resolve(platformName(stack)), '/*',
          ]],
        },
      },
    ]);
    expect(propertiesOf(stack, 'AWS::IAM::Policy').map(({ Roles: roles }) => roles)).toEqual([[stack.resolve(worker.taskRole.roleName)]]);
  });

  test('a task gets all of Spot\'s notice to finish its message', () => {
    expect(containersIn(stack)[0].StopTimeout).toBe(120);
  });

  test('failed and late messages set off an alarm', () => {
    expect(behind(stack, worker.deadLettersAlarm!.alarmArn)).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(worker.deadLetterQueue!.queueName) }],
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(behind(stack, worker.oldestMessageAlarm!.alarmArn)).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(worker.queue.queueName) }],
      Statistic: 'Maximum',
      Period: 60,
      // 120 that it may wait, 5 of work, 600 for scaling to answer.
      Threshold: 725,
      EvaluationPeriods: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(propertiesOf(stack, ALARM).map(({ AlarmName: name }) => name)).toEqual([undefined, undefined]);
  });

  test('nothing can come in, and nothing is said against it', () => {
    expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(service.LoadBalancers ?? []).toEqual([]);
    expect(service).not.toHaveProperty('HealthCheckGracePeriodSeconds');
    expect(warnings(stack)).toEqual([]);
  });

  test('its parts are there to be used', () => {
    expect(worker.service).toBeInstanceOf(ecs.FargateService);
    expect(worker.env).toBe(worker.service.env);
    expect(stack.resolve(worker.serviceRef.serviceArn)).toEqual(stack.resolve(worker.service.serviceArn));
    expect(worker.grantPrincipal).toBe(worker.taskRole.grantPrincipal);
    expect(worker.executionRole).toBe(worker.taskDefinition.executionRole);
    expect(worker.logGroup!.node.path).toBe('Stack/Email/LogGroup');
    expect(worker.rollbackAlarms).toEqual([]);
    expect(worker.rolloutPlan(4).peakTasks).toBe(8);
    expect(worker.metricBacklogPerTask({ label: 'Backlog' })).toMatchObject({ label: 'Backlog', expression: '(waiting + inFlight) / tasks' });
    expect(stack.resolve(worker.metricOldestMessage({ label: 'Age' }))).toMatchObject({
      label: 'Age', metricName: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: stack.resolve(worker.queue.queueName) },
    });
  });
});

function platformName(stack: Stack): string {
  return (stack.node.findChild('Platform').node.findChild('Cluster') as ecs.Cluster).clusterName;
}

function stat(id: string, namespace: string, name: string, statistic: string, dimensions: any[]): any {
  return { Id: id, MetricStat: { Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions }, Stat: statistic }, ReturnData: false };
}

describe('how many tasks', () => {
  test('several messages at once make room for as many times the backlog', () => {
    const { stack } = workerIn(() => ({ concurrency: 10 }));
    expect(trackingIn(stack).TargetValue).toBe(250);
  });

  test('a latency below the duration lets half as many wait as are in work', () => {
    const { stack } = workerIn(() => ({ acceptableLatency: Duration.seconds(30), messageDuration: Duration.minutes(1) }));
    expect(trackingIn(stack).TargetValue).toBe(1.5);
  });

  test('from 0, a step adds the first task once messages wait and none runs', () => {
    const { stack, worker } = workerIn(() => ({ tasks: { min: 0, max: 20 }, alarms: QueueAlarms.none() }));
    expect(theOnly(stack, TARGET).Properties).toMatchObject({ MinCapacity: 0, MaxCapacity: 20 });
    const [step] = propertiesOf(stack, POLICY).filter(({ PolicyType: type }) => type === 'StepScaling');
    expect(step.StepScalingPolicyConfiguration).toEqual({
      AdjustmentType: 'ChangeInCapacity', Cooldown: 300, StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    });
    const alarm = theOnly(stack, ALARM).Properties;
    expect(alarm).toMatchObject({ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 3 });
    expect(alarm).not.toHaveProperty('DatapointsToAlarm');
    expect(alarm.Metrics).toEqual([
      expect.objectContaining({ Expression: 'IF(tasks > 0 * waiting, 0, waiting)', ReturnData: true }),
      expect.objectContaining({ Id: 'waiting', MetricStat: expect.objectContaining({ Period: 60 }) }),
      expect.objectContaining({ Id: 'tasks', MetricStat: expect.objectContaining({ Period: 60 }) }),
    ]);
    expect(stack.resolve(worker.queue.queueName)).toEqual(alarm.Metrics[1].MetricStat.Metric.Dimensions[0].Value);
    expect(warnings(stack)).toEqual([]);
  });

  test('only tracking takes tasks away, which has no reason to while one message is in flight', () => {
    const { stack } = workerIn(() => ({ tasks: { min: 0, max: 20 } }));
    const steps = propertiesOf(stack, POLICY).flatMap(({ StepScalingPolicyConfiguration: step }) => step?.StepAdjustments ?? []);
    expect(steps.filter(({ ScalingAdjustment: change }: any) => change < 0)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => ecs.ICluster, string]>([
    ['a cluster with Container Insights', (stack) => plainCluster(stack, { containerInsightsV2: ecs.ContainerInsights.ENABLED, enableFargateCapacityProviders: true }),
      'ECS/ContainerInsights'],
    ['a cluster without them', (stack) => plainCluster(stack, { containerInsightsV2: ecs.ContainerInsights.DISABLED, enableFargateCapacityProviders: true }), 'AWS/ECS'],
    ['a cluster whose account decides', (stack) => plainCluster(stack, { enableFargateCapacityProviders: true }), 'AWS/ECS'],
    ['an imported cluster', importedCluster, 'AWS/ECS'],
  ])('tasks of %s are counted', (_, clusterOf, namespace) => {
    const { stack } = workerIn((scope) => ({ cluster: clusterOf(scope) }));
    expect(trackingIn(stack).CustomizedMetricSpecification.Metrics[2].MetricStat.Metric.Namespace).toBe(namespace);
  });
});

describe('where it runs', () => {
  test('on a pool of EC2 instances, packed, in the pool\'s cluster', () => {
    const { stack, worker } = workerIn((scope) => ({ capacity: CapacityStrategy.pool(poolIn(scope)), task: taskOf() }));
    const service = theOnly(stack, SERVICE).Properties;
    expect(worker.service).toBeInstanceOf(ecs.Ec2Service);
    expect(service.CapacityProviderStrategy).toEqual([{ CapacityProvider: { Ref: expect.stringMatching(/^PoolProvider/) }, Weight: 1 }]);
    expect(service.PlacementStrategies).toEqual([{ Type: 'binpack', Field: 'CPU' }]);
  });

  test('in each zone, with a placement of its user\'s', () => {
    const { stack } = workerIn((scope) => ({
      capacity: CapacityStrategy.zonal(fleetIn(scope)), task: taskOf(), placement: { strategies: [ecs.PlacementStrategy.packedByMemory()] },
    }));
    expect(theOnly(stack, SERVICE).Properties.PlacementStrategies).toEqual([{ Type: 'binpack', Field: 'MEMORY' }]);
  });

  test('on Managed Instances', () => {
    const { stack } = workerIn((scope) => ({ capacity: CapacityStrategy.managedInstances(managedIn(scope)), task: taskOf() }));
    expect(theOnly(stack, SERVICE).Properties.CapacityProviderStrategy).toEqual([{ CapacityProvider: { Ref: expect.stringMatching(/^Managed/) }, Weight: 1 }]);
  });

  test('the pool counts its tasks', () => {
    const stack = newStack();
    const pool = poolIn(stack, { instances: { min: 1, max: 1 } });
    workerIn(() => ({ capacity: CapacityStrategy.pool(pool), task: taskOf(), tasks: { min: 1, max: 3 } }), stack);
    new QueueWorker(stack, 'Other', {
      capacity: CapacityStrategy.pool(pool),
      task: taskOf(),
      tasks: { min: 1, max: 3 },
      acceptableLatency: Duration.minutes(1),
      messageDuration: Duration.seconds(1),
    });
    expect(warnings(stack).join('\n')).toContain('Stack/Email');
  });

  test('a placement on Fargate is refused', () => {
    expect(() => workerIn(() => ({ placement: { strategies: [ecs.PlacementStrategy.packedByCpu()] } })))
      .toThrow('PlacementOrder.Fargate: `placement.strategies` must be left out on Fargate, which has no instances to choose from; leave them out');
  });

  test('without a cluster and pools there is none to run in', () => {
    expect(() => workerIn(() => ({ cluster: undefined })))
      .toThrow('QueueWorker at Stack/Email has 1 problem:\n  Service.NoCluster: `cluster` must be named with a capacity that names no pools, got none');
  });
});

describe('running work', () => {
  test('gets as long to stop on demand as a message takes, up to two minutes', () => {
    const stopOf = (seconds: number) => {
      const { stack } = workerIn(() => ({ capacity: CapacityStrategy.fargate(), messageDuration: Duration.seconds(seconds) }));
      return containersIn(stack)[0].StopTimeout;
    };
    expect([5, 45, 3600].map(stopOf)).toEqual([undefined, 45, 120]);
  });

  test('gets all of the notice on Spot, however long a message takes', () => {
    expect(containersIn(workerIn(() => ({ messageDuration: Duration.seconds(45) })).stack)[0].StopTimeout).toBe(120);
  });

  test('gets the time that its user says', () => {
    const { stack } = workerIn(() => ({
      messageDuration: Duration.seconds(45), capacity: CapacityStrategy.fargate(), shutdown: { stop: Duration.seconds(60) },
    }));
    expect(containersIn(stack)[0].StopTimeout).toBe(60);
  });

  test('is as an existing task definition has it', () => {
    const { stack, worker } = workerIn((scope) => {
      const taskDefinition = new ecs.FargateTaskDefinition(scope, 'Task');
      taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), stopTimeout: Duration.seconds(90) });
      return { task: TaskBlueprint.existing(taskDefinition), capacity: CapacityStrategy.fargate(), messageDuration: Duration.seconds(45) };
    });
    expect(containersIn(stack)[0]).toMatchObject({
      StopTimeout: 90, Environment: [{ Name: 'QUEUE_URL', Value: stack.resolve(worker.queue.queueUrl) }],
    });
  });

  test('that is longer is warned about where nothing protects it', () => {
    const { stack } = workerIn(() => ({ messageDuration: Duration.minutes(10), taskProtection: false }));
    expect(warnings(stack)).toEqual([
      expect.stringContaining('`messageDuration` of 600 seconds is longer than the 120 seconds that a task has to stop, and `taskProtection` is off'),
      expect.stringContaining('`messageDuration` of 600 seconds is longer than the 120 seconds that a task has to stop, and no protection holds off Spot'),
    ]);
    expect(statements(stack).map(({ Action: action }) => [action].flat()[0])).toEqual(['sqs:ChangeMessageVisibility']);
  });

  test('on demand and protected is not', () => {
    const { stack } = workerIn(() => ({ messageDuration: Duration.minutes(10), capacity: CapacityStrategy.fargate() }));
    expect(warnings(stack)).toEqual([]);
  });
});

describe('an existing task definition of another stack', () => {
  const inStacks = (make: (stacks: { tasks: Stack; own: Stack }) => Partial<QueueWorkerProps>, nested = false) => {
    const app = recommendedApp();
    const tasks = new Stack(app, 'Tasks');
    const own = nested ? new NestedStack(tasks, 'Own') : new Stack(app, 'Own');
    const taskDefinition = new ecs.FargateTaskDefinition(tasks, 'Task');
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0') });
    const { worker } = workerIn(() => ({ task: TaskBlueprint.existing(taskDefinition), ...make({ tasks, own }) }), own);
    return { app, tasks, own, worker };
  };
  const queueIn = (stack: Stack) => new sqs.Queue(stack, 'Orders', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 3 } });

  test.each([false, true])('is refused where it would name a queue of the worker\'s (nested: %p)', (nested) => {
    expect(() => inStacks(({ tasks }) => ({ cluster: platformIn(tasks) }), nested))
      .toThrow(/has 1 problem:\n {2}QueueWorker.TaskElsewhere: `task` is made in Tasks, and would name the queue of (Own|Tasks\/Own), which waits for it; /);
  });

  test('is refused where it would name the cluster of the worker\'s', () => {
    expect(() => inStacks(({ tasks, own }) => ({ cluster: platformIn(own), queue: WorkQueue.existing(queueIn(tasks)) })))
      .toThrow('QueueWorker.TaskElsewhere: `task` is made in Tasks, and would name the cluster of Own, which waits for it; ' +
        'make the task definition in Own, or the cluster in Tasks, or set `taskProtection` to false');
  });

  test('works with a queue and a cluster of its own stack', () => {
    const { app, tasks, own } = inStacks(({ tasks: stack }) => ({ cluster: platformIn(stack), queue: WorkQueue.existing(queueIn(stack)) }));
    app.synth();
    expect(own.dependencies).toEqual([tasks]);
  });

  test('works with an imported queue', () => {
    const { app } = inStacks(({ tasks, own }) => ({
      cluster: platformIn(tasks), queue: WorkQueue.existing(sqs.Queue.fromQueueArn(own, 'Orders', `arn:aws:sqs:${own.region}:${own.account}:orders`)),
    }));
    expect(app.synth().stacks).toHaveLength(2);
  });

  test('in the stack around, a worker may have its queue there', () => {
    const { app } = inStacks(({ tasks }) => ({ cluster: platformIn(tasks), queue: WorkQueue.existing(queueIn(tasks)) }), true);
    expect(app.synth().stacks).toHaveLength(1);
  });
});

describe('a role that takes no policies', () => {
  const fixedTask = (stack: Stack, options: iam.FromRoleArnOptions) => {
    const taskRole = iam.Role.fromRoleArn(stack, 'Fixed', 'arn:aws:iam::111122223333:role/email', options);
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole });
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0') });
    return TaskBlueprint.existing(taskDefinition);
  };

  test('is told what it needs', () => {
    const own = new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
    const { stack } = workerIn((scope) => ({ task: fixedTask(scope, { mutable: false }), queue: WorkQueue.create({ encryptionKey: new kms.Key(scope, 'Key') }) }), own);
    expect(warnings(stack)).toEqual([expect.stringContaining('`task` has a role that takes no policies from this app; let it sqs:ReceiveMessage, sqs:ChangeMessageVisibility, ' +
      'sqs:GetQueueUrl, sqs:DeleteMessage, sqs:GetQueueAttributes, kms:Decrypt, ecs:GetTaskProtection, ecs:UpdateTaskProtection where it is made, and acknowledge this')]);
    expect(statements(stack)).toEqual([]);
  });

  test('is let use the queue by the queue itself where its user wants that', () => {
    const { stack } = workerIn((scope) => ({ task: fixedTask(scope, { mutable: false, addGrantsToResources: true }) }));
    expect(warnings(stack)).toEqual([expect.stringContaining('let it ecs:GetTaskProtection, ecs:UpdateTaskProtection where it is made')]);
  });

  test('is not meant where an imported role takes them', () => {
    const { stack } = workerIn((scope) => ({ task: fixedTask(scope, {}) }));
    expect(warnings(stack)).toEqual([]);
    expect(statements(stack)).toHaveLength(2);
  });
});

test('messages that expire before they are late, or before an alarm tells of them, are warned about', () => {
  const { stack } = workerIn(() => ({ acceptableLatency: Duration.hours(1), queue: WorkQueue.create({ retention: Duration.minutes(60) }) }));
  expect(warnings(stack)).toEqual([
    expect.stringContaining('`queue.retention` must be longer than `acceptableLatency` and `messageDuration` together, 3605 seconds, got 3600'),
    expect.stringContaining('`alarms.oldestMessage` must be below the retention of the queue, 3600 seconds, for a message to come to that age, got 4205'),
  ]);
});

describe('the address of the queue', () => {
  const CONTAINERS = [{ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/setup:1.0'), name: 'setup', essential: false },
    { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), name: 'app', environment: { QUEUE_URL: 'mine' } }];

  test('goes to the first essential container, under the name that its user says', () => {
    const { stack, worker } = workerIn(() => ({ task: TaskBlueprint.containers({ containers: CONTAINERS }), queue: WorkQueue.create({ urlVariable: 'WORK' }) }));
    const [setup, app] = containersIn(stack);
    expect(setup).not.toHaveProperty('Environment');
    expect(app.Environment).toEqual([{ Name: 'QUEUE_URL', Value: 'mine' }, { Name: 'WORK', Value: stack.resolve(worker.queue.queueUrl) }]);
  });

  test('takes no name that the container has', () => {
    expect(() => workerIn(() => ({ task: TaskBlueprint.containers({ containers: CONTAINERS }) }))).toThrow(
      'QueueWorker.VariableTaken: `queue.urlVariable` must be free for the address of the queue, got QUEUE_URL, which the container has already; ' +
      'take another name, or leave it out of the container');
  });

  test('needs a container', () => {
    expect(() => workerIn((stack) => ({ task: TaskBlueprint.existing(new ecs.FargateTaskDefinition(stack, 'Task')) }))).toThrow(
      'QueueWorker.NoContainer: `task` needs an essential container that gets the address of the queue, got none; add it before the worker is made');
  });
});

describe('bad input', () => {
  test('is told in one error, and nothing is made', () => {
    const stack = newStack();
    const cluster = platformIn(stack);
    const before = Object.keys(resourcesOf(stack));
    expect(() => workerIn(() => ({
      cluster,
      acceptableLatency: Duration.seconds(0),
      messageDuration: Duration.minutes(1),
      concurrency: 0,
      tasks: { min: 5, max: 0 },
      queue: WorkQueue.create({ visibilityTimeout: Duration.seconds(30) }),
      alarms: QueueAlarms.standard({ deadLetters: 0 }),
      serviceName: 'no spaces',
    }), stack)).toThrow([
      'QueueWorker at Stack/Email has 7 problems:',
      '  QueueWorker.Latency: `acceptableLatency` takes more than 0 seconds, got 0',
      '  QueueWorker.Concurrency: `concurrency` takes whole messages from 1 up, got 0; the nearest is 1',
      '  QueueWorker.NoTasks: `tasks.max` takes whole tasks from 1 up, got 0; the nearest is 1',
      '  WorkQueue.VisibilityBelowDuration: `queue.visibilityTimeout` must be at least the `messageDuration` of 60 seconds, got 30: ' +
      'a second task would get each message while the first still works on it; 360 leave room for slow ones',
      '  QueueAlarms.DeadLetters: `alarms.deadLetters` takes whole messages from 1 up, got 0; the nearest is 1',
      '  TaskScaling.MinAboveMax: `tasks.min` must be at most the maximum of 0, got 5; swap them or raise the max',
      '  Service.Name: `serviceName` takes 1 to 255 letters, digits, hyphens and underscores, got \'no spaces\'',
    ].join('\n'));
    expect(stack.node.tryFindChild('Email')).toBeUndefined();
    expect(Object.keys(resourcesOf(stack))).toEqual(before);
  });

  test('a duration that only the deployment knows is refused, since the target is calculated from it', () => {
    const token = Duration.seconds(Lazy.number({ produce: () => 5 }));
    expect(() => workerIn(() => ({ messageDuration: token, acceptableLatency: token }))).toThrow(
      'QueueWorker.MessageDuration: `messageDuration` has to be known at synth, since the backlog that a task may have is calculated from it, got a token; write the number');
  });

  test('bounds that only the deployment knows get through', () => {
    const { stack } = workerIn(() => ({ tasks: { min: Lazy.number({ produce: () => 2 }), max: Lazy.number({ produce: () => 6 }) } }));
    expect(theOnly(stack, TARGET).Properties).toMatchObject({ MinCapacity: 2, MaxCapacity: 6 });
    // It may come to 0, from where only a step starts a task.
    expect(propertiesOf(stack, POLICY).map(({ PolicyType: type }) => type)).toEqual(['TargetTrackingScaling', 'StepScaling']);
  });

  test('a rollout that moves traffic bit by bit has none to move', () => {
    const { stack } = workerIn(() => ({ rollout: Rollout.canary() }));
    expect(() => theOnly(stack, SERVICE)).toThrow('TrafficShift.Unmanaged: `deploymentConfiguration.strategy` needs a load balancer, ' +
      'Service Connect or VPC Lattice to move traffic with, got CANARY and none of them; take BLUE_GREEN, Rollout.blueGreen(), which needs none');
  });

  test('CodeDeploy has none to move either', () => {
    expect(() => workerIn(() => ({ rollout: Rollout.codeDeploy() }))).toThrow('QueueWorker at Stack/Email has 1 problem:\n  CodeDeployRollout.NoBalancer: `rollout` ');
  });
});

test('a new revision may take over all at once', () => {
  const { stack } = workerIn(() => ({ rollout: Rollout.blueGreen() }));
  expect(theOnly(stack, SERVICE).Properties.DeploymentConfiguration.Strategy).toBe('BLUE_GREEN');
});

test('what any service has works here too', () => {
  const { stack, worker } = workerIn((scope) => ({
    task: TaskBlueprint.container({
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'),
      healthCheck: ContainerHealth.command(['/app', 'health']),
      roles: TaskRoles.existing({ taskRole: iam.Role.fromRoleArn(scope, 'Role', 'arn:aws:iam::111122223333:role/email') }),
    }),
    network: { securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(scope, 'Group', 'sg-0123456789abcdef0')] },
    rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.alarms([cloudwatch.Alarm.fromAlarmName(scope, 'Alarm', 'errors')]) }),
    serviceName: 'email',
  }));
  const service = theOnly(stack, SERVICE).Properties;
  expect(service).toMatchObject({ ServiceName: 'email', HealthCheckGracePeriodSeconds: 60 });
  expect(service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups).toEqual(['sg-0123456789abcdef0']);
  expect(service.DeploymentConfiguration.Alarms.AlarmNames).toEqual(['errors']);
  expect(worker.rollbackAlarms).toHaveLength(1);
  expect(propertiesOf(stack, 'AWS::IAM::Policy').map(({ Roles: roles }) => roles)).toEqual([['email']]);
});

test('grants and rules go to the tasks', () => {
  const { stack, worker } = workerIn();
  new s3.Bucket(stack, 'Bucket').grantRead(worker);
  worker.connections.allowToAnyIpv4(ec2.Port.tcp(443));
  expect(statements(stack).flatMap(({ Action: action }) => action)).toContain('s3:GetObject*');
});

describe('what cdk-nag says of plain values in the environment', () => {
  const findings = (stack: Stack) => {
    const app = stack.node.root as App;
    app.synth();
    return new AwsSolutionsChecks().validateScope(app).violations.filter(({ ruleName }) => ruleName === 'AwsSolutions-ECS2');
  };

  test('is answered where the address of the queue is the only one', () => {
    expect(findings(workerIn().stack)).toEqual([]);
  });

  test('is its user\'s to answer where there are others', () => {
    const task = TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), environment: { MODE: 'fast' } });
    expect(findings(workerIn(() => ({ task })).stack)).toHaveLength(1);
  });
});

test('each worker of a blueprint and a queue that is to be made has a queue of its own', () => {
  const stack = newStack();
  const cluster = platformIn(stack);
  const queue = WorkQueue.create();
  for (const id of ['One', 'Two']) {
    new QueueWorker(stack, id, { cluster, task: imageTask, queue, acceptableLatency: Duration.minutes(1), messageDuration: Duration.seconds(1) });
  }
  expect(propertiesOf(stack, QUEUE)).toHaveLength(4);
});

test('one queue may have several workers', () => {
  const stack = newStack();
  const cluster = platformIn(stack);
  const queue = new sqs.Queue(stack, 'Orders', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 3 } });
  const [one, two] = ['One', 'Two'].map((id) => new QueueWorker(stack, id, {
    cluster, task: imageTask, queue: WorkQueue.existing(queue), acceptableLatency: Duration.minutes(1), messageDuration: Duration.seconds(1),
  }));
  expect([one.queue, two.queue]).toEqual([queue, queue]);
  expect(propertiesOf(stack, QUEUE)).toHaveLength(2);
});
