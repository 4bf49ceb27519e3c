import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { agentFindings, InstanceAttribute } from './agent-options';
import type { InstancePool, InstancePoolProps } from './instance-pool';
import { InstancePoolOptions } from './instance-pool-options';
import { PoolImage } from './pool-image';
import { placementFindings } from './pool-placement';
import { resourceOf } from './pool-provider';
import { PoolScaling } from './pool-scaling';
import { storageFindings } from './pool-storage';
import { updateFindings } from './pool-updates';
import { PurchaseOption } from './purchase-option';
import { checkInstanceCount } from '../model/capacity/instance-count';
import { checkManagedScaling, checkProviderName } from '../model/capacity/managed-scaling';
import { checkSpotTypes } from '../model/capacity/purchase';
import { Finding, refuse, sentence, under } from '../model/finding';
import { known } from '../private/known';

/** What is wrong with the props of a pool. */
export function poolFindings(scope: IConstruct, props: InstancePoolProps, mark: InstanceAttribute): Finding[] {
  const { min, max } = props.instances ?? {};
  return [
    ...stackFindings(scope, props),
    ...under('instances', checkInstanceCount({ min: known(min), max: known(max), managedScaling: scalingOf(props)._facts().managedScaling })),
    ...checkProviderName(known(props.capacityProviderName), 'capacityProviderName'),
    ...optionFindings(props, mark),
  ];
}

/** What is wrong with a finished pool: property injectors and escape hatches come later than the guard. */
export function synthFindings(pool: InstancePool): string[] {
  const { autoScalingGroup, capacityProvider } = pool;
  const stack = Stack.of(pool);
  const resource = autoScalingGroup.node.defaultChild as autoscaling.CfnAutoScalingGroup;
  const policies = stack.node.findAll().filter((node) => (
    node instanceof autoscaling.CfnScalingPolicy && node.autoScalingGroupName === autoScalingGroup.autoScalingGroupName
  ));
  const findings = checkManagedScaling({
    managedScaling: isScaled(pool),
    terminationProtection: capacityProvider.enableManagedTerminationProtection,
    protectedFromScaleIn: stack.resolve(resource.newInstancesProtectedFromScaleIn),
    otherPolicies: policies.length,
    weightedTypes: hasWeights(stack.resolve(resource.mixedInstancesPolicy)),
  });
  return under('scaling', findings).map((finding) => `${finding.id}: ${sentence(finding)}`);
}

/** What is wrong with the instances of a pool, whatever cluster they join. */
export function optionFindings(options: InstancePoolOptions, mark: Pick<InstanceAttribute, 'name'>): Finding[] {
  const { agent = {}, placement = {}, storage = {}, updates = {} } = options;
  const instanceTypes = typeNames(options);
  const image = options.machineImage ?? PoolImage.amazonLinux2023();
  const imageFacts = image._facts({ instanceTypes });
  const purchase = options.purchase ?? PurchaseOption.onDemand();
  const scaling = scalingOf(options);
  const noTypes = refuse('InstancePool.NoInstanceType', 'instanceTypes', 'must name at least one instance type, got none');
  return [
    ...instanceTypes.length === 0 ? [noTypes] : [],
    ...under('instanceTypes', checkSpotTypes(purchase._usesSpot(), instanceTypes)),
    ...under('machineImage', image._findings({ instanceTypes })),
    ...under('purchase', purchase._findings()),
    ...under('scaling', scaling._findings()),
    ...under('agent', agentFindings(agent, imageFacts.family, mark)),
    ...under('storage', storageFindings(storage, imageFacts)),
    ...under('updates', updateFindings(updates, scaling._facts().terminationProtection)),
    ...under('placement', placementFindings(placement, purchase._usesSpot())),
  ];
}

/** The names of the instance types, where they are known. */
export function typeNames({ instanceTypes }: InstancePoolOptions): (string | undefined)[] {
  return instanceTypes.map((type) => known(type.toString()));
}

/** The instances name their cluster, and the cluster its capacity providers: two stacks would need each other. */
function stackFindings(scope: IConstruct, { cluster }: InstancePoolProps): Finding[] {
  const stack = Stack.of(scope);
  return stack === Stack.of(cluster) ? [] : [refuse('InstancePool.OtherStack', 'cluster',
    `is in the stack of the pool, ${stack.node.path}, got one in ${Stack.of(cluster).node.path}; make the pool there`)];
}

function scalingOf({ scaling }: InstancePoolOptions): PoolScaling {
  return scaling ?? PoolScaling.managed();
}

function isScaled({ capacityProvider }: InstancePool): boolean {
  const { autoScalingGroupProvider } = resourceOf(capacityProvider);
  return (autoScalingGroupProvider as { managedScaling?: unknown }).managedScaling !== undefined;
}

function hasWeights(policy: { launchTemplate?: { overrides?: { weightedCapacity?: string }[] } } | undefined): boolean {
  return policy?.launchTemplate?.overrides?.some(({ weightedCapacity }) => weightedCapacity !== undefined) ?? false;
}
