import { CloudFormation, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand, ECS, ListTasksCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';

/** The parts of ECS, CloudFormation and CloudWatch Logs that the handler uses, behind the mocked clients of the SDK, with a clock that only sleep moves. */

/** Plain JavaScript, as Lambda runs it. */
export const SOURCE = '../../handlers/deploy-task';

export const MINUTE = 60_000;
export const RUN = 15 * MINUTE;
const SECRET_URL = 'https://cloudformation-custom-resource-response.example.com/?X-Amz-Signature=secret';

const { run, hook } = jest.requireActual(SOURCE);
const { aws: adapter } = jest.requireActual(`${SOURCE}/aws`);

const cloudFormation = mockClient(CloudFormation);
const logs = mockClient(CloudWatchLogs);
const ecs = mockClient(ECS);

/** What a service answers. */
export function error(name: string, message: string = name): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: {} });
}

/** What comes where no service answers, also after the retries of the SDK. */
export function networkError(code: string): Error {
  return Object.assign(new Error('socket hang up'), { code, $metadata: { attempts: 5 } });
}

/** What the template says of a task. */
export function planOf(taskDefinition: string, rest: object = {}): any {
  return {
    id: 'c8migrate',
    run: { cluster: 'arn:cluster', taskDefinition },
    inputs: {},
    timeoutSeconds: 600,
    main: 'app',
    essential: ['app', 'router'],
    logLines: 20,
    logs: { app: { group: '/migrate', prefix: 'ecs' } },
    ...rest,
  };
}

/** What CloudFormation asks for. */
export function request(RequestType: 'Create' | 'Update' | 'Delete', plan: object, rest: object = {}): any {
  return {
    RequestType,
    RequestId: '6ad7d1f1-6e6b-4b3e-8f5c-7d0a2d5b9c11',
    ResponseURL: SECRET_URL,
    StackId: 'arn:stack',
    LogicalResourceId: 'MigrateRun',
    ResourceProperties: { Plan: JSON.stringify(plan) },
    ...rest,
  };
}

/** A call of ECS at a stage of a deployment. */
export function waiting(plan: object, rest: object = {}): any {
  return {
    executionId: 'e8d5a28f-eb01-4f3c-9454-a30ba6dc54bc',
    lifecycleStage: 'PRE_SCALE_UP',
    resourceArn: 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/web/EZe5RNVLH6PPzHXINuP28',
    executionDetails: { serviceArn: 'arn:web', targetServiceRevisionArn: 'arn:revision', testTrafficWeights: {}, productionTrafficWeights: {} },
    hookDetails: { Plan: JSON.stringify(plan), StackId: 'arn:stack' },
    ...rest,
  };
}

export class Aws {
  public time = 1_000 * MINUTE;
  public status = 'UPDATE_IN_PROGRESS';
  public readonly tasks: any[] = [];
  public readonly answers: any[] = [];
  public readonly continued: any[] = [];
  public readonly slept: number[] = [];
  /** What RunTask says instead of starting a task, one each. */
  public readonly shortages: object[][] = [];
  /** Thrown by the next calls of an action, one each. */
  public readonly errors: Partial<Record<'describeStacks' | 'listTasks' | 'runTask' | 'describeTasks' | 'stopTask' | 'getLogEvents' | 'respond', Error[]>> = {};
  public lines: string[] = [];
  /** What happens as the clock goes on: called after every sleep. */
  public meanwhile?: (sleeps: number) => void;
  /** Whether ECS remembers with a token that there was no room. */
  public remembersShortages = true;
  private readonly byToken = new Map<string, object>();
  private readonly api: any;

  constructor() {
    [cloudFormation, logs, ecs].forEach((client) => client.reset());
    cloudFormation.on(DescribeStacksCommand).callsFake(() => this.doing('describeStacks', { Stacks: [{ StackStatus: this.status }] }));
    ecs.on(RunTaskCommand).callsFake((input) => this.doing('runTask', this.refuses('runTask') ? undefined : this.runTask(input)));
    ecs.on(ListTasksCommand).callsFake((input) => this.doing('listTasks', { taskArns: this.running(input) }));
    ecs.on(DescribeTasksCommand).callsFake(({ tasks }) => this.doing('describeTasks', { tasks: this.tasks.filter(({ taskArn }) => tasks.includes(taskArn)) }));
    ecs.on(StopTaskCommand).callsFake(() => this.doing('stopTask', {}));
    logs.on(GetLogEventsCommand).callsFake(({ limit }) => this.doing('getLogEvents', { events: this.lines.slice(-limit).map((message) => ({ message })) }));
    this.api = {
      ...adapter('arn:function'),
      respond: async (url: string, body: string) => {
        this.doing('respond', {});
        expect(url).toBe(SECRET_URL);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
        this.answers.push(JSON.parse(body));
      },
      goOn: async (input: object) => { this.continued.push(JSON.parse(JSON.stringify(input))); },
      sleep: async (milliseconds: number) => {
        this.time += milliseconds;
        this.slept.push(milliseconds);
        this.meanwhile?.(this.slept.length);
      },
      now: () => this.time,
    };
  }

  /** Runs for a request, and for what it goes on with, until there is an answer. */
  public async answerTo(asked: object): Promise<any> {
    const before = this.answers.length;
    await run(this.api, asked, RUN);
    while (this.answers.length === before) await run(this.api, this.continued[this.continued.length - 1], RUN);
    return this.answers[this.answers.length - 1];
  }

  /** Runs for a request once. */
  public async runOnce(asked: object): Promise<void> {
    await run(this.api, asked, RUN);
  }

  /** Calls a hook once. */
  public async callHook(asked: object): Promise<any> {
    return hook(this.api, asked);
  }

  /** Calls a hook as ECS does, until it is through. */
  public async hookUntilEnd(asked: any): Promise<any> {
    for (let event = asked; ;) {
      const answer = await this.callHook(event);
      if (answer.hookStatus !== 'IN_PROGRESS') return answer;
      await this.api.sleep(answer.callBackDelay * 1_000);
      event = { ...event, hookDetails: { ...event.hookDetails, ...answer.hookDetails } };
    }
  }

  /** Ends a task with the exit codes of its containers. */
  public end(exitCodes: Record<string, number | undefined>, rest: object = {}, task: any = this.tasks[this.tasks.length - 1]): void {
    Object.assign(task, {
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: Object.entries(exitCodes).map(([name, exitCode]) => ({ name, exitCode })),
      ...rest,
    });
  }

  public callsOf(command: 'RunTask' | 'StopTask' | 'GetLogEvents'): any[] {
    if (command === 'GetLogEvents') return logs.commandCalls(GetLogEventsCommand).map(({ args: [{ input }] }) => input);
    const calls = command === 'RunTask' ? ecs.commandCalls(RunTaskCommand) : ecs.commandCalls(StopTaskCommand);
    return calls.map(({ args: [{ input }] }: any) => input);
  }

  /** As ECS does with a token: the first answer is the answer to all. */
  private runTask({ clientToken, startedBy, taskDefinition }: any): object {
    const known = this.byToken.get(clientToken);
    if (known) return known;
    const failures = this.shortages.shift();
    const answer = failures ? { tasks: [], failures } : { tasks: [this.start(taskDefinition, startedBy)], failures: [] };
    if (failures === undefined || this.remembersShortages) this.byToken.set(clientToken, answer);
    return answer;
  }

  /** Errors that are nobody's fault here may come after the task was started. */
  private refuses(action: keyof Aws['errors']): boolean {
    const [next] = this.errors[action] ?? [];
    return (next as { $fault?: string } | undefined)?.$fault === 'client';
  }

  /** By default, ECS lists those that are to run. */
  private running({ cluster, startedBy }: any): string[] {
    expect(cluster).toMatch(/^arn:/);
    return this.tasks.filter((task) => task.startedBy === startedBy && task.lastStatus !== 'STOPPED').map(({ taskArn }) => taskArn);
  }

  private start(taskDefinition: string, startedBy: string): object {
    const task = { taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/shop/task${this.tasks.length + 1}`, taskDefinition, startedBy, lastStatus: 'PROVISIONING' };
    this.tasks.push(task);
    return task;
  }

  private doing<T>(action: keyof Aws['errors'], answer: T): T {
    const thrown = this.errors[action]?.shift();
    if (thrown) throw thrown;
    return answer;
  }
}
