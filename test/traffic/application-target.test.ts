import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, Duration, Lazy } from 'aws-cdk-lib/core';
import { HTTP_PORT, cdkListener, importedListener, read, serve, served } from './setting';
import { PortFact } from '../../src/private/service-facts';
import { TargetListener, TargetOptions, checkApplicationTarget } from '../../src/traffic/application-target';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { TrafficContext } from '../../src/traffic/traffic-strategy';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const { GRPC, HTTP2 } = elbv2.ApplicationProtocolVersion;
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

function check(options: TargetOptions, listener: TargetListener = {}): string[] {
  return read(checkApplicationTarget(options, { ports: [HTTP_PORT], ipv6Only: false }, listener));
}

function targetGroup(options: TargetOptions, context: Partial<TrafficContext> = {}): any {
  const { stack } = served(TrafficSource.loadBalancer({ plainHttp: true, ...options }), context);
  return theOnly(stack, TARGET_GROUP).Properties;
}

function attribute(properties: any, key: string): string | undefined {
  return properties.TargetGroupAttributes.find((entry: any) => entry.Key === key)?.Value;
}

describe('checks', () => {
  test('the defaults are in order', () => expect(check({})).toEqual([]));

  test.each<[TargetOptions, string]>([
    [{ healthCheck: { interval: Duration.seconds(4) } }, 'TargetHealth.Interval: `healthCheck.interval`'],
    [{ healthCheck: { path: 'ping' } }, 'TargetHealth.Path: `healthCheck.path`'],
    [{ healthCheck: { healthyThreshold: 0 } }, 'TargetHealth.Threshold: `healthCheck.healthyThreshold`'],
    [{ slowStart: Duration.seconds(29) }, 'TargetGroup.SlowStart: `slowStart`'],
    [{ stickiness: { duration: Duration.days(8) } }, 'TargetGroup.Stickiness: `stickiness.duration`'],
    [{ stickiness: { duration: Duration.hours(1), cookieName: 'AWSALBAPP' } }, 'TargetGroup.ReservedCookie: `stickiness.cookieName`'],
    [{ slowStart: Duration.seconds(30), algorithm: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS },
      'TargetGroup.SlowStartNeedsRoundRobin: `slowStart`'],
    [{ healthCheck: { port: 0 } }, 'TargetHealth.Port: `healthCheck.port`'],
  ])('%j is what the model refuses', (options, start) => {
    expect(check(options)).toEqual([expect.stringContaining(`error ${start}`)]);
  });

  test('the codes of gRPC are its own', () => {
    expect(check({ protocolVersion: GRPC, healthCheck: { codes: '12' } })).toEqual([]);
    expect(check({ healthCheck: { codes: '12' } })).toHaveLength(1);
  });

  test.each([GRPC, HTTP2])('%s takes an HTTPS listener, and no login', (protocolVersion) => {
    expect(check({ protocolVersion }, { protocol: 'HTTP' })).toEqual([
      `error TargetGroup.VersionNeedsHttps: \`protocolVersion\` takes an HTTPS listener where it is ${protocolVersion}, got an HTTP one; serve HTTPS or leave it out`,
    ]);
    expect(check({ protocolVersion }, { protocol: 'HTTPS' })).toEqual([]);
    expect(check({ protocolVersion }, { login: true })).toEqual([expect.stringContaining('warning TargetGroup.VersionWithLogin: `protocolVersion`')]);
  });

  test('tokens get through', () => {
    const token = Lazy.string({ produce: () => 'AWSALB' });
    const number = Lazy.number({ produce: () => 1 });
    const seconds = Duration.seconds(number);
    expect(check({ stickiness: { duration: seconds, cookieName: token }, healthCheck: { codes: token, path: token, port: number } })).toEqual([]);
    expect(check({ slowStart: seconds, algorithm: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS })).toEqual([]);
  });
});

describe('the target group', () => {
  test('takes targets by address, drains as long as the service says, and keeps its port when the container\'s changes', () => {
    const properties = targetGroup({}, { drain: Duration.seconds(7) });
    expect(properties).toMatchObject({ TargetType: 'ip', Protocol: 'HTTP', Port: 80, HealthCheckPath: '/', Matcher: { HttpCode: '200' } });
    expect(attribute(properties, 'deregistration_delay.timeout_seconds')).toBe('7');
    expect(properties.IpAddressType).toBeUndefined();
  });

  test('is checked at the path of the container\'s own check', () => {
    expect(targetGroup({}, { healthPath: '/health' }).HealthCheckPath).toBe('/health');
    expect(targetGroup({ healthCheck: { path: '/ping' } }, { healthPath: '/health' }).HealthCheckPath).toBe('/ping');
  });

  test('is not checked at that path on another port than the first', () => {
    const admin: PortFact = { container: 'web', name: 'admin', port: 9090, protocol: 'tcp' };
    expect(targetGroup({ portName: 'admin' }, { healthPath: '/health', ports: [HTTP_PORT, admin] }).HealthCheckPath).toBe('/');
    expect(targetGroup({ portName: 'http' }, { healthPath: '/health', ports: [HTTP_PORT, admin] }).HealthCheckPath).toBe('/health');
  });

  test('takes tokens for everything that is counted or timed', () => {
    const { stack, cluster } = platformStack();
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    const seconds = (id: string) => Duration.seconds(number(id));
    serve(stack, cluster, TrafficSource.loadBalancer({
      plainHttp: true,
      healthCheck: {
        interval: seconds('Interval'), timeout: seconds('Timeout'), healthyThreshold: number('Healthy'), unhealthyThreshold: number('Unhealthy'), port: number('Port'),
      },
      slowStart: seconds('SlowStart'),
      stickiness: { duration: seconds('Sticky') },
    }));
    const properties = theOnly(stack, TARGET_GROUP).Properties;
    expect(properties).toMatchObject({
      HealthCheckIntervalSeconds: { Ref: 'Interval' },
      HealthCheckTimeoutSeconds: { Ref: 'Timeout' },
      HealthyThresholdCount: { Ref: 'Healthy' },
      UnhealthyThresholdCount: { Ref: 'Unhealthy' },
      HealthCheckPort: { Ref: 'Port' },
    });
    expect(attribute(properties, 'slow_start.duration_seconds')).toEqual({ Ref: 'SlowStart' });
    expect(attribute(properties, 'stickiness.lb_cookie.duration_seconds')).toEqual({ Ref: 'Sticky' });
  });

  test('takes IPv6 addresses where tasks have no others', () => {
    expect(targetGroup({}, { ipFamily: 'ipv6' }).IpAddressType).toBe('ipv6');
    expect(targetGroup({}, { ipFamily: 'dualstack' }).IpAddressType).toBeUndefined();
  });

  test('speaks HTTPS to the task when asked to', () => {
    expect(targetGroup({ backendProtocol: elbv2.ApplicationProtocol.HTTPS })).toMatchObject({ Protocol: 'HTTPS', Port: 443, HealthCheckProtocol: 'HTTPS' });
  });

  test('speaks gRPC to the task when asked to', () => {
    expect(targetGroup({ protocolVersion: GRPC }, { healthPath: '/health' })).toMatchObject({
      ProtocolVersion: 'GRPC', HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' },
    });
  });

  test('keeps clients, starts slowly and balances as it is told', () => {
    const sticky = targetGroup({ stickiness: { duration: Duration.hours(1), cookieName: 'session' }, slowStart: Duration.seconds(60) });
    expect(attribute(sticky, 'stickiness.enabled')).toBe('true');
    expect(attribute(sticky, 'stickiness.type')).toBe('app_cookie');
    expect(attribute(sticky, 'stickiness.app_cookie.cookie_name')).toBe('session');
    expect(attribute(sticky, 'stickiness.app_cookie.duration_seconds')).toBe('3600');
    expect(attribute(sticky, 'slow_start.duration_seconds')).toBe('60');
    const byBalancer = targetGroup({ stickiness: { duration: Duration.days(1) } });
    expect(attribute(byBalancer, 'stickiness.type')).toBe('lb_cookie');
    expect(attribute(byBalancer, 'stickiness.lb_cookie.duration_seconds')).toBe('86400');
    expect(attribute(targetGroup({}), 'stickiness.enabled')).toBe('false');
    const algorithm = elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS;
    expect(attribute(targetGroup({ algorithm }), 'load_balancing.algorithm.type')).toBe('least_outstanding_requests');
  });
});

describe('attaching a service', () => {
  test('registers the port, waits for the rule alone and ignores failing checks for a while', () => {
    const { stack } = served(TrafficSource.loadBalancer({ plainHttp: true }));
    const { DependsOn, Properties } = theOnly(stack, 'AWS::ECS::Service');
    const [rule] = Object.keys(resourcesOf(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule'));
    const [group] = Object.keys(resourcesOf(stack, TARGET_GROUP));
    expect(DependsOn).toEqual([rule, expect.stringContaining('TaskRole')]);
    expect(Properties.LoadBalancers).toEqual([{ ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: { Ref: group } }]);
    expect(Properties.HealthCheckGracePeriodSeconds).toBe(60);
  });

  test('admits the balancer to the port and to the port of the health check', () => {
    const { stack, vpc, cluster } = platformStack();
    const traffic = TrafficSource.listenerRule({ listener: cdkListener(stack, vpc), pathPatterns: ['/*'], priority: 1, healthCheck: { port: 9000 } });
    serve(stack, cluster, traffic);
    const tasks = propertiesOf(stack, 'AWS::EC2::SecurityGroup').find(({ GroupDescription }) => GroupDescription.includes('Web'));
    expect(tasks.SecurityGroupIngress.map((rule: any) => rule.FromPort)).toEqual([8080, 9000]);
  });

  test('a port that is a token all the way to the task definition works', () => {
    const { stack, cluster } = platformStack();
    const port: PortFact = { container: 'web', name: 'http', protocol: 'tcp' };
    const taskPort = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    serve(stack, cluster, TrafficSource.loadBalancer({ plainHttp: true }), { ports: [port], taskPort });
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toEqual([expect.objectContaining({ ContainerPort: { Ref: 'Port' } })]);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ FromPort: { Ref: 'Port' } })]);
  });

  test('requests can be tracked behind an imported listener too', () => {
    const { stack, cluster } = platformStack();
    const traffic = TrafficSource.listenerRule({ listener: importedListener(stack), pathPatterns: ['/*'], priority: 1 });
    const { bound, service } = serve(stack, cluster, traffic);
    const targetGroupOfService = bound.applicationTargetGroups[0] as elbv2.ApplicationTargetGroup;
    service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnRequestCount('Requests', { requestsPerTarget: 100, targetGroup: targetGroupOfService });
    const [policy] = propertiesOf(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy');
    const [group] = Object.keys(resourcesOf(stack, TARGET_GROUP));
    expect(policy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel).toEqual({
      'Fn::Join': ['', ['app/shared/50dc6c495c0c9188/', { 'Fn::GetAtt': [group, 'TargetGroupFullName'] }]],
    });
  });
});
