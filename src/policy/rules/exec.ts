import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CHECKOV } = RuleStandard;
const EXEC = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html';

export const EXEC_RULES = rules({ concerns: [RuleConcern.AVAILABILITY, RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR, source: EXEC }, [
  {
    id: 'ExecAccess.ReadonlyRoot',
    info: 'ECS Exec is on for a task whose containers are all read-only.',
    explanation: 'The agent of ECS Exec writes to the root filesystem: it does not start, and no session can be opened.',
    remedy: 'Set `ReadonlyRootFilesystem` of one container to false, or leave `EnableExecuteCommand` out.',
    satisfiedBy: 'ExecAccess: refused',
  },
  {
    id: 'ExecAccess.Ipv6Only',
    info: 'ECS Exec is on for tasks with IPv6 alone.',
    explanation: 'ECS Exec does not support tasks in subnets that have IPv6 only: no session can be opened.',
    remedy: 'Take subnets with IPv4 and IPv6, or leave `EnableExecuteCommand` out.',
    satisfiedBy: 'ExecAccess: refused',
  },
  {
    id: 'ExecAccess.NoNetwork',
    info: 'ECS Exec is on for tasks without a network.',
    explanation: 'The agent of ECS Exec is in the container, and finds no way to Systems Manager.',
    remedy: 'Take another `NetworkMode` than none, or leave `EnableExecuteCommand` out.',
    satisfiedBy: 'ExecAccess: refused',
  },
  {
    id: 'ExecAccess.NoInitProcess',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'ECS Exec is on without a process that cleans up.',
    explanation: 'Processes that a session leaves behind stay in the container as zombies until the task stops.',
    remedy: 'Set `InitProcessEnabled` in `LinuxParameters` to true.',
    satisfiedBy: 'ExecAccess: init process on',
  },
  {
    id: 'ExecAccess.NoTaskRole',
    info: 'ECS Exec is on for a task without a role.',
    explanation: 'ECS refuses the service: the agent of ECS Exec talks to Systems Manager with the role of the task.',
    remedy: 'Name a role in `TaskRoleArn` of the task definition that allows the four `ssmmessages` actions.',
    satisfiedBy: 'ExecAccess: grants them to the role of the task',
  },
  {
    id: 'ExecAccess.NoPermission',
    info: 'ECS Exec is on for a task whose role cannot hold a session.',
    explanation: 'Tasks start, and no session can be opened in them: the agent cannot reach Systems Manager.',
    remedy: 'Allow the role `ssmmessages:CreateControlChannel`, `CreateDataChannel`, `OpenControlChannel` and `OpenDataChannel` on every resource.',
    satisfiedBy: 'ExecAccess: grants them to the role of the task',
  },
  {
    id: 'ExecAudit.NoLogging',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'A cluster keeps no record of sessions of ECS Exec.',
    explanation: 'CloudTrail tells who opened a session; what was done in it is not known.',
    remedy: 'Set `Logging` to OVERRIDE and name a log group or a bucket, or to DEFAULT for the logs of the containers.',
    satisfiedBy: '-',
    controls: [{ standard: CHECKOV, id: 'CKV_AWS_223' }],
  },
  {
    id: 'ExecAudit.NoKey',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'A cluster encrypts sessions of ECS Exec with no key of yours.',
    explanation: 'Sessions are encrypted on their way by TLS, and no key of yours decides who reads them. The rule runs only when its standard is asked for.',
    remedy: 'Name a key in `KmsKeyId`, and allow the role of the tasks `kms:Decrypt` on it.',
    satisfiedBy: '-',
    controls: [{ standard: CHECKOV, id: 'CKV_AWS_224' }],
    byDefault: false,
  },
  {
    id: 'ExecAudit.OverrideWithoutTarget',
    info: 'A cluster is to record sessions nowhere.',
    explanation: 'ECS refuses the cluster: OVERRIDE takes a log configuration.',
    remedy: 'Name a log group or a bucket in `LogConfiguration`.',
    satisfiedBy: 'ExecAudit: writes both',
  },
  {
    id: 'ExecAudit.UnencryptedGroup',
    info: 'Sessions are to be recorded in an encrypted log group, and it is not.',
    explanation: 'The agent looks at the log group before a session starts, and ends the session when it has no key.',
    remedy: 'Set `KmsKeyId` of the log group, or take `CloudWatchEncryptionEnabled` out.',
    satisfiedBy: 'ExecAudit.cloudWatch: sets it only with a key',
  },
  {
    id: 'ExecAudit.NoKeyPermission',
    info: 'Sessions are encrypted with a key that the role of the task may not use.',
    explanation: 'Tasks start, and no session can be opened in them: the agent cannot agree on a key.',
    remedy: 'Allow the role of the task `kms:Decrypt` on the key.',
    satisfiedBy: 'ExecAccess: grants it',
  },
  {
    id: 'ExecAudit.NoRecordPermission',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'Sessions are to be recorded where the role of the task may not write.',
    explanation: 'The agent of ECS Exec writes the record with the role of the task: without the permissions what was done in a session is not known.',
    remedy: 'Allow the role `logs:DescribeLogGroups`, and `logs:CreateLogStream`, `logs:DescribeLogStreams` and `logs:PutLogEvents` on the log group, or `s3:PutObject` on the bucket.',
    satisfiedBy: 'ExecAccess: grants it',
  },
]);
