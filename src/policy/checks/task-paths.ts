import { Finding } from '../../model/finding';
import { Resource } from '../../model/template/template-file';
import { listIn, propertiesIn } from '../../model/template-value';
import { Located, told } from '../check';

// What the parts of a task definition are called in CloudFormation, where that is not what the model calls them.
const NAMES: Readonly<Record<string, string>> = {
  add: 'Add',
  capabilities: 'LinuxParameters.Capabilities',
  config: 'FirelensConfiguration',
  containers: 'ContainerDefinitions',
  devices: 'LinuxParameters.Devices',
  ephemeralStorageGiB: 'EphemeralStorage.SizeInGiB',
  gpuCount: 'ResourceRequirements',
  initProcess: 'LinuxParameters.InitProcessEnabled',
  logging: 'LogConfiguration.LogDriver',
  maxSwap: 'LinuxParameters.MaxSwap',
  memoryMiB: 'Memory',
  memoryReservationMiB: 'MemoryReservation',
  mode: 'mode',
  mounts: 'MountPoints',
  neuronDeviceCount: 'ResourceRequirements',
  port: 'PortMappings',
  ports: 'PortMappings',
  restart: 'RestartPolicy',
  sharedMemoryMiB: 'LinuxParameters.SharedMemorySize',
  size: '',
  swappiness: 'LinuxParameters.Swappiness',
  tmpfs: 'LinuxParameters.Tmpfs',
  volume: 'SourceVolume',
};

/** Findings about a task definition, or about one of a daemon, with their paths as the template has them. */
export function toldOfTask(task: Resource, findings: readonly Finding[]): Located[] {
  return told(task, findings.map((finding) => ({
    ...finding,
    path: precise(task, finding.path),
    text: finding.text.replace(/`(\w+\[\d+\][^`]*)`/g, (_quoted, path: string) => `\`${pathIn(task, path)}\``),
  })), NAMES);
}

function pathIn(task: Resource, path: string): string {
  return told(task, [{ id: '', severity: 'warning', path: precise(task, path), text: '' }], NAMES)[0].path.slice('Properties.'.length);
}

/** The path to exactly that of the template which the model speaks of. */
function precise({ properties }: Resource, path: string): string {
  const [, container, variable] = /^containers\[(\d+)\]\.environment\.(.+)$/s.exec(path) ?? [];
  if (variable !== undefined) return `containers[${container}].environment${indexOf(entryOf(properties.ContainerDefinitions, container).Environment, variable)}`;
  const [, volume, property] = /^volumes\[(\d+)\]\.(\w+)$/.exec(path) ?? [];
  if (property !== undefined) return ['volumes', `[${volume}].`, configurationOf(entryOf(properties.Volumes, volume)), property].join('');
  if (path === 'ports') return `containers[${listIn(properties.ContainerDefinitions).findIndex(mapsPorts)}].ports`;
  return path === 'size' ? 'size.cpu' : path.replace(/\.attemptPeriod$/, '.restartAttemptPeriod');
}

function mapsPorts(container: unknown): boolean {
  return listIn(propertiesIn(container).PortMappings).length > 0;
}

function entryOf(list: unknown, index: string) {
  return propertiesIn(listIn(list)[Number(index)]);
}

function indexOf(variables: unknown, name: string): string {
  const index = listIn(variables).findIndex((variable) => propertiesIn(variable).Name === name);
  return index < 0 ? '' : `[${index}]`;
}

/** What of a volume is of one kind only stands in the configuration of that kind. */
function configurationOf(volume: object): string {
  const kind = Object.keys(volume).find((name) => name.endsWith('VolumeConfiguration'));
  return kind === undefined ? '' : `${kind}.`;
}
