import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { knownList, listIn, propertiesIn, textIn } from '../template-value';

/** Availability zones, each by a text that no other has. */
export interface Zones {
  readonly zones: readonly string[];
  /** What the texts are: names, places in the list of the region's zones, or the only subnet of a zone that is not known. */
  readonly by: 'name' | 'place' | 'subnet';
}

/** The zones of a list of subnets; absent where they are not known. */
export function zonesOfSubnets(set: TemplateSet, owner: Resource, subnets: unknown): Zones | undefined {
  const list = knownList(subnets);
  const resources = list?.map((subnet) => set.target(owner, subnet));
  const zones = zonesOf(resources?.map((subnet) => (subnet?.type === 'AWS::EC2::Subnet' ? subnet.properties.AvailabilityZone : undefined)));
  return zones ?? (list?.length === 1 && textIn(list[0]) !== undefined ? { zones: [`${textIn(list[0])}`], by: 'subnet' } : undefined);
}

/** The zones of values that each name one. */
export function zonesOf(values: readonly unknown[] | undefined): Zones | undefined {
  if (values === undefined || values.length === 0) return undefined;
  const names = values.flatMap((value) => textIn(value) ?? []);
  const places = values.flatMap((value) => placeIn(value) ?? []);
  // A name and a place may be the same zone.
  if (names.length === values.length) return { zones: [...new Set(names)], by: 'name' };
  return places.length === values.length ? { zones: [...new Set(places)], by: 'place' } : undefined;
}

/** The place in the list of the region's zones, where CDK and others take a zone from. */
function placeIn(value: unknown): string | undefined {
  const [index, list] = listIn(propertiesIn(value)['Fn::Select']);
  const isOfRegion = propertiesIn(list)['Fn::GetAZs'] !== undefined;
  return isOfRegion && (typeof index === 'number' || typeof index === 'string') ? String(index) : undefined;
}
