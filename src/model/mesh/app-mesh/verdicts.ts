import { AppMeshShare } from './plan-parts';
import { InterconnectMethod } from '../interconnect-options';

const PROXY = 'the retries, outlier detection and metrics of the proxy';
const IN_LATTICE = 'LatticeRoute.service, and LatticeRoute.beside with their weights';
const IN_BALANCER = 'ListenerAction.weightedForward of aws-cdk-lib, and TrafficSource.applicationTargetGroup in the services';

/** What gives a name or its rules, as a person calls it. */
export function spokenMethod(method: InterconnectMethod): string {
  return method === InterconnectMethod.LOAD_BALANCER ? `a ${method}` : method;
}

/** A split of requests that stay in the mesh, and what it costs to have the split elsewhere. */
export function adviceInMesh(shares: readonly AppMeshShare[], rollout: string | undefined, isTcp: boolean): string {
  if (isTcp) {
    // ECS Developer Guide, "Blue/green with Service Connect": http, http2 and grpc.
    return 'Service Connect splits no TCP: versions of one application become one service under the name, updated batch by batch and without a split. '
      + 'A Network Load Balancer with Rollout.canary() shifts them, and takes the name out of the mesh';
  }
  const elsewhere = `Services that are to stay side by side with the weights ${weightsOf(shares)} leave the mesh for VPC Lattice (${IN_LATTICE}), and give up ${PROXY}`;
  if (rollout === undefined) {
    return `${shares.length} targets are no rollout: versions of one application become one service under the name, updated batch by batch and without a split. ${elsewhere}`;
  }
  const finished = shares[1].percent === 0 ? 'the shift is over: ' : '';
  return `${finished}versions of one application become one service with ${rollout}. ${elsewhere}`;
}

/** A split of requests that come through rules. */
export function adviceBehindRules(method: InterconnectMethod, shares: readonly AppMeshShare[], isTcp: boolean): string {
  const how = method === InterconnectMethod.LATTICE ? IN_LATTICE : isTcp ? 'the targets of its listener' : IN_BALANCER;
  return `the weights ${weightsOf(shares)} are those of ${spokenMethod(method)}, which has the rules of this router (${how}): `
    + 'no rollout, and no name of the mesh. Services that share the requests are updated batch by batch';
}

/** What to do with a name behind rules, and what is lost with either way. */
export function remedyBehindRules(method: InterconnectMethod, isTcp: boolean): string {
  const stay = 'to keep the name in the mesh, give up the rules and their splits: one service, and mesh.addServer with the name as its alias';
  if (method === InterconnectMethod.LATTICE) {
    return `make it a service of VPC Lattice: LatticeRoute.service with the name, port and plainHttp, LatticeRoute.beside for weights, and registration.addRule for the rules; it gives up ${PROXY}; ${stay}`;
  }
  return `${isTcp
    ? 'make it an internal Network Load Balancer with a listener for each port'
    : `make it an internal Application Load Balancer: TrafficSource.listenerRule for conditions, without weights; for weights, and ports other than 80 and 443, a listener with ${IN_BALANCER}`}; it gives up ${PROXY}; ${stay}`;
}

function weightsOf(shares: readonly AppMeshShare[]): string {
  return shares.map(({ weight }) => weight).join(' to ');
}
