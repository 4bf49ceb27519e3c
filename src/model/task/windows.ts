import { ContainerFacts, LinuxFeature } from './container-facts';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';

// ECS API reference, RuntimePlatform, without what the ECS Developer Guide lists in "Fargate Windows platform version change log".
// Windows Server 2025 came after that: whether Fargate has it is not known.
const NOT_ON_FARGATE = ['WINDOWS_SERVER_2016_FULL', 'WINDOWS_SERVER_2004_CORE', 'WINDOWS_SERVER_20H2_CORE'];
const ON_FARGATE = ['Windows Server 2019', '2022'];

/** Refuses what Windows containers cannot have; ECS Developer Guide, "Task definition differences for Fargate", section on Windows. */
export function checkWindowsContainer({ ulimits, readonlyRootFilesystem, addedCapabilities, linuxFeatures, uses }: ContainerFacts): Finding[] {
  return [
    ...((ulimits ?? []).length > 0 ? [refuse('Windows.Ulimits', 'ulimits', 'must be left out for Windows containers')] : []),
    ...(readonlyRootFilesystem ? [refuse('Windows.ReadonlyRoot', 'readonlyRootFilesystem', 'must be false for Windows containers, got true')] : []),
    ...((addedCapabilities ?? []).length > 0 ? [refuse('Windows.Capabilities', 'capabilities.add', 'must be left out for Windows containers')] : []),
    ...(uses?.includes('gpuCount') ? [refuse('Windows.Gpu', 'gpuCount', 'must be left out for Windows containers, or the task must run on Linux')] : []),
    ...checkLinuxFeatures(linuxFeatures ?? []),
  ];
}

/** Refuses features that Windows containers do not have. */
export function checkLinuxFeatures(features: readonly LinuxFeature[]): Finding[] {
  return features.map((feature) => refuse('TaskBlueprint.LinuxOnly', feature, 'must be left out for Windows containers'));
}

/** What is known of a Windows task on Fargate. */
export interface WindowsTaskFacts {
  /** As ECS calls it. */
  readonly operatingSystem?: string;
  readonly arm64?: boolean;
  readonly serviceConnect?: boolean;
  readonly ebs?: boolean;
  /** Two containers mount the same scratch volume. */
  readonly sharedVolumes?: boolean;
}

/** Refuses what a Windows task on Fargate cannot have. */
export function checkWindowsOnFargate({ arm64, operatingSystem, serviceConnect, ebs, sharedVolumes }: WindowsTaskFacts): Finding[] {
  return [
    ...(operatingSystem !== undefined && NOT_ON_FARGATE.includes(operatingSystem) ? [refuse('Windows.Version', 'runtimePlatform.operatingSystemFamily',
      `must be ${oneOf(ON_FARGATE)} on Fargate, Core or Full, got ${operatingSystem}; take one of them, with an image that is built for it`)] : []),
    ...(arm64 ? [refuse('Windows.Arm64', 'runtimePlatform', 'must be X86_64 for Windows containers on Fargate, got ARM64')] : []),
    ...(serviceConnect ? [refuse('Windows.ServiceConnect', 'serviceConnect', 'must be left out for Windows containers; put a load balancer in front')] : []),
    ...(ebs ? [refuse('Windows.Ebs', 'volumes', 'cannot be on EBS for Windows containers on Fargate; use ephemeral storage')] : []),
    ...(sharedVolumes ? [refuse('Windows.SharedVolumes', 'volumes', 'cannot be shared between Windows containers on Fargate; mount each in one container only')] : []),
  ];
}
