import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerBlueprint } from './container-blueprint';
import { ContainerOptions } from './container-options';
import { ISidecar, SidecarDescription } from './sidecar';
import { TaskLogging } from './task-logging';
import { Finding } from '../model/finding';
import { checkWait } from '../model/task/container-dependencies';
import { checkOwnContainers, checkSidecars } from '../model/task/sidecars';
import { known } from '../private/known';
import { ServiceFacts } from '../private/service-facts';

interface Joined {
  readonly sidecar: ISidecar & Partial<CheckedSidecar>;
  readonly description: SidecarDescription;
  readonly container: ContainerBlueprint;
}

/** A sidecar of this library says what is wrong besides what its container is checked for. */
export interface CheckedSidecar {
  /** @param path where its user wrote it */
  _findings(path: string, service: Pick<ServiceFacts, 'platforms'> & { readonly windows: boolean }): Finding[];
}

/** The sidecars of one task, and what they mean for its own containers. */
export class TaskSidecars {
  private readonly joined: readonly Joined[];

  /** @param own the task's own containers */
  constructor(sidecars: readonly ISidecar[], private readonly own: readonly ContainerBlueprint[], windows: boolean) {
    const task = { containerNames: own.map(({ name }) => name), windows };
    this.joined = sidecars.map((sidecar, index) => {
      const description = sidecar.describe(task);
      const { container, logRouter, localPorts } = description;
      return { sidecar, description, container: new ContainerBlueprint(container, `sidecars[${index}]`, windows, { logRouter, localPorts, sidecar: true }) };
    });
  }

  public get containers(): ContainerBlueprint[] {
    return this.joined.map(({ container }) => container);
  }

  /** What containers log with for which nobody else says it. */
  public get logging(): TaskLogging | undefined {
    return this.joined.find(({ description }) => description.logging)?.description.logging;
  }

  /** Where its user wrote it; for a log router, as its route. */
  public get loggingPath(): string {
    const joined = this.joined.find(({ description }) => description.logging);
    return joined === undefined ? 'logging' : `${joined.container.path}.${joined.description.logRouter ? 'route' : 'logging'}`;
  }

  /** One of the task's own containers, with what the sidecars give it. */
  public equip(container: ContainerBlueprint): ContainerBlueprint {
    return container.with({ ...this.environmentOf(container.options), ...this.dependenciesOf(container.options) });
  }

  public findings(service: ServiceFacts): Finding[] {
    return [
      ...checkOwnContainers(this.own.map((container) => container.facts()), this.containers.map((container) => container.facts()), service),
      ...checkSidecars(this.joined.map(({ container, description: { environment = {}, logging, startsBefore } }) => ({
        ...container.facts(),
        path: container.path,
        startsBefore,
        gives: new Map(Object.entries(environment).map(([name, value]) => [name, known(value)])),
        takesLogs: logging !== undefined,
      }))),
      ...this.joined.flatMap(({ container: { path, windows }, sidecar }) => sidecar._findings?.(path, { ...service, windows }) ?? []),
    ];
  }

  /** @param taskDefinition has the containers already */
  public bind(taskDefinition: ecs.TaskDefinition): void {
    this.joined.forEach(({ container, sidecar }) => sidecar.bind(taskDefinition.findContainer(container.name)!));
  }

  private environmentOf({ environment = {}, secrets = {} }: ContainerOptions): Pick<ContainerOptions, 'environment'> {
    const given = this.joined.flatMap(({ description }) => Object.entries(description.environment ?? {})).filter(([name]) => !(name in secrets));
    return given.length === 0 ? {} : { environment: { ...Object.fromEntries(given), ...environment } };
  }

  private dependenciesOf({ dependsOn = [] }: ContainerOptions): Pick<ContainerOptions, 'dependsOn'> {
    const given = this.joined.flatMap(({ container, description: { startsBefore: condition } }) => {
      const isSaid = dependsOn.some((dependency) => dependency.container === container.name);
      // A wait without an end is the sidecar's fault, and is told there.
      return condition === undefined || isSaid || checkWait(container.facts(), condition, '').length > 0 ? [] : { container: container.name, condition };
    });
    return given.length === 0 ? {} : { dependsOn: [...dependsOn, ...given] };
  }
}
