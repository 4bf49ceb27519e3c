import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const PROPERTIES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-servicemanagedebsvolumeconfiguration.html';
const EBS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html';
const LAUNCHED = 'ECS has EBS make the disk as each task starts, and EBS refuses what it does not have: no task starts.';

export const EBS_VOLUME_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR, source: PROPERTIES, satisfiedBy: 'TaskVolume.ebs: refused', explanation: LAUNCHED,
}, [
  { id: 'EbsVolume.NoSize', info: 'A disk has neither a size nor a snapshot.', remedy: 'Set `SizeInGiB` or `SnapshotId`.' },
  { id: 'EbsVolume.Snapshot', info: 'The snapshot of a disk is not one.', remedy: 'Set `SnapshotId` to the id of a snapshot, which begins with snap-.' },
  { id: 'EbsVolume.Size', info: 'The size of a disk is not one that its type has.', remedy: 'Set `SizeInGiB` to 1 to 16384 for gp2 and gp3, 4 to 16384 for io1 and io2, 125 to 16384 for sc1 and st1, or 1 to 1024 for standard.' },
  { id: 'EbsVolume.NoIops', info: 'A disk of provisioned IOPS has none.', remedy: 'Set `Iops`, or `VolumeType` to gp3, which has 3000 without asking.' },
  { id: 'EbsVolume.IopsOfType', info: 'IOPS are set for a type that has none to choose.', remedy: 'Leave `Iops` out, or set `VolumeType` to gp3.' },
  { id: 'EbsVolume.Iops', info: 'The IOPS of a disk are not what its type has.', remedy: 'Set `Iops` to 3000 to 16000 for gp3, 100 to 64000 for io1, or 100 to 256000 for io2.' },
  { id: 'EbsVolume.ThroughputOfType', info: 'A throughput is set for a type that has none to choose.', remedy: 'Leave `Throughput` out, or set `VolumeType` to gp3.' },
  { id: 'EbsVolume.Throughput', info: 'The throughput of a disk is not one that gp3 has.', remedy: 'Set `Throughput` to 125 to 1000 MiB per second.' },
  {
    id: 'EbsVolume.NoSnapshot',
    info: 'A disk is to be filled from a snapshot, and there is none.',
    remedy: 'Set `SnapshotId`, or leave `VolumeInitializationRate` out.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html',
  },
  {
    id: 'EbsVolume.InitializationRate',
    info: 'A disk is to be filled faster or slower than EBS does.',
    remedy: 'Set `VolumeInitializationRate` to 100 to 300 MiB per second.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html',
  },
  {
    id: 'EbsVolume.NoRole',
    info: 'A disk has no role with which ECS makes it.',
    explanation: 'CloudFormation refuses the service: the role is required.',
    remedy: 'Set `RoleArn` to a role that trusts `ecs.amazonaws.com`, with the policy `AmazonECSInfrastructureRolePolicyForVolumes`.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
    satisfiedBy: 'TaskVolume.ebs: makes the role',
  },
  {
    id: 'EbsVolume.Unencrypted',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'A disk is said not to be encrypted.',
    explanation: 'It is encrypted only where the account encrypts all disks of the Region.',
    remedy: 'Set `Encrypted` to true.',
    satisfiedBy: 'TaskVolume.ebs: encrypted',
  },
  {
    id: 'EbsVolume.Controller',
    info: 'A service with disks is not deployed by ECS.',
    explanation: 'ECS refuses the service: it makes disks in rolling updates and native blue/green deployments of its own.',
    remedy: 'Leave `DeploymentController` out, or take EFS.',
    source: EBS,
  },
]);
