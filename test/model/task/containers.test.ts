import { advise, refuse } from '../../../src/model/finding';
import { checkContainerCount, checkEssential } from '../../../src/model/task/container-count';
import { ContainerFacts, TaskFacts } from '../../../src/model/task/container-facts';
import { checkContainerNames, checkContainers, checkCredentialSpecs } from '../../../src/model/task/containers';

const LINUX: TaskFacts = { cpu: 1024, memoryMiB: 2048, fargate: true, windows: false };
const many = (count: number): ContainerFacts[] => Array.from({ length: count }, (_, index) => ({ name: `c${index}` }));

describe('count', () => {
  test('ten containers fit', () => {
    expect(checkContainerCount(many(10))).toEqual([]);
  });

  test('an eleventh does not', () => {
    expect(checkContainerCount(many(11))).toEqual([
      refuse('Containers.TooMany', 'containers', 'must be at most 10, got 11; move some to a task of their own'),
    ]);
  });

  test('a task needs one', () => {
    expect(checkContainerCount([])).toEqual([refuse('Containers.None', 'containers', 'must list at least one container, got none')]);
  });
});

describe('names', () => {
  test('differ', () => {
    expect(checkContainerNames([{ name: 'app' }, { name: 'db' }, { name: 'app' }])).toEqual([
      refuse('Containers.SameName', 'containers[2].name', 'must be given to one container only, got \'app\' more than once'),
    ]);
  });

  test.each(['', 'my app', 'a.b', 'x'.repeat(256)])('%p is none', (name) => {
    expect(checkContainerNames([{ path: '', name }])).toEqual([
      refuse('Containers.Name', 'name', `takes 1 to 255 letters, digits, hyphens and underscores, got '${name}'`),
    ]);
  });

  test('that are not known get through', () => {
    expect(checkContainerNames([{}, {}, { name: 'App_1-b' }])).toEqual([]);
  });
});

describe('essential', () => {
  test('at least one container is', () => {
    expect(checkEssential([{ essential: false }, { essential: false }])).toEqual([
      refuse('Containers.NoneEssential', 'containers', 'must leave at least one container of the task essential, got false for all; leave `essential` out of the main one'),
    ]);
    expect(checkEssential([{ path: '', essential: false }]).map(({ path }) => path)).toEqual(['essential']);
  });

  test.each<[ContainerFacts[]]>([[[{ essential: true }, { essential: false }]], [[{}, { essential: false }]], [[]]])('%p gets through', (containers) => {
    expect(checkEssential(containers)).toEqual([]);
  });
});

test('a container has one credential spec', () => {
  expect(checkCredentialSpecs(2)).toEqual([
    refuse('TaskBlueprint.CredentialSpecs', 'credentialSpecs', 'must be at most 1, got 2; name the one of the container\'s domain'),
  ]);
  expect([0, 1].flatMap(checkCredentialSpecs)).toEqual([]);
});

describe('all checks', () => {
  test('a sound task has no finding', () => {
    expect(checkContainers([
      {
        name: 'app',
        essential: true,
        cpu: 768,
        memoryMiB: 1536,
        image: 'app:v1',
        ports: [{ port: 8080, name: 'http' }],
        healthCheck: { command: ['CMD-SHELL', 'true'] },
        environment: [{ name: 'APP_ENV', value: 'production' }],
        secrets: ['DB_PASSWORD'],
        readonlyRootFilesystem: true,
        stopTimeoutSeconds: 120,
        logDriver: 'awslogs',
      },
      { name: 'proxy', essential: true, cpu: 256, memoryMiB: 512, image: 'proxy@sha256:0', dependsOn: [{ container: 'app', condition: 'HEALTHY' }] },
    ], LINUX)).toEqual([]);
  });

  test('a task of which nothing is known has no finding', () => {
    expect(checkContainers([{}, {}], { fargate: true, windows: false })).toEqual([]);
    expect(checkContainers([{}], { fargate: false, windows: true })).toEqual([]);
  });

  test('every check is asked, and says where', () => {
    const bad: ContainerFacts = {
      path: '',
      name: 'a b',
      essential: false,
      cpu: 2048,
      memoryMiB: 4096,
      memoryReservationMiB: 5000,
      image: 'app',
      ports: [{ port: 0, path: 'port' }, { name: 'HTTP' }],
      healthCheck: { retries: 0 },
      dependsOn: [{ container: 'db' }],
      stopTimeoutSeconds: 121,
      ulimits: [{ soft: 2, hard: 1 }],
      uses: ['privileged'],
      linuxFeatures: ['initProcess'],
      environment: [{ name: 'API_KEY', value: 'x' }],
      secrets: ['API_KEY'],
      credentialSpecs: 2,
    };
    expect(checkContainers([bad], { ...LINUX, windows: true }).map(({ id, path }) => `${id} ${path}`)).toEqual([
      'Containers.Name name',
      'Containers.NoneEssential essential',
      'Containers.CpuSum cpu',
      'Containers.MemorySum memoryMiB',
      'ContainerDependency.NoSuchContainer dependsOn',
      'ContainerPort.Range port',
      'ContainerPort.Name ports[1]',
      'Containers.ReservationAboveLimit memoryReservationMiB',
      'ContainerHealth.Retries healthCheck.retries',
      'Containers.StopTimeout stopTimeout',
      'Ulimit.SoftAboveHard ulimits[0]',
      'FargateContainer.Unsupported privileged',
      'Windows.Ulimits ulimits',
      'TaskBlueprint.LinuxOnly initProcess',
      'Environment.LooksSecret environment.API_KEY',
      'Environment.AlsoSecret environment.API_KEY',
      'Image.Latest image',
      'TaskBlueprint.CredentialSpecs credentialSpecs',
    ]);
  });

  test('only Fargate refuses what instances have, only Windows what Linux has', () => {
    const container: ContainerFacts = { uses: ['privileged'], readonlyRootFilesystem: true, stopTimeoutSeconds: 600 };
    expect(checkContainers([container], { fargate: false, windows: false })).toEqual([]);
    expect(checkContainers([container], { fargate: true, windows: false }).map(({ id }) => id)).toEqual(['Containers.StopTimeout', 'FargateContainer.Unsupported']);
    expect(checkContainers([container], { fargate: false, windows: true }).map(({ id }) => id)).toEqual(['Windows.ReadonlyRoot']);
  });

  test('containers of a list are found by their position', () => {
    expect(checkContainers([{ name: 'a' }, { name: 'b', image: 'nginx' }], LINUX)).toEqual([
      advise('Image.Latest', 'containers[1].image',
        'changes with the next push, so that a rollback may not bring the old one back, got nginx, which means latest; name a version or a digest'),
    ]);
  });
});
