import { zonesOf, zonesOfSubnets, Zones } from '../../../src/model/workload/zones';
import { PARAMETER, setOf } from '../../policy/kit';

const place = (index: unknown) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });
const subnet = (zone: unknown) => ({ Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: zone } });

test.each<[unknown[] | undefined, Zones | undefined]>([
  [undefined, undefined],
  [[], undefined],
  [['us-east-1a', 'us-east-1b', 'us-east-1a'], { zones: ['us-east-1a', 'us-east-1b'], by: 'name' }],
  [[place(0), place('1'), place(0)], { zones: ['0', '1'], by: 'place' }],
  [[place(0), 'us-east-1a'], undefined],
  [['us-east-1a', PARAMETER], undefined],
  [[place(PARAMETER)], undefined],
  [[{ 'Fn::Select': [0, PARAMETER] }], undefined],
])('%j are %j', (values, zones) => {
  expect(zonesOf(values)).toEqual(zones);
});

test.each<[unknown, Zones | undefined]>([
  [[{ Ref: 'A' }, { Ref: 'B' }], { zones: ['0', '1'], by: 'place' }],
  [[{ Ref: 'A' }], { zones: ['0'], by: 'place' }],
  [[{ Ref: 'A' }, 'subnet-1'], undefined],
  [['subnet-1'], { zones: ['subnet-1'], by: 'subnet' }],
  [['subnet-1', 'subnet-2'], undefined],
  [[PARAMETER], undefined],
  [[{ Ref: 'Owner' }], undefined],
  [PARAMETER, undefined],
  [undefined, undefined],
])('subnets %j are in %j', (subnets, zones) => {
  const set = setOf({ Parameters: { Parameter: { Type: 'String' } }, Resources: { Owner: { Type: 'AWS::ECS::Service' }, A: subnet(place(0)), B: subnet(place(1)) } });
  const [owner] = set.resources('AWS::ECS::Service');
  expect(zonesOfSubnets(set, owner, subnets)).toEqual(zones);
});
