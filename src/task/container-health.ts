import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Tokenization } from 'aws-cdk-lib/core';
import { Finding, refuse } from '../model/finding';
import { HealthCheckFacts } from '../model/task/container-facts';
import { known, knownDuration, knownSeconds } from '../private/known';

const DEFAULT_INTERVAL = Duration.seconds(10);
const DEFAULT_TIMEOUT = Duration.seconds(5);
const DEFAULT_RETRIES = 3;

/** When a container counts as unhealthy. */
export interface ContainerHealthOptions {
  /**
   * Time between two checks, 5 to 300 seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long one check may take, 2 to 60 seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;

  /**
   * How many checks in a row have to fail, 1 to 10.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * How long after its start the container may fail without being counted, up to 300 seconds.
   *
   * @default - every check counts from the start
   */
  readonly startPeriod?: Duration;
}

/** How a container is asked over HTTP whether it works. */
export interface HttpHealthOptions extends ContainerHealthOptions {
  /**
   * Port to ask on.
   *
   * @default - the container's first port
   */
  readonly port?: number;
}

/**
 * How ECS tells that a container works: by a program that it runs inside, which the image therefore has to hold.
 *
 * A distroless image holds none, and needs none: behind a balancer, its target group checks health. `wget` and `curl` are for Linux
 * containers (`ContainerHealth.Windows` otherwise).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html
 *
 * @example
 * TaskBlueprint.container({ image, port: 8080, healthCheck: ContainerHealth.curl('/health') });
 */
export class ContainerHealth {
  /**
   * Ask with `wget`, which is in most images made from Alpine or BusyBox.
   *
   * @param path path and query to ask for, which answers with a status below 400; one that does not begin with a slash is refused with
   * `ContainerHealth.Path`
   */
  public static wget(path: string, options: HttpHealthOptions = {}): ContainerHealth {
    return new ContainerHealth(options, (url) => ['CMD', 'wget', '-q', '-O', '/dev/null', url], path, options.port);
  }

  /**
   * Ask with `curl`.
   *
   * @param path path and query to ask for, which answers with a status below 400; one that does not begin with a slash is refused with
   * `ContainerHealth.Path`
   */
  public static curl(path: string, options: HttpHealthOptions = {}): ContainerHealth {
    return new ContainerHealth(options, (url) => ['CMD', 'curl', '-fsS', '-o', '/dev/null', url], path, options.port);
  }

  /**
   * Run a program of the image; it ends with 0 if the container works.
   *
   * @param command program and arguments, that no shell looks at; `CMD` in front is not needed
   */
  public static command(command: string[], options: ContainerHealthOptions = {}): ContainerHealth {
    const isMarked = command[0] === 'CMD' || command[0] === 'CMD-SHELL';
    return new ContainerHealth(options, () => (isMarked ? command : ['CMD', ...command]));
  }

  /**
   * Run a line in the image's shell, `/bin/sh`; it ends with 0 if the container works.
   *
   * @param script what to type into the shell
   */
  public static shell(script: string, options: ContainerHealthOptions = {}): ContainerHealth {
    return new ContainerHealth(options, () => ['CMD-SHELL', script]);
  }

  private constructor(
    private readonly options: ContainerHealthOptions,
    private readonly commandFor: (url: string) => string[],
    private readonly path?: string,
    private readonly port?: number,
  ) {}

  /**
   * What is asked for over HTTP, if it is asked for on this port.
   *
   * @internal
   */
  public _pathOn(port: number | undefined): string | undefined {
    return this.port === undefined || this.port === port ? this.path : undefined;
  }

  /** @internal */
  public _facts(): HealthCheckFacts {
    const { interval, timeout, retries, startPeriod } = this.options;
    return {
      command: this.commandFor('').map(known),
      intervalSeconds: knownSeconds(interval),
      timeoutSeconds: knownSeconds(timeout),
      retries: known(retries),
      startPeriodSeconds: knownSeconds(startPeriod),
    };
  }

  /**
   * What is wrong besides ECS's own rules, which `_facts` are checked for.
   *
   * @internal
   */
  public _findings({ firstPort, windows }: { readonly firstPort?: number; readonly windows: boolean }): Finding[] {
    const path = known(this.path);
    const interval = knownSeconds(this.options.interval ?? DEFAULT_INTERVAL);
    const timeout = knownSeconds(this.options.timeout ?? DEFAULT_TIMEOUT);
    return [
      // Not a rule of ECS, but of aws-cdk-lib, which would say so only at synth.
      ...(interval !== undefined && timeout !== undefined && timeout > interval
        ? [refuse('ContainerHealth.TimeoutAboveInterval', 'timeout', `is at most the interval of ${interval} seconds, got ${timeout}; raise the interval`)] : []),
      ...(path !== undefined && !path.startsWith('/')
        ? [refuse('ContainerHealth.Path', '', `asks for a path that begins with a slash, got '${path}'`)] : []),
      ...(this.path !== undefined && windows
        ? [refuse('ContainerHealth.Windows', '', 'writes to /dev/null, which Windows containers do not have; use ContainerHealth.command()')] : []),
      ...(this.path !== undefined && (this.port ?? firstPort) === undefined
        ? [refuse('ContainerHealth.NoPort', '', 'asks over HTTP, and the container has no port; give it one, or name the port of the check')] : []),
    ];
  }

  /**
   * The check as the L2 takes it: without `_times` that are tokens, which it would call out of range.
   *
   * @internal
   */
  public _bind(firstPort: number | undefined): ecs.HealthCheck {
    const { interval = DEFAULT_INTERVAL, timeout = DEFAULT_TIMEOUT, retries = DEFAULT_RETRIES, startPeriod } = this.options;
    const command = this.commandFor(this.url(firstPort));
    return { command, interval: knownDuration(interval), timeout: knownDuration(timeout), retries, startPeriod };
  }

  /** @internal */
  public get _times(): { readonly interval?: Duration; readonly timeout?: Duration } {
    return this.options;
  }

  /** ECS writes `localhost` into the hosts file of each task, as 127.0.0.1, and as ::1 for a task that has IPv6 addresses only. */
  private url(firstPort: number | undefined): string {
    const port = this.port ?? firstPort;
    return port === undefined ? '' : `http://localhost:${Tokenization.stringifyNumber(port)}${this.path}`;
  }
}
