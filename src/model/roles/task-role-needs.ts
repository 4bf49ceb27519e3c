import { advise, Finding, refuse } from '../finding';
import { all } from '../range';

// What each service keeps that ECS fetches.
const FETCHED: Readonly<Record<string, string>> = { kms: 'ExecutionRole.NoKeyAccess', s3: 'ExecutionRole.NoEnvironmentFileAccess' };
const SECRET = 'ExecutionRole.NoSecretAccess';
// What an action is on, where it is not on what is fetched.
const HOLDERS: Readonly<Record<string, string>> = { 'kms:Decrypt': 'its key', 's3:GetBucketLocation': 'its bucket' };

/** What is known of the two roles of a task, and of what ECS needs one for. */
export interface RolesFacts {
  /** It names a role for the application; absent when not known. */
  readonly task?: boolean;
  /** It names a role for ECS; absent when not known. */
  readonly execution?: boolean;
  /** What ECS does with that role wherever the task runs. */
  readonly needs: readonly string[];
  /** What the role of an instance may do in its place. */
  readonly needsOffInstances: readonly string[];
  /** The task runs where there is no such role; absent when not known. */
  readonly offInstances?: boolean;
}

/** Refuses a task without the role that ECS starts it with: ECS Developer Guide, "Amazon ECS task execution IAM role". Advises a role for the application. */
export function checkRolesGiven({ execution, needs, needsOffInstances, offInstances, task }: RolesFacts): Finding[] {
  const used = [...needs, ...(offInstances ? needsOffInstances : [])];
  return [
    ...(task === false ? [advise('TaskRoles.NoTaskRole', 'taskRoleArn',
      'must name a role, or the application has the permissions of the instance, if any, got none; name one with what the application needs')] : []),
    ...(execution === false && used.length > 0 ? [refuse('TaskRoles.NoExecutionRole', 'executionRoleArn',
      `must name the role with which ECS gets ${all(used)}, got none; name one that may`)] : []),
  ];
}

/** Something that ECS fetches as it starts a container. */
export interface AccessFacts {
  readonly path: string;
  readonly action: string;
  /** Absent when not known. */
  readonly allowed?: boolean;
}

/** Refuses what the execution role may not fetch. */
export function checkSecretAccess(accesses: readonly AccessFacts[]): Finding[] {
  return accesses.filter(({ allowed }) => allowed === false).map(({ action, path }) => refuse(
    FETCHED[action.split(':')[0]] ?? SECRET, path,
    `must be open to the execution role, got a role that is not allowed ${action} on ${HOLDERS[action] ?? 'it'}; allow it`));
}

/** What is known of a container that has its log group made. */
export interface CreateGroupFacts {
  readonly path: string;
  readonly createsGroup?: boolean;
  /** The execution role may make it; absent when not known. */
  readonly allowed?: boolean;
}

/** Refuses a log group that the execution role may not make. */
export function checkCreateGroup({ allowed, createsGroup, path }: CreateGroupFacts): Finding[] {
  return createsGroup && allowed === false ? [refuse('Logging.CreateGroup', path,
    'must name a log group that is there, since the execution role may not make one, got `awslogs-create-group` without logs:CreateLogGroup; make the log group')] : [];
}

/** What is known of the role of a task that ECS Exec opens. */
export interface ExecRoleFacts {
  /** Absent when not known. */
  readonly taskRole?: boolean;
  /** What a session needs and the role does not allow. */
  readonly missing: readonly string[];
  /** The role may decrypt with the key of the sessions; absent without one, or when not known. */
  readonly mayDecrypt?: boolean;
  /** What recording a session needs and the role does not allow. */
  readonly unrecorded?: readonly string[];
}

// ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", on IAM permissions.
export const EXEC_ACTIONS = [
  'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
] as const;

/** Refuses ECS Exec in a task whose role cannot hold a session. */
export function checkExecRole({ mayDecrypt, missing, taskRole, unrecorded = [] }: ExecRoleFacts): Finding[] {
  return [
    ...(taskRole === false ? [refuse('ExecAccess.NoTaskRole', 'taskRoleArn',
      'must name a role for a service with ECS Exec, whose agent has its permissions, got none; name one that allows `ssmmessages`')] : []),
    ...(missing.length > 0 ? [refuse('ExecAccess.NoPermission', 'taskRoleArn',
      `must name a role that allows what sessions of ECS Exec need, got one without ${all(missing)}; allow it on every resource`)] : []),
    ...(mayDecrypt === false ? [refuse('ExecAudit.NoKeyPermission', 'taskRoleArn',
      'must name a role that may use the key with which the cluster encrypts sessions, got one without kms:Decrypt; allow it on the key')] : []),
    ...(unrecorded.length > 0 ? [advise('ExecAudit.NoRecordPermission', 'taskRoleArn',
      `must name a role that may write where the cluster records sessions, got one without ${all(unrecorded)}; allow it there`)] : []),
  ];
}
