import { DaemonTaskFacts } from './daemon-task';
import { readTaskDefinition } from './task-definition';
import { isWritten, listIn, Properties, propertiesIn } from '../template-value';

// CloudFormation reference, AWS::ECS::DaemonTaskDefinition PidMode: the names of the instance's own, and of none at all.
const INSTANCE_PID_MODE = 'shared';
const NO_PID_MODE = 'none';

/** Reads the facts from the properties of an `AWS::ECS::DaemonTaskDefinition`. */
export function readDaemonTask(properties: Properties): DaemonTaskFacts {
  const { containers, pidMode, volumes } = readTaskDefinition(properties);
  const written = listIn(properties.ContainerDefinitions).map(propertiesIn);
  return {
    uses: present({
      'enableFaultInjection': properties.EnableFaultInjection,
      'networkMode': properties.NetworkMode,
      'runtimePlatform': properties.RuntimePlatform,
      'size.ephemeralStorageGiB': properties.EphemeralStorage,
    }),
    pidMode: pidMode === NO_PID_MODE ? undefined : pidMode,
    instancePidMode: INSTANCE_PID_MODE,
    volumes: volumes?.map((volume, index) => ({ ...volume, path: `volumes[${index}]` })),
    containers: containers.map(({ logDriver, uses = [] }, index) => ({
      logDriver,
      uses: [...uses, ...present({
        credentialSpecs: written[index]?.CredentialSpecs,
        dockerLabels: written[index]?.DockerLabels,
        ports: written[index]?.PortMappings,
        versionConsistency: written[index]?.VersionConsistency,
      })],
    })),
  };
}

function present(values: Properties): string[] {
  return Object.keys(values).filter((name) => isWritten(values[name]));
}
