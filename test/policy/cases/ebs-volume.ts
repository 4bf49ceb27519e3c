import { open } from './task-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { fargateService } from '../templates';

/** A service that makes a disk for each task: a good one, but for the patch. */
const disk = (patch: Json, service: Json = {}) => fargateService({
  task: { Volumes: [{ Name: 'disk', ConfiguredAtLaunch: true }] },
  container: { MountPoints: [{ SourceVolume: 'disk', ContainerPath: '/data' }] },
  service: {
    VolumeConfigurations: [{ Name: 'disk', ManagedEBSVolume: { RoleArn: 'arn', SizeInGiB: 200, Encrypted: true, VolumeType: 'gp3', ...patch } }], ...service,
  },
});
const AT = 'Service Properties.VolumeConfigurations.0.ManagedEBSVolume';
const SNAPSHOT = 'snap-0123456789abcdef0';

/** A case about a property of the disk. */
function caseOf(id: string, property: string, [good, bad, tokens]: [Json, Json, Json], text: string): RuleCase {
  const message = `\`VolumeConfigurations.0.ManagedEBSVolume.${property}\` ${text}`;
  return { id, good: disk(good), bad: disk(bad), tokens: disk(tokens), at: `${AT}.${property}`, message };
}

export const EBS_VOLUME_CASES: readonly RuleCase[] = [
  caseOf('EbsVolume.NoSize', 'SizeInGiB', [{ SizeInGiB: undefined, SnapshotId: SNAPSHOT }, { SizeInGiB: undefined }, { SizeInGiB: open(10) }],
    'must be set where no snapshot is named, got neither'),
  caseOf('EbsVolume.Snapshot', 'SnapshotId', [{ SnapshotId: SNAPSHOT }, { SnapshotId: 'vol-1' }, { SnapshotId: { 'Fn::ImportValue': 'snapshot' } }],
    "must be the id of a snapshot, such as snap-0123456789abcdef0, got 'vol-1'"),
  caseOf('EbsVolume.Size', 'SizeInGiB', [{ SizeInGiB: 16384 }, { SizeInGiB: 16385 }, { SizeInGiB: { 'Fn::ImportValue': 'size' } }],
    'takes whole GiB from 1 to 16384, got 16385'),
  caseOf('EbsVolume.NoIops', 'Iops', [{ VolumeType: 'io2', Iops: 100 }, { VolumeType: 'io2' }, { VolumeType: PARAMETER }],
    'must be set for io2, got none'),
  caseOf('EbsVolume.IopsOfType', 'Iops', [{ Iops: 3000 }, { VolumeType: 'st1', Iops: 3000 }, { VolumeType: PARAMETER, Iops: 3000 }],
    'is for gp3, io1 or io2, got st1'),
  caseOf('EbsVolume.Iops', 'Iops', [{ Iops: 16000 }, { Iops: 2999 }, { Iops: { 'Fn::ImportValue': 'iops' } }],
    'takes whole numbers from 3000 to 16000, got 2999'),
  caseOf('EbsVolume.ThroughputOfType', 'Throughput', [{ Throughput: 125 }, { VolumeType: 'gp2', Throughput: 125 }, { VolumeType: PARAMETER, Throughput: 125 }],
    'is for gp3, got gp2'),
  caseOf('EbsVolume.Throughput', 'Throughput', [{ Throughput: 1000 }, { Throughput: 1001 }, { Throughput: { 'Fn::ImportValue': 'throughput' } }],
    'takes whole MiB per second from 125 to 1000, got 1001'),
  caseOf('EbsVolume.NoSnapshot', 'VolumeInitializationRate', [
    { SnapshotId: SNAPSHOT, VolumeInitializationRate: 100 },
    { VolumeInitializationRate: 100 },
    { SnapshotId: PARAMETER, VolumeInitializationRate: 100 },
  ], 'is for volumes made from a snapshot, got none'),
  caseOf('EbsVolume.InitializationRate', 'VolumeInitializationRate', [
    { SnapshotId: SNAPSHOT, VolumeInitializationRate: 300 },
    { SnapshotId: SNAPSHOT, VolumeInitializationRate: 301 },
    { SnapshotId: SNAPSHOT, VolumeInitializationRate: { 'Fn::ImportValue': 'rate' } },
  ], 'takes whole MiB per second from 100 to 300, got 301'),
  caseOf('EbsVolume.NoRole', 'RoleArn', [{ RoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } }, { RoleArn: undefined }, { RoleArn: PARAMETER }],
    'must name the role with which ECS makes the volumes, got none'),
  caseOf('EbsVolume.Unencrypted', 'Encrypted', [{ Encrypted: undefined }, { Encrypted: false }, { Encrypted: PARAMETER }],
    'must be true, or the account decides whether the volume is encrypted, got false'),
  {
    id: 'EbsVolume.Controller',
    good: disk({}, { DeploymentController: { Type: 'ECS' } }),
    bad: disk({}, { DeploymentController: { Type: 'CODE_DEPLOY' } }),
    tokens: disk({}, { DeploymentController: { Type: PARAMETER } }),
    at: AT,
    message: '`VolumeConfigurations.0.ManagedEBSVolume` must be of a service that ECS deploys, got one of the deployment controller CODE_DEPLOY',
  },
];
