import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CHECKOV, KICS, SECURITY_HUB, TRIVY } = RuleStandard;
const STORAGE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html';
const EBS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html';
const EFS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html';
const BIND = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html';
const DOCKER = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/docker-volumes.html';
const IN_TRANSIT = [
  { standard: SECURITY_HUB, id: 'ECS.18' },
  { standard: CHECKOV, id: 'CKV_AWS_97' },
  { standard: TRIVY, id: 'AWS-0035' },
  { standard: KICS, id: '6c131358-c54d-419b-9dd6-1f7dd41d180c' },
];
const REGISTERED = 'ECS refuses the task definition as it is registered.';

export const VOLUME_RULES = rules({ concerns: [RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR, source: STORAGE, satisfiedBy: 'TaskVolume: refused' }, [
  {
    id: 'Volume.ConfiguredAtLaunch',
    info: 'A volume is configured here and at launch.',
    explanation: REGISTERED,
    remedy: 'Leave the configuration of the volume out, or `ConfiguredAtLaunch`.',
    source: EBS,
  },
  {
    id: 'Volume.NotConfigured',
    info: 'A volume waits for a configuration that the service does not give.',
    explanation: 'ECS refuses the service: each volume that is configured at launch takes an entry of its name.',
    remedy: 'Add an entry of the name of the volume to `VolumeConfigurations` of the service.',
    source: EBS,
    satisfiedBy: 'TaskVolume.ebs: the service writes it',
  },
  {
    id: 'Volume.NotInTask',
    info: 'A service configures a volume that its task does not have.',
    explanation: 'ECS refuses the service: the task definition has no volume of this name that is configured at launch.',
    remedy: 'Take the entry out of `VolumeConfigurations`, or set `ConfiguredAtLaunch` of the volume.',
    source: EBS,
    satisfiedBy: 'TaskVolume.ebs: the service writes it',
  },
  { id: 'Volume.Name', info: 'The name of a volume is not valid.', explanation: REGISTERED, remedy: 'Take 1 to 255 letters, digits, hyphens and underscores.' },
  { id: 'Volume.SameName', info: 'Two volumes of a task have one name.', explanation: REGISTERED, remedy: 'Give each volume a name of its own.' },
  {
    id: 'Volume.Platform',
    info: 'There is no such volume where the task runs.',
    explanation: 'ECS refuses the task definition, or places no task: which kinds there are depends on Fargate, instances and machines outside AWS.',
    remedy: 'Take EFS on Fargate and Managed Instances, EFS or a directory of the instance on EC2, and a directory of the machine outside AWS.',
  },
  {
    id: 'Volume.Windows',
    info: 'The operating system cannot mount a volume of this kind.',
    explanation: 'Tasks do not start: EFS and S3 Files are for Linux, FSx for Windows File Server is for Windows.',
    remedy: 'Take FSx for Windows File Server on EC2 for Windows containers, and EFS for Linux.',
  },
  {
    id: 'Volume.PlatformVersion',
    info: 'The platform version of Fargate is older than volumes of this kind.',
    explanation: 'Tasks do not start: EFS and EBS came with version 1.4.0.',
    remedy: 'Leave `PlatformVersion` of the service out.',
  },
  {
    id: 'Volume.RootDirectory',
    info: 'The root directory of a volume is no absolute path.',
    explanation: 'EFS mounts a directory by its path from the root of the file system: with another path, tasks do not start.',
    remedy: 'Begin `RootDirectory` with a slash.',
    source: EFS,
  },
  {
    id: 'Volume.AccessPointRoot',
    info: 'A volume has a root directory and an access point.',
    explanation: 'ECS refuses the task definition: an access point has a directory of its own.',
    remedy: 'Leave `RootDirectory` out, or set it to a slash.',
    source: EFS,
    satisfiedBy: 'TaskVolume.efs: left out',
  },
  {
    id: 'Volume.TransitEncryption',
    info: 'A volume on EFS with IAM or an access point is not encrypted on its way.',
    concerns: [RuleConcern.DEPLOYABILITY, RuleConcern.SECURITY],
    explanation: 'ECS refuses the task definition: both take encryption in transit.',
    remedy: 'Set `TransitEncryption` to ENABLED.',
    source: EFS,
    satisfiedBy: 'TaskVolume.efs: ENABLED',
    controls: IN_TRANSIT,
  },
  {
    id: 'Volume.Unencrypted',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'A volume on EFS is not encrypted on its way.',
    explanation: 'What tasks read and write crosses the network in clear; encryption is off unless the template turns it on.',
    remedy: 'Set `TransitEncryption` to ENABLED.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18',
    satisfiedBy: 'TaskVolume.efs: ENABLED',
    controls: IN_TRANSIT,
  },
  {
    id: 'Volume.WindowsDriver',
    info: 'A Docker volume has a driver that Windows does not have.',
    explanation: 'Tasks do not start: Docker on Windows has the driver local.',
    remedy: 'Set `Driver` to local, or leave it out.',
    source: DOCKER,
  },
  {
    id: 'Volume.Autoprovision',
    info: 'A Docker volume of a task is to be made if it is not there.',
    explanation: 'ECS refuses the task definition: that is for volumes that tasks share, and one of a task is always made.',
    remedy: 'Leave `Autoprovision` out, or set `Scope` to shared.',
    source: DOCKER,
  },
  {
    id: 'Volume.TwoEbs',
    info: 'A task has more than one volume on EBS.',
    explanation: 'ECS refuses the task definition: one volume of a task is configured at launch.',
    remedy: 'Take one larger volume, or EFS for one of them.',
    source: EBS,
  },
  {
    id: 'Volume.EbsOfDaemon',
    info: 'A daemon has a volume on EBS.',
    explanation: 'ECS refuses the service: it makes volumes for services of the strategy REPLICA alone.',
    remedy: 'Mount a directory of the instance.',
    source: EBS,
  },
  {
    id: 'Volume.NotNitro',
    info: 'A service gives its tasks volumes on EBS on instances that are not of the Nitro System.',
    explanation: 'ECS attaches volumes to instances on Nitro only: no task is ever placed.',
    remedy: 'Set `InstanceType` of the launch template to a type on Nitro, such as m7g.large instead of m4.large.',
    source: EBS,
    satisfiedBy: '-',
  },
  {
    id: 'Volume.EbsType',
    info: 'A volume on EBS has a type that Fargate does not have.',
    explanation: 'Fargate attaches no magnetic volumes: ECS refuses the service.',
    remedy: 'Set `VolumeType` to gp3.',
    source: EBS,
    satisfiedBy: 'TaskVolume.ebs: gp3',
  },
  {
    id: 'Volume.NotMounted',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.COST],
    info: 'No container mounts a volume.',
    explanation: 'Nothing is ever written to it; a disk on EBS is made and paid for all the same.',
    remedy: 'Add it to the `MountPoints` of a container, or take it out of `Volumes`.',
    satisfiedBy: '-',
  },
  {
    id: 'Mount.NoSuchVolume',
    info: 'A container mounts a volume that its task does not have.',
    explanation: REGISTERED,
    remedy: 'Add the volume to `Volumes` of the task definition, or name one that is there.',
    source: BIND,
  },
  {
    id: 'Mount.NoSuchContainer',
    info: 'A container takes over the volumes of one that the task does not have.',
    explanation: REGISTERED,
    remedy: 'Set `SourceContainer` to the name of another container of the task.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-volumefrom.html',
    satisfiedBy: 'no construct writes it',
  },
  {
    id: 'Mount.Path',
    info: 'A volume is mounted at no absolute path.',
    explanation: 'Tasks do not start: the path in the container is not valid.',
    remedy: 'Take an absolute path below the root for `ContainerPath`.',
    source: BIND,
  },
  {
    id: 'Mount.SamePath',
    info: 'Two volumes are mounted at one path.',
    explanation: 'One of the volumes would hide the other: ECS refuses the task definition as it is registered.',
    remedy: 'Give each volume a `ContainerPath` of its own.',
    source: BIND,
  },
]);
