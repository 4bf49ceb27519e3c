import { readNetwork } from '../service/written-network';
import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, Properties, textIn } from '../template-value';

/** Where a subnet sends what is not for the VPC: to its internet gateway, somewhere else such as a NAT gateway, or nowhere. */
export type SubnetRoute = 'internet' | 'other' | 'none';

const EVERYWHERE = ['0.0.0.0/0', '::/0'];
// CloudFormation reference, AWS::EC2::Route: all that it may lead to but a gateway of the VPC.
const OTHER_WAYS = [
  'NatGatewayId', 'TransitGatewayId', 'InstanceId', 'NetworkInterfaceId', 'VpcPeeringConnectionId', 'EgressOnlyInternetGatewayId', 'CarrierGatewayId',
  'CoreNetworkArn', 'LocalGatewayId', 'VpcEndpointId',
];

/** The subnets of a service; undefined where one is not in the set. */
export function subnetsOf(set: TemplateSet, service: Resource): readonly Resource[] | undefined {
  const subnets = namedSubnets(set, service);
  return subnets?.every((subnet) => subnet !== undefined) ? subnets.flatMap((subnet) => subnet ?? []) : undefined;
}

/** The VPCs of a service's subnets that are known to differ: those of the set by logical id, or others by their own. */
export function vpcsOf(set: TemplateSet, service: Resource): readonly string[] {
  const vpcs = (namedSubnets(set, service) ?? []).flatMap((subnet) => (subnet === undefined ? [] : [{ subnet, id: subnet.properties.VpcId }]));
  const made = new Set(vpcs.flatMap(({ id, subnet }) => set.target(subnet, id) ?? []).filter(({ type }) => type === 'AWS::EC2::VPC'));
  const named = new Set(vpcs.flatMap(({ id }) => textIn(id) ?? []));
  // An id that is written may be that of one in the set.
  return [[...made].map(({ logicalId }) => logicalId), [...named]].find((each) => each.length > 1) ?? [];
}

/** The subnets of a service, undefined for each that is not in the set; undefined where they are not known. */
function namedSubnets(set: TemplateSet, service: Resource): readonly (Resource | undefined)[] | undefined {
  return knownList(readNetwork(service.properties).subnets)?.map((each) => {
    const subnet = set.target(service, each);
    return subnet?.type === 'AWS::EC2::Subnet' ? subnet : undefined;
  });
}

/** Where a subnet of the set leads to; undefined where that is not known. */
export function routeOf(set: TemplateSet, subnet: Resource): SubnetRoute | undefined {
  const [association, ...others] = set.referrers(subnet, 'AWS::EC2::SubnetRouteTableAssociation');
  const table = association && others.length === 0 ? set.target(association, association.properties.RouteTableId) : undefined;
  if (table === undefined || set.unread.some(({ template }) => template === table.template)) return undefined;
  const ways = set.referrers(table, 'AWS::EC2::Route').filter(({ properties }) => mayBeDefault(properties)).map((route) => wayOf(set, route));
  if (ways.includes(undefined) || hasOpenRoute(set)) return undefined;
  if (ways.length === 0) return 'none';
  return ways.includes('other') ? 'other' : 'internet';
}

/** A way out whose table is not known may be that of any subnet. */
const hasOpenRoute = onceForSet((set) => set.resources('AWS::EC2::Route').some((route) => {
  const { RouteTableId: table } = route.properties;
  return mayBeDefault(route.properties) && set.target(route, table) === undefined && textIn(table) === undefined;
}));

/** A route for a list of addresses, or for an unknown range, may be for all of them. */
function mayBeDefault({ DestinationCidrBlock: ipv4, DestinationIpv6CidrBlock: ipv6 }: Properties): boolean {
  return [ipv4, ipv6].some((range) => (isWritten(range) === false ? false : EVERYWHERE.includes(textIn(range) ?? EVERYWHERE[0])))
    || (isWritten(ipv4) === false && isWritten(ipv6) === false);
}

function wayOf(set: TemplateSet, route: Resource): SubnetRoute | undefined {
  const { DestinationCidrBlock: ipv4, DestinationIpv6CidrBlock: ipv6, GatewayId: gateway } = route.properties;
  const isKnown = EVERYWHERE.includes(textIn(ipv4) ?? textIn(ipv6) ?? '');
  if (!isKnown) return undefined;
  if (OTHER_WAYS.some((way) => isWritten(route.properties[way]) !== false)) return 'other';
  const leadsTo = set.target(route, gateway);
  if (leadsTo === undefined) return textIn(gateway)?.startsWith('igw-') ? 'internet' : undefined;
  return leadsTo.type === 'AWS::EC2::InternetGateway' ? 'internet' : 'other';
}
