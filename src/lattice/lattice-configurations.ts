import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IResolveContext, Lazy, Token } from 'aws-cdk-lib/core';
import { listIn, propertiesIn, textIn } from '../model/template-value';
import { acknowledgeLatticeShift } from '../private/acknowledge';

/** How one port of a service is registered. */
export interface LatticeConfiguration extends ecs.CfnService.VpcLatticeConfigurationProperty {
  /** What moves the traffic in deployments; absent where they do not. */
  readonly shift?: LatticeShift;
}

/** ARNs of a second target group, and of what leads to it and the first: listeners, or rules of them. */
export interface LatticeShift {
  readonly alternateTargetGroupArn: string;
  readonly productionListenerRule: string;
  readonly testListenerRule?: string;
}

const DEFAULT_GRACE_SECONDS = 60;

/** What registrations of a service asked for, of which the longest holds. */
const granted = new WeakMap<ecs.CfnService, number>();

/** Names of the ports of a service that are registered by now; `undefined` for one that only the deployment knows. */
export function registeredPorts(resource: ecs.CfnService): (string | undefined)[] {
  return listIn(resource.stack.resolve(resource.vpcLatticeConfigurations)).map((configuration) => textIn(propertiesIn(configuration).portName));
}

/** Registers one more port, after those that the service has. */
export function addConfiguration(resource: ecs.CfnService, { shift, ...configuration }: LatticeConfiguration): void {
  const before = resource.vpcLatticeConfigurations;
  const index = registeredPorts(resource).length;
  resource.vpcLatticeConfigurations = Lazy.uncachedAny({ produce: (context: IResolveContext) => [...context.resolve(before) ?? [], configuration] });
  if (shift) {
    const { alternateTargetGroupArn, productionListenerRule, testListenerRule } = shift;
    // By override: the L1 of the lowest supported version has no such property, and neither has its validator.
    acknowledgeLatticeShift(resource);
    resource.addPropertyOverride(`VpcLatticeConfigurations.${index}.AdvancedConfiguration`, {
      AlternateTargetGroupArn: alternateTargetGroupArn, ProductionListenerRule: productionListenerRule, TestListenerRule: testListenerRule,
    });
  }
}

/** Gives new tasks time before their health checks count: as long as the L2 gives those behind a balancer, where the service says nothing. */
export function grantGrace(resource: ecs.CfnService, seconds: number | undefined): void {
  const given = resource.healthCheckGracePeriodSeconds;
  const before = granted.get(resource);
  if (seconds !== undefined) granted.set(resource, Math.max(seconds, before ?? seconds));
  resource.healthCheckGracePeriodSeconds = granted.get(resource)
    ?? Token.asNumber(Lazy.uncachedAny({ produce: (context: IResolveContext) => context.resolve(given) ?? DEFAULT_GRACE_SECONDS }));
}
