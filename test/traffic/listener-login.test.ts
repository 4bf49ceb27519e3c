import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { read, serve, warnings } from './setting';
import { ListenerLogin, OidcLoginOptions } from '../../src/traffic/listener-login';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const ADDRESSES = {
  issuer: 'https://login.example.com',
  authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token',
  userInfoEndpoint: 'https://login.example.com/userinfo',
};

function oidc(stack: Stack, options: Partial<OidcLoginOptions> = {}): ListenerLogin {
  const clientSecret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'web/login');
  return ListenerLogin.oidc({ ...ADDRESSES, clientId: 'web', clientSecret, ...options });
}

/** The actions of a rule with this login, on an HTTPS listener of plain CDK. */
function actions(login: (stack: Stack) => ListenerLogin, balancerGroup?: Partial<ec2.SecurityGroupProps>): { stack: Stack; actions: any[] } {
  const { stack, vpc, cluster } = platformStack();
  const securityGroup = balancerGroup && new ec2.SecurityGroup(stack, 'Own', { vpc, ...balancerGroup });
  const listener = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc, securityGroup }).addListener('Https', {
    port: 443, open: false, certificates: [elbv2.ListenerCertificate.fromArn('arn')], defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  serve(stack, cluster, TrafficSource.listenerRule({ listener, priority: 1, pathPatterns: ['/*'], login: login(stack) }));
  return { stack, actions: theOnly(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties.Actions };
}

function egress(stack: Stack): string[] {
  return propertiesOf(stack, 'AWS::EC2::SecurityGroup')
    .filter(({ GroupDescription }) => !GroupDescription.includes('Web'))
    .flatMap(({ SecurityGroupEgress }) => SecurityGroupEgress.map(({ Description }: any) => Description));
}

describe('OpenID Connect', () => {
  test('the login comes before the task, and the template holds a reference to the secret', () => {
    const result = actions((stack) => oidc(stack, { clientSecretField: 'client', scope: 'openid email', sessionTimeout: Duration.hours(8), sessionCookieName: 'login' }));
    expect(result.actions).toMatchObject([
      {
        Type: 'authenticate-oidc',
        Order: 1,
        AuthenticateOidcConfig: {
          AuthorizationEndpoint: ADDRESSES.authorizationEndpoint,
          ClientId: 'web',
          Issuer: ADDRESSES.issuer,
          Scope: 'openid email',
          SessionCookieName: 'login',
          SessionTimeout: 28800,
          TokenEndpoint: ADDRESSES.tokenEndpoint,
          UserInfoEndpoint: ADDRESSES.userInfoEndpoint,
        },
      },
      { Type: 'forward', Order: 2 },
    ]);
    expect(JSON.stringify(result.actions[0].AuthenticateOidcConfig.ClientSecret)).toMatch(/resolve:secretsmanager:.*web\/login:SecretString:client/);
  });

  test('the whole value is the secret where no field is named', () => {
    const result = actions((stack) => oidc(stack));
    expect(JSON.stringify(result.actions[0].AuthenticateOidcConfig.ClientSecret)).toMatch(/SecretString:::/);
  });

  test('a request without a login may be denied', () => {
    const result = actions((stack) => oidc(stack, { onUnauthenticatedRequest: elbv2.UnauthenticatedAction.DENY }));
    expect(result.actions[0].AuthenticateOidcConfig.OnUnauthenticatedRequest).toBe('deny');
  });

  test('the balancer may reach the provider', () => {
    expect(egress(actions((stack) => oidc(stack)).stack)).toEqual(['Load balancer to targets', 'Load balancer to identity provider']);
  });

  test('a balancer that may reach everything gets no rule and no warning', () => {
    const { stack } = actions((scope) => oidc(scope), { allowAllOutbound: true });
    expect(egress(stack)).toEqual(['Allow all outbound traffic by default']);
    expect(warnings(stack)).toEqual([]);
  });
});

test('Cognito: the login comes before the task', () => {
  const result = actions((stack) => ListenerLogin.cognito({
    userPool: cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc'),
    userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'client'),
    userPoolDomain: cognito.UserPoolDomain.fromDomainName(stack, 'Domain', 'login'),
    sessionTimeout: Duration.hours(1),
  }));
  expect(result.actions).toMatchObject([
    { Type: 'authenticate-cognito', AuthenticateCognitoConfig: { UserPoolClientId: 'client', UserPoolDomain: 'login', SessionTimeout: 3600 } },
    { Type: 'forward' },
  ]);
  expect(egress(result.stack)).toContain('Load balancer to identity provider');
});

describe('findings', () => {
  const { stack } = platformStack();
  const clientSecret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'web/login');
  const login = (options: Partial<OidcLoginOptions>) => read(ListenerLogin.oidc({ ...ADDRESSES, clientId: 'web', clientSecret, ...options })._findings());

  test.each(Object.keys(ADDRESSES))('%s is HTTPS', (address) => {
    expect(login({ [address]: 'login.example.com' })).toEqual([
      `error ListenerLogin.NotHttps: \`${address}\` must be an address that starts with https://, got "login.example.com"; name it in full`,
    ]);
    expect(login({})).toEqual([]);
  });

  test('a login lasts seven days at the most', () => {
    expect(login({ sessionTimeout: Duration.seconds(604801) })).toEqual([
      'error ListenerLogin.SessionTimeout: `sessionTimeout` takes whole seconds from 1 to 604800, got 604801; the nearest is 604800',
    ]);
    expect(login({ sessionTimeout: Duration.days(7) })).toEqual([]);
  });

  test('tokens get through', () => {
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const seconds = Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber);
    expect(login({ issuer: text, tokenEndpoint: text, sessionTimeout: seconds })).toEqual([]);
  });
});
