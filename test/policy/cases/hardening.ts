import { open, windowsTask } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

export const HARDENING_CASES: readonly RuleCase[] = [
  {
    id: 'RootFilesystem.Writable',
    good: windowsTask({}, { ReadonlyRootFilesystem: false }),
    bad: task({ container: { ReadonlyRootFilesystem: undefined } }),
    tokens: task({ container: { ReadonlyRootFilesystem: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.ReadonlyRootFilesystem',
    message: '`ContainerDefinitions.0.ReadonlyRootFilesystem` must be true, or whoever breaks into the container can change its programs',
  },
  {
    id: 'User.Root',
    good: task({ container: { User: '1000:1000' } }),
    bad: task({ container: { User: 'root' } }),
    tokens: task({ container: { User: open('root') } }),
    at: 'Task Properties.ContainerDefinitions.0.User',
    message: '`ContainerDefinitions.0.User` must be named and not root, got root',
  },
  {
    id: 'User.Root',
    good: task(),
    bad: task({ container: { User: undefined } }),
    tokens: task({ task: { RuntimePlatform: open({ OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }) }, container: { User: undefined } }),
    at: 'Task Properties.ContainerDefinitions.0.User',
    message: '`ContainerDefinitions.0.User` must be named and not root, got none, which leaves it to the image',
  },
  {
    id: 'User.Administrator',
    good: windowsTask({}, { User: 'ContainerUser' }),
    bad: windowsTask({}, { User: 'ContainerAdministrator' }),
    tokens: windowsTask({}, { User: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.User',
    message: '`ContainerDefinitions.0.User` must be named and not the administrator of the container, got ContainerAdministrator',
  },
];
