import { advise, refuse } from '../../../src/model/finding';
import { VolumeFacts } from '../../../src/model/task/volume-facts';
import { checkVolumeConfigurations, checkVolumes, VolumeUseFacts } from '../../../src/model/task/volumes';

const ON_FARGATE: VolumeUseFacts = { platforms: ['fargate'], containers: [{}], windows: false };

function found(volumes: VolumeFacts[], use: Partial<VolumeUseFacts> = {}) {
  return checkVolumes(volumes, { ...ON_FARGATE, ...use });
}

describe('a name', () => {
  test('that ECS does not take is refused', () => {
    expect(found([{ name: 'my data', path: 'volumes.my data' }])).toEqual([
      refuse('Volume.Name', 'volumes.my data', "takes 1 to 255 letters, digits, hyphens and underscores, got 'my data'"),
    ]);
  });

  test('that another volume has is refused', () => {
    expect(found([{ name: 'a' }, { name: 'b' }, { name: 'a' }])).toEqual([
      refuse('Volume.SameName', 'volumes[2]', 'must have a name of its own in the task, got a, which `volumes[0]` has too; take another'),
    ]);
  });

  test('that a volume of a container has is refused, and those of containers are not asked', () => {
    const own = { name: 'app-tmp', path: 'writablePaths[0]', ofContainer: true };

    expect(found([{ name: 'data' }, { name: 'app-tmp', path: 'volumes.app-tmp' }, own, own, { name: 'my app-tmp', ofContainer: true }])).toEqual([
      refuse('Volume.SameName', 'volumes.app-tmp', 'must have a name of its own in the task, got app-tmp, which `writablePaths[0]` has too; take another'),
    ]);
  });

  test('that is not known gets through', () => {
    expect(found([{}, {}])).toEqual([]);
  });
});

describe('where the task runs', () => {
  test.each([
    [{ kind: 'bind' }, 'fargate', 'is a directory of the instance, which there is on EC2, Managed Instances or external instances, got Fargate'],
    [{ kind: 'docker' }, 'fargate', 'is a Docker volume, which there is on EC2 or external instances, got Fargate'],
    [{ kind: 'docker' }, 'managed-instances', 'is a Docker volume, which there is on EC2 or external instances, got Managed Instances'],
    [{ kind: 'efs' }, 'external', 'is an EFS volume, which there is on Fargate, EC2 or Managed Instances, got external instances'],
    [{ kind: 'ebs' }, 'external', 'is an EBS volume, which there is on Fargate, EC2 or Managed Instances, got external instances'],
    [{ kind: 's3Files' }, 'ec2', 'is an S3 Files volume, which there is on Fargate or Managed Instances, got EC2'],
    [{ kind: 's3Files' }, 'external', 'is an S3 Files volume, which there is on Fargate or Managed Instances, got external instances'],
  ] as const)('%j is not on %s', (volume, platform, text) => {
    expect(found([volume], { platforms: [platform] })).toEqual([refuse('Volume.Platform', 'volumes[0]', `${text}; take another kind of volume`)]);
  });

  test.each([
    ['fargate', ['ebs', 'efs', 's3Files', 'scratch', undefined]],
    ['ec2', ['bind', 'docker', 'ebs', 'efs', 'scratch', undefined]],
    ['managed-instances', ['bind', 'ebs', 'efs', 's3Files', 'scratch', undefined]],
    ['external', ['bind', 'docker', 'scratch', undefined]],
  ] as const)('%s has %j', (platform, kinds) => {
    expect(kinds.flatMap((kind) => found([{ kind }], { platforms: [platform] }))).toEqual([]);
  });

  test('counts for each platform of services that share the task', () => {
    expect(found([{ kind: 'docker' }], { platforms: ['fargate', 'ec2', 'managed-instances'] }).map(({ text }) => /got ([^;]+)/.exec(text)?.[1]))
      .toEqual(['Fargate', 'Managed Instances']);
  });

  test.each([
    ['efs', true, 'is an EFS volume, which Windows containers cannot mount; take another kind of volume'],
    ['s3Files', true, 'is an S3 Files volume, which Windows containers cannot mount; take another kind of volume'],
    ['fsxWindows', false, 'is an FSx for Windows File Server volume, which Linux containers cannot mount; take another kind of volume'],
  ] as const)('%s with Windows %p is refused', (kind, windows, text) => {
    const platforms = kind === 'fsxWindows' ? ['ec2' as const] : ['fargate' as const];
    expect(found([{ kind }], { platforms, windows })).toEqual([refuse('Volume.Windows', 'volumes[0]', text)]);
    expect(found([{ kind }], { platforms, windows: undefined })).toEqual([]);
  });

  test.each([
    ['1.3.0', 1], ['1.0.0', 1], ['1.4.0', 0], ['1.10.0', 0], ['LATEST', 0], [undefined, 0],
  ])('platform version %s of Fargate is wrong %d times', (platformVersion, times) => {
    expect(found([{ kind: 'efs' }, { kind: 'scratch' }], { platformVersion })).toEqual(Array(times).fill(refuse('Volume.PlatformVersion', 'volumes[0]',
      `is an EFS volume, which takes Fargate's platform version 1.4.0 or later, got ${platformVersion}; leave the version out`)));
  });
});

describe('a file system', () => {
  test.each([
    [{ rootDirectory: 'data' }, 'Volume.RootDirectory', 'rootDirectory', "must be an absolute path in the file system, got 'data'"],
    [{ rootDirectory: '/data', accessPoint: true, transitEncryption: true }, 'Volume.AccessPointRoot', 'rootDirectory',
      "must be left out with an access point, which has a directory of its own, got '/data'; leave one of them out"],
    [{ iam: true, transitEncryption: false }, 'Volume.TransitEncryption', 'transitEncryption', 'must be ENABLED with IAM authorization, got DISABLED'],
    [{ accessPoint: true, transitEncryption: false }, 'Volume.TransitEncryption', 'transitEncryption', 'must be ENABLED with an access point, got DISABLED'],
  ])('with %j is refused', (remote, id, property, text) => {
    expect(found([{ kind: 'efs', remote }])).toEqual([refuse(id, `volumes[0].${property}`, text)]);
  });

  test.each([
    { rootDirectory: '/', accessPoint: true, transitEncryption: true },
    { rootDirectory: '/data', transitEncryption: false },
    { iam: true, accessPoint: true },
    { iam: true, accessPoint: true, transitEncryption: true },
    {},
  ])('with %j gets through', (remote) => {
    expect(found([{ kind: 'efs', remote }])).toEqual([]);
  });
});

describe('a Docker volume', () => {
  const ON_WINDOWS = { platforms: ['ec2' as const], windows: true };

  test('of Windows knows one driver', () => {
    expect(found([{ kind: 'docker', docker: { driver: 'rexray/ebs' } }], ON_WINDOWS)).toEqual([
      refuse('Volume.WindowsDriver', 'volumes[0].driver', 'must be local for Windows containers, got rexray/ebs'),
    ]);
    expect(found([{ kind: 'docker', docker: { driver: 'local' } }, { kind: 'docker', docker: {} }], ON_WINDOWS)).toEqual([]);
    expect(found([{ kind: 'docker', docker: { driver: 'rexray/ebs' } }], { platforms: ['ec2'] })).toEqual([]);
  });

  test('of the task is always made for it', () => {
    expect(found([{ kind: 'docker', docker: { scope: 'task', autoprovision: false } }], { platforms: ['ec2'] })).toEqual([
      refuse('Volume.Autoprovision', 'volumes[0].autoprovision', 'must be left out where `Scope` is not shared, got task; leave it out'),
    ]);
    expect(found([{ kind: 'docker', docker: { scope: 'shared', autoprovision: true } }, { kind: 'docker', docker: { scope: 'task' } }], { platforms: ['ec2'] })).toEqual([]);
  });
});

describe('a disk on EBS', () => {
  test('is the only one of its task', () => {
    expect(found([{ kind: 'ebs', name: 'cache' }, { kind: 'efs', name: 'uploads' }, { kind: 'ebs', name: 'data', path: 'volumes.data' }])).toEqual([
      refuse('Volume.TwoEbs', 'volumes.data', 'must be the only volume of its task on EBS, got cache and data; take one larger volume, or EFS for one of them'),
    ]);
  });

  test('is none for a daemon', () => {
    expect(found([{ kind: 'ebs' }], { platforms: ['ec2'], daemon: true })).toEqual([
      refuse('Volume.EbsOfDaemon', 'volumes[0]', 'cannot be on EBS for a daemon, whose tasks ECS gives no volumes; mount a directory of the instance'),
    ]);
  });

  test('is not of the oldest type on Fargate', () => {
    expect(found([{ kind: 'ebs', ebsType: 'standard' }])).toEqual([refuse('Volume.EbsType', 'volumes[0].volumeType', 'cannot be standard on Fargate; take gp3')]);
    expect(found([{ kind: 'ebs', ebsType: 'standard' }], { platforms: ['ec2'] })).toEqual([]);
    expect(found([{ kind: 'ebs', ebsType: 'gp2' }])).toEqual([]);
  });

  test('is configured at launch, and nothing else is', () => {
    expect(found([{ name: 'data', kind: 'efs', twiceConfigured: true }])).toEqual([
      refuse('Volume.ConfiguredAtLaunch', 'volumes[0]', 'must be configured at launch or here, got both; leave its configuration out, or `configuredAtLaunch`'),
    ]);
  });
});

describe('a volume that no container mounts', () => {
  const volumes = [{ name: 'data', path: 'volumes.data' }];

  test('is advised against', () => {
    expect(found(volumes, { containers: [{ mounts: [] }, { mounts: [{ volume: 'cache' }] }] })).toEqual([advise('Volume.NotMounted', 'volumes.data',
      "must be mounted by a container, or nothing is ever on it, got none that does; add { volume: 'data', path: … } to the `mounts` of one, or leave it out")]);
  });

  test.each([
    ['is mounted', [{ mounts: [] }, { mounts: [{ volume: 'data' }] }]],
    ['may be mounted by a container of which nothing is known', [{ mounts: [] }, {}]],
    ['may be the one that is not known', [{ mounts: [{}] }]],
  ])('gets through where it %s', (_, containers) => {
    expect(found(volumes, { containers })).toEqual([]);
  });
});

describe('what a service configures at launch', () => {
  const TASK: VolumeFacts[] = [{ kind: 'ebs', name: 'data' }, { kind: 'efs', name: 'uploads' }];

  test('is there for each volume that waits for it', () => {
    expect(checkVolumeConfigurations(TASK, [])).toEqual([refuse('Volume.NotConfigured', 'volumeConfigurations',
      'must configure the volume data of the task definition at launch, got none of that name; add an ecs.ServiceManagedVolume to the service')]);
  });

  test.each<[VolumeFacts[], string[], string]>([
    [TASK, ['data', 'cache'], 'must be for volumes of the task definition that are configured at launch: data, got cache'],
    [[{ name: 'data' }, { kind: 'efs', name: 'cache' }, { kind: 'bind' }], ['cache'], 'must be for volumes of the task definition that are configured at launch, of which it has none, got cache'],
    [[], ['cache'], 'must be for volumes of the task definition that are configured at launch, of which it has none, got cache'],
  ])('is a volume of %j', (volumes, configured, text) => {
    expect(checkVolumeConfigurations(volumes, configured)).toEqual([refuse('Volume.NotInTask', 'volumeConfigurations', text)]);
  });

  test('gets through where a name is not known, and where they agree', () => {
    expect(checkVolumeConfigurations(TASK, [undefined])).toEqual([]);
    expect(checkVolumeConfigurations([{ kind: 'ebs' }], ['data'])).toEqual([]);
    expect(checkVolumeConfigurations([{}], ['data'])).toEqual([]);
    expect(checkVolumeConfigurations([{ name: 'data' }], ['data'])).toEqual([]);
    expect(checkVolumeConfigurations(TASK, ['data'])).toEqual([]);
  });
});
