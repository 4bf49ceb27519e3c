import { readMounts, readVolumes } from '../../../src/model/task/task-volumes';

const FUNCTION = { 'Fn::If': ['IsProduction', 'a', 'b'] };

test.each([
  ['a scratch volume', { Name: 'tmp' }, { name: 'tmp', kind: 'scratch' }],
  ['another one', { Name: 'tmp', Host: {} }, { name: 'tmp', kind: 'scratch' }],
  ['a directory of the instance', { Name: 'logs', Host: { SourcePath: '/var/log' } }, { name: 'logs', kind: 'bind' }],
  ['a disk on EBS', { Name: 'data', ConfiguredAtLaunch: true }, { name: 'data', kind: 'ebs' }],
  ['a disk on EBS that says too much', { Name: 'data', ConfiguredAtLaunch: true, Host: {} }, { name: 'data', kind: 'ebs', twiceConfigured: true }],
  ['a Docker volume', { DockerVolumeConfiguration: { Driver: 'local', Scope: 'task', Autoprovision: false } },
    { kind: 'docker', docker: { driver: 'local', scope: 'task', autoprovision: false } }],
  ['FSx for Windows', { FSxWindowsFileServerVolumeConfiguration: {} }, { kind: 'fsxWindows' }],
  ['EFS without more', { EFSVolumeConfiguration: { FilesystemId: 'fs-1' } },
    { kind: 'efs', remote: { accessPoint: false, iam: false, transitEncryption: false, namesTransit: false } }],
  ['EFS with all', {
    EFSVolumeConfiguration: { RootDirectory: '/', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: { Ref: 'Point' }, IAM: 'ENABLED' } },
  }, { kind: 'efs', remote: { rootDirectory: '/', accessPoint: true, iam: true, transitEncryption: true, namesTransit: true } }],
  ['EFS of which little is known', { EFSVolumeConfiguration: { RootDirectory: FUNCTION, TransitEncryption: FUNCTION, AuthorizationConfig: { IAM: FUNCTION } } },
    { kind: 'efs', remote: { accessPoint: false } }],
  ['S3 Files with an access point', { S3FilesVolumeConfiguration: { AccessPointArn: { Ref: 'Point' } } },
    { kind: 's3Files', remote: { accessPoint: true, transitEncryption: true } }],
  ['what may be EFS', { EFSVolumeConfiguration: FUNCTION }, { remote: {} }],
  ['what may be EFS or at launch', { ConfiguredAtLaunch: true, EFSVolumeConfiguration: FUNCTION }, { remote: {} }],
  ['what may be of the instance', { Host: FUNCTION }, {}],
  ['what may be of the instance at a path', { Host: { SourcePath: FUNCTION } }, {}],
  ['a directory of a parameter', { Host: { SourcePath: { Ref: 'Path' } } }, { kind: 'bind' }],
  ['S3 Files', { S3FilesVolumeConfiguration: { AccessPointArn: FUNCTION, RootDirectory: '/data' } },
    { kind: 's3Files', remote: { rootDirectory: '/data', transitEncryption: true } }],
  ['EFS at launch', { ConfiguredAtLaunch: true, EFSVolumeConfiguration: {} }, { kind: 'efs', twiceConfigured: true, remote: expect.anything() }],
  ['what only the deployment knows', { Name: FUNCTION, ConfiguredAtLaunch: FUNCTION }, {}],
])('%s', (_, volume, facts) => {
  expect(readVolumes([volume])).toEqual([{ twiceConfigured: false, ...facts }]);
});

test('nothing is known of a volume that is a choice', () => {
  expect(readVolumes([FUNCTION])).toEqual([{}]);
});

test('a list that is absent is empty, and one that is not known is not', () => {
  expect([readVolumes(undefined), readMounts(undefined)]).toEqual([[], []]);
  expect([readVolumes(FUNCTION), readMounts(FUNCTION)]).toEqual([undefined, undefined]);
});

test('mounts', () => {
  expect(readMounts([{ SourceVolume: 'data', ContainerPath: '/data' }, { SourceVolume: FUNCTION, ContainerPath: FUNCTION, ReadOnly: 'true' }, { ReadOnly: FUNCTION }])).toEqual([
    { volume: 'data', directory: '/data', readOnly: false }, { readOnly: true }, {},
  ]);
});
