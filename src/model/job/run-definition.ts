import { BY_ITSELF, failedTask } from './failed-task';

// Before a run looks for others, since ListExecutions is eventually consistent: two that start together see each other by then.
const SETTLE_SECONDS = 10;
// Each wait is twice as long as the one before.
const BACKOFF = 2;
// A retry that comes a day later helps nobody.
const LONGEST_DELAY_SECONDS = 3600;

const EVERYTHING = ['States.ALL'];
// For single calls of an API.
const PATIENTLY = [{ ErrorEquals: EVERYTHING, IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: BACKOFF }];

/** What a state machine is told of the runs of a task. */
export interface RunDefinition {
  readonly partition: string;
  readonly cluster: string;
  readonly family: string;
  /** What `RunTask` is told, as Step Functions writes it. */
  readonly launch: States;
  /** Tasks that one run starts. */
  readonly count: number;
  /** How long each of them may take. */
  readonly timeoutSeconds: number;
  /** How often each of them is started again. */
  readonly retries: number;
  readonly retryDelaySeconds: number;
  /** What a run does while an earlier one goes on. */
  readonly overlap: 'skip' | 'fail' | 'allow';
  /** The task's own containers whose end is that of the task; absent where their names are not known. */
  readonly essential?: readonly string[];
}

type States = Readonly<Record<string, unknown>>;

/**
 * The state machine of a supervised run, in the Amazon States Language.
 *
 * A task is over for Step Functions when its exit codes say so. That it ended because it was stopped, by Spot for one, is asked apart, and
 * a task that takes too long is stopped by name: what Step Functions itself does then is nowhere written down.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function runDefinition(run: RunDefinition): States {
  const tasks = run.count === 1 ? attempts(run, '$$.Execution.Name', { End: true }) : severalTasks(run);
  const first = run.count === 1 ? 'Attempt' : 'Tasks';
  return {
    Comment: 'Runs a task of ECS to its end',
    StartAt: run.overlap === 'allow' ? first : 'Settle',
    States: { ...overlapGuard(run, first), ...tasks },
  };
}

/** The oldest of the runs that go on is the one that may. */
function overlapGuard({ overlap, partition }: RunDefinition, next: string): States {
  if (overlap === 'allow') return {};
  return {
    Settle: { Type: 'Wait', Seconds: SETTLE_SECONDS, Next: 'ListRuns' },
    ListRuns: {
      Type: 'Task',
      Resource: call(partition, 'sfn:listExecutions'),
      Parameters: { 'StateMachineArn.$': '$$.StateMachine.Id', 'StatusFilter': 'RUNNING' },
      // The latest comes first.
      ResultSelector: { 'Oldest.$': '$.Executions[-1:].ExecutionArn' },
      Retry: PATIENTLY,
      Next: 'IsOldestRun',
    },
    IsOldestRun: {
      Type: 'Choice',
      Choices: [
        { Not: { Variable: '$.Oldest[0]', IsPresent: true }, Next: next },
        { Variable: '$.Oldest[0]', StringEqualsPath: '$$.Execution.Id', Next: next },
      ],
      Default: overlap === 'skip' ? 'Skipped' : 'Overlaps',
    },
    ...overlap === 'skip'
      ? { Skipped: { Type: 'Pass', Parameters: { 'Skipped': true, 'EarlierRun.$': '$.Oldest[0]' }, End: true } }
      : { Overlaps: { Type: 'Fail', Error: 'TaskRun.Overlaps', Cause: 'An earlier run still goes on' } },
  };
}

/** Step Functions starts one task in one state. */
function severalTasks(run: RunDefinition): States {
  return {
    Tasks: { Type: 'Pass', Result: Array.from({ length: run.count }, (_, index) => ({ Number: index + 1 })), Next: 'EachTask' },
    EachTask: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Attempt',
        States: {
          ...attempts(run, "States.Format('{}-{}', $$.Execution.Name, $.Number)", {
            // One that fails would have the others stopped.
            Catch: [{ ErrorEquals: EVERYTHING, ResultPath: '$.Failure', Next: 'TaskFailed' }],
            End: true,
          }),
          TaskFailed: { Type: 'Pass', Parameters: { 'Failed': true, 'Number.$': '$.Number', 'Error.$': '$.Failure.Error' }, End: true },
        },
      },
      ResultSelector: { 'Tasks.$': '$', 'Failures.$': '$[?(@.Failed==true)]' },
      Next: 'HaveAllSucceeded',
    },
    HaveAllSucceeded: {
      Type: 'Choice',
      Choices: [{ Variable: '$.Failures[0]', IsPresent: true, Next: 'TasksFailed' }],
      Default: 'AllSucceeded',
    },
    TasksFailed: { Type: 'Fail', Error: 'TaskRun.TasksFailed', CausePath: 'States.JsonToString($.Failures)' },
    AllSucceeded: { Type: 'Succeed', OutputPath: '$.Tasks' },
  };
}

/** One task until it succeeds, in a branch of its own, so that all the ways in which it fails are tried again alike. */
function attempts(run: RunDefinition, group: string, next: States): States {
  return {
    Attempt: {
      Type: 'Parallel',
      Parameters: { 'Group.$': group },
      Branches: [{ StartAt: 'RunTask', States: { ...oneTask(run), ...stopLateTask(run) } }],
      ...run.retries > 0 && { Retry: [{ ErrorEquals: EVERYTHING, MaxAttempts: run.retries, ...backoff(run) }] },
      OutputPath: '$[0]',
      ...next,
    },
  };
}

function backoff({ retryDelaySeconds }: RunDefinition): States {
  return retryDelaySeconds < LONGEST_DELAY_SECONDS
    ? { IntervalSeconds: retryDelaySeconds, BackoffRate: BACKOFF, MaxDelaySeconds: LONGEST_DELAY_SECONDS }
    : { IntervalSeconds: retryDelaySeconds, BackoffRate: 1 };
}

function oneTask({ essential = [], launch, partition, timeoutSeconds }: RunDefinition): States {
  const judged = essential.length > 0;
  return {
    RunTask: {
      Type: 'Task',
      Resource: `arn:${partition}:states:::ecs:runTask.sync`,
      Parameters: { ...launch, 'Group.$': '$.Group' },
      TimeoutSeconds: timeoutSeconds,
      Catch: [
        { ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'FindTask' },
        ...judged ? [{ ErrorEquals: ['States.TaskFailed'], ResultPath: '$.Failure', Next: 'TellsOfTask' }] : [],
      ],
      Next: 'HowItEnded',
    },
    HowItEnded: {
      Type: 'Choice',
      Choices: [{
        And: [{ Variable: '$.StopCode', IsPresent: true }, { Not: { Variable: '$.StopCode', StringEquals: BY_ITSELF } }],
        Next: 'Stopped',
      }],
      Default: 'Ended',
    },
    Ended: { Type: 'Succeed' },
    Stopped: { Type: 'Fail', Error: 'TaskRun.Stopped', CausePath: '$.StoppedReason' },
    ...judged && failedTask(essential),
  };
}

/** The state that timed out does not tell the task's name; its group does. One page is looked at: 100 tasks of the family that run. */
function stopLateTask({ cluster, family, partition, timeoutSeconds }: RunDefinition): States {
  const anyway = [{ ErrorEquals: EVERYTHING, Next: 'TimedOut' }];
  return {
    FindTask: {
      Type: 'Task',
      Resource: call(partition, 'ecs:listTasks'),
      Parameters: { Cluster: cluster, Family: family, DesiredStatus: 'RUNNING' },
      ResultPath: '$.Found',
      Retry: PATIENTLY,
      Catch: anyway,
      Next: 'IsFound',
    },
    IsFound: { Type: 'Choice', Choices: [{ Variable: '$.Found.TaskArns[0]', IsPresent: true, Next: 'DescribeTask' }], Default: 'TimedOut' },
    DescribeTask: {
      Type: 'Task',
      Resource: call(partition, 'ecs:describeTasks'),
      Parameters: { 'Cluster': cluster, 'Tasks.$': '$.Found.TaskArns' },
      ResultPath: '$.Described',
      Retry: PATIENTLY,
      Catch: anyway,
      Next: 'StopOwnTask',
    },
    StopOwnTask: {
      Type: 'Map',
      ItemsPath: '$.Described.Tasks',
      ItemSelector: { 'Group.$': '$.Group', 'Task.$': '$$.Map.Item.Value' },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'IsOwn',
        States: {
          IsOwn: { Type: 'Choice', Choices: [{ Variable: '$.Task.Group', StringEqualsPath: '$.Group', Next: 'StopTask' }], Default: 'NotOwn' },
          StopTask: {
            Type: 'Task',
            Resource: call(partition, 'ecs:stopTask'),
            Parameters: { 'Cluster': cluster, 'Task.$': '$.Task.TaskArn', 'Reason': 'The run took too long' },
            Retry: PATIENTLY,
            End: true,
          },
          NotOwn: { Type: 'Succeed' },
        },
      },
      Catch: anyway,
      Next: 'TimedOut',
    },
    TimedOut: { Type: 'Fail', Error: 'TaskRun.TimedOut', Cause: `The task took longer than ${timeoutSeconds} seconds` },
  };
}

/** Calls of an API that Step Functions passes on as they are. */
function call(partition: string, action: string): string {
  return `arn:${partition}:states:::aws-sdk:${action}`;
}
