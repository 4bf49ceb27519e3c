import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { IConstruct } from 'constructs';
import { LatticeShare } from './lattice-share';
import { known } from '../private/known';
import { resourceOf } from '../private/token-owner';
import { ID_TO_COME } from '../private/vpc-identity';

const networksOfApps = new WeakMap<IConstruct, Map<string | IConstruct, IConstruct>>();
const shares = new WeakMap<IConstruct, readonly (string | undefined)[]>();

/** One VPC, however often it is imported: its id, or the resource in this app. */
export function identityOf(vpc: ec2.IVpc): string | IConstruct {
  return vpc.vpcId === ID_TO_COME ? vpc : known(vpc.vpcId) ?? resourceOf(vpc.vpcId) ?? vpc;
}

/** Which service network of this app has a VPC. */
export function networksOf({ node: { root } }: IConstruct): Map<string | IConstruct, IConstruct> {
  const networks = networksOfApps.get(root) ?? new Map<string | IConstruct, IConstruct>();
  networksOfApps.set(root, networks);
  return networks;
}

/** Remembers who a service network is shared with; `undefined` is a token. */
export function recordShare(network: vpclattice.CfnServiceNetwork, { sharedWith = [] }: LatticeShare): void {
  shares.set(network, sharedWith.map(known));
}

/** Who a service network of this app is shared with; nobody, as far as is known, where it was made elsewhere. */
export function sharedBy(networkArn: string | undefined): readonly (string | undefined)[] {
  const resource = networkArn === undefined ? undefined : resourceOf(networkArn);
  return (resource && shares.get(resource)) ?? [];
}
