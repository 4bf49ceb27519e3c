import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { cdkListener, importedListener, problems, serve } from './setting';
import { FargateSpotService } from '../../src/service/fargate-spot-service';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { ListenerRuleOptions } from '../../src/traffic/existing-listener';
import { ListenerLogin } from '../../src/traffic/listener-login';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

function setting() {
  const { stack, vpc, cluster } = platformStack();
  const listener = cdkListener(stack, vpc);
  const source = (options: Partial<ListenerRuleOptions>) => TrafficSource.listenerRule({ listener, priority: 10, ...options });
  return { stack, vpc, cluster, listener, source };
}

test('the rule has every condition that is named', () => {
  const { stack, cluster, source } = setting();
  serve(stack, cluster, source({
    hostHeaders: ['api.example.com'],
    pathPatterns: ['/v1/*', '/v2/*'],
    conditions: [elbv2.ListenerCondition.httpRequestMethods(['GET'])],
  }));
  expect(theOnly(stack, RULE).Properties).toMatchObject({
    Priority: 10,
    Conditions: [
      { Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/v1/*', '/v2/*'] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
    ],
    Actions: [{ Type: 'forward' }],
  });
});

test('a host alone is a condition', () => {
  const { stack, cluster, source } = setting();
  expect(problems(source({ hostHeaders: ['api.example.com'] }))).toEqual([]);
  serve(stack, cluster, source({ hostHeaders: ['api.example.com'] }));
  expect(theOnly(stack, RULE).Properties.Conditions).toEqual([{ Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } }]);
});

test('a listener that names no security group is admitted to nothing', () => {
  const { stack, cluster } = setting();
  const listener: elbv2.IApplicationListener = Object.create(importedListener(stack), { connections: { value: new ec2.Connections() } });
  serve(stack, cluster, TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/*'] }));
  const tasks = propertiesOf(stack, 'AWS::EC2::SecurityGroup').find(({ GroupDescription }) => GroupDescription.includes('Web'));
  expect(tasks.SecurityGroupIngress).toBeUndefined();
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toHaveLength(1);
});

test.each<[string, (source: TrafficSource) => TrafficSource, string]>([
  ['alone', (source) => source, 'traffic.listener'],
  ['among others', (source) => TrafficSource.several([TrafficSource.none(), source]), 'traffic.sources[1].listener'],
])('the listener of a service without one is refused, %s', (_, traffic, path) => {
  const { stack, cluster } = platformStack();
  const task = TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'), port: 8080 });
  const other = new FargateSpotService(stack, 'Other', { cluster, task, traffic: TrafficSource.httpApi() });
  const source = TrafficSource.listenerRule({ listener: other.listener!, priority: 10, pathPatterns: ['/*'] });
  expect(() => new FargateSpotService(stack, 'Web', { cluster, task, traffic: traffic(source) })).toThrow('FargateSpotService at Stack/Web has 1 problem:\n' +
    `  ListenerRule.NoListener: \`${path}\` must be a listener, got none: the other service has no application load balancer; ` +
    'take that of a service with TrafficSource.loadBalancer()');
});

test('the listener is exposed, and no balancer', () => {
  const { stack, cluster, listener, source } = setting();
  const { bound } = serve(stack, cluster, source({ pathPatterns: ['/*'] }));
  expect(bound.listener).toBe(listener);
  expect(bound.loadBalancer).toBeUndefined();
  expect(bound.targets[0]).toMatchObject({ containerName: 'web', containerPort: 8080, protocol: 'tcp' });
});

test('a rule without a condition is refused', () => {
  expect(problems(setting().source({}))).toEqual([expect.stringContaining('error ListenerRule.NoCondition')]);
  expect(problems(setting().source({ pathPatterns: [] }))).toEqual([expect.stringContaining('error ListenerRule.NoCondition')]);
});

test('a condition of another kind is one', () => {
  const conditions = [elbv2.ListenerCondition.queryStrings([{ key: 'version', value: '1' }])];
  expect(problems(setting().source({ conditions }))).toEqual([]);
});

test('a condition of a kind that goes but once is refused a second time', () => {
  const host = elbv2.ListenerCondition.hostHeaders(['b.example.com']);
  expect(problems(setting().source({ hostHeaders: ['a.example.com'], conditions: [host] }))).toEqual([
    'error ListenerRule.SameCondition: `conditions` may hold one host-header at the most, `hostHeaders` and `pathPatterns` counted in, got 2; name all its values in one',
  ]);
  const header = (name: string) => elbv2.ListenerCondition.httpHeader(name, ['1']);
  expect(problems(setting().source({ conditions: [header('X-One'), header('X-Two')] }))).toEqual([]);
});

test('a path that no request can have is refused', () => {
  expect(problems(setting().source({ pathPatterns: ['api/*'] }))).toEqual([expect.stringContaining('error ListenerRule.PathWithoutSlash: `pathPatterns[0]`')]);
});

test('the values of all kinds count', () => {
  const conditions = [elbv2.ListenerCondition.sourceIps(['10.0.0.0/8']), elbv2.ListenerCondition.httpHeader('X-Version', ['1', '2'])];
  expect(problems(setting().source({ conditions, pathPatterns: ['/a', '/b'] }))).toEqual([]);
  expect(problems(setting().source({ conditions, pathPatterns: ['/a', '/b', '/c'] }))).toEqual([expect.stringContaining('error ListenerRule.TooManyValues')]);
});

test.each([0, 50001])('priority %d is refused', (priority) => {
  expect(problems(setting().source({ pathPatterns: ['/*'], priority }))).toEqual([expect.stringContaining('error ListenerRule.Priority: `priority`')]);
});

test('a priority that is taken is refused, a free one is not', () => {
  const { stack, cluster, source } = setting();
  serve(stack, cluster, source({ pathPatterns: ['/a'] }));
  expect(problems(source({ pathPatterns: ['/b'] }))).toEqual([
    'error ListenerRule.PriorityTaken: `priority` must be unique on a listener, got 10, which Stack/Web/ListenerRule has; 11 is free',
  ]);
  expect(problems(source({ pathPatterns: ['/b'], priority: 11 }))).toEqual([]);
});

test('tokens get through', () => {
  const { stack, cluster, source } = setting();
  const priority = new CfnParameter(stack, 'Priority', { type: 'Number' }).valueAsNumber;
  const path = new CfnParameter(stack, 'Path').valueAsString;
  const options = { priority, pathPatterns: [path], hostHeaders: [path] };
  expect(problems(source(options))).toEqual([]);
  serve(stack, cluster, source(options));
  expect(problems(source(options))).toEqual([]);
  expect(theOnly(stack, RULE).Properties.Priority).toEqual({ Ref: 'Priority' });
});

test('lists that are tokens get through', () => {
  const { stack, cluster, source } = setting();
  const names = new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const traffic = source({ hostHeaders: names, pathPatterns: names, conditions: [elbv2.ListenerCondition.sourceIps(names)] });
  expect(problems(traffic)).toEqual([]);
  serve(stack, cluster, traffic);
  const [host, path, sources] = theOnly(stack, RULE).Properties.Conditions;
  expect([host.HostHeaderConfig, path.PathPatternConfig, sources.SourceIpConfig]).toEqual(Array(3).fill({ Values: { Ref: 'Names' } }));
});

describe('login', () => {
  function login(stack: ReturnType<typeof setting>['stack']): ListenerLogin {
    return ListenerLogin.oidc({
      issuer: 'https://login.example.com',
      authorizationEndpoint: 'https://login.example.com/authorize',
      tokenEndpoint: 'http://login.example.com/token',
      userInfoEndpoint: 'https://login.example.com/userinfo',
      clientId: 'web',
      clientSecret: new secretsmanager.Secret(stack, 'Secret'),
    });
  }

  test('takes an HTTPS listener, and its own findings are told', () => {
    const { stack, source } = setting();
    expect(problems(source({ pathPatterns: ['/*'], login: login(stack) }))).toEqual([
      'error ListenerLogin.NotHttps: `login.tokenEndpoint` must be an address that starts with https://, got "http://login.example.com/token"; name it in full',
      'error Listener.LoginNeedsHttps: `login` takes an HTTPS listener, got an HTTP one; serve HTTPS or leave it out',
    ]);
  });

  test('HTTP/2 takes an HTTPS listener, and no login', () => {
    const { stack, source } = setting();
    const ids = (options: Partial<ListenerRuleOptions>) => problems(source({ pathPatterns: ['/*'], ...options })).map((line) => line.split(':')[0]);
    const protocolVersion = elbv2.ApplicationProtocolVersion.HTTP2;
    expect(ids({ protocolVersion })).toEqual(['error TargetGroup.VersionNeedsHttps']);
    expect(ids({ protocolVersion, listener: importedListener(stack) })).toEqual([]);
    expect(ids({ protocolVersion, listener: importedListener(new Stack()), login: login(stack) })).toEqual([
      'error ListenerLogin.NotHttps', 'warning TargetGroup.VersionWithLogin',
    ]);
  });

  test('an imported listener may take HTTPS', () => {
    const { stack, source } = setting();
    expect(problems(source({ listener: importedListener(stack), pathPatterns: ['/*'], login: login(stack) }))).toHaveLength(1);
  });
});

test('tasks with IPv6 addresses alone take a dual-stack balancer', () => {
  const { stack, vpc, source } = setting();
  expect(problems(source({ pathPatterns: ['/*'] }), { ipv6Only: true })).toEqual([
    'error LoadBalancer.Ipv4Only: `listener.loadBalancer.ipAddressType` must be dualstack in front of tasks with IPv6 addresses only, got ipv4; take DUAL_STACK',
  ]);
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Dual', { vpc, ipAddressType: elbv2.IpAddressType.DUAL_STACK });
  const listener = balancer.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  expect(problems(source({ listener, pathPatterns: ['/*'] }), { ipv6Only: true })).toEqual([]);
});

test('an unknown port of the task is refused', () => {
  expect(problems(setting().source({ pathPatterns: ['/*'], portName: 'grpc' }))).toEqual([
    'error TrafficSource.UnknownPort: `portName` must name a tcp port of the task, got "grpc"; the task has web 8080/tcp ("http")',
  ]);
});
