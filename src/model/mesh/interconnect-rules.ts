import { CallProtocol, InterconnectMethod, InterconnectOptions, TaskNetworkMode } from './interconnect-options';
import { oneOf } from '../range';
import { dnsRecordsOf, NetworkMode, targetTypeOf } from '../task/network-mode';

/** Why a method cannot be had: all reasons that the facts give. */
export function exclusionsOf(method: InterconnectMethod, facts: InterconnectOptions): string[] {
  return RULES[method].filter(({ when }) => when(facts)).map(({ reason }) => reason);
}

/** What a method gives, in the light of the facts. */
export function giftOf(method: InterconnectMethod, facts: InterconnectOptions): string {
  switch (method) {
    case InterconnectMethod.SERVICE_CONNECT: return serviceConnectGift(facts);
    case InterconnectMethod.CLOUD_MAP: return cloudMapGift(facts);
    case InterconnectMethod.LATTICE: return latticeGift(facts);
    case InterconnectMethod.LOAD_BALANCER: return balancerGift(facts);
    case InterconnectMethod.APP_MESH: return '';
  }
}

interface Rule {
  readonly when: (facts: InterconnectOptions) => boolean;
  readonly reason: string;
}

const NO_NETWORK: Rule = { when: ({ networkMode }) => networkMode === TaskNetworkMode.NONE, reason: 'tasks with the network mode none are not reached at all' };
// ECS Developer Guide, "Amazon ECS clusters for external instances": neither load balancers nor service discovery, nor what is built on them.
const ON_EXTERNAL: Rule = { when: ({ external }) => external === true, reason: 'does not reach tasks of ECS Anywhere' };
// ECS API reference, CreateService: with the controller EXTERNAL, load balancers and registries are those of each task set.
const EXTERNAL_CONTROLLER: Rule = {
  when: ({ deploymentController }) => deploymentController === 'EXTERNAL', reason: 'is set up by whatever makes the task sets, not by the service',
};
const FROM_INTERNET = (reason: string): Rule => ({ when: ({ internet }) => internet === true, reason });

const RULES: Record<InterconnectMethod, readonly Rule[]> = {
  [InterconnectMethod.SERVICE_CONNECT]: [
    // ECS Developer Guide, "Use Service Connect to connect Amazon ECS services with short names": considerations.
    NO_NETWORK,
    ON_EXTERNAL,
    { when: ({ networkMode }) => networkMode === TaskNetworkMode.HOST, reason: 'takes the network mode awsvpc or bridge' },
    { when: ({ windows }) => windows === true, reason: 'does not run with Windows' },
    {
      when: ({ deploymentController }) => deploymentController === 'CODE_DEPLOY' || deploymentController === 'EXTERNAL',
      reason: 'takes services that ECS itself deploys',
    },
    { when: ({ sameNamespace }) => sameNamespace === false, reason: 'joins services of one namespace' },
    { when: ({ otherComputeTypes }) => otherComputeTypes === true, reason: 'joins services of ECS and nothing else' },
    FROM_INTERNET('its names are known to tasks of the namespace alone'),
    // CloudFormation reference, AWS::ECS::TaskDefinition PortMapping AppProtocol: http, http2, grpc, or absent for TCP.
    { when: ({ protocol }) => protocol === CallProtocol.UDP, reason: 'carries HTTP, HTTP/2, gRPC and TCP' },
    // ECS Developer Guide, "Amazon ECS Service Connect components": round-robin over all tasks of an endpoint.
    { when: ({ routing }) => routing === true, reason: 'sends requests to all tasks of an endpoint in turn; only a deployment (canary, linear) splits them' },
  ],
  [InterconnectMethod.CLOUD_MAP]: [
    NO_NETWORK,
    ON_EXTERNAL,
    EXTERNAL_CONTROLLER,
    // ECS Developer Guide, "Use service discovery to connect Amazon ECS services with DNS names": tasks register their private addresses.
    FROM_INTERNET('registers private addresses, in a public namespace too'),
    // CloudFormation reference, AWS::ServiceDiscovery::Service DnsConfig RoutingPolicy.
    { when: ({ routing }) => routing === true, reason: 'answers with addresses and routes nothing' },
  ],
  [InterconnectMethod.LATTICE]: [
    NO_NETWORK,
    ON_EXTERNAL,
    // ECS Developer Guide, "Use Amazon VPC Lattice to connect, observe, and secure your Amazon ECS services".
    { when: ({ deploymentController }) => deploymentController === 'CODE_DEPLOY', reason: 'does not go with CodeDeploy' },
    EXTERNAL_CONTROLLER,
    // VPC Lattice User Guide, "Service networks": clients are in an associated VPC, or come through an endpoint in one.
    FROM_INTERNET('is reached from VPCs that are associated with its network'),
    // CloudFormation reference, AWS::VpcLattice::Listener Protocol: HTTP, HTTPS, TLS_PASSTHROUGH.
    { when: ({ protocol }) => protocol === CallProtocol.TCP, reason: 'takes TCP as TLS that it passes through, and in no other form' },
    { when: ({ protocol }) => protocol === CallProtocol.UDP, reason: 'listens for HTTP, HTTPS and TLS' },
  ],
  [InterconnectMethod.LOAD_BALANCER]: [
    NO_NETWORK,
    ON_EXTERNAL,
  ],
  [InterconnectMethod.APP_MESH]: [
    // App Mesh User Guide, notice of its end of support.
    { when: () => true, reason: 'ended on 30 September 2026' },
  ],
};

function serviceConnectGift(facts: InterconnectOptions): string {
  const gift = 'short names, a proxy that ECS runs, round robin, retries, outlier detection and metrics, without a bill of its own';
  if (facts.crossAccount) return `${gift}; the namespace is shared through AWS RAM, and the VPCs must reach each other`;
  return facts.crossVpc ? `${gift}; the VPCs must reach each other` : gift;
}

function cloudMapGift({ networkMode }: InterconnectOptions): string {
  const gift = 'names and addresses; balancing and retries are left to callers';
  if (networkMode === undefined) return gift;
  const records = dnsRecordsOf(modeOf(networkMode), 'dualstack');
  return `${gift} (${oneOf(records)} records${records.length === 1 ? ', which callers must know to read' : ''})`;
}

function latticeGift({ networkMode }: InterconnectOptions): string {
  const gift = 'routing by path, header and weight, and IAM authorization, over VPCs, accounts and kinds of compute';
  return networkMode === undefined ? gift : `${gift} (targets of type ${targetTypeOf(modeOf(networkMode))})`;
}

function balancerGift({ protocol }: InterconnectOptions): string {
  const place = 'open to the internet or internal';
  return protocol === CallProtocol.TCP || protocol === CallProtocol.UDP
    ? `a Network Load Balancer, ${place}` : `an Application Load Balancer, ${place}, with rules by host, path, header and weight`;
}

/** The values of the enum are those of ECS. */
function modeOf(networkMode: TaskNetworkMode): NetworkMode {
  return networkMode as `${TaskNetworkMode}`;
}
