import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TestHeader } from './test-traffic';
import { refuse } from '../model/finding';
import { listIn, propertiesIn } from '../model/template-value';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';
import { changeServiceConnect } from '../private/service-connect';

type Service = ecs.CfnService.ServiceConnectServiceProperty;
type Alias = ecs.CfnService.ServiceConnectClientAliasProperty;

/**
 * Leads requests between services with this header to the new revision; the L2 has no word for it.
 *
 * Whether the service has a name in Service Connect, its user may say later: refused at synth where it has none.
 */
export function addTestHeader(resource: ecs.CfnService, { name, value }: TestHeader): void {
  const testTrafficRules = { header: { name, value: { exact: value } } };
  changeServiceConnect(resource, (config) => ({
    ...config,
    services: (config.services as Service[] | undefined)?.map((service) => ({
      ...service,
      clientAliases: (service.clientAliases as Alias[] | undefined)?.map((alias) => ({ ...alias, testTrafficRules })),
    })),
  }));
  guardAtSynth(resource, () => {
    const { ServiceConnectConfiguration: config } = finalProperties(resource);
    return listIn(propertiesIn(config).Services).length > 0 ? [] : [refuse('TestTraffic.NoBalancer', 'rollout.testTraffic',
      'is a header for a load balancer or for Service Connect, got a service without either; leave it out, or give the service one of them')];
  });
}
