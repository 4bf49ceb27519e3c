import { at, ContainerFacts, pathOf, RestartFacts, TaskFacts, UlimitFacts } from './container-facts';
import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

/** Start and stop timeouts on Fargate. CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition StartTimeout and StopTimeout. */
export const FARGATE_TIMEOUT: Range = { min: 2, max: 120, unit: 'seconds' };
// ECS Developer Guide, "Task definition differences for Fargate".
const FARGATE_MOST_OPEN_FILES = 1048576;
// CloudFormation reference, AWS::ECS::TaskDefinition RestartPolicy.
const RESTART_ATTEMPT_PERIOD: Range = { min: 60, max: 1800, unit: 'seconds' };
const MOST_IGNORED_EXIT_CODES = 50;
// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition EnvironmentFiles.
const MOST_ENVIRONMENT_FILES = 10;
// S3 User Guide, "Amazon S3 resources": an object of a bucket, or behind an access point, which has a Region and an account.
const OBJECT_ARN = /^arn:[^:]+:s3:[^:]*:[^:]*:[^/]+\/.+$/;

/** All limits of one container: timeouts, ulimits, restarts and environment files. */
export function checkContainerLimits(container: ContainerFacts, task: Pick<TaskFacts, 'fargate'>): Finding[] {
  return [
    ...(task.fargate ? checkTimeouts(container) : []),
    ...checkUlimits(container.ulimits ?? [], task.fargate),
    ...checkRestart(container.restart ?? {}),
    ...checkEnvironmentFiles(container.environmentFiles ?? []),
  ];
}

/** Refuses start and stop timeouts that Fargate does not take. */
export function checkTimeouts({ startTimeoutSeconds, stopTimeoutSeconds }: Pick<ContainerFacts, 'startTimeoutSeconds' | 'stopTimeoutSeconds'>): Finding[] {
  return [
    ...checkRange('Containers.StartTimeout', 'startTimeout', startTimeoutSeconds, FARGATE_TIMEOUT),
    ...checkStopTimeout('stopTimeout', stopTimeoutSeconds),
  ];
}

/** Refuses a time from SIGTERM to SIGKILL that Fargate does not take, wherever its user wrote it. */
export function checkStopTimeout(path: string, seconds: number | undefined): Finding[] {
  return checkRange('Containers.StopTimeout', path, seconds, FARGATE_TIMEOUT);
}

/** Refuses soft limits above hard ones, and more open files than Fargate allows. */
export function checkUlimits(ulimits: readonly UlimitFacts[], fargate: boolean): Finding[] {
  return ulimits.flatMap(({ name, soft, hard }, index) => {
    const path = `ulimits[${index}]`;
    if (soft !== undefined && hard !== undefined && soft > hard && hard >= 0) {
      return [refuse('Ulimit.SoftAboveHard', path, `must have a soft limit of at most its hard limit of ${hard}, got ${soft}`)];
    }
    const most = Math.max(soft ?? 0, hard ?? 0);
    return fargate && name === 'nofile' && most > FARGATE_MOST_OPEN_FILES
      ? [refuse('Ulimit.OpenFiles', path, `allows at most ${FARGATE_MOST_OPEN_FILES} open files on Fargate, got ${most}`)] : [];
  });
}

/** Refuses restart policies that ECS does not take. */
export function checkRestart({ ignoredExitCodes, attemptPeriodSeconds }: RestartFacts): Finding[] {
  const codes = ignoredExitCodes?.length ?? 0;
  return [
    ...(codes > MOST_IGNORED_EXIT_CODES
      ? [refuse('Restart.IgnoredExitCodes', 'restart.ignoredExitCodes', `takes at most ${MOST_IGNORED_EXIT_CODES} exit codes, got ${codes}`)] : []),
    ...checkRange('Restart.AttemptPeriod', 'restart.attemptPeriod', attemptPeriodSeconds, RESTART_ATTEMPT_PERIOD),
  ];
}

/** Refuses too many environment files, or one that is not named `.env`. */
export function checkEnvironmentFiles(files: readonly (string | undefined)[]): Finding[] {
  return [
    ...(files.length > MOST_ENVIRONMENT_FILES
      ? [refuse('EnvironmentFiles.TooMany', 'environmentFiles', `takes at most ${MOST_ENVIRONMENT_FILES} files, got ${files.length}; merge some`)] : []),
    ...files.flatMap((file, index) => (file === undefined || file.endsWith('.env') ? []
      : [refuse('EnvironmentFiles.Name', `environmentFiles[${index}]`, `must be an object whose key ends in .env, got '${file}'; rename it`)])),
  ];
}

/**
 * Refuses environment files by anything but the ARN of an object.
 *
 * CloudFormation reference, AWS::ECS::TaskDefinition EnvironmentFile Value.
 */
export function checkEnvironmentFileArns(containers: readonly Pick<ContainerFacts, 'environmentFiles' | 'path'>[]): Finding[] {
  return containers.flatMap((container, index) => (container.environmentFiles ?? []).flatMap((file, place) => {
    if (file === undefined || OBJECT_ARN.test(file)) return [];
    return [refuse('EnvironmentFiles.Arn', at(pathOf(container, index), `environmentFiles[${place}].value`),
      `must be the ARN of an object in S3, got '${file}'; write it as arn:aws:s3:::bucket/key`)];
  }));
}
