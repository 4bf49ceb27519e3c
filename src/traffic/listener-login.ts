import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AuthenticateCognitoAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import { Finding } from '../model/finding';
import { checkLogin } from '../model/traffic/listener-login';
import { known, knownSeconds } from '../private/known';

/** How long a login lasts, and what it asks for. */
export interface LoginSessionOptions {
  /**
   * What is asked of the identity provider, separated by spaces.
   *
   * @default 'openid'
   */
  readonly scope?: string;

  /**
   * How long a login lasts: 1 second to 7 days.
   *
   * @default Duration.days(7)
   */
  readonly sessionTimeout?: Duration;

  /**
   * Cookie that holds the login.
   *
   * @default 'AWSELBAuthSessionCookie'
   */
  readonly sessionCookieName?: string;

  /**
   * What a request without a login gets.
   *
   * @default elbv2.UnauthenticatedAction.AUTHENTICATE
   */
  readonly onUnauthenticatedRequest?: elbv2.UnauthenticatedAction;
}

/** A login with any OpenID Connect provider. */
export interface OidcLoginOptions extends LoginSessionOptions {
  /** Issuer of the provider, such as `https://login.example.com`. */
  readonly issuer: string;

  /** Where users log in. */
  readonly authorizationEndpoint: string;

  /** Where the load balancer gets tokens. */
  readonly tokenEndpoint: string;

  /** Where the load balancer gets what is known of a user. */
  readonly userInfoEndpoint: string;

  /** Id of the load balancer at the provider. */
  readonly clientId: string;

  /** Secret of the load balancer at the provider; the template holds a reference to it, never its value. */
  readonly clientSecret: secretsmanager.ISecret;

  /**
   * Field of the secret's JSON that holds the client's secret.
   *
   * @default - the whole value of the secret
   */
  readonly clientSecretField?: string;
}

/** A login with an Amazon Cognito user pool. */
export interface CognitoLoginOptions extends LoginSessionOptions {
  /** User pool that knows the users. */
  readonly userPool: cognito.IUserPool;

  /** Client of the user pool that stands for the load balancer; it has a secret and the code grant. */
  readonly userPoolClient: cognito.IUserPoolClient;

  /** Domain of the user pool, where users log in. */
  readonly userPoolDomain: cognito.IUserPoolDomain;
}

/**
 * A login that the load balancer asks for before a request reaches a task; it takes an HTTPS listener.
 *
 * The load balancer itself talks to the identity provider, over IPv4 and port 443: one inside the VPC needs a NAT gateway for that.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 *
 * @example
 * const login = ListenerLogin.oidc({
 *   issuer: 'https://login.example.com',
 *   authorizationEndpoint: 'https://login.example.com/authorize',
 *   tokenEndpoint: 'https://login.example.com/token',
 *   userInfoEndpoint: 'https://login.example.com/userinfo',
 *   clientId: 'web',
 *   clientSecret: secret,
 * });
 * TrafficSource.listenerRule({ listener, pathPatterns: ['/admin/*'], priority: 5, login });
 */
export class ListenerLogin {
  /** A login with any OpenID Connect provider. */
  public static oidc(options: OidcLoginOptions): ListenerLogin {
    const { authorizationEndpoint, clientId, clientSecret, clientSecretField, issuer, tokenEndpoint, userInfoEndpoint } = options;
    const addresses = { authorizationEndpoint, issuer, tokenEndpoint, userInfoEndpoint };
    return new ListenerLogin(options, addresses, (next) => elbv2.ListenerAction.authenticateOidc({
      ...sessionOf(options),
      ...addresses,
      clientId,
      clientSecret: clientSecretField === undefined ? clientSecret.secretValue : clientSecret.secretValueFromJson(clientSecretField),
      next,
    }));
  }

  /** A login with an Amazon Cognito user pool. */
  public static cognito(options: CognitoLoginOptions): ListenerLogin {
    const { userPool, userPoolClient, userPoolDomain } = options;
    return new ListenerLogin(options, {}, (next) => new AuthenticateCognitoAction({
      ...sessionOf(options),
      next,
      userPool,
      userPoolClient,
      userPoolDomain,
    }), userPool);
  }

  private constructor(
    private readonly session: LoginSessionOptions,
    private readonly addresses: Record<string, string>,
    private readonly action: (next: elbv2.ListenerAction) => elbv2.ListenerAction,
    /** @internal */
    public readonly _userPool?: cognito.IUserPool,
  ) {}

  /**
   * What is wrong with the login.
   *
   * @internal
   */
  public _findings(): Finding[] {
    const addresses = Object.entries(this.addresses).map(([path, address]) => [path, known(address)]);
    return checkLogin({ addresses: Object.fromEntries(addresses), sessionSeconds: knownSeconds(this.session.sessionTimeout) });
  }

  /**
   * The action that asks for the login before another one.
   *
   * @internal
   */
  public _action(next: elbv2.ListenerAction): elbv2.ListenerAction {
    return this.action(next);
  }
}

/** The way out is opened apart, for the action's own rule would come back with a warning where everything is open already. */
function sessionOf({ onUnauthenticatedRequest, scope, sessionCookieName, sessionTimeout }: LoginSessionOptions) {
  return { onUnauthenticatedRequest, scope, sessionCookieName, sessionTimeout, allowHttpsOutbound: false };
}
