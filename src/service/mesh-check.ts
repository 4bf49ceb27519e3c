import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { refuse } from '../model/finding';
import { listIn, propertiesIn } from '../model/template-value';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';

/**
 * Refuses, at synth, a name in Service Connect for services that are two behind one rule: a name is one service's.
 *
 * As clients of others they may be there. ECS Developer Guide, "Service Connect components": the discovery name is unique in its namespace.
 */
export function refuseServers(scope: Construct, services: Record<string, ecs.BaseService>): void {
  guardAtSynth(scope, () => Object.entries(services).filter(([, service]) => isServer(service)).map(([path]) => refuse(
    'BaseAndBurstService.ServiceConnect', path,
    'is reached by the load balancer, got a name in Service Connect, which one service has and not two; let callers use the load balancer, or VPC Lattice')));
}

function isServer({ node }: ecs.BaseService): boolean {
  const { ServiceConnectConfiguration: config } = finalProperties(node.defaultChild as ecs.CfnService);
  return listIn(propertiesIn(config).Services).length > 0;
}
