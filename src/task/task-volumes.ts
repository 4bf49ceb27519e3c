import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IDependable } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { Finding, under } from '../model/finding';
import { VolumeFacts } from '../model/task/volume-facts';
import { known } from '../private/known';
import { TaskVolume } from '../volume/task-volume';

/** Volumes in a task definition, and what the tasks need besides. */
export interface BoundVolumes {
  /** What a service configures at launch. */
  readonly configurations: ecs.CfnService.ServiceVolumeConfigurationProperty[];
  /** What the tasks reach, each over its default port. */
  readonly servers: ec2.Connections[];
  /** What has to be there before a task starts. */
  readonly dependencies: IDependable[];
}

/** The volumes of one task, by name. */
export class TaskVolumes {
  private readonly volumes: readonly (readonly [string, TaskVolume])[];

  constructor(volumes: { readonly [name: string]: TaskVolume }) {
    this.volumes = Object.entries(volumes);
  }

  /** The task's own first, then those of its containers. */
  public facts(containers: readonly ContainerBlueprint[]): VolumeFacts[] {
    return [
      ...this.volumes.map(([name, volume]) => ({ ...volume._facts, path: `volumes.${name}`, name: known(name) })),
      ...containers.flatMap(({ ownVolumes }) => ownVolumes),
    ];
  }

  /** @param vpc where the tasks run, if it is known */
  public findings(vpc: ec2.IVpc | undefined): Finding[] {
    return this.volumes.flatMap(([name, volume]) => under(`volumes.${name}`, volume._findings(vpc)));
  }

  /** @param taskDefinition has no volumes yet */
  public bind(scope: Construct, taskDefinition: ecs.TaskDefinition, containers: readonly ContainerBlueprint[]): BoundVolumes {
    const bound = this.volumes.map(([name, volume], index) => {
      const { properties, ...rest } = volume._bind(scope, { name, id: known(name) ?? `Volume${index + 1}`, taskRole: taskDefinition.taskRole, writable: isWritten(name, containers) });
      taskDefinition.addVolume({ name, ...rest.volume });
      writeProperties(taskDefinition, index, properties ?? {});
      return { name, ...rest };
    });
    return {
      configurations: bound.flatMap(({ ebs, name }) => (ebs ? { name, managedEbsVolume: ebs } : [])),
      servers: bound.flatMap(({ server }) => server ?? []),
      dependencies: bound.flatMap(({ dependencies }) => dependencies ?? []),
    };
  }
}

function isWritten(name: string, containers: readonly ContainerBlueprint[]): boolean {
  return containers.some(({ options: { mounts = [] } }) => mounts.some(({ readOnly, volume }) => volume === name && readOnly !== true));
}

/** What the L2 of a volume does not know. */
function writeProperties(taskDefinition: ecs.TaskDefinition, index: number, properties: Readonly<Record<string, unknown>>): void {
  const resource = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  Object.entries(properties).forEach(([name, value]) => resource.addPropertyOverride(`Volumes.${index}.${name}`, value));
}
