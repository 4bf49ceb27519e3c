import { advise, Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

/** How the containers of a task are attached to the network; `default` is Windows' own NAT. */
export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none' | 'default';
/** Where a task runs. */
export type LaunchPlatform = 'fargate' | 'ec2' | 'managed-instances' | 'external';
/** What the platforms are called in a sentence. */
export const PLATFORM_NAMES: Readonly<Record<LaunchPlatform, string>> = {
  'fargate': 'Fargate', 'ec2': 'EC2', 'managed-instances': 'Managed Instances', 'external': 'external instances',
};
/** The IP addresses of a service's subnets. */
export type IpFamily = 'ipv4' | 'dualstack' | 'ipv6';
/** The record types that Cloud Map can keep for a service. */
export type DnsRecord = 'A' | 'AAAA' | 'SRV';

// CloudFormation reference, AWS::ECS::TaskDefinition NetworkMode; ECS Developer Guide, "Architect for Managed Instances".
const MODES: Record<LaunchPlatform, readonly NetworkMode[]> = {
  'fargate': ['awsvpc'],
  'ec2': ['awsvpc', 'bridge', 'host', 'none'],
  'managed-instances': ['awsvpc', 'host'],
  'external': ['bridge', 'host', 'none'],
};
// ECS Developer Guide, "Task definition differences for EC2 instances running Windows".
const WINDOWS_EC2_MODES: readonly NetworkMode[] = ['default', 'awsvpc'];

// CloudFormation reference, AWS::ECS::TaskDefinition PortMapping: dynamic ports may start here; 0 asks for one of them.
export const DYNAMIC_HOST_PORTS = { min: 32768, max: 65535 };
const HOST_PORT: Range = { min: 0, max: 65535 };
/** The same: ports that the instance keeps for SSH, Docker and the ECS agent. */
export const RESERVED_HOST_PORTS = [22, 2375, 2376, 51678, 51679, 51680];

/** The network modes that a task can have on a platform. */
export function networkModesOn(platform: LaunchPlatform, windows: boolean = false): readonly NetworkMode[] {
  return platform === 'ec2' && windows ? WINDOWS_EC2_MODES : MODES[platform];
}

/** How a balancer reaches the tasks: by their own address, by their instance, or not at all. */
export function targetTypeOf(mode: NetworkMode): 'ip' | 'instance' | undefined {
  // ECS Developer Guide, "Use load balancing to distribute Amazon ECS service traffic".
  if (mode === 'none') return undefined;
  return mode === 'awsvpc' ? 'ip' : 'instance';
}

/** The Cloud Map records that can name the tasks. */
export function dnsRecordsOf(mode: NetworkMode, ipFamily: IpFamily = 'ipv4'): readonly DnsRecord[] {
  // ECS Developer Guide, "Use service discovery to connect Amazon ECS services with DNS names".
  if (mode === 'none') return [];
  if (mode !== 'awsvpc') return ['SRV'];
  const addresses: Record<IpFamily, DnsRecord[]> = { ipv4: ['A'], dualstack: ['A', 'AAAA'], ipv6: ['AAAA'] };
  return [...addresses[ipFamily], 'SRV'];
}

/** Service Connect works in the mode, and ports can have names for it. */
export function allowsServiceConnect(mode: NetworkMode): boolean {
  // ECS Developer Guide, "Use Service Connect to connect Amazon ECS services with short names".
  return mode === 'awsvpc' || mode === 'bridge';
}

/** Tasks can be given a public IP address of their own. */
export function allowsPublicIp(mode: NetworkMode, platform: LaunchPlatform): boolean {
  // ECS Developer Guide, "Allocate a network interface for an Amazon ECS task": on instances a task's interface never gets one.
  return mode === 'awsvpc' && platform === 'fargate';
}

/** Ports can be mapped in the mode. */
export function allowsPorts(mode: NetworkMode): boolean {
  return mode !== 'none';
}

/** A port of the instance leads to the container's, one that the instance chooses unless it is told which. */
export function mapsPorts(mode: NetworkMode): boolean {
  return mode === 'bridge' || mode === 'default';
}

/** The containers of a task share one network address, and so its ports. */
export function sharesAddress(mode: NetworkMode): boolean {
  return mode === 'awsvpc' || mode === 'host';
}

/** Only one copy of a task with this port fits on an instance. */
export function isOneCopyAnInstance(mode: NetworkMode, hostPort: number | undefined): boolean {
  return mode === 'host' || (mapsPorts(mode) && (hostPort ?? 0) !== 0);
}

/** What is known of a task's network and of what is asked of it. */
export interface NetworkFacts {
  readonly mode?: NetworkMode;
  /** The mode is the one of a task that names none. */
  readonly implied?: boolean;
  readonly platform?: LaunchPlatform;
  readonly windows?: boolean;
  readonly ipFamily?: IpFamily;
  readonly ports?: number;
  readonly targetType?: 'ip' | 'instance';
  readonly dnsRecord?: DnsRecord;
  readonly serviceConnect?: boolean;
  readonly publicIp?: boolean;
}

/** Refuses a network mode on a platform that lacks it, and what the mode cannot do. */
export function checkNetwork(facts: NetworkFacts): Finding[] {
  const { mode, platform } = facts;
  if (mode === undefined) return [];
  return [
    ...(platform === undefined ? [] : checkMode(mode, platform, facts)),
    ...((facts.ports ?? 0) > 0 && !allowsPorts(mode)
      ? [refuse('NetworkMode.Ports', 'ports', `need a network mode other than none, got ${facts.ports} of them; use awsvpc`)] : []),
    ...checkTargetType(mode, facts.targetType),
    ...checkDnsRecord(mode, facts.dnsRecord, facts.ipFamily),
    ...(facts.serviceConnect && !allowsServiceConnect(mode)
      ? [refuse('NetworkMode.ServiceConnect', 'serviceConnect', `takes the network mode awsvpc or bridge, got ${mode}`)] : []),
    ...(facts.publicIp && platform !== undefined && !allowsPublicIp(mode, platform)
      ? [refuse('NetworkMode.PublicIp', 'publicIp', `takes awsvpc on Fargate, got ${mode} on ${PLATFORM_NAMES[platform]}; place the task in a subnet with a NAT gateway`)] : []),
  ];
}

/** What is known of a port that is mapped to one of the instance. */
export interface HostPortFacts {
  readonly mode?: NetworkMode;
  readonly containerPort?: number;
  /** 0 lets the instance choose. */
  readonly hostPort?: number;
}

/** Refuses a host port that the network mode or the instance does not leave free, and advises against one of the dynamic range. */
export function checkHostPort({ mode, containerPort, hostPort }: HostPortFacts): Finding[] {
  if (mode === undefined || hostPort === undefined) return [];
  if (sharesAddress(mode)) {
    return containerPort === undefined || hostPort === containerPort ? []
      : [refuse('NetworkMode.HostPort', 'hostPort', `must be the container port ${containerPort} with ${mode}, got ${hostPort}; leave it out`)];
  }
  const findings = checkRange('NetworkMode.HostPort', 'hostPort', hostPort, HOST_PORT);
  if (RESERVED_HOST_PORTS.includes(hostPort)) {
    findings.push(refuse('NetworkMode.ReservedPort', 'hostPort', `must not be one that the instance keeps for itself, got ${hostPort}; leave it out for a dynamic port`));
  } else if (findings.length === 0 && hostPort >= DYNAMIC_HOST_PORTS.min) {
    findings.push(advise('NetworkMode.DynamicPort', 'hostPort',
      `may be taken by the dynamic ports from ${DYNAMIC_HOST_PORTS.min} up, got ${hostPort}; leave it out or take a lower one`));
  }
  return findings;
}

function checkMode(mode: NetworkMode, platform: LaunchPlatform, { implied, windows }: Pick<NetworkFacts, 'implied' | 'windows'>): Finding[] {
  const modes = networkModesOn(platform, windows);
  if (modes.includes(mode)) return [];
  return [refuse('NetworkMode.Platform', '',
    `must be ${oneOf(modes)} on ${PLATFORM_NAMES[platform]}${windows ? ' with Windows' : ''}, got ${implied ? `none, which means ${mode}` : mode}`)];
}

function checkTargetType(mode: NetworkMode, targetType: 'ip' | 'instance' | undefined): Finding[] {
  const needed = targetTypeOf(mode);
  if (targetType === undefined || targetType === needed) return [];
  return [refuse('NetworkMode.TargetType', 'targetType', needed === undefined
    ? `needs a network mode other than none, got ${targetType}; use awsvpc`
    : `must be ${needed} with the network mode ${mode}, got ${targetType}; take a target group of type ${needed}`)];
}

function checkDnsRecord(mode: NetworkMode, record: DnsRecord | undefined, ipFamily: IpFamily | undefined): Finding[] {
  if (record === undefined) return [];
  const records = dnsRecordsOf(mode, ipFamily ?? 'dualstack');
  if (records.includes(record)) return [];
  return [refuse('NetworkMode.DnsRecord', 'dnsRecord', records.length === 0
    ? `needs a network mode other than none, got ${record}; use awsvpc`
    : `must be ${oneOf(records)} with the network mode ${mode}${ipFamily === undefined ? '' : ` and ${ipFamily} subnets`}, got ${record}`)];
}
