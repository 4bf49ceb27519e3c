import { ExecReach, ImageSource, TaskReach } from './task-reach';
import { advise, Finding } from '../finding';
import { all } from '../range';
import { LaunchPlatform } from '../task/network-mode';

/** Amazon S3 is reached through a gateway endpoint: ECR does not take the interface one. ECR User Guide, "Amazon ECR interface VPC endpoints". */
export const S3 = 's3';

// The same. Fargate takes both since platform version 1.4.0; the layers of images are in S3.
const ECR = ['ecr.api', 'ecr.dkr', S3];
// ECS Developer Guide, "Amazon ECS interface VPC endpoints": tasks on Fargate need none of them.
const AGENT = ['ecs-agent', 'ecs-telemetry', 'ecs'];
const AGENT_PLATFORMS: readonly LaunchPlatform[] = ['ec2', 'managed-instances'];
// awslogs, and the output plugins of Fluent Bit for AWS services by their old and new names.
const LOGS = new Map([
  ['awslogs', 'logs'],
  ['cloudwatch', 'logs'],
  ['cloudwatch_logs', 'logs'],
  ['firehose', 'kinesis-firehose'],
  ['kinesis_firehose', 'kinesis-firehose'],
  ['kinesis', 'kinesis-streams'],
  ['kinesis_streams', 'kinesis-streams'],
  ['s3', S3],
]);
// Registries on the internet; any other host may be inside the VPC.
const PUBLIC_REGISTRIES = [
  'docker.io', 'registry-1.docker.io', 'index.docker.io', 'public.ecr.aws', 'ecr-public.aws.com', 'ghcr.io', 'quay.io', 'gcr.io',
  'registry.k8s.io', 'mcr.microsoft.com', 'registry.gitlab.com',
];

/** An endpoint that a VPC has. */
export interface EndpointFacts {
  /** Full name of the service, such as `com.amazonaws.us-east-1.ecr.api`, or the end of it. */
  readonly service: string;
  /** Absent where only the name of the service is known. */
  readonly gateway?: boolean;
  /** Its security groups let somebody in; absent when not known, and for one that has none. */
  readonly admits?: boolean;
}

/** AWS services are called by HTTPS. */
export const HTTPS_PORT = 443;

/** Where the tasks are whose needs are checked. */
export interface IsolationFacts {
  /** Endpoints of the VPC. */
  readonly endpoints: readonly EndpointFacts[];
  /** `PrivateEndpoints` has made what it knew of. */
  readonly managed: boolean;
}

/** The endpoints that a task without a route out of its VPC needs, by the end of their names; an image of unknown origin counts as one of ECR. */
export function endpointNeeds(reach: TaskReach): string[] {
  return [...new Set([
    ...(reach.images.some(({ kind }) => kind === 'ecr' || kind === 'unknown') ? ECR : []),
    ...reach.logs.flatMap((output) => LOGS.get(output) ?? []),
    ...reach.secrets,
    ...(reach.filesInS3 ? [S3] : []),
    ...(reach.exec === undefined ? [] : execNeeds(reach.exec)),
    ...(AGENT_PLATFORMS.includes(reach.platform) ? AGENT : []),
  ])];
}

/** True if one of the endpoints is for the service. */
export function hasEndpoint(endpoints: readonly EndpointFacts[], service: string): boolean {
  return endpoints.some(({ service: name, gateway }) => (name === service || name.endsWith(`.${service}`)) && (gateway ?? service === S3) === (service === S3));
}

/** Advises against tasks in isolated subnets that cannot start there. */
export function checkIsolation(reach: TaskReach, { endpoints, managed }: IsolationFacts): Finding[] {
  const certain = { ...reach, images: reach.images.filter(({ kind }) => kind !== 'unknown') };
  const needed = endpointNeeds(certain);
  const missing = needed.filter((service) => !hasEndpoint(endpoints, service));
  const closed = needed.filter((service) => hasEndpoint(endpoints, service)
    && !hasEndpoint(endpoints.filter(({ admits }) => admits !== false), service));
  const remedy = managed
    ? 'PrivateEndpoints could not know of them in time, so add them to the VPC with addInterfaceEndpoint and addGatewayEndpoint'
    : 'add PrivateEndpoints for the VPC, or choose subnets with a NAT gateway';
  return [
    ...(missing.length === 0 ? [] : [advise('PrivateEndpoints.Missing', 'vpcSubnets',
      `are isolated, where these tasks need endpoints that the VPC does not have, ${all(missing)}; ${remedy}`)]),
    // ECS Developer Guide, "Amazon ECS interface VPC endpoints", considerations.
    ...(closed.length === 0 ? [] : [advise('PrivateEndpoints.NoWayIn', 'vpcSubnets',
      `are isolated, where these tasks need endpoints whose security groups let nobody in to port ${HTTPS_PORT}, ${all(closed)}; add a rule for the tasks`)]),
    ...reach.images.flatMap((image, index) => checkImage(`taskDefinition.containers[${index}].image`, image)),
  ];
}

/** Secrets Manager and SSM decrypt by themselves; only a session asks KMS from inside the VPC. ECS Developer Guide, "ECS Exec". */
function execNeeds({ customerKey, logGroup, bucket }: ExecReach): string[] {
  return ['ssmmessages', ...(customerKey ? ['kms'] : []), ...(logGroup ? ['logs'] : []), ...(bucket ? [S3] : [])];
}

function checkImage(path: string, { kind, host }: ImageSource): Finding[] {
  if (kind === 'ecr-dual-stack') {
    return [advise('PrivateEndpoints.DualStackImage', path,
      'names ECR by its dual-stack host, which VPC endpoints do not serve; give the tasks IPv4 addresses, or choose subnets with a route out')];
  }
  return host === undefined || !PUBLIC_REGISTRIES.includes(host) ? [] : [advise('PrivateEndpoints.PublicImage', path,
    `comes from ${host}, to which no VPC endpoint leads from isolated subnets; copy it to ECR, or choose subnets with a NAT gateway`)];
}
