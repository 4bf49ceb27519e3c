import { toldOfTask } from './task-paths';
import { Finding, under } from '../../model/finding';
import { allows } from '../../model/roles/allows';
import { checkExecRole, EXEC_ACTIONS } from '../../model/roles/task-role-needs';
import { readNetwork } from '../../model/service/written-network';
import { checkExecNetwork } from '../../model/task/exec';
import { checkExecAudit, readExecAudit, recordActions } from '../../model/task/exec-audit';
import { checkExecSettings } from '../../model/task/exec-settings';
import { readWrittenContainers, runsWindows } from '../../model/task/written-containers';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { entryIn, flagIn, isWritten, knownList } from '../../model/template-value';
import { logGroupNamed } from '../../model/workload/log-group';
import { roleOf } from '../../model/workload/role-of';
import { mayUseKey } from '../../model/workload/session-key';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const AUDIT = 'Configuration.ExecuteCommandConfiguration';
const NAMES = { audit: AUDIT, enableExecuteCommand: 'EnableExecuteCommand' };

/** What services with ECS Exec ask of their tasks, and of their network. */
export function execAccess(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).filter(({ service }) => flagIn(service.properties.EnableExecuteCommand)).flatMap((workload) => [
    ...(workload.task === undefined ? [] : toldOfTask(workload.task, ofTask(set, workload, workload.task))),
    ...told(workload.service, under('enableExecuteCommand', checkExecNetwork({ ipv6Only: isIpv6Only(set, workload.service) })), NAMES),
  ]);
}

/** How clusters record sessions. */
export function execAudit(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::ECS::Cluster').flatMap((cluster) => {
    const facts = readExecAudit(cluster.properties);
    if (facts === undefined) return [];
    const group = logGroupNamed(set, cluster, entryIn(cluster.properties, `${AUDIT}.LogConfiguration.CloudWatchLogGroupName`));
    const groupKey = group === undefined ? undefined : isWritten(group.properties.KmsKeyId);
    return told(cluster, under('audit', checkExecAudit({ ...facts, groupKey })), NAMES);
  });
}

function ofTask(set: TemplateSet, { cluster }: Workload, task: Resource): Finding[] {
  const { facts, isNamed } = roleOf(set, task, 'TaskRoleArn');
  return [
    ...checkExecSettings(readWrittenContainers(task.properties), { exec: true, windows: runsWindows(task.properties) }),
    ...checkExecRole({
      taskRole: isNamed,
      missing: EXEC_ACTIONS.filter((action) => allows(set, facts, action) === false),
      unrecorded: cluster === undefined ? [] : recordActions(cluster.properties).filter((action) => allows(set, facts, action) === false),
      mayDecrypt: cluster === undefined ? undefined : mayUseKey(set, facts, { owner: cluster, value: entryIn(cluster.properties, `${AUDIT}.KmsKeyId`) }),
    }),
  ];
}

function isIpv6Only(set: TemplateSet, service: Resource): boolean {
  const subnets = knownList(readNetwork(service.properties).subnets) ?? [];
  return subnets.length > 0 && subnets.every((subnet) => flagIn(set.target(service, subnet)?.properties.Ipv6Native));
}
