import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { containerOf, newStack, saidOf } from './tasks';
import { ContainerHealth } from '../../src/task/container-health';

describe('the command', () => {
  test.each([
    ['wget', ContainerHealth.wget('/health'), ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://localhost:8080/health']],
    ['curl', ContainerHealth.curl('/health'), ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://localhost:8080/health']],
    ['a program', ContainerHealth.command(['/healthy']), ['CMD', '/healthy']],
    ['a program with its arguments', ContainerHealth.command(['/app', 'check', '--fast']), ['CMD', '/app', 'check', '--fast']],
    ['a command that is marked already', ContainerHealth.command(['CMD', '/healthy']), ['CMD', '/healthy']],
    ['a line for the shell', ContainerHealth.shell('pg_isready || exit 1'), ['CMD-SHELL', 'pg_isready || exit 1']],
    ['a command for the shell', ContainerHealth.command(['CMD-SHELL', 'pg_isready']), ['CMD-SHELL', 'pg_isready']],
  ])('of %s', (_, healthCheck, command) => {
    expect(containerOf({ port: 8080, healthCheck }).HealthCheck.Command).toEqual(command);
  });

  test.each(['/health?deep=1&x=$(reboot)', '/a b', '/"; reboot; "', "/'`reboot`"])('hands a path to no shell: %s', (path) => {
    const { Command: command } = containerOf({ port: 80, healthCheck: ContainerHealth.curl(path) }).HealthCheck;

    expect(command[0]).toBe('CMD');
    expect(command[command.length - 1]).toBe(`http://localhost:80${path}`);
  });

  test('asks on a port of its own', () => {
    const healthCheck = ContainerHealth.wget('/health', { port: 9090 });

    expect(containerOf({ port: 8080, healthCheck }).HealthCheck.Command).toContain('http://localhost:9090/health');
  });

  test('takes the first of several ports', () => {
    const ports = [{ containerPort: 9000 }, { containerPort: 9001 }];

    expect(containerOf({ ports, healthCheck: ContainerHealth.wget('/') }).HealthCheck.Command).toContain('http://localhost:9000/');
  });

  test('takes a port that only the deployment knows', () => {
    const stack = newStack();
    const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;

    expect(containerOf({ port, healthCheck: ContainerHealth.wget('/') }, {}, stack).HealthCheck.Command)
      .toContainEqual({ 'Fn::Join': ['', ['http://localhost:', { Ref: 'Port' }, '/']] });
  });
});

describe('the timing', () => {
  test('is quick unless said otherwise', () => {
    expect(containerOf({ healthCheck: ContainerHealth.shell('true') }).HealthCheck)
      .toEqual({ Command: ['CMD-SHELL', 'true'], Interval: 10, Timeout: 5, Retries: 3 });
  });

  test('is as asked for', () => {
    const healthCheck = ContainerHealth.shell('true', {
      interval: Duration.minutes(1), timeout: Duration.seconds(20), retries: 1, startPeriod: Duration.seconds(0),
    });

    expect(containerOf({ healthCheck }).HealthCheck).toEqual(expect.objectContaining({ Interval: 60, Timeout: 20, Retries: 1, StartPeriod: 0 }));
  });
});

test.each<[string, (token: Duration) => ContainerHealth, Record<string, unknown>]>([
  ['interval', (interval) => ContainerHealth.shell('true', { interval }), { Interval: { Ref: 'Number' }, Timeout: 5 }],
  ['timeout', (timeout) => ContainerHealth.shell('true', { timeout }), { Interval: 10, Timeout: { Ref: 'Number' } }],
  ['interval and timeout', (token) => ContainerHealth.shell('true', { interval: token, timeout: token }), { Interval: { Ref: 'Number' }, Timeout: { Ref: 'Number' } }],
  ['start period', (startPeriod) => ContainerHealth.shell('true', { startPeriod }), { Interval: 10, StartPeriod: { Ref: 'Number' } }],
])('the %s may be known at deployment only', (_, healthCheckWith, times) => {
  const stack = newStack();
  const token = Duration.seconds(new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber);

  expect(containerOf({ healthCheck: healthCheckWith(token) }, {}, stack).HealthCheck).toEqual(expect.objectContaining(times));
});

describe('a service refuses', () => {
  test.each([
    ['an interval out of range', ContainerHealth.shell('true', { interval: Duration.seconds(301) }),
      'error ContainerHealth.Interval: `healthCheck.interval` '],
    ['a timeout out of range', ContainerHealth.shell('true', { interval: Duration.minutes(2), timeout: Duration.seconds(61) }),
      'error ContainerHealth.Timeout: `healthCheck.timeout` '],
    ['no retries', ContainerHealth.shell('true', { retries: 0 }),
      'error ContainerHealth.Retries: `healthCheck.retries` '],
    ['a start period out of range', ContainerHealth.shell('true', { startPeriod: Duration.minutes(6) }),
      'error ContainerHealth.StartPeriod: `healthCheck.startPeriod` '],
    ['an empty command', ContainerHealth.command([]),
      'error ContainerHealth.Command: `healthCheck.command` '],
    ['a timeout above the interval', ContainerHealth.shell('true', { timeout: Duration.seconds(20) }),
      'error ContainerHealth.TimeoutAboveInterval: `healthCheck.timeout` is at most the interval of 10 seconds, got 20; raise the interval'],
    ['a path without a slash', ContainerHealth.wget('health', { port: 80 }),
      "error ContainerHealth.Path: `healthCheck` asks for a path that begins with a slash, got 'health'"],
    ['a question to nobody', ContainerHealth.curl('/health'),
      'error ContainerHealth.NoPort: `healthCheck` asks over HTTP, and the container has no port; give it one, or name the port of the check'],
  ])('%s', (_, healthCheck, said) => {
    expect(saidOf({ healthCheck })).toEqual([expect.stringContaining(said)]);
  });

  test.each([['wget', ContainerHealth.wget('/')], ['curl', ContainerHealth.curl('/')]])('%s on Windows', (_, healthCheck) => {
    const windows = { port: 80, runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE } };

    expect(saidOf({ ...windows, healthCheck })).toEqual([
      'error ContainerHealth.Windows: `healthCheck` writes to /dev/null, which Windows containers do not have; use ContainerHealth.command()',
    ]);
    expect(saidOf({ ...windows, healthCheck: ContainerHealth.command(['healthy.exe']) })).toEqual([]);
  });

  test('nothing that only the deployment knows', () => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const path = new CfnParameter(stack, 'Path').valueAsString;
    const seconds = Duration.seconds(number);

    const healthCheck = ContainerHealth.wget(path, { port: number, interval: seconds, timeout: seconds, retries: number, startPeriod: seconds });

    expect(saidOf({ healthCheck })).toEqual([]);
  });
});

test.each([
  ['the first port', ContainerHealth.wget('/health'), '/health'],
  ['the first port, by its number', ContainerHealth.curl('/health', { port: 8080 }), '/health'],
  ['another port', ContainerHealth.curl('/health', { port: 9090 }), undefined],
  ['no port', ContainerHealth.shell('true'), undefined],
])('the path that is asked for on %s', (_, healthCheck, path) => {
  expect(healthCheck._pathOn(8080)).toBe(path);
});
