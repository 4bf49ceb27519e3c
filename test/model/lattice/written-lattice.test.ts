import { readLatticeConfigurations } from '../../../src/model/lattice/written-lattice';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };
const read = (configurations: unknown) => readLatticeConfigurations({ VpcLatticeConfigurations: configurations });

test('configurations say what they register', () => {
  expect(read([
    { PortName: 'http', RoleArn: 'role', TargetGroupArn: PARAMETER, AdvancedConfiguration: { AlternateTargetGroupArn: 'other' } },
    { PortName: PARAMETER, RoleArn: OPEN },
  ])).toEqual([
    { portName: 'http', hasRole: true, targetGroup: PARAMETER, alternateTargetGroup: 'other', hasAlternate: true },
    { portName: undefined, hasRole: undefined, targetGroup: undefined, alternateTargetGroup: undefined, hasAlternate: false },
  ]);
});

test.each([[OPEN, undefined], [{ AlternateTargetGroupArn: OPEN }, undefined], [{}, false], [undefined, false]])(
  'an alternate target group in %j is known or not', (advanced, expected) => {
    expect(read([{ AdvancedConfiguration: advanced }])[0].hasAlternate).toBe(expected);
  });

test.each([undefined, PARAMETER, [OPEN], [PARAMETER]])('nothing is known of %j', (configurations) => {
  expect(read(configurations)).toEqual([]);
});
