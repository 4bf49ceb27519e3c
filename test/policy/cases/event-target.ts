import { allowed, roleOf } from './role-templates';
import { open } from './task-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const ROLES = ['TaskRole', 'ExecutionRole'].map((role) => ({ 'Fn::GetAtt': [role, 'Arn'] }));
const RUN = allowed('ecs:RunTask', { Ref: 'Task' });
const PASS = allowed('iam:PassRole', ROLES);
const ARN = { 'Fn::GetAtt': ['Starter', 'Arn'] };

/** A task that a rule starts; the patch is of the target's parameters. */
const rule = (patch: Json = {}, role: Json = roleOf('events.amazonaws.com', RUN, PASS), more: Json = {}, base: Json = {}) => task(merged(base, {
  resources: {
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: merged({
        EventPattern: { source: ['own'] },
        Targets: [{ Id: 'Task', Arn: 'arn:aws:ecs:eu-west-1:111111111111:cluster/web', RoleArn: ARN, EcsParameters: { TaskDefinitionArn: { Ref: 'Task' }, ...patch } }],
      }, more),
    },
    Starter: role,
  },
}));
const scheduled = (count: Json, patch: Json = {}, base: Json = {}) => task(merged(base, {
  resources: {
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: { Target: { RoleArn: ARN, EcsParameters: { TaskDefinitionArn: { Ref: 'Task' }, TaskCount: count, ...patch } } },
    },
    Starter: roleOf('scheduler.amazonaws.com', RUN, PASS),
  },
}));
const piped = (service: Json, patch: Json = {}) => task({
  resources: {
    Pipe: { Type: 'AWS::Pipes::Pipe', Properties: { RoleArn: ARN, TargetParameters: { EcsTaskParameters: { TaskDefinitionArn: { Ref: 'Task' }, ...patch } } } },
    Starter: roleOf(service, RUN, PASS),
  },
});
const network = (configuration: string) => ({ NetworkConfiguration: { [configuration]: { Subnets: ['subnet-1'] } } });
const onBridge = { task: { NetworkMode: 'bridge', RequiresCompatibilities: ['EC2'] } };
const anyMode = { task: { NetworkMode: PARAMETER } };
const hears = (notifications: Json) => task({
  resources: merged(rule({}, undefined, { EventPattern: { source: ['aws.s3'], detail: { bucket: { name: [{ Ref: 'Bucket' }] } } } }).Resources, {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: notifications } },
  }),
});
const restarting = (codes: Json) => rule({}, undefined, {}, { container: { RestartPolicy: { Enabled: true, IgnoredExitCodes: codes } } });
const kept = (launch: Json) => rule({}, undefined, {}, {
  task: { Volumes: [{ Name: 'disk', ConfiguredAtLaunch: launch }] }, container: { MountPoints: [{ SourceVolume: 'disk', ContainerPath: '/data' }] },
});

export const EVENT_TARGET_CASES: readonly RuleCase[] = [
  {
    id: 'EventTarget.RoleTrust',
    good: rule(),
    bad: rule({}, roleOf('ecs-tasks.amazonaws.com', RUN, PASS)),
    tokens: rule({}, roleOf(PARAMETER, RUN, PASS)),
    at: 'Rule Properties.Targets.0.RoleArn',
    message: '`Targets.0.RoleArn` must name a role that events.amazonaws.com may assume, got one that does not trust it',
  },
  {
    id: 'EventTarget.RoleTrust',
    good: piped('pipes.amazonaws.com'),
    bad: piped('events.amazonaws.com'),
    tokens: piped(PARAMETER),
    at: 'Pipe Properties.RoleArn',
    message: '`RoleArn` must name a role that pipes.amazonaws.com may assume, got one that does not trust it',
  },
  {
    id: 'EventTarget.NoPassRole',
    good: rule(),
    bad: rule({}, roleOf('events.amazonaws.com', RUN, allowed('iam:PassRole', ROLES[1]))),
    tokens: rule({}, roleOf('events.amazonaws.com', RUN, allowed('iam:PassRole', PARAMETER))),
    at: 'Rule Properties.Targets.0.RoleArn',
    message: '`Targets.0.RoleArn` must name a role that may hand the task its roles, got one without iam:PassRole on TaskRole',
  },
  {
    id: 'EventTarget.NoRunTask',
    good: rule({}, roleOf('events.amazonaws.com', allowed('ecs:*', '*'), PASS)),
    bad: rule({}, roleOf('events.amazonaws.com', PASS)),
    tokens: rule({}, roleOf('events.amazonaws.com', allowed(PARAMETER, '*'), PASS)),
    at: 'Rule Properties.Targets.0.RoleArn',
    message: '`Targets.0.RoleArn` must name a role that may start the task, got one without ecs:RunTask on it',
  },
  {
    id: 'EventTarget.NoTagResource',
    good: rule({ TagList: [] }),
    bad: rule({ TagList: [{ Key: 'team', Value: 'web' }] }),
    tokens: rule({ TagList: open([{ Key: 'team', Value: 'web' }]) }),
    at: 'Rule Properties.Targets.0.RoleArn',
    message: '`Targets.0.RoleArn` must name a role that may tag the tasks it starts, got one without ecs:TagResource',
  },
  {
    id: 'EventTarget.NoNetwork',
    good: rule(network('AwsVpcConfiguration')),
    bad: rule(),
    tokens: rule({ NetworkConfiguration: open(network('AwsVpcConfiguration').NetworkConfiguration) }),
    at: 'Rule Properties.Targets.0.EcsParameters.NetworkConfiguration',
    message: '`Targets.0.EcsParameters.NetworkConfiguration` must name subnets for a task in awsvpc mode, which has a network interface of its own, got none',
  },
  {
    id: 'EventTarget.NoNetwork',
    good: scheduled(1, {}, onBridge),
    bad: scheduled(1, { TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:111111111111:task-definition/web', LaunchType: 'FARGATE' }),
    tokens: scheduled(1, { LaunchType: PARAMETER }, anyMode),
    at: 'Schedule Properties.Target.EcsParameters.NetworkConfiguration',
    message: '`Target.EcsParameters.NetworkConfiguration` must name subnets for a task on Fargate, which has a network interface of its own, got none',
  },
  {
    id: 'EventTarget.NoNetwork',
    good: piped('pipes.amazonaws.com', network('AwsvpcConfiguration')),
    bad: piped('pipes.amazonaws.com'),
    tokens: piped('pipes.amazonaws.com', { TaskDefinitionArn: PARAMETER }),
    at: 'Pipe Properties.TargetParameters.EcsTaskParameters.NetworkConfiguration',
    message: '`TargetParameters.EcsTaskParameters.NetworkConfiguration` must name subnets for a task in awsvpc mode, '
      + 'which has a network interface of its own, got none',
  },
  {
    id: 'EventTarget.SilentBucket',
    good: hears({ EventBridgeConfiguration: {} }),
    bad: hears(undefined),
    tokens: hears({ EventBridgeConfiguration: open({}) }),
    at: 'Rule Properties.EventPattern',
    message: '`EventPattern` must name a bucket that sends events to EventBridge, got Bucket, which sends none',
  },
  {
    id: 'EventTarget.CronByRule',
    good: scheduled(1),
    bad: rule({}, undefined, { ScheduleExpression: 'rate(1 day)', EventPattern: undefined }),
    tokens: rule({}, undefined, { ScheduleExpression: open('rate(1 day)') }),
    at: 'Rule Properties.ScheduleExpression',
    message: '`ScheduleExpression` is a clock of the past: EventBridge Scheduler knows time zones, ends and retries',
  },
  {
    id: 'StandaloneTask.NeverEnds',
    good: restarting([0]),
    bad: restarting([1]),
    tokens: restarting(PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.RestartPolicy',
    message: '`ContainerDefinitions.0.RestartPolicy` starts the container again when it has done its work, so that the task never ends',
  },
  {
    id: 'StandaloneTask.EbsVolume',
    good: kept(false),
    bad: kept(true),
    tokens: kept(PARAMETER),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` is on EBS, where a disk is made for each task as it is started, which is for tasks of a service',
  },
  {
    id: 'StandaloneTask.TaskCount',
    good: scheduled(10),
    bad: scheduled(11),
    tokens: scheduled(PARAMETER),
    at: 'Schedule Properties.Target.EcsParameters.TaskCount',
    message: '`Target.EcsParameters.TaskCount` takes whole tasks from 1 to 10, got 11',
  },
];
