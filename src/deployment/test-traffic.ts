import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Finding, refuse } from '../model/finding';
import { checkRange } from '../model/range';
import { known } from '../private/known';

/** Requests with a header, which reach the new revision. */
export interface TestHeaderOptions {
  /**
   * Place of the rule among those of the listener: before the service's own, so lower, and each once. Not used by Service Connect, which has no rules.
   *
   * @default - one before the service's own rule
   */
  readonly priority?: number;
}

/** A listener apart, which leads to the new revision. */
export interface TestListenerOptions {
  /** Listener of the same load balancer, of its own port. */
  readonly listener: elbv2.IApplicationListener;

  /**
   * Place of the rule among those of the test listener: 1 to 50000, lowest first, each once.
   *
   * @default - the place that the service's own rule has on its listener
   */
  readonly priority?: number;
}

/** A port that leads to the new revision. */
export interface TestPortOptions {
  /**
   * Who may connect to the port.
   *
   * @default - addresses inside the VPC
   */
  readonly allowedSources?: ec2.IPeer[];
}

/** A header that test requests carry. */
export interface TestHeader {
  readonly name: string;
  readonly value: string;
}

/** What one way of testing is made of: exactly one of the three. */
interface Way {
  readonly header?: TestHeader;
  readonly listener?: elbv2.IApplicationListener;
  readonly port?: number;
  readonly priority?: number;
  readonly allowedSources?: ec2.IPeer[];
}

/**
 * How a new revision is reached before it gets production traffic: by hooks, by testers, by nobody else.
 *
 * Between deployments test traffic reaches the revision that is in production.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
 */
export class TestTraffic {
  /**
   * Requests with this header, on the listener of production; behind no load balancer, between services in Service Connect.
   *
   * @example
   * TestTraffic.header('x-release', 'next');
   *
   * @param name name of the header
   * @param value its exact value
   */
  public static header(name: string, value: string, options: TestHeaderOptions = {}): TestTraffic {
    return new TestTraffic({ header: { name, value }, priority: options.priority });
  }

  /** Requests that come in by another listener of the same load balancer, by the same conditions. */
  public static listener(options: TestListenerOptions): TestTraffic {
    return new TestTraffic(options);
  }

  /**
   * Requests that come in by another port of the load balancer that is made for the service.
   *
   * @param port 1 to 65535, not a port of production
   */
  public static port(port: number, options: TestPortOptions = {}): TestTraffic {
    return new TestTraffic({ port, allowedSources: options.allowedSources });
  }

  private constructor(private readonly way: Way) {}

  /** @internal */
  public get _header(): TestHeader | undefined {
    return this.way.header;
  }

  /** @internal */
  public get _listener(): elbv2.IApplicationListener | undefined {
    return this.way.listener;
  }

  /** @internal */
  public get _port(): number | undefined {
    return this.way.port;
  }

  /** @internal */
  public get _priority(): number | undefined {
    return this.way.priority;
  }

  /** @internal */
  public get _allowedSources(): ec2.IPeer[] | undefined {
    return this.way.allowedSources;
  }

  /** @internal */
  public _findings(): Finding[] {
    const { header, port, priority } = this.way;
    return [
      ...(header && known(header.name) === '' ? [refuse('TestTraffic.Header', 'name', 'must be the name of a header, got an empty one')] : []),
      ...checkRange('TestTraffic.Port', 'port', known(port), { min: 1, max: 65535 }),
      ...checkRange('TestTraffic.Priority', 'priority', known(priority), { min: 1, max: 50000 }),
    ];
  }
}
