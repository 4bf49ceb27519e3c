import { NetworkMode } from './network-mode';
import { readTaskDefinition } from './task-definition';
import { entryIn, isWritten, Properties } from '../template-value';

/**
 * The network mode of an `AWS::ECS::TaskDefinition`, with what ECS takes where none is written; absent where it is not known.
 *
 * ECS API reference, RegisterTaskDefinition networkMode: bridge on Linux, and the default network of Docker on Windows.
 */
export function modeOnInstances(task: Properties): NetworkMode | undefined {
  const { networkMode, windows } = readTaskDefinition({ ...task, ContainerDefinitions: [] });
  if (isWritten(task.NetworkMode) !== false) return networkMode;
  if (windows) return 'default';
  return windows === false || isWritten(entryIn(task, 'RuntimePlatform.OperatingSystemFamily')) === false ? 'bridge' : undefined;
}
