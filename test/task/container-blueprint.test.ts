import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, saidOf, sentences } from './tasks';
import { ContainerHealth } from '../../src/task/container-health';
import { ContainerOptions } from '../../src/task/container-options';
import { TaskBlueprint } from '../../src/task/task-blueprint';

const SECRET = ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(newStack(), 'Secret', 'db'));
const WINDOWS = { runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE } };

function saidOfSeveral(...containers: Partial<ContainerOptions>[]): string[] {
  return sentences(TaskBlueprint.containers({ containers: containers.map((container) => ({ image: IMAGE, ...container })) })._findings(ON_FARGATE));
}

describe('one container is asked about by its own properties', () => {
  test.each<[Partial<ContainerOptions>, string, string]>([
    [{ name: 'my app' }, 'error Containers.Name', 'name'],
    [{ essential: false }, 'error Containers.NoneEssential', 'essential'],
    [{ memoryMiB: 5 }, 'error Containers.Memory', 'memoryMiB'],
    [{ memoryMiB: 8, memoryReservationMiB: 9 }, 'error Containers.ReservationAboveLimit', 'memoryReservationMiB'],
    [{ port: 0 }, 'error ContainerPort.Range', 'port'],
    [{ port: 80, ports: [{ containerPort: 80 }] }, 'error ContainerPort.SamePort', 'ports[0]'],
    [{ ports: [{ containerPort: 80, name: '' }] }, 'error ContainerPort.Name', 'ports[0]'],
    [{ environment: { AWS_SECRET_ACCESS_KEY: 'x' } }, 'error Environment.Credentials', 'environment.AWS_SECRET_ACCESS_KEY'],
    [{ environment: { DB_PASSWORD: 'hunter2' } }, 'warning Environment.LooksSecret', 'environment.DB_PASSWORD'],
    [{ environment: { DB: 'x' }, secrets: { DB: SECRET } }, 'error Environment.AlsoSecret', 'environment.DB'],
    [{ startTimeout: Duration.seconds(1) }, 'error Containers.StartTimeout', 'startTimeout'],
    [{ stopTimeout: Duration.seconds(121) }, 'error Containers.StopTimeout', 'stopTimeout'],
    [{ restart: { attemptPeriod: Duration.seconds(59) } }, 'error Restart.AttemptPeriod', 'restart.attemptPeriod'],
    [{ restart: { ignoredExitCodes: [...Array(51).keys()] } }, 'error Restart.IgnoredExitCodes', 'restart.ignoredExitCodes'],
    [{ ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 2, hardLimit: 1 }] }, 'error Ulimit.SoftAboveHard', 'ulimits[0]'],
    [{ capabilities: { add: [ecs.Capability.NET_ADMIN] } }, 'error FargateContainer.Capability', 'capabilities.add'],
    [{ image: ecs.ContainerImage.fromRegistry('nginx') }, 'warning Image.Latest', 'image'],
  ])('%j', (options, code, path) => {
    expect(saidOf(options)).toEqual([expect.stringContaining(`${code}: \`${path}\` `)]);
  });

  test('there is one credential spec', () => {
    const spec = new ecs.DomainlessCredentialSpec('arn:aws:s3:::bucket/spec.json');

    expect(saidOf({ credentialSpecs: [spec] })).toEqual([]);
    expect(saidOf({ credentialSpecs: [spec, spec] })).toEqual(['error TaskBlueprint.CredentialSpecs: `credentialSpecs` must be at most 1, got 2; name the one of the container\'s domain']);
  });

  test('a protocol goes with a name', () => {
    expect(saidOf({ port: 80, ports: [{ containerPort: 81, appProtocol: ecs.AppProtocol.http2 }] })).toEqual([
      'error TaskBlueprint.UnnamedProtocol: `ports[0]` needs a name to go with its application protocol, got http2 without one',
    ]);
  });
});

describe('several are asked about by their place', () => {
  test('each', () => {
    expect(saidOfSeveral({}, { name: 'helper', healthCheck: ContainerHealth.wget('/', { retries: 11 }), user: '1' })).toEqual([
      expect.stringContaining('error ContainerHealth.Retries: `containers[1].healthCheck.retries` '),
      expect.stringContaining('error ContainerHealth.NoPort: `containers[1].healthCheck` '),
      expect.stringContaining('warning TaskBlueprint.ScratchOwner: `containers[1].writablePaths` '),
    ]);
  });

  test('together', () => {
    expect(saidOfSeveral({ port: 80 }, { port: 81 })).toEqual([
      expect.stringContaining('error Containers.SameName: `containers[1].name` '),
      expect.stringContaining('error ContainerPort.SameName: `containers[1].port` '),
    ]);
  });

  test('when one waits for the health of another that has none', () => {
    expect(saidOfSeveral({ dependsOn: [{ container: 'helper' }] }, { name: 'helper' })).toEqual([
      expect.stringContaining('error ContainerDependency.NoHealthCheck: `containers[0].dependsOn` '),
    ]);
  });
});

describe('on Windows', () => {
  test.each<[Partial<ContainerOptions>, string]>([
    [{ capabilities: { add: [ecs.Capability.SYS_PTRACE] } }, 'error Windows.Capabilities: `capabilities.add` '],
    [{ capabilities: { drop: [ecs.Capability.ALL] } }, 'error TaskBlueprint.LinuxOnly: `capabilities.drop` '],
    [{ initProcess: true }, 'error TaskBlueprint.LinuxOnly: `initProcess` '],
    [{ systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }] }, 'error TaskBlueprint.LinuxOnly: `systemControls` '],
    [{ readonlyRootFilesystem: true, writablePaths: [] }, 'error Windows.ReadonlyRoot: `readonlyRootFilesystem` '],
  ])('%j is refused', (options, said) => {
    expect(saidOf({ ...WINDOWS, ...options })).toEqual([expect.stringContaining(said)]);
    expect(saidOf(options)).toEqual([]);
  });

  test('the defaults are taken', () => {
    expect(saidOf(WINDOWS)).toEqual([]);
  });
});

test('nothing is said about what only the deployment knows', () => {
  const stack = newStack();
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const seconds = Duration.seconds(number);

  expect(saidOf({
    image: ecs.ContainerImage.fromRegistry(text),
    name: text,
    cpu: number,
    memoryMiB: number,
    memoryReservationMiB: number,
    port: number,
    ports: [{ containerPort: number, name: text }],
    environment: { LEVEL: text, [text]: 'value' },
    secrets: { [text]: SECRET },
    restart: { ignoredExitCodes: [number], attemptPeriod: seconds },
    startTimeout: seconds,
    stopTimeout: seconds,
    ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: number, hardLimit: number }],
    user: text,
  })).toEqual([]);
});

test('a port is told by its container, name, number and transport', () => {
  const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;
  const blueprint = TaskBlueprint.containers({
    containers: [{ image: IMAGE, port: 80 }, { image: IMAGE, name: 'dns', ports: [{ containerPort: 53, protocol: ecs.Protocol.UDP }, { containerPort: number, name: 'x' }] }],
  });

  expect(blueprint._ports()).toEqual([
    { container: 'app', name: 'http', port: 80, protocol: 'tcp' },
    { container: 'dns', name: undefined, port: 53, protocol: 'udp' },
    { container: 'dns', name: 'x', port: undefined, protocol: 'tcp' },
  ]);
});
