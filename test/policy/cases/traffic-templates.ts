import { Json, merged } from '../kit';
import { ec2Service, fargateService, Patches } from '../templates';

const ENTRY = { TargetGroupArn: { Ref: 'Group' }, ContainerName: 'web', ContainerPort: 80 };

/** Patches of what is in front of a service. */
export interface TrafficPatches extends Patches {
  readonly group?: Json;
  readonly listener?: Json;
  /** Of the only entry of the service's load balancers. */
  readonly entry?: Json;
}

/** A service on Fargate behind an Application Load Balancer. */
export function balanced(patches: TrafficPatches = {}): Json {
  return behind(fargateService, 'ip', patches);
}

/** The same on instances, on the bridge. */
export function ec2Balanced({ container = {}, ...patches }: TrafficPatches = {}): Json {
  return behind(ec2Service, 'instance', { ...patches, container: { StopTimeout: 30, ...container } });
}

/** A target group with an attribute. */
export function attribute(key: string, value: Json): Json {
  return { TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }, { Key: key, Value: value }] };
}

/** A value that is there only where the deployment says so. */
export function open(value: Json): Json {
  return { 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] };
}

function behind(make: (patches: Patches) => Json, type: string, { entry = {}, group = {}, listener = {}, ...patches }: TrafficPatches): Json {
  const { resources = {}, service = {} } = patches;
  return make({
    ...patches,
    service: merged({ LoadBalancers: [merged(ENTRY, entry)], HealthCheckGracePeriodSeconds: 60 }, service),
    resources: merged({
      Service: { DependsOn: 'Listener' },
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: ['subnet-1', 'subnet-2'] } },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: merged({
          LoadBalancerArn: { Ref: 'Balancer' },
          Port: 443,
          Protocol: 'HTTPS',
          Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }],
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
        }, listener),
      },
      Group: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: merged({
          Protocol: 'HTTP', Port: 80, TargetType: type, VpcId: 'vpc-1', ...attribute('stickiness.enabled', 'false'),
        }, group),
      },
    }, resources),
  });
}
