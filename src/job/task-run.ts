import { Duration } from 'aws-cdk-lib/core';
import { ContainerOverrides, overridesFindings } from './container-overrides';
import { StandaloneTask } from './standalone-task';
import { Finding } from '../model/finding';
import { RunFilling } from '../model/job/override-texts';
import { RunFacts } from '../model/job/run-capacity';
import { checkTaskCount } from '../model/job/standalone';
import { checkSupervision } from '../model/job/supervised-run';
import { known, knownSeconds } from '../private/known';

/** What one run of a task is. */
export interface TaskRunOptions {
  /**
   * Tasks that a run starts, 1 to 10 (`StandaloneTask.TaskCount` otherwise).
   *
   * @default 1
   */
  readonly taskCount?: number;

  /**
   * What a run changes about the task's containers, each of them once.
   *
   * Refused with `ContainerOverrides.UnknownContainer`, `ContainerOverrides.Twice` and, for what nobody would fill in, `ContainerOverrides.NotFilled`.
   *
   * @default - the task runs as its definition says
   */
  readonly overrides?: ContainerOverrides[];
}

/** What a run does while an earlier one still goes on. */
export enum RunOverlap {
  /** It starts no task, and succeeds with the reason. */
  SKIP = 'skip',
  /** It starts no task, and fails: the alarm goes off. */
  FAIL = 'fail',
  /** It starts its tasks beside those that run. */
  ALLOW = 'allow',
}

/** How a run is brought to its end. */
export interface SupervisedRunOptions extends TaskRunOptions {
  /**
   * How long a task may take, start included; then it is stopped, and has failed.
   *
   * That is for each attempt. A run may take `retries + 1` times as long, and the waits between: three days and three minutes by default.
   *
   * Whole seconds from 1 up, `TaskRun.Timeout` otherwise.
   *
   * @default Duration.hours(24)
   */
  readonly timeout?: Duration;

  /**
   * How often a task is started again that failed, was interrupted, took too long or found no room.
   *
   * A task has to bear that: it may be started again after it has done a part of its work. `TaskRun.Retries` for what is no whole number from 0 up.
   *
   * @default 2
   */
  readonly retries?: number;

  /**
   * How long to wait before a task is started again; twice as long each time, up to an hour.
   *
   * Whole seconds from 1 up, `TaskRun.RetryDelay` otherwise.
   *
   * @default Duration.minutes(1)
   */
  readonly retryDelay?: Duration;

  /**
   * What a run does while an earlier one still goes on.
   *
   * @default RunOverlap.SKIP
   */
  readonly overlap?: RunOverlap;

  /**
   * Whether X-Ray gets a trace of each run.
   *
   * @default true
   */
  readonly tracing?: boolean;
}

/**
 * What one run of a task is, and who sees to it that it ends well.
 */
export class TaskRun {
  /**
   * The tasks are started, and that is all: nobody waits for them, tries again or stops them.
   *
   * @example
   * TaskRun.unsupervised({ taskCount: 2, overrides: [{ command: ['report', '--daily'] }] });
   */
  public static unsupervised(options: TaskRunOptions = {}): TaskRun {
    return new TaskRun(options);
  }

  /**
   * A state machine of Step Functions starts the tasks, waits for their ends, starts failed ones again, stops those that take too long, and
   * sees that no two runs overlap.
   *
   * @example
   * TaskRun.supervised({ timeout: Duration.hours(2), retries: 3 });
   */
  public static supervised(options: SupervisedRunOptions = {}): TaskRun {
    return new TaskRun(options, options);
  }

  private constructor(
    /** @internal */
    public readonly _options: TaskRunOptions,
    /**
     * Absent where nobody supervises.
     *
     * @internal
     */
    public readonly _supervision?: SupervisedRunOptions,
  ) {}

  /**
   * What it means for the capacity: Step Functions starts tasks one by one.
   *
   * @internal
   */
  public get _facts(): RunFacts {
    return {
      tasks: this._supervision ? 1 : known(this._options.taskCount ?? 1),
      retried: this._supervision !== undefined && this._supervision.retries !== 0,
    };
  }

  /** @internal */
  public _findings(choices: StandaloneTask, filling?: RunFilling): Finding[] {
    const { taskCount, overrides = [] } = this._options;
    const { timeout, retries, retryDelay } = this._supervision ?? {};
    return [
      ...checkTaskCount(known(taskCount)),
      ...overridesFindings(overrides, choices, filling).map((finding) => ({ ...finding, path: `overrides${finding.path}` })),
      ...checkSupervision({ timeoutSeconds: knownSeconds(timeout), retries: known(retries), retryDelaySeconds: knownSeconds(retryDelay) }),
    ];
  }
}
