import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IResolveContext, Lazy } from 'aws-cdk-lib/core';
import { TestHeader } from './test-traffic';

type Config = ecs.CfnService.ServiceConnectConfigurationProperty;
type Service = ecs.CfnService.ServiceConnectServiceProperty;
type Alias = ecs.CfnService.ServiceConnectClientAliasProperty;

/** Leads requests between services with this header to the new revision, once the service is in Service Connect; the L2 has no word for it. */
export function writeTestHeader(resource: ecs.CfnService, { name, value }: TestHeader): void {
  const given = resource.serviceConnectConfiguration;
  const testTrafficRules = { header: { name, value: { exact: value } } };
  resource.serviceConnectConfiguration = Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const config: Config | undefined = context.resolve(given);
      return config && {
        ...config,
        services: (config.services as Service[] | undefined)?.map((service) => ({
          ...service,
          clientAliases: (service.clientAliases as Alias[] | undefined)?.map((alias) => ({ ...alias, testTrafficRules })),
        })),
      };
    },
  });
}
