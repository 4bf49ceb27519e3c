import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, knownList, knownProperties, Properties, propertiesIn, textIn } from '../template-value';
import { isOfNetworkBalancer } from '../traffic/written-target-group';

/** A load balancer that a service names, with what of it is in the set. */
export interface ServiceTarget {
  /** Its place among the load balancers of the service. */
  readonly index: number;
  /** As the service names it. */
  readonly properties: Properties;
  /** It has a name, which only Classic Load Balancers are known by. */
  readonly classic?: boolean;
  /** Its target group, where that is in the set. */
  readonly group?: Resource;
  /** The listeners and rules that lead to the group; absent where it is not known that there are no others. */
  readonly listeners?: readonly Resource[];
}

/** The load balancers of a service; undefined where they are not known. */
export function serviceTargets(set: TemplateSet, service: Resource): readonly ServiceTarget[] | undefined {
  return knownList(service.properties.LoadBalancers)?.map((item, index) => {
    const properties = propertiesIn(item);
    const group = targetGroupOf(set, service, properties.TargetGroupArn);
    return {
      index, properties, group, classic: isWritten(properties.LoadBalancerName), listeners: group && listenersOf(set, group),
    };
  });
}

/** All target groups of a service in the set, those that deployments move traffic to included. */
export function targetGroupsOf(set: TemplateSet, service: Resource): readonly Resource[] {
  const arns = (knownList(service.properties.LoadBalancers) ?? []).map(propertiesIn)
    .flatMap(({ AdvancedConfiguration: pair, TargetGroupArn: arn }) => [arn, propertiesIn(pair).AlternateTargetGroupArn]);
  return [...new Set(arns.flatMap((arn) => targetGroupOf(set, service, arn) ?? []))];
}

/** The target groups of a service in the set that are known to be of Network Load Balancers. */
export function networkGroupsOf(set: TemplateSet, service: Resource): readonly Resource[] {
  return (serviceTargets(set, service) ?? []).flatMap(({ group }) => (group !== undefined && isOfNetworkBalancer(group.properties) ? [group] : []));
}

/** The listeners and rules that lead to a target group, as far as they are in the set. */
export function leadersOf(set: TemplateSet, group: Resource): readonly Resource[] {
  return set.referrers(group, LISTENER, RULE);
}

/** The listener itself, or that of a rule. */
export function listenerOf(set: TemplateSet, leader: Resource): Resource | undefined {
  const listener = leader.type === RULE ? set.target(leader, leader.properties.ListenerArn) : leader;
  return listener?.type === LISTENER ? listener : undefined;
}

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
// What refers to target groups and puts none behind a listener.
const BYSTANDERS = ['AWS::ECS::', 'AWS::ApplicationAutoScaling::', 'AWS::CloudWatch::', 'AWS::CodeDeploy::', LISTENER, RULE];

/** None found is none at all only where everything was read, and nothing else could put the group behind a listener. */
function listenersOf(set: TemplateSet, group: Resource): readonly Resource[] | undefined {
  const leaders = leadersOf(set, group);
  if (leaders.length > 0) return leaders;
  const isSure = set.unread.every(({ template }) => template !== group.template) && !set.isOffered(group) && !mayForward(set)
    && set.referrers(group).every(({ type }) => BYSTANDERS.some((start) => type.startsWith(start)));
  return isSure ? [] : undefined;
}

/** Some listener or rule forwards to a target group that is not known. */
const mayForward = onceForSet((set) => set.resources(LISTENER, RULE).some((leader) => {
  const { Actions: actions, DefaultActions: defaults } = leader.properties;
  const all = knownList(leader.type === RULE ? actions : defaults);
  return all?.every((action) => groupArnsIn(action)?.every((arn) => textIn(arn) !== undefined || set.target(leader, arn) !== undefined)) !== true;
}));

/** What an action forwards to; undefined where it is not known. */
function groupArnsIn(action: unknown): readonly unknown[] | undefined {
  const properties = knownProperties(action);
  const type = textIn(properties?.Type);
  if (properties === undefined || (type !== undefined && type !== 'forward')) return properties && [];
  const weighted = knownList(entryIn(properties, 'ForwardConfig.TargetGroups', []));
  const arns = [properties.TargetGroupArn, ...(weighted ?? []).map((entry) => entryIn(entry, 'TargetGroupArn'))];
  return weighted && arns.filter((arn) => isWritten(arn) !== false);
}

function targetGroupOf(set: TemplateSet, service: Resource, arn: unknown): Resource | undefined {
  const group = set.target(service, arn);
  return group?.type === 'AWS::ElasticLoadBalancingV2::TargetGroup' ? group : undefined;
}
