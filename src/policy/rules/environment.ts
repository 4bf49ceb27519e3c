import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CDK_NAG, CONTROL_TOWER, SECURITY_HUB, TRIVY } = RuleStandard;
const SECRETS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html';

export const ENVIRONMENT_RULES = rules({ concerns: [RuleConcern.SECURITY], level: RuleLevel.WARNING, source: SECRETS }, [
  {
    id: 'Environment.Credentials',
    level: RuleLevel.ERROR,
    info: 'A plain environment variable holds credentials of AWS or of a registry.',
    explanation: 'Everyone who may describe the task definition reads them, in the console too, and every revision keeps them.',
    remedy: 'Take the variable out, and allow the task role what the application does; name credentials of a registry in `RepositoryCredentials`.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
    satisfiedBy: 'TaskBlueprint: refused',
    controls: [{ standard: SECURITY_HUB, id: 'ECS.8' }, { standard: CONTROL_TOWER, id: 'CT.ECS.PR.12' }, { standard: TRIVY, id: 'AWS-0036' }],
  },
  {
    id: 'Environment.LooksSecret',
    info: 'A plain environment variable looks like a secret.',
    explanation: 'Everyone who may describe the task definition reads its value, and every revision keeps it. The rule goes by the last words of the name, and by the look of the value.',
    remedy: 'Put the value into Secrets Manager or a parameter, and name that in `Secrets`.',
    satisfiedBy: '-',
    controls: [{ standard: TRIVY, id: 'AWS-0036' }],
  },
  {
    id: 'Environment.AlsoSecret',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A variable is both plain and filled from a secret.',
    explanation: 'ECS refuses the task definition as it is registered: a name is for one of them.',
    remedy: 'Take the name out of `Environment` or out of `Secrets`.',
    satisfiedBy: 'TaskBlueprint: refused',
  },
  {
    id: 'Environment.Plain',
    info: 'A container has plain environment variables.',
    explanation: 'Everyone who may describe the task definition reads them. Most settings are no secret: the rule runs only when its standard is asked for.',
    remedy: 'Move the settings into parameters and name them in `Secrets`, or into `EnvironmentFiles`.',
    source: 'https://github.com/cdklabs/cdk-nag/blob/main/RULES.md',
    satisfiedBy: '-',
    controls: [{ standard: CDK_NAG, id: 'AwsSolutions-ECS2' }],
    aliases: ['AwsSolutions-ECS2'],
    byDefault: false,
  },
]);
