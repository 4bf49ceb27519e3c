import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CapacityStrategy, ExecAccess, TaskBlueprint, TaskVolume, ZonalEc2Cluster } from '../../src';
import { overridesFindings, renderOverrides } from '../../src/job/container-overrides';
import { RunnableTask } from '../../src/job/runnable-task';
import { StandaloneTask } from '../../src/job/standalone-task';
import { StandaloneTaskOptions } from '../../src/job/standalone-task-options';
import { guard } from '../../src/private/guard';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29.0');
const task = TaskBlueprint.container({ image });

/** What starts a task, as small as it can be. */
class Starter extends Construct {
  public readonly choices: StandaloneTask;
  public readonly runnable: RunnableTask;
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: StandaloneTaskOptions) {
    super(scope, id);
    this.choices = new StandaloneTask(this, props);
    guard(this, this.choices.findings());
    this.runnable = this.choices.bind();
    this.role = new iam.Role(this, 'Starts', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    this.runnable.grantRun(this.role);
    this.runnable.startedBy(this.role.node.defaultChild as iam.CfnRole);
  }
}

function zonal(stack: Stack, vpc: ec2.IVpc): ZonalEc2Cluster {
  return new ZonalEc2Cluster(stack, 'Fleet', {
    vpc, instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.M7I, ec2.InstanceSize.LARGE)], instancesPerZone: { min: 0, max: 4 },
  });
}

describe('what RunTask is told', () => {
  test('of a task on Fargate: on demand, in private subnets, with a group of its own', () => {
    const { stack, vpc, cluster } = platformStack();
    const { runnable } = new Starter(stack, 'Starter', { cluster, task });
    expect(runnable.launch).toEqual({
      clusterArn: cluster.clusterArn,
      taskDefinitionArn: runnable.taskDefinition.taskDefinitionArn,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: undefined, weight: 1 }],
      awsvpc: {
        subnets: vpc.privateSubnets.map(({ subnetId }) => subnetId),
        securityGroups: [runnable.connections.securityGroups[0].securityGroupId],
        assignPublicIp: 'DISABLED',
      },
      placementStrategy: [],
      placementConstraints: undefined,
      enableExecuteCommand: false,
    });
  });

  test('of a task in public subnets', () => {
    const { stack, vpc, cluster } = platformStack();
    const { runnable } = new Starter(stack, 'Starter', { cluster, task, network: { assignPublicIp: true } });
    expect(runnable.launch.awsvpc).toMatchObject({ subnets: vpc.publicSubnets.map(({ subnetId }) => subnetId), assignPublicIp: 'ENABLED' });
  });

  test('of a task on Spot, which is given all of the notice to stop', () => {
    const { stack, cluster } = platformStack();
    const { runnable } = new Starter(stack, 'Starter', {
      cluster, task, capacity: CapacityStrategy.fargateSpot({ onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 }),
    });
    expect(runnable.launch.capacityProviderStrategy).toEqual([
      { capacityProvider: 'FARGATE', base: 0, weight: 0 }, { capacityProvider: 'FARGATE_SPOT', base: undefined, weight: 1 },
    ]);
    expect(propertiesOf(stack, 'AWS::ECS::TaskDefinition')[0].ContainerDefinitions[0].StopTimeout).toBe(120);
  });

  test('of a task on instances: the cluster of its pools, packed, and no network of its own in bridge mode', () => {
    const { stack, vpc } = platformStack();
    const fleet = zonal(stack, vpc);
    const { runnable, choices } = new Starter(stack, 'Starter', {
      capacity: CapacityStrategy.zonal(fleet),
      task: TaskBlueprint.container({ image, cpu: 256, memoryMiB: 512, networkMode: ecs.NetworkMode.BRIDGE }),
      placement: { constraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.instance-type == m7i.large')] },
    });
    expect(choices.cluster).toBe(fleet.cluster);
    expect(runnable.launch).toMatchObject({
      clusterArn: fleet.cluster.clusterArn,
      awsvpc: undefined,
      placementStrategy: [{ type: 'binpack', field: 'CPU' }],
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.instance-type == m7i.large' }],
    });
    expect(runnable.launch.capacityProviderStrategy).toHaveLength(fleet.pools.length);
  });

  test('of a task with shells', () => {
    const { stack, cluster } = platformStack();
    const { runnable } = new Starter(stack, 'Starter', {
      cluster, exec: ExecAccess.enabled(), task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }),
    });
    expect(runnable.launch.enableExecuteCommand).toBe(true);
    expect(JSON.stringify(propertiesOf(stack, 'AWS::IAM::Policy'))).toContain('ssmmessages:OpenDataChannel');
  });
});

describe('who may start it', () => {
  test('gets the task in its cluster, its two roles and the tags of its start, and nothing else', () => {
    const { stack, cluster } = platformStack();
    const { runnable, role } = new Starter(stack, 'Starter', { cluster, task });
    const policy = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).find(({ Properties: { Roles: [{ Ref: ref }] } }) => (
      ref === stack.getLogicalId(role.node.defaultChild as iam.CfnRole)));
    const ours = (service: string, name: any) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ...name]] });
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      {
        Action: 'ecs:RunTask',
        Effect: 'Allow',
        Resource: ours('ecs', [`:task-definition/${runnable.taskDefinition.family}:*`]),
        Condition: { ArnEquals: { 'ecs:cluster': stack.resolve(cluster.clusterArn) } },
      },
      {
        Action: 'iam:PassRole',
        Effect: 'Allow',
        Resource: stack.resolve([runnable.executionRole.roleArn, runnable.taskRole.roleArn]),
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      {
        Action: 'ecs:TagResource',
        Effect: 'Allow',
        Resource: ours('ecs', [':task/', stack.resolve(cluster.clusterName), '/*']),
        Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      },
    ]);
  });

  test('waits for the capacity providers of the cluster', () => {
    const { stack, cluster } = platformStack();
    const { role } = new Starter(stack, 'Starter', { cluster, task });
    const [association] = Object.keys(resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations'));
    expect(resourcesOf(stack, 'AWS::IAM::Role')[stack.getLogicalId(role.node.defaultChild as iam.CfnRole)].DependsOn).toContain(association);
  });
});

test('reaches the file system that it mounts, before it is started', () => {
  const { stack, vpc, cluster } = platformStack();
  const { role } = new Starter(stack, 'Starter', {
    cluster, task: TaskBlueprint.container({ image, volumes: { data: TaskVolume.efs({ vpc }) }, mounts: [{ volume: 'data', path: '/data' }] }),
  });
  const [[rule, { Properties: { FromPort, GroupId, SourceSecurityGroupId } }]] = Object.entries(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress'));
  expect({ FromPort, GroupId, SourceSecurityGroupId }).toEqual({
    FromPort: 2049,
    GroupId: { 'Fn::GetAtt': [expect.stringMatching(/FileSystemSecurityGroup/), 'GroupId'] },
    SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^StarterSecurityGroup/), 'GroupId'] },
  });
  const waits = resourcesOf(stack, 'AWS::IAM::Role')[stack.getLogicalId(role.node.defaultChild as iam.CfnRole)].DependsOn;
  expect(waits).toEqual(expect.arrayContaining([rule, ...Object.keys(resourcesOf(stack, 'AWS::EFS::MountTarget'))]));
});

describe('what is refused', () => {
  const start = (props: Partial<StandaloneTaskOptions>, id = 'Starter') => {
    const { stack, cluster } = platformStack();
    return () => new Starter(stack, id, { cluster, task, ...props });
  };

  test('a task that never ends', () => {
    expect(start({ task: TaskBlueprint.container({ image, restart: {} }) })).toThrow(
      'StandaloneTask.NeverEnds: `task.restart` starts the container again when it has done its work, so that the task never ends; ' +
      'give `ignoredExitCodes: [0]`, or leave `restart` out');
  });

  test('no cluster', () => {
    const { stack } = platformStack();
    expect(() => new Starter(stack, 'Starter', { task })).toThrow(
      'Service.NoCluster: `cluster` must be named with a capacity that names no pools, got none');
  });

  test('placement on Fargate', () => {
    expect(start({ placement: { strategies: [ecs.PlacementStrategy.packedByCpu()] } })).toThrow(
      'PlacementOrder.Fargate: `placement.strategies` must be left out on Fargate, which has no instances to choose from; leave them out');
  });

  test('everything wrong at once', () => {
    expect(start({
      exec: ExecAccess.enabled(), network: { securityGroups: [] }, task: TaskBlueprint.container({ image, startTimeout: Duration.seconds(200) }),
    })).toThrow('Starter at Stack/Starter has 3 problems:');
  });

  test('a restart that is turned on after the guard', () => {
    const { stack, cluster } = platformStack();
    const { runnable } = new Starter(stack, 'Starter', { cluster, task });
    (runnable.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.RestartPolicy', { Enabled: true });
    expect(() => theOnly(stack, 'AWS::ECS::TaskDefinition')).toThrow('StandaloneTask.NeverEnds: `taskDefinition.containers[0].restart`');
  });
});

describe('overrides of its containers', () => {
  const twoContainers = TaskBlueprint.containers({ containers: [{ image, name: 'proxy', essential: false }, { image, name: 'app' }] });

  test('are for the first essential container, unless they name another', () => {
    const { stack, cluster } = platformStack();
    const { choices, runnable } = new Starter(stack, 'Starter', { cluster, task: twoContainers });
    expect(overridesFindings([{ command: ['run'] }, { container: 'app' }], choices).map(({ id }) => id)).toEqual(['ContainerOverrides.Twice']);
    expect(renderOverrides([{ command: ['run'], environment: { DAY: 'today' }, memoryMiB: 256 }, { container: 'proxy', cpu: 128, memoryReservationMiB: 64 }], runnable))
      .toEqual([
        { name: 'app', command: ['run'], environment: [{ name: 'DAY', value: 'today' }], memory: 256 },
        { name: 'proxy', cpu: 128, memoryReservation: 64 },
      ]);
  });
});
