import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CHECKOV, KICS } = RuleStandard;
const TASK_ROLE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html';
const EXECUTION_ROLE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html';
const SERVICE_ROLE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html';
const BEST_PRACTICES = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html';

export const TASK_ROLE_RULES = rules({ concerns: [RuleConcern.SECURITY], level: RuleLevel.WARNING, source: TASK_ROLE }, [
  {
    id: 'TaskRoles.SameRole',
    info: 'The application and ECS have one role.',
    explanation: 'The application then has the permissions with which ECS fetches images and secrets, and can read every secret that the task names.',
    remedy: 'Name one role in `TaskRoleArn`, with what the application needs, and another in `ExecutionRoleArn`.',
    source: BEST_PRACTICES,
    satisfiedBy: 'TaskRoles: two roles',
    controls: [{ standard: CHECKOV, id: 'CKV_AWS_249' }],
  },
  {
    id: 'TaskRoles.NoTaskRole',
    info: 'A task definition has no role for the application.',
    explanation: 'On Fargate the application can call nothing of AWS, and on an instance it may have all the permissions of the instance.',
    remedy: 'Name a role in `TaskRoleArn`, be it one without permissions.',
    satisfiedBy: 'TaskRoles: always made',
    controls: [{ standard: KICS, id: '7f384a5f-b5a2-4d84-8ca3-ee0a5247becb' }],
  },
  {
    id: 'TaskRoles.NoExecutionRole',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A task definition has no role with which ECS starts it.',
    explanation: 'ECS refuses the task definition, or its tasks stop before they start: secrets always need the role; private images and logs need it where no role of an instance does it.',
    remedy: 'Name a role in `ExecutionRoleArn` that allows what ECS needs to start the task.',
    source: EXECUTION_ROLE,
    satisfiedBy: 'TaskRoles: always made',
  },
  {
    id: 'TaskRoles.NotTrusted',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A role of tasks does not trust ECS.',
    explanation: 'Tasks stop before they start: ECS is unable to assume the role.',
    remedy: 'Allow `ecs-tasks.amazonaws.com` to `sts:AssumeRole` in `AssumeRolePolicyDocument`.',
    satisfiedBy: 'TaskRoles: trusts ecs-tasks.amazonaws.com',
  },
  {
    id: 'TaskRoles.OpenTrust',
    info: 'A role of tasks trusts ECS on behalf of anybody.',
    explanation: 'AWS advises conditions against the confused deputy: without them, ECS may be made to assume the role for somebody else.',
    remedy: 'Add conditions on `aws:SourceAccount` and on `aws:SourceArn`, which ends in `:*` after the account, to the statement that trusts ECS.',
    satisfiedBy: 'TaskRoles: conditions on both',
  },
  {
    id: 'TaskRoles.ClusterInTrust',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A role of tasks is to be assumed for one cluster.',
    explanation: 'ECS does not tell the cluster as it assumes the role: the condition never holds, and no task starts.',
    remedy: 'Let `aws:SourceArn` be like `arn:aws:ecs:<region>:<account>:*`.',
    satisfiedBy: 'TaskRoles: every cluster of the account',
  },
  {
    id: 'TaskRoles.Administrator',
    info: 'A role of tasks may do everything.',
    explanation: 'Whoever breaks into the application owns the account.',
    remedy: 'Allow the actions that the application takes, on the resources that it takes them on.',
    source: BEST_PRACTICES,
    satisfiedBy: 'TaskRoles: nothing but what is granted',
  },
  {
    id: 'Service.AdministratorRole',
    info: 'The role of a service may do everything.',
    explanation: 'With the role, ECS registers tasks with a load balancer and no more; whoever may pass it to a service may hand over the account.',
    remedy: 'Leave `Role` out, so that ECS takes its service-linked role, or name a role with `AmazonEC2ContainerServiceRole`.',
    source: SERVICE_ROLE,
    satisfiedBy: 'The service constructs: the service-linked role',
  },
  {
    id: 'Service.AdminNamedRole',
    info: 'The role of a service is called one of administrators.',
    explanation: 'ECS needs no such role. The rule goes by the name alone, so that it runs only where KICS is asked for.',
    remedy: 'Leave `Role` out, so that ECS takes its service-linked role.',
    source: SERVICE_ROLE,
    satisfiedBy: 'The service constructs: the service-linked role',
    controls: [{ standard: KICS, id: '01986452-bdd8-4aaa-b5df-d6bf61d616ff' }],
    byDefault: false,
  },
  {
    id: 'ExecutionRole.NoSecretAccess',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A container has a secret that ECS may not read.',
    explanation: 'Tasks stop before they start with a ResourceInitializationError. A policy of the secret itself may allow it too; one of another template is not seen.',
    remedy: 'Allow the execution role `secretsmanager:GetSecretValue` on the secret, or `ssm:GetParameters` on the parameter.',
    source: EXECUTION_ROLE,
    satisfiedBy: 'TaskBlueprint: grants exactly the secrets that it names',
  },
  {
    id: 'ExecutionRole.NoKeyAccess',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A container has a secret whose key ECS may not use.',
    explanation: 'Secrets Manager decrypts for whoever may use the key: tasks stop before they start with a ResourceInitializationError.',
    remedy: 'Allow the execution role `kms:Decrypt` on the key of the secret.',
    source: EXECUTION_ROLE,
    satisfiedBy: 'TaskBlueprint: grants the keys of the secrets that it names',
  },
  {
    id: 'ExecutionRole.NoEnvironmentFileAccess',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'A container has an environment file that ECS may not read.',
    explanation: 'Tasks stop before they start: the file cannot be downloaded. A policy of the bucket may allow it too; one of another template is not seen.',
    remedy: 'Allow the execution role `s3:GetObject` on the file and `s3:GetBucketLocation` on its bucket.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html',
    satisfiedBy: 'TaskBlueprint: grants exactly the files that it names',
  },
]);
