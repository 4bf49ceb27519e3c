import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { BoundTask, DEFAULT_STOP_SECONDS, isOn, largest, networkModeOf, TaskSource } from './task-source';
import { Finding, refuse } from '../model/finding';
import { checkInjectedRouter } from '../model/task/fire-lens';
import { checkTask, TaskDefinitionFacts } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { guardCall } from '../private/guard';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

// More containers, mounts and volumes may be added before synth, where these are looked for again.
const MENDED_LATER = ['Containers.None', 'Containers.NoneEssential', 'FireLens.NoRouter', 'Mount.NoSuchVolume', 'Volume.NotMounted'];

/** A task definition that its user made; it is read when a service asks, and stays as it is. */
export class ExistingTask implements TaskSource {
  public readonly existing = true;

  constructor(private readonly taskDefinition: ecs.TaskDefinition) {}

  public get stack(): Stack {
    return Stack.of(this.taskDefinition);
  }

  public findings(service: ServiceFacts): Finding[] {
    const { compatibility, isEc2Compatible, isExternalCompatible, isFargateCompatible, isManagedInstancesCompatible } = this.taskDefinition;
    const got = `got compatibility ${ecs.Compatibility[compatibility]}`;
    if (isOn(service.platforms, 'fargate') && !isFargateCompatible) {
      return [refuse('TaskBlueprint.NotFargate', '', `is a task definition for Fargate, ${got}; make it an ecs.FargateTaskDefinition`)];
    }
    if (isOn(service.platforms, 'ec2', 'managed-instances') && !isEc2Compatible) {
      return [refuse('TaskBlueprint.NotInstances', '', `is a task definition for EC2, ${got}; make it an ecs.Ec2TaskDefinition`)];
    }
    if (isOn(service.platforms, 'managed-instances') && !isManagedInstancesCompatible) {
      return [refuse('TaskBlueprint.NotManagedInstances', '',
        `is a task definition for EC2 and Managed Instances, ${got}; make it an ecs.TaskDefinition with ecs.Compatibility.EC2_AND_MANAGED_INSTANCES`)];
    }
    if (isOn(service.platforms, 'external') && !isExternalCompatible) {
      return [refuse('TaskBlueprint.NotExternal', '', `is a task definition for machines outside AWS, ${got}; make it an ecs.ExternalTaskDefinition`)];
    }
    return checkTask(this.facts(), service).filter(({ id }) => !MENDED_LATER.includes(id));
  }

  public ports(): PortFact[] {
    return this.containers.flatMap(({ containerName, portMappings }) => portMappings
      .filter(({ containerPortRange }) => containerPortRange === undefined)
      .map(({ containerPort, hostPort, name, protocol }) => ({
        container: containerName, name, port: known(containerPort), hostPort: known(hostPort), protocol: protocol ?? ecs.Protocol.TCP,
      })));
  }

  /** A path would have to be read out of a command. */
  public healthPath(): undefined {
    return undefined;
  }

  public hasHealthCheck(): boolean {
    return this.facts().containers.some(({ essential, healthCheck }) => essential !== false && healthCheck !== undefined);
  }

  /** It would have to be found by what a driver of its user's says. */
  public hasLogGroup(): boolean {
    return false;
  }

  public startPeriodSeconds(): number | undefined {
    return largest(this.facts().containers.map(({ healthCheck }) => healthCheck?.startPeriodSeconds));
  }

  public stopSeconds(): number | undefined {
    return largest(this.rendered().map(({ stopTimeout }) => known(stopTimeout ?? DEFAULT_STOP_SECONDS)));
  }

  public bind(): BoundTask {
    const { executionRole } = this.taskDefinition;
    this.watchForRouter();
    const dependencies = executionRole ? [executionRole] : [];
    return { taskDefinition: this.taskDefinition, logGroups: [], servers: [], volumeConfigurations: [], dependencies };
  }

  /** Its user may add a log router until the template is written, when the L2 adds one: that is before anything is validated. */
  private watchForRouter(): void {
    const visit = (node: IConstruct) => {
      if (node === this.taskDefinition) guardCall(node, checkInjectedRouter(this.facts().containers));
    };
    Aspects.of(this.taskDefinition).add({ visit }, { priority: AspectPriority.READONLY });
  }

  private get containers(): ecs.ContainerDefinition[] {
    return (this.taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] }).containers;
  }

  /** Container by container: rendering the whole task has the L2 add the log router that its user may still add. */
  public facts(): TaskDefinitionFacts {
    const {
      cpu, enableFaultInjection, ephemeralStorage, memory, pidMode, runtimePlatform, volumes,
    } = this.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
    const properties = {
      cpu, enableFaultInjection, ephemeralStorage, memory, pidMode, runtimePlatform, volumes, containerDefinitions: this.rendered(),
    };
    const facts = readTaskDefinition(inCloudFormation(Stack.of(this.taskDefinition).resolve(properties)));
    const networkMode = networkModeOf(this.taskDefinition.networkMode);
    // On EC2 the L2 takes no operating system, and the mode is Windows' own.
    return { ...facts, networkMode, windows: facts.windows ?? (networkMode === 'default' ? true : undefined) };
  }

  private rendered(): ecs.CfnTaskDefinition.ContainerDefinitionProperty[] {
    return this.containers.map((container) => container.renderContainerDefinition());
  }
}

// Those that take more than a capital.
const ODD_NAMES: Readonly<Record<string, string>> = { efsVolumeConfiguration: 'EFSVolumeConfiguration', iam: 'IAM' };

/** The same with the names that CloudFormation gives to the properties. */
function inCloudFormation(value: any): any {
  if (Array.isArray(value)) return value.map(inCloudFormation);
  if (typeof value !== 'object' || value === null) return value;
  const named = (name: string) => ODD_NAMES[name] ?? name[0].toUpperCase() + name.slice(1);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [named(name), inCloudFormation(inner)]));
}
