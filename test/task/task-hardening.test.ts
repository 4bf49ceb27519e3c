import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Size } from 'aws-cdk-lib/core';
import { IMAGE, ON_FARGATE, sentences } from './tasks';
import { ContainerBlueprint } from '../../src/task/container-blueprint';
import { ContainerOptions } from '../../src/task/container-options';
import { Hardening } from '../../src/task/hardening';
import { TaskHardening, withOwnMemory } from '../../src/task/task-hardening';
import { WritablePaths } from '../../src/task/writable-paths';
import { TaskVolume } from '../../src/volume/task-volume';

const STRICT = Hardening.strict({ user: '1000:1000' });
const VOLUMES = {
  scratch: TaskVolume.scratch(), disk: TaskVolume.ebs({ size: Size.gibibytes(1) }), host: TaskVolume.bind('/data'), docker: TaskVolume.docker(),
};

function blueprint(name: string, options: Partial<ContainerOptions> = {}, windows = false): ContainerBlueprint {
  return new ContainerBlueprint({ image: IMAGE, name, ...options }, `containers.${name}`, windows);
}

function mounts(...volumes: string[]): ContainerOptions['mounts'] {
  return volumes.map((volume) => ({ volume, path: `/${volume}` }));
}

/** The directories that each container hands over, by its name. */
function handedOver(...containers: ContainerBlueprint[]): Record<string, unknown> {
  const preparations = new TaskHardening(containers, VOLUMES).containers.filter(({ part }) => part.handsOver);
  return Object.fromEntries(preparations.map(({ name, options }) => [name, options.command]));
}

describe('the containers of a task', () => {
  test('stay what and where they are, and those that hand over come behind them', () => {
    const [plain, second] = [blueprint('plain'), blueprint('second', { port: 80 })];
    const { containers } = new TaskHardening([blueprint('first', { hardening: STRICT }), plain, blueprint('third', { hardening: STRICT }), second], {});

    expect(containers.map(({ name }) => name)).toEqual(['first', 'plain', 'third', 'second', 'first-paths', 'third-paths']);
    expect([containers[1], containers[3]]).toEqual([plain, second]);
  });

  test('wait for their own directories, behind what they wait for anyway', () => {
    const migrate = { container: 'migrate', condition: ecs.ContainerDependencyCondition.SUCCESS };
    const { containers: [first, second] } = new TaskHardening([blueprint('first', { hardening: STRICT, dependsOn: [migrate] }), blueprint('second', { hardening: STRICT })], {});

    expect(first.options.dependsOn).toEqual([migrate, { container: 'first-paths', condition: 'SUCCESS' }]);
    expect(second.options.dependsOn).toEqual([{ container: 'second-paths', condition: 'SUCCESS' }]);
  });

  test('that no preset is for are not even copied', () => {
    const plain = blueprint('plain');

    expect(new TaskHardening([plain], {}).containers[0]).toBe(plain);
    expect(withOwnMemory([plain])[0]).toBe(plain);
  });

  test('on Windows are left as they are', () => {
    const windows = blueprint('app', { hardening: STRICT }, true);

    expect(new TaskHardening([windows], {}).containers).toEqual([windows]);
  });
});

describe('handed over are', () => {
  test.each<[string, Partial<ContainerOptions>, string[]]>([
    ['the directories that the preset names', {}, ['/hand-over/app-tmp']],
    ['volumes that begin as root\'s', { mounts: mounts('scratch', 'disk') }, ['/hand-over/app-tmp', '/hand-over/scratch', '/hand-over/disk']],
    ['not those that belong to the instance or to somebody else', { mounts: mounts('host', 'docker', 'nobody') }, ['/hand-over/app-tmp']],
    ['not those that are only read', { mounts: [{ volume: 'scratch', path: '/a', readOnly: true }] }, ['/hand-over/app-tmp']],
    ['those once that are mounted twice', { mounts: [{ volume: 'scratch', path: '/a' }, { volume: 'scratch', path: '/b' }] }, ['/hand-over/app-tmp', '/hand-over/scratch']],
  ])('%s', (_, options, paths) => {
    expect(handedOver(blueprint('app', { hardening: STRICT, ...options }))).toEqual({ 'app-paths': ['1000:1000', ...paths] });
  });

  test('to each container\'s user its own', () => {
    expect(handedOver(blueprint('a', { hardening: Hardening.strict({ user: '1' }) }), blueprint('b', { hardening: Hardening.strict({ user: '2:3' }) })))
      .toEqual({ 'a-paths': ['1', '/hand-over/a-tmp'], 'b-paths': ['2:3', '/hand-over/b-tmp'] });
  });
});

describe('writable paths', () => {
  const image = ecs.ContainerImage.fromRegistry('registry.example.com/busybox:1');
  const hardened = (writable: WritablePaths) => blueprint('app', { hardening: Hardening.strict({ user: '1000', writable }), mounts: mounts('scratch') });

  test.each<[string, WritablePaths, string[], object]>([
    ['that are prepared are handed over with the mounted volumes', WritablePaths.prepared(['/a', '/b']), ['/a', '/b'],
      { 'app-paths': ['1000', '/hand-over/app-a', '/hand-over/app-b', '/hand-over/scratch'] }],
    ['of the image are mounted, and no volume changes hands', WritablePaths.ofImage(['/a']), ['/a'], {}],
    ['that are none leave the mounted volumes', WritablePaths.none(), [], { 'app-paths': ['1000', '/hand-over/scratch'] }],
  ])('%s', (_, writable, paths, commands) => {
    expect(new TaskHardening([hardened(writable)], VOLUMES).containers[0].options.writablePaths).toEqual(paths);
    expect(handedOver(hardened(writable))).toEqual(commands);
  });

  test('are prepared by an image of their user\'s, or by a version of BusyBox that does not move', () => {
    const imageOf = (writable: WritablePaths) => new TaskHardening([hardened(writable)], VOLUMES).containers[1].options.image;

    expect(imageOf(WritablePaths.prepared(['/a'], image))).toBe(image);
    expect(imageOf(WritablePaths.none())).toMatchObject({
      imageName: expect.stringMatching(/^public\.ecr\.aws\/docker\/library\/busybox:\d+\.\d+\.\d+$/),
    });
  });
});

test('who hands over is root, may change owners and nothing else, and holds nobody up', () => {
  const { containers: [, paths] } = new TaskHardening([blueprint('app', { hardening: STRICT })], {});
  const { capabilities, ...options } = paths.options;

  expect(options).toMatchObject({ user: '0:0', essential: false, writablePaths: [], entryPoint: ['chown'] });
  expect(options.stopTimeout!.toSeconds()).toBe(2);
  expect(capabilities).toEqual({ drop: expect.not.arrayContaining(['CHOWN', 'ALL']) });
  expect(capabilities!.drop).toHaveLength(13);
});

test('memory of its own gets only who hands over', () => {
  const { containers } = new TaskHardening([blueprint('app', { hardening: STRICT, memoryMiB: 128 }), blueprint('other')], {});

  expect(containers.map(({ options }) => options.memoryMiB)).toEqual([128, undefined, undefined]);
  expect(withOwnMemory(containers).map(({ options }) => options.memoryMiB)).toEqual([128, undefined, 16]);
});

describe('what a service says stands', () => {
  const said = (containers: ContainerBlueprint[], platforms = ON_FARGATE.platforms) => (
    sentences(new TaskHardening(containers, VOLUMES).findings({ ...ON_FARGATE, platforms })));

  test('in the preset, and against an option in the option', () => {
    expect(said([blueprint('app', { hardening: Hardening.strict({ user: 'root' }), privileged: true })])).toEqual([
      "error Hardening.RootUser: `containers.app.hardening.user` is not root and not left to the image, got 'root'; take the number of another, such as 1000:1000",
      "error Hardening.Conflict: `containers.app.privileged` is the preset's to say, got a value of its own; leave it out",
    ]);
  });

  test('for a volume that two users would get in the second, and only where both change it', () => {
    const [one, two] = ['1', '2'].map((user) => Hardening.strict({ user }));
    const reads = [{ volume: 'scratch', path: '/scratch', readOnly: true }];

    expect(said([blueprint('a', { hardening: one, mounts: mounts('scratch') }), blueprint('b', { hardening: two, mounts: mounts('scratch') })])).toEqual([
      'error Hardening.TwoOwners: `containers.b.hardening.user` is the one of all containers to which the volume scratch is handed over,'
      + ' got 2 here and 1 in `containers.a.hardening.user`; take one user for both',
    ]);
    expect(said([blueprint('a', { hardening: one, mounts: mounts('scratch') }), blueprint('b', { hardening: two, mounts: reads })])).toEqual([]);
  });

  test.each([
    [['ec2' as const], []],
    [['ec2' as const, 'fargate' as const], [expect.stringMatching(/^error Hardening.NoNewPrivileges: `containers.app.hardening.noNewPrivileges` is for tasks on EC2 /)]],
  ])('against new privileges where a task may run elsewhere than on EC2: %p', (platforms, found) => {
    expect(said([blueprint('app', { hardening: Hardening.strict({ user: '1', noNewPrivileges: true }) })], platforms)).toEqual(found);
  });
});
