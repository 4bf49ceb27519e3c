import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Size } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, saidOf, sentences, taskOf } from './tasks';
import { ServiceFacts } from '../../src/private/service-facts';
import { ContainerOptions } from '../../src/task/container-options';
import { Hardening } from '../../src/task/hardening';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskLogging } from '../../src/task/task-logging';
import { SingleContainerOptions } from '../../src/task/task-options';
import { WritablePaths } from '../../src/task/writable-paths';
import { TaskVolume } from '../../src/volume/task-volume';
import { resourcesOf } from '../kit/stacks';

const ON_EC2: Partial<ServiceFacts> = { platforms: ['ec2'] };
const STRICT = Hardening.strict({ user: '1000:1000' });

/** The containers of a task whose own container has these options. */
function containersOf(options: Partial<SingleContainerOptions>, facts: Partial<ServiceFacts> = {}): any[] {
  return taskOf(TaskBlueprint.container({ image: IMAGE, ...options }), facts).ContainerDefinitions;
}

describe('a strict container', () => {
  test('is not root, writes nowhere but to its directories, and has no capabilities', () => {
    const [app] = containersOf({ hardening: STRICT });

    expect(app).toEqual(expect.objectContaining({
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } },
      MountPoints: [{ SourceVolume: 'app-tmp', ContainerPath: '/tmp', ReadOnly: false }],
    }));
    expect([app.Privileged, app.PseudoTerminal, app.Interactive, app.DockerSecurityOptions]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('keeps the capabilities that are named, without adding one', () => {
    const [app] = containersOf({ hardening: Hardening.strict({ user: '1000', keepCapabilities: [ecs.Capability.NET_BIND_SERVICE, ecs.Capability.KILL] }) });

    expect(app.LinuxParameters.Capabilities).toEqual({
      Drop: ['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'MKNOD', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
    });
  });

  test('gains no new privileges on EC2, where that is asked for', () => {
    const hardening = Hardening.strict({ user: '1000', noNewPrivileges: true });

    expect(containersOf({ hardening, memoryMiB: 128 }, ON_EC2).map(({ DockerSecurityOptions }) => DockerSecurityOptions)).toEqual([['no-new-privileges'], undefined]);
    expect(saidOf({ hardening, memoryMiB: 128 }, ON_EC2)).toEqual([]);
    expect(saidOf({ hardening })).toEqual(['error Hardening.NoNewPrivileges: `hardening.noNewPrivileges` is for tasks on EC2 instances and machines outside AWS,'
      + ' since neither Fargate nor Managed Instances take `dockerSecurityOptions`; leave it out']);
  });

  test('may have limits of its own, and whatever else it is asked for', () => {
    const [app] = containersOf({ hardening: STRICT, ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1, hardLimit: 2 }], port: 8080, command: ['serve'] });

    expect(app).toEqual(expect.objectContaining({ Ulimits: [expect.anything()], Command: ['serve'], PortMappings: [expect.anything()] }));
    expect(saidOf({ hardening: STRICT, port: 8080 })).toEqual([]);
  });
});

describe('directories that are prepared', () => {
  test('belong to the user before the container starts', () => {
    const [app, paths, ...others] = containersOf({ hardening: Hardening.strict({ user: '1000:2000', writable: WritablePaths.prepared(['/tmp', '/var/cache']) }) });

    expect(others).toEqual([]);
    expect(app.DependsOn).toEqual([{ Condition: 'SUCCESS', ContainerName: 'app-paths' }]);
    expect(app.MountPoints.map(({ ContainerPath, SourceVolume }: any) => [SourceVolume, ContainerPath])).toEqual([['app-tmp', '/tmp'], ['app-var-cache', '/var/cache']]);
    expect(paths).toEqual(expect.objectContaining({
      Name: 'app-paths',
      Image: 'public.ecr.aws/docker/library/busybox:1.37.0',
      Essential: false,
      EntryPoint: ['chown'],
      Command: ['1000:2000', '/hand-over/app-tmp', '/hand-over/app-var-cache'],
      MountPoints: [
        { SourceVolume: 'app-tmp', ContainerPath: '/hand-over/app-tmp', ReadOnly: false },
        { SourceVolume: 'app-var-cache', ContainerPath: '/hand-over/app-var-cache', ReadOnly: false },
      ],
    }));
  });

  test('are prepared by a root that can do nothing else', () => {
    const [, paths] = containersOf({ hardening: STRICT });

    expect(paths).toEqual(expect.objectContaining({ User: '0:0', ReadonlyRootFilesystem: true, StopTimeout: 2 }));
    expect(paths.LinuxParameters).toEqual({
      Capabilities: {
        Drop: ['AUDIT_WRITE', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
      },
      InitProcessEnabled: false,
    });
    expect(paths.PortMappings).toBeUndefined();
  });

  test('log where their container logs, in its stream', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Logs');
    const options = [{ hardening: STRICT }, { hardening: STRICT, name: 'other', logging: TaskLogging.cloudWatch({ logGroup }) }];
    const task = taskOf(TaskBlueprint.containers({ containers: options.map((container) => ({ image: IMAGE, ...container })) }), {}, stack);

    const groups = Object.fromEntries(task.ContainerDefinitions.map(({ LogConfiguration, Name }: any) => [Name, LogConfiguration.Options['awslogs-group']]));
    expect(groups['app-paths']).toEqual(groups.app);
    expect(groups['other-paths']).toEqual(groups.other);
    expect(groups.other).toEqual(stack.resolve(logGroup.logGroupName));
    expect(Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'))).toHaveLength(2);
  });

  test('are prepared with an image of one\'s own', () => {
    const image = ecs.ContainerImage.fromRegistry('registry.example.com/busybox:1.37.0');
    const [, paths] = containersOf({ hardening: Hardening.strict({ user: '1000', writable: WritablePaths.prepared(['/tmp'], image) }) });

    expect(paths.Image).toBe('registry.example.com/busybox:1.37.0');
  });

  test('count with the volumes that begin as root\'s, and no others', () => {
    const [, paths] = containersOf({
      memoryMiB: 128,
      hardening: Hardening.strict({ user: '1000', writable: WritablePaths.prepared([]) }),
      volumes: { shared: TaskVolume.scratch(), disk: TaskVolume.ebs({ size: Size.gibibytes(1) }), read: TaskVolume.scratch(), host: TaskVolume.bind('/data') },
      mounts: [{ volume: 'shared', path: '/a' }, { volume: 'disk', path: '/b' }, { volume: 'read', path: '/c', readOnly: true }, { volume: 'host', path: '/d' }],
    }, ON_EC2);

    expect(paths.Command).toEqual(['1000', '/hand-over/shared', '/hand-over/disk']);
  });

  test('are handed over once, however often they are mounted', () => {
    const options = {
      hardening: Hardening.strict({ user: '1000', writable: WritablePaths.prepared([]) }),
      volumes: { shared: TaskVolume.scratch() },
      mounts: [{ volume: 'shared', path: '/a' }, { volume: 'shared', path: '/b' }],
    };

    expect(containersOf(options)[1].Command).toEqual(['1000', '/hand-over/shared']);
    expect(saidOf(options)).toEqual([]);
  });

  test('come after what the container waits for anyway', () => {
    const { ContainerDefinitions: containers } = taskOf(TaskBlueprint.containers({
      containers: [
        { image: IMAGE, hardening: STRICT, dependsOn: [{ container: 'migrate', condition: ecs.ContainerDependencyCondition.SUCCESS }] },
        { image: IMAGE, name: 'migrate', essential: false },
      ],
    }));

    expect(containers.map(({ Name }: any) => Name)).toEqual(['app', 'migrate', 'app-paths']);
    expect(containers[0].DependsOn.map(({ ContainerName }: any) => ContainerName)).toEqual(['migrate', 'app-paths']);
  });

  test.each([
    ['the image has done it', WritablePaths.ofImage(['/tmp', '/data']), ['/tmp', '/data']],
    ['there are none', WritablePaths.none(), undefined],
    ['there are none to prepare', WritablePaths.prepared([]), undefined],
  ])('are none where %s', (_, writable, paths) => {
    const hardening = Hardening.strict({ user: 'node', writable });
    const containers = containersOf({ hardening });

    expect(containers).toHaveLength(1);
    expect(containers[0].DependsOn).toBeUndefined();
    expect(containers[0].MountPoints?.map(({ ContainerPath }: any) => ContainerPath)).toEqual(paths);
    expect(saidOf({ hardening })).toEqual([]);
  });

  test('take a container of the ten', () => {
    const containers = [...Array(10).keys()].map((index) => ({ image: IMAGE, name: `c${index}`, hardening: index === 0 ? STRICT : undefined }));

    expect(TaskBlueprint.containers({ containers })._findings(ON_FARGATE).map(({ id, text }) => [id, text])).toEqual([
      ['Containers.TooMany', expect.stringContaining('must be at most 10, got 11')],
    ]);
  });

  test('take memory where the task has none of its own, and none of a size', () => {
    const memories = (options: Partial<SingleContainerOptions>, facts: Partial<ServiceFacts>) => (
      containersOf({ hardening: STRICT, ...options }, facts).map(({ Memory }) => Memory));

    expect(memories({ memoryMiB: 128 }, ON_EC2)).toEqual([128, 16]);
    expect(memories({ memoryMiB: 512 }, {})).toEqual([512, undefined]);
    expect(taskOf(TaskBlueprint.container({ image: IMAGE, memoryMiB: 512, hardening: STRICT })).Memory).toBe('512');
    expect(saidOf({ hardening: STRICT, memoryMiB: 128 }, ON_EC2)).toEqual([]);
    const { containers } = TaskBlueprint.container({ image: IMAGE, memoryMiB: 128, hardening: STRICT })._facts({ platforms: ['ec2'] });
    expect(containers.map(({ memoryMiB }) => memoryMiB)).toEqual([128, 16]);
  });

  test('need a user by number', () => {
    expect(saidOf({ hardening: Hardening.strict({ user: 'node' }) })).toEqual(['error Hardening.UserName: `hardening.user` is a number,'
      + " with a group's number after a colon, where directories are handed over to it, got node; take its number, or WritablePaths.ofImage(…)"]);
  });

  test('are handed over to one user each', () => {
    const container = (name: string, user: string): ContainerOptions => (
      { image: IMAGE, name, hardening: Hardening.strict({ user }), mounts: [{ volume: 'shared', path: '/shared' }] });
    const said = (...users: string[]) => sentences(TaskBlueprint.containers({
      volumes: { shared: TaskVolume.scratch() }, containers: users.map((user, index) => container(`c${index}`, user)),
    })._findings(ON_FARGATE));

    expect(said('1000', '2000')).toEqual(['error Hardening.TwoOwners: `containers[1].hardening.user` is the one of all containers to which the volume shared is handed over,'
      + ' got 2000 here and 1000 in `containers[0].hardening.user`; take one user for both']);
    expect(said('1000', '1000')).toEqual([]);
  });
});

describe('a service refuses', () => {
  test.each(['root', '0', '0:0', '00', ' '])('the user %p', (user) => {
    expect(saidOf({ hardening: Hardening.strict({ user }) })).toEqual([
      `error Hardening.RootUser: \`hardening.user\` is not root and not left to the image, got '${user}'; take the number of another, such as 1000:1000`,
    ]);
  });

  test.each<[string, Partial<ContainerOptions>]>([
    ['user', { user: '2000' }],
    ['user', { user: '1000:1000' }],
    ['readonlyRootFilesystem', { readonlyRootFilesystem: false }],
    ['writablePaths', { writablePaths: ['/data'] }],
    ['capabilities', { capabilities: { add: [ecs.Capability.SYS_PTRACE] } }],
    ['capabilities', { capabilities: { drop: [ecs.Capability.ALL] } }],
    ['initProcess', { initProcess: false }],
    ['pseudoTerminal', { pseudoTerminal: true }],
    ['interactive', { interactive: true }],
  ])('%s next to it: %j', (option, options) => {
    expect(saidOf({ hardening: STRICT, ...options })).toEqual([expect.stringContaining(`error Hardening.Conflict: \`${option}\` is the preset's to say, got a value of its own; leave it out`)]);
  });

  test('privileges next to it, whatever the task runs on', () => {
    expect(saidOf({ hardening: STRICT, privileged: true, memoryMiB: 128 }, ON_EC2)).toEqual([
      "error Hardening.Conflict: `privileged` is the preset's to say, got a value of its own; leave it out",
    ]);
  });

  test('what says the same where it cannot mean another thing gets through', () => {
    const same = { readonlyRootFilesystem: true, initProcess: true, privileged: false, interactive: false, pseudoTerminal: false };

    expect(saidOf({ hardening: STRICT, ...same })).toEqual([]);
  });

  test('a directory where the preset names it, its default included', () => {
    const data = { volumes: { data: TaskVolume.scratch() }, mounts: [{ volume: 'data', path: '/tmp' }] };
    const prepared = Hardening.strict({ user: '1000', writable: WritablePaths.prepared(['/tmp', 'var']) });

    expect(saidOf({ hardening: prepared })).toEqual(["error Mount.Path: `hardening.writable[1]` must be at an absolute path below the root, got 'var'"]);
    expect(saidOf({ hardening: STRICT, ...data })).toEqual([
      "error Mount.SamePath: `mounts[0]` must have a path of its own in the container, got '/tmp', where `hardening.writable[0]` is already; take another",
    ]);
    expect(saidOf({ hardening: STRICT, volumes: { 'app-tmp': TaskVolume.scratch() }, mounts: [{ volume: 'app-tmp', path: '/data' }] })).toEqual([
      'error Volume.SameName: `volumes.app-tmp` must have a name of its own in the task, got app-tmp, which `hardening.writable[0]` has too; take another',
    ]);
  });

  test('it in the container where it was written', () => {
    const containers = [{ image: IMAGE }, { image: IMAGE, name: 'b', user: '1', hardening: Hardening.strict({ user: 'root' }) }];

    expect(TaskBlueprint.containers({ containers })._findings(ON_FARGATE).map(({ id, path }) => [id, path])).toEqual([
      ['Hardening.RootUser', 'containers[1].hardening.user'], ['Hardening.Conflict', 'containers[1].user'],
    ]);
  });

  test('Windows', () => {
    const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };

    expect(saidOf({ runtimePlatform, hardening: STRICT })).toEqual([
      'error Hardening.Windows: `hardening` is for Linux containers: Windows has no read-only root and no capabilities; leave it out',
    ]);
  });

  test('a shell into it, and says why', () => {
    expect(saidOf({ hardening: STRICT }, { exec: true })).toEqual(['error ExecAccess.ReadonlyRoot: `hardening` keeps the root filesystem read-only,'
      + ' where the agent of ECS Exec has to write, and no other container of the task can be opened; leave exec or the preset out']);
  });
});
