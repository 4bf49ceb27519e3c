import { balanced, open } from './traffic-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const NAME = { 'Fn::GetAtt': ['Service', 'Name'] };
const CPU = { TargetValue: 60, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } };
const LABEL = { 'Fn::Join': ['/', [{ 'Fn::GetAtt': ['Balancer', 'LoadBalancerFullName'] }, { 'Fn::GetAtt': ['Group', 'TargetGroupFullName'] }]] };

/** What scales the service of a template. */
function target(patch: Json = {}): Json {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: merged({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, NAME]] },
      MinCapacity: 2,
      MaxCapacity: 10,
    }, patch),
  };
}

function policy(patch: Json = {}): Json {
  return { Type: 'AWS::ApplicationAutoScaling::ScalingPolicy', Properties: { PolicyName: 'policy', ScalingTargetId: { Ref: 'Target' }, ...patch } };
}

function tracking(patch: Json): Json {
  return policy({ PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: merged(CPU, patch) });
}

function stepping(...changes: Json[]): Json {
  return policy({
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity', StepAdjustments: changes.map((ScalingAdjustment) => ({ ScalingAdjustment })) },
  });
}

function forecast(patch: Json): Json {
  return policy({ PolicyType: 'PredictiveScaling', PredictiveScalingPolicyConfiguration: { MetricSpecifications: [], Mode: 'ForecastAndScale', ...patch } });
}

/** A service that scales by such a policy. */
function scaled(bounds: Json = {}, resources: Json = { Policy: tracking({}) }, make: typeof fargateService = fargateService): Json {
  return make({ service: { DesiredCount: undefined }, resources: { Target: target(bounds), ...resources } });
}

/** A service that scales by its requests. */
function counted(label: Json, { resources = {}, service = {} }: Json = {}): Json {
  return merged(balanced({
    service,
    resources: {
      Target: target(),
      Policy: tracking({ TargetValue: 1000, PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: label } }),
      ...resources,
    },
  }), { Resources: { Service: { Properties: { DesiredCount: undefined } } } });
}

function scheduled(action: Json): Json {
  return { ScheduledActions: [{ ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: action }] };
}

const OTHER = { Other: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId: 'vpc-1' } } };
const OTHER_LABEL = { 'Fn::Join': ['/', [{ 'Fn::GetAtt': ['Balancer', 'LoadBalancerFullName'] }, { 'Fn::GetAtt': ['Other', 'TargetGroupFullName'] }]] };
const SHIFTING = { DeploymentConfiguration: { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5 } };

export const TASK_SCALING_CASES: readonly RuleCase[] = [
  {
    id: 'TaskScaling.Count',
    good: scaled({ MinCapacity: '0', MaxCapacity: '10' }),
    bad: scaled({ MinCapacity: -1 }),
    tokens: scaled({ MinCapacity: PARAMETER }),
    at: 'Target Properties.MinCapacity',
    message: '`MinCapacity` takes whole tasks from 0 up, got -1',
  },
  {
    id: 'TaskScaling.Count',
    good: scaled(scheduled({ MaxCapacity: 5 })),
    bad: scaled(scheduled({ MaxCapacity: -1 })),
    tokens: scaled(scheduled({ MaxCapacity: PARAMETER })),
    at: 'Target Properties.ScheduledActions.0.ScalableTargetAction.MaxCapacity',
    message: '`ScheduledActions.0.ScalableTargetAction.MaxCapacity` takes whole tasks from 0 up, got -1',
  },
  {
    id: 'TaskScaling.MinAboveMax',
    good: scaled({ MinCapacity: 10, MaxCapacity: 10 }),
    bad: scaled({ MinCapacity: 11, MaxCapacity: 10 }),
    tokens: scaled({ MinCapacity: PARAMETER, MaxCapacity: 10 }),
    at: 'Target Properties.MinCapacity',
    message: '`MinCapacity` must be at most the maximum of 10, got 11',
  },
  {
    id: 'TaskScaling.MinAboveMax',
    good: scaled(scheduled({ MinCapacity: 10 })),
    bad: scaled(scheduled({ MinCapacity: 11 })),
    tokens: scaled(scheduled({ MinCapacity: 11, MaxCapacity: PARAMETER })),
    at: 'Target Properties.ScheduledActions.0.ScalableTargetAction.MinCapacity',
    message: '`ScheduledActions.0.ScalableTargetAction.MinCapacity` must be at most the usual maximum of 10, got 11',
  },
  {
    id: 'TaskScaling.Target',
    good: scaled({}, { Policy: tracking({ TargetValue: 100 }) }),
    bad: scaled({}, { Policy: tracking({ TargetValue: 101 }) }),
    tokens: scaled({}, { Policy: tracking({ TargetValue: PARAMETER }) }),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.TargetValue',
    message: '`TargetTrackingScalingPolicyConfiguration.TargetValue` takes a percentage above 0 and up to 100, got 101',
  },
  {
    id: 'TaskScaling.Target',
    good: scaled({}, { Policy: tracking({ TargetValue: 150 }) }, ec2Service),
    bad: scaled({}, { Policy: tracking({ TargetValue: 0 }) }, ec2Service),
    tokens: scaled({}, { Policy: tracking({ TargetValue: PARAMETER }) }, ec2Service),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.TargetValue',
    message: '`TargetTrackingScalingPolicyConfiguration.TargetValue` takes a percentage above 0 and up to 100, got 0',
  },
  {
    id: 'TaskScaling.Cooldown',
    good: scaled({}, { Policy: tracking({ ScaleInCooldown: 0 }) }),
    bad: scaled({}, { Policy: tracking({ ScaleInCooldown: -1 }) }),
    tokens: scaled({}, { Policy: tracking({ ScaleInCooldown: PARAMETER }) }),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.ScaleInCooldown',
    message: '`TargetTrackingScalingPolicyConfiguration.ScaleInCooldown` takes whole seconds from 0 up, got -1',
  },
  {
    id: 'TaskScaling.NoPolicy',
    good: scaled(scheduled({ MinCapacity: 4 }), {}),
    bad: scaled({}, {}),
    tokens: merged(scaled({}, {}), { Outputs: { Target: { Value: { Ref: 'Target' } } } }),
    at: 'Target Properties',
    message: 'the scalable target stays at its minimum of 2, since no policy moves it',
  },
  {
    id: 'TaskScaling.NoPolicy',
    good: scaled(scheduled({ MinCapacity: 4 }), {}),
    bad: scaled({}, {}),
    tokens: scaled({}, { Policy: policy({ ScalingTargetId: PARAMETER }) }),
    at: 'Target Properties',
    message: 'the scalable target stays at its minimum of 2, since no policy moves it',
  },
  {
    id: 'TaskScaling.NeverScalesIn',
    good: scaled({}, { Policy: forecast({}), Out: tracking({ DisableScaleIn: false }) }),
    bad: scaled({}, { Policy: forecast({}), Out: tracking({ DisableScaleIn: true }) }),
    tokens: scaled({}, { Policy: forecast({}), Out: tracking({ DisableScaleIn: PARAMETER }) }),
    at: 'Target Properties',
    message: 'the scalable target only ever gets more tasks, since no policy takes any away',
  },
  {
    id: 'TaskScaling.NeverScalesIn',
    good: scaled({}, { Out: stepping(1, 2), In: stepping(-1) }),
    bad: scaled({}, { Out: stepping(1, 0) }),
    tokens: scaled({}, { Out: stepping(1, PARAMETER) }),
    at: 'Target Properties',
    message: 'the scalable target only ever gets more tasks, since no policy takes any away',
  },
  {
    id: 'TaskScaling.StaysAtZero',
    good: scaled({ MinCapacity: 0 }, { Policy: tracking({}), Out: stepping(1) }),
    bad: scaled({ MinCapacity: 0 }),
    tokens: scaled({ MinCapacity: PARAMETER }),
    at: 'Target Properties.MinCapacity',
    message: '`MinCapacity` lets the service go to 0 tasks, where CPU, memory and requests per target have no data and a percentage '
      + 'changes nothing, so that nothing starts it again',
  },
  {
    id: 'TaskScaling.NoBalancer',
    good: counted(LABEL),
    bad: counted(LABEL, { service: { LoadBalancers: [] } }),
    tokens: counted(LABEL, { service: { LoadBalancers: [open({ TargetGroupArn: { Ref: 'Group' }, ContainerName: 'web', ContainerPort: 80 })] } }),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType',
    message: '`TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType` counts requests of an '
      + 'Application Load Balancer, got a service that is behind none, or behind one that its target group does not know',
  },
  {
    id: 'TaskScaling.NoLabel',
    good: counted(LABEL),
    bad: counted(undefined),
    tokens: counted(open(LABEL)),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel',
    message: '`TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel` is needed for '
      + 'ALBRequestCountPerTarget, got none',
  },
  {
    id: 'TaskScaling.OtherLabel',
    good: counted(LABEL, { resources: OTHER }),
    bad: counted(OTHER_LABEL, { resources: OTHER }),
    tokens: counted(PARAMETER, { resources: OTHER }),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel',
    message: '`TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel` names a target group of another '
      + 'service, got Other',
  },
  {
    id: 'TaskScaling.RequestPolicy',
    good: counted(LABEL),
    bad: counted(LABEL, { service: SHIFTING }),
    tokens: counted(LABEL, { service: { DeploymentConfiguration: { Strategy: PARAMETER } } }),
    at: 'Policy Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType',
    message: '`TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType` must not count the requests of '
      + 'one target group where a rollout moves traffic between two, got ALBRequestCountPerTarget',
  },
  {
    id: 'TaskScaling.MaxCapacityBuffer',
    good: scaled({}, { Policy: forecast({ MaxCapacityBuffer: 100 }) }),
    bad: scaled({}, { Policy: forecast({ MaxCapacityBuffer: 101 }) }),
    tokens: scaled({}, { Policy: forecast({ MaxCapacityBuffer: PARAMETER }) }),
    at: 'Policy Properties.PredictiveScalingPolicyConfiguration.MaxCapacityBuffer',
    message: '`PredictiveScalingPolicyConfiguration.MaxCapacityBuffer` takes whole percent from 0 to 100, got 101',
  },
  {
    id: 'TaskScaling.SchedulingBuffer',
    good: scaled({}, { Policy: forecast({ SchedulingBufferTime: 3599 }) }),
    bad: scaled({}, { Policy: forecast({ SchedulingBufferTime: 3600 }) }),
    tokens: scaled({}, { Policy: forecast({ SchedulingBufferTime: PARAMETER }) }),
    at: 'Policy Properties.PredictiveScalingPolicyConfiguration.SchedulingBufferTime',
    message: '`PredictiveScalingPolicyConfiguration.SchedulingBufferTime` takes whole seconds from 0 to 3599, got 3600',
  },
  {
    id: 'TaskScaling.ForecastOnly',
    good: scaled({}, { Policy: forecast({ Mode: 'ForecastOnly' }), Cpu: tracking({}) }),
    bad: scaled({}, { Policy: forecast({ Mode: undefined }) }),
    tokens: scaled({}, { Policy: forecast({ Mode: PARAMETER }) }),
    at: 'Policy Properties.PredictiveScalingPolicyConfiguration.Mode',
    message: '`PredictiveScalingPolicyConfiguration.Mode` only makes forecasts, and nothing else moves the number of tasks',
  },
  {
    id: 'TaskScaling.DesiredCount',
    good: scaled(),
    bad: fargateService({ resources: { Target: target(), Policy: tracking({}) } }),
    tokens: fargateService({ service: { DesiredCount: open(2) }, resources: { Target: target(), Policy: tracking({}) } }),
    at: 'Service Properties.DesiredCount',
    message: '`DesiredCount` is the work of Application Auto Scaling here, and an update of the service sets it back to what the template says',
  },
  {
    id: 'TaskScaling.Dimension',
    good: scaled(),
    bad: scaled({ ScalableDimension: 'ecs:service:TaskCount' }),
    tokens: scaled({ ScalableDimension: PARAMETER }),
    at: 'Target Properties.ScalableDimension',
    message: '`ScalableDimension` must be ecs:service:DesiredCount for ECS, got ecs:service:TaskCount',
  },
  {
    id: 'TaskScaling.ResourceId',
    good: scaled({ ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' } }),
    bad: scaled({ ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service}' } }),
    tokens: scaled({ ResourceId: { 'Fn::Sub': 'service/${Parameter}/${Service.Name}' } }),
    at: 'Target Properties.ResourceId',
    message: '`ResourceId` must be service/<cluster>/<service>, with names and no ARNs, got service/Cluster/<ARN of Service>',
  },
  {
    id: 'TaskScaling.ResourceId',
    good: scaled({ ResourceId: 'service/main/web' }),
    bad: scaled({ ResourceId: 'service/web' }),
    tokens: scaled({ ResourceId: PARAMETER }),
    at: 'Target Properties.ResourceId',
    message: '`ResourceId` must be service/<cluster>/<service>, with names and no ARNs, got service/web',
  },
  {
    id: 'TaskScaling.Daemon',
    good: scaled({}, { Policy: tracking({}) }, ec2Service),
    bad: scaled({}, { Policy: tracking({}) }, (patches) => ec2Service(merged(patches, { service: { SchedulingStrategy: 'DAEMON' } }))),
    tokens: scaled({}, { Policy: tracking({}) }, (patches) => ec2Service(merged(patches, { service: { SchedulingStrategy: PARAMETER } }))),
    at: 'Target Properties.ResourceId',
    message: '`ResourceId` must be a service with a number of tasks, got a daemon, which has one on each instance',
  },
];
