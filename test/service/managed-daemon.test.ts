import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Duration, Lazy, Stack, Tags, Token } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FargateSize } from '../../src/model/task/fargate-size';
import { PrivateEndpoints } from '../../src/network/private-endpoints';
import { InstancePool } from '../../src/pool/instance-pool';
import { ManagedInstanceTypes } from '../../src/pool/managed-instance-types';
import { ManagedInstancesPool } from '../../src/pool/managed-instances-pool';
import { ManagedDaemon, ManagedDaemonProps } from '../../src/service/managed-daemon';
import { Sidecar } from '../../src/sidecar/sidecar';
import { ContainerHealth } from '../../src/task/container-health';
import { ExecAccess } from '../../src/task/exec-access';
import { LogRoute } from '../../src/task/log-route';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskLogging } from '../../src/task/task-logging';
import { MultiContainerOptions, SingleContainerOptions } from '../../src/task/task-options';
import { importedCluster, importedVpc, newStack, plainCluster } from '../cluster/services';
import { recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';
import { clusterIn as isolatedCluster, imageIn, isolatedStack } from '../network/networks';
import { warnings } from '../traffic/setting';

const DAEMON = 'AWS::ECS::Daemon';
const TASK = 'AWS::ECS::DaemonTaskDefinition';
const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/agent:1.4');

function agent(options: Partial<SingleContainerOptions> = {}): TaskBlueprint {
  return TaskBlueprint.container({ image: IMAGE, cpu: 128, memoryMiB: 256, ...options });
}

function poolIn(stack: Stack, cluster: ecs.ICluster = plainCluster(stack), id: string = 'Pool'): ManagedInstancesPool {
  return new ManagedInstancesPool(stack, id, { cluster });
}

function daemonIn(stack: Stack, props: Partial<ManagedDaemonProps> = {}): ManagedDaemon {
  return new ManagedDaemon(stack, 'Daemon', { pools: props.pools ?? [poolIn(stack)], task: agent(), ...props });
}

/** What the template says of the daemon. */
function daemonOf(stack: Stack): any {
  return theOnly(stack, DAEMON).Properties;
}

/** What the template says of its task. */
function taskOf(stack: Stack): any {
  return theOnly(stack, TASK).Properties;
}

function problems(...lines: string[]): string {
  return [`ManagedDaemon at Stack/Daemon has ${lines.length === 1 ? '1 problem' : `${lines.length} problems`}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function refusalOf(task: TaskBlueprint): () => ManagedDaemon {
  return () => daemonIn(newStack(), { task });
}

describe('the daemon', () => {
  test('runs on the instances of its pool, a quarter of which is drained at a time', () => {
    const stack = newStack();
    const { daemon, daemonTaskDefinition } = daemonIn(stack);
    expect(daemonOf(stack)).toEqual({
      ClusterArn: { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] },
      CapacityProviderArns: [{
        'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':capacity-provider/',
          { Ref: expect.stringMatching(/^PoolProvider/) },
        ]],
      }],
      DaemonTaskDefinitionArn: { 'Fn::GetAtt': [stack.getLogicalId(daemonTaskDefinition), 'DaemonTaskDefinitionArn'] },
      DeploymentConfiguration: { DrainPercent: 25 },
      EnableECSManagedTags: true,
      PropagateTags: 'DAEMON',
    });
    expect(stack.resolve(daemon.clusterArn)).toEqual(daemonOf(stack).ClusterArn);
  });

  test('takes every prop', () => {
    const stack = newStack();
    const cluster = plainCluster(stack);
    const alarm = new cloudwatch.Alarm(stack, 'Alarm', {
      alarmName: 'agent-errors', metric: new cloudwatch.Metric({ namespace: 'Agent', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
    });
    daemonIn(stack, {
      pools: [poolIn(stack, cluster, 'First'), poolIn(stack, cluster, 'Second')],
      task: agent({ readonlyRootFilesystem: false }),
      drainPercent: 12.5,
      bakeTime: Duration.hours(1),
      rollbackOn: [alarm],
      exec: ExecAccess.enabled(),
      daemonName: 'agent',
    });
    const properties = daemonOf(stack);
    expect(properties).toMatchObject({
      DaemonName: 'agent',
      DeploymentConfiguration: { DrainPercent: 12.5, BakeTimeInMinutes: 60, Alarms: { AlarmNames: ['agent-errors'], Enable: true } },
      EnableExecuteCommand: true,
    });
    expect(JSON.stringify(properties.CapacityProviderArns)).toMatch(/FirstProvider.*SecondProvider/);
  });

  test('is made after its pool and deleted before it', () => {
    const stack = newStack();
    daemonIn(stack);
    const graph = templateGraph(stack);
    const [[daemon]] = Object.entries(resourcesOf(stack, DAEMON));
    const [[provider]] = Object.entries(resourcesOf(stack, 'AWS::ECS::CapacityProvider'));
    expect([...graph.get(daemon)!]).toContain(provider);
    expect(findCycle(graph)).toBeUndefined();
  });

  test('waits for its execution role', () => {
    const stack = newStack();
    const { executionRole } = daemonIn(stack);
    expect(theOnly(stack, DAEMON).DependsOn).toEqual([stack.getLogicalId(executionRole.node.defaultChild as iam.CfnRole)]);
  });

  test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('names its pool in %s', (region, partition) => {
    const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '123456789012', region } });
    daemonIn(stack);
    const [start] = daemonOf(stack).CapacityProviderArns[0]['Fn::Join'][1];
    expect(start).toBe(`arn:${partition}:ecs:${region}:123456789012:capacity-provider/`);
  });

  test('names a pool of another stack', () => {
    const stack = newStack();
    const pool = poolIn(new Stack(stack.node.root as App, 'Platform'));
    daemonIn(stack, { pools: [pool] });
    expect(JSON.stringify(daemonOf(stack).CapacityProviderArns)).toMatch(/:capacity-provider\/.*Platform.*PoolProvider/);
  });

  test('runs in an imported cluster', () => {
    const stack = newStack();
    daemonIn(stack, { pools: [poolIn(stack, importedCluster(stack))] });
    expect(JSON.stringify(daemonOf(stack).ClusterArn)).toContain('cluster/imported');
  });

  test('hands on its tags', () => {
    const stack = newStack();
    Tags.of(daemonIn(stack)).add('team', 'platform');
    const tags = [{ Key: 'team', Value: 'platform' }];
    expect([daemonOf(stack).Tags, taskOf(stack).Tags]).toEqual([tags, tags]);
  });

  test('leaves no alarm configuration behind without alarms', () => {
    const stack = newStack();
    daemonIn(stack, { rollbackOn: [] });
    expect(daemonOf(stack).DeploymentConfiguration).toEqual({ DrainPercent: 25 });
  });

  test('is a reference to itself', () => {
    const stack = newStack();
    const daemon = daemonIn(stack);
    expect(daemon.daemonRef).toEqual(daemon.daemon.daemonRef);
    expect(daemon.env).toEqual(daemon.daemon.env);
  });
});

describe('its task', () => {
  test('takes what its container takes, and no more', () => {
    const stack = newStack();
    const { taskRole, executionRole } = daemonIn(stack);
    expect(taskOf(stack)).toEqual({
      Family: expect.stringMatching(/^StackDaemonTaskDefinition/),
      TaskRoleArn: stack.resolve(taskRole.roleArn),
      ExecutionRoleArn: stack.resolve(executionRole.roleArn),
      Volumes: [{ Name: 'app-tmp' }],
      ContainerDefinitions: [expect.objectContaining({ Name: 'app', Cpu: 128, Memory: 256, ReadonlyRootFilesystem: true })],
    });
  });

  test('has the size that it is given', () => {
    const stack = newStack();
    daemonIn(stack, { task: TaskBlueprint.container({ image: IMAGE, size: FargateSize.of(256, 512) }) });
    expect(taskOf(stack)).toMatchObject({ Cpu: '256', Memory: '512' });
  });

  test('keeps old revisions where it is told to', () => {
    const stack = newStack();
    daemonIn(stack, { task: agent({ retainRevisions: true }) });
    expect(theOnly(stack, TASK)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('has a name of its own where it is given one', () => {
    const stack = newStack();
    daemonIn(stack, { task: agent({ family: 'agent' }) });
    expect(taskOf(stack).Family).toBe('agent');
  });

  test('takes times that only the deployment knows', () => {
    const stack = newStack();
    daemonIn(stack, { task: agent({ restart: { attemptPeriod: Duration.seconds(Lazy.number({ produce: () => 90 })) } }) });
    expect(taskOf(stack).ContainerDefinitions[0].RestartPolicy).toEqual({ Enabled: true, RestartAttemptPeriod: 90 });
  });

  test('loses nothing of what the same containers are in a service', () => {
    const files = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Files', 'files');
    const blueprint = (stack: Stack) => TaskBlueprint.containers({
      containers: [
        {
          image: IMAGE,
          cpu: 64,
          memoryMiB: 256,
          memoryReservationMiB: 128,
          environment: { A: 'b' },
          command: ['run'],
          entryPoint: ['/bin/agent'],
          secrets: { KEY: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Key', 'agent')) },
          environmentFiles: [ecs.EnvironmentFile.fromBucket(files(stack), 'agent.env')],
          healthCheck: ContainerHealth.command(['/bin/agent', 'health'], { startPeriod: Duration.seconds(10) }),
          dependsOn: [{ container: 'setup' }],
          restart: { ignoredExitCodes: [0] },
          startTimeout: Duration.seconds(60),
          stopTimeout: Duration.seconds(60),
          user: '0',
          workingDirectory: '/agent',
          ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1024, hardLimit: 2048 }],
          capabilities: { add: [ecs.Capability.NET_ADMIN] },
          systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
          pseudoTerminal: true,
          interactive: true,
          privileged: true,
          hostMounts: [{ hostPath: '/var/log' }],
          writablePaths: ['/tmp', '/agent/cache'],
        },
        { image: IMAGE, name: 'setup', memoryMiB: 64, healthCheck: ContainerHealth.shell('true') },
      ],
    });
    const [asDaemon, asService] = [newStack(), newStack()];
    daemonIn(asDaemon, { task: blueprint(asDaemon) });
    blueprint(asService)._bind(asService, { platforms: ['managed-instances'], spot: false, ipv6Only: false, exec: false });
    const { ContainerDefinitions, Volumes } = theOnly(asService, 'AWS::ECS::TaskDefinition').Properties;
    const anyGroup = (text: unknown) => JSON.parse(JSON.stringify(text).replace(/"(Daemon)?LogGroup\w+"/g, '"LogGroup"'));
    expect(anyGroup(taskOf(asDaemon).ContainerDefinitions)).toEqual(anyGroup(ContainerDefinitions));
    expect(taskOf(asDaemon).Volumes).toEqual(Volumes);
  });

  test('gets a container that routes its logs, for FireLens', () => {
    const stack = newStack();
    daemonIn(stack, { task: agent({ sidecars: [Sidecar.fireLens({ route: LogRoute.custom({ options: { Name: 'stdout' } }) })] }) });
    expect(taskOf(stack).ContainerDefinitions).toEqual([
      expect.objectContaining({ Name: 'app', LogConfiguration: { LogDriver: 'awsfirelens', Options: { Name: 'stdout' } } }),
      expect.objectContaining({ Name: 'log-router', FirelensConfiguration: { Type: 'fluentbit', Options: { 'enable-ecs-log-metadata': 'true' } } }),
    ]);
  });

  test('is given rights through the construct, and its agent a shell', () => {
    const stack = newStack();
    const daemon = daemonIn(stack, { task: agent({ readonlyRootFilesystem: false }), exec: ExecAccess.enabled() });
    s3.Bucket.fromBucketName(stack, 'Bucket', 'metrics').grantPut(daemon);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [stack.resolve(daemon.taskRole.roleName)],
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ssmmessages:OpenDataChannel']) })]) },
    });
    expect(JSON.stringify(resourcesOf(stack, 'AWS::IAM::Policy'))).toContain(':s3:::metrics/*');
  });

  test('leaves its blueprint as it was', () => {
    const task = agent();
    const stack = newStack();
    const pools = [poolIn(stack)];
    ['One', 'Two'].forEach((id) => new ManagedDaemon(stack, id, { pools, task }));
    expect(Object.values(resourcesOf(stack, TASK))).toHaveLength(2);
  });
});

describe('beside others', () => {
  test('what it takes of each instance is known of its pools', () => {
    const stack = newStack();
    const pools = [poolIn(stack, plainCluster(stack), 'First')];
    daemonIn(stack, { pools });
    expect(pools[0]._facts().daemons).toEqual([expect.objectContaining({ cpu: 128, memoryMiB: 256 })]);
  });

  test('two that fit one by one may not fit together', () => {
    const stack = newStack();
    const pools = [new ManagedInstancesPool(stack, 'Pool', { cluster: plainCluster(stack), instanceTypes: ManagedInstanceTypes.named(['m7g.medium']) })];
    daemonIn(stack, { pools, task: agent({ cpu: 600 }) });
    expect(() => new ManagedDaemon(stack, 'Second', { pools, task: agent({ cpu: 600 }) })).toThrow(
      'InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7g.medium has 424 CPU units for it, got 600 CPU units');
  });
});

describe('in subnets without a way out', () => {
  const isolatedPool = () => {
    const { stack, vpc } = isolatedStack();
    return { stack, vpc, pools: [new ManagedInstancesPool(stack, 'Pool', { cluster: isolatedCluster(stack, vpc), vpcSubnets: { subnets: vpc.isolatedSubnets } })] };
  };

  test('it is told which endpoints it misses', () => {
    const { stack, pools } = isolatedPool();
    new ManagedDaemon(stack, 'Daemon', { pools, task: agent({ image: imageIn(stack) }) });
    expect(warnings(stack)).toEqual([expect.stringMatching(/^`vpcSubnets` are isolated, .*, ecr\.api, ecr\.dkr, s3, logs, ecs-agent, ecs-telemetry and ecs; add PrivateEndpoints/)]);
  });

  test('it gets them of PrivateEndpoints, and waits for them', () => {
    const { stack, vpc, pools } = isolatedPool();
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    new ManagedDaemon(stack, 'Daemon', { pools, task: agent({ image: imageIn(stack), readonlyRootFilesystem: false }), exec: ExecAccess.enabled() });
    expect(warnings(stack)).toEqual([]);
    const endpoints = Object.keys(resourcesOf(stack, 'AWS::EC2::VPCEndpoint'));
    expect(endpoints).toContainEqual(expect.stringMatching(/^EndpointsSsmmessages/));
    expect(theOnly(stack, DAEMON).DependsOn).toEqual(expect.arrayContaining(endpoints));
  });
});

describe('at synth', () => {
  const changed = (change: (daemon: ManagedDaemon) => void, props: Partial<ManagedDaemonProps> = {}) => () => {
    const stack = newStack();
    const pools = [new ManagedInstancesPool(stack, 'Pool', { cluster: plainCluster(stack), instanceTypes: ManagedInstanceTypes.named(['m7g.medium']) })];
    change(daemonIn(stack, { pools, ...props }));
    (stack.node.root as App).synth();
  };
  const containers = (properties: object) => ({ daemonTaskDefinition }: ManagedDaemon) => {
    Object.entries(properties).forEach(([key, value]) => daemonTaskDefinition.addPropertyOverride(`ContainerDefinitions.0.${key}`, value));
  };

  test.each<[string, (daemon: ManagedDaemon) => void, string]>([
    ['a share of the instances', ({ daemon }) => daemon.addPropertyOverride('DeploymentConfiguration.DrainPercent', 0),
      "ManagedDaemon.DrainPercent: `deploymentConfiguration.drainPercent` takes a percentage from 1 to 100, got 0; leave it out for AWS's 25"],
    ['a time to watch alarms', ({ daemon }) => daemon.addPropertyOverride('DeploymentConfiguration.BakeTimeInMinutes', 1441),
      'ManagedDaemon.BakeTime: `deploymentConfiguration.bakeTime` takes whole minutes from 0 to 1440, got 1441'],
    ['a process namespace', ({ daemonTaskDefinition }) => daemonTaskDefinition.addPropertyOverride('PidMode', 'task'),
      'DaemonTask.PidMode: `daemonTaskDefinition.pidMode` must be host or absent for a managed daemon, got task'],
    ['a log driver', containers({ 'LogConfiguration.LogDriver': 'json-file' }),
      'DaemonTask.LogDriver: `daemonTaskDefinition.containers[0].logging` takes the driver awslogs, splunk or awsfirelens for a managed daemon, got json-file'],
    ['a container without memory', containers({ Memory: undefined, MemoryReservation: undefined }), 'Containers.NoMemory: `daemonTaskDefinition.containers[0].memoryMiB`'],
    ['a task that no instance holds', containers({ Cpu: 2048 }),
      'InstanceDemand.TaskTooLarge: `daemonTaskDefinition` fits on no instance of its pool: m7g.medium has 1024 CPU units for it, got 2048 CPU units'],
  ])('%s that somebody has written over the checked one is refused', (_name, change, message) => {
    expect(changed(change)).toThrow(message);
  });

  test('what was right stays right, half of an instance and the process namespace of it included', () => {
    const stack = newStack();
    const pools = [new ManagedInstancesPool(stack, 'Pool', { cluster: plainCluster(stack), instanceTypes: ManagedInstanceTypes.named(['m7g.medium']) })];
    daemonIn(stack, { pools, drainPercent: 12.5, task: agent({ cpu: 600, pidMode: ecs.PidMode.HOST }) });
    expect(daemonOf(stack).DeploymentConfiguration).toEqual({ DrainPercent: 12.5 });
  });
});

describe('is refused', () => {
  test('without pools', () => {
    expect(() => daemonIn(newStack(), { pools: [] })).toThrow(problems('ManagedDaemon.NoPool: `pools` lists at least one pool of Managed Instances, got none'));
  });

  test('without a pool where languages let that through, and on instances of an Auto Scaling group', () => {
    const stack = newStack();
    expect(() => new ManagedDaemon(stack, 'Daemon', { task: agent() } as ManagedDaemonProps)).toThrow(
      problems('ManagedDaemon.NoPool: `pools` lists at least one pool of Managed Instances, got none'));
    const pool = new InstancePool(stack, 'Group', { cluster: plainCluster(stack), instanceTypes: [new ec2.InstanceType('m7i.large')] });
    expect(() => daemonIn(stack, { pools: [pool as unknown as ManagedInstancesPool] })).toThrow(
      problems('ManagedDaemon.NoPool: `pools` lists pools of Managed Instances, got InstancePool; make a DaemonService for it'));
  });

  test('on pools of two clusters', () => {
    const stack = newStack();
    const other = new ecs.Cluster(stack, 'Other', { vpc: importedVpc(stack) });
    expect(() => daemonIn(stack, { pools: [poolIn(stack), poolIn(stack, other, 'OtherPool')] })).toThrow(problems(
      'ManagedDaemon.TwoClusters: `pools` are of one cluster, got some of Stack/Cluster and of Stack/Other; make a daemon for each'));
  });

  test('with a task definition that is there already', () => {
    const stack = newStack();
    const task = TaskBlueprint.existing(new ecs.Ec2TaskDefinition(stack, 'Existing'));
    expect(() => daemonIn(stack, { task })).toThrow(problems('ManagedDaemon.ExistingTask: `task` becomes a daemon task definition, '
      + 'got an existing task definition of a service; describe its containers with TaskBlueprint'));
  });

  test('with numbers and a name that ECS does not take, all at once, and its id is free again', () => {
    const stack = newStack();
    const pools = [poolIn(stack)];
    expect(() => daemonIn(stack, { pools, drainPercent: 0, bakeTime: Duration.seconds(90), daemonName: 'log collector' })).toThrow(problems(
      "ManagedDaemon.DrainPercent: `drainPercent` takes a percentage from 1 to 100, got 0; leave it out for AWS's 25",
      'ManagedDaemon.BakeTime: `bakeTime` takes whole minutes from 0 to 1440, got 1.5; the nearest is 2',
      "ManagedDaemon.Name: `daemonName` takes 1 to 255 letters, digits, hyphens and underscores, got 'log collector'",
    ));
    expect(daemonIn(stack, { pools }).node.path).toBe('Stack/Daemon');
  });

  test('without memory', () => {
    expect(refusalOf(TaskBlueprint.container({ image: IMAGE }))).toThrow(problems('Containers.NoMemory: `task.memoryMiB` must be set on instances, '
      + 'where nothing else limits it, got none; name it, or a size for the task'));
  });

  test('with ECS Exec and no file that its agent may write', () => {
    expect(() => daemonIn(newStack(), { exec: ExecAccess.enabled() })).toThrow(problems('ExecAccess.ReadonlyRoot: `task.readonlyRootFilesystem` '
      + 'must be false for a container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out'));
  });

  test('when it fits on no instance of its pool', () => {
    const stack = newStack();
    const pool = new ManagedInstancesPool(stack, 'Pool', { cluster: plainCluster(stack), instanceTypes: ManagedInstanceTypes.named(['m7g.medium']) });
    expect(() => daemonIn(stack, { pools: [pool], task: agent({ memoryMiB: 8192 }) })).toThrow(/InstanceDemand\.TaskTooLarge: `task` fits on no instance of its pool: m7g\.medium/);
  });

  test.each<[string, Partial<SingleContainerOptions>]>([
    ['credentialSpecs', { credentialSpecs: [new ecs.DomainJoinedCredentialSpec('arn:aws:s3:::specs/agent.json')] }],
    ['dockerLabels', { dockerLabels: { a: 'b' } }],
    ['enableFaultInjection', { enableFaultInjection: true }],
    ['gpuCount', { gpuCount: 1 }],
    ['networkMode', { networkMode: ecs.NetworkMode.HOST }],
    ['neuronDeviceCount', { neuronDeviceCount: 1 }],
    ['port', { port: 4317 }],
    ['ports', { ports: [{ containerPort: 4317 }] }],
    ['runtimePlatform', { runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 } }],
    ['sharedMemoryMiB', { sharedMemoryMiB: 128 }],
    ['size.ephemeralStorageGiB', { size: FargateSize.of(256, 512, 30) }],
    ['versionConsistency', { versionConsistency: ecs.VersionConsistency.DISABLED }],
  ])('with %s, which a daemon task definition has no place for', (property, options) => {
    expect(refusalOf(agent(options))).toThrow(`DaemonTask.Unsupported: \`task.${property}\` must be left out of a managed daemon: `);
  });

  test('with another process namespace or log driver, container by container', () => {
    const task: MultiContainerOptions = {
      pidMode: ecs.PidMode.TASK,
      logging: TaskLogging.driver(ecs.LogDrivers.syslog()),
      containers: [
        { image: IMAGE, memoryMiB: 64 },
        { image: IMAGE, name: 'other', memoryMiB: 64, port: 80, logging: TaskLogging.driver(ecs.LogDrivers.jsonFile()) },
      ],
    };
    expect(refusalOf(TaskBlueprint.containers(task))).toThrow(problems(
      'DaemonTask.PidMode: `task.pidMode` must be host or absent for a managed daemon, got task; leave it out',
      'DaemonTask.LogDriver: `task.logging` takes the driver awslogs, splunk or awsfirelens for a managed daemon, got syslog',
      'DaemonTask.Unsupported: `task.containers[1].port` must be left out of a managed daemon: tasks of its instance reach it at 169.254.172.2 without a mapping',
      'DaemonTask.LogDriver: `task.containers[1].logging` takes the driver awslogs, splunk or awsfirelens for a managed daemon, got json-file',
    ));
  });

  test('at synth, with an alarm on itself that has no name in plain text', () => {
    const stack = newStack();
    const rollbackOn: cloudwatch.IAlarm[] = [];
    const alarm = new cloudwatch.Alarm(stack, 'Alarm', {
      metric: new cloudwatch.Metric({ namespace: 'Agent', metricName: 'Errors', dimensionsMap: { Daemon: Lazy.string({ produce: () => daemon.daemon.attrDaemonArn }) } }),
      threshold: 1,
      evaluationPeriods: 1,
    });
    rollbackOn.push(alarm);
    const daemon = daemonIn(stack, { rollbackOn });
    expect(() => (stack.node.root as App).synth()).toThrow('RollbackAlarms.Circle: `Stack/Alarm` watches the service whose deployment it fails');
  });
});

test('tokens get through', () => {
  const stack = newStack();
  daemonIn(stack, {
    drainPercent: Lazy.number({ produce: () => 50 }),
    bakeTime: Duration.minutes(Lazy.number({ produce: () => 7 })),
    daemonName: Token.asString({ Ref: 'AWS::StackName' }),
    task: agent({ cpu: Lazy.number({ produce: () => 64 }), memoryMiB: Lazy.number({ produce: () => 512 }) }),
  });
  expect(daemonOf(stack)).toMatchObject({ DaemonName: { Ref: 'AWS::StackName' }, DeploymentConfiguration: { DrainPercent: 50, BakeTimeInMinutes: 7 } });
  expect(taskOf(stack).ContainerDefinitions[0]).toMatchObject({ Cpu: 64, Memory: 512 });
});

test('warns of an image that the next push replaces', () => {
  const stack = newStack();
  daemonIn(stack, { task: agent({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/agent:latest') }) });
  Annotations.fromStack(stack).hasWarning('/Stack/Daemon', Match.stringLikeRegexp('`task.image` .*cdk-ecs-blueprints:Image.Latest'));
});

test('leaves nothing to AwsSolutionsChecks', () => {
  const stack = newStack();
  daemonIn(stack, { pools: [poolIn(stack, importedCluster(stack))], task: agent({ readonlyRootFilesystem: false }), exec: ExecAccess.enabled() });
  const app = stack.node.root as App;
  app.synth();
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});
