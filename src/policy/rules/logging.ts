import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CDK_NAG, CONTROL_TOWER, SECURITY_HUB } = RuleStandard;
const AWSLOGS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html';

export const LOGGING_RULES = rules({ concerns: [RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR, source: AWSLOGS }, [
  {
    id: 'Logging.None',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY, RuleConcern.AVAILABILITY],
    info: 'A container has no log driver.',
    explanation: 'On Fargate nothing of what it writes is kept, and on an instance it is gone with the instance: nobody can tell why the task stopped.',
    remedy: 'Add a `LogConfiguration` with the driver awslogs, a log group, a Region and a stream prefix.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9',
    satisfiedBy: 'TaskBlueprint: awslogs in every container',
    controls: [{ standard: SECURITY_HUB, id: 'ECS.9' }, { standard: CONTROL_TOWER, id: 'CT.ECS.PR.5' }, { standard: CDK_NAG, id: 'AwsSolutions-ECS7' }],
    aliases: ['AwsSolutions-ECS7'],
  },
  {
    id: 'Logging.NoStreamPrefix',
    info: 'The driver awslogs has no stream prefix on Fargate.',
    explanation: 'ECS refuses the task definition as it is registered.',
    remedy: 'Add the option `awslogs-stream-prefix`.',
    satisfiedBy: 'TaskBlueprint: the name of the container',
  },
  {
    id: 'Logging.NoRegion',
    info: 'The driver awslogs has no Region on Fargate.',
    explanation: 'ECS refuses the task definition as it is registered; only an instance could tell the driver where it is.',
    remedy: 'Add the option `awslogs-region` with the Region of the log group.',
    satisfiedBy: 'TaskBlueprint: the Region of the log group',
  },
  {
    id: 'Logging.Blocking',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'A container waits for its log.',
    explanation: 'While the log cannot be delivered, the application stands still as it writes, and its health check may fail. Other drivers have this mode too.',
    remedy: 'Set the option `mode` to non-blocking, or leave it out.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html',
    satisfiedBy: 'TaskBlueprint: writes non-blocking',
  },
  {
    id: 'Logging.NoGroup',
    info: 'The driver awslogs has no log group.',
    explanation: 'The driver does not start without one, and no task does: each stops with an error of the log driver.',
    remedy: 'Add the option `awslogs-group` with the name of a log group.',
    satisfiedBy: 'TaskBlueprint: makes a log group',
  },
  {
    id: 'Logging.CreateGroup',
    info: 'A log group is to be made by a role that may not.',
    explanation: 'The driver makes the log group as the first task starts; without the permission no task starts.',
    remedy: 'Allow the execution role `logs:CreateLogGroup`, or make the log group in the template and leave `awslogs-create-group` out.',
    satisfiedBy: 'TaskBlueprint: makes a log group',
  },
  {
    id: 'LogGroup.NoRetention',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.COST],
    info: 'A log group of tasks keeps logs for ever, or not as long as it should.',
    explanation: 'CloudWatch Logs stores everything until somebody deletes it, and bills the storage each month.',
    remedy: 'Set `RetentionInDays` of the log group.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention',
    satisfiedBy: 'TaskBlueprint: 30 days',
  },
]);
