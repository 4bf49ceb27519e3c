import { advise, Finding, refuse } from '../finding';
import { allowsPublicIp, LaunchPlatform, NetworkMode, PLATFORM_NAMES } from '../task/network-mode';

/** Refuses a network for tasks that have no interface of their own; `given` says what of it is there, by its path. */
export function checkNoInterface(mode: NetworkMode | undefined, given: Readonly<Record<string, boolean | undefined>>): Finding[] {
  if (mode === undefined || mode === 'awsvpc') return [];
  return Object.entries(given).filter(([, isGiven]) => isGiven).map(([path]) => refuse('ServiceNetwork.NoInterface', path,
    `is for tasks with a network interface of their own, got the network mode ${mode}, in which they have the instance's; leave it out or use awsvpc`));
}

/** What is known of the network of a service. */
export interface ServiceNetworkFacts {
  readonly mode?: NetworkMode;
  readonly platform?: LaunchPlatform;
  /** Tasks get a public IPv4 address. */
  readonly publicIp?: boolean;
}

/** Refuses a service that does not say where its tasks with an interface of their own are. ECS API reference, CreateService networkConfiguration. */
export function checkConfigured({ mode }: ServiceNetworkFacts, configured: boolean | undefined): Finding[] {
  return mode !== 'awsvpc' || configured !== false ? [] : [refuse('Awsvpc.Missing', 'networkConfiguration',
    'must name the subnets of tasks with the network mode awsvpc, got none; write an AwsvpcConfiguration')];
}

/** Refuses a public address where tasks never get one. */
export function checkTaskAddress({ mode, platform, publicIp }: ServiceNetworkFacts): Finding[] {
  if (mode !== 'awsvpc' || platform === undefined || publicIp !== true || allowsPublicIp(mode, platform)) return [];
  return [refuse('NetworkMode.PublicIp', 'assignPublicIp',
    `must be off on instances, whose tasks never get a public address, got one asked for on ${PLATFORM_NAMES[platform]}; place the tasks in subnets with a NAT gateway`)];
}

/** Advises against tasks that the internet could reach, if only their security group let it. AWS Security Hub, ECS.2 and ECS.16. */
export function checkExposedTasks({ mode, platform, publicIp }: ServiceNetworkFacts): Finding[] {
  const isPossible = (mode === undefined || mode === 'awsvpc') && (platform === undefined || platform === 'fargate');
  return publicIp !== true || !isPossible ? [] : [advise('ServiceNetwork.PublicIp', 'assignPublicIp',
    'should be off, got a public address for every task, which leaves its security group alone between it and the internet;' +
    ' place the tasks in subnets with a NAT gateway')];
}

/** Advises against public subnets for tasks without a public address. */
export function checkRouteOut({ mode, platform, publicIp }: ServiceNetworkFacts, publicSubnets: boolean | undefined): Finding[] {
  if (mode !== 'awsvpc' || platform === undefined || publicIp !== false || publicSubnets !== true) return [];
  // On instances, the agent pulls images over the instance's own address.
  const [registry, address] = platform === 'fargate' ? [', its image registry included', ' or set `network.assignPublicIp`'] : ['', ''];
  return [advise('ServiceNetwork.NoRouteOut', 'vpcSubnets',
    `are public, where a task without a public address reaches nothing outside the VPC${registry}; choose private subnets${address}`)];
}
