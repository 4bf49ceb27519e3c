import { setOf, the } from './sets';
import { routeOf, subnetsOf, vpcsOf } from '../../../src/model/workload/subnet-routes';

const UNKNOWN = { Ref: 'Parameter' };
const ASSOCIATION = 'AWS::EC2::SubnetRouteTableAssociation';
const TO_TABLE = { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } };
const EVERYWHERE = { DestinationCidrBlock: '0.0.0.0/0' };
const INTERNET = { ...EVERYWHERE, GatewayId: { Ref: 'Gateway' } };
const NAT = { ...EVERYWHERE, NatGatewayId: { Ref: 'Nat' } };

function route(routes: object[], associations: object[] = [TO_TABLE], template: object = {}) {
  const set = setOf({
    Subnet: ['AWS::EC2::Subnet'],
    Table: ['AWS::EC2::RouteTable'],
    Gateway: ['AWS::EC2::InternetGateway'],
    Vpn: ['AWS::EC2::VPNGateway'],
    Nat: ['AWS::EC2::NatGateway'],
    ...Object.fromEntries(associations.map((association, index) => [`Association${index}`, [ASSOCIATION, association]])),
    ...Object.fromEntries(routes.map((properties, index) => [`Route${index}`, ['AWS::EC2::Route', { RouteTableId: { Ref: 'Table' }, ...properties }]])),
  }, template);
  return routeOf(set, the(set, 'Subnet'));
}

test.each<[object[], string | undefined]>([
  [[], 'none'],
  [[{ DestinationCidrBlock: '10.1.0.0/16', GatewayId: { Ref: 'Vpn' } }], 'none'],
  [[{ DestinationIpv6CidrBlock: '2001:db8::/32', GatewayId: { Ref: 'Vpn' } }], 'none'],
  [[INTERNET], 'internet'],
  [[INTERNET, { ...NAT, RouteTableId: UNKNOWN }], undefined],
  [[INTERNET, { ...NAT, RouteTableId: 'rtb-of-others' }], 'internet'],
  [[{ DestinationCidrBlock: '10.1.0.0/16', RouteTableId: UNKNOWN }], 'none'],
  [[{ ...EVERYWHERE, GatewayId: 'igw-0123456789abcdef0' }], 'internet'],
  [[{ DestinationIpv6CidrBlock: '::/0', GatewayId: { Ref: 'Gateway' } }], 'internet'],
  [[NAT], 'other'],
  [[{ ...EVERYWHERE, TransitGatewayId: UNKNOWN }], 'other'],
  [[{ ...EVERYWHERE, GatewayId: { Ref: 'Vpn' } }], 'other'],
  [[INTERNET, { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' }], 'other'],
  [[{ ...EVERYWHERE, GatewayId: UNKNOWN }], undefined],
  [[{ ...EVERYWHERE, GatewayId: 'vgw-1' }], undefined],
  [[{ DestinationCidrBlock: UNKNOWN, NatGatewayId: { Ref: 'Nat' } }], undefined],
  [[{ DestinationPrefixListId: 'pl-1', NatGatewayId: { Ref: 'Nat' } }], undefined],
  [[NAT, { DestinationCidrBlock: UNKNOWN, GatewayId: { Ref: 'Gateway' } }], undefined],
])('routes %j lead to %p', (routes, expected) => {
  expect(route(routes)).toBe(expected);
});

test.each<[string, object[], object]>([
  ['the table of the VPC', [], {}],
  ['two tables', [TO_TABLE, TO_TABLE], {}],
  ['a table of others', [{ ...TO_TABLE, RouteTableId: UNKNOWN }], {}],
  ['what a macro may add', [TO_TABLE], { Transform: 'Own' }],
])('%s is not known', (_name, associations, template) => {
  expect(route([INTERNET], associations, template)).toBeUndefined();
});

test.each<[unknown, string[] | undefined]>([
  [{ AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } }, ['Subnet']],
  [{ AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }, 'subnet-1'] } }, undefined],
  [{ AwsvpcConfiguration: { Subnets: [{ Ref: 'Service' }] } }, undefined],
  [{ AwsvpcConfiguration: { Subnets: UNKNOWN } }, undefined],
  [UNKNOWN, undefined],
  [undefined, []],
])('the subnets of %j are %j', (NetworkConfiguration, expected) => {
  const set = setOf({ Service: ['AWS::ECS::Service', { NetworkConfiguration }], Subnet: ['AWS::EC2::Subnet'] });
  expect(subnetsOf(set, the(set, 'Service'))?.map(({ logicalId }) => logicalId)).toEqual(expected);
});

describe('the VPCs of a service', () => {
  const vpcs = (...ids: unknown[]) => {
    const set = setOf({
      Vpc: ['AWS::EC2::VPC'],
      Other: ['AWS::EC2::VPC'],
      Table: ['AWS::EC2::RouteTable'],
      Service: ['AWS::ECS::Service', {
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [...ids.map((_id, index) => ({ Ref: `Subnet${index}` })), UNKNOWN, { Ref: 'Table' }, 'subnet-1'] } },
      }],
      ...Object.fromEntries(ids.map((id, index) => [`Subnet${index}`, ['AWS::EC2::Subnet', { VpcId: id }]])),
    });
    return vpcsOf(set, the(set, 'Service'));
  };

  test.each([
    [[{ Ref: 'Vpc' }, { 'Fn::GetAtt': ['Other', 'VpcId'] }, { Ref: 'Vpc' }], ['Vpc', 'Other']],
    [['vpc-1', 'vpc-2', UNKNOWN], ['vpc-1', 'vpc-2']],
    [[{ Ref: 'Vpc' }, { Ref: 'Vpc' }], []],
    [['vpc-1', 'vpc-1'], []],
    [[{ Ref: 'Vpc' }, 'vpc-1'], []],
    [[{ Ref: 'Vpc' }, UNKNOWN], []],
    [[{ Ref: 'Vpc' }, { Ref: 'Table' }], []],
    [[], []],
  ])('whose subnets are of %j that differ are %j', (ids, expected) => {
    expect(vpcs(...ids)).toEqual(expected);
  });

  test('are not known where its subnets are not', () => {
    const set = setOf({ Service: ['AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: UNKNOWN } } }] });
    expect(vpcsOf(set, the(set, 'Service'))).toEqual([]);
  });
});
