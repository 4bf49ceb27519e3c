import { balanced, ec2Balanced, open } from './traffic-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { fargateService } from '../templates';

const CONTROLLER = { DeploymentController: { Type: 'CODE_DEPLOY' } };
const OFF = { Enable: false, Rollback: false };
const ENTRY = { TargetGroupArn: { Ref: 'Group' }, ContainerName: 'web', ContainerPort: 80 };
const HOOK = { HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:hook', LifecycleStages: ['PRE_SCALE_UP'], RoleArn: 'arn:aws:iam::111122223333:role/hook' };

/** A service that CodeDeploy deploys. */
function shipped(service: Json = {}, make: typeof balanced = balanced): Json {
  return make({ service: merged({ ...CONTROLLER, DeploymentConfiguration: { DeploymentCircuitBreaker: OFF } }, service) });
}

/** The same, with the deployment group that does it. */
function grouped(config: Json, protocol: Json = 'TCP'): Json {
  return merged(shipped({}, (patches) => balanced({ ...patches, group: { Protocol: protocol } })), {
    Resources: {
      DeploymentGroup: {
        Type: 'AWS::CodeDeploy::DeploymentGroup',
        Properties: {
          ApplicationName: 'web',
          ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy',
          DeploymentConfigName: config,
          ECSServices: [{ ClusterName: { Ref: 'Cluster' }, ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] } }],
        },
      },
      Config: {
        Type: 'AWS::CodeDeploy::DeploymentConfig',
        Properties: {
          ComputePlatform: 'ECS', TrafficRoutingConfig: { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryPercentage: 10, CanaryInterval: 5 } },
        },
      },
    },
  });
}

export const CODE_DEPLOY_CASES: readonly RuleCase[] = [
  {
    id: 'CodeDeployRollout.Daemon',
    good: shipped({ SchedulingStrategy: 'REPLICA' }),
    bad: shipped({ SchedulingStrategy: 'DAEMON', DesiredCount: undefined }, ec2Balanced),
    tokens: shipped({ SchedulingStrategy: PARAMETER }, ec2Balanced),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.External',
    good: shipped({ LaunchType: 'EC2' }, ec2Balanced),
    bad: shipped({ LaunchType: 'EXTERNAL' }, ec2Balanced),
    tokens: shipped({ LaunchType: PARAMETER }, ec2Balanced),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.NoBalancer',
    good: shipped(),
    bad: fargateService({ service: { ...CONTROLLER, DeploymentConfiguration: { DeploymentCircuitBreaker: OFF } } }),
    tokens: shipped({ LoadBalancers: [open(ENTRY)] }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.SeveralTargetGroups',
    good: shipped({ LoadBalancers: [ENTRY] }),
    bad: shipped({ LoadBalancers: [ENTRY, ENTRY] }),
    tokens: shipped({ LoadBalancers: [ENTRY, open(ENTRY)] }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.ServiceConnect',
    good: shipped({ ServiceConnectConfiguration: { Enabled: false } }),
    bad: shipped({ ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop' } }),
    tokens: shipped({ ServiceConnectConfiguration: { Enabled: PARAMETER, Namespace: 'shop' } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.Lattice',
    good: shipped({ VpcLatticeConfigurations: [] }),
    bad: shipped({ VpcLatticeConfigurations: [{ PortName: 'http', TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-1', RoleArn: 'arn:aws:iam::111122223333:role/lattice' }] }),
    tokens: shipped({ VpcLatticeConfigurations: [open({ PortName: 'http' })] }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.ManagedVolume',
    good: shipped({ VolumeConfigurations: [] }),
    bad: shipped({ VolumeConfigurations: [{ Name: 'data', ManagedEBSVolume: { SizeInGiB: 10, RoleArn: 'arn:aws:iam::111122223333:role/volumes' } }] }),
    tokens: shipped({ VolumeConfigurations: open([{ Name: 'data' }]) }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.CircuitBreaker',
    good: shipped(),
    bad: shipped({ DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true } } }),
    tokens: shipped({ DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: PARAMETER } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.DeploymentAlarms',
    good: shipped({ DeploymentConfiguration: { Alarms: { Enable: false, Rollback: false, AlarmNames: [] } } }),
    bad: shipped({ DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } } }),
    tokens: shipped({ DeploymentConfiguration: { Alarms: { Enable: PARAMETER, Rollback: true, AlarmNames: ['errors'] } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.LifecycleHooks',
    good: shipped({ DeploymentConfiguration: { LifecycleHooks: [] } }),
    bad: shipped({ DeploymentConfiguration: { LifecycleHooks: [HOOK] } }),
    tokens: shipped({ DeploymentConfiguration: { LifecycleHooks: open([HOOK]) } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.Strategy',
    good: shipped({ DeploymentConfiguration: { Strategy: 'ROLLING' } }),
    bad: shipped({ DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } }),
    tokens: shipped({ DeploymentConfiguration: { Strategy: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.ForceNewDeployment',
    good: shipped({ ForceNewDeployment: { EnableForceNewDeployment: false } }),
    bad: shipped({ ForceNewDeployment: { EnableForceNewDeployment: true } }),
    tokens: shipped({ ForceNewDeployment: { EnableForceNewDeployment: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.NetworkBalancer',
    good: grouped('CodeDeployDefault.ECSAllAtOnce'),
    bad: grouped('CodeDeployDefault.ECSLinear10PercentEvery1Minutes'),
    tokens: grouped(PARAMETER),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.NetworkBalancer',
    good: grouped({ Ref: 'Config' }, 'HTTP'),
    bad: grouped({ Ref: 'Config' }, 'TLS'),
    tokens: grouped({ Ref: 'Config' }, PARAMETER),
    at: '?',
    message: '?',
  },
  {
    id: 'CodeDeployRollout.NativePreferred',
    good: balanced({ service: { DeploymentController: { Type: 'ECS' } } }),
    bad: shipped(),
    tokens: balanced({ service: { DeploymentController: { Type: PARAMETER } } }),
    at: '?',
    message: '?',
  },
];
