import { advise, refuse } from '../../../src/model/finding';
import { checkCreateGroup, checkExecRole, checkRolesGiven, checkSecretAccess, EXEC_ACTIONS } from '../../../src/model/roles/task-role-needs';

const NEEDS = { needs: [], needsOffInstances: [] };
const execution = (what: string) => refuse('TaskRoles.NoExecutionRole', 'executionRoleArn', `must name the role with which ECS gets ${what}, got none; name one that may`);

test('a task without a role for the application is advised against', () => {
  expect(checkRolesGiven({ ...NEEDS, task: false })).toEqual([advise('TaskRoles.NoTaskRole', 'taskRoleArn',
    'must name a role, or the application has the permissions of the instance, if any, got none; name one with what the application needs')]);
});

test.each([
  ['secrets anywhere', { execution: false, needs: ['secrets'], needsOffInstances: ['logs'] }, [execution('secrets')]],
  ['logs off instances', { execution: false, offInstances: true, needs: [], needsOffInstances: ['logs'] }, [execution('logs')]],
  ['both', { execution: false, offInstances: true, needs: ['secrets'], needsOffInstances: ['logs'] }, [execution('secrets and logs')]],
  ['logs on instances', { execution: false, offInstances: false, needs: [], needsOffInstances: ['logs'] }, []],
  ['nothing', { execution: false, offInstances: true, needs: [], needsOffInstances: [] }, []],
  ['secrets with a role', { execution: true, needs: ['secrets'], needsOffInstances: [] }, []],
  ['secrets and who knows', { needs: ['secrets'], needsOffInstances: [] }, []],
])('a task without a role for ECS and with %s', (_name, facts, findings) => {
  expect(checkRolesGiven({ task: true, ...facts })).toEqual(findings);
});

test('what the execution role may not fetch is refused', () => {
  const path = 'containers[0].secrets[0].valueFrom';
  const refused = (id: string, action: string) => refuse(id, path, `must be open to the execution role, got a role that is not allowed ${action} on it; allow it`);
  expect(checkSecretAccess([
    { path, action: 'secretsmanager:GetSecretValue', allowed: false },
    { path, action: 's3:GetObject', allowed: false },
    { path, action: 'ssm:GetParameters', allowed: true },
    { path, action: 'ssm:GetParameters' },
  ])).toEqual([refused('ExecutionRole.NoSecretAccess', 'secretsmanager:GetSecretValue'), refused('ExecutionRole.NoEnvironmentFileAccess', 's3:GetObject')]);
});

test('a log group that the role may not make is refused', () => {
  const path = 'containers[0].logConfiguration.options';
  expect(checkCreateGroup({ path, createsGroup: true, allowed: false })).toEqual([refuse('Logging.CreateGroup', path,
    'must name a log group that is there, since the execution role may not make one, got `awslogs-create-group` without logs:CreateLogGroup; make the log group')]);
  expect([{ createsGroup: true }, { createsGroup: true, allowed: true }, { createsGroup: false, allowed: false }, { allowed: false }]
    .flatMap((facts) => checkCreateGroup({ path, ...facts }))).toEqual([]);
});

test('a role that cannot hold a session is refused', () => {
  expect(checkExecRole({ taskRole: false, missing: [] })).toEqual([refuse('ExecAccess.NoTaskRole', 'taskRoleArn',
    'must name a role for a service with ECS Exec, whose agent has its permissions, got none; name one that allows `ssmmessages`')]);
  expect(checkExecRole({ taskRole: true, missing: [EXEC_ACTIONS[0], EXEC_ACTIONS[3]], mayDecrypt: false })).toEqual([
    refuse('ExecAccess.NoPermission', 'taskRoleArn',
      'must name a role that allows what sessions of ECS Exec need, got one without ssmmessages:CreateControlChannel and ssmmessages:OpenDataChannel; '
      + 'allow it on every resource'),
    refuse('ExecAudit.NoKeyPermission', 'taskRoleArn',
      'must name a role that may use the key with which the cluster encrypts sessions, got one without kms:Decrypt; allow it on the key'),
  ]);
  expect([{ missing: [] }, { taskRole: true, missing: [], mayDecrypt: true }].flatMap(checkExecRole)).toEqual([]);
});

test('a key, and the place of a file, are told by what they are of', () => {
  expect(checkSecretAccess([{ path: 'a', action: 'kms:Decrypt', allowed: false }, { path: 'b', action: 's3:GetBucketLocation', allowed: false }])).toEqual([
    refuse('ExecutionRole.NoKeyAccess', 'a', 'must be open to the execution role, got a role that is not allowed kms:Decrypt on its key; allow it'),
    refuse('ExecutionRole.NoEnvironmentFileAccess', 'b', 'must be open to the execution role, got a role that is not allowed s3:GetBucketLocation on its bucket; allow it'),
  ]);
});

test('a role that cannot record a session is advised against', () => {
  expect(checkExecRole({ missing: [], unrecorded: ['logs:CreateLogStream', 's3:PutObject'] })).toEqual([advise('ExecAudit.NoRecordPermission', 'taskRoleArn',
    'must name a role that may write where the cluster records sessions, got one without logs:CreateLogStream and s3:PutObject; allow it there')]);
});
