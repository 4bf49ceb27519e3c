import { ContainerFacts, LinuxFeature } from './container-facts';
import { Finding, refuse } from '../finding';

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
  readonly arm64?: boolean;
  readonly serviceConnect?: boolean;
  readonly ebs?: boolean;
  /** Two containers mount the same scratch volume. */
  readonly sharedVolumes?: boolean;
}

/** Refuses what a Windows task on Fargate cannot have. */
export function checkWindowsOnFargate({ arm64, serviceConnect, ebs, sharedVolumes }: WindowsTaskFacts): Finding[] {
  return [
    ...(arm64 ? [refuse('Windows.Arm64', 'runtimePlatform', 'must be X86_64 for Windows containers on Fargate, got ARM64')] : []),
    ...(serviceConnect ? [refuse('Windows.ServiceConnect', 'serviceConnect', 'must be left out for Windows containers; put a load balancer in front')] : []),
    ...(ebs ? [refuse('Windows.Ebs', 'volumes', 'cannot be on EBS for Windows containers on Fargate; use ephemeral storage')] : []),
    ...(sharedVolumes ? [refuse('Windows.SharedVolumes', 'volumes', 'cannot be shared between Windows containers on Fargate; mount each in one container only')] : []),
  ];
}
