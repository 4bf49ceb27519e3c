import { refuse } from '../../../src/model/finding';
import {
  checkContainerLimits, checkEnvironmentFileArns, checkEnvironmentFiles, checkRestart, checkStopTimeout, checkTimeouts, checkUlimits,
} from '../../../src/model/task/container-limits';

test.each([1, 121, 0])('a timeout of %p seconds is not for Fargate', (seconds) => {
  const text = `takes whole seconds from 2 to 120, got ${seconds}; the nearest is ${seconds === 121 ? 120 : 2}`;
  expect(checkTimeouts({ startTimeoutSeconds: seconds, stopTimeoutSeconds: seconds })).toEqual([
    refuse('Containers.StartTimeout', 'startTimeout', text),
    refuse('Containers.StopTimeout', 'stopTimeout', text),
  ]);
  expect(checkContainerLimits({ stopTimeoutSeconds: seconds }, { fargate: true })).toEqual([refuse('Containers.StopTimeout', 'stopTimeout', text)]);
  expect(checkContainerLimits({ stopTimeoutSeconds: seconds }, { fargate: false })).toEqual([]);
});

test('a stop timeout is refused where its user wrote it', () => {
  expect(checkStopTimeout('stop', 300)).toEqual([refuse('Containers.StopTimeout', 'stop', 'takes whole seconds from 2 to 120, got 300; the nearest is 120')]);
  expect([...checkStopTimeout('stop', 120), ...checkStopTimeout('stop', undefined)]).toEqual([]);
});

test('timeouts of 2 to 120 seconds, or not known, get through', () => {
  expect([...checkTimeouts({ startTimeoutSeconds: 2, stopTimeoutSeconds: 120 }), ...checkTimeouts({})]).toEqual([]);
});

test('all limits of a container are checked', () => {
  const container = { startTimeoutSeconds: 1, ulimits: [{ soft: 2, hard: 1 }], restart: { attemptPeriodSeconds: 1 }, environmentFiles: ['a'] };
  expect(checkContainerLimits(container, { fargate: true }).map(({ id }) => id))
    .toEqual(['Containers.StartTimeout', 'Ulimit.SoftAboveHard', 'Restart.AttemptPeriod', 'EnvironmentFiles.Name']);
  expect(checkContainerLimits({}, { fargate: true })).toEqual([]);
});

test('a soft limit is not above the hard one', () => {
  expect(checkUlimits([{ name: 'nproc', soft: 1, hard: 1 }, { name: 'core', soft: 2, hard: 1 }], true)).toEqual([
    refuse('Ulimit.SoftAboveHard', 'ulimits[1]', 'must have a soft limit of at most its hard limit of 1, got 2'),
  ]);
  expect(checkUlimits([{ name: 'core', soft: 1, hard: 0 }], true)).toHaveLength(1);
  expect(checkUlimits([{ name: 'memlock', soft: 1, hard: -1 }], true)).toEqual([]);
});

test('Fargate allows a million open files', () => {
  const refused = [refuse('Ulimit.OpenFiles', 'ulimits[0]', 'allows at most 1048576 open files on Fargate, got 1048577')];
  expect(checkUlimits([{ name: 'nofile', soft: 1, hard: 1048577 }], true)).toEqual(refused);
  expect(checkUlimits([{ name: 'nofile', soft: 1048577 }], true)).toEqual(refused);
  expect(checkUlimits([{ name: 'nofile', hard: 1048577 }], true)).toEqual(refused);
  expect(checkUlimits([{ name: 'nofile', soft: 1048576, hard: 1048576 }, { name: 'nproc', hard: 9999999 }, {}], true)).toEqual([]);
  expect(checkUlimits([{ name: 'nofile', hard: 1048577 }], false)).toEqual([]);
});

test.each([59, 1801])('a restart after %p seconds is refused', (attemptPeriodSeconds) => {
  expect(checkRestart({ attemptPeriodSeconds })).toEqual([refuse('Restart.AttemptPeriod', 'restart.attemptPeriod',
    `takes whole seconds from 60 to 1800, got ${attemptPeriodSeconds}; the nearest is ${attemptPeriodSeconds === 59 ? 60 : 1800}`)]);
});

test('a restart ignores up to 50 exit codes', () => {
  expect(checkRestart({ ignoredExitCodes: Array(51).fill(0) })).toEqual([
    refuse('Restart.IgnoredExitCodes', 'restart.ignoredExitCodes', 'takes at most 50 exit codes, got 51'),
  ]);
  expect([...checkRestart({ ignoredExitCodes: Array(50).fill(undefined), attemptPeriodSeconds: 60 }), ...checkRestart({})]).toEqual([]);
});

test('a container has up to ten environment files', () => {
  expect(checkEnvironmentFiles(Array(11).fill('a.env'))).toEqual([
    refuse('EnvironmentFiles.TooMany', 'environmentFiles', 'takes at most 10 files, got 11; merge some'),
  ]);
  expect(checkEnvironmentFiles(Array(10).fill('a.env'))).toEqual([]);
});

test('an environment file ends in .env', () => {
  expect(checkEnvironmentFiles(['arn:aws:s3:::bucket/app.env', undefined, 'config/app.env.bak'])).toEqual([
    refuse('EnvironmentFiles.Name', 'environmentFiles[2]', 'must be an object whose key ends in .env, got \'config/app.env.bak\'; rename it'),
  ]);
});

test.each(['s3://bucket/app.env', 'app.env', 'bucket/app.env', 'https://bucket.s3.amazonaws.com/app.env', 'arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/',
  'arn:aws:s3:::/app.env', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app.env', 'x arn:aws:s3:::bucket/app.env'])('%s is no ARN of an object', (file) => {
  expect(checkEnvironmentFileArns([{}, { environmentFiles: [undefined, file] }])).toEqual([
    refuse('EnvironmentFiles.Arn', 'containers[1].environmentFiles[1].value',
      `must be the ARN of an object in S3, got '${file}'; write it as arn:aws:s3:::bucket/key`),
  ]);
});

test.each(['arn:aws:s3:::bucket/app.env', 'arn:aws-cn:s3:::bucket/config/app.env', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/config/object/app.env'])(
  '%s is one', (file) => {
    expect(checkEnvironmentFileArns([{ path: '', environmentFiles: [file] }])).toEqual([]);
  });
