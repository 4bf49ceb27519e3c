import table from './instance-types.json';

/** What runs the instance: AWS's Nitro, the older Xen, or nothing on bare metal. */
export type Hypervisor = 'nitro' | 'xen' | 'metal';

/** What AWS publishes of an EC2 instance type. */
export interface InstanceTypeFacts {
  /** `m7g.xlarge` */
  readonly name: string;
  readonly vCpus: number;
  /** Installed memory; an instance registers less of it, see `instance-room.ts`. */
  readonly memoryMiB: number;
  /** Network interfaces that can be attached, the instance's own included. */
  readonly networkInterfaces: number;
  readonly ipv4PerInterface: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly hypervisor: Hypervisor;
  /** GPUs that the operating system sees; a part of one counts as one. */
  readonly gpus: number;
  readonly neuronDevices: number;
  readonly neuronCores: number;
}

// ECS Developer Guide, "Supported instances for increased Amazon ECS container network interfaces", lists no type of the T families.
const BURSTABLE = /^t\d/;
// EC2 User Guide, "Amazon EC2 instance type naming conventions": the letters after the generation, of which g is AWS's own Arm processor.
const NAMED = /^[a-z]+\d+([a-z]*)[^.]*\./;

let byName: ReadonlyMap<string, string> | undefined;

/** The facts of a type, by its name; `undefined` when the name or the type is not known. */
export function instanceType(name: string | undefined): InstanceTypeFacts | undefined {
  if (name === undefined) return undefined;
  byName ??= new Map(table.types.map((candidate) => [candidate.slice(0, candidate.indexOf(' ')), candidate]));
  const line = byName.get(name);
  return line === undefined ? undefined : read(line);
}

/** The processor of a type; by the rules of EC2's names when the table does not hold the type. */
export function architectureOf(name: string | undefined): InstanceTypeFacts['architecture'] | undefined {
  const inTable = instanceType(name)?.architecture;
  if (inTable !== undefined || name === undefined) return inTable;
  const attributes = NAMED.exec(name)?.[1];
  if (attributes === undefined) return undefined;
  return attributes.includes('g') ? 'arm64' : 'x86_64';
}

/** The types that the table holds. */
export function knownInstanceTypes(): InstanceTypeFacts[] {
  return table.types.map(read);
}

/**
 * False when the type can certainly not have a trunk, over which many tasks share one network interface of the instance.
 *
 * What EC2 publishes does not say which types can; AWS's list of them holds Nitro types only, and no burstable one.
 */
export function mayTrunk({ name, hypervisor }: InstanceTypeFacts): boolean {
  return hypervisor !== 'xen' && !BURSTABLE.test(name);
}

function read(line: string): InstanceTypeFacts {
  const [name, vCpus, memoryMiB, networkInterfaces, ipv4PerInterface, architecture, hypervisor, gpus, neuronDevices, neuronCores] = line.split(' ');
  return {
    name,
    vCpus: Number(vCpus),
    memoryMiB: Number(memoryMiB),
    networkInterfaces: Number(networkInterfaces),
    ipv4PerInterface: Number(ipv4PerInterface),
    architecture: architecture as InstanceTypeFacts['architecture'],
    hypervisor: hypervisor as Hypervisor,
    gpus: Number(gpus ?? 0),
    neuronDevices: Number(neuronDevices ?? 0),
    neuronCores: Number(neuronCores ?? 0),
  };
}
