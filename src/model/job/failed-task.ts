/** How `stopCode` names the end that a task comes to by itself: ECS API reference, Task. */
export const BY_ITSELF = 'EssentialContainerExited';

const SUCCESS = 0;

type States = Readonly<Record<string, unknown>>;

/**
 * States that take an error of `RunTask` at `$.Failure`, and find out whether the work was done nevertheless.
 *
 * Step Functions fails a task for any exit code but 0, also for that of a container that was killed because the others were done. It tells
 * the task in the cause, as text.
 *
 * @param essential the task's own containers whose end is that of the task
 */
export function failedTask(essential: readonly string[]): States {
  return {
    TellsOfTask: {
      Type: 'Choice',
      // Other errors come here too, with causes in plain words; a cause that is too long is cut off.
      Choices: [{ Variable: '$.Failure.Cause', StringMatches: '{*}', Next: 'ReadTask' }],
      Default: 'Failed',
    },
    ReadTask: {
      Type: 'Pass',
      Parameters: { 'Task.$': 'States.StringToJson($.Failure.Cause)' },
      ResultPath: '$.Read',
      Next: 'EndedByItself',
    },
    EndedByItself: {
      Type: 'Choice',
      Choices: [{
        And: [
          ...isPresentAnd('$.Read.Task.StopCode', { StringEquals: BY_ITSELF }),
          { Variable: '$.Read.Task.Containers', IsPresent: true },
        ],
        Next: 'ReadExitCodes',
      }],
      Default: 'Failed',
    },
    ReadExitCodes: {
      Type: 'Pass',
      // A choice takes no filter.
      Parameters: Object.fromEntries(essential.map((name, index) => [`Code${index}.$`, `$.Read.Task.Containers[?(@.Name=='${name}')].ExitCode`])),
      ResultPath: '$.ExitCodes',
      Next: 'WorkIsDone',
    },
    WorkIsDone: {
      Type: 'Choice',
      Choices: [{
        And: essential.flatMap((_name, index) => isPresentAnd(`$.ExitCodes.Code${index}[0]`, { NumericEquals: SUCCESS })),
        Next: 'EndedWell',
      }],
      Default: 'Failed',
    },
    EndedWell: { Type: 'Succeed', OutputPath: '$.Read.Task' },
    Failed: { Type: 'Fail', ErrorPath: '$.Failure.Error', CausePath: '$.Failure.Cause' },
  };
}

/** A comparison with what is not there would end the run. */
function isPresentAnd(variable: string, comparison: States): States[] {
  return [{ Variable: variable, IsPresent: true }, { Variable: variable, ...comparison }];
}
