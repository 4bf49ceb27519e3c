import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding, refuse } from '../../src/model/finding';
import { ServiceFacts } from '../../src/private/service-facts';
import { ServicePlan } from '../../src/service/service-choices';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { QueueAlarms } from '../../src/worker/queue-alarms';
import { checkQueueWorker, stopFor } from '../../src/worker/queue-worker-checks';
import { WorkQueue } from '../../src/worker/work-queue';
import { IMAGE, ON_FARGATE, sentences } from '../task/tasks';

const TASK = TaskBlueprint.container({ image: IMAGE });

type Choices = Parameters<typeof checkQueueWorker>[1];
interface Stacks {
  readonly own: Stack;
  readonly other: Stack;
}
/** What differs from a worker that nothing is wrong with. */
type Chosen = (stacks: Stacks) => Partial<Choices> & { readonly cluster?: ecs.ICluster };

/** What is said of a worker, next to what is found wrong with its service. */
function saidOf(choices: Chosen = () => ({}), found: Finding[] = [], facts: Partial<ServiceFacts> = {}): string[] {
  const app = new App();
  const stacks = { own: new Stack(app, 'Own'), other: new Stack(app, 'Other') };
  const { cluster = ecs.Cluster.fromClusterArn(stacks.own, 'Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/platform'), ...others } = choices(stacks);
  const worker: Choices = {
    task: TASK,
    queue: WorkQueue.create(),
    alarms: QueueAlarms.none(),
    acceptableLatency: Duration.minutes(2),
    messageDuration: Duration.seconds(5),
    concurrency: 1,
    tasks: { min: 1, max: 10 },
    taskProtection: true,
    ...others,
  };
  const plan = { facts: { ...ON_FARGATE, ...facts }, findings: () => found } as unknown as ServicePlan;
  return sentences(checkQueueWorker(new Construct(stacks.own, 'Worker'), worker, plan, cluster));
}

/** A task definition with one container, or none. */
function definedIn(stack: Stack, container?: Partial<ecs.ContainerDefinitionOptions>): TaskBlueprint {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  if (container) taskDefinition.addContainer('app', { image: IMAGE, ...container });
  return TaskBlueprint.existing(taskDefinition);
}

describe('how long containers get to stop', () => {
  const existing = definedIn(new Stack(), {});

  test.each<[string, TaskBlueprint, boolean, number | undefined, number | undefined]>([
    ['is ECS\'s own, where a message takes no longer', TASK, false, 30, undefined],
    ['is as long as a message takes', TASK, false, 31, 31],
    ['is whole seconds, and never too short', TASK, false, 30.2, 31],
    ['ends where Fargate ends it', TASK, false, 121, 120],
    ['is what Spot gives, by the service', TASK, true, 90, undefined],
    ['is as an existing task definition has it', existing, false, 90, undefined],
    ['is ECS\'s own, where only the deployment knows how long a message takes', TASK, false, undefined, undefined],
  ])('%s', (_, task, spot, messageSeconds, seconds) => {
    expect(stopFor(task, { platform: 'fargate', spot } as Parameters<typeof stopFor>[1], messageSeconds)?.toSeconds()).toBe(seconds);
  });
});

test('nothing is said of a worker that is right', () => {
  expect(saidOf()).toEqual([]);
});

describe('what is wrong stands where the user of the worker wrote it', () => {
  test.each([
    ['scaling', 'tasks'],
    ['scaling.min', 'tasks.min'],
    ['scalingOfAnother', 'scalingOfAnother'],
    ['task.scaling', 'task.scaling'],
    ['capacity', 'capacity'],
  ])('in the service: %s as %s', (path, written) => {
    expect(saidOf(undefined, [refuse('Any.Thing', path, 'is wrong')])).toEqual([`error Any.Thing: \`${written}\` is wrong`]);
  });

  test('but for the target, which is calculated from what is refused itself', () => {
    expect(saidOf(() => ({ concurrency: 0 }), [refuse('TaskScaling.Target', 'scaling.Backlog.targetValue', 'is wrong')])).toEqual([
      'error QueueWorker.Concurrency: `concurrency` takes whole messages from 1 up, got 0; the nearest is 1',
    ]);
  });

  test('in the queue and in the alarms, which hear of the work', () => {
    const heard: unknown[] = [];
    const hears = (path: string) => ({ _findings: (_: Construct, work: unknown) => (heard.push(work), [refuse('Any.Thing', path, 'is wrong')]) });
    const said = saidOf(() => ({
      queue: { ...hears('retention'), _retentionSeconds: 345_600, _urlVariable: 'QUEUE_URL' } as unknown as WorkQueue,
      alarms: hears('topic') as unknown as QueueAlarms,
    }));

    expect(said).toEqual(['error Any.Thing: `queue.retention` is wrong', 'error Any.Thing: `alarms.topic` is wrong']);
    expect(heard).toEqual([{ latencySeconds: 120, messageSeconds: 5 }, { latencySeconds: 120, messageSeconds: 5, retentionSeconds: 345_600 }]);
  });
});

describe('the address of the queue', () => {
  const TAKEN = (name: string) => `error QueueWorker.VariableTaken: \`queue.urlVariable\` must be free for the address of the queue, got ${name},`
    + ' which the container has already; take another name, or leave it out of the container';
  const NO_CONTAINER = 'error QueueWorker.NoContainer: `task` needs an essential container that gets the address of the queue, got none; add it before the worker is made';

  test.each<[string, (own: Stack) => TaskBlueprint, string[]]>([
    ['has a variable of its own', () => TaskBlueprint.container({ image: IMAGE, environment: { LEVEL: 'info' } }), []],
    ['is no variable of the container', () => TaskBlueprint.container({ image: IMAGE, environment: { QUEUE_URL: '' } }), [TAKEN('QUEUE_URL')]],
    ['is no secret of the container', (own) => definedIn(own, { secrets: { QUEUE_URL: secretIn(own) } }), [TAKEN('QUEUE_URL')]],
    ['may be one in a container that is not the first essential one', () => TaskBlueprint.containers({
      containers: [{ image: IMAGE, name: 'init', essential: false, environment: { QUEUE_URL: '' } }, { image: IMAGE }, { image: IMAGE, name: 'b', environment: { QUEUE_URL: '' } }],
    }), []],
    ['needs a container', (own) => definedIn(own), [NO_CONTAINER]],
    ['needs one that is essential', (own) => definedIn(own, { essential: false }), [NO_CONTAINER]],
  ])('%s', (_, task, said) => {
    expect(saidOf(({ own }) => ({ task: task(own) }))).toEqual(said);
  });

  test('is under the name that its user says, known or not', () => {
    const task = TaskBlueprint.container({ image: IMAGE, environment: { ORDERS_URL: '' } });
    const name = new CfnParameter(new Stack(), 'Name').valueAsString;

    expect(saidOf(() => ({ task, queue: WorkQueue.create({ urlVariable: 'ORDERS_URL' }) }))).toEqual([TAKEN('ORDERS_URL')]);
    expect(saidOf(() => ({ task: TaskBlueprint.container({ image: IMAGE, environment: { [name]: '' } }), queue: WorkQueue.create({ urlVariable: name }) }))).toEqual([]);
  });
});

describe('a task definition of another stack', () => {
  const elsewhere = (what: string, remedy: string) => `error QueueWorker.TaskElsewhere: \`task\` is made in Other, and would name the ${what} of Own, which waits for it;`
    + ` make the task definition in Own, or ${remedy}`;
  const QUEUE = elsewhere('queue', 'the queue in Other for `WorkQueue.existing`');
  const CLUSTER = elsewhere('cluster', 'the cluster in Other, or set `taskProtection` to false');
  const queueIn = (stack: Stack) => WorkQueue.existing(new sqs.Queue(stack, 'Queue', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 3 } }));
  const clusterIn = (stack: Stack) => new ecs.Cluster(stack, 'Made', {});

  test.each<[string, Chosen, string[]]>([
    ['names no queue that is to be made', () => ({}), [QUEUE]],
    ['names no queue of the worker\'s stack', ({ own }) => ({ queue: queueIn(own) }), [QUEUE]],
    ['names a queue of its own stack', ({ other }) => ({ queue: queueIn(other) }), []],
    ['names no cluster of the worker\'s stack', ({ other, own }) => ({ queue: queueIn(other), cluster: clusterIn(own) }), [CLUSTER]],
    ['names no cluster without protection', ({ other, own }) => ({ queue: queueIn(other), cluster: clusterIn(own), taskProtection: false }), []],
    ['names neither', ({ own }) => ({ queue: queueIn(own), cluster: clusterIn(own) }), [QUEUE, CLUSTER]],
  ])('%s', (_, choices, said) => {
    expect(saidOf((stacks) => ({ task: definedIn(stacks.other, {}), ...choices(stacks) }))).toEqual(said);
  });

  test('of the worker\'s own stack may name all of it', () => {
    expect(saidOf(({ own }) => ({ task: definedIn(own, {}), queue: queueIn(own), cluster: clusterIn(own) }))).toEqual([]);
  });
});

test('what a message takes is held against what the task has to stop', () => {
  const said = saidOf(() => ({ messageDuration: Duration.seconds(90), taskProtection: false }), [], { stopTimeout: Duration.seconds(60) });

  expect(said).toEqual([
    expect.stringMatching(/^warning QueueWorker.Unprotected: `messageDuration` of 90 seconds is longer than the 60 seconds that a task has to stop, and `taskProtection` is off: /),
  ]);
  expect(saidOf(() => ({ messageDuration: Duration.seconds(90), taskProtection: false }), [], { stopTimeout: Duration.seconds(90) })).toEqual([]);
});

function secretIn(stack: Stack): ecs.Secret {
  return ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Secret', { parameterName: '/queue' }));
}
