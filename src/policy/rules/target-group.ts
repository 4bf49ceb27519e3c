import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const { AVAILABILITY, COST, DEPLOYABILITY } = RuleConcern;
const ATTRIBUTES = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html';
const CREATE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html';
const ECS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html';
const REFUSED = 'Elastic Load Balancing refuses the target group when it is made or changed.';

export const TARGET_GROUP_RULES = rules({
  level: RuleLevel.ERROR,
  concerns: [DEPLOYABILITY],
  explanation: REFUSED,
  source: ATTRIBUTES,
  satisfiedBy: 'TrafficSource: target groups are checked',
}, [
  {
    id: 'TargetGroup.LongDrain',
    level: RuleLevel.WARNING,
    concerns: [DEPLOYABILITY, COST],
    info: 'A target group waits long for targets that leave.',
    explanation: 'Each deployment waits for it in full, with old and new tasks running; the default is 300 seconds.',
    remedy: 'Set the attribute `deregistration_delay.timeout_seconds` to as long as the longest request.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html',
    satisfiedBy: 'Shutdown: 30 seconds',
  },
  {
    id: 'TargetGroup.DeregistrationDelay',
    info: 'The deregistration delay of a target group is out of range.',
    remedy: 'Set `deregistration_delay.timeout_seconds` to 0 to 3600.',
  },
  {
    id: 'TargetGroup.SlowStart',
    info: 'The slow start of a target group is out of range.',
    remedy: 'Set `slow_start.duration_seconds` to 30 to 900, or to 0 for none.',
  },
  {
    id: 'TargetGroup.Stickiness',
    info: 'The duration of stickiness is out of range.',
    remedy: 'Set `stickiness.lb_cookie.duration_seconds`, or `stickiness.app_cookie.duration_seconds`, to 1 to 604800.',
  },
  {
    id: 'TargetGroup.NoCookie',
    info: 'Stickiness hangs on a cookie without a name.',
    remedy: 'Name a cookie of the application in `stickiness.app_cookie.cookie_name`, or set `stickiness.type` to lb_cookie.',
  },
  {
    id: 'TargetGroup.ReservedCookie',
    info: 'Stickiness hangs on a cookie that is the load balancer\'s own.',
    remedy: 'Name a cookie that does not start with AWSALB.',
  },
  {
    id: 'TargetGroup.SlowStartNeedsRoundRobin',
    info: 'A target group has slow start and an algorithm that does not go with it.',
    remedy: 'Set `load_balancing.algorithm.type` to round_robin, or leave `slow_start.duration_seconds` out.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
  },
  {
    id: 'TargetGroup.VersionNeedsHttps',
    info: 'A listener without TLS leads to targets that speak HTTP/2 or gRPC.',
    explanation: 'Elastic Load Balancing refuses the listener or the rule when it is made or changed.',
    remedy: 'Set `Protocol` of the listener to HTTPS, or leave `ProtocolVersion` out.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
  },
  {
    id: 'TargetGroup.VersionWithLogin',
    level: RuleLevel.WARNING,
    info: 'A rule with a login leads to targets that speak HTTP/2 or gRPC.',
    explanation: 'AWS supports forward actions alone for such target groups.',
    remedy: 'Leave out `ProtocolVersion`, or the action that authenticates.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
  },
  {
    id: 'TargetGroup.ClientIpAlwaysKept',
    info: 'A target group for UDP has client IP preservation off.',
    remedy: 'Leave `preserve_client_ip.enabled` out.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html',
  },
  {
    id: 'TargetGroup.BothTransports',
    concerns: [DEPLOYABILITY, AVAILABILITY],
    info: 'A target group sends TCP and UDP to a port of the instance that leads one of them nowhere.',
    explanation: 'Both go to the same port of the instance, and a port mapping is for one of them: packets of the other are lost.',
    remedy: 'Map the same `HostPort` for both protocols, or set `NetworkMode` to awsvpc.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html',
  },
  {
    id: 'TargetGroup.TooMany',
    info: 'A service has more target groups than it can.',
    explanation: 'ECS takes 5 target groups for a service, and refuses the service otherwise.',
    remedy: 'Split the service, or have several rules lead to one target group.',
    source: ECS,
  },
  {
    id: 'TargetGroup.Shared',
    level: RuleLevel.WARNING,
    concerns: [AVAILABILITY],
    info: 'Two services have the same target group.',
    explanation: 'AWS warns that this might lead to issues during deployments: each service deregisters targets without regard for the other.',
    remedy: 'Give each service a target group of its own; a rule can forward to both.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',
    satisfiedBy: 'TrafficSource: a target group for each service',
  },
  {
    id: 'TargetGroup.Twice',
    level: RuleLevel.WARNING,
    concerns: [AVAILABILITY],
    info: 'A service has the same target group twice.',
    explanation: 'Each task is in it with two ports, and a request comes to either of them.',
    remedy: 'Remove one of the two from `LoadBalancers`, or give each port a target group of its own.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',
    satisfiedBy: 'TrafficSource: a target group for each service',
  },
  {
    id: 'TargetGroup.NoListener',
    info: 'A service has a target group that no listener leads to.',
    explanation: 'ECS refuses the service: its target group has no load balancer.',
    remedy: 'Forward to the target group from a listener or one of its rules.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',
    satisfiedBy: 'TrafficSource: makes the listener or the rule',
  },
]);

export const TARGET_HEALTH_RULES = rules({
  level: RuleLevel.ERROR,
  concerns: [DEPLOYABILITY],
  explanation: REFUSED,
  source: CREATE,
  satisfiedBy: 'TargetHealth is checked',
}, [
  {
    id: 'TargetHealth.Interval',
    info: 'The interval of a target group\'s health check is out of range.',
    remedy: 'Set `HealthCheckIntervalSeconds` to 5 to 300.',
    satisfiedBy: 'TargetHealth: 10 seconds',
  },
  {
    id: 'TargetHealth.Timeout',
    info: 'The timeout of a target group\'s health check is out of range.',
    remedy: 'Set `HealthCheckTimeoutSeconds` to 2 to 120.',
  },
  {
    id: 'TargetHealth.Threshold',
    info: 'A threshold of a target group\'s health check is out of range.',
    remedy: 'Set `HealthyThresholdCount` and `UnhealthyThresholdCount` to 2 to 10.',
    satisfiedBy: 'TargetHealth: 2 and 3',
  },
  {
    id: 'TargetHealth.TimeoutAboveInterval',
    info: 'A target group waits longer for an answer than until it asks again.',
    remedy: 'Set `HealthCheckTimeoutSeconds` below `HealthCheckIntervalSeconds`.',
    satisfiedBy: 'TargetHealth: a timeout below the interval',
  },
  {
    id: 'TargetHealth.Path',
    info: 'The path of a target group\'s health check is none.',
    remedy: 'Write `HealthCheckPath` with a slash at the start and at most 1024 characters.',
  },
  {
    id: 'TargetHealth.Codes',
    info: 'The codes that a target group takes for healthy are none.',
    remedy: 'Write codes in `Matcher` such as 200, 200,204 or 200-299.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html',
  },
  {
    id: 'TargetHealth.Port',
    info: 'The port of a target group\'s health check is none.',
    remedy: 'Leave `HealthCheckPort` out, or set it to traffic-port or to 1 to 65535.',
    satisfiedBy: 'TargetHealth: the port of the traffic',
  },
  {
    id: 'TargetHealth.FixedPort',
    equals: ['W3049'],
    info: 'A target group asks for health at a port of the instance that leads to no container.',
    explanation: 'With a dynamic host port every task has another port of the instance, so that no task becomes healthy and no deployment ends.',
    remedy: 'Leave `HealthCheckPort` out, or set it to traffic-port.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',
    satisfiedBy: 'TargetHealth: the port of the traffic',
  },
]);

export const LISTENER_RULES = rules({
  level: RuleLevel.ERROR,
  concerns: [DEPLOYABILITY],
  source: ECS,
}, [
  {
    id: 'NetworkMode.TargetType',
    info: 'A target group has another type of targets than the tasks of its service.',
    explanation: 'ECS refuses the service: tasks with the network mode awsvpc are registered by address, others by their instance.',
    remedy: 'Set `TargetType` to ip for the network mode awsvpc, and to instance for bridge and host.',
    satisfiedBy: 'TrafficSource: the type that goes with the network mode',
  },
  {
    id: 'LoadBalancer.Classic',
    info: 'A service has a Classic Load Balancer that does not go with the rest of it.',
    explanation: 'ECS refuses the service: a Classic Load Balancer knows instances only.',
    remedy: 'Take a target group of an Application or a Network Load Balancer.',
    satisfiedBy: 'TrafficSource: never a Classic Load Balancer',
  },
  {
    id: 'LoadBalancer.Container',
    info: 'A service sends requests to a container or a port that its task does not have.',
    explanation: 'ECS refuses the service: the container did not have the port defined.',
    remedy: 'Name in `LoadBalancers` a container of the task definition, and a `ContainerPort` of its `PortMappings`.',
    satisfiedBy: 'TrafficSource: the port of the task',
  },
  {
    id: 'Listener.NotAwaited',
    info: 'A service may be made before the listener that leads to it.',
    explanation: 'ECS refuses a service whose target group has no load balancer yet: the deployment fails now and then.',
    remedy: 'Name the listener, or its rule, in `DependsOn` of the service.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',
    satisfiedBy: 'TrafficSource: the service waits for it',
  },
]);
