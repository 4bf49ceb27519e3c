import { Json, merged } from '../kit';
import { task } from '../templates';

const [CONTAINER] = task().Resources.Task.Properties.ContainerDefinitions;

/** A value that is there only where the deployment says so. */
export function open(value: Json): Json {
  return { 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] };
}

/** Containers that listen nowhere, each with a patch and a name of its own; one that is a choice stays as it is. */
export function containers(...patches: Json[]): Json[] {
  return patches.map((patch, index) => ('Fn::If' in patch ? patch : merged(CONTAINER, { Name: `c${index}`, PortMappings: undefined, ...patch })));
}

/** A task on Fargate with such containers. */
export function taskOf(...patches: Json[]): Json {
  return task({ task: { ContainerDefinitions: containers(...patches) } });
}

/** A task on instances; with such containers, or the usual one. */
export function ec2Task(patch: Json = {}, ...patches: Json[]): Json {
  const own = patches.length === 0 ? {} : { ContainerDefinitions: containers(...patches) };
  return task({ task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'bridge', ...own, ...patch } });
}

/** A Windows task on Fargate: its only container is patched. */
export function windowsTask({ RuntimePlatform: platform = {}, ...patch }: Json = {}, container: Json = {}): Json {
  const windows = { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', CpuArchitecture: 'X86_64', ...platform };
  return task({
    task: { Cpu: '1024', Memory: '2048', RuntimePlatform: windows, ...patch },
    container: { ReadonlyRootFilesystem: undefined, User: 'ContainerUser', ...container },
  });
}
