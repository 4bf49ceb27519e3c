import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { AVAILABILITY, DEPLOYABILITY, SECURITY } = RuleConcern;
const SERVICE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html';

export const SERVICE_SPREAD_RULES = rules({
  level: RuleLevel.WARNING,
  concerns: [AVAILABILITY],
  source: 'https://aws.amazon.com/blogs/containers/amazon-ecs-availability-best-practices/',
}, [
  {
    id: 'Service.OneTask',
    info: 'A service that others call has fewer tasks than it takes to lose one.',
    explanation: 'When the only task fails, or its instance or zone does, nobody answers until another one has started.',
    remedy: 'Raise `DesiredCount`, or `MinCapacity` of the scalable target, to 2 or more.',
    satisfiedBy: 'The service constructs: 2 tasks without `scaling`',
  },
  {
    id: 'Service.OneZone',
    info: 'All subnets of a service are in one availability zone.',
    explanation: 'The loss of that zone stops every task, and the replacements have nowhere else to start.',
    remedy: 'Name subnets of two or more availability zones in `AwsvpcConfiguration`.',
    satisfiedBy: 'The service constructs: subnets in every zone of the VPC',
  },
  {
    id: 'Service.NoTasks',
    info: 'A service runs no tasks.',
    explanation: 'With a count of 0 that nothing scales, the service deploys and does nothing.',
    remedy: 'Raise `DesiredCount`, or `MaxCapacity` of the scalable target.',
    source: SERVICE,
    satisfiedBy: 'The service constructs: 2 tasks without `scaling`',
  },
  {
    id: 'Service.NoDeploymentConfiguration',
    controls: [{ standard: RuleStandard.KICS, id: '79d745f0-d5f3-46db-9504-bef73e9fd528' }],
    byDefault: false,
    info: 'A service does not say how many of its tasks a deployment keeps.',
    explanation: 'ECS then keeps 100 percent and runs 200 at the most, which suits most services, so that the rule runs only where KICS is asked for.',
    remedy: 'Write `MaximumPercent`, `MinimumHealthyPercent` or `DeploymentCircuitBreaker` in `DeploymentConfiguration`.',
    source: SERVICE,
    satisfiedBy: 'Rollout: percentages and a circuit breaker',
  },
  {
    id: 'Service.NoBalancer',
    controls: [{ standard: RuleStandard.KICS, id: 'fb2b0ecf-1492-491a-a70d-ba1df579175d' }],
    byDefault: false,
    info: 'A service has no load balancer.',
    explanation: 'Clients that are not in its mesh have no address that stays. Workers need none, so that the rule runs only where KICS is asked for.',
    remedy: 'Name a target group in `LoadBalancers` if clients call the service.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
    satisfiedBy: '-',
  },
  {
    id: 'Service.NoHealthSource',
    info: 'Nobody asks the tasks of a service that others call whether they are well.',
    explanation: 'ECS replaces a task when it exits or a health check fails. Without a check, one that hangs stays, and gets its share of the calls.',
    remedy: 'Write a `HealthCheck` in the container definition, or a target group in `LoadBalancers`.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html',
    satisfiedBy: 'TrafficSource: target groups with health checks',
  },
  {
    id: 'Service.Name',
    concerns: [DEPLOYABILITY],
    info: 'A service has a name of its own.',
    explanation: 'CloudFormation makes a replacement before it removes the old service. With a fixed name, the replacement fails, as names of services are unique.',
    remedy: 'Leave `ServiceName` out.',
    source: SERVICE,
    satisfiedBy: 'The service constructs: no physical names',
  },
]);

export const HEALTH_GRACE_RULES = rules({
  level: RuleLevel.WARNING,
  concerns: [AVAILABILITY],
  source: SERVICE,
}, [
  {
    id: 'HealthGrace.Range',
    level: RuleLevel.ERROR,
    concerns: [DEPLOYABILITY],
    info: 'The grace period of health checks is out of range.',
    explanation: 'ECS refuses the service when it is made or changed.',
    remedy: 'Set `HealthCheckGracePeriodSeconds` to 0 to 2147483647.',
    satisfiedBy: 'The service constructs: 60 seconds',
  },
  {
    id: 'HealthGrace.NoHealthSource',
    concerns: [DEPLOYABILITY],
    info: 'A service has a grace period for health checks, and no health check.',
    explanation: 'The value has no effect, and looks as if a failing task were replaced.',
    remedy: 'Leave `HealthCheckGracePeriodSeconds` out, or add a container `HealthCheck`.',
    satisfiedBy: 'The service constructs: no grace period without a health check',
  },
  {
    id: 'HealthGrace.EndsEarly',
    info: 'The grace period ends before the start period of a container.',
    explanation: 'A task that is still starting counts as unhealthy for its load balancer, and ECS replaces it before it is ready.',
    remedy: 'Raise `HealthCheckGracePeriodSeconds` to the `StartPeriod` of the container at the least.',
    satisfiedBy: 'The service constructs: as long as the start period',
  },
  {
    id: 'HealthGrace.None',
    info: 'A service behind a load balancer has no grace period.',
    explanation: 'ECS heeds the first failed health checks of a task that is still starting, replaces it, and goes on like that.',
    remedy: 'Set `HealthCheckGracePeriodSeconds` to as long as a task takes to start, such as 60.',
    satisfiedBy: 'The service constructs: 60 seconds behind a load balancer',
  },
]);

export const SHUTDOWN_RULES = rules({
  level: RuleLevel.WARNING,
  concerns: [AVAILABILITY],
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html',
}, [
  {
    id: 'Shutdown.OverSpotNotice',
    info: 'A task on Fargate Spot takes longer to shut down than its notice lasts.',
    explanation: 'Spot ends a task 120 seconds after its notice, whatever it is doing: requests that are still being answered are cut off.',
    remedy: 'Shorten `deregistration_delay.timeout_seconds` of the target group, or `StopTimeout` of the containers.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
    satisfiedBy: 'FargateSpotService: draining and stopping within 120 seconds',
  },
  {
    id: 'Shutdown.DrainOverStop',
    info: 'Requests may take longer than the containers that answer them.',
    explanation: 'A task that is interrupted gets SIGTERM at once, and is killed after `StopTimeout` with requests that the target group still lets finish.',
    remedy: 'Raise `StopTimeout` of the containers, or shorten `deregistration_delay.timeout_seconds`.',
    satisfiedBy: 'The service constructs: 30 seconds for both',
  },
  {
    id: 'Shutdown.ShortSpotStop',
    info: 'A container on Fargate Spot does not use the notice of 120 seconds.',
    explanation: 'A container that does not say how long it takes to stop is killed 30 seconds after SIGTERM.',
    remedy: 'Set `StopTimeout`, to 120 where no target drains before.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
    satisfiedBy: 'FargateSpotService: what draining leaves of the 120 seconds',
  },
]);

export const PLATFORM_VERSION_RULES = rules({ level: RuleLevel.WARNING, concerns: [SECURITY] }, [
  {
    id: 'PlatformVersion.Old',
    controls: [
      { standard: RuleStandard.SECURITY_HUB, id: 'ECS.10' },
      { standard: RuleStandard.CONTROL_TOWER, id: 'CT.ECS.PR.1' },
      { standard: RuleStandard.CHECKOV, id: 'CKV_AWS_332' },
    ],
    info: 'A service on Fargate names a platform version that has a successor.',
    explanation: 'Kernel and runtime of an old platform version get no new features, and its security fixes come to an end.',
    remedy: 'Leave `PlatformVersion` out, or set it to LATEST.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',
    satisfiedBy: 'The service constructs: left out',
  },
]);
