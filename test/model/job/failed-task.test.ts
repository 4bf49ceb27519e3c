import * as fc from 'fast-check';
import { BY_ITSELF, failedTask } from '../../../src/model/job/failed-task';
import { runStateMachine, StatesError } from '../../kit/states-language';

const WORLD = { context: {}, call: () => { throw new Error('nobody is called'); } };
const BY_STEP_FUNCTIONS = 'States.TaskFailed';

/** What becomes of a failure: the output, or the error that the states end with. */
function after(cause: string, essential: readonly string[], error: string = BY_STEP_FUNCTIONS): any {
  try {
    return runStateMachine({ StartAt: 'TellsOfTask', States: failedTask(essential) }, { Failure: { Error: error, Cause: cause } }, WORLD);
  } catch (failure) {
    return failure;
  }
}

type ExitCodes = Readonly<Record<string, number | undefined>>;

function taskOf(exitCodes: ExitCodes, more: object = {}): object {
  const containers = Object.entries(exitCodes).map(([name, exitCode]) => ({ Name: name, ExitCode: exitCode, LastStatus: 'STOPPED' }));
  return { TaskArn: 'arn:task', StopCode: BY_ITSELF, Containers: containers, ...more };
}

function failedWith(cause: string, error: string = BY_STEP_FUNCTIONS): StatesError {
  return new StatesError(error, cause);
}

test('work is done where every container that counts ended with 0, whatever became of the others', () => {
  const code = fc.option(fc.constantFrom(0, 1, 137, 143), { nil: undefined });
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('app', 'import', 'log_router', 'agent'), code), fc.subarray(['app', 'import'], { minLength: 1 }), (exitCodes, essential) => {
    const cause = JSON.stringify(taskOf(exitCodes));
    const done = essential.every((name) => exitCodes[name] === 0);
    expect(after(cause, essential)).toEqual(done ? JSON.parse(cause) : failedWith(cause));
  }));
});

test.each<[string, object]>([
  ['was stopped', { StopCode: 'UserInitiated' }],
  ['was interrupted', { StopCode: 'SpotInterruption' }],
  ['does not tell why it ended', { StopCode: undefined }],
  ['tells of no containers', { Containers: undefined }],
  ['has no containers', { Containers: [] }],
])('work is not done where the task %s', (_what, more) => {
  const cause = JSON.stringify(taskOf({ app: 0 }, more));
  expect(after(cause, ['app'])).toEqual(failedWith(cause));
});

test.each(['AccessDeniedException: is not authorized to perform: ecs:RunTask', '{"TaskArn":"arn:task","Containers":[{"Name":"app"', ''])(
  "a cause that tells of no task stays what it is: '%s'", (cause) => {
    expect(after(cause, ['app'], 'ECS.AccessDeniedException')).toEqual(failedWith(cause, 'ECS.AccessDeniedException'));
  });

test('names of containers may have any sign that ECS takes', () => {
  const cause = JSON.stringify(taskOf({ 'App-1_b': 0, 'App-1': 1 }));
  expect(after(cause, ['App-1_b'])).toEqual(JSON.parse(cause));
  expect(after(cause, ['App-1'])).toEqual(failedWith(cause));
});

test('two containers whose names begin alike are two', () => {
  const cause = JSON.stringify(taskOf({ 'app': 0, 'app-agent': 137 }));
  expect(after(cause, ['app'])).toEqual(JSON.parse(cause));
});
