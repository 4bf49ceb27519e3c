import { readNetwork } from '../service/written-network';
import { onceForSet } from '../template/once';
import { isOfOtherStack } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isFunction, knownList, numberIn, Properties, propertiesIn, textIn } from '../template-value';

const INGRESS = 'AWS::EC2::SecurityGroupIngress';

/** True where a security group of the service lets somebody in to a TCP port; undefined where not all of their rules are known. */
export function isAdmitted(set: TemplateSet, service: Resource, port: number): boolean | undefined {
  return isAdmittedBy(set, service, readNetwork(service.properties).securityGroups, port);
}

/** The same of security groups that some resource names. */
export function isAdmittedBy(set: TemplateSet, owner: Resource, named: unknown, port: number): boolean | undefined {
  const groups = knownList(named);
  // Without groups it has that of its VPC, whose rules nobody knows.
  if (groups === undefined || groups.length === 0) return undefined;
  const verdicts = groups.map((group) => isAdmittedByOne(set, set.target(owner, group), port));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

function isAdmittedByOne(set: TemplateSet, group: Resource | undefined, port: number): boolean | undefined {
  if (group?.type !== 'AWS::EC2::SecurityGroup') return undefined;
  const inline = knownList(group.properties.SecurityGroupIngress);
  const apart = set.referrers(group, INGRESS).filter((rule) => set.target(rule, rule.properties.GroupId) === group);
  const verdicts = [...inline ?? [], ...apart.map(({ properties }) => properties)].map((rule) => admits(rule, port));
  if (verdicts.includes(true)) return true;
  return inline === undefined || verdicts.includes(undefined) || mayHaveOthers(set, group) ? undefined : false;
}

/** Others may add rules to a group that they are told of, and a rule of its template whose group is not known may be its own. */
function mayHaveOthers(set: TemplateSet, group: Resource): boolean {
  return set.isOffered(group) || openTemplates(set).has(group.template);
}

/** The templates with a rule for some group that is not known; no template asks other stacks for what it has itself. */
const openTemplates = onceForSet((set): ReadonlySet<string> => new Set(set.resources(INGRESS).filter((rule) => {
  const { GroupId: group } = rule.properties;
  return isFunction(group) && !isOfOtherStack(group) && set.target(rule, group) === undefined;
}).map(({ template }) => template)));

// EC2 API reference, IpPermission: -1 is every protocol, and 6 is TCP.
const EVERY_PROTOCOL = '-1';
const TCP = ['tcp', '6', EVERY_PROTOCOL];

function admits(rule: unknown, port: number): boolean | undefined {
  if (isFunction(rule)) return undefined;
  const { FromPort: from, IpProtocol: written, ToPort: to }: Properties = propertiesIn(rule);
  const protocol = typeof written === 'number' ? String(written) : textIn(written);
  if (protocol === undefined) return undefined;
  if (protocol === EVERY_PROTOCOL) return true;
  if (!TCP.includes(protocol)) return false;
  const [first, last] = [numberIn(from), numberIn(to ?? from)];
  if (first === undefined || last === undefined) return undefined;
  return first <= port && port <= last;
}
