import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, saidOf, taskOf } from './tasks';
import { FargateSize } from '../../src/model/task/fargate-size';
import { ServiceFacts } from '../../src/private/service-facts';
import { Sidecar } from '../../src/sidecar/sidecar';
import { ContainerHealth } from '../../src/task/container-health';
import { Hardening } from '../../src/task/hardening';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { TaskRoles } from '../../src/task/task-roles';
import { TaskVolume } from '../../src/volume/task-volume';
import { theOnly } from '../kit/stacks';

const ARM64: ecs.RuntimePlatform = { cpuArchitecture: ecs.CpuArchitecture.ARM64 };
const WINDOWS: ecs.RuntimePlatform = {
  cpuArchitecture: ecs.CpuArchitecture.X86_64,
  operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE,
};

function task(options: Partial<SingleContainerOptions>): TaskBlueprint {
  return TaskBlueprint.container({ image: IMAGE, ...options });
}

test('a task that says nothing but its image', () => {
  const { ContainerDefinitions: _, ExecutionRoleArn: executionRole, TaskRoleArn: taskRole, ...properties } = taskOf(task({}));

  expect(properties).toEqual({
    Cpu: '256', Memory: '512', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Family: 'StackTaskDefinitionB1C46A94', Volumes: [{ Name: 'app-tmp' }],
  });
  expect([executionRole, taskRole]).toEqual([
    { 'Fn::GetAtt': [expect.stringMatching(/^ExecutionRole/), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching(/^TaskRole/), 'Arn'] },
  ]);
});

describe('the size', () => {
  test.each<[string, Partial<SingleContainerOptions>, [string, string, number | undefined]]>([
    ['is the one named', { size: FargateSize.of(1024, 2048, 30) }, ['1024', '2048', 30]],
    ['holds what the container asks for', { cpu: 300, memoryMiB: 3000 }, ['512', '3072', undefined]],
    ['holds what the container reserves', { memoryReservationMiB: 600 }, ['256', '1024', undefined]],
    ['is larger on Windows', { runtimePlatform: WINDOWS }, ['1024', '2048', undefined]],
    ['is larger on Windows for a large container', { runtimePlatform: WINDOWS, memoryMiB: 9000 }, ['2048', '9216', undefined]],
  ])('%s', (_, options, [cpu, memory, storage]) => {
    const properties = taskOf(task(options));

    expect([properties.Cpu, properties.Memory, properties.EphemeralStorage?.SizeInGiB]).toEqual([cpu, memory, storage]);
    expect(saidOf(options)).toEqual([]);
  });

  test('holds all containers together', () => {
    const containers = [{ image: IMAGE, cpu: 200 }, { image: IMAGE, name: 'helper', cpu: 100, memoryMiB: 100 }];

    expect(TaskBlueprint.containers({ containers })._facts(ON_FARGATE)).toMatchObject({ cpu: 512, memoryMiB: 1024 });
  });

  test.each<[Partial<SingleContainerOptions>, string, string]>([
    [{ size: FargateSize.of(1024, 1500) }, 'error FargateSize.NoSuchPair', 'size'],
    [{ size: FargateSize.of(256, 512, 20) }, 'error FargateSize.EphemeralStorage', 'size.ephemeralStorageGiB'],
    [{ size: FargateSize.of(512, 1024), runtimePlatform: WINDOWS }, 'error FargateSize.Windows', 'size'],
    [{ size: FargateSize.of(256, 512), memoryMiB: 600 }, 'error Containers.MemorySum', 'memoryMiB'],
    [{ cpu: 40000 }, 'error FargateSize.TooLarge', 'size'],
  ])('is refused: %j', (options, code, path) => {
    expect(saidOf(options)).toEqual([expect.stringContaining(`${code}: \`${path}\` `)]);
  });

  test('may be known at deployment only', () => {
    const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;

    expect(saidOf({ size: FargateSize.of(number, number, number), cpu: 100000 })).toEqual([]);
  });
});

describe('the task', () => {
  test.each<[Partial<SingleContainerOptions>, Record<string, unknown>]>([
    [{ runtimePlatform: ARM64 }, { RuntimePlatform: { CpuArchitecture: 'ARM64' } }],
    [{ runtimePlatform: WINDOWS }, { RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }],
    [{ family: 'web' }, { Family: 'web' }],
    [{ enableFaultInjection: true }, { EnableFaultInjection: true }],
    [{ pidMode: ecs.PidMode.TASK }, { PidMode: 'task', RuntimePlatform: { OperatingSystemFamily: 'LINUX' } }],
    [{ pidMode: ecs.PidMode.TASK, runtimePlatform: ARM64 }, { RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' } }],
  ])('is as asked for: %j', (options, properties) => {
    expect(taskOf(task(options))).toEqual(expect.objectContaining(properties));
  });

  test.each([[true, 'Retain'], [false, undefined], [undefined, undefined]])('keeps its old revisions on request (%s)', (retainRevisions, policy) => {
    const stack = newStack();
    task({ retainRevisions })._bind(stack, ON_FARGATE);
    const { UpdateReplacePolicy: replaced, DeletionPolicy: deleted } = theOnly(stack, 'AWS::ECS::TaskDefinition');

    expect([replaced, deleted]).toEqual([policy, policy]);
  });

  test('waits for its execution role', () => {
    const stack = newStack();

    expect(task({})._bind(stack, ON_FARGATE).dependencies).toEqual([stack.node.findChild('ExecutionRole')]);
  });
});

describe('a service refuses', () => {
  test('Windows on Spot', () => {
    expect(saidOf({ runtimePlatform: WINDOWS }, { spot: true })).toEqual([expect.stringContaining('error FargateSpot.Windows: `runtimePlatform` ')]);
  });

  test('Windows on ARM64', () => {
    const runtimePlatform = { ...WINDOWS, ...ARM64 };

    expect(saidOf({ runtimePlatform })).toEqual([expect.stringContaining('error Windows.Arm64: `runtimePlatform` ')]);
  });

  test('a Windows that Fargate does not have', () => {
    const runtimePlatform = { ...WINDOWS, operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2016_FULL };

    expect(saidOf({ runtimePlatform })).toEqual([expect.stringContaining('error Windows.Version: `runtimePlatform.operatingSystemFamily` ')]);
  });

  test('the host\'s processes', () => {
    expect(saidOf({ pidMode: ecs.PidMode.HOST })).toEqual([expect.stringContaining('error FargateTask.PidMode: `pidMode` ')]);
  });

  test('ECS Exec with a read-only root filesystem', () => {
    expect(saidOf({}, { exec: true })).toEqual([expect.stringContaining('error ExecAccess.ReadonlyRoot: `readonlyRootFilesystem` ')]);
    expect(saidOf({ readonlyRootFilesystem: false }, { exec: true })).toEqual([]);
  });

  test('one role for two', () => {
    const role = iam.Role.fromRoleName(newStack(), 'Role', 'app');

    expect(saidOf({ roles: TaskRoles.existing({ taskRole: role, executionRole: role }) })).toEqual([
      'error TaskRoles.SameRole: `roles` takes a role for the application and another for ECS, got one for both, with which the application could read every secret that ECS may; leave one out to have it made',
    ]);
  });

  test('a task without containers', () => {
    expect(TaskBlueprint.containers({ containers: [] })._findings(ON_FARGATE).map(({ id }) => id)).toEqual(['Containers.None']);
  });
});

describe('a service is told', () => {
  const withHealth = (healthCheck: ContainerHealth, essential?: boolean) => ({ image: IMAGE, healthCheck, essential });

  test('whether ECS checks the health of what is essential', () => {
    const helper = { ...withHealth(ContainerHealth.shell('true'), false), name: 'helper' };

    expect(task({})._hasHealthCheck()).toBe(false);
    expect(TaskBlueprint.containers({ containers: [{ image: IMAGE }, helper] })._hasHealthCheck()).toBe(false);
    expect(task(withHealth(ContainerHealth.shell('true')))._hasHealthCheck()).toBe(true);
  });

  test('the path that the container with the first port is asked for', () => {
    const web = { ...withHealth(ContainerHealth.wget('/web')), name: 'web', port: 80 };
    const other = withHealth(ContainerHealth.wget('/other', { port: 9000 }));

    expect(TaskBlueprint.containers({ containers: [other, web] })._healthPath()).toBe('/web');
    expect(task({ port: 80 })._healthPath()).toBeUndefined();
    expect(task(other)._healthPath()).toBeUndefined();
  });

  test('the longest start period that is known', () => {
    const seconds = (startPeriod?: Duration) => withHealth(ContainerHealth.shell('true', { startPeriod }));
    const unknown = Duration.seconds(new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber);

    expect(task({})._startPeriodSeconds()).toBeUndefined();
    const containers = [Duration.seconds(10), Duration.seconds(40), unknown, undefined].map(seconds);
    expect(TaskBlueprint.containers({ containers })._startPeriodSeconds()).toBe(40);
  });

  test('the longest stop timeout', () => {
    const stopTimeout = Duration.seconds(90);

    expect(task({})._stopSeconds(ON_FARGATE)).toBe(30);
    expect(task({})._stopSeconds({ ...ON_FARGATE, stopTimeout })).toBe(90);
    expect(task({ stopTimeout: Duration.seconds(5) })._stopSeconds({ ...ON_FARGATE, stopTimeout })).toBe(5);
    const containers = [{ image: IMAGE, stopTimeout }, { image: IMAGE, name: 'helper' }];
    expect(TaskBlueprint.containers({ containers })._stopSeconds(ON_FARGATE)).toBe(90);
  });

  test('whether it runs on Windows', () => {
    const windows = [undefined, ARM64, WINDOWS].map((runtimePlatform) => task({ runtimePlatform })._facts(ON_FARGATE).windows);

    expect(windows).toEqual([false, false, true]);
  });
});

test('two services made of one task share nothing', () => {
  const stack = newStack();
  const blueprint = task({ port: 80, user: 'root' });
  const [one, two] = ['One', 'Two'].map((id) => blueprint._bind(new Stack(stack, id), ON_FARGATE));

  expect(one.taskDefinition).not.toBe(two.taskDefinition);
  expect(one.logGroups).toHaveLength(1);
  expect(one.logGroups[0]).not.toBe(two.logGroups[0]);
  expect(one.taskDefinition.taskRole).not.toBe(two.taskDefinition.taskRole);
});

describe('on instances', () => {
  const ON_EC2 = { platforms: ['ec2' as const] };

  test('a task takes what its containers take, in a network of its own', () => {
    const properties = taskOf(task({ cpu: 300, memoryMiB: 700 }), ON_EC2);
    expect(properties).toMatchObject({ NetworkMode: 'awsvpc', RequiresCompatibilities: ['EC2'] });
    expect([properties.Cpu, properties.Memory]).toEqual([undefined, undefined]);
  });

  test('a size is written, of any numbers', () => {
    expect(taskOf(task({ size: FargateSize.of(300, 700) }), ON_EC2)).toMatchObject({ Cpu: '300', Memory: '700' });
    expect(saidOf({ size: FargateSize.of(300, 700) }, ON_EC2)).toEqual([]);
  });

  test('the processor and the operating system are those of the instances, and are not written', () => {
    expect(taskOf(task({ memoryMiB: 512, runtimePlatform: ARM64 }), ON_EC2)).not.toHaveProperty('RuntimePlatform');
    expect(taskOf(task({ runtimePlatform: ARM64 }), { platforms: ['managed-instances'] }).RuntimePlatform).toEqual({ CpuArchitecture: 'ARM64' });
  });

  test.each<[string, Partial<SingleContainerOptions>, boolean, string | undefined]>([
    ['its own', {}, false, 'awsvpc'],
    ['the one that is asked for', { networkMode: ecs.NetworkMode.HOST }, false, 'host'],
    ['none', { networkMode: ecs.NetworkMode.NONE }, false, 'none'],
    ['that of its instance for a daemon', {}, true, 'bridge'],
    ['what a daemon asks for', { networkMode: ecs.NetworkMode.HOST }, true, 'host'],
    ['Windows’ own for a daemon there', { runtimePlatform: WINDOWS }, true, undefined],
  ])('its network is %s', (_name, options, daemon, mode) => {
    expect(taskOf(task({ memoryMiB: 512, ...options }), { ...ON_EC2, daemon }).NetworkMode).toBe(mode);
  });

  test.each<[ServiceFacts['platforms'], string[], string | undefined]>([
    [['ec2'], ['EC2'], undefined],
    [['managed-instances'], ['EC2', 'MANAGED_INSTANCES'], '256'],
    [['ec2', 'fargate'], ['EC2', 'FARGATE'], '256'],
    [['managed-instances', 'fargate'], ['EC2', 'FARGATE', 'MANAGED_INSTANCES'], '256'],
    [['fargate'], ['FARGATE'], '256'],
  ])('for %j it is registered for %j, with the CPU %s', (platforms, compatibilities, cpu) => {
    const { Cpu, RequiresCompatibilities } = taskOf(task({ memoryMiB: 512 }), { platforms });
    expect([RequiresCompatibilities, Cpu]).toEqual([compatibilities, cpu]);
  });

  test.each<[Partial<SingleContainerOptions>, object]>([
    [{}, { windows: false, architecture: undefined, networkMode: 'awsvpc', namesMemory: false }],
    [{ runtimePlatform: ARM64 }, { windows: false, architecture: 'arm64' }],
    [{ runtimePlatform: WINDOWS }, { windows: true, architecture: 'x86_64' }],
    [{ size: FargateSize.of(256, 512) }, { namesMemory: true, memoryMiB: 512 }],
    [{ networkMode: ecs.NetworkMode.NAT }, { networkMode: 'default' }],
  ])('what is known with %j: %j', (options, facts) => {
    expect(task(options)._facts(ON_EC2)).toMatchObject(facts);
  });

  test.each<[Partial<SingleContainerOptions>, string]>([
    [{}, 'error Containers.NoMemory: `memoryMiB` must be set on instances, where nothing else limits it, got none; name it, or a size for the task'],
    [{ size: FargateSize.of(64, 512) }, 'error Task.Cpu: `size.cpu` takes whole CPU units from 128 to 196608, got 64; the nearest is 128'],
    [{ memoryMiB: 512, networkMode: ecs.NetworkMode.NAT }, 'error NetworkMode.Platform: `networkMode` must be awsvpc, bridge, host or none on EC2, got default'],
    [{ memoryMiB: 512, runtimePlatform: WINDOWS, networkMode: ecs.NetworkMode.BRIDGE }, 'error NetworkMode.Platform: `networkMode` must be default or awsvpc on EC2 with Windows, got bridge'],
  ])('%j is refused', (options, message) => {
    expect(saidOf(options, ON_EC2)).toEqual([message]);
  });

  test.each<[Partial<SingleContainerOptions>, string, string]>([
    [{ gpuCount: 1 }, 'gpuCount', 'instances with GPUs'],
    [{ neuronDeviceCount: 1 }, 'neuronDeviceCount', 'instances with Neuron devices'],
    [{ hostMounts: [{ hostPath: '/var/log' }] }, 'hostMounts', 'instances'],
    [{ privileged: true }, 'privileged', 'instances'],
    [{ sharedMemoryMiB: 128 }, 'sharedMemoryMiB', 'instances'],
  ])('on Fargate %j is refused, and there it is fine', (options, path, instances) => {
    expect(saidOf(options)).toEqual([`error FargateContainer.Unsupported: \`${path}\` must be left out on Fargate, or the task must run on ${instances}`]);
    expect(saidOf({ memoryMiB: 512, ...options }, ON_EC2)).toEqual([]);
  });

  test('on Fargate every other network than its own is refused', () => {
    expect(saidOf({ networkMode: ecs.NetworkMode.BRIDGE })).toEqual(['error NetworkMode.Platform: `networkMode` must be awsvpc on Fargate, got bridge']);
    expect(saidOf({ networkMode: ecs.NetworkMode.AWS_VPC })).toEqual([]);
  });
});

describe('on machines outside AWS', () => {
  const OUTSIDE = { platforms: ['external' as const] };
  const { fireLens, datadog } = Sidecar;

  test('a task takes what its containers take, behind ports of the machine', () => {
    const properties = taskOf(task({ cpu: 512, memoryMiB: 1024, port: 8080, runtimePlatform: ARM64 }), OUTSIDE);
    expect(properties).toMatchObject({ NetworkMode: 'bridge', RequiresCompatibilities: ['EXTERNAL'] });
    expect([properties.Cpu, properties.Memory, properties.RuntimePlatform]).toEqual([undefined, undefined, undefined]);
    expect(properties.ContainerDefinitions[0]).toMatchObject({ Cpu: 512, Memory: 1024, PortMappings: [{ ContainerPort: 8080, HostPort: 0 }] });
  });

  test.each<[Partial<SingleContainerOptions>]>([
    [{}],
    [{ networkMode: ecs.NetworkMode.HOST, port: 8080 }],
    [{ networkMode: ecs.NetworkMode.NONE }],
    [{ size: FargateSize.of(300, 700) }],
    [{ gpuCount: 1 }],
    [{ hostMounts: [{ hostPath: '/var/log' }] }],
    [{ privileged: true }],
    [{ sharedMemoryMiB: 128 }],
    [{ pidMode: ecs.PidMode.HOST }],
    [{ hardening: Hardening.strict({ user: '1000:1000', noNewPrivileges: true }) }],
    [{ volumes: { data: TaskVolume.scratch() }, mounts: [{ volume: 'data', path: '/data' }] }],
    [{ volumes: { data: TaskVolume.bind('/srv/data') }, mounts: [{ volume: 'data', path: '/data' }] }],
    [{ volumes: { data: TaskVolume.docker() }, mounts: [{ volume: 'data', path: '/data' }] }],
    [{ sidecars: [fireLens()] }],
    [{ runtimePlatform: ARM64 }],
  ])('%j gets through', (options) => {
    expect(saidOf({ memoryMiB: 512, ...options }, OUTSIDE)).toEqual([]);
    expect(taskOf(task({ memoryMiB: 512, ...options }), OUTSIDE).RequiresCompatibilities).toEqual(['EXTERNAL']);
  });

  const volume = (kind: TaskVolume) => ({ volumes: { data: kind }, mounts: [{ volume: 'data', path: '/data' }] });
  const vpc = ec2.Vpc.fromVpcAttributes(newStack(), 'Vpc', { vpcId: 'vpc-11111111', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] });
  const bucket = s3.Bucket.fromBucketName(newStack(), 'Bucket', 'files');

  test.each<[string, Partial<SingleContainerOptions>, string[]]>([
    ['memory that nobody names', { memoryMiB: undefined }, [
      'error Containers.NoMemory: `memoryMiB` must be set on instances, where nothing else limits it, got none; name it, or a size for the task',
    ]],
    ['awsvpc', { networkMode: ecs.NetworkMode.AWS_VPC }, [
      'error NetworkMode.Platform: `networkMode` must be bridge, host or none on external instances, got awsvpc',
    ]],
    ['Windows', { runtimePlatform: WINDOWS }, ['error ExternalTask.Windows: `runtimePlatform` must be Linux on machines outside AWS, '
      + 'where ECS supports Windows no more since 7 August 2026; run it on EC2 instances or on Fargate']],
    ['faults', { enableFaultInjection: true }, [
      'error ExternalTask.FaultInjection: `enableFaultInjection` must be left out on machines outside AWS, whose agent injects no faults',
    ]],
    ['Neuron devices', { neuronDeviceCount: 1 }, ['error ExternalTask.NeuronDevices: `neuronDeviceCount` must be left out on machines outside AWS, '
      + 'which have none, got 1; ask for GPUs, or run the task on EC2 instances']],
    ['a scratch disk', { size: FargateSize.of(256, 512, 40) }, [
      'error FargateSize.EphemeralOnInstances: `size.ephemeralStorageGiB` is for tasks on Fargate, got 40 on instances; give the machines larger disks',
    ]],
    ['EFS', volume(TaskVolume.efs({ vpc })), ['error Volume.Platform: `volumes.data` is an EFS volume, '
      + 'which there is on Fargate, EC2 or Managed Instances, got external instances; take another kind of volume']],
    ['EBS', volume(TaskVolume.ebs({ size: Size.gibibytes(20) })), ['error Volume.Platform: `volumes.data` is an EBS volume, '
      + 'which there is on Fargate, EC2 or Managed Instances, got external instances; take another kind of volume']],
    ['S3 Files', volume(TaskVolume.s3Files({ fileSystemArn: 'arn:aws:s3files:us-east-1:123456789012:file-system/fs-1', bucket })), ['error Volume.Platform: `volumes.data` is an S3 Files volume, '
      + 'which there is on Fargate or Managed Instances, got external instances; take another kind of volume']],
    ['an agent at localhost', { sidecars: [datadog({ apiKey: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(newStack(), 'Key', 'key')) })] }, [
      'error Sidecar.NetworkMode: `sidecars[0]` is reached at localhost, which the containers of a task share with nobody else in the network mode awsvpc only, '
      + 'got bridge; run one on each machine with EdgeService and `everyMachine`',
      'warning Datadog.Daemon: `sidecars[0]` sees its own task only, and takes memory in each; on instances run one agent on each of them, '
      + 'with EdgeService and `everyMachine`',
    ]],
  ])('%s is refused', (_, options, messages) => {
    expect(saidOf({ memoryMiB: 512, ...options }, OUTSIDE)).toEqual(messages);
  });
});
