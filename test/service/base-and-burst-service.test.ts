import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  BaseAndBurstService, BaseAndBurstServiceProps, BaseOptions, CapacityStrategy, ContainerHealth, DaemonService, ExecAccess, FargateSize,
  InstanceLimit, InstancePool, ListenerLogin, RollbackAlarms, Rollout, TaskBlueprint, TrafficSource, ZonalEc2Cluster,
} from '../../src';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/orders:1.0');
const task = TaskBlueprint.container({ image, size: FargateSize.of(512, 1024), port: 8080, healthCheck: ContainerHealth.curl('/health') });

interface Setting { stack: Stack; vpc: ec2.Vpc; cluster: ecs.Cluster; pool: InstancePool; listener: elbv2.ApplicationListener }

function setting(): Setting {
  const { stack, vpc, cluster } = platformStack();
  const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7i.2xlarge')] });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc });
  const listener = balancer.addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  return { stack, vpc, cluster, pool, listener };
}

function ordersIn({ stack, pool, listener }: Setting, props: Partial<BaseAndBurstServiceProps> = {}): BaseAndBurstService {
  return new BaseAndBurstService(stack, 'Orders', {
    base: { capacity: CapacityStrategy.pool(pool), tasks: 6 },
    burst: { tasks: { min: 1, max: 30 } },
    task,
    traffic: TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/orders*'] }),
    ...props,
  });
}

/** The services of the template, the base first. */
function sidesOf(stack: Stack): [any, any] {
  const services = propertiesOf(stack, 'AWS::ECS::Service');
  expect(services).toHaveLength(2);
  return services[0].SchedulingStrategy === 'REPLICA' ? [services[0], services[1]] : [services[1], services[0]];
}

describe('with only its required props', () => {
  const at = setting();
  const orders = ordersIn(at);
  const { stack } = at;
  const [base, burst] = sidesOf(stack);

  test('both sides run one task definition, with one set of roles and one log group', () => {
    const definitions = resourcesOf(stack, 'AWS::ECS::TaskDefinition');
    expect(Object.keys(definitions)).toHaveLength(1);
    expect(Object.values(definitions)[0].Properties).toMatchObject({
      RequiresCompatibilities: ['EC2', 'FARGATE'], NetworkMode: 'awsvpc', Cpu: '512', Memory: '1024',
    });
    expect([base.TaskDefinition, burst.TaskDefinition]).toEqual([{ Ref: Object.keys(definitions)[0] }, { Ref: Object.keys(definitions)[0] }]);
    const roles = Object.keys(resourcesOf(stack, 'AWS::IAM::Role')).filter((id) => /^Orders(Task|Execution)Role/.test(id));
    expect(roles).toHaveLength(2);
    expect(Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup')).filter((id) => id.startsWith('OrdersLogGroup'))).toHaveLength(1);
  });

  test('the base is on its pool, a fixed number of tasks packed onto instances', () => {
    expect(base.CapacityProviderStrategy).toEqual([{ CapacityProvider: stack.resolve(at.pool.capacityProvider.capacityProviderName), Weight: 1 }]);
    expect(base).toMatchObject({ DesiredCount: 6, AvailabilityZoneRebalancing: 'DISABLED', PlacementStrategies: [{ Type: 'binpack', Field: 'CPU' }] });
  });

  test('the burst is on Fargate Spot alone, and scaling owns its number', () => {
    expect(burst.CapacityProviderStrategy).toContainEqual({ CapacityProvider: 'FARGATE_SPOT', Weight: 1 });
    expect(burst.CapacityProviderStrategy).toContainEqual(expect.objectContaining({ CapacityProvider: 'FARGATE', Weight: 0 }));
    expect(burst.DesiredCount).toBeUndefined();
    expect(theOnly(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({ MinCapacity: 1, MaxCapacity: 30 });
    expect(theOnly(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy').Properties.TargetTrackingScalingPolicyConfiguration).toMatchObject({
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60,
    });
  });

  test('one rule leads to a target group for each side, by what they begin with', () => {
    const [action, ...others] = theOnly(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties.Actions;
    expect(others).toEqual([]);
    const groups = [stack.resolve(orders.baseTargetGroup.targetGroupArn), stack.resolve(orders.burstTargetGroup.targetGroupArn)];
    expect(action.ForwardConfig.TargetGroups).toEqual([{ TargetGroupArn: groups[0], Weight: 6 }, { TargetGroupArn: groups[1], Weight: 1 }]);
    expect([base.LoadBalancers, burst.LoadBalancers]).toEqual(groups.map((TargetGroupArn) => [
      { ContainerName: 'app', ContainerPort: 8080, TargetGroupArn },
    ]));
  });

  test('one security group is in front of both, with one rule for the balancer', () => {
    const groups = [base, burst].map(({ NetworkConfiguration }) => NetworkConfiguration.AwsvpcConfiguration.SecurityGroups);
    expect(groups[0]).toEqual(groups[1]);
    const [own] = Object.entries(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).filter(([id]) => id.startsWith('OrdersSecurityGroup'));
    expect(own[1].Properties.SecurityGroupIngress).toHaveLength(1);
  });

  test('the weights follow the tasks of this rule and no other', () => {
    const policies = propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies }) => Policies ?? []);
    const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).filter(({ Action }) => String(Action).includes('ModifyRule'));
    expect(statements.map(({ Resource }) => Resource)).toEqual([{ Ref: Object.keys(resourcesOf(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule'))[0] }]);
  });

  test('its bounds are the sum of both sides', () => {
    expect([orders.minTaskCount, orders.maxTaskCount]).toEqual([7, 36]);
  });

  test('nothing waits in a circle', () => {
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });
});

test('one set of alarms guards the deployments of both sides', () => {
  const at = setting();
  const orders = ordersIn(at, { rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }) });
  const [base, burst] = sidesOf(at.stack);

  const alarms = [base, burst].map(({ DeploymentConfiguration }) => DeploymentConfiguration.Alarms);
  expect(alarms[0]).toEqual(alarms[1]);
  expect(alarms[0]).toMatchObject({ Enable: true, Rollback: true });
  // Server errors and unhealthy targets of each target group, and the CPU of the base.
  expect(Object.keys(resourcesOf(at.stack, 'AWS::CloudWatch::Alarm'))).toHaveLength(5);
  expect(orders.rollbackAlarms).toHaveLength(5);
  expect(findCycle(templateGraph(at.stack))).toBeUndefined();
});

test('a base with a maximum grows behind the burst', () => {
  const at = setting();
  const orders = ordersIn(at, {
    base: { capacity: CapacityStrategy.pool(at.pool), tasks: 6, maxTasks: 12 },
    burst: { tasks: { min: 2, max: 10 }, requestsPerTarget: 500 },
  });
  const [base] = sidesOf(at.stack);

  expect(base.DesiredCount).toBeUndefined();
  expect([orders.minTaskCount, orders.maxTaskCount]).toEqual([8, 22]);
  const policies = propertiesOf(at.stack, 'AWS::ApplicationAutoScaling::ScalingPolicy').map((policy) => policy.TargetTrackingScalingPolicyConfiguration);
  expect(policies.map(({ ScaleOutCooldown, ScaleInCooldown }) => [ScaleOutCooldown, ScaleInCooldown])).toEqual([[900, 1800], [60, 300], [60, 300]]);
  const requests = policies.find(({ PredefinedMetricSpecification: metric }) => metric.PredefinedMetricType === 'ALBRequestCountPerTarget');
  expect(JSON.stringify(requests)).toContain(at.stack.resolve((orders.burstTargetGroup as elbv2.ApplicationTargetGroup).targetGroupFullName)['Fn::GetAtt'][0]);
});

test('a balancer of its own, sessions and grants are for both sides', () => {
  const at = setting();
  const orders = ordersIn(at, {
    traffic: TrafficSource.loadBalancer({ plainHttp: true }),
    exec: ExecAccess.enabled(),
    task: TaskBlueprint.container({ image, size: FargateSize.of(512, 1024), port: 8080, readonlyRootFilesystem: false }),
  });
  new s3.Bucket(at.stack, 'Bucket').grantRead(orders);

  expect(orders.loadBalancer).toBeInstanceOf(elbv2.ApplicationLoadBalancer);
  expect(sidesOf(at.stack).map(({ EnableExecuteCommand }) => EnableExecuteCommand)).toEqual([true, true]);
  Template.fromStack(at.stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:GetObject*']) })]) },
    Roles: [at.stack.resolve(orders.taskRole.roleName)],
  });
});

test('a login of the rule stays what it is: the function may read the client of its user pool', () => {
  const at = setting();
  const userPool = cognito.UserPool.fromUserPoolId(at.stack, 'Users', 'eu-west-1_AbCdEfGhI');
  const login = ListenerLogin.cognito({
    userPool,
    userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(at.stack, 'Client', 'client'),
    userPoolDomain: cognito.UserPoolDomain.fromDomainName(at.stack, 'Domain', 'example'),
  });
  const certificate = acm.Certificate.fromCertificateArn(at.stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d');
  ordersIn(at, { traffic: TrafficSource.loadBalancer({ certificates: [certificate], login }) });

  const policies = propertiesOf(at.stack, 'AWS::IAM::Role').flatMap(({ Policies }) => Policies ?? []);
  const [reads] = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).filter(({ Action }) => Action === 'cognito-idp:DescribeUserPoolClient');
  expect(reads.Resource).toEqual(at.stack.resolve(userPool.userPoolArn));
});

test('warns of a base on Arm and a burst on X86_64', () => {
  const at = setting();
  const arm = new InstancePool(at.stack, 'Arm', { cluster: at.cluster, instanceTypes: [new ec2.InstanceType('m7g.2xlarge')], agent: { tasksWithTrunking: 20 } });
  const base = { capacity: CapacityStrategy.pool(arm), tasks: 2 };
  const runtimePlatform = { cpuArchitecture: ecs.CpuArchitecture.ARM64 };
  const onArm = TaskBlueprint.container({ image, size: FargateSize.of(512, 1024), port: 8080, runtimePlatform });
  const warnings = (props: Partial<BaseAndBurstServiceProps>, id: string) => {
    const scope = new Construct(at.stack, id);
    new BaseAndBurstService(scope, 'Orders', {
      base, burst: { tasks: { min: 1, max: 2 } }, task, traffic: TrafficSource.loadBalancer({ plainHttp: true }), ...props,
    });
    return Annotations.fromStack(at.stack).findWarning(`/Stack/${id}/Orders`, Match.anyValue()).map(({ entry }) => entry.data);
  };

  expect(warnings({ task: onArm }, 'Said')).toEqual([]);
  expect(warnings({}, 'Unsaid')).toEqual([expect.stringContaining('`task.runtimePlatform` names no processor, so that the base is on Arm instances')]);
});

test('names trunking, and not bridge, where network interfaces run out: the burst has none of it', () => {
  const at = setting();
  ordersIn(at, { task: TaskBlueprint.container({ image, size: FargateSize.of(256, 512), port: 8080 }) });
  expect(Annotations.fromStack(at.stack).findWarning('/Stack/Orders', Match.stringLikeRegexp('InterfaceDensity')).map(({ entry }) => entry.data)).toEqual([
    expect.stringMatching(/; turn on ENI trunking \(account setting awsvpcTrunking\) before the instances start, and name `agent\.tasksWithTrunking` of the pool \[ack/),
  ]);
});

test('takes the default of a zonal cluster for its base', () => {
  const at = setting();
  const fleet = new ZonalEc2Cluster(at.stack, 'Fleet', { vpc: at.vpc, instanceTypes: [new ec2.InstanceType('m7i.2xlarge')] });
  const orders = ordersIn(at, { cluster: fleet.cluster, base: { capacity: CapacityStrategy.clusterDefault(), tasks: 6 } });
  expect(sidesOf(at.stack).map((side) => side.CapacityProviderStrategy)).toContain(undefined);
  expect(orders.demand?.limitedBy).toBe(InstanceLimit.NETWORK_INTERFACES);
});

test('counts daemons that come later, and says of which side it speaks', () => {
  const at = setting();
  const pool = new InstancePool(at.stack, 'Small', { cluster: at.cluster, instanceTypes: [new ec2.InstanceType('m7i.xlarge')], instances: { max: 1 } });
  ordersIn(at, {
    base: { capacity: CapacityStrategy.pool(pool), tasks: 3 },
    rollout: Rollout.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100 }),
  });
  new DaemonService(at.stack, 'Logs', { pool, task: TaskBlueprint.container({ image, cpu: 3000, memoryMiB: 256 }) });
  expect(Annotations.fromStack(at.stack).findWarning('/Stack/Orders', Match.stringLikeRegexp('MaximumAbovePool')).map(({ entry }) => entry.data)).toEqual([
    expect.stringContaining('`base` runs up to 3 tasks, and 1 m7i.xlarge hold 2 at most (2 each by its CPU)'),
  ]);
});

describe('refuses', () => {
  test.each<[string, (at: Setting) => Partial<BaseAndBurstServiceProps>, string]>([
    ['a base on Fargate', ({ cluster }) => ({ cluster, base: { capacity: CapacityStrategy.fargate(), tasks: 2 } }),
      'BaseAndBurstService.BaseOnFargate: `base.capacity` is on instances, got Fargate'],
    ['no capacity', () => ({ base: { tasks: 2 } as BaseOptions }), 'Service.NoCapacity: `base.capacity` names the instances to run on, got none'],
    ['providers without a cluster', () => ({ base: { capacity: CapacityStrategy.providers([{ provider: 'pool', weight: 1 }]), tasks: 2 } }),
      'Service.NoCluster: `cluster` must be named with a capacity that names no pools, got none'],
    ['a minimum above the maximum', () => ({ burst: { tasks: { min: 5, max: 3 } } }), 'TaskScaling.MinAboveMax: `burst.tasks.min`'],
    ['traffic without a rule', () => ({ traffic: TrafficSource.none() }), 'BaseAndBurstService.Traffic: `traffic` must be one listener rule'],
    ['a size that Fargate does not have', () => ({ task: TaskBlueprint.container({ image, port: 8080, size: FargateSize.of(1024, 1000) }) }),
      'FargateSize.NoSuchPair: `task.size`'],
    ['a task that the instances cannot hold', () => ({ task: TaskBlueprint.container({ image, port: 8080, size: FargateSize.of(16384, 32768) }) }),
      'InstanceDemand.TaskTooLarge: `task`'],
    ['a network mode that Fargate lacks', () => ({ task: TaskBlueprint.container({ image, port: 8080, memoryMiB: 512, networkMode: ecs.NetworkMode.BRIDGE }) }),
      'NetworkMode.Platform: `task.networkMode` must be awsvpc on Fargate, got bridge; the burst on Fargate needs awsvpc, so that both sides have it'],
  ])('%s', (_, props, message) => {
    const at = setting();
    expect(() => ordersIn(at, props(at))).toThrow(message);
    expect(at.stack.node.tryFindChild('Orders')).toBeUndefined();
  });
});
