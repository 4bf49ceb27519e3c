import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { Finding } from '../model/finding';
import { checkGrowth, checkProxyLoad, checkProxyRoom, grownSize, ProxiedTask, proxyNeeds, ProxyNeeds, TaskSize } from '../model/mesh/proxy-room';
import { readTaskDefinition } from '../model/task/task-definition';
import { known } from '../private/known';

/** What is known of the load on the proxy of Service Connect that runs in a task. */
export interface ProxyLoad {
  /**
   * Requests a second that one task answers and makes at its peak; past 500 the proxy needs 512 CPU units.
   *
   * @default - at most 500
   */
  readonly requestsPerSecond?: number;

  /**
   * Services in the namespace, those of other apps included; past 100 the proxy needs 128 MiB.
   *
   * @default - those that the mesh knows of
   */
  readonly services?: number;

  /**
   * Tasks in the namespace, of all its services; past 2000 the proxy needs 128 MiB.
   *
   * @default - at most 2000
   */
  readonly tasks?: number;
}

/** Tells how many services a mesh has; it grows until synth. */
export type ServiceCount = () => number;

/**
 * How the proxy that Service Connect adds to a task finds its CPU and memory: 256 CPU units and 64 MiB, and more under great load.
 *
 * ECS reserves nothing for it: without room of its own it takes from the containers.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 */
export class ProxyRoom {
  /**
   * The task stays as it is, and has to have room.
   *
   * Refused with `ProxyRoom.Cpu` and `ProxyRoom.Memory` where the task is too small for what its containers name and the proxy, or where
   * nothing would be left for containers that name nothing; with `ProxyRoom.NoTaskMemory` where a task on instances has no memory of its own;
   * with `ProxyRoom.Load` where the load counts nothing. What only the deployment knows is not checked.
   */
  public static checked(load: ProxyLoad = {}): ProxyRoom {
    return new ProxyRoom(load, false);
  }

  /**
   * The task grows until it has room beside what its containers had: what they name, or the whole task where one of them names nothing.
   *
   * On Fargate it gets the smallest size that holds both, on instances exactly the sum; a task with room keeps its size. A task on
   * instances without a memory of its own gets one where every container has a hard limit, and is refused with `ProxyRoom.NoTaskMemory`
   * otherwise. `ProxyRoom.TooLarge` refuses what Fargate has no size for. A size that only the deployment knows stays as it is.
   *
   * The fields `cpu` and `memoryMiB` of an `ecs.FargateTaskDefinition` go on telling the size before.
   *
   * @example
   * ProxyRoom.grown({ requestsPerSecond: 800 });
   */
  public static grown(load: ProxyLoad = {}): ProxyRoom {
    return new ProxyRoom(load, true);
  }

  private constructor(private readonly load: ProxyLoad, private readonly grows: boolean) {}

  /**
   * What is wrong with the load.
   *
   * @internal
   */
  public _findings(): Finding[] {
    const { requestsPerSecond, services, tasks } = this.load;
    return checkProxyLoad({ requestsPerSecond: known(requestsPerSecond), services: known(services), tasks: known(tasks) });
  }

  /**
   * What is wrong with a task definition as it is now, with paths that begin at it. To be asked at the call, and again at synth.
   *
   * @param services how many the mesh has
   * @internal
   */
  public _taskFindings(taskDefinition: ecs.TaskDefinition, services: number = 0): Finding[] {
    const check = this.grows ? checkGrowth : checkProxyRoom;
    const task = this.grows ? taskBefore(taskDefinition) : taskNow(taskDefinition);
    return check(task, this.needs(services), taskDefinition.isFargateCompatible);
  }

  /**
   * Makes room in a task definition where that was asked for; two services may share one, and the larger need counts.
   *
   * @param services how many the mesh has at synth
   * @internal
   */
  public _bind(taskDefinition: ecs.TaskDefinition, services: ServiceCount = () => 0): void {
    if (!this.grows) return;
    growthOf(taskDefinition).needs.push(() => this.needs(services()));
  }

  private needs(services: number): ProxyNeeds {
    const { requestsPerSecond, services: ownServices, tasks } = this.load;
    return proxyNeeds({
      requestsPerSecond: known(requestsPerSecond),
      services: Math.max(services, known(ownServices) ?? 0),
      tasks: known(tasks),
    });
  }
}

/** What a task definition had before it grew, and who needs room in it. */
interface Growth {
  readonly cpu?: string;
  readonly memory?: string;
  readonly needs: (() => ProxyNeeds)[];
}

const growths = new WeakMap<ecs.TaskDefinition, Growth>();

/** Has the task definition say its size at synth, once for all who need room in it. */
function growthOf(taskDefinition: ecs.TaskDefinition): Growth {
  const existing = growths.get(taskDefinition);
  if (existing) return existing;
  const resource = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  const growth: Growth = { cpu: resource.cpu, memory: resource.memory, needs: [] };
  growths.set(taskDefinition, growth);
  // Uncached, since checks read the size before synth.
  const size = (pick: (grown: TaskSize) => number | undefined, before?: string) => Lazy.uncachedString({
    produce: () => pick(grownNow(taskDefinition, growth))?.toString() ?? before,
  });
  resource.cpu = size(({ cpu }) => cpu, growth.cpu);
  resource.memory = size(({ memoryMiB }) => memoryMiB, growth.memory);
  return growth;
}

function grownNow(taskDefinition: ecs.TaskDefinition, { needs }: Growth): TaskSize {
  const all = needs.map((needed) => needed());
  const largest = { cpu: Math.max(...all.map(({ cpu }) => cpu)), memoryMiB: Math.max(...all.map(({ memoryMiB }) => memoryMiB)) };
  return grownSize(taskBefore(taskDefinition), largest, taskDefinition.isFargateCompatible);
}

function taskNow(taskDefinition: ecs.TaskDefinition): ProxiedTask {
  const { cpu, memory } = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  return factsOf(taskDefinition, cpu, memory);
}

function taskBefore(taskDefinition: ecs.TaskDefinition): ProxiedTask {
  const growth = growths.get(taskDefinition);
  return growth ? factsOf(taskDefinition, growth.cpu, growth.memory) : taskNow(taskDefinition);
}

/** Container by container, as `ExistingTask` reads them, and without the size, which is what they decide here. */
function factsOf(taskDefinition: ecs.TaskDefinition, cpu?: string, memory?: string): ProxiedTask {
  const { containers } = taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] };
  return readTaskDefinition(Stack.of(taskDefinition).resolve({
    Cpu: cpu,
    Memory: memory,
    ContainerDefinitions: containers.map((container) => container.renderContainerDefinition()).map((rendered) => ({
      Name: rendered.name, Cpu: rendered.cpu, Memory: rendered.memory, MemoryReservation: rendered.memoryReservation,
    })),
  }));
}
