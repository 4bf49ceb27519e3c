import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import * as path from 'path';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { Fn, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EdgeOs } from './edge-os';
import { MachineRegistrationOptions } from './machine-options';
import { ARCHITECTURES } from '../model/anywhere/registration';
import { RegistrationFacts, registrationCloudInit, registrationCommand } from '../model/anywhere/registration-text';

/** The same from `src/anywhere` and from `lib/anywhere`. */
const SCRIPT = path.join(__dirname, '..', '..', 'registration', 'register.sh');

/** The fleet that machines join. */
export interface MachineFleet {
  readonly clusterName: string;
  readonly region: string;
  /** Of the secret with the activation. */
  readonly secretArn: string;
  readonly operatingSystem: EdgeOs;
}

/**
 * How a machine becomes one of a fleet: made by the fleet, for machines that are alike.
 *
 * Both ways run the same script. It makes sure that the machine is one that it was made for, and that Amazon ECS signed the installer, before anything
 * is installed. A machine that is registered already is left as it is, and one that was half registered is completed.
 */
export class MachineRegistration {
  /** @internal */
  public static _of(scope: Construct, fleet: MachineFleet, options: MachineRegistrationOptions = {}): MachineRegistration {
    return new MachineRegistration(scriptOf(Stack.of(scope)), factsOf(fleet, options), options.awsConfigFile);
  }

  /**
   * A line for a shell on the machine, for an operator who may use `sudo` there and has AWS credentials and the AWS CLI.
   *
   * The credentials are used to get the script and to read the activation; root never has them.
   */
  public readonly command: string;

  /**
   * A cloud-config that registers the machine when it starts for the first time. It holds the script, and the name of the secret but not its value:
   * the machine needs the AWS CLI, and credentials that may read the secret (`awsConfigFile`).
   */
  public readonly cloudInit: string;

  /** The script, as it is in S3: who runs `command` has to be able to read it. */
  public readonly script: assets.Asset;

  private constructor(script: assets.Asset, facts: RegistrationFacts, awsConfigFile?: string) {
    const text = readFileSync(SCRIPT, 'utf8');
    this.script = script;
    this.command = registrationCommand(facts, script.s3ObjectUrl, createHash('sha256').update(text).digest('hex'));
    this.cloudInit = registrationCloudInit(facts, text, awsConfigFile);
  }
}

/** One for all fleets of a stack. */
function scriptOf(stack: Stack): assets.Asset {
  const id = 'EcsAnywhereRegistration';
  return stack.node.tryFindChild(id) as assets.Asset | undefined ?? new assets.Asset(stack, id, { path: SCRIPT });
}

function factsOf(fleet: MachineFleet, options: MachineRegistrationOptions): RegistrationFacts {
  const { ecs, ssm, ssmMessages, ec2Messages, s3, dualStack, installer } = options.endpoints ?? {};
  const architecture = options.architecture?._cpuArchitecture ?? 'X86_64';
  return {
    cluster: fleet.clusterName,
    region: fleet.region,
    secret: fleet.secretArn,
    os: (options.operatingSystem ?? fleet.operatingSystem)._bind(),
    // The script reads what is not known yet as CDK writes it.
    architecture: ARCHITECTURES[architecture as keyof typeof ARCHITECTURES] ?? architecture,
    gpu: options.gpu,
    attributes: options.attributes,
    proxy: options.proxy && { url: options.proxy.url, directHosts: joined(options.proxy.directHosts) },
    endpoints: { ecs, ssm, ssmmessages: ssmMessages, ec2messages: ec2Messages, s3 },
    dualStack,
    installer,
  };
}

/** Hosts with commas between them, also where the list is known only when the stack is deployed. */
function joined(hosts: string[] = []): string {
  return Token.isUnresolved(hosts) ? Fn.join(',', hosts) : hosts.join(',');
}
