import { imageNamed, NamedImage } from '../capacity/image-source';
import { InstancePoolFacts } from '../capacity/pool-facts';
import { readBootstrap } from '../capacity/user-data';
import { readGroup, readLaunch, WrittenGroup, WrittenLaunch } from '../capacity/written-group';
import { onceForSet } from '../template/once';
import { joined, Reference } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, knownProperties, Properties, propertiesIn, textIn } from '../template-value';

/** An Auto Scaling group whose instances are for ECS, and what they start from. */
export interface InstanceGroup {
  readonly resource: Resource;
  readonly facts: WrittenGroup;
  /** Its capacity providers. */
  readonly providers: readonly Resource[];
  /** Absent where what the instances start from is not in the set. */
  readonly launch?: GroupLaunch;
}

/** A launch template or a launch configuration. */
export interface GroupLaunch {
  readonly resource: Resource;
  readonly facts: WrittenLaunch;
  /** Id of the image, where it is written as such. */
  readonly imageId?: string;
  /** Name of the Systems Manager parameter that holds the image. */
  readonly imageName?: string;
  readonly image?: NamedImage;
  /** Empty where there is none; references are named as in `Fn::Sub`. Absent where it is not known. */
  readonly userData?: string;
  /** The clusters that the user data names. */
  readonly clusters: readonly Resource[];
}

const LAUNCH_TYPES = ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'];
const AGENT = /ECS_CLUSTER|\/etc\/ecs\/|\[settings\.ecs\]|Initialize-ECSAgent/;

/** The Auto Scaling groups whose instances are for ECS: by a capacity provider, by their image, or by their user data. */
export const instanceGroupsIn: (set: TemplateSet) => readonly InstanceGroup[] = onceForSet((set) => (
  set.resources('AWS::AutoScaling::AutoScalingGroup').flatMap((resource) => {
    const providers = set.referrers(resource, 'AWS::ECS::CapacityProvider');
    const launch = launchOf(set, resource);
    const isForEcs = providers.length > 0 || launch?.image !== undefined || (launch?.clusters.length ?? 0) > 0 || AGENT.test(launch?.userData ?? '');
    return isForEcs ? [{ resource, facts: readGroup(resource.properties), providers, launch }] : [];
  })));

/** What the instances of a group are, as far as the group and its launch tell. */
export function groupPool({ facts, launch }: InstanceGroup): InstancePoolFacts {
  const { architecture, family, variant } = launch?.image ?? {};
  const { hostModeTaskRoles, reservedMemoryMiB } = readBootstrap(launch?.userData);
  const { onDemandBase, onDemandPercent } = facts;
  const isOnSpot = onDemandPercent === undefined ? undefined : onDemandPercent < 100;
  return {
    instanceTypes: typesOf(facts, launch),
    minInstances: facts.min,
    maxInstances: facts.max,
    reservedMemoryMiB,
    hostModeTaskRoles,
    windows: family === undefined ? undefined : family === 'windows',
    architecture,
    variant,
    spot: isOnSpot ?? false ? true : launch?.facts.spot,
    spotOnly: (onDemandPercent === 0 && onDemandBase === 0) || launch?.facts.spot,
  };
}

function typesOf({ byRequirements, overrides }: WrittenGroup, launch: GroupLaunch | undefined): InstancePoolFacts['instanceTypes'] {
  if (overrides === undefined || byRequirements) return undefined;
  return overrides.length > 0 ? overrides : launch?.facts.instanceTypes;
}

function launchOf(set: TemplateSet, group: Resource): GroupLaunch | undefined {
  const { properties } = group;
  const template = isWritten(properties.MixedInstancesPolicy) === false
    ? propertiesIn(properties.LaunchTemplate)
    : propertiesIn(entryIn(properties, 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification'));
  const named = set.target(group, template.LaunchTemplateId) ?? set.target(group, template.LaunchTemplateName)
    ?? set.named('AWS::EC2::LaunchTemplate', 'LaunchTemplateName', template.LaunchTemplateName)
    ?? set.target(group, properties.LaunchConfigurationName)
    ?? set.named('AWS::AutoScaling::LaunchConfiguration', 'LaunchConfigurationName', properties.LaunchConfigurationName);
  return named !== undefined && LAUNCH_TYPES.includes(named.type) ? LAUNCHES(set).get(named) : undefined;
}

/** Templates may be shared by many groups. */
const LAUNCHES = onceForSet((set) => new Map(set.resources(...LAUNCH_TYPES).flatMap((resource): [Resource, GroupLaunch][] => {
  const { properties, type } = resource;
  const data = type === 'AWS::EC2::LaunchTemplate' ? knownProperties(properties.LaunchTemplateData) : properties;
  return data === undefined ? [] : [[resource, readData(set, resource, data)]];
})));

function readData(set: TemplateSet, resource: Resource, data: Properties): GroupLaunch {
  const imageName = set.storedName(resource, data.ImageId);
  return {
    resource,
    facts: readLaunch(data),
    imageId: textIn(data.ImageId),
    imageName,
    image: imageNamed(imageName),
    userData: userDataIn(set, resource, data.UserData),
    clusters: clustersIn(set, resource, data.UserData),
  };
}

/** A parameter may bring any line with it. */
function userDataIn(set: TemplateSet, launch: Resource, value: unknown): string | undefined {
  if (isWritten(value) === false) return '';
  const parts = partsIn(value)?.map((part) => {
    if (typeof part === 'string') return part;
    const isName = part.logicalId.startsWith('AWS::') || targetOf(set, launch, part) !== undefined;
    return isName ? `\${${[part.logicalId, part.attribute ?? []].flat().join('.')}}` : undefined;
  });
  return parts?.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function clustersIn(set: TemplateSet, launch: Resource, value: unknown): readonly Resource[] {
  return (partsIn(value) ?? []).flatMap((part) => {
    const target = typeof part === 'string' ? undefined : targetOf(set, launch, part);
    return target?.type === 'AWS::ECS::Cluster' ? target : [];
  });
}

function partsIn(value: unknown): ReturnType<typeof joined> {
  return joined(propertiesIn(value)['Fn::Base64']);
}

function targetOf(set: TemplateSet, launch: Resource, { attribute, logicalId }: Reference): Resource | undefined {
  return set.target(launch, attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] });
}
