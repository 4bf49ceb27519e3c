import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IResolveContext, Lazy } from 'aws-cdk-lib/core';

/** What a service says of itself to Service Connect, as the L1 takes it. */
export type ServiceConnectConfig = ecs.CfnService.ServiceConnectConfigurationProperty;

/** Who decides on the configuration of one service, whichever of them comes first. */
interface Parts {
  /** What the service had before: its user's. */
  readonly given: ecs.CfnService['serviceConnectConfiguration'];
  readonly changes: ((config: ServiceConnectConfig) => ServiceConnectConfig)[];
  provide?: () => ServiceConnectConfig;
}

const partsOfServices = new WeakMap<ecs.CfnService, Parts>();

/** Takes the configuration over: it is asked for when the template is written. Its user's is in the way, and `hasServiceConnect` tells of it. */
export function provideServiceConnect(resource: ecs.CfnService, provide: () => ServiceConnectConfig): void {
  partsOf(resource).provide = provide;
}

/** Changes the configuration as it is when the template is written; without one there is nothing to change. */
export function changeServiceConnect(resource: ecs.CfnService, change: (config: ServiceConnectConfig) => ServiceConnectConfig): void {
  partsOf(resource).changes.push(change);
}

/** The service has a configuration that was given to the L2 or the L1. */
export function hasServiceConnect(resource: ecs.CfnService): boolean {
  return resource.stack.resolve(partsOf(resource).given) !== undefined;
}

function partsOf(resource: ecs.CfnService): Parts {
  const known = partsOfServices.get(resource);
  if (known) return known;
  const parts: Parts = { given: resource.serviceConnectConfiguration, changes: [] };
  partsOfServices.set(resource, parts);
  resource.serviceConnectConfiguration = Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const config: ServiceConnectConfig | undefined = context.resolve(parts.provide ? parts.provide() : parts.given);
      return config && parts.changes.reduce((changed, change) => change(changed), config);
    },
  });
  return parts;
}
