import { readGroup, readLaunch, WrittenGroup, WrittenLaunch } from '../../../src/model/capacity/written-group';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };

const PLAIN: WrittenGroup = {
  protectedFromScaleIn: false, onDemandBase: 0, onDemandPercent: 100, byRequirements: false, overrides: [], weightedTypes: false,
};

const mixed = (overrides: unknown, distribution?: unknown) => ({
  MixedInstancesPolicy: { LaunchTemplate: { Overrides: overrides }, InstancesDistribution: distribution },
});

test.each<[object, Partial<WrittenGroup>]>([
  [{}, {}],
  [{ MinSize: '1', MaxSize: 5, MaxInstanceLifetime: '86400', NewInstancesProtectedFromScaleIn: true },
    { min: 1, max: 5, maxInstanceLifetimeSeconds: 86400, protectedFromScaleIn: true }],
  [{ MinSize: PARAMETER, MaxSize: PARAMETER, NewInstancesProtectedFromScaleIn: PARAMETER }, { protectedFromScaleIn: undefined }],
  [mixed([{ InstanceType: 'm7g.large' }, { InstanceType: PARAMETER, WeightedCapacity: '2' }],
    { OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: '50' }),
  { overrides: ['m7g.large', undefined], weightedTypes: true, onDemandBase: 2, onDemandPercent: 50 }],
  [mixed([{ InstanceRequirements: {} }]), { overrides: [undefined], byRequirements: true }],
  [mixed([{ InstanceType: 'm7g.large', InstanceRequirements: OPEN }]), { overrides: ['m7g.large'], byRequirements: true }],
  [mixed([OPEN]), { overrides: undefined, byRequirements: undefined, weightedTypes: undefined }],
  [mixed([], PARAMETER), { onDemandBase: undefined, onDemandPercent: undefined }],
  [{ MixedInstancesPolicy: OPEN },
    { overrides: undefined, byRequirements: undefined, weightedTypes: undefined, onDemandBase: undefined, onDemandPercent: undefined }],
])('a group with %j', (group, facts) => {
  expect(readGroup({ ...group })).toEqual({ ...PLAIN, ...facts });
});

test.each<[object, Partial<WrittenLaunch>]>([
  [{}, {}],
  [{ InstanceType: 'm7g.large' }, { instanceTypes: ['m7g.large'] }],
  [{ InstanceType: PARAMETER }, { instanceTypes: [undefined] }],
  [{ InstanceType: 'm7g.large', InstanceRequirements: OPEN }, {}],
  [{ InstanceRequirements: {} }, {}],
  [{ SpotPrice: '0.1' }, { spot: true }],
  [{ SpotPrice: PARAMETER }, { spot: undefined }],
  [{ InstanceMarketOptions: { MarketType: 'spot' } }, { spot: true }],
  [{ InstanceMarketOptions: PARAMETER }, { spot: undefined }],
  [{ MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: '2', HttpEndpoint: 'disabled' } },
    { tokens: { value: 'optional' }, hopLimit: { value: 2 }, endpoint: false }],
  [{ MetadataOptions: { HttpTokens: PARAMETER, HttpPutResponseHopLimit: PARAMETER, HttpEndpoint: PARAMETER } },
    { tokens: {}, hopLimit: {}, endpoint: undefined }],
  [{ MetadataOptions: OPEN }, { tokens: {}, hopLimit: {}, endpoint: undefined }],
])('instances with %j', (launch, facts) => {
  expect(readLaunch({ ...launch })).toEqual({ spot: false, endpoint: true, ...facts });
});
