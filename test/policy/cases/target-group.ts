import { attribute, balanced, ec2Balanced, open } from './traffic-templates';
import { Json, merged, onConditions, PARAMETER, RuleCase } from '../kit';
import { ec2Service } from '../templates';

const AT_GROUP = 'Group Properties';
const ATTRIBUTES = `${AT_GROUP}.TargetGroupAttributes`;
const ENTRY = { TargetGroupArn: { Ref: 'Group' }, ContainerName: 'web', ContainerPort: 80 };

interface GroupCase extends Pick<RuleCase, 'at' | 'id' | 'message' | 'settings'> {
  /** Patches of the target group. */
  readonly good: Json;
  readonly bad: Json;
  readonly tokens: Json;
}

/** Cases of the target group behind a listener. */
function ofGroup(cases: readonly GroupCase[]): RuleCase[] {
  return cases.map(({ bad, good, tokens, ...rest }) => ({
    ...rest, good: balanced({ group: good }), bad: balanced({ group: bad }), tokens: balanced({ group: tokens }),
  }));
}

function udp(group: Json, mappings: Json): Json {
  return ec2Balanced({
    container: { PortMappings: mappings, StopTimeout: 30 },
    entry: { ContainerPort: 53 },
    group: { Protocol: 'TCP_UDP', Port: 53, ...group },
    listener: { Protocol: 'TCP_UDP', Port: 53, Certificates: undefined },
  });
}

function cookie(name: Json): Json {
  return { TargetGroupAttributes: [{ Key: 'stickiness.type', Value: 'app_cookie' }, { Key: 'stickiness.app_cookie.cookie_name', Value: name }] };
}

/** Another service with the target group of the first. */
function withOther(group: Json): Json {
  const template = balanced();
  return balanced({
    resources: {
      Other: { Type: 'AWS::ECS::Service', Properties: { ...template.Resources.Service.Properties, LoadBalancers: [{ ...ENTRY, TargetGroupArn: group }] } },
    },
  });
}

/** A third service with the target group of the other two. */
function withThird(entry: Json = {}): Json {
  const template = withOther({ Ref: 'Group' });
  return merged(template, { Resources: { Third: merged(template.Resources.Other, { Properties: { LoadBalancers: [{ ...ENTRY, ...entry }] } }) } });
}

function forwarding(action: Json, listener: Json = {}): Json {
  return balanced({
    group: { ProtocolVersion: 'GRPC' },
    listener: { DefaultActions: [...action, { Type: 'forward', Order: 2, TargetGroupArn: { Ref: 'Group' } }], ...listener },
  });
}

/** The only way to the target group is a rule. */
function byRule(listener: Json): Json {
  return balanced({
    listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }], ...listener },
    group: { ProtocolVersion: 'HTTP2' },
    resources: {
      Rule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          ListenerArn: { Ref: 'Listener' },
          Priority: 1,
          Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
          Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: { Ref: 'Group' } }] } }],
        },
      },
      Service: { DependsOn: ['Rule'] },
    },
  });
}

const GROUP_CASES = ofGroup([
  {
    id: 'TargetGroup.LongDrain',
    good: { TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }, { Key: PARAMETER, Value: '1' }] },
    bad: { TargetGroupAttributes: [{ Key: 'stickiness.enabled', Value: 'false' }] },
    tokens: { TargetGroupAttributes: [{ Key: PARAMETER, Value: '30' }] },
    at: ATTRIBUTES,
    message: '`TargetGroupAttributes` must have deregistration_delay.timeout_seconds, which should be as long as the longest request, at most 120 seconds, got 300, for which each deployment waits',
  },
  {
    id: 'TargetGroup.LongDrain',
    good: attribute('deregistration_delay.timeout_seconds', '120'),
    bad: attribute('deregistration_delay.timeout_seconds', '121'),
    tokens: attribute('deregistration_delay.timeout_seconds', PARAMETER),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of deregistration_delay.timeout_seconds should be as long as the longest request, at most 120 seconds, got 121, for which each deployment waits',
  },
  {
    id: 'TargetGroup.LongDrain',
    settings: { thresholds: { maxDrainSeconds: 299 } },
    good: {},
    bad: { TargetGroupAttributes: undefined },
    tokens: { TargetGroupAttributes: open([]) },
    at: ATTRIBUTES,
    message: '`TargetGroupAttributes` must have deregistration_delay.timeout_seconds, which should be as long as the longest request, at most 299 seconds, got 300, for which each deployment waits',
  },
  {
    id: 'TargetGroup.DeregistrationDelay',
    good: attribute('deregistration_delay.timeout_seconds', '3600'),
    bad: attribute('deregistration_delay.timeout_seconds', '3601'),
    tokens: attribute('deregistration_delay.timeout_seconds', PARAMETER),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of deregistration_delay.timeout_seconds takes whole seconds from 0 to 3600, got 3601',
  },
  {
    id: 'TargetGroup.SlowStart',
    good: attribute('slow_start.duration_seconds', '0'),
    bad: attribute('slow_start.duration_seconds', '29'),
    tokens: attribute('slow_start.duration_seconds', PARAMETER),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of slow_start.duration_seconds takes whole seconds from 30 to 900, got 29',
  },
  {
    id: 'TargetGroup.Stickiness',
    good: attribute('stickiness.lb_cookie.duration_seconds', '604800'),
    bad: attribute('stickiness.lb_cookie.duration_seconds', '0'),
    tokens: attribute('stickiness.lb_cookie.duration_seconds', PARAMETER),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of stickiness.lb_cookie.duration_seconds takes whole seconds from 1 to 604800, got 0',
  },
  {
    id: 'TargetGroup.NoCookie',
    good: cookie('SESSION'),
    bad: cookie(''),
    tokens: cookie(PARAMETER),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of stickiness.app_cookie.cookie_name must name a cookie, got an empty text',
  },
  {
    id: 'TargetGroup.ReservedCookie',
    good: cookie('SESSION'),
    bad: cookie('AWSALBX'),
    tokens: cookie(PARAMETER),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of stickiness.app_cookie.cookie_name must be a cookie of the application, got AWSALBX, which the load balancer keeps for itself',
  },
  {
    id: 'TargetGroup.SlowStartNeedsRoundRobin',
    good: { TargetGroupAttributes: [{ Key: 'slow_start.duration_seconds', Value: '0' }, { Key: 'load_balancing.algorithm.type', Value: 'weighted_random' }] },
    bad: { TargetGroupAttributes: [{ Key: 'slow_start.duration_seconds', Value: '30' }, { Key: 'load_balancing.algorithm.type', Value: 'weighted_random' }] },
    tokens: { TargetGroupAttributes: [{ Key: 'slow_start.duration_seconds', Value: '30' }, { Key: 'load_balancing.algorithm.type', Value: PARAMETER }] },
    at: `${ATTRIBUTES}.0.Value`,
    message: '`TargetGroupAttributes.0.Value` of slow_start.duration_seconds takes the round robin algorithm, got weighted_random',
  },
  {
    id: 'TargetHealth.Interval',
    good: { HealthCheckIntervalSeconds: 300 },
    bad: { HealthCheckIntervalSeconds: 301 },
    tokens: { HealthCheckIntervalSeconds: PARAMETER },
    at: `${AT_GROUP}.HealthCheckIntervalSeconds`,
    message: '`HealthCheckIntervalSeconds` takes whole seconds from 5 to 300, got 301',
  },
  {
    id: 'TargetHealth.Timeout',
    good: { HealthCheckTimeoutSeconds: 2 },
    bad: { HealthCheckTimeoutSeconds: 1 },
    tokens: { HealthCheckTimeoutSeconds: PARAMETER },
    at: `${AT_GROUP}.HealthCheckTimeoutSeconds`,
    message: '`HealthCheckTimeoutSeconds` takes whole seconds from 2 to 120, got 1',
  },
  {
    id: 'TargetHealth.Threshold',
    good: { HealthyThresholdCount: 2 },
    bad: { HealthyThresholdCount: 1 },
    tokens: { HealthyThresholdCount: PARAMETER },
    at: `${AT_GROUP}.HealthyThresholdCount`,
    message: '`HealthyThresholdCount` takes whole numbers from 2 to 10, got 1',
  },
  {
    id: 'TargetHealth.Threshold',
    good: { UnhealthyThresholdCount: 10 },
    bad: { UnhealthyThresholdCount: 11 },
    tokens: { UnhealthyThresholdCount: PARAMETER },
    at: `${AT_GROUP}.UnhealthyThresholdCount`,
    message: '`UnhealthyThresholdCount` takes whole numbers from 2 to 10, got 11',
  },
  {
    id: 'TargetHealth.TimeoutAboveInterval',
    good: { HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 9 },
    bad: { HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10 },
    tokens: { HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10, Protocol: PARAMETER },
    at: `${AT_GROUP}.HealthCheckTimeoutSeconds`,
    message: '`HealthCheckTimeoutSeconds` must be less than the interval of 10 seconds, got 10',
  },
  {
    id: 'TargetHealth.Path',
    good: { HealthCheckPath: '/health' },
    bad: { HealthCheckPath: 'health' },
    tokens: { HealthCheckPath: PARAMETER },
    at: `${AT_GROUP}.HealthCheckPath`,
    message: '`HealthCheckPath` must start with a slash, got \'health\'',
  },
  {
    id: 'TargetHealth.Codes',
    good: { Matcher: { HttpCode: '200-299' } },
    bad: { Matcher: { HttpCode: '2xx' } },
    tokens: { Matcher: { HttpCode: PARAMETER } },
    at: `${AT_GROUP}.Matcher`,
    message: '`Matcher` takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'2xx\'',
  },
  {
    id: 'TargetHealth.Port',
    good: { HealthCheckPort: 'traffic-port' },
    bad: { HealthCheckPort: '0' },
    tokens: { HealthCheckPort: PARAMETER },
    at: `${AT_GROUP}.HealthCheckPort`,
    message: '`HealthCheckPort` takes whole numbers from 1 to 65535, got 0',
  },
  {
    id: 'NetworkMode.TargetType',
    good: {},
    bad: { TargetType: undefined },
    tokens: { TargetType: PARAMETER },
    at: `${AT_GROUP}.TargetType`,
    message: '`TargetType` must be ip with the network mode awsvpc, got instance',
  },
]);

export const TARGET_GROUP_CASES: readonly RuleCase[] = [
  ...GROUP_CASES,
  {
    id: 'NetworkMode.TargetType',
    good: ec2Balanced(),
    bad: ec2Balanced({ group: { TargetType: 'ip' } }),
    tokens: ec2Balanced({ group: { TargetType: 'ip' }, task: { NetworkMode: PARAMETER } }),
    at: `${AT_GROUP}.TargetType`,
    message: '`TargetType` must be instance with the network mode bridge, got ip',
  },
  {
    id: 'TargetHealth.FixedPort',
    good: ec2Balanced({ group: { HealthCheckPort: 'traffic-port' } }),
    bad: ec2Balanced({ group: { HealthCheckPort: '80' } }),
    tokens: ec2Balanced({ group: { HealthCheckPort: '80' }, container: { PortMappings: [{ ContainerPort: 80, HostPort: PARAMETER }] } }),
    at: `${AT_GROUP}.HealthCheckPort`,
    message: '`HealthCheckPort` must be traffic-port where the instance chooses the port of the task, got 80, which leads to no container',
  },
  {
    id: 'TargetHealth.FixedPort',
    good: ec2Balanced({ group: { HealthCheckPort: '80' }, container: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 80, HostPort: 80 }] } }),
    bad: ec2Balanced({ group: { HealthCheckPort: '80' }, container: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 81 }] } }),
    tokens: ec2Balanced({ group: { HealthCheckPort: '80' }, container: { PortMappings: [{ ContainerPort: 80 }, PARAMETER] } }),
    at: `${AT_GROUP}.HealthCheckPort`,
    message: '`HealthCheckPort` must be traffic-port where the instance chooses the port of the task, got 80, which leads to no container',
  },
  {
    id: 'TargetGroup.VersionNeedsHttps',
    good: byRule({}),
    bad: byRule({ Port: 80, Protocol: 'HTTP', Certificates: undefined }),
    tokens: byRule({ Port: 80, Protocol: PARAMETER, Certificates: undefined }),
    at: `${AT_GROUP}.ProtocolVersion`,
    message: '`ProtocolVersion` takes an HTTPS listener where it is HTTP2, got an HTTP one',
  },
  {
    id: 'TargetGroup.VersionWithLogin',
    good: forwarding([]),
    bad: forwarding([{ Type: 'authenticate-oidc', Order: 1 }]),
    tokens: forwarding([open({ Type: 'authenticate-oidc', Order: 1 })]),
    at: `${AT_GROUP}.ProtocolVersion`,
    message: '`ProtocolVersion` is GRPC, with which AWS supports forward actions alone, got a login before them',
  },
  {
    id: 'TargetGroup.ClientIpAlwaysKept',
    good: udp(attribute('preserve_client_ip.enabled', 'true'), [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }]),
    bad: udp(attribute('preserve_client_ip.enabled', 'false'), [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }]),
    tokens: udp(attribute('preserve_client_ip.enabled', PARAMETER), [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }]),
    at: `${ATTRIBUTES}.1.Value`,
    message: '`TargetGroupAttributes.1.Value` of preserve_client_ip.enabled is always on for TCP_UDP, got false',
  },
  {
    id: 'TargetGroup.BothTransports',
    good: udp({}, [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }, { ContainerPort: 54, HostPort: 53, Protocol: 'tcp' }]),
    bad: udp({}, [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }]),
    tokens: udp({}, [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }, { 'Fn::ImportValue': 'mapping' }]),
    at: 'Service Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` sends TCP and UDP to one port of the instance, got host port 53 for udp alone',
  },
  {
    id: 'TargetGroup.BothTransports',
    good: udp({}, [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }, { ContainerPort: 54, HostPort: 53, Protocol: 'tcp' }]),
    bad: udp({}, [{ ContainerPort: 53, HostPort: 53, Protocol: 'udp' }]),
    tokens: udp({}, [{ ContainerPort: 53, HostPort: 53, Protocol: PARAMETER }]),
    at: 'Service Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` sends TCP and UDP to one port of the instance, got host port 53 for udp alone',
  },
  {
    id: 'TargetGroup.TooMany',
    good: balanced({ service: { LoadBalancers: Array(5).fill(ENTRY) } }),
    bad: balanced({ service: { LoadBalancers: Array(6).fill(ENTRY) } }),
    tokens: balanced({ service: { LoadBalancers: [...Array(5).fill(ENTRY), open(ENTRY)] } }),
    at: 'Service Properties.LoadBalancers',
    message: '`LoadBalancers` takes 5 target groups at the most, got 6',
  },
  {
    id: 'TargetGroup.Shared',
    good: withOther('arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/other/0123456789abcdef'),
    bad: withOther({ Ref: 'Group' }),
    tokens: withOther({ 'Fn::If': ['Open', { Ref: 'Group' }, PARAMETER] }),
    at: 'Other Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` shares its target group with Service',
  },
  {
    id: 'TargetGroup.Shared',
    good: withOther('arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/other/0123456789abcdef'),
    bad: onConditions(withOther({ Ref: 'Group' }), { Other: 'IsNew' }),
    tokens: onConditions(withOther({ Ref: 'Group' }), { Other: 'IsNew', Service: 'IsOld' }),
    at: 'Other Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` shares its target group with Service',
  },
  {
    id: 'TargetGroup.Shared',
    good: onConditions(withThird(), { Service: 'IsOld', Other: 'IsNew', Third: 'IsThird' }),
    bad: onConditions(withThird(), { Service: 'IsOld', Other: 'IsNew', Third: 'IsOld' }),
    tokens: onConditions(withThird({ TargetGroupArn: PARAMETER }), { Service: 'IsOld', Other: 'IsNew', Third: 'IsOld' }),
    at: 'Third Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` shares its target group with Service',
  },
  {
    id: 'TargetGroup.Twice',
    good: balanced(),
    bad: balanced({ service: { LoadBalancers: [ENTRY, merged(ENTRY, { ContainerPort: 8080 })] } }),
    tokens: balanced({ service: { LoadBalancers: [ENTRY, merged(ENTRY, { ContainerPort: 8080, TargetGroupArn: PARAMETER })] } }),
    at: 'Service Properties.LoadBalancers.1.TargetGroupArn',
    message: '`LoadBalancers.1.TargetGroupArn` is a target group that the service has already, which sends requests to two ports of each task',
  },
  {
    id: 'TargetGroup.NoListener',
    good: balanced(),
    bad: balanced({ listener: { DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/other/1' }] } }),
    tokens: balanced({ listener: { DefaultActions: [{ Type: 'forward', TargetGroupArn: PARAMETER }] } }),
    at: 'Service Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` leads to a target group that no listener forwards to, which ECS refuses',
  },
  {
    id: 'TargetGroup.NoListener',
    good: balanced(),
    bad: balanced({ listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] } }),
    tokens: balanced({
      listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
      entry: { TargetGroupArn: PARAMETER },
    }),
    at: 'Service Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` leads to a target group that no listener forwards to, which ECS refuses',
  },
  {
    id: 'Listener.NotAwaited',
    good: balanced(),
    bad: balanced({ resources: { Service: { DependsOn: undefined } } }),
    tokens: balanced({ resources: { Service: { DependsOn: undefined } }, entry: { TargetGroupArn: { 'Fn::ImportValue': 'group' } } }),
    at: 'Service Properties.LoadBalancers.0.TargetGroupArn',
    message: '`LoadBalancers.0.TargetGroupArn` leads to a target group whose listener may be made after the service, which ECS refuses then',
  },
  {
    id: 'LoadBalancer.Classic',
    good: ec2Service({ service: { LoadBalancers: [{ LoadBalancerName: 'old', ContainerName: 'web', ContainerPort: 80 }] } }),
    bad: balanced({ entry: { TargetGroupArn: undefined, LoadBalancerName: 'old' } }),
    tokens: balanced({ entry: { LoadBalancerName: open('old') } }),
    at: 'Service Properties.LoadBalancers.0.LoadBalancerName',
    message: '`LoadBalancers.0.LoadBalancerName` is a Classic Load Balancer, which has instances behind it and no tasks with the network mode awsvpc',
  },
  {
    id: 'LoadBalancer.Container',
    good: balanced(),
    bad: balanced({ entry: { ContainerName: 'api' } }),
    tokens: balanced({ entry: { ContainerName: PARAMETER } }),
    at: 'Service Properties.LoadBalancers.0.ContainerName',
    message: '`LoadBalancers.0.ContainerName` must be a container of the task, got \'api\', where it has \'web\'',
  },
  {
    id: 'LoadBalancer.Container',
    good: balanced({ container: { PortMappings: [{ ContainerPort: 79 }, { ContainerPort: 80 }] } }),
    bad: balanced({ entry: { ContainerPort: 8080 } }),
    tokens: balanced({ entry: { ContainerPort: 8080 }, container: { PortMappings: [{ ContainerPort: PARAMETER }] } }),
    at: 'Service Properties.LoadBalancers.0.ContainerPort',
    message: '`LoadBalancers.0.ContainerPort` must be a port that the container maps, got 8080, where \'web\' maps 80',
  },
];
