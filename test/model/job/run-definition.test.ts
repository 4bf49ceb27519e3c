import * as fc from 'fast-check';
import { RunDefinition, runDefinition } from '../../../src/model/job/run-definition';
import { Call, runStateMachine, StatesError, World } from '../../kit/states-language';

const RUN: RunDefinition = {
  partition: 'aws',
  cluster: 'arn:cluster',
  family: 'nightly',
  launch: { Cluster: 'arn:cluster', TaskDefinition: 'arn:nightly:1' },
  count: 1,
  timeoutSeconds: 3600,
  retries: 2,
  retryDelaySeconds: 60,
  overlap: 'skip',
  essential: ['app'],
};

type End = 'succeeds' | 'fails' | 'interrupted' | 'hangs' | 'no room' | 'cause';

/** How Step Functions tells of a task that failed: the task, in no known order of its containers. */
function causeOf(exitCodes: Record<string, number | undefined>, task: Record<string, unknown> = {}): string {
  return JSON.stringify({
    Attachments: [{ Details: [{ Name: 'subnetId', Value: 'subnet-0' }], Id: '1', Status: 'DELETED', Type: 'eni' }],
    ClusterArn: 'arn:cluster',
    Containers: Object.entries(exitCodes).map(([name, ExitCode]) => ({
      ContainerArn: `arn:container/${name}`, Cpu: '0', ExitCode, GpuIds: [], LastStatus: 'STOPPED', ManagedAgents: [], Name: name, NetworkBindings: [],
    })),
    Cpu: '256',
    DesiredStatus: 'STOPPED',
    Group: 'run',
    LastStatus: 'STOPPED',
    Overrides: { ContainerOverrides: [], InferenceAcceleratorOverrides: [] },
    StartedBy: 'AWS Step Functions',
    StopCode: 'EssentialContainerExited',
    StoppedReason: 'Essential container in task exited',
    TaskArn: 'arn:task/told',
    ...task,
  });
}

/** Steps Functions, ECS and the other runs of the machine, as far as the machine sees them. */
class FakeAws implements World {
  public readonly started: any[] = [];
  public readonly stopped: any[] = [];
  public readonly waited: number[] = [];
  public readonly context = { Execution: { Id: 'arn:run', Name: 'run' }, StateMachine: { Id: 'arn:machine' } };
  private readonly running: any[] = [{ TaskArn: 'arn:task/other', Group: 'family:nightly' }];

  /** @param runs those that go on, the latest first */
  constructor(private readonly ends: End[], private readonly runs: string[] = ['arn:run'], private readonly cause = '') {}

  public call({ api, parameters, timeoutSeconds }: Call): any {
    switch (api) {
      case 'aws-sdk:sfn:listExecutions':
        expect(parameters).toEqual({ StateMachineArn: 'arn:machine', StatusFilter: 'RUNNING' });
        return { Executions: this.runs.map((arn) => ({ ExecutionArn: arn })) };
      case 'ecs:runTask.sync': return this.runTask(parameters, timeoutSeconds);
      case 'aws-sdk:ecs:listTasks':
        expect(parameters).toEqual({ Cluster: 'arn:cluster', Family: 'nightly', DesiredStatus: 'RUNNING' });
        return { TaskArns: this.running.map(({ TaskArn: arn }) => arn) };
      case 'aws-sdk:ecs:describeTasks': return { Tasks: this.running.filter(({ TaskArn: arn }) => parameters.Tasks.includes(arn)) };
      case 'aws-sdk:ecs:stopTask': this.stopped.push(parameters); return {};
      default: throw new Error(`nobody calls ${api}`);
    }
  }

  public wait(seconds: number): void {
    this.waited.push(seconds);
  }

  private runTask(parameters: any, timeoutSeconds?: number): any {
    expect(timeoutSeconds).toBe(3600);
    this.started.push(parameters);
    const arn = `arn:task/${this.started.length}`;
    switch (this.ends.shift()) {
      case 'succeeds': return { TaskArn: arn, StopCode: 'EssentialContainerExited', StoppedReason: 'Essential container in task exited' };
      // The container took the signal and said 0.
      case 'interrupted': return { TaskArn: arn, StopCode: 'SpotInterruption', StoppedReason: 'Your Spot Task was interrupted.' };
      case 'fails': throw new StatesError('States.TaskFailed', causeOf({ app: 1 }, { TaskArn: arn }));
      case 'cause': throw new StatesError('States.TaskFailed', this.cause);
      case 'no room': throw new StatesError('AmazonECS.Unknown', '{"Failures":[{"Reason":"RESOURCE:MEMORY"}]}');
      case 'hangs':
        this.running.push({ TaskArn: arn, Group: parameters.Group });
        throw new StatesError('States.Timeout');
      default: throw new Error('one task too many');
    }
  }
}

function run(aws: FakeAws, run_: Partial<RunDefinition> = {}): any {
  return runStateMachine(runDefinition({ ...RUN, ...run_ }), { any: 'input' }, aws);
}

test('a task that succeeds is run once, and is what the run tells', () => {
  const aws = new FakeAws(['succeeds']);
  expect(run(aws)).toMatchObject({ TaskArn: 'arn:task/1', StopCode: 'EssentialContainerExited' });
  expect(aws.started).toEqual([{ Cluster: 'arn:cluster', TaskDefinition: 'arn:nightly:1', Group: 'run' }]);
});

test.each<End>(['fails', 'interrupted', 'no room', 'hangs'])('a task that %s is started again, after a wait that doubles', (end) => {
  const aws = new FakeAws([end, end, 'succeeds']);
  expect(run(aws)).toMatchObject({ TaskArn: 'arn:task/3' });
  expect(aws.waited).toEqual([10, 60, 120]);
});

test.each<[End, string]>([
  ['fails', 'States.TaskFailed'],
  ['interrupted', 'TaskRun.Stopped: Your Spot Task was interrupted.'],
  ['no room', 'AmazonECS.Unknown'],
  ['hangs', 'TaskRun.TimedOut: The task took longer than 3600 seconds'],
])('a run whose task %s to the last fails with %s', (end, error) => {
  const aws = new FakeAws([end, end, end]);
  expect(() => run(aws)).toThrow(error);
  expect(aws.started).toHaveLength(3);
});

test('without retries a task is started once', () => {
  const aws = new FakeAws(['fails']);
  expect(() => run(aws, { retries: 0 })).toThrow('States.TaskFailed');
  expect(aws.started).toHaveLength(1);
});

test('a task that takes too long is stopped, and no other of its family', () => {
  const aws = new FakeAws(['hangs', 'succeeds']);
  run(aws);
  expect(aws.stopped).toEqual([{ Cluster: 'arn:cluster', Task: 'arn:task/1', Reason: 'The run took too long' }]);
});

test('a task that takes too long and cannot be found fails as one that could', () => {
  const aws = new FakeAws(['hangs']);
  const blind: World = {
    context: aws.context,
    call: (call) => {
      if (call.api === 'aws-sdk:ecs:listTasks') throw new StatesError('Ecs.ServerException');
      return aws.call(call);
    },
  };
  expect(() => runStateMachine(runDefinition({ ...RUN, retries: 0 }), {}, blind)).toThrow('TaskRun.TimedOut');
});

describe('a task of which a container failed', () => {
  const told = (exitCodes: Record<string, number | undefined>, task?: Record<string, unknown>) => new FakeAws(['cause'], ['arn:run'], causeOf(exitCodes, task));

  test.each<[string, Record<string, number>, string[]]>([
    ['its router, which was killed', { log_router: 137, app: 0 }, ['app']],
    ['a container that is not essential', { app: 0, agent: 1 }, ['app']],
    ['a container of others', { 'second-app': 0, 'log_router': 137, 'app': 0 }, ['app', 'second-app']],
  ])('has succeeded where that was %s', (_what, exitCodes, essential) => {
    const aws = told(exitCodes);
    expect(run(aws, { essential })).toMatchObject({ TaskArn: 'arn:task/told', StopCode: 'EssentialContainerExited', Containers: expect.any(Array) });
    expect(aws.started).toHaveLength(1);
  });

  test.each<[string, Record<string, number | undefined>, Record<string, unknown> | undefined, string[] | undefined]>([
    ['it is its own', { log_router: 0, app: 1 }, undefined, ['app']],
    ['it is one of its own', { app: 0, other: 2 }, undefined, ['app', 'other']],
    ['it never ran', { log_router: 1, app: undefined }, undefined, ['app']],
    ['it is not there', { log_router: 1 }, undefined, ['app']],
    ['the task was stopped', { log_router: 137, app: 0 }, { StopCode: 'SpotInterruption' }, ['app']],
    ['the task did not start', { log_router: 137, app: 0 }, { StopCode: 'TaskFailedToStart' }, ['app']],
    ['nothing tells why it ended', { log_router: 137, app: 0 }, { StopCode: undefined }, ['app']],
    ['nothing is told of containers', {}, { Containers: undefined }, ['app']],
    ['nobody knows which are essential', { log_router: 137, app: 0 }, undefined, undefined],
  ])('has failed where %s, and says what ECS said', (_what, exitCodes, task, essential) => {
    const cause = causeOf(exitCodes, task);
    expect(() => run(told(exitCodes, task), { essential, retries: 0 })).toThrow(`States.TaskFailed: ${cause}`);
  });

  test('has failed where the cause is cut off', () => {
    const cause = causeOf({ app: 0, log_router: 137 }).slice(0, -1);
    expect(() => run(new FakeAws(['cause'], ['arn:run'], cause), { retries: 0 })).toThrow(`States.TaskFailed: ${cause}`);
  });
});

test('the wait before a retry grows to an hour at the most', () => {
  const aws = new FakeAws(Array.from({ length: 9 }, () => 'fails'));
  expect(() => run(aws, { overlap: 'allow', retries: 8 })).toThrow('States.TaskFailed');
  expect(aws.waited).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
});

test.each([3600, 7200])('a wait of %d seconds stays what it is', (retryDelaySeconds) => {
  const aws = new FakeAws(['fails', 'fails', 'fails']);
  expect(() => run(aws, { overlap: 'allow', retryDelaySeconds })).toThrow('States.TaskFailed');
  expect(aws.waited).toEqual([retryDelaySeconds, retryDelaySeconds]);
});

describe('while an earlier run goes on', () => {
  const runs = ['arn:later', 'arn:run', 'arn:earlier'];

  test('a run is skipped, and says why', () => {
    const aws = new FakeAws([], runs);
    expect(run(aws)).toEqual({ Skipped: true, EarlierRun: 'arn:earlier' });
    expect(aws.started).toEqual([]);
  });

  test('a run fails where that was asked for', () => {
    expect(() => run(new FakeAws([], runs), { overlap: 'fail' })).toThrow('TaskRun.Overlaps: An earlier run still goes on');
  });

  test('a run goes on where runs may overlap, without a look at others', () => {
    const aws = new FakeAws(['succeeds'], runs);
    expect(run(aws, { overlap: 'allow' })).toMatchObject({ TaskArn: 'arn:task/1' });
    expect(aws.waited).toEqual([]);
  });
});

test.each([
  ['later runs', ['arn:later', 'arn:run']],
  ['a list that does not have it yet, and no other', []],
])('a run goes on with %s', (_what, runs) => {
  const aws = new FakeAws(['succeeds'], runs);
  expect(run(aws)).toMatchObject({ TaskArn: 'arn:task/1' });
});

test('of runs that start together, and see each other, exactly one goes on', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 }), (names) => {
    const runs = names.map((name) => `arn:${name}`);
    const outcomes = runs.map((arn) => {
      const aws = new FakeAws(['succeeds'], runs);
      const context = { ...aws.context, Execution: { Id: arn, Name: arn } };
      return runStateMachine(runDefinition(RUN), {}, { context, call: (call) => aws.call(call) });
    });
    expect(outcomes.filter(({ Skipped: skipped }) => !skipped)).toHaveLength(1);
  }));
});

describe('several tasks', () => {
  test('are started apart, each with a group of its own', () => {
    const aws = new FakeAws(['succeeds', 'succeeds', 'succeeds']);
    expect(run(aws, { count: 3 })).toHaveLength(3);
    expect(aws.started.map(({ Group: group }) => group)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  test('are tried again one by one, and only the late one is stopped', () => {
    const aws = new FakeAws(['succeeds', 'hangs', 'succeeds']);
    expect(run(aws, { count: 2 })).toMatchObject([{ TaskArn: 'arn:task/1' }, { TaskArn: 'arn:task/3' }]);
    expect(aws.stopped.map(({ Task: task }) => task)).toEqual(['arn:task/2']);
  });

  test('go on where one fails, and the run fails when they have ended', () => {
    const aws = new FakeAws(['succeeds', 'fails', 'succeeds']);
    expect(() => run(aws, { count: 3, retries: 0 })).toThrow('TaskRun.TasksFailed: [{"Failed":true,"Number":2,"Error":"States.TaskFailed"}]');
    expect(aws.started).toHaveLength(3);
  });

  test('are told, each that failed', () => {
    const aws = new FakeAws(['interrupted', 'succeeds', 'no room']);
    expect(() => run(aws, { count: 3, retries: 0 }))
      .toThrow('[{"Failed":true,"Number":1,"Error":"TaskRun.Stopped"},{"Failed":true,"Number":3,"Error":"AmazonECS.Unknown"}]');
  });
});

describe('the definition', () => {
  const everyRun = fc.record<RunDefinition>({
    partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
    cluster: fc.constant('arn:cluster'),
    family: fc.constant('nightly'),
    launch: fc.constant({}),
    count: fc.integer({ min: 1, max: 10 }),
    timeoutSeconds: fc.integer({ min: 1, max: 99_999_999 }),
    retries: fc.integer({ min: 0, max: 5 }),
    retryDelaySeconds: fc.integer({ min: 1, max: 600 }),
    overlap: fc.constantFrom('skip', 'fail', 'allow'),
    essential: fc.constantFrom(undefined, ['app'], ['app', 'second-app']),
  });

  test('names each state once, and leads nowhere else', () => {
    fc.assert(fc.property(everyRun, (facts) => {
      const machines = machinesIn(runDefinition(facts));
      const names = machines.flatMap(({ States: states }) => Object.keys(states));
      expect(new Set(names).size).toBe(names.length);
      machines.forEach(({ StartAt: start, States: states }) => {
        const reached = new Set([start, ...Object.values<any>(states).flatMap(leadsTo)]);
        expect([...reached].sort()).toEqual(Object.keys(states).sort());
        Object.values<any>(states).forEach((state) => expect(endsOf(state)).toBe(1));
      });
    }));
  });

  test('is of its partition', () => {
    fc.assert(fc.property(everyRun, (facts) => {
      const resources = JSON.stringify(runDefinition(facts)).match(/arn:[a-z-]+:states/g)!;
      expect(new Set(resources)).toEqual(new Set([`arn:${facts.partition}:states`]));
    }));
  });
});

/** The machine, and those inside its states. */
function machinesIn(machine: any): any[] {
  const inner = Object.values<any>(machine.States)
    .flatMap(({ Branches: branches = [], ItemProcessor: processor }) => [...branches, ...processor ? [processor] : []]);
  return [machine, ...inner.flatMap(machinesIn)];
}

function leadsTo({ Next: next, Default: otherwise, Choices: choices = [], Catch: catchers = [] }: any): string[] {
  return [next, otherwise, ...[...choices, ...catchers].map((part: any) => part.Next)].filter((name) => name !== undefined);
}

/** A state goes on, ends or chooses. */
function endsOf({ End: end, Next: next, Type: type }: any): number {
  return [end, next, ['Choice', 'Fail', 'Succeed'].includes(type) ? true : undefined].filter((way) => way !== undefined).length;
}
