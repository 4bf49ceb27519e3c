import { toldOfTask } from './task-paths';
import { checkDaemonRollout } from '../../model/deployment/daemon-rollout';
import { checkDaemonTask } from '../../model/task/daemon-task';
import { checkTask } from '../../model/task/task';
import { readTaskDefinition } from '../../model/task/task-definition';
import { readDaemonTask } from '../../model/task/written-daemon-task';
import { TemplateSet } from '../../model/template/template-set';
import { flagIn, knownProperties, numberIn } from '../../model/template-value';
import { Located, told } from '../check';

/** What the task definitions of managed daemons ask for. */
export function daemonTaskDefinitions(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::ECS::DaemonTaskDefinition').flatMap((task) => {
    const exec = set.referrers(task, 'AWS::ECS::Daemon').some(({ properties }) => flagIn(properties.EnableExecuteCommand));
    return toldOfTask(task, [
      ...checkTask(readTaskDefinition(task.properties), { platforms: ['managed-instances'], spot: false, exec, daemon: true }),
      ...checkDaemonTask(readDaemonTask(task.properties)),
    ]);
  });
}

/** How managed daemons are replaced. */
export function daemonRollouts(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::ECS::Daemon').flatMap((daemon) => {
    const deployment = knownProperties(daemon.properties.DeploymentConfiguration) ?? {};
    const facts = { drainPercent: numberIn(deployment.DrainPercent), bakeMinutes: numberIn(deployment.BakeTimeInMinutes) };
    return told(daemon, checkDaemonRollout(facts), NAMES);
  });
}

const NAMES = { drainPercent: 'DeploymentConfiguration.DrainPercent', bakeTime: 'DeploymentConfiguration.BakeTimeInMinutes' };
