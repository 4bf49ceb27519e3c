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

/** The same, between such target groups. */
function between(targetGroups: Json, patch: Json = {}): Json {
  const pairs = [{ TargetGroups: targetGroups, ProdTrafficRoute: { ListenerArns: [{ Ref: 'Listener' }] } }];
  return merged(grouped('CodeDeployDefault.ECSAllAtOnce'), {
    Resources: { DeploymentGroup: { Properties: { LoadBalancerInfo: { TargetGroupPairInfoList: pairs }, ...patch } } },
  });
}

export const CODE_DEPLOY_CASES: readonly RuleCase[] = [
  {
    id: 'CodeDeployRollout.Daemon',
    good: shipped({ SchedulingStrategy: 'REPLICA' }),
    bad: shipped({ SchedulingStrategy: 'DAEMON', DesiredCount: undefined }, ec2Balanced),
    tokens: shipped({ SchedulingStrategy: PARAMETER }, ec2Balanced),
    at: 'Service Properties.SchedulingStrategy',
    message: '`SchedulingStrategy` must be REPLICA with CodeDeploy, got DAEMON',
  },
  {
    id: 'CodeDeployRollout.External',
    good: shipped({ LaunchType: 'EC2' }, ec2Balanced),
    bad: shipped({ LaunchType: 'EXTERNAL' }, ec2Balanced),
    tokens: shipped({ LaunchType: PARAMETER }, ec2Balanced),
    at: 'Service Properties.LaunchType',
    message: '`LaunchType` must not be EXTERNAL with CodeDeploy, since external instances have no load balancer',
  },
  {
    id: 'CodeDeployRollout.NoBalancer',
    good: shipped(),
    bad: fargateService({ service: { ...CONTROLLER, DeploymentConfiguration: { DeploymentCircuitBreaker: OFF } } }),
    tokens: shipped({ LoadBalancers: [open(ENTRY)] }),
    at: 'Service Properties.LoadBalancers',
    message: '`LoadBalancers` must name one target group with CodeDeploy, got none',
  },
  {
    id: 'CodeDeployRollout.SeveralTargetGroups',
    good: shipped({ LoadBalancers: [ENTRY] }),
    bad: shipped({ LoadBalancers: [ENTRY, ENTRY] }),
    tokens: shipped({ LoadBalancers: [ENTRY, open(ENTRY)] }),
    at: 'Service Properties.LoadBalancers',
    message: '`LoadBalancers` must name one target group with CodeDeploy, got 2',
  },
  {
    id: 'CodeDeployRollout.ServiceConnect',
    good: shipped({ ServiceConnectConfiguration: { Enabled: false } }),
    bad: shipped({ ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop' } }),
    tokens: shipped({ ServiceConnectConfiguration: { Enabled: PARAMETER, Namespace: 'shop' } }),
    at: 'Service Properties.ServiceConnectConfiguration',
    message: '`ServiceConnectConfiguration` does not go with CodeDeploy',
  },
  {
    id: 'CodeDeployRollout.Lattice',
    good: shipped({ VpcLatticeConfigurations: [] }),
    bad: shipped({ VpcLatticeConfigurations: [{ PortName: 'http', TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-1', RoleArn: 'arn:aws:iam::111122223333:role/lattice' }] }),
    tokens: shipped({ VpcLatticeConfigurations: [open({ PortName: 'http' })] }),
    at: 'Service Properties.VpcLatticeConfigurations',
    message: '`VpcLatticeConfigurations` does not go with CodeDeploy',
  },
  {
    id: 'CodeDeployRollout.ManagedVolume',
    good: shipped({ VolumeConfigurations: [] }),
    bad: shipped({ VolumeConfigurations: [{ Name: 'data', ManagedEBSVolume: { SizeInGiB: 10, RoleArn: 'arn:aws:iam::111122223333:role/volumes' } }] }),
    tokens: shipped({ VolumeConfigurations: open([{ Name: 'data' }]) }),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` does not go with CodeDeploy, which gives new tasks no EBS volumes',
  },
  {
    id: 'CodeDeployRollout.CircuitBreaker',
    good: shipped(),
    bad: shipped({ DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true } } }),
    tokens: shipped({ DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: PARAMETER } } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker` is for rolling deployments of ECS, got CodeDeploy',
  },
  {
    id: 'CodeDeployRollout.DeploymentAlarms',
    good: shipped({ DeploymentConfiguration: { Alarms: { Enable: false, Rollback: false, AlarmNames: [] } } }),
    bad: shipped({ DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } } }),
    tokens: shipped({ DeploymentConfiguration: { Alarms: { Enable: PARAMETER, Rollback: true, AlarmNames: ['errors'] } } }),
    at: 'Service Properties.DeploymentConfiguration.Alarms',
    message: '`DeploymentConfiguration.Alarms` are for deployments of ECS, got CodeDeploy',
  },
  {
    id: 'CodeDeployRollout.LifecycleHooks',
    good: shipped({ DeploymentConfiguration: { LifecycleHooks: [] } }),
    bad: shipped({ DeploymentConfiguration: { LifecycleHooks: [HOOK] } }),
    tokens: shipped({ DeploymentConfiguration: { LifecycleHooks: open([HOOK]) } }),
    at: 'Service Properties.DeploymentConfiguration.LifecycleHooks',
    message: '`DeploymentConfiguration.LifecycleHooks` are for deployments of ECS, got CodeDeploy',
  },
  {
    id: 'CodeDeployRollout.Strategy',
    good: shipped({ DeploymentConfiguration: { Strategy: 'ROLLING' } }),
    bad: shipped({ DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } }),
    tokens: shipped({ DeploymentConfiguration: { Strategy: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.Strategy',
    message: '`DeploymentConfiguration.Strategy` is for deployments of ECS, got BLUE_GREEN',
  },
  {
    id: 'CodeDeployRollout.ForceNewDeployment',
    good: shipped({ ForceNewDeployment: { EnableForceNewDeployment: false } }),
    bad: shipped({ ForceNewDeployment: { EnableForceNewDeployment: true } }),
    tokens: shipped({ ForceNewDeployment: { EnableForceNewDeployment: PARAMETER } }),
    at: 'Service Properties.ForceNewDeployment',
    message: '`ForceNewDeployment` is for deployments of ECS, got CodeDeploy',
  },
  {
    id: 'CodeDeployRollout.NetworkBalancer',
    good: grouped('CodeDeployDefault.ECSAllAtOnce'),
    bad: grouped('CodeDeployDefault.ECSLinear10PercentEvery1Minutes'),
    tokens: grouped(PARAMETER),
    at: 'DeploymentGroup Properties.DeploymentConfigName',
    message: '`DeploymentConfigName` must be all at once behind a Network Load Balancer, got linear',
  },
  {
    id: 'CodeDeployRollout.NetworkBalancer',
    good: grouped({ Ref: 'Config' }, 'HTTP'),
    bad: grouped({ Ref: 'Config' }, 'TLS'),
    tokens: grouped({ Ref: 'Config' }, PARAMETER),
    at: 'DeploymentGroup Properties.DeploymentConfigName',
    message: '`DeploymentConfigName` must be all at once behind a Network Load Balancer, got canary',
  },
  {
    id: 'CodeDeployRollout.TargetGroupPair',
    good: between([{ Name: 'blue' }, { Name: 'green' }]),
    bad: between([{ Name: 'blue' }]),
    tokens: between([{ Name: 'blue' }, open({ Name: 'green' })]),
    at: 'DeploymentGroup Properties.LoadBalancerInfo.TargetGroupPairInfoList.0.TargetGroups',
    message: '`LoadBalancerInfo.TargetGroupPairInfoList.0.TargetGroups` must name 2 target groups, '
      + 'one for the tasks that run and one for those that take their place, got 1',
  },
  {
    id: 'CodeDeployRollout.NativePreferred',
    good: balanced({ service: { DeploymentController: { Type: 'ECS' } } }),
    bad: shipped(),
    tokens: balanced({ service: { DeploymentController: { Type: PARAMETER } } }),
    at: 'Service Properties.DeploymentController.Type',
    message: '`DeploymentController.Type` leaves deployments to CodeDeploy, after which CloudFormation can change almost nothing of the service but its task',
  },
];
