import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AspectPriority, Aspects, Validations } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, IConstruct } from 'constructs';
import { TreeNetwork } from './tree-network';
import { currentNeeds, servicesOf, VpcServices } from './vpc-services';
import { advise, sentence } from '../model/finding';
import { EndpointFacts, hasEndpoint, S3 } from '../model/network/endpoint-needs';
import { checkEndpointPlace } from '../model/network/endpoint-place';
import { guard, warningId } from '../private/guard';
import { known } from '../private/known';

const HTTPS = 443;

/** What `PrivateEndpoints` is made of. */
export interface PrivateEndpointsProps {
  /** VPC that gets the endpoints; one set of them a VPC (`PrivateEndpoints.Second` otherwise). */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets of the endpoints, one in each availability zone; their route tables lead to Amazon S3, as those of the services' subnets do.
   *
   * @default - isolated subnets, else private ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * AWS services that the applications call themselves, besides what ECS calls to run them; S3 gets a gateway endpoint.
   *
   * @default - only what ECS calls
   */
  readonly services?: ec2.InterfaceVpcEndpointAwsService[];

  /**
   * Services that have an endpoint which this app does not make, by their names in endpoints: `s3`, `ecr.api`, `logs`.
   *
   * @default - the VPC has no endpoints but those of this app, which are found
   */
  readonly existing?: string[];

  /**
   * Security groups of the interface endpoints, in place of one that is made.
   *
   * @default - one group for all of them, that lets HTTPS in from the VPC's address range
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * The VPC endpoints that tasks in subnets without a NAT gateway need: exactly those that the services of the VPC use.
 *
 * Services of this library count wherever they are in the app, and whenever they are made. What the VPC has already is left out.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 *
 * @example
 * new PrivateEndpoints(this, 'Endpoints', {
 *   vpc,
 *   services: [ec2.InterfaceVpcEndpointAwsService.SQS],
 * });
 */
@propertyInjectable
export class PrivateEndpoints extends Construct implements ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.PrivateEndpoints';

  /** VPC that has the endpoints. */
  public readonly vpc: ec2.IVpc;
  /** Security groups of the interface endpoints; their default port is that of HTTPS. */
  public readonly connections: ec2.Connections;

  /** @internal */
  public readonly _existing: EndpointFacts[];

  private readonly subnets: ec2.SubnetSelection;
  private readonly securityGroups: ec2.ISecurityGroup[];
  private readonly extra: ec2.InterfaceVpcEndpointAwsService[];
  private readonly services: VpcServices;

  constructor(scope: Construct, id: string, props: PrivateEndpointsProps) {
    super(scope, id);

    const { vpc } = props;
    const isolated = vpc.isolatedSubnets.length > 0 ? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } : {};
    const { subnets } = vpc.selectSubnets({ ...(props.subnets ?? isolated), onePerAz: true });
    const range = rangeOf(vpc);
    this.subnets = { subnets };
    this.services = servicesOf(vpc);
    this._existing = (props.existing ?? []).map((service) => ({ service }));
    guard(this, checkEndpointPlace({
      other: this.services.maker?.node.path,
      dns: hasDns(vpc),
      admits: range !== undefined || props.securityGroups !== undefined,
      routeTables: hasEndpoint(this._existing, S3) ? undefined : subnets.filter(({ routeTable }) => routeTable.routeTableId).length,
      zones: subnets.length,
      zonesOfVpc: known(vpc.availabilityZones)?.length,
    }));

    this.vpc = vpc;
    this.extra = props.services ?? [];
    this.securityGroups = props.securityGroups ?? [this.groupFor(range!)];
    this.connections = new ec2.Connections({ securityGroups: this.securityGroups, defaultPort: ec2.Port.tcp(HTTPS) });
    this.services.maker = this;
    // Services may still come when this has run, and aspects of the app have to see what is made.
    Aspects.of(this).add({ visit: (node) => { if (node === this) this.makeMissing(); } }, { priority: AspectPriority.MUTATING });
    this.node.addValidation({ validate: () => this.warnIfUseless() });
  }

  /** @internal */
  public _endpointsFor(services: string[]): IConstruct[] {
    return services.flatMap((service) => this.node.tryFindChild(childId(service)) ?? []);
  }

  /** From the VPC and not from the services alone: with private DNS, everything in the VPC that calls AWS goes through the endpoints. */
  private groupFor(range: string): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.vpc,
      description: 'Interface endpoints of the VPC',
      allowAllOutbound: false,
    });
    group.addIngressRule(ec2.Peer.ipv4(range), ec2.Port.tcp(HTTPS), 'VPC to AWS services');
    return group;
  }

  /** Facts of the services are read, and nothing of theirs is named, so that this stack does not come to need theirs. */
  private makeMissing(): void {
    const { placed } = this.services;
    const present = [...TreeNetwork.of(this).endpointsOf(this.vpc), ...this._existing];
    const needed = placed.flatMap(currentNeeds).map((service) => new ec2.InterfaceVpcEndpointAwsService(service));
    const missing = new Map([...needed, ...this.extra]
      .filter(({ shortName }) => !hasEndpoint(present, shortName))
      .map((service) => [service.shortName, service]));
    for (const [name, service] of missing) {
      if (name === S3) {
        this.makeGateway(placed.flatMap(({ subnets }) => subnets));
      } else {
        const { securityGroups, subnets, vpc } = this;
        new ec2.InterfaceVpcEndpoint(this, childId(name), { vpc, service, subnets, securityGroups, open: false });
      }
    }
  }

  private makeGateway(subnetsOfServices: ec2.ISubnet[]): void {
    new ec2.GatewayVpcEndpoint(this, childId(S3), {
      vpc: this.vpc,
      service: ec2.GatewayVpcEndpointAwsService.S3,
      subnets: [this.subnets, { subnets: subnetsOfServices }],
    });
  }

  private warnIfUseless(): string[] {
    if (this.services.placed.length === 0 && this.extra.length === 0) {
      const finding = advise('PrivateEndpoints.NoService', 'vpc',
        'has no service of this library in this app, so that no endpoint is made; name what others need in `services`, or leave it out');
      Validations.of(this).addWarning(warningId(finding), sentence(finding));
    }
    return [];
  }
}

/** The VPC's primary IPv4 range; `undefined` where an imported VPC does not know it. */
function rangeOf(vpc: ec2.IVpc): string | undefined {
  const resource = vpc.node.defaultChild;
  // A VPC of this app says its range as a token, which no policy tool can read, where the resource often has it in the clear.
  const range = resource instanceof ec2.CfnVPC ? known(resource.cidrBlock) : undefined;
  try {
    return range ?? vpc.vpcCidrBlock;
  } catch {
    return undefined;
  }
}

function hasDns(vpc: ec2.IVpc): boolean | undefined {
  const resource = vpc.node.defaultChild;
  return resource instanceof ec2.CfnVPC ? known(resource.enableDnsHostnames) !== false && known(resource.enableDnsSupport) !== false : undefined;
}

/** `ecr.api` becomes `EcrApi`. */
function childId(service: string): string {
  return service.split(/[^A-Za-z0-9]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
