import { advise, refuse } from '../../../src/model/finding';
import { checkManagedVolume, readManagedVolume } from '../../../src/model/task/managed-volume';

const IMPORT = { 'Fn::ImportValue': 'value' };

test('a disk is read', () => {
  expect(readManagedVolume({
    RoleArn: IMPORT, Encrypted: 'true', VolumeType: 'io2', SizeInGiB: '10', SnapshotId: 'snap-1', Iops: 100, Throughput: 125, VolumeInitializationRate: 200,
  })).toEqual({
    role: true,
    encrypted: true,
    volume: {
      type: 'io2',
      given: ['size', 'snapshotId', 'iops', 'throughput', 'volumeInitializationRate'],
      sizeGiB: 10,
      snapshotId: 'snap-1',
      iops: 100,
      throughput: 125,
      volumeInitializationRate: 200,
    },
  });
});

test('a disk that says nothing is of the type that takes most', () => {
  expect(readManagedVolume({})).toEqual({ role: false, encrypted: undefined, volume: { type: 'gp3', given: [] } });
  expect(readManagedVolume({ SizeInGiB: IMPORT, RoleArn: { Ref: 'Role' } })).toEqual({ volume: { type: 'gp3', given: ['size'] } });
});

test.each([[{ VolumeType: IMPORT }], [{ VolumeType: 'gp9' }], [{ VolumeType: 'constructor' }], [{ Iops: { Ref: 'Iops' } }]])('of the disk %j little is known', (disk) => {
  expect(readManagedVolume(disk).volume).toBeUndefined();
});

test('a disk that EBS does not make is refused', () => {
  expect(checkManagedVolume({ volume: { type: 'gp3', given: [] } }, {})).toEqual([
    refuse('EbsVolume.NoSize', 'size', 'must be set where no snapshot is named, got neither'),
  ]);
});

test('a disk without a role, or of a service that ECS does not deploy, is refused', () => {
  expect(checkManagedVolume({ role: false }, {})).toEqual([refuse('EbsVolume.NoRole', 'roleArn',
    'must name the role with which ECS makes the volumes, got none; name one with the policy AmazonECSInfrastructureRolePolicyForVolumes')]);
  expect(checkManagedVolume({}, { controller: 'EXTERNAL' })).toEqual([refuse('EbsVolume.Controller', '',
    'must be of a service that ECS deploys, got one of the deployment controller EXTERNAL; leave the controller out')]);
});

test('a disk that is said not to be encrypted is advised against', () => {
  expect(checkManagedVolume({ encrypted: false }, {})).toEqual([advise('EbsVolume.Unencrypted', 'encrypted',
    'must be true, or the account decides whether the volume is encrypted, got false; set it to true')]);
});

test('a good disk, and one of which nothing is known, get through', () => {
  expect(checkManagedVolume({ encrypted: true, role: true, volume: { type: 'gp3', given: ['size'], sizeGiB: 1 } }, { controller: 'ECS' })).toEqual([]);
  expect(checkManagedVolume({}, {})).toEqual([]);
});
