import { at, ContainerFacts, pathOf } from './container-facts';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';
import { VolumeFacts, VolumeKind } from './volume-facts';

// CloudFormation reference: what AWS::ECS::TaskDefinition ContainerDefinition has and AWS::ECS::DaemonTaskDefinition DaemonContainerDefinition lacks.
const CONTAINER_LACKS: Readonly<Record<string, string>> = {
  credentialSpecs: 'it runs on Linux',
  dockerLabels: 'tag the daemon',
  gpuCount: 'run what computes as a service',
  neuronDeviceCount: 'run what computes as a service',
  port: 'tasks of its instance reach it at 169.254.172.2 without a mapping',
  ports: 'tasks of its instance reach it at 169.254.172.2 without a mapping',
  sharedMemoryMiB: 'run what computes as a service',
  versionConsistency: 'ECS decides which image the tag means',
};
// The same of the task definitions; ECS Developer Guide, "Daemon task definitions", on the network mode and on volumes.
const TASK_LACKS: Readonly<Record<string, string>> = {
  'enableFaultInjection': 'faults are for the tasks beside it',
  'networkMode': 'ECS gives the daemons of an instance a network of their own',
  'runtimePlatform': 'its image has to run on whatever instances its pools start',
  'size.ephemeralStorageGiB': 'it writes to the disk of its instance',
};
// ECS Developer Guide, "Daemon task definitions".
const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];
// The same.
const PID_MODE = 'host';

// The same, Volume; ECS gives a daemon no volumes on EBS, which is said of all daemons alike.
const VOLUMES: readonly (VolumeKind | undefined)[] = ['bind', 'ebs', 'scratch', undefined];

/** What is known of a task that is to be a managed daemon. */
export interface DaemonTaskFacts {
  /** Properties that were asked for. */
  readonly uses: readonly string[];
  readonly pidMode?: string;
  /** What the process namespace of the instance is called where the mode is written: `shared` in daemon task definitions; `host` when left out. */
  readonly instancePidMode?: string;
  /** Of the containers that name none. */
  readonly logDriver?: string;
  readonly volumes?: readonly VolumeFacts[];
  readonly containers: readonly DaemonContainerFacts[];
}

/** What is known of one of its containers. */
export interface DaemonContainerFacts extends Pick<ContainerFacts, 'path' | 'logDriver'> {
  readonly uses: readonly string[];
}

/** Refuses what a daemon task definition has no place for. */
export function checkDaemonTask({ uses, pidMode, instancePidMode = PID_MODE, logDriver, containers, volumes = [] }: DaemonTaskFacts): Finding[] {
  return [
    ...checkUses(uses, TASK_LACKS),
    ...(pidMode === undefined || pidMode === instancePidMode ? []
      : [refuse('DaemonTask.PidMode', 'pidMode', `must be ${instancePidMode} or absent for a managed daemon, got ${pidMode}; leave it out`)]),
    ...checkLogDriver(logDriver),
    ...volumes.filter(({ kind }) => !VOLUMES.includes(kind)).map(({ path = 'volumes' }) => refuse('DaemonTask.Volume', path,
      'must be a scratch volume or a directory of the instance for a managed daemon, which has no others; take one of them')),
    ...containers.flatMap((container, index) => [
      ...checkUses(container.uses, CONTAINER_LACKS),
      ...checkLogDriver(container.logDriver),
    ].map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) }))),
  ];
}

function checkUses(uses: readonly string[], lacks: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(lacks).filter(([property]) => uses.includes(property))
    .map(([property, why]) => refuse('DaemonTask.Unsupported', property, `must be left out of a managed daemon: ${why}`));
}

function checkLogDriver(driver: string | undefined): Finding[] {
  return driver === undefined || LOG_DRIVERS.includes(driver) ? []
    : [refuse('DaemonTask.LogDriver', 'logging', `takes the driver ${oneOf(LOG_DRIVERS)} for a managed daemon, got ${driver}`)];
}
