import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const ROLE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html';
const RUN_TASK = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html';
const SCHEDULER = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html';

export const EVENT_TARGET_RULES = rules({ concerns: [RuleConcern.AVAILABILITY, RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR, source: ROLE, satisfiedBy: 'EventTask and ScheduledTask: granted' }, [
  {
    id: 'EventTarget.RoleTrust',
    info: 'What starts a task cannot assume the role that is named for it.',
    explanation: 'The rule, schedule or pipe is made, or refused as it is, and no task ever starts.',
    remedy: 'Let the role be assumed by `events.amazonaws.com`, `scheduler.amazonaws.com` or `pipes.amazonaws.com`, whichever starts the task.',
  },
  {
    id: 'EventTarget.NoPassRole',
    info: 'What starts a task may not hand it its roles.',
    explanation: 'Every start fails with AccessDenied, which is seen in metrics and in CloudTrail only.',
    remedy: 'Allow `iam:PassRole` on the task role and on the execution role.',
  },
  {
    id: 'EventTarget.NoRunTask',
    info: 'What starts a task may not start it.',
    explanation: 'Every start fails with AccessDenied, which is seen in metrics and in CloudTrail only.',
    remedy: 'Allow `ecs:RunTask` on the task definition.',
  },
  {
    id: 'EventTarget.NoTagResource',
    level: RuleLevel.WARNING,
    info: 'What starts a task may not tag it.',
    explanation: 'Where the account authorizes tags as resources are made, every start that brings tags fails.',
    remedy: 'Allow `ecs:TagResource` on tasks of the cluster.',
  },
  {
    id: 'EventTarget.NoNetwork',
    info: 'A task with a network interface of its own is to start in no subnet.',
    explanation: 'A task in awsvpc mode, as all are on Fargate, gets its interface in a subnet that whatever starts it names; without one every start fails.',
    remedy: 'Set `NetworkConfiguration` with the subnets and security groups of the task.',
    source: RUN_TASK,
    satisfiedBy: 'EventTask and ScheduledTask: the subnets that a service would have',
  },
  {
    id: 'EventTarget.SilentBucket',
    info: 'A rule hears of a bucket that tells EventBridge nothing.',
    explanation: 'The rule is made, and no event ever comes: a bucket sends events to EventBridge when it is told to.',
    remedy: 'Set `EventBridgeConfiguration` in `NotificationConfiguration` of the bucket.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html',
    satisfiedBy: 'EventTask: turns it on',
  },
  {
    id: 'EventTarget.CronByRule',
    level: RuleLevel.WARNING,
    info: 'A rule starts a task by the clock.',
    explanation: 'AWS advises EventBridge Scheduler in place of scheduled rules: it knows time zones and daylight saving time, and retries.',
    remedy: 'Take an `AWS::Scheduler::Schedule` with the same task definition.',
    source: SCHEDULER,
    satisfiedBy: 'ScheduledTask: uses Scheduler',
  },
  {
    id: 'StandaloneTask.NeverEnds',
    info: 'A task that is run to its end has none.',
    explanation: 'Its restart policy starts an essential container again when it has done its work: each start leaves another task that runs, and is paid, for ever.',
    remedy: 'Add 0 to `IgnoredExitCodes` of the `RestartPolicy`, or leave the policy out.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html',
    satisfiedBy: 'ScheduledTask and EventTask: refused',
  },
  {
    id: 'StandaloneTask.EbsVolume',
    info: 'A task that something starts has a volume on EBS.',
    explanation: 'Rules, schedules and pipes have no place for the configuration of the volume: every start fails.',
    remedy: 'Take EFS, or the disk of the task.',
    source: RUN_TASK,
    satisfiedBy: 'ScheduledTask and EventTask: refused',
  },
  {
    id: 'StandaloneTask.TaskCount',
    info: 'More or fewer tasks are to start at once than a call starts.',
    explanation: 'Every start fails: a call of RunTask starts 1 to 10 tasks.',
    remedy: 'Set `TaskCount` to 1 to 10.',
    source: RUN_TASK,
    satisfiedBy: 'ScheduledTask and EventTask: 1',
  },
]);
