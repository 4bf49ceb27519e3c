import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EdgeOs } from './edge-os';
import { checkRegistration } from '../model/anywhere/registration';
import { Finding, under } from '../model/finding';
import { known } from '../private/known';

/** The proxy by which machines reach AWS, Docker's packages and their images. */
export interface MachineProxy {
  /**
   * Address of the proxy, such as `http://proxy.example.com:3128`.
   *
   * A user and a password in it are refused with `Registration.ProxyPassword`: everybody who reads the template would see them.
   */
  readonly url: string;

  /**
   * Hosts, domains and address ranges that are reached without the proxy.
   *
   * @default - only the machine itself, and where its agent and its tasks ask for metadata and credentials
   */
  readonly directHosts?: string[];
}

/** Where machines reach AWS, if that is not the public endpoints of the region: interface endpoints, or those with FIPS. */
export interface MachineEndpoints {
  /**
   * Host name of ECS, such as `ecs-fips.us-east-1.amazonaws.com`.
   *
   * Those for the agent and its telemetry are found there. Machines whose kernel is in FIPS mode take the FIPS endpoint without it.
   *
   * @default - of the region
   */
  readonly ecs?: string;

  /**
   * Host name of Systems Manager.
   *
   * @default - of the region
   */
  readonly ssm?: string;

  /**
   * Host name of `ssmmessages`, by which sessions and commands come.
   *
   * @default - of the region
   */
  readonly ssmMessages?: string;

  /**
   * Host name of `ec2messages`, by which commands come where `ssmmessages` cannot be reached.
   *
   * @default - of the region
   */
  readonly ec2Messages?: string;

  /**
   * Host name of S3 for the SSM agent. Packages are downloaded from the region's in any case.
   *
   * @default - of the region
   */
  readonly s3?: string;

  /**
   * Whether machines have IPv6 addresses only, and need endpoints that answer there.
   *
   * @default false - machines with a way out by IPv4 take that
   */
  readonly dualStack?: boolean;

  /**
   * Address of a copy of AWS's installer, for machines that do not reach `amazon-ecs-agent.s3.amazonaws.com`; its signature is beside it, with `.asc`
   * behind its name. Only what Amazon ECS signed is run, wherever it comes from.
   *
   * @default https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh
   */
  readonly installer?: string;
}

/** Machines that are alike, for the command that registers them. */
export interface MachineOptions {
  /**
   * Processor of the machines. Machines with another one are not registered.
   *
   * @default ecs.CpuArchitecture.X86_64
   */
  readonly architecture?: ecs.CpuArchitecture;

  /**
   * Whether tasks may ask for the NVIDIA GPUs of the machines; driver and NVIDIA Container Toolkit have to be there.
   *
   * @default false
   */
  readonly gpu?: boolean;

  /**
   * Attributes of the machines, for placement constraints: `{ site: 'berlin' }`. Up to 10; the agent's own begin with `ecs.`.
   *
   * They are written when a machine joins the cluster. `registration()` adds to those of the fleet.
   *
   * @default - only those that the agent writes
   */
  readonly attributes?: { [name: string]: string };

  /**
   * The proxy behind which the machines are: for the agents, for Docker and while they are installed. `registration()` takes it in place of the fleet's.
   *
   * @default - no proxy
   */
  readonly proxy?: MachineProxy;

  /**
   * Where the machines reach AWS. `registration()` takes all of it in place of the fleet's.
   *
   * @default - the public endpoints of the region
   */
  readonly endpoints?: MachineEndpoints;

  /**
   * File on the machines, outside /root/.aws, that configures the AWS CLI with credentials that may read the secret: by IAM Roles Anywhere for example.
   *
   * It is for `cloudInit`. With `command`, the credentials of whoever runs it are used.
   *
   * @default - credentials of the environment
   */
  readonly awsConfigFile?: string;
}

/** Machines that are alike, where they are not as the fleet says. */
export interface MachineRegistrationOptions extends MachineOptions {
  /**
   * Operating system of the machines. Machines with another one are not registered.
   *
   * @default - that of the fleet
   */
  readonly operatingSystem?: EdgeOs;
}

/** What is wrong with the options. */
export function machineFindings(options: MachineRegistrationOptions): Finding[] {
  const { endpoints: { installer, dualStack, ...endpoints } = {}, proxy } = options;
  return [
    ...under('operatingSystem', options.operatingSystem?._findings() ?? []),
    ...checkRegistration({
      architecture: known(options.architecture?._cpuArchitecture),
      attributes: knownValues(options.attributes),
      proxyUrl: known(proxy?.url),
      directHosts: known(proxy?.directHosts)?.map(known),
      endpoints: knownValues({ ...endpoints }),
      installer: known(installer),
      awsConfigFile: known(options.awsConfigFile),
    }),
  ];
}

function knownValues(values: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(value)]));
}
