import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from './container-options';
import { DeployedImage } from './deployed-image';
import { environmentFileKey } from './environment-file';
import { imageReference } from './image-reference';
import { PortOptions } from './port-options';
import { hostVolumeName, ScratchVolume, scratchVolumes } from './scratch';
import { SidecarDescription } from './sidecar';
import { DEFAULT_STOP_SECONDS } from './task-source';
import { Finding, under } from '../model/finding';
import { at, ContainerFacts, InstanceFeature, LinuxFeature } from '../model/task/container-facts';
import { allowsServiceConnect, NetworkMode } from '../model/task/network-mode';
import { checkScratch } from '../model/task/scratch';
import { MountFacts, VolumeFacts } from '../model/task/volume-facts';
import { known, knownSeconds } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

const DEFAULT_NAME = 'app';
const DEFAULT_WRITABLE_PATHS = ['/tmp'];

/** What a container is for the others of its task. */
export interface ContainerPart extends Pick<SidecarDescription, 'logRouter' | 'localPorts'> {
  /** It joins the task, and ends with the task's own containers. */
  readonly sidecar?: boolean;
  /** It hands directories over to the user of another one, and ends. */
  readonly handsOver?: boolean;
}

/** One container of a task, with its defaults filled in. */
export class ContainerBlueprint {
  /** @param path where its user wrote it */
  constructor(
    public readonly options: ContainerOptions,
    public readonly path: string,
    public readonly windows: boolean,
    public readonly part: ContainerPart = {},
  ) {}

  /** The same container with other options. */
  public with(options: Partial<ContainerOptions>): ContainerBlueprint {
    return new ContainerBlueprint({ ...this.options, ...options }, this.path, this.windows, this.part);
  }

  public get name(): string {
    return this.options.name ?? DEFAULT_NAME;
  }

  /** What its construct is called: as the L2 does it, by the container's name, unless that is a token. */
  public idAt(index: number): string {
    return known(this.name) ?? `Container${index + 1}`;
  }

  /** The shorthand for a port has a name where the network mode takes one. */
  public ports(mode: NetworkMode = 'awsvpc'): PortOptions[] {
    const { port, ports } = this.options;
    const named = allowsServiceConnect(mode) ? { name: 'http', appProtocol: ecs.AppProtocol.http } : {};
    return [...(port === undefined ? [] : [{ containerPort: port, ...named }]), ...(ports ?? [])];
  }

  public get firstPort(): number | undefined {
    return this.ports()[0]?.containerPort;
  }

  public get readonlyRootFilesystem(): boolean | undefined {
    return this.options.readonlyRootFilesystem ?? (this.windows ? undefined : true);
  }

  public get initProcess(): boolean {
    return this.options.initProcess ?? !this.windows;
  }

  public get scratch(): ScratchVolume[] {
    return scratchVolumes(this.name, this.writablePaths);
  }

  /** Volumes that the task has for this container alone. */
  public get ownVolumes(): VolumeFacts[] {
    const { hostMounts = [] } = this.options;
    return [
      ...this.scratch.map(({ name }, index) => (
        { path: at(this.path, this.writablePath(index)), name: known(name), kind: 'scratch' as const })),
      // Where there are none, the container is told.
      ...hostMounts.map((_, index) => ({ path: at(this.path, `hostMounts[${index}]`), name: known(hostVolumeName(this.name, index)) })),
    ].map((volume) => ({ ...volume, ofContainer: true }));
  }

  /** The path that a balancer can ask for, too: the one that the container is asked for on its first port. */
  public get healthPath(): string | undefined {
    return this.options.healthCheck?._pathOn(this.firstPort);
  }

  public get isEssential(): boolean {
    return this.options.essential ?? true;
  }

  public stopSeconds({ stopTimeout }: ServiceFacts): number | undefined {
    const timeout = this.options.stopTimeout ?? stopTimeout;
    return timeout === undefined ? DEFAULT_STOP_SECONDS : knownSeconds(timeout);
  }

  public portFacts(mode?: NetworkMode): PortFact[] {
    return this.ports(mode).map(({ containerPort, hostPort, name, protocol }) => ({
      container: this.name,
      name,
      port: known(containerPort),
      hostPort: known(hostPort),
      protocol: protocol ?? ecs.Protocol.TCP,
    }));
  }

  public facts(mode?: NetworkMode): ContainerFacts {
    const { options } = this;
    const ports = this.ports(mode);
    return {
      path: this.path,
      name: known(this.name),
      essential: known(this.isEssential),
      cpu: known(options.cpu),
      memoryMiB: known(options.memoryMiB),
      memoryReservationMiB: known(options.memoryReservationMiB),
      namesMemory: options.memoryMiB !== undefined || options.memoryReservationMiB !== undefined,
      gpus: known(options.gpuCount),
      neuronDevices: known(options.neuronDeviceCount),
      image: imageReference(options.image),
      ports: this.portFacts(mode).map(({ port, hostPort, name, protocol }, index) => ({
        port,
        hostPort,
        name: known(name),
        named: name !== undefined,
        protocol,
        appProtocol: ports[index].appProtocol?.value,
        path: this.portPath(index),
      })),
      healthCheck: options.healthCheck?._facts(),
      dependsOn: options.dependsOn?.map(({ container, condition }) => ({
        container: known(container),
        condition: condition ?? ecs.ContainerDependencyCondition.HEALTHY,
      })),
      startTimeoutSeconds: knownSeconds(options.startTimeout),
      stopTimeoutSeconds: knownSeconds(options.stopTimeout),
      ulimits: options.ulimits?.map(({ name, softLimit, hardLimit }) => ({ name, soft: known(softLimit), hard: known(hardLimit) })),
      restart: options.restart && {
        enabled: true,
        ignoredExitCodes: options.restart.ignoredExitCodes?.map(known),
        attemptPeriodSeconds: knownSeconds(options.restart.attemptPeriod),
      },
      environmentFiles: options.environmentFiles?.map(environmentFileKey),
      environment: Object.entries(options.environment ?? {})
        .flatMap(([name, value]) => (known(name) === undefined ? [] : { name, value: known(value) })),
      secrets: Object.keys(options.secrets ?? {}).map(known),
      readonlyRootFilesystem: known(this.readonlyRootFilesystem),
      user: known(options.user),
      logDriver: options.logging?._driverName,
      logOutput: options.logging?._output,
      sidecar: this.part.sidecar,
      logRouter: this.part.logRouter && { configType: this.part.logRouter.options?.configFileType },
      localPorts: this.part.localPorts?.map(({ port, protocol }) => ({ port: known(port), protocol: protocol ?? ecs.Protocol.TCP })),
      addedCapabilities: options.capabilities?.add,
      uses: this.instanceFeatures(),
      linuxFeatures: this.linuxFeatures(),
      mounts: this.mountFacts(),
      hardened: options.hardening !== undefined,
      credentialSpecs: options.credentialSpecs?.length,
    };
  }

  /** What is wrong besides ECS's own rules, which `facts` are checked for. */
  public findings(): Finding[] {
    const { hardening, healthCheck, image, logging, user } = this.options;
    return [
      ...(image instanceof DeployedImage ? under('image', image._findings()) : []),
      ...(healthCheck ? under('healthCheck', healthCheck._findings(this)) : []),
      ...(logging ? under('logging', logging._findings()) : []),
      ...(hardening ? [] : checkScratch({ paths: this.writablePaths.map(known), user: known(user), windows: this.windows })),
    ].map((finding) => ({ ...finding, path: at(this.path, finding.path) }));
  }

  private get writablePaths(): string[] {
    return this.options.writablePaths ?? (this.readonlyRootFilesystem === true ? DEFAULT_WRITABLE_PATHS : []);
  }

  /** Where its user named a directory, or would; Windows containers do not get a preset. */
  private writablePath(index: number): string {
    return this.options.hardening === undefined || this.windows ? `writablePaths[${index}]` : `hardening.writable[${index}]`;
  }

  private mountFacts(): MountFacts[] {
    const { hostMounts = [], mounts = [] } = this.options;
    return [
      ...this.scratch.map(({ name, path }, index) => (
        { path: this.writablePath(index), volume: known(name), directory: known(path), readOnly: false })),
      ...hostMounts.map(({ containerPath, hostPath, writable }, index) => (
        { path: `hostMounts[${index}]`, volume: known(hostVolumeName(this.name, index)), directory: known(containerPath ?? hostPath), readOnly: !writable })),
      ...mounts.map(({ path, readOnly, volume }, index) => (
        { path: `mounts[${index}]`, volume: known(volume), directory: known(path), readOnly: known(readOnly ?? false) })),
    ];
  }

  /** What was asked for; the default of `initProcess` gives way to Windows. */
  private linuxFeatures(): LinuxFeature[] {
    const { capabilities, initProcess, systemControls } = this.options;
    return [
      ...((capabilities?.drop ?? []).length > 0 ? ['capabilities.drop' as const] : []),
      ...(initProcess === true ? ['initProcess' as const] : []),
      ...((systemControls ?? []).length > 0 ? ['systemControls' as const] : []),
    ];
  }

  private instanceFeatures(): InstanceFeature[] {
    const { gpuCount, hostMounts, neuronDeviceCount, privileged, sharedMemoryMiB } = this.options;
    return [
      ...(gpuCount !== undefined && gpuCount !== 0 ? ['gpuCount' as const] : []),
      ...((hostMounts ?? []).length > 0 ? ['hostMounts' as const] : []),
      ...(neuronDeviceCount !== undefined && neuronDeviceCount !== 0 ? ['neuronDeviceCount' as const] : []),
      ...(privileged === true ? ['privileged' as const] : []),
      ...(sharedMemoryMiB !== undefined ? ['sharedMemoryMiB' as const] : []),
    ];
  }

  private portPath(index: number): string {
    const shorthands = this.options.port === undefined ? 0 : 1;
    return index < shorthands ? 'port' : `ports[${index - shorthands}]`;
  }
}
