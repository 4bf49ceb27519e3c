import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { TargetPortOptions } from './target-port';
import { CloudMapNamespace } from '../discovery/cloud-map-namespace';

/** Requests to an HTTP API that go to the service. */
export interface HttpApiRoute {
  /**
   * Path such as `/orders/{id}` or `/orders/{proxy+}`, which the task gets as it is; `$default` is what no other route takes.
   *
   * Patterns of load balancers, such as `/orders/*`, are refused with `HttpApi.Path`.
   */
  readonly path: string;

  /**
   * Methods of the requests.
   *
   * @default - any method
   */
  readonly methods?: apigwv2.HttpMethod[];

  /**
   * Who may make the requests.
   *
   * @default - whom an API of this app lets in by default, and anyone on an imported one (`HttpApi.UnknownAuthorizer`);
   *   `new apigwv2.HttpNoneAuthorizer()` lets anyone in
   */
  readonly authorizer?: apigwv2.IHttpRouteAuthorizer;

  /**
   * Scopes that a token has to have, where the authorizer looks at tokens.
   *
   * @default - those of the API, where the route has no authorizer of its own
   */
  readonly authorizationScopes?: string[];
}

/** Where an HTTP API writes a line for each request. */
export interface HttpApiAccessLogs {
  /**
   * A log group of your own.
   *
   * @default - a log group is made, and stays when its stack is deleted
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log group that is made keeps the lines.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;
}

/** How an HTTP API finds the tasks. */
export interface HttpApiTargetOptions extends TargetPortOptions {
  /**
   * Namespace in which Cloud Map keeps the addresses and ports of the tasks, one with DNS (`HttpApi.NoDns` otherwise).
   *
   * @default - that of the API where it was made with a service of this library, else a new private DNS namespace
   */
  readonly namespace?: CloudMapNamespace;

  /**
   * Subnets of the VPC link that is made; they cannot be changed without a new link.
   *
   * @default - private subnets, else isolated ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;
}

/** A new HTTP API for one service, that others can share. */
export interface HttpApiOptions extends HttpApiTargetOptions {
  /**
   * Requests that go to the service.
   *
   * @default - all: the route `$default`
   */
  readonly routes?: HttpApiRoute[];

  /**
   * Who may make requests, also to the routes of other services that name nobody else.
   *
   * @default - anyone
   */
  readonly authorizer?: apigwv2.IHttpRouteAuthorizer;

  /**
   * Scopes that a token has to have, where the authorizer looks at tokens.
   *
   * @default - any scope
   */
  readonly authorizationScopes?: string[];

  /**
   * How many requests the API takes: `rateLimit` a second, and `burstLimit` at once; others get status 429.
   *
   * @default - the quota that all APIs of the account share in a region
   */
  readonly throttle?: apigwv2.ThrottleSettings;

  /**
   * Where a line for each request is written, without headers, query strings and bodies.
   *
   * @default - to a log group that is made
   */
  readonly accessLogs?: HttpApiAccessLogs;

  /**
   * Pages of other sites that may read answers in browsers.
   *
   * @default - the service answers that itself
   */
  readonly cors?: apigwv2.CorsPreflightOptions;

  /**
   * Name under which clients find the API, without a dot at its end; the address that API Gateway makes is turned off then.
   *
   * @default - the address that API Gateway makes
   */
  readonly domainName?: string;

  /**
   * Hosted zone that gets the record of `domainName` and validates its certificate.
   *
   * @default - no record; the certificate has to be given
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Certificate for `domainName`, in the region of the API.
   *
   * @default - one is made and validated in `hostedZone`
   */
  readonly certificate?: acm.ICertificate;
}

/** Routes of an HTTP API that somebody else made. */
export interface HttpApiRoutesOptions extends HttpApiTargetOptions {
  /** HTTP API of another service of this library (`HttpApi.NoApi` where that has none), of any CDK app, or an imported one. */
  readonly httpApi: apigwv2.IHttpApi;

  /** Requests that go to the service. */
  readonly routes: HttpApiRoute[];

  /**
   * VPC link through which the API reaches the tasks, such as that of another service.
   *
   * @default - a new link, with a security group of its own, in the stack of the service
   */
  readonly vpcLink?: apigwv2.IVpcLink;

  /**
   * Security groups of `vpcLink`, which the tasks admit.
   *
   * @default - those that a link of this app has; of an imported one they are not known (`HttpApi.UnknownLinkGroups`)
   */
  readonly vpcLinkSecurityGroups?: ec2.ISecurityGroup[];
}
