import { balanced, open } from './traffic-templates';
import { PARAMETER, RuleCase } from '../kit';
import { fargateService } from '../templates';

const MESH = { ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: [{ PortName: 'http' }] } };
const UNCHECKED = { HealthCheck: undefined };
const NETWORK = 'Service Properties.NetworkConfiguration.AwsvpcConfiguration';

function subnet(zone: unknown): object {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', AvailabilityZone: zone } };
}

function inSubnets(one: unknown, other: unknown): object {
  return fargateService({
    service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'One' }, { Ref: 'Other' }] } } },
    resources: { One: subnet(one), Other: subnet(other) },
  });
}

function scaled(min: unknown, max: unknown, ...actions: object[]): object {
  return {
    Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        MinCapacity: min,
        MaxCapacity: max,
        ScheduledActions: actions.map((action) => ({ ScalableTargetAction: action })),
        ResourceId: { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] },
        ScalableDimension: 'ecs:service:DesiredCount',
        ServiceNamespace: 'ecs',
      },
    },
  };
}

export const SERVICE_CASES: readonly RuleCase[] = [
  {
    id: 'Service.OneTask',
    good: balanced(),
    bad: balanced({ service: { DesiredCount: 1 } }),
    tokens: balanced({ service: { DesiredCount: PARAMETER } }),
    at: 'Service Properties.DesiredCount',
    message: '`DesiredCount` should be 2 at the least where others call the tasks, got 1, so that nobody answers while a task is replaced',
  },
  {
    id: 'Service.OneTask',
    good: fargateService({ service: MESH, resources: scaled(2, 4) }),
    bad: fargateService({ service: MESH, resources: scaled(1, 4) }),
    tokens: fargateService({ service: MESH, resources: scaled(PARAMETER, 4) }),
    at: 'Target Properties.MinCapacity',
    message: '`MinCapacity` should be 2 at the least where others call the tasks, got 1, so that nobody answers while a task is replaced',
  },
  {
    id: 'Service.OneTask',
    good: fargateService({ service: MESH, resources: scaled(2, 4, { MinCapacity: 3 }) }),
    bad: fargateService({ service: MESH, resources: scaled(2, 4, { MinCapacity: 3 }, { MinCapacity: 1 }) }),
    tokens: fargateService({ service: MESH, resources: scaled(2, 4, { MinCapacity: 1 }, { MinCapacity: PARAMETER }) }),
    at: 'Target Properties.ScheduledActions.1.ScalableTargetAction.MinCapacity',
    message: '`ScheduledActions.1.ScalableTargetAction.MinCapacity` should be 2 at the least where others call the tasks, got 1, '
      + 'so that nobody answers while a task is replaced',
  },
  {
    id: 'Service.OneTask',
    settings: { thresholds: { minTasks: 3 } },
    good: balanced({ service: { DesiredCount: 3 } }),
    bad: balanced(),
    tokens: balanced({ service: { LoadBalancers: PARAMETER } }),
    at: 'Service Properties.DesiredCount',
    message: '`DesiredCount` should be 3 at the least where others call the tasks, got 2, so that nobody answers while a task is replaced',
  },
  {
    id: 'Service.OneZone',
    good: inSubnets({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }),
    bad: inSubnets('eu-west-1a', 'eu-west-1a'),
    tokens: inSubnets('eu-west-1a', PARAMETER),
    at: `${NETWORK}.Subnets`,
    message: '`NetworkConfiguration.AwsvpcConfiguration.Subnets` should be in two availability zones at the least, got one, whose loss stops every task',
  },
  {
    id: 'Service.NoTasks',
    good: fargateService({ resources: scaled(0, 1) }),
    bad: fargateService({ service: { DesiredCount: 0 } }),
    tokens: fargateService({ service: { DesiredCount: open(0) } }),
    at: 'Service Properties.DesiredCount',
    message: '`DesiredCount` should be 1 at the least, got 0, with which the service runs nothing',
  },
  {
    id: 'Service.NoTasks',
    good: fargateService({ resources: scaled(0, 0, { MaxCapacity: 1 }) }),
    bad: fargateService({ service: { DesiredCount: undefined }, resources: scaled(0, 0) }),
    tokens: fargateService({ resources: scaled(0, 0, { MaxCapacity: PARAMETER }) }),
    at: 'Target Properties.MaxCapacity',
    message: '`MaxCapacity` should be 1 at the least, got 0, with which the service runs nothing',
  },
  {
    id: 'Service.NoDeploymentConfiguration',
    good: fargateService({
      service: { DeploymentConfiguration: { MaximumPercent: 200, MinimumHealthyPercent: undefined, DeploymentCircuitBreaker: undefined } },
    }),
    bad: fargateService({ service: { DeploymentConfiguration: undefined } }),
    tokens: fargateService({ service: { DeploymentConfiguration: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` should have MaximumPercent, MinimumHealthyPercent or DeploymentCircuitBreaker, got none of them',
  },
  {
    id: 'Service.NoBalancer',
    good: balanced(),
    bad: fargateService(),
    tokens: fargateService({ service: { LoadBalancers: open([]) } }),
    at: 'Service Properties',
    message: 'the service has no load balancer',
  },
  {
    id: 'Service.NoHealthSource',
    good: fargateService({ service: MESH }),
    bad: fargateService({ service: MESH, container: UNCHECKED }),
    tokens: fargateService({ service: MESH, container: { HealthCheck: open({ Command: ['CMD', 'true'] }) } }),
    at: 'Service Properties',
    message: 'the service has neither a load balancer nor a container health check, so that a task that has stopped answering stays and is still called',
  },
  {
    id: 'Service.Name',
    good: fargateService(),
    bad: fargateService({ service: { ServiceName: 'web' } }),
    tokens: fargateService({ service: { ServiceName: open('web') } }),
    at: 'Service Properties.ServiceName',
    message: '`ServiceName` is fixed, so that a change that replaces the service fails: the old one has the name until it is gone',
  },
  {
    id: 'HealthGrace.Range',
    good: balanced({ service: { HealthCheckGracePeriodSeconds: 2147483647 } }),
    bad: balanced({ service: { HealthCheckGracePeriodSeconds: -1 } }),
    tokens: balanced({ service: { HealthCheckGracePeriodSeconds: PARAMETER } }),
    at: 'Service Properties.HealthCheckGracePeriodSeconds',
    message: '`HealthCheckGracePeriodSeconds` takes whole seconds from 0 to 2147483647, got -1',
  },
  {
    id: 'HealthGrace.NoHealthSource',
    good: fargateService({ service: { HealthCheckGracePeriodSeconds: 60 } }),
    bad: fargateService({ service: { HealthCheckGracePeriodSeconds: 60 }, container: UNCHECKED }),
    tokens: fargateService({ service: { HealthCheckGracePeriodSeconds: 60, LoadBalancers: PARAMETER }, container: UNCHECKED }),
    at: 'Service Properties.HealthCheckGracePeriodSeconds',
    message: '`HealthCheckGracePeriodSeconds` is not used without a load balancer or a container health check, got 60 seconds and neither',
  },
  {
    id: 'HealthGrace.EndsEarly',
    good: balanced({ container: { HealthCheck: { StartPeriod: 60 } } }),
    bad: balanced({ container: { HealthCheck: { StartPeriod: 61 } } }),
    tokens: balanced({ container: { HealthCheck: { StartPeriod: PARAMETER } } }),
    at: 'Service Properties.HealthCheckGracePeriodSeconds',
    message: '`HealthCheckGracePeriodSeconds` should last as long as the container\'s start period of 61 seconds, got 60',
  },
  {
    id: 'HealthGrace.None',
    good: balanced(),
    bad: balanced({ service: { HealthCheckGracePeriodSeconds: undefined } }),
    tokens: balanced({ service: { HealthCheckGracePeriodSeconds: open(60) } }),
    at: 'Service Properties.HealthCheckGracePeriodSeconds',
    message: '`HealthCheckGracePeriodSeconds` should be given behind a load balancer, got none, so that a task that is slow to start is replaced before it is ready',
  },
  {
    id: 'PlatformVersion.Old',
    good: fargateService({ service: { PlatformVersion: '1.4.0' } }),
    bad: fargateService({ service: { PlatformVersion: '1.3.0' } }),
    tokens: fargateService({ service: { PlatformVersion: PARAMETER } }),
    at: 'Service Properties.PlatformVersion',
    message: '`PlatformVersion` should be LATEST or 1.4.0, got 1.3.0, which gets no new features and security fixes',
  },
  {
    id: 'PlatformVersion.Old',
    good: fargateService({ service: { PlatformVersion: '1.0.0' }, task: { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } }),
    bad: fargateService({ service: { PlatformVersion: '1.0.0' } }),
    tokens: fargateService({ service: { PlatformVersion: '1.0.0' }, task: { RuntimePlatform: { OperatingSystemFamily: PARAMETER } } }),
    at: 'Service Properties.PlatformVersion',
    message: '`PlatformVersion` should be LATEST or 1.4.0, got 1.0.0, which gets no new features and security fixes',
  },
];

