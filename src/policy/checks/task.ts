import { toldOfTask } from './task-paths';
import { Finding } from '../../model/finding';
import { checkCompatibility, platformsNamed } from '../../model/task/compatibility';
import { checkEnvironmentFileArns } from '../../model/task/container-limits';
import { checkDefinitionSize, definitionBytes } from '../../model/task/definition-size';
import { checkFargateSpot } from '../../model/task/fargate-spot';
import { checkHardLimit, checkJvmLimit } from '../../model/task/hard-limit';
import { checkHostAccess } from '../../model/task/host-access';
import { checkModeFeatures } from '../../model/task/mode-features';
import { LaunchPlatform } from '../../model/task/network-mode';
import { checkPlatformFeatures } from '../../model/task/platform-features';
import { checkSizeNamed } from '../../model/task/size-named';
import { checkTask, TaskDefinitionFacts, TaskUseFacts } from '../../model/task/task';
import { checkTaskConstraints } from '../../model/task/task-constraints';
import { checkVersionConsistency } from '../../model/task/version-consistency';
import { runsWindows } from '../../model/task/written-containers';
import { modeOnInstances } from '../../model/task/written-mode';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { flagIn, knownList, textIn } from '../../model/template-value';
import { TaskUse, taskUsesIn, Workload } from '../../model/workload/workload';
import { Located, told } from '../check';

// Instances come first: what holds everywhere is told in their words.
const PLATFORMS: readonly LaunchPlatform[] = ['ec2', 'managed-instances', 'external', 'fargate'];

/** What each task definition asks for, in each way that services run it. */
export function taskDefinitions(set: TemplateSet): readonly Located[] {
  return taskUsesIn(set).flatMap(({ task, facts: read, workloads }) => {
    const facts = withMode(read, task);
    return toldOfTask(task, [
      ...usesOf(facts, workloads).flatMap((use) => (use.platforms.length > 0 ? findingsOf(facts, use) : everywhere(facts, use))),
      ...workloads.map(({ platform }) => platform).concat(workloads.length > 0 ? [] : [undefined])
        .flatMap((platform) => checkCompatibility({ compatibilities: facts.compatibilities, platform })),
      ...checkDefinitionSize(definitionBytes(task.properties)),
      ...checkVersionConsistency(facts.containers),
      ...checkEnvironmentFileArns(facts.containers),
      ...checkHostAccess(facts),
      ...checkTaskConstraints(knownList(task.properties.PlacementConstraints)?.length),
    ]);
  });
}

/** What services on Fargate Spot ask of Fargate. */
export function fargateSpot(set: TemplateSet): readonly Located[] {
  return taskUsesIn(set).flatMap(({ facts, workloads }) => workloads.flatMap(({ isSpot: spot, service }) => {
    const platformVersion = textIn(service.properties.PlatformVersion);
    return told(service, checkFargateSpot({ spot, arm64: facts.architecture === 'arm64', platformVersion }));
  }));
}

/** What tasks ask of the platform version of Fargate that their services name. */
export function platformFeatures(set: TemplateSet): readonly Located[] {
  return taskUsesIn(set).flatMap(({ facts, task, workloads }) => workloads.filter(({ platform }) => platform === 'fargate').flatMap(({ service }) => {
    const { EnableExecuteCommand: exec, PlatformVersion: platformVersion } = service.properties;
    const asked = { ...facts, windows: runsWindows(task.properties), exec: flagIn(exec) };
    return told(service, checkPlatformFeatures({ ...asked, platformVersion: textIn(platformVersion) }));
  }));
}

function findingsOf(facts: TaskDefinitionFacts, use: TaskUseFacts): Finding[] {
  const fargate = use.platforms.includes('fargate');
  const findings = [
    ...checkTask(facts, use),
    ...checkSizeNamed({ ...facts, fargate }),
    ...(fargate ? [] : [...checkHardLimit(facts.containers, facts), ...checkJvmLimit(facts.containers, facts)]),
  ];
  // Fargate has no mode but one, and no features of others.
  const refused = findings.filter(({ id }) => id === 'FargateContainer.Unsupported').map(({ path }) => path);
  return [...findings, ...checkModeFeatures(facts.containers, facts.networkMode).filter(({ path }) => !refused.includes(path))];
}

/** What holds wherever the task runs. */
function everywhere(facts: TaskDefinitionFacts, use: TaskUseFacts): Finding[] {
  const [first, ...others] = PLATFORMS.map((platform) => findingsOf(facts, { ...use, platforms: [platform] }));
  return first.filter(({ id, path }) => others.every((findings) => findings.some((other) => other.id === id && other.path === path)));
}

/** The ways in which services run the task, each once; one of which nothing is known where there is no service. */
function usesOf({ compatibilities }: TaskDefinitionFacts, workloads: TaskUse['workloads']): readonly TaskUseFacts[] {
  const elsewhere = platformsNamed(compatibilities);
  const uses = workloads.map((workload) => useOf(workload, elsewhere));
  return uses.length === 0 ? [{ platforms: elsewhere, spot: false, exec: false }]
    : [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
}

function useOf({ isDaemon: daemon, isSpot: spot = false, platform, service }: Workload, elsewhere: readonly LaunchPlatform[]): TaskUseFacts {
  const { EnableExecuteCommand: exec, PlatformVersion: platformVersion } = service.properties;
  return {
    platforms: platform === undefined ? elsewhere : [platform],
    spot,
    exec: flagIn(exec) ?? false,
    daemon,
    platformVersion: textIn(platformVersion),
  };
}

/** The mode `default` is that of Windows alone. */
function withMode(facts: TaskDefinitionFacts, { properties }: Resource): TaskDefinitionFacts {
  const windows = facts.networkMode === 'default' ? facts.windows ?? true : facts.windows;
  return { ...facts, windows, networkMode: modeOnInstances(properties) };
}
