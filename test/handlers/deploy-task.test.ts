import { createServer } from 'http';
import { AddressInfo } from 'net';
import { Aws, error, MINUTE, networkError, planOf, request, RUN, SOURCE, waiting } from './deploy-tasks';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  for (const level of ['info', 'warn', 'error'] as const) jest.spyOn(console, level).mockImplementation((...line: unknown[]) => { said.push(line.join(' ')); });
});

const REQUEST_ID = '6ad7d1f1-6e6b-4b3e-8f5c-7d0a2d5b9c11';
const OK = { app: 0, router: 143 };

describe('a task that succeeds', () => {
  test('is started with what the template says and waited for', async () => {
    const aws = new Aws();
    aws.meanwhile = (sleeps) => { if (sleeps === 5) aws.end(OK); };
    const plan = planOf('arn:migrate:1', { run: { cluster: 'arn:cluster', taskDefinition: 'arn:migrate:1', overrides: { containerOverrides: [{ name: 'app', command: ['up'] }] } } });

    expect(await aws.answerTo(request('Create', plan))).toEqual({
      Status: 'SUCCESS',
      Reason: 'The task task1 succeeded',
      PhysicalResourceId: expect.stringMatching(/^MigrateRun-[0-9a-f]{32}$/),
      StackId: 'arn:stack',
      RequestId: REQUEST_ID,
      LogicalResourceId: 'MigrateRun',
    });
    expect(aws.callsOf('RunTask')).toEqual([{ ...plan.run, clientToken: `${REQUEST_ID}-0`, startedBy: `deploy-task/${REQUEST_ID}` }]);
    expect(aws.callsOf('GetLogEvents')).toEqual([]);
  });

  test('is waited for by run after run, as long as CloudFormation waits', async () => {
    const aws = new Aws();
    const started = aws.time;
    aws.meanwhile = () => { if (aws.time >= started + 54 * MINUTE) aws.end(OK); };

    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1', { timeoutSeconds: 55 * 60 })))).Status).toBe('SUCCESS');
    expect(aws.callsOf('RunTask')).toHaveLength(1);
    expect(aws.continued).toHaveLength(4);
    expect(new Set(aws.continued.map(({ state }) => state.deadline - started))).toEqual(new Set([55 * MINUTE]));
  });

  test('leaves Lambda a minute of each run', async () => {
    const aws = new Aws();
    const started = aws.time;
    await aws.runOnce(request('Create', planOf('arn:migrate:1', { timeoutSeconds: 3_300 })));
    expect(aws.time - started).toBeGreaterThan(RUN - 3 * MINUTE);
    expect(aws.time - started).toBeLessThanOrEqual(RUN - MINUTE);
  });

  test.each<[string, Record<string, number>]>([
    ['the other essential containers were ended for it', { app: 0, router: 137 }],
    ['the others succeeded too', { app: 0, router: 0 }],
    ['a container that does not count failed', { app: 0, router: 143, warmup: 1 }],
  ])('does so where %s', async (_, exitCodes) => {
    const aws = new Aws();
    aws.meanwhile = () => aws.end(exitCodes);
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('SUCCESS');
  });
});

describe('a task that fails', () => {
  const failed = async (change: (aws: Aws) => void, plan = planOf('arn:migrate:1')) => {
    const aws = new Aws();
    aws.meanwhile = () => { if (aws.tasks[0]?.lastStatus !== 'STOPPED') change(aws); };
    const answer = await aws.answerTo(request('Update', plan, { PhysicalResourceId: 'MigrateRun-old' }));
    return { aws, answer };
  };

  test('is told with its exit code and the last lines of its log, and the resource stays what it was', async () => {
    const { aws, answer } = await failed((each) => {
      each.lines = ['applying 41', 'applying 42', 'ERROR: relation "orders" exists'];
      each.end({ app: 1, router: 143 });
    });
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason: 'The task task1 failed: Essential container in task exited. The container app ended with exit code 1. ' +
        'The end of its log, /migrate ecs/app/task1:\napplying 41\napplying 42\nERROR: relation "orders" exists',
      PhysicalResourceId: 'MigrateRun-old',
    });
    expect(aws.callsOf('GetLogEvents')).toEqual([{ logGroupName: '/migrate', logStreamName: 'ecs/app/task1', limit: 20, startFromHead: false }]);
    expect(aws.callsOf('RunTask')).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['an image that cannot be pulled', {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 1 time(s): not found',
      containers: [{ name: 'app', reason: 'CannotPullContainerError: not found' }],
    }, 'The task task1 failed: CannotPullContainerError: pull image manifest has been retried 1 time(s): not found. ' +
      'The container app did not start: CannotPullContainerError: not found'],
    ['memory that ran out', {
      containers: [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }, { name: 'router', exitCode: 143 }],
    }, 'The task task1 failed: Essential container in task exited. The container app ended with exit code 137: OutOfMemoryError: Container killed due to memory usage'],
    ['memory of a sidecar that ran out, although the container that was stopped for it ended well', {
      containers: [{ name: 'app', exitCode: 0 }, { name: 'router', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
    }, 'The task task1 failed: Essential container in task exited. The container router ended with exit code 137: OutOfMemoryError: Container killed due to memory usage'],
    ['memory of a process in the container that ran out, although it ended well', {
      containers: [{ name: 'app', exitCode: 0, reason: 'OutOfMemoryError: Container killed due to memory usage' }, { name: 'router', exitCode: 143 }],
    }, 'The task task1 failed: Essential container in task exited. The container app ended with exit code 0: OutOfMemoryError: Container killed due to memory usage'],
    ['another essential container that ended first', {
      containers: [{ name: 'app', exitCode: 143 }, { name: 'router', exitCode: 2 }],
    }, 'The task task1 failed: Essential container in task exited. The container router ended with exit code 2'],
    ['a Spot interruption', { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.', containers: [{ name: 'app', exitCode: 143 }, { name: 'router', exitCode: 143 }] },
      'The task task1 failed: Your Spot Task was interrupted.; give it capacity on demand. The container app ended with exit code 143'],
    ['somebody who stopped it, although it ended well', { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user', containers: [{ name: 'app', exitCode: 0 }, { name: 'router', exitCode: 0 }] },
      'The task task1 failed: Task stopped by user'],
    ['no reason at all', { stopCode: 'TaskFailedToStart', stoppedReason: undefined, containers: [] },
      'The task task1 failed: ECS says no reason. The container app did not start'],
  ])('of %s', async (_, end, reason) => {
    const { answer } = await failed((aws) => aws.end({}, end));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: reason });
  });

  test('has as many of its last lines told as CloudFormation takes', async () => {
    const { answer } = await failed((aws) => {
      aws.lines = Array.from({ length: 50 }, (_, index) => `${index} "${'ü'.repeat(100)}"`);
      aws.end({ app: 1, router: 143 });
    }, planOf('arn:migrate:1', { logLines: 50 }));
    const told = answer.Reason.split('\n');
    expect(told[told.length - 1]).toContain('49 "');
    expect(told.length).toBeGreaterThan(8);
    expect(told[1]).not.toContain('0 "ü');
  });

  test('has colours and other control characters left out, and long lines cut', async () => {
    const { answer } = await failed((aws) => {
      aws.lines = ['\u001b[31mred\u001b[0m\tand\ttabs', 'x'.repeat(2_000)];
      aws.end({ app: 1, router: 143 });
    });
    expect(answer.Reason.split('\n').slice(1)).toEqual(['red and tabs', 'x'.repeat(500)]);
  });

  test('keeps its log to itself where it is told to', async () => {
    const { aws, answer } = await failed((each) => {
      each.lines = ['token=abc'];
      each.end({ app: 1, router: 143 });
    }, planOf('arn:migrate:1', { logLines: 0 }));
    expect(answer.Reason).toBe('The task task1 failed: Essential container in task exited. The container app ended with exit code 1');
    expect(aws.callsOf('GetLogEvents')).toEqual([]);
  });

  test.each(['ResourceNotFoundException', 'AccessDeniedException'])('is told without its log where that cannot be read: %s', async (name) => {
    const { answer } = await failed((aws) => {
      aws.errors.getLogEvents = [error(name)];
      aws.end({ app: 1, router: 143 });
    });
    expect(answer.Reason).toBe('The task task1 failed: Essential container in task exited. The container app ended with exit code 1');
    expect(said).toContain(`no log of app: ${name}`);
  });
});

describe('a task that takes too long', () => {
  test('is stopped, waited for, and told with its log', async () => {
    const aws = new Aws();
    const started = aws.time;
    aws.lines = ['still at it'];
    aws.meanwhile = () => {
      if (aws.callsOf('StopTask').length > 0 && aws.time > started + 11 * MINUTE) {
        aws.end({ app: 143, router: 143 }, { stopCode: 'UserInitiated', stoppedReason: 'it had not ended within 10 minutes' });
      }
    };
    expect(await aws.answerTo(request('Create', planOf('arn:migrate:1')))).toMatchObject({
      Status: 'FAILED',
      Reason: 'The task task1 was stopped, since it had not ended within 10 minutes. The end of its log, /migrate ecs/app/task1:\nstill at it',
    });
    expect(aws.callsOf('StopTask')).toEqual([{ cluster: 'arn:cluster', task: aws.tasks[0].taskArn, reason: 'it had not ended within 10 minutes' }]);
  });

  test('succeeds where it ends by itself at the last moment', async () => {
    const aws = new Aws();
    aws.meanwhile = () => { if (aws.callsOf('StopTask').length > 0) aws.end(OK); };
    expect(await aws.answerTo(request('Create', planOf('arn:migrate:1', { timeoutSeconds: 60 })))).toMatchObject({ Status: 'SUCCESS' });
  });

  test('is given up where it does not stop', async () => {
    const aws = new Aws();
    const started = aws.time;
    const { Reason } = await aws.answerTo(request('Create', planOf('arn:migrate:1', { timeoutSeconds: 60 })));
    expect(Reason).toBe(`The task ${aws.tasks[0].taskArn} does not stop, since when it had not ended within 1 minute`);
    expect(aws.time - started).toBeLessThanOrEqual(6 * MINUTE);
    expect(aws.callsOf('StopTask')).toHaveLength(1);
  });
});

describe('room for the task', () => {
  test('is waited for, more and more patiently, each attempt with a token of its own', async () => {
    const aws = new Aws();
    aws.shortages.push(...new Array(4).fill([{ reason: 'RESOURCE:MEMORY' }]));
    aws.meanwhile = () => { if (aws.tasks.length > 0) aws.end(OK); };
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('SUCCESS');
    expect(aws.callsOf('RunTask').map(({ clientToken }) => clientToken)).toEqual([0, 1, 2, 3, 4].map((attempt) => `${REQUEST_ID}-${attempt}`));
    expect(aws.slept.slice(0, 4)).toEqual([20_000, 40_000, 60_000, 60_000]);
  });

  test('that never comes is told', async () => {
    const aws = new Aws();
    aws.shortages.push(...new Array(100).fill([{ reason: 'Capacity is unavailable at this time', detail: 'eu-west-1a' }]));
    expect(await aws.answerTo(request('Create', planOf('arn:migrate:1')))).toMatchObject({
      Status: 'FAILED', Reason: 'The task could not be started within 10 minutes: Capacity is unavailable at this time (eu-west-1a)',
    });
    expect(aws.tasks).toEqual([]);
  });

  test('is not what is missing where ECS says so: nothing is tried again', async () => {
    const aws = new Aws();
    aws.shortages.push([{ reason: 'ATTRIBUTE' }]);
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Reason).toBe('ECS does not start the task: ATTRIBUTE');
    expect(aws.callsOf('RunTask')).toHaveLength(1);
  });
});

describe('a request that comes twice', () => {
  const plan = planOf('arn:migrate:1', { timeoutSeconds: 3_000 });

  test('finds its task again, while it runs and when it is over', async () => {
    const aws = new Aws();
    await aws.runOnce(request('Create', plan));
    await aws.runOnce(request('Create', plan));
    expect(aws.continued).toHaveLength(2);
    aws.meanwhile = () => aws.end(OK);
    aws.end(OK);
    await aws.runOnce(aws.continued[0]);
    await aws.runOnce(request('Create', plan));
    expect(aws.tasks).toHaveLength(1);
    expect(aws.answers.map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
  });

  test('goes through the same shortages to the same task', async () => {
    const aws = new Aws();
    aws.shortages.push([{ reason: 'RESOURCE:CPU' }], [{ reason: 'RESOURCE:CPU' }]);
    await aws.runOnce(request('Create', plan));
    await aws.runOnce(request('Create', plan));
    expect(aws.tasks).toHaveLength(1);
    expect(new Set(aws.continued.map(({ state }) => state.taskArn))).toEqual(new Set([aws.tasks[0].taskArn]));
  });

  test('finds the task that runs, also where ECS has forgotten that there was no room', async () => {
    const aws = new Aws();
    aws.remembersShortages = false;
    aws.shortages.push([{ reason: 'RESOURCE:CPU' }], [{ reason: 'RESOURCE:CPU' }]);
    await aws.runOnce(request('Create', plan));
    await aws.runOnce(request('Create', plan));
    expect(aws.tasks).toHaveLength(1);
    expect(aws.continued.map(({ state }) => state.taskArn)).toEqual([aws.tasks[0].taskArn, aws.tasks[0].taskArn]);
  });

  test('fails again where it has failed', async () => {
    const aws = new Aws();
    aws.meanwhile = () => aws.end({ app: 1, router: 143 });
    await aws.answerTo(request('Create', plan));
    await aws.answerTo(request('Create', plan));
    expect(aws.answers.map(({ Status }) => Status)).toEqual(['FAILED', 'FAILED']);
    expect(aws.tasks).toHaveLength(1);
  });

  test('as it does where CloudFormation took no answer, runs nothing more', async () => {
    const aws = new Aws();
    aws.meanwhile = () => aws.end(OK);
    aws.errors.respond = [error('TypeError', 'fetch failed')];
    await expect(aws.runOnce(request('Create', plan))).rejects.toThrow('fetch failed');
    expect((await aws.answerTo(request('Create', plan))).Status).toBe('SUCCESS');
    expect(aws.tasks).toHaveLength(1);
  });
});

/** A stack with one DeployTask, as CloudFormation updates it and goes back. */
class Deployments {
  public readonly aws = new Aws();
  public physicalId?: string;
  private requests = 0;

  public async to(plan: object, status: string, exitCode: number = 0): Promise<any> {
    this.aws.status = status;
    this.aws.meanwhile = () => { if (this.aws.tasks.length > 0 && this.aws.tasks[this.aws.tasks.length - 1].lastStatus !== 'STOPPED') this.aws.end({ app: exitCode, router: 143 }); };
    this.requests += 1;
    const answer = await this.aws.answerTo(request(this.physicalId ? 'Update' : 'Create', plan, { PhysicalResourceId: this.physicalId, RequestId: `request-${this.requests}` }));
    // CloudFormation takes the id of a success for the new resource, whatever happens to the stack.
    if (answer.Status === 'SUCCESS') this.physicalId = answer.PhysicalResourceId;
    return answer;
  }

  public get ran(): string[] {
    return this.aws.tasks.map(({ taskDefinition }) => taskDefinition);
  }
}

describe('an update', () => {
  const [one, two] = ['arn:migrate:1', 'arn:migrate:2'].map((arn) => planOf(arn));

  test.each<[string, object]>([
    ['another revision', two],
    ['other inputs', planOf('arn:migrate:1', { inputs: { migrations: '2' } })],
    ['other overrides', planOf('arn:migrate:1', { run: { cluster: 'arn:cluster', taskDefinition: 'arn:migrate:1', overrides: { containerOverrides: [] } } })],
  ])('runs the task again for %s', async (_, plan) => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    expect(await stack.to(plan, 'UPDATE_IN_PROGRESS')).toMatchObject({ Status: 'SUCCESS', Reason: 'The task task2 succeeded' });
    expect(stack.ran).toHaveLength(2);
  });

  test.each<[string, object]>([
    ['time', planOf('arn:migrate:1', { timeoutSeconds: 60 })],
    ['place', planOf('arn:migrate:1', { run: { cluster: 'arn:other', taskDefinition: 'arn:migrate:1' } })],
    ['log', planOf('arn:migrate:1', { logLines: 0 })],
  ])('runs nothing for another %s', async (_, plan) => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    expect(await stack.to(plan, 'UPDATE_IN_PROGRESS')).toMatchObject({ Status: 'SUCCESS', Reason: 'This has been run already' });
    expect(stack.ran).toEqual(['arn:migrate:1']);
  });

  test('and a rollback: the old image is not run again', async () => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    await stack.to(two, 'UPDATE_IN_PROGRESS');
    expect(await stack.to(one, 'UPDATE_ROLLBACK_IN_PROGRESS')).toMatchObject({ Status: 'SUCCESS', Reason: 'The stack goes back: nothing is run' });
    expect(stack.ran).toEqual(['arn:migrate:1', 'arn:migrate:2']);
  });

  test('a rollback and a rollback of that, which is tried once more: nothing is run', async () => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    await stack.to(two, 'UPDATE_IN_PROGRESS');
    await stack.to(one, 'UPDATE_ROLLBACK_IN_PROGRESS');
    await stack.to(one, 'UPDATE_ROLLBACK_IN_PROGRESS');
    expect(stack.ran).toEqual(['arn:migrate:1', 'arn:migrate:2']);
  });

  test('after a rollback runs the newer one again, and the old one not', async () => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    await stack.to(two, 'UPDATE_IN_PROGRESS');
    await stack.to(one, 'UPDATE_ROLLBACK_IN_PROGRESS');
    await stack.to(planOf('arn:migrate:1', { logLines: 1 }), 'UPDATE_IN_PROGRESS');
    expect(stack.ran).toHaveLength(2);
    await stack.to(two, 'UPDATE_IN_PROGRESS');
    expect(stack.ran).toEqual(['arn:migrate:1', 'arn:migrate:2', 'arn:migrate:2']);
  });

  test('that failed is not taken for one that ran, also where the stack does not go back', async () => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    expect((await stack.to(two, 'UPDATE_IN_PROGRESS', 1)).Status).toBe('FAILED');
    await stack.to(two, 'UPDATE_IN_PROGRESS');
    expect(stack.ran).toEqual(['arn:migrate:1', 'arn:migrate:2', 'arn:migrate:2']);
  });

  test('that failed goes back without a run, whatever the stack says', async () => {
    const stack = new Deployments();
    await stack.to(one, 'CREATE_IN_PROGRESS');
    await stack.to(two, 'UPDATE_IN_PROGRESS', 1);
    expect((await stack.to(one, 'UPDATE_IN_PROGRESS')).Reason).toBe('This has been run already');
    expect(stack.ran).toHaveLength(2);
  });

  test('that is cancelled has its task stopped, and fails', async () => {
    const aws = new Aws();
    const started = aws.time;
    aws.meanwhile = (sleeps) => {
      if (sleeps === 3) aws.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
      if (aws.callsOf('StopTask').length > 0) aws.end({ app: 143, router: 143 }, { stopCode: 'UserInitiated' });
    };
    expect(await aws.answerTo(request('Update', two))).toMatchObject({ Status: 'FAILED', Reason: 'The task task1 was stopped, since the stack goes back' });
    // At once, and not only when its time is over.
    expect(aws.time - started).toBeLessThan(MINUTE);
  });

  test('that is cancelled before there was room starts nothing', async () => {
    const aws = new Aws();
    aws.shortages.push([{ reason: 'AGENT' }]);
    aws.meanwhile = () => { aws.status = 'UPDATE_ROLLBACK_IN_PROGRESS'; };
    expect(await aws.answerTo(request('Update', two))).toMatchObject({ Status: 'FAILED', Reason: 'The stack goes back before the task could be started' });
    expect(aws.tasks).toEqual([]);
  });
});

test.each(['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'])('a deletion runs nothing and takes nothing back: %s', async (status) => {
  const aws = new Aws();
  aws.status = status;
  expect(await aws.answerTo(request('Delete', planOf('arn:migrate:1'), { PhysicalResourceId: 'MigrateRun-old' }))).toMatchObject({
    Status: 'SUCCESS', PhysicalResourceId: 'MigrateRun-old',
  });
  expect(aws.callsOf('RunTask')).toEqual([]);
});

describe('what goes wrong', () => {
  test.each(['describeStacks', 'runTask', 'describeTasks', 'stopTask'] as const)('%s is tried again when it is throttled, and runs one task', async (action) => {
    const aws = new Aws();
    aws.errors[action] = new Array(10).fill(error('ThrottlingException', 'Rate exceeded'));
    const stops = action === 'stopTask';
    aws.meanwhile = () => { if (aws.tasks.length > 0 && !stops) aws.end(OK); };
    const answer = await aws.answerTo(request('Create', planOf('arn:migrate:1', stops ? { timeoutSeconds: 60 } : {})));
    expect(answer.Status).toBe(stops ? 'FAILED' : 'SUCCESS');
    expect(aws.tasks).toHaveLength(1);
    expect(said).toContain('trying again after ThrottlingException');
  });

  test('an answer that is lost finds the task that was started', async () => {
    const aws = new Aws();
    // The task is started before the error comes.
    aws.errors.runTask = [Object.assign(error('ServerException'), { $fault: 'server' })];
    aws.meanwhile = () => aws.end(OK);
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('SUCCESS');
    expect(aws.tasks).toHaveLength(1);
  });

  test.each([
    ['AccessDeniedException', 'not authorized to perform: ecs:RunTask'],
    ['ClientException', 'ECS was unable to assume the role \'arn:role\' that was provided for this task.'],
  ])('permissions that are still on their way are waited for, and not for long: %s', async (name, message) => {
    const aws = new Aws();
    aws.errors.runTask = [error(name, message), error(name, message)];
    aws.meanwhile = () => { if (aws.callsOf('RunTask').length > 2) aws.end(OK); };
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('SUCCESS');

    const forever = new Aws();
    const started = forever.time;
    forever.errors.runTask = new Array(100).fill(error(name, message));
    expect((await forever.answerTo(request('Create', planOf('arn:migrate:1')))).Reason).toBe(`${name}: ${message}`);
    expect(forever.time - started).toBe(2 * MINUTE);
  });

  test('what ECS refuses is what CloudFormation is told, at once', async () => {
    const aws = new Aws();
    aws.errors.runTask = [error('InvalidParameterException', 'TaskDefinition is inactive')];
    expect(await aws.answerTo(request('Create', planOf('arn:migrate:1')))).toMatchObject({
      Status: 'FAILED', Reason: 'InvalidParameterException: TaskDefinition is inactive', PhysicalResourceId: 'MigrateRun',
    });
  });

  test('an end is put to AWS not answering', async () => {
    const aws = new Aws();
    aws.errors.describeTasks = new Array(1_000).fill(error('ThrottlingException'));
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Reason).toBe(
      `AWS did not answer in time: ThrottlingException; look whether the task ${aws.tasks[0].taskArn} still runs`);
  });

  test.each<[string, 'describeStacks' | 'listTasks' | 'runTask' | 'describeTasks', Error]>([
    ['before the task is there', 'describeStacks', networkError('ECONNRESET')],
    ['as it is looked for', 'listTasks', networkError('ECONNRESET')],
    ['as it is started', 'runTask', networkError('ETIMEDOUT')],
    ['as it runs', 'describeTasks', networkError('ECONNRESET')],
  ])('the network is waited for %s', async (_, action, thrown) => {
    const aws = new Aws();
    aws.errors[action] = new Array(20).fill(thrown);
    aws.meanwhile = (sleeps) => { if (sleeps > 30) aws.end(OK); };
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('SUCCESS');
    expect(aws.tasks).toHaveLength(1);
  });

  test.each<[string, 'describeStacks' | 'describeTasks', Error]>([
    ['a network that stays away', 'describeTasks', networkError('ECONNRESET')],
    ['permissions that are taken away', 'describeStacks', error('AccessDeniedException')],
    ['a cluster that is gone', 'describeTasks', error('ClusterNotFoundException')],
  ])('a task that runs is stopped when its time is over, in spite of %s', async (_, action, thrown) => {
    const aws = new Aws();
    const started = aws.time;
    aws.meanwhile = (sleeps) => { if (sleeps === 1) aws.errors[action] = new Array(1_000).fill(thrown); };
    expect(await aws.answerTo(request('Create', planOf('arn:migrate:1')))).toMatchObject({
      Status: 'FAILED', Reason: `AWS did not answer in time: ${thrown.name}; look whether the task ${aws.tasks[0].taskArn} still runs`,
    });
    expect(aws.callsOf('StopTask')).toEqual([{ cluster: 'arn:cluster', task: aws.tasks[0].taskArn, reason: 'it had not ended within 10 minutes' }]);
    expect(aws.time - started).toBeLessThanOrEqual(15 * MINUTE);
  });

  test('a task that cannot be stopped either is told, before CloudFormation gives up', async () => {
    const aws = new Aws();
    const started = aws.time;
    aws.errors.describeTasks = new Array(1_000).fill(networkError('ECONNRESET'));
    aws.errors.stopTask = new Array(1_000).fill(networkError('ECONNRESET'));
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Reason).toBe(
      `AWS did not answer in time: Error; look whether the task ${aws.tasks[0].taskArn} still runs`);
    expect(aws.callsOf('StopTask').length).toBeGreaterThan(10);
    expect(aws.time - started).toBeLessThan(15 * MINUTE);
  });

  test('what kept the task from being started is told', async () => {
    const aws = new Aws();
    aws.errors.runTask = new Array(1_000).fill(error('ThrottlingException', 'Rate exceeded'));
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Reason).toBe('The task could not be started within 10 minutes: ThrottlingException');
    const gone = new Aws();
    gone.errors.describeStacks = new Array(1_000).fill(error('ThrottlingException', 'Rate exceeded'));
    expect((await gone.answerTo(request('Create', planOf('arn:migrate:1')))).Reason).toBe('The task could not be started within 10 minutes: ThrottlingException');
  });

  test('an execution role that may not do its part yet is given a few minutes', async () => {
    const denied = {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:\n' +
        'AccessDeniedException: User: arn:role is not authorized to perform: secretsmanager:GetSecretValue',
      containers: [{ name: 'app' }, { name: 'router' }],
    };
    const aws = new Aws();
    aws.meanwhile = () => { if (aws.tasks.length === 1) aws.end({}, denied); else if (aws.tasks.length === 2) aws.end(OK); };
    expect(await aws.answerTo(request('Create', planOf('arn:migrate:1')))).toMatchObject({ Status: 'SUCCESS', Reason: 'The task task2 succeeded' });
    expect(aws.callsOf('RunTask').map(({ clientToken }) => clientToken)).toEqual([`${REQUEST_ID}-0`, `${REQUEST_ID}-1`]);

    const forever = new Aws();
    const started = forever.time;
    forever.meanwhile = () => { if (forever.tasks.length > 0) forever.end({}, denied); };
    const { Reason, Status } = await forever.answerTo(request('Create', planOf('arn:migrate:1')));
    expect([Status, Reason]).toEqual(['FAILED', expect.stringContaining('not authorized to perform: secretsmanager:GetSecretValue')]);
    expect(forever.time - started).toBeLessThan(7 * MINUTE);
  });

  test.each([
    ['what is not there', 'ResourceInitializationError: unable to pull secrets: ResourceNotFoundException: no such secret'],
    ['an image', 'CannotPullContainerError: pull access denied'],
  ])('a task that fails at its start for %s is not started again', async (_, stoppedReason) => {
    const aws = new Aws();
    aws.meanwhile = () => aws.end({}, { stopCode: 'TaskFailedToStart', stoppedReason });
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('FAILED');
    expect(aws.tasks).toHaveLength(1);
  });

  test('a task that ECS does not show yet is asked for again', async () => {
    const aws = new Aws();
    const hidden: any[] = [];
    aws.meanwhile = (sleeps) => {
      if (sleeps === 1) hidden.push(...aws.tasks.splice(0));
      if (sleeps === 3) aws.tasks.push(...hidden);
      if (sleeps === 4) aws.end(OK);
    };
    expect((await aws.answerTo(request('Create', planOf('arn:migrate:1')))).Status).toBe('SUCCESS');
  });

  test('nobody reads in the log where CloudFormation takes answers', async () => {
    const aws = new Aws();
    aws.meanwhile = () => aws.end({ app: 1, router: 143 });
    await aws.answerTo(request('Create', planOf('arn:migrate:1')));
    expect(said.join()).not.toContain('X-Amz-Signature');
  });
});

describe('as a hook', () => {
  test('ECS is told to wait and to ask again, until the task has ended', async () => {
    const aws = new Aws();
    const asked = waiting(planOf('arn:migrate:1'));
    const first = await aws.callHook(asked);
    expect(first).toEqual({ hookStatus: 'IN_PROGRESS', callBackDelay: 10, hookDetails: { ...asked.hookDetails, State: expect.any(String) } });
    expect(JSON.parse(first.hookDetails.State)).toEqual({ attempt: 0, deadline: aws.time + 10 * MINUTE, taskArn: aws.tasks[0].taskArn });
    const again = { ...asked, hookDetails: first.hookDetails };
    expect(await aws.callHook(again)).toMatchObject({ hookStatus: 'IN_PROGRESS' });
    aws.end(OK);
    expect(await aws.callHook(again)).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(aws.tasks).toHaveLength(1);
    expect(aws.callsOf('RunTask')[0]).toMatchObject({ startedBy: 'deploy-task/EZe5RNVLH6PPzHXINuP28/c8migrate', taskDefinition: 'arn:migrate:1' });
    expect(aws.callsOf('RunTask')[0].clientToken).toMatch(/^[0-9a-f]{32}-0$/);
  });

  test('a deployment has one task, however often ECS asks and whatever it forgets', async () => {
    const aws = new Aws();
    const asked = waiting(planOf('arn:migrate:1'));
    await aws.callHook(asked);
    await aws.callHook({ ...asked, executionId: 'another' });
    expect(aws.tasks).toHaveLength(1);
    await aws.callHook({ ...asked, resourceArn: `${asked.resourceArn}x` });
    await aws.callHook({ ...asked, hookDetails: { ...asked.hookDetails, Plan: JSON.stringify(planOf('arn:migrate:1', { id: 'c8other' })) } });
    expect(aws.tasks).toHaveLength(3);
  });

  test('a task that fails fails the deployment, and the log says why', async () => {
    const aws = new Aws();
    aws.lines = ['boom'];
    aws.meanwhile = () => aws.end({ app: 3, router: 143 });
    expect(await aws.hookUntilEnd(waiting(planOf('arn:migrate:1')))).toEqual({ hookStatus: 'FAILED' });
    expect(said).toContain('FAILED: PRE_SCALE_UP of EZe5RNVLH6PPzHXINuP28: The task task1 failed: Essential container in task exited. ' +
      'The container app ended with exit code 3. The end of its log, /migrate ecs/app/task1:\nboom');
  });

  test('a task that takes too long is stopped and waited for', async () => {
    const aws = new Aws();
    aws.meanwhile = () => { if (aws.callsOf('StopTask').length > 0) aws.end({ app: 143, router: 143 }, { stopCode: 'UserInitiated' }); };
    expect(await aws.hookUntilEnd(waiting(planOf('arn:migrate:1')))).toEqual({ hookStatus: 'FAILED' });
    expect(aws.callsOf('StopTask')).toHaveLength(1);
  });

  test('room is waited for', async () => {
    const aws = new Aws();
    aws.shortages.push([{ reason: 'RESOURCE:ENI' }], [{ reason: 'RESOURCE:ENI' }]);
    aws.meanwhile = () => { if (aws.tasks.length > 0) aws.end(OK); };
    expect(await aws.hookUntilEnd(waiting(planOf('arn:migrate:1')))).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(aws.callsOf('RunTask')).toHaveLength(3);
  });

  test('nothing is run as the stack goes back', async () => {
    const aws = new Aws();
    aws.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await aws.callHook(waiting(planOf('arn:migrate:1')))).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(aws.tasks).toEqual([]);
  });

  test.each(['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'CREATE_IN_PROGRESS'])('a deployment runs it also while the stack is at %s', async (status) => {
    const aws = new Aws();
    aws.status = status;
    aws.meanwhile = () => aws.end(OK);
    expect(await aws.hookUntilEnd(waiting(planOf('arn:migrate:1')))).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(aws.tasks).toHaveLength(1);
  });

  test('what ECS refuses fails the deployment', async () => {
    const aws = new Aws();
    aws.errors.runTask = [error('InvalidParameterException', 'TaskDefinition is inactive')];
    expect(await aws.callHook(waiting(planOf('arn:migrate:1')))).toEqual({ hookStatus: 'FAILED' });
    expect(said).toContain('FAILED: PRE_SCALE_UP of EZe5RNVLH6PPzHXINuP28: InvalidParameterException: TaskDefinition is inactive');
  });
});

describe('the function', () => {
  const context = { invokedFunctionArn: 'arn:function', getRemainingTimeInMillis: () => RUN };
  const { handler } = jest.requireActual(SOURCE);

  test('tells requests of CloudFormation from deployments, and answers over HTTP', async () => {
    const aws = new Aws();
    aws.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await handler(waiting(planOf('arn:migrate:1')), context)).toEqual({ hookStatus: 'SUCCEEDED' });
    const plan = planOf('arn:migrate:1');
    expect(await answerOf((ResponseURL) => handler({ ...request('Update', plan), ResponseURL }, context)))
      .toEqual({ method: 'PUT', type: '', body: expect.stringContaining('"Status":"SUCCESS"') });
    await expect(answerOf((ResponseURL) => handler({ ...request('Update', plan), ResponseURL }, context), 403))
      .rejects.toThrow('CloudFormation took no answer: 403');
  });

  test('starts itself again with what it has come to', async () => {
    const invoked: any[] = [];
    // Not installed here: it comes with the runtime.
    jest.doMock('@aws-sdk/client-lambda', () => ({ Lambda: class { public invoke = async (input: object) => { invoked.push(input); }; } }), { virtual: true });
    const aws = new Aws();
    jest.useFakeTimers();
    const done = handler(request('Create', planOf('arn:migrate:1')), { ...context, getRemainingTimeInMillis: () => 2 * MINUTE + 15_000 });
    await jest.advanceTimersByTimeAsync(MINUTE);
    await done;
    jest.useRealTimers();
    expect(invoked).toEqual([{ FunctionName: 'arn:function', InvocationType: 'Event', Payload: expect.any(String) }]);
    expect(JSON.parse(invoked[0].Payload)).toMatchObject({ RequestId: REQUEST_ID, state: { attempt: 0, taskArn: aws.tasks[0].taskArn } });
  });

  /** What CloudFormation would get. */
  async function answerOf(act: (url: string) => Promise<void>, status: number = 200): Promise<unknown> {
    let received: unknown;
    const server = createServer(async (incoming, response) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      received = { method: incoming.method, type: incoming.headers['content-type'], body };
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => { server.listen(0, resolve); });
    try {
      await act(`http://localhost:${(server.address() as AddressInfo).port}/`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    return received;
  }
});
