import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Lazy, Size } from 'aws-cdk-lib/core';
import { ManagedInstanceTypes } from '../../src/pool/managed-instance-types';
import { lines } from '../deployment/services';

const late = () => Lazy.string({ produce: () => 'm7g.large' });
const MATCHING: ec2.InstanceRequirementsConfig = { vCpuCountMin: 4, memoryMin: Size.gibibytes(16), cpuManufacturers: [ec2.CpuManufacturer.AWS] };

test('any of them asks for nothing', () => {
  expect(ManagedInstanceTypes.any()._bind()).toBeUndefined();
  expect(ManagedInstanceTypes.any()._findings()).toEqual([]);
});

test.each<[string, string[], object]>([
  ['types', ['m7g.xlarge', 'r7g.*'], {}],
  ['burstable types', ['t4g.small', 'm7g.large'], { burstablePerformance: 'included' }],
  ['a pattern of burstable types', ['t3.*'], { burstablePerformance: 'included' }],
  ['trn1, which is not burstable', ['trn1.2xlarge'], {}],
  ['bare metal', ['m7g.metal', 'c7i.metal-24xl'], { bareMetal: 'included' }],
  ['both', ['t3.micro', 'm7g.metal'], { bareMetal: 'included', burstablePerformance: 'included' }],
])('%s can be named, whatever their size', (_name, names, more) => {
  const bound = ManagedInstanceTypes.named(names)._bind()!;
  expect(JSON.parse(JSON.stringify({ ...bound, memoryMin: bound.memoryMin.toMebibytes() }))).toEqual({
    vCpuCountMin: 0, memoryMin: 0, allowedInstanceTypes: names, ...more,
  });
});

test('attributes are taken as they are', () => {
  expect(ManagedInstanceTypes.matching(MATCHING)._bind()).toBe(MATCHING);
});

test.each<[string, ManagedInstanceTypes]>([
  ['a list', ManagedInstanceTypes.named([])],
  ['a list among other attributes', ManagedInstanceTypes.matching({ ...MATCHING, allowedInstanceTypes: [] })],
])('%s without names is refused', (_name, types) => {
  expect(lines(types._findings())).toEqual([
    'error ManagedInstances.NoTypes: `` must name at least one instance type, got none; use ManagedInstanceTypes.any() to leave the choice to ECS',
  ]);
});

test('a list that only the deployment knows is let through', () => {
  const names = Lazy.list({ produce: () => ['m7g.large'] });
  const types = ManagedInstanceTypes.named(names);
  expect(types._findings()).toEqual([]);
  expect(types._bind()!.allowedInstanceTypes).toBe(names);
});

test.each<[string, ManagedInstanceTypes, string[] | undefined]>([
  ['names', ManagedInstanceTypes.named(['m7g.large', 'm7g.xlarge']), ['m7g.large', 'm7g.xlarge']],
  ['names among other attributes', ManagedInstanceTypes.matching({ ...MATCHING, allowedInstanceTypes: ['m7g.xlarge'] }), ['m7g.xlarge']],
  ['a pattern', ManagedInstanceTypes.named(['m7g.large', 'm7g.2*']), undefined],
  ['a name that is a token', ManagedInstanceTypes.named(['m7g.large', late()]), undefined],
  ['a list that is a token', ManagedInstanceTypes.named(Lazy.list({ produce: () => ['m7g.large'] })), undefined],
  ['attributes', ManagedInstanceTypes.matching(MATCHING), undefined],
  ['any', ManagedInstanceTypes.any(), undefined],
])('knows the types of %s', (_name, types, names) => {
  expect(types._knownNames()).toEqual(names);
});
