import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ram from 'aws-cdk-lib/aws-ram';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { LatticeAuth } from './lattice-auth';
import { identityOf, networksOf, recordShare } from './lattice-networks';
import { LatticeShare, makeShare, shareCallers, shareFindings } from './lattice-share';
import { refuse, under } from '../model/finding';
import { guard } from '../private/guard';
import { known } from '../private/known';
import { numbered } from '../private/numbered';

// What `LatticeRoute.service` listens on.
const HTTPS = 443;

/** What a `LatticeNetwork` is made of. */
export interface LatticeNetworkProps extends LatticeShare {
  /** VPCs whose callers find the services of the network; a VPC can be in one service network. */
  readonly vpcs: ec2.IVpc[];

  /**
   * Who may connect to the network in these VPCs, on port 443; more is allowed with `connections`.
   *
   * @default - everything in the range of each VPC
   */
  readonly callers?: ec2.IPeer[];

  /**
   * Who may call any service of the network.
   *
   * @default - `LatticeAuth.open()`: each service decides for itself
   */
  readonly auth?: LatticeAuth;

  /**
   * Where a line is written for each request to any service of the network.
   *
   * @default - nowhere
   */
  readonly accessLogs?: logs.ILogGroup;
}

/**
 * A service network of VPC Lattice: services that are registered in it are found from the VPCs that are in it.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists: `LatticeNetwork.SameVpc` for a VPC that is named
 * twice, `LatticeNetwork.OtherNetwork` for one that another network of this app has, `LatticeNetwork.UnknownRange` for an imported VPC that does
 * not know its range, and the codes of `LatticeAuth` and `LatticeShare`.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-networks.html
 *
 * @example
 * new LatticeNetwork(this, 'Network', { vpcs: [vpc] });
 */
@propertyInjectable
export class LatticeNetwork extends Construct implements ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.LatticeNetwork';

  /** The service network. */
  public readonly serviceNetwork: vpclattice.CfnServiceNetwork;
  /** ARN of the service network, for `LatticeRoute.service`. */
  public readonly networkArn: string;
  /** The security groups in front of the network, one in each VPC; their default port is that of HTTPS. */
  public readonly connections: ec2.Connections;
  /** The share, where there is one. */
  public readonly share?: ram.CfnResourceShare;

  constructor(scope: Construct, id: string, props: LatticeNetworkProps) {
    super(scope, id);

    const { accessLogs, auth = LatticeAuth.open(), callers, vpcs } = props;
    const identities = vpcs.map(identityOf);
    const networks = networksOf(this);
    guard(this, [
      ...identities.flatMap((identity, index) => (identities.indexOf(identity) === index ? [] : [refuse('LatticeNetwork.SameVpc', `vpcs[${index}]`,
        `is in the network once, got ${nameOf(vpcs[index])} again; leave it out`)])),
      ...identities.flatMap((identity, index) => (networks.get(identity) === undefined ? [] : [refuse('LatticeNetwork.OtherNetwork', `vpcs[${index}]`,
        `can be in one service network, got ${nameOf(vpcs[index])}, which is in ${networks.get(identity)!.node.path}; put the services into that network, or ` +
        'reach this one through a VPC endpoint')])),
      ...vpcs.flatMap((vpc, index) => (callers !== undefined || rangeOf(vpc) !== undefined ? [] : [refuse('LatticeNetwork.UnknownRange', `vpcs[${index}]`,
        'does not know its range, which may call by default; import it with vpcCidrBlock, or name the callers')])),
      ...shareFindings(props),
      ...under('auth', auth._findings()),
    ]);

    this.serviceNetwork = new vpclattice.CfnServiceNetwork(this, 'ServiceNetwork', { authType: auth._authType });
    this.networkArn = this.serviceNetwork.attrArn;
    recordShare(this.serviceNetwork, props);
    identities.forEach((identity) => networks.set(identity, this));
    this.connections = new ec2.Connections({
      securityGroups: vpcs.map((vpc, index) => this.associate(vpc, index, callers ?? [ec2.Peer.ipv4(rangeOf(vpc)!)])),
      defaultPort: ec2.Port.tcp(HTTPS),
    });
    auth._bind(this, this.networkArn, shareCallers(props));
    this.share = makeShare(this, this.networkArn, props);
    if (accessLogs) {
      new vpclattice.CfnAccessLogSubscription(this, 'AccessLogs', { resourceIdentifier: this.networkArn, destinationArn: accessLogs.logGroupArn });
    }
  }

  private associate(vpc: ec2.IVpc, index: number, callers: ec2.IPeer[]): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, numbered('SecurityGroup', index), { vpc, description: 'Callers of VPC Lattice in the VPC', allowAllOutbound: false });
    callers.forEach((caller) => group.addIngressRule(caller, ec2.Port.tcp(HTTPS), 'Callers to VPC Lattice'));
    new vpclattice.CfnServiceNetworkVpcAssociation(this, numbered('VpcAssociation', index), {
      serviceNetworkIdentifier: this.networkArn, vpcIdentifier: vpc.vpcId, securityGroupIds: [group.securityGroupId],
    });
    return group;
  }
}

function nameOf({ node, vpcId }: ec2.IVpc): string {
  return known(vpcId) ?? node.path;
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
