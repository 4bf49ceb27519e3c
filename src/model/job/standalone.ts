import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';
import { at, ContainerFacts } from '../task/container-facts';
import { NetworkMode } from '../task/network-mode';
import { VolumeFacts } from '../task/volume-facts';

const SUCCESS = 0;
const OWN_INTERFACE: NetworkMode = 'awsvpc';
const FARGATE = 'FARGATE';
// API reference, RunTask: count.
const TASKS: Range = { min: 1, max: 10, unit: 'tasks' };

/**
 * Refuses a task that is run to its end and has none: an essential container that is started again whenever it is done.
 *
 * ECS Developer Guide, "Restart individual containers in Amazon ECS tasks with container restart policies".
 */
export function checkEnds(containers: readonly ContainerFacts[]): Finding[] {
  return containers.flatMap(({ essential, path, restart }, index) => {
    const restarts = restart?.enabled === true && restart.ignoredExitCodes?.every((code) => code !== undefined && code !== SUCCESS) !== false;
    return restarts && essential !== false
      ? [refuse('StandaloneTask.NeverEnds', at(path ?? `containers[${index}]`, 'restart'),
        'starts the container again when it has done its work, so that the task never ends; give `ignoredExitCodes: [0]`, or leave `restart` out')] : [];
  });
}

/** Refuses a task definition without a container that runs are about: what is made of it then is read at once. */
export function checkMainContainer(containers: readonly ContainerFacts[]): Finding[] {
  return containers.some(({ essential }) => essential !== false) ? [] : [refuse('StandaloneTask.NoContainer', '',
    'needs an essential container, whose overrides and exit code are those of a run, got none; add it before what starts the task is made')];
}

/** Refuses more tasks at once than one call of `RunTask` starts. */
export function checkTaskCount(count: number | undefined): Finding[] {
  return checkRange('StandaloneTask.TaskCount', 'taskCount', count, TASKS);
}

/** What is known of the network of tasks that something starts. */
export interface StartNetworkFacts {
  /** Of the task definition. */
  readonly mode?: NetworkMode;
  /** As ECS calls it: `FARGATE`. */
  readonly launchType?: string;
  /** Subnets are named, or what they come from; absent when not known. */
  readonly namesNetwork?: boolean;
}

/** Refuses to start tasks with a network interface of their own in no subnet; ECS API reference, RunTask networkConfiguration. */
export function checkStartNetwork({ launchType, mode, namesNetwork }: StartNetworkFacts): Finding[] {
  const hasInterface = mode === OWN_INTERFACE || launchType === FARGATE;
  return !hasInterface || namesNetwork !== false ? [] : [refuse('EventTarget.NoNetwork', 'networkConfiguration',
    `must name subnets for a task ${launchType === FARGATE ? 'on Fargate' : `in ${OWN_INTERFACE} mode`}, which has a network interface of its own, got none; name them`)];
}

/**
 * Refuses volumes on EBS: what starts the task has no place for their configuration.
 *
 * EventBridge API reference, EcsParameters; Scheduler and Pipes have no `volumeConfigurations` either.
 */
export function checkNoEbs(volumes: readonly VolumeFacts[] | undefined): Finding[] {
  return (volumes ?? []).flatMap(({ kind, path }, index) => (kind === 'ebs' ? [refuse('StandaloneTask.EbsVolume', path ?? `volumes[${index}]`,
    'is on EBS, where a disk is made for each task as it is started, which is for tasks of a service; take TaskVolume.efs(), '
    + 'or TaskVolume.scratch() with as much `ephemeralStorageGiB` in FargateSize.of() as it needs, up to 200')] : []));
}

/** Stacks of a task that is started, by their names. */
export interface TaskStacks {
  /** That of what starts it. */
  readonly own: string;
  /** That of its task definition, where its user made it. */
  readonly made?: string;
}

/**
 * Warns of a task definition whose revision another stack uses.
 *
 * CloudFormation User Guide, "Get exported outputs from a deployed CloudFormation stack": what is imported cannot be changed.
 */
export function checkOneStack({ made, own }: TaskStacks): Finding[] {
  return made === undefined || made === own ? [] : [advise('StandaloneTask.OtherStack', 'task',
    `is of the stack that starts it, got a task definition of ${made}, whose next revision, with another image for one, fails the update of that stack `
    + `as long as ${own} uses this one; start it from there, or describe a task of its own here`)];
}
