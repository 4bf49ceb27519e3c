import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Duration, Stack, Tags, Token } from 'aws-cdk-lib/core';
import { cdkListener, serve } from './setting';
import { TestTraffic } from '../../src/deployment/test-traffic';
import { ListenerRuleOptions } from '../../src/traffic/existing-listener';
import { ListenerLogin } from '../../src/traffic/listener-login';
import { NetworkListenerOptions } from '../../src/traffic/network-target';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { TrafficContext } from '../../src/traffic/traffic-strategy';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const LIVE_WEIGHTS = 'Custom::EcsLiveWeights';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

type Options = Partial<ListenerRuleOptions>;

function loginOf(stack: Stack, clientId: string = 'web', clientSecret?: secretsmanager.ISecret): ListenerLogin {
  return ListenerLogin.oidc({
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token',
    userInfoEndpoint: 'https://login.example.com/userinfo',
    clientId,
    clientSecret: clientSecret ?? secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'login'),
  });
}

/** A stack with a service behind a rule of an existing listener, with a second target group. */
function behindRule(optionsOf: (stack: Stack) => Options = () => ({}), context: Partial<TrafficContext> = {}): Stack {
  const { stack, vpc, cluster } = platformStack();
  const listener = cdkListener(stack, vpc);
  const other = listener.loadBalancer.addListener('Other', {
    port: 81, protocol: elbv2.ApplicationProtocol.HTTP, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  const { listener: chosen = listener, ...options } = optionsOf(stack);
  serve(stack, cluster, TrafficSource.listenerRule({ listener: chosen, priority: 10, pathPatterns: ['/web/*'], ...options }), {
    shifting: { testTraffic: TestTraffic.listener({ listener: other, priority: 5 }) }, ...context,
  });
  return stack;
}

/** A stack with a service behind a network load balancer, with a second target group. */
function behindPort(options: NetworkListenerOptions = {}, testTraffic: TestTraffic | undefined = TestTraffic.port(9090)): Stack {
  const { stack, cluster } = platformStack();
  serve(stack, cluster, TrafficSource.networkLoadBalancer({ listeners: [options] }), { shifting: { testTraffic } });
  return stack;
}

function asked(stack: Stack): any {
  return theOnly(stack, LIVE_WEIGHTS).Properties;
}

const before = asked(behindRule());

describe('the weights are read again when their rule changes', () => {
  const listener = (stack: Stack) => (stack.node.findChild('Shared') as elbv2.ApplicationLoadBalancer).listeners[1];

  test.each<[string, (stack: Stack) => Options, Partial<TrafficContext>]>([
    ['its conditions', () => ({ pathPatterns: ['/web/*', '/web'] }), {}],
    ['its priority', () => ({ priority: 11 }), {}],
    ['its listener', (stack) => ({ listener: listener(stack) }), {}],
    ['a login that it asks for', (stack) => ({ login: loginOf(stack) }), {}],
    ['the priority of the test rule', () => ({}), { shifting: { testTraffic: TestTraffic.header('x-release', 'next', { priority: 3 }) } }],
    ['the header of the test rule', () => ({}), { shifting: { testTraffic: TestTraffic.header('x-release', 'other', { priority: 5 }) } }],
    ['there is no test rule any more', () => ({}), { shifting: {} }],
  ])('%s', (_, options, context) => {
    expect(asked(behindRule(options, context)).Written).not.toEqual(before.Written);
  });

  test('that changes late, by an aspect or an override', () => {
    const stack = behindRule();
    const rule = stack.node.findAll().find((child): child is elbv2.CfnListenerRule => child instanceof elbv2.CfnListenerRule)!;
    rule.addPropertyOverride('Conditions.0.PathPatternConfig.Values', ['/late/*']);
    expect(asked(stack).Written).not.toEqual(before.Written);
  });

  test('by a value that only the deployment knows', () => {
    const stack = behindRule((scope) => ({ hostHeaders: [new CfnParameter(scope, 'Host').valueAsString] }));
    expect(asked(stack).References).toContainEqual({ Ref: 'Host' });
  });

  test('and not when it is the same', () => {
    expect(asked(behindRule())).toEqual(before);
  });

  test.each<[string, () => Stack]>([
    ['health checks change', () => behindRule(() => ({ healthCheck: { path: '/other' } }))],
    ['stickiness changes', () => behindRule(() => ({ stickiness: { duration: Duration.hours(1) } }))],
    ['the drain changes', () => behindRule(undefined, { drain: Duration.seconds(5) })],
    ['the service gets tags that its rule has no place for', () => {
      const stack = behindRule();
      Tags.of(stack.node.findChild('Web').node.findChild('Service')).add('team', 'web');
      return stack;
    }],
  ])('and not when %s', (_, make) => {
    expect(asked(make())).toEqual(before);
  });
});

test('they are read where the rule is, of its two target groups', () => {
  const stack = behindRule();
  const [primary, alternate] = Object.keys(resourcesOf(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup')).sort().reverse();
  expect([primary, alternate]).toEqual([expect.stringMatching(/^WebTargetGroup/), expect.stringMatching(/^WebAlternateTargetGroup/)]);
  expect(before).toMatchObject({
    TargetGroupArns: [{ Ref: primary }, { Ref: alternate }], ListenerArn: { Ref: 'SharedHttpBFCA2FB9' }, Priority: '10', ServiceTimeout: '300',
  });
});

test('they go into the rule and the test rule', () => {
  const stack = behindRule();
  const [id] = Object.keys(resourcesOf(stack, LIVE_WEIGHTS));
  const weights = propertiesOf(stack, RULE).map(({ Actions: [{ ForwardConfig }] }) => ForwardConfig.TargetGroups.map(({ Weight }: any) => Weight));
  expect(weights).toEqual(new Array(2).fill([{ 'Fn::GetAtt': [id, 'Primary'] }, { 'Fn::GetAtt': [id, 'Alternate'] }]));
});

test('a priority that only the deployment knows is read as it is then', () => {
  const stack = behindRule((scope) => ({ priority: new CfnParameter(scope, 'Priority', { type: 'Number' }).valueAsNumber }));
  expect(asked(stack).Priority).toEqual({ Ref: 'Priority' });
});

test('a secret of the rule is not shown to the function', () => {
  const stack = behindRule((scope) => ({ login: loginOf(scope, 'web', new secretsmanager.Secret(scope, 'Client')) }));
  expect(JSON.stringify(propertiesOf(stack, RULE))).toContain('{{resolve:secretsmanager:');
  expect(JSON.stringify(asked(stack))).not.toContain('resolve');
});

describe('behind a network load balancer', () => {
  const port = asked(behindPort());

  test('there is no rule to read', () => {
    expect(port).toEqual(expect.not.objectContaining({ ListenerArn: expect.anything(), Priority: expect.anything() }));
  });

  test('they go into the listener and that of the test port', () => {
    const stack = behindPort();
    const [id] = Object.keys(resourcesOf(stack, LIVE_WEIGHTS));
    const actions = propertiesOf(stack, 'AWS::ElasticLoadBalancingV2::Listener').map(({ DefaultActions: [{ ForwardConfig }], Port }) => [
      Port, ForwardConfig.TargetGroups.map(({ Weight }: any) => Weight['Fn::GetAtt']),
    ]);
    expect(actions.sort()).toEqual([[8080, [[id, 'Primary'], [id, 'Alternate']]], [9090, [[id, 'Primary'], [id, 'Alternate']]]]);
  });

  test.each<[string, () => Stack]>([
    ['the port', () => behindPort({ listenerPort: 81 })],
    ['the test port', () => behindPort({}, TestTraffic.port(9091))],
    ['the protocol', () => behindPort({ certificates: [acm.Certificate.fromCertificateArn(new Stack(), 'Given', 'arn:aws:acm:eu-west-1:111122223333:certificate/1')] })],
  ])('are read again when %s of the listeners changes', (_, make) => {
    expect(asked(make()).Written).not.toEqual(port.Written);
  });

  test('are read again when its certificate is another one', () => {
    const { stack, cluster } = platformStack();
    const certificate = new acm.Certificate(stack, 'Certificate', { domainName: 'tcp.example.com' });
    serve(stack, cluster, TrafficSource.networkLoadBalancer({ listeners: [{ certificates: [certificate] }] }), { shifting: {} });
    expect(asked(stack).References).toContainEqual(stack.resolve(certificate.certificateArn));
  });

  test('each pair has weights of its own', () => {
    const { stack, cluster } = platformStack();
    serve(stack, cluster, TrafficSource.networkLoadBalancer({ listeners: [{ listenerPort: 81 }, { listenerPort: 82 }] }), { shifting: {} });
    expect(Object.keys(resourcesOf(stack, LIVE_WEIGHTS)).map((id) => id.replace(/.{8}$/, ''))).toEqual(['WebLiveWeights', 'WebLiveWeights2']);
  });
});

describe('the function', () => {
  const { stack, vpc, cluster } = platformStack();
  const listener = cdkListener(stack, vpc);
  const source = (priority: number) => TrafficSource.listenerRule({ listener, priority, pathPatterns: ['/*'] });
  serve(stack, cluster, source(10), { shifting: {} });
  serve(stack, cluster, source(20), { shifting: {} }, 'Api');

  test('is one for all services of a stack', () => {
    const [id] = Object.keys(resourcesOf(stack, 'AWS::Lambda::Function'));
    expect(propertiesOf(stack, 'AWS::Lambda::Function')).toHaveLength(1);
    expect(propertiesOf(stack, LIVE_WEIGHTS).map(({ ServiceToken }) => ServiceToken)).toEqual(new Array(2).fill({ 'Fn::GetAtt': [id, 'Arn'] }));
  });

  test('may read, and write its log', () => {
    const [role] = propertiesOf(stack, 'AWS::IAM::Role').filter(({ AssumeRolePolicyDocument }) => JSON.stringify(AssumeRolePolicyDocument).includes('lambda'));
    const [{ PolicyDocument: { Statement } }] = role.Policies;
    const [log] = Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'));
    expect(Statement).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [log, 'Arn'] } },
      {
        Effect: 'Allow',
        Action: ['elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetHealth'],
        Resource: '*',
      },
    ]);
    expect(role).not.toHaveProperty('ManagedPolicyArns');
  });

  test('is in the stack of the service, not in that of the listener', () => {
    const app = recommendedApp();
    const shared = platformStack(app);
    const other = new Stack(app, 'Services');
    serve(other, shared.cluster, TrafficSource.listenerRule({ listener: cdkListener(shared.stack, shared.vpc), priority: 1, pathPatterns: ['/*'] }), { shifting: {} });
    expect([resourcesOf(shared.stack, 'AWS::Lambda::Function'), Object.keys(resourcesOf(other, 'AWS::Lambda::Function')), shared.stack.dependencies])
      .toEqual([{}, [expect.stringMatching(/^LiveWeightsHandler/)], []]);
  });
});

test('nothing waits for itself', () => {
  for (const stack of [behindRule((scope) => ({ login: loginOf(scope) })), behindPort()]) {
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  }
});

test('the weights are tokens', () => {
  const { stack, vpc, cluster } = platformStack();
  const { bound } = serve(stack, cluster, TrafficSource.listenerRule({ listener: cdkListener(stack, vpc), priority: 1, pathPatterns: ['/*'] }), { shifting: {} });
  const { primary, alternate } = bound.targets[0].rule!.node.scope!.node.findChild('LiveWeights') as any;
  expect([primary, alternate].map((weight) => Token.isUnresolved(weight))).toEqual([true, true]);
});
