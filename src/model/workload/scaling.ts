import { serviceTargets, targetGroupsOf } from './service-targets';
import { scalableTargetsOf, Workload, workloadsIn } from './workload';
import { readPolicy, readTarget, WrittenPolicy, WrittenTarget } from '../scaling/written-scaling';
import { grouped } from '../template/grouped';
import { onceForSet } from '../template/once';
import { joined, Reference, referencesIn } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, textIn } from '../template-value';

/** A policy, and what it does. */
export interface PolicyUse {
  readonly resource: Resource;
  readonly facts: WrittenPolicy;
}

/** What scales an ECS service, as far as it is in the set. */
export interface ScaledTarget {
  readonly resource: Resource;
  readonly facts: WrittenTarget;
  /** `service/<cluster>/<service>`, in which a logical id stands for a name, and `<ARN of …>` for an ARN. Absent where it is not known. */
  readonly resourceId?: string;
  /** Absent where some policy of the set may be one of its own. */
  readonly policies?: readonly PolicyUse[];
  readonly workload?: Workload;
}

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const SERVICE = 'AWS::ECS::Service';

/** Everything that scales ECS services. */
export const scaledTargetsIn: (set: TemplateSet) => readonly ScaledTarget[] = onceForSet((set) => {
  const workloads = new Map(workloadsIn(set)
    .flatMap((workload) => scalableTargetsOf(set, workload.service).map((target): [Resource, Workload] => [target, workload])));
  const targets = set.resources(TARGET).filter(({ properties }) => properties.ServiceNamespace === 'ecs');
  const policies = policiesByTarget(set, targets);
  return targets.map((resource) => ({
    resource,
    facts: readTarget(resource.properties),
    resourceId: resourceIdOf(set, resource),
    policies: policies?.get(resource) ?? (policies && []),
    workload: workloads.get(resource),
  }));
});

/** The target group whose requests a policy counts, by its full name in the label. */
export function labelledGroup(set: TemplateSet, policy: Resource): Resource | undefined {
  const label = entryIn(policy.raw, 'TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel');
  const named = referencesIn(label).filter(({ attribute }) => attribute === 'TargetGroupFullName');
  return named.length === 1 ? set.target(policy, asValue(named[0])) : undefined;
}

/** All target groups that the tasks of a service are registered with; undefined where one of them is not in the set. */
export function allGroupsOf(set: TemplateSet, service: Resource): readonly Resource[] | undefined {
  return serviceTargets(set, service)?.every(({ group }) => group !== undefined) ? targetGroupsOf(set, service) : undefined;
}

/** Undefined where a policy of ECS leads nowhere that is known. */
function policiesByTarget(set: TemplateSet, targets: readonly Resource[]): ReadonlyMap<Resource, readonly PolicyUse[]> | undefined {
  const byId = new Map(targets.map((target) => [idKey(target), target]));
  const uses = set.resources(POLICY).map((resource) => (
    { resource, target: set.target(resource, resource.properties.ScalingTargetId) ?? byId.get(idKey(resource)) }));
  const isSure = uses.every(({ resource: { properties }, target }) => (
    target !== undefined || (textIn(properties.ServiceNamespace) ?? 'ecs') !== 'ecs' || textIn(properties.ResourceId) !== undefined));
  return isSure ? grouped(uses.flatMap(({ resource, target }): [Resource, PolicyUse][] => (
    target === undefined ? [] : [[target, { resource, facts: readPolicy(resource.properties) }]]))) : undefined;
}

/** Two that are written alike in one template are the same. */
function idKey({ properties, raw, template }: Resource): string {
  if (isWritten(properties.ResourceId) === false) return '';
  return textIn(properties.ResourceId) ?? `${template} ${JSON.stringify(raw.ResourceId)}`;
}

function resourceIdOf(set: TemplateSet, target: Resource): string | undefined {
  const parts = joined(target.raw.ResourceId)?.map((part) => (typeof part === 'string' ? part : nameIn(set, target, part)));
  return textIn(target.properties.ResourceId) ?? (parts?.every((part) => part !== undefined) ? parts.join('') : undefined);
}

/** CloudFormation reference, AWS::ECS::Service and AWS::ECS::Cluster: `Ref` is the ARN of a service, and the name of a cluster. */
function nameIn(set: TemplateSet, owner: Resource, reference: Reference): string | undefined {
  const named = set.target(owner, asValue(reference));
  if (named?.logicalId !== reference.logicalId || named.template !== owner.template) return undefined;
  const { attribute = named.type === SERVICE ? 'ServiceArn' : 'Name' } = reference;
  return attribute.endsWith('Arn') ? `<ARN of ${named.logicalId}>` : named.logicalId;
}

function asValue({ attribute, logicalId }: Reference): unknown {
  return attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] };
}
