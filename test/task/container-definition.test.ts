import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { containerOf, IMAGE, newStack, taskOf } from './tasks';
import { ContainerOptions } from '../../src/task/container-options';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';

const secret = secretsmanager.Secret.fromSecretCompleteArn(newStack(), 'Secret', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf');
const parameter = ssm.StringParameter.fromStringParameterAttributes(newStack(), 'Parameter', { parameterName: '/web/level' });

test('a container that says nothing but its image', () => {
  const { LogConfiguration: _, ...container } = containerOf({});

  expect(container).toEqual({
    Name: 'app',
    Image: 'public.ecr.aws/nginx/nginx:1.29',
    Essential: true,
    ReadonlyRootFilesystem: true,
    MountPoints: [{ SourceVolume: 'app-tmp', ContainerPath: '/tmp', ReadOnly: false }],
    LinuxParameters: { InitProcessEnabled: true, Capabilities: {} },
  });
});

test.each<[string, Partial<ContainerOptions>, Record<string, unknown>]>([
  ['name', { name: 'web' }, { Name: 'web' }],
  ['essential', { essential: false }, { Essential: false }],
  ['cpu', { cpu: 128 }, { Cpu: 128 }],
  ['no cpu', { cpu: 0 }, { Cpu: 0 }],
  ['memory', { memoryMiB: 256, memoryReservationMiB: 128 }, { Memory: 256, MemoryReservation: 128 }],
  ['port', { port: 8080 }, { PortMappings: [{ ContainerPort: 8080, Name: 'http', AppProtocol: 'http', Protocol: 'tcp' }] }],
  ['ports', { port: 80, ports: [{ containerPort: 53, name: 'dns', protocol: ecs.Protocol.UDP }, { containerPort: 50051, name: 'rpc', appProtocol: ecs.AppProtocol.grpc }] }, {
    PortMappings: [
      { ContainerPort: 80, Name: 'http', AppProtocol: 'http', Protocol: 'tcp' },
      { ContainerPort: 53, Name: 'dns', Protocol: 'udp' },
      { ContainerPort: 50051, Name: 'rpc', AppProtocol: 'grpc', Protocol: 'tcp' },
    ],
  }],
  ['environment', { environment: { LEVEL: 'info', EMPTY: '' } }, { Environment: [{ Name: 'LEVEL', Value: 'info' }, { Name: 'EMPTY', Value: '' }] }],
  ['secrets', { secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password'), LEVEL: ecs.Secret.fromSsmParameter(parameter) } }, {
    Secrets: [{ Name: 'PASSWORD', ValueFrom: `${secret.secretArn}:password::` }, { Name: 'LEVEL', ValueFrom: expect.anything() }],
  }],
  ['command', { command: ['serve', '--fast'], entryPoint: ['/app'] }, { Command: ['serve', '--fast'], EntryPoint: ['/app'] }],
  ['workingDirectory', { workingDirectory: '/srv' }, { WorkingDirectory: '/srv' }],
  ['restart', { restart: {} }, { RestartPolicy: { Enabled: true } }],
  ['restart with options', { restart: { ignoredExitCodes: [0], attemptPeriod: Duration.minutes(1) } }, {
    RestartPolicy: { Enabled: true, IgnoredExitCodes: [0], RestartAttemptPeriod: 60 },
  }],
  ['timeouts', { startTimeout: Duration.seconds(60), stopTimeout: Duration.seconds(5) }, { StartTimeout: 60, StopTimeout: 5 }],
  ['ulimits', { ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1000, hardLimit: 2000 }] }, {
    Ulimits: [{ Name: 'nofile', SoftLimit: 1000, HardLimit: 2000 }],
  }],
  ['user', { user: '1000:1000' }, { User: '1000:1000' }],
  ['no init process', { initProcess: false }, { LinuxParameters: undefined }],
  ['capabilities', { capabilities: { add: [ecs.Capability.SYS_PTRACE], drop: [ecs.Capability.ALL] } }, {
    LinuxParameters: { InitProcessEnabled: true, Capabilities: { Add: ['SYS_PTRACE'], Drop: ['ALL'] } },
  }],
  ['capabilities alone', { initProcess: false, capabilities: { drop: [ecs.Capability.ALL] } }, {
    LinuxParameters: { InitProcessEnabled: false, Capabilities: { Drop: ['ALL'] } },
  }],
  ['dockerLabels', { dockerLabels: { team: 'shop' } }, { DockerLabels: { team: 'shop' } }],
  ['systemControls', { systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }] }, {
    SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }],
  }],
  ['terminal', { pseudoTerminal: true, interactive: true }, { PseudoTerminal: true, Interactive: true }],
  ['versionConsistency', { versionConsistency: ecs.VersionConsistency.DISABLED }, { VersionConsistency: 'disabled' }],
  ['credentialSpecs', { credentialSpecs: [ecs.DomainlessCredentialSpec.fromSsmParameter(parameter)] }, { CredentialSpecs: [expect.anything()] }],
])('%s', (_, options, properties) => {
  const container = containerOf(options);

  Object.entries(properties).forEach(([name, value]) => expect(container[name]).toEqual(value));
});

describe('the stop timeout', () => {
  test('is the service\'s, where the container names none', () => {
    expect(containerOf({}, { stopTimeout: Duration.seconds(90) }).StopTimeout).toBe(90);
  });

  test('is the container\'s own', () => {
    expect(containerOf({ stopTimeout: Duration.seconds(5) }, { stopTimeout: Duration.seconds(90) }).StopTimeout).toBe(5);
  });

  test('is ECS\'s, where nobody names one', () => {
    expect(containerOf({}).StopTimeout).toBeUndefined();
  });
});

test('the time until a restart may be known at deployment only', () => {
  const stack = newStack();
  const attemptPeriod = Duration.seconds(new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber);
  const task = taskOf(TaskBlueprint.containers({ containers: [{ image: IMAGE }, { image: IMAGE, name: 'helper', restart: { attemptPeriod } }] }), {}, stack);

  expect(task.ContainerDefinitions.map(({ RestartPolicy: policy }: any) => policy)).toEqual([undefined, { Enabled: true, RestartAttemptPeriod: { Ref: 'Number' } }]);
});

describe('the image', () => {
  const image = ecs.ContainerImage.fromRegistry('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:v1');

  test('comes from the dual-stack endpoint for tasks with IPv6 addresses only', () => {
    expect(containerOf({ image }, { ipv6Only: true }).Image).toBe('123456789012.dkr-ecr.eu-west-1.on.aws/web:v1');
  });

  test('comes as it is named otherwise', () => {
    expect(containerOf({ image }).Image).toBe('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:v1');
  });
});

describe('containers that wait', () => {
  test('are named, whatever their order', () => {
    const task = taskOf(TaskBlueprint.containers({
      containers: [
        { image: IMAGE, dependsOn: [{ container: 'migrate', condition: ecs.ContainerDependencyCondition.SUCCESS }, { container: 'proxy' }] },
        { image: IMAGE, name: 'migrate', essential: false },
        { image: IMAGE, name: 'proxy' },
      ],
    }));

    expect(task.ContainerDefinitions.map(({ DependsOn: dependsOn }: any) => dependsOn)).toEqual([
      [{ ContainerName: 'migrate', Condition: 'SUCCESS' }, { ContainerName: 'proxy', Condition: 'HEALTHY' }], undefined, undefined,
    ]);
  });

  test('may be named at deployment', () => {
    const stack = newStack();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const containers = [{ image: IMAGE, dependsOn: [{ container: name }] }, { image: IMAGE, name }];
    const task = taskOf(TaskBlueprint.containers({ containers }), {}, stack);

    expect(task.ContainerDefinitions[0].DependsOn).toEqual([{ ContainerName: { Ref: 'Name' }, Condition: 'HEALTHY' }]);
    expect(task.ContainerDefinitions[1].Name).toEqual({ Ref: 'Name' });
  });
});

test('on Windows, nothing is written that Windows does not know', () => {
  const container = containerOf({ runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE } });

  expect(Object.keys(container).sort()).toEqual(['Essential', 'Image', 'LogConfiguration', 'Name']);
});

describe('on instances', () => {
  const ON_EC2 = { platforms: ['ec2' as const] };
  const on = (options: Partial<SingleContainerOptions>) => containerOf({ memoryMiB: 512, ...options }, ON_EC2);

  test('a container sees what it is given of the instance, to read unless it may write', () => {
    const { ContainerDefinitions: [container], Volumes: volumes } = taskOf(TaskBlueprint.container({
      image: IMAGE,
      memoryMiB: 512,
      writablePaths: [],
      hostMounts: [{ hostPath: '/var/log' }, { hostPath: '/var/lib/agent', containerPath: '/state', writable: true }],
    }), ON_EC2);
    expect(volumes).toEqual([{ Name: 'app-host-1', Host: { SourcePath: '/var/log' } }, { Name: 'app-host-2', Host: { SourcePath: '/var/lib/agent' } }]);
    expect(container.MountPoints).toEqual([
      { SourceVolume: 'app-host-1', ContainerPath: '/var/log', ReadOnly: true }, { SourceVolume: 'app-host-2', ContainerPath: '/state', ReadOnly: false },
    ]);
  });

  test.each<[Partial<SingleContainerOptions>, unknown]>([
    [{}, undefined],
    [{ gpuCount: 2 }, [{ Type: 'GPU', Value: '2' }]],
    [{ neuronDeviceCount: 1 }, [{ Type: 'NeuronDevice', Value: '1' }]],
    [{ gpuCount: 1, neuronDeviceCount: 2 }, [{ Type: 'GPU', Value: '1' }, { Type: 'NeuronDevice', Value: '2' }]],
    [{ neuronDeviceCount: 0 }, undefined],
  ])('with %j it has the devices %j', (options, devices) => {
    expect(on(options).ResourceRequirements).toEqual(devices);
  });

  test('the number of devices may be known at deployment only', () => {
    const stack = newStack();
    const neuronDeviceCount = new CfnParameter(stack, 'Devices', { type: 'Number' }).valueAsNumber;
    const { ResourceRequirements: devices } = containerOf({ memoryMiB: 512, neuronDeviceCount }, ON_EC2, stack);
    expect(devices).toEqual([{ Type: 'NeuronDevice', Value: { Ref: 'Devices' } }]);
  });

  test('rights and shared memory are written as they are asked for', () => {
    expect(on({ privileged: true })).toMatchObject({ Privileged: true });
    expect(on({ sharedMemoryMiB: 256 }).LinuxParameters).toMatchObject({ SharedMemorySize: 256, InitProcessEnabled: true });
    expect(on({})).not.toHaveProperty('Privileged');
    expect(on({ initProcess: false, sharedMemoryMiB: 256 }).LinuxParameters).toMatchObject({ SharedMemorySize: 256, InitProcessEnabled: false });
  });

  test.each<[ecs.NetworkMode, object]>([
    [ecs.NetworkMode.AWS_VPC, { ContainerPort: 80, Name: 'http', AppProtocol: 'http', Protocol: 'tcp' }],
    [ecs.NetworkMode.BRIDGE, { ContainerPort: 80, HostPort: 0, Name: 'http', AppProtocol: 'http', Protocol: 'tcp' }],
    [ecs.NetworkMode.HOST, { ContainerPort: 80, Protocol: 'tcp' }],
  ])('the shorthand for a port has a name where the network mode takes one: %s', (networkMode, mapping) => {
    expect(on({ port: 80, networkMode }).PortMappings).toEqual([mapping]);
  });
});
