import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const WINDOWS_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.fargate,
  satisfiedBy: 'The constructors refuse it for Windows containers',
}, [
  {
    id: 'Windows.Ulimits',
    info: 'A Windows container has ulimits.',
    explanation: 'They are limits of Linux; ECS refuses them for Windows.',
    remedy: 'Leave `Ulimits` out.',
  },
  {
    id: 'Windows.ReadonlyRoot',
    info: 'A Windows container has a read-only root filesystem.',
    explanation: 'Windows containers have to write to theirs; ECS refuses it.',
    remedy: 'Leave `ReadonlyRootFilesystem` out.',
    satisfiedBy: 'It is false for Windows containers',
  },
  {
    id: 'Windows.Capabilities',
    info: 'A Windows container adds Linux capabilities.',
    explanation: 'They are rights of Linux; ECS refuses them for Windows.',
    remedy: 'Leave `Capabilities` out of `LinuxParameters`.',
  },
  {
    id: 'Windows.Gpu',
    info: 'A Windows container asks for GPUs.',
    explanation: 'ECS gives GPUs to Linux containers only.',
    remedy: 'Leave the GPU out of `ResourceRequirements`, or run the task on Linux.',
  },
  {
    id: 'TaskBlueprint.LinuxOnly',
    info: 'A Windows task asks for what only Linux has.',
    explanation: 'Init processes, dropped capabilities, system controls and process namespaces are of Linux; ECS refuses them for Windows.',
    remedy: 'Leave `Drop` of `Capabilities`, `InitProcessEnabled`, `SystemControls` and `PidMode` out.',
    satisfiedBy: 'Such properties are left out for Windows containers',
  },
  {
    id: 'Windows.Arm64',
    info: 'A Windows task on Fargate asks for ARM64.',
    explanation: 'Fargate runs Windows containers on X86_64 only.',
    remedy: 'Set `CpuArchitecture` to X86_64.',
  },
  {
    id: 'Windows.Version',
    info: 'A Windows task on Fargate asks for a version that Fargate does not have.',
    explanation: 'A Windows container runs on the version that its image is built for: Fargate has Windows Server 2019 and 2022, and none before or between them.',
    remedy: 'Set `OperatingSystemFamily` to that of Windows Server 2019 or 2022, with an image for it, or run the task on instances.',
    source: SOURCES.fargateWindows,
  },
  {
    id: 'Windows.Ebs',
    info: 'A Windows task on Fargate has a volume on EBS.',
    explanation: 'Fargate attaches EBS volumes to Linux tasks only.',
    remedy: 'Take the volume out, and set `EphemeralStorage` where the disk is too small.',
  },
  {
    id: 'Windows.SharedVolumes',
    info: 'Windows containers on Fargate share a volume.',
    explanation: 'Fargate gives Windows containers no scratch volumes in common.',
    remedy: 'Mount each volume in one container only.',
  },
]);
