import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CHECKOV, CONTROL_TOWER, SECURITY_HUB } = RuleStandard;
const CONTROLS = 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html';

export const HARDENING_RULES = rules({ level: RuleLevel.WARNING, concerns: [RuleConcern.SECURITY] }, [
  {
    id: 'RootFilesystem.Writable',
    info: 'The root filesystem of a container can be written to.',
    explanation: 'Whoever breaks into the container can then change its programs and leave others there. ECS Exec needs a filesystem that its agent may write to: '
      + 'acknowledge this rule where it is on.',
    remedy: 'Set `ReadonlyRootFilesystem` to true, and mount a volume at each path that the application writes to.',
    source: `${CONTROLS}#ecs-5`,
    satisfiedBy: 'TaskBlueprint: read-only, with a scratch volume at /tmp',
    controls: [{ standard: SECURITY_HUB, id: 'ECS.5' }, { standard: CONTROL_TOWER, id: 'CT.ECS.PR.6' }, { standard: CHECKOV, id: 'CKV_AWS_336' }],
  },
  {
    id: 'User.Root',
    info: 'A Linux container runs as root, or as whoever its image says.',
    explanation: 'Root in a container can do more to the host than any other user once there is a way out. Images run as root unless their Dockerfile says otherwise, '
      + 'which no template shows.',
    remedy: 'Set `User` to the number of a user, with a group after a colon, such as 1000:1000.',
    source: `${CONTROLS}#ecs-20`,
    satisfiedBy: 'Hardening.strict; else the image decides',
    controls: [{ standard: SECURITY_HUB, id: 'ECS.20' }, { standard: CONTROL_TOWER, id: 'CT.ECS.PR.3' }],
  },
  {
    id: 'User.Administrator',
    info: 'A Windows container runs as its administrator, or as whoever its image says.',
    explanation: 'The administrator of a container may change all that is in it. Images of Windows Server Core run as the administrator unless they say otherwise.',
    remedy: 'Set `User` to another user, such as ContainerUser.',
    source: `${CONTROLS}#ecs-21`,
    satisfiedBy: '-',
    controls: [{ standard: SECURITY_HUB, id: 'ECS.21' }],
  },
]);
