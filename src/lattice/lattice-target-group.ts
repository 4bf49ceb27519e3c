import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Construct } from 'constructs';
import { LatticeHealth, latticeHealthCheck } from './lattice-health';
import { LatticePort } from './lattice-port';
import { ReachedService } from '../discovery/reached-service';

/** What a target group for tasks is made of. */
export interface LatticeTargets {
  readonly reached: ReachedService;
  readonly port: LatticePort;
  readonly type: 'ip' | 'instance';
  readonly tls: boolean;
  readonly ipv6: boolean;
  readonly health?: LatticeHealth;
}

/** Makes a group in which ECS registers the tasks: by their own address, or by their instance. */
export function makeLatticeTargetGroup(scope: Construct, id: string, targets: LatticeTargets): vpclattice.CfnTargetGroup {
  const { health, ipv6, port, reached, tls, type } = targets;
  const protocol = tls ? 'HTTPS' : 'HTTP';
  return new vpclattice.CfnTargetGroup(scope, id, {
    type: type.toUpperCase(),
    config: {
      vpcIdentifier: reached.service.cluster.vpc.vpcId,
      port: port.number,
      protocol,
      protocolVersion: port.version,
      ipAddressType: type === 'ip' ? (ipv6 ? 'IPV6' : 'IPV4') : undefined,
      healthCheck: latticeHealthCheck(health, protocol, port.version),
    },
  });
}
