import { NetworkMode } from './network-mode';
import { MountFacts } from './volume-facts';

/** What is known of one container of a task; `undefined` is unknown or absent. */
export interface ContainerFacts {
  /** Where its user wrote the container; `''` for a task of one container; `containers[n]` when left out. */
  readonly path?: string;
  readonly name?: string;
  /** It is there only where the deployment says so; nothing else is known of it. */
  readonly mayBeAbsent?: boolean;
  /** It joins the task, and ends with the task's own containers; absent when not known. */
  readonly sidecar?: boolean;
  /** ECS takes true for a container that says nothing. */
  readonly essential?: boolean;
  readonly cpu?: number;
  /** Hard limit. */
  readonly memoryMiB?: number;
  /** The hard limit is named; absent when not known. */
  readonly namesHardLimit?: boolean;
  /** Soft limit. */
  readonly memoryReservationMiB?: number;
  /** Memory is named, hard or soft; absent when not known. */
  readonly namesMemory?: boolean;
  readonly gpus?: number;
  /** AWS Inferentia or Trainium devices. */
  readonly neuronDevices?: number;
  readonly image?: string;
  readonly ports?: readonly ContainerPortFacts[];
  /** Absent when there is none; `{}` when nothing is known of it. */
  readonly healthCheck?: HealthCheckFacts;
  readonly dependsOn?: readonly DependencyFacts[];
  readonly startTimeoutSeconds?: number;
  readonly stopTimeoutSeconds?: number;
  readonly ulimits?: readonly UlimitFacts[];
  readonly restart?: RestartFacts;
  /** Keys or ARNs of the environment files. */
  readonly environmentFiles?: readonly (string | undefined)[];
  readonly environment?: readonly VariableFacts[];
  /** Names of the variables that are filled from secrets. */
  readonly secrets?: readonly (string | undefined)[];
  readonly readonlyRootFilesystem?: boolean;
  readonly logDriver?: string;
  /** What a log router of the task is told to write to, by the name of its plugin. */
  readonly logOutput?: string;
  /** Where its user wrote what the container logs with, if not in the container. */
  readonly loggingPath?: string;
  /** The container routes the logs of others. */
  readonly logRouter?: LogRouterFacts;
  /** What it logs with, or whether it routes the logs of others, is not known. */
  readonly mayLogAnyhow?: boolean;
  /** Ports at which others of the task reach the container at `localhost`. */
  readonly localPorts?: readonly Pick<ContainerPortFacts, 'port' | 'protocol'>[];
  /** User to run as, with a group after a colon. */
  readonly user?: string;
  /** It has the rights of root on its instance; absent when not known. */
  readonly privileged?: boolean;
  /** A user is named; absent when not known. */
  readonly namesUser?: boolean;
  /** A host name is given; absent when not known. */
  readonly namesHostname?: boolean;
  /** `disabled` where the image may change under its tag while a deployment runs. */
  readonly versionConsistency?: string;
  /** Linux capabilities added to those that Docker gives. */
  readonly addedCapabilities?: readonly string[];
  /** Features in use that only instances have. */
  readonly uses?: readonly InstanceFeature[];
  /** Features in use that only Linux containers have, besides those that have a fact of their own. */
  readonly linuxFeatures?: readonly LinuxFeature[];
  /** What is mounted; absent when not known. */
  readonly mounts?: readonly MountFacts[];
  /** Names of the containers whose mounts it takes over. */
  readonly volumesFrom?: readonly (string | undefined)[];
  /** It has the strict preset. */
  readonly hardened?: boolean;
  /** How many credential specs the container has. */
  readonly credentialSpecs?: number;
}

/** A feature of a container that Fargate does not have, by its name in a task definition. */
export type InstanceFeature =
  | 'devices' | 'disableNetworking' | 'dnsSearchDomains' | 'dnsServers' | 'dockerSecurityOptions' | 'extraHosts' | 'gpuCount' | 'hostMounts' | 'links'
  | 'maxSwap' | 'neuronDeviceCount' | 'privileged' | 'sharedMemoryMiB' | 'swappiness' | 'tmpfs';

/** A feature that Windows containers do not have, by the property that asks for it. */
export type LinuxFeature = 'capabilities.drop' | 'initProcess' | 'pidMode' | 'systemControls';

/** What is known of the task that the containers share. */
export interface TaskFacts {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  /** The task has a memory of its own; absent when not known. */
  readonly namesMemory?: boolean;
  readonly fargate: boolean;
  /** It runs on machines outside AWS. */
  readonly external?: boolean;
  readonly windows?: boolean;
  readonly networkMode?: NetworkMode;
}

/** What is known of a port that a container listens on. */
export interface ContainerPortFacts {
  readonly port?: number;
  /** Where it is not one port. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Port of the instance; 0 is one that the instance chooses. */
  readonly hostPort?: number;
  /** A port of the instance is named; absent when not known. */
  readonly namesHostPort?: boolean;
  readonly name?: string;
  /** False where there is no name; absent where nothing is known of it. */
  readonly named?: boolean;
  readonly protocol?: 'tcp' | 'udp';
  /** What is spoken on the port: `http`, `http2` or `grpc`. */
  readonly appProtocol?: string;
  /** Where its user wrote the port, seen from the container; `ports[n]` when left out. */
  readonly path?: string;
}

/** What is known of a container's health check. */
export interface HealthCheckFacts {
  readonly command?: readonly (string | undefined)[];
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly retries?: number;
  readonly startPeriodSeconds?: number;
}

/** What is known of a container's wait for another. */
export interface DependencyFacts {
  /** Name of the container that is waited for. */
  readonly container?: string;
  readonly condition?: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
}

/** What is known of a limit of the container's processes. */
export interface UlimitFacts {
  readonly name?: string;
  readonly soft?: number;
  readonly hard?: number;
}

/** What is known of restarts inside a running task. */
export interface RestartFacts {
  readonly enabled?: boolean;
  readonly ignoredExitCodes?: readonly (number | undefined)[];
  readonly attemptPeriodSeconds?: number;
}

/** What is known of a container that routes the logs of its task. */
export interface LogRouterFacts {
  /** Where its own configuration is; absent when it has none, or when not known. */
  readonly configType?: 'file' | 's3';
}

/** What is known of an environment variable. */
export interface VariableFacts {
  readonly name: string;
  readonly value?: string;
}

/** Where its user wrote a container. */
export function pathOf(container: Pick<ContainerFacts, 'path'>, index: number): string {
  return container.path ?? `containers[${index}]`;
}

/** Where its user looks for what all containers share: in the one container that is not a sidecar, or in the list of them. */
export function sharedPath(containers: readonly Pick<ContainerFacts, 'path'>[], property: string): string {
  const isOne = containers.length === 1 || containers[0]?.path === '';
  return isOne ? at(pathOf(containers[0], 0), property) : 'containers';
}

/** The path of a property of what stands at another path. */
export function at(path: string, property: string): string {
  return path === '' ? property : `${path}.${property}`;
}
