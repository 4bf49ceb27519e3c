import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib/core';
import { fingerprint, referencesIn } from '../../src/private/written-value';

function written(properties: Record<string, unknown>): CfnResource {
  const stack = new Stack(undefined, 'Stack');
  new CfnParameter(stack, 'Path');
  return new CfnResource(stack, 'Rule', { type: 'AWS::VpcLattice::Rule', properties });
}

test('a fingerprint is that of everything which is known before the deployment', () => {
  const before = fingerprint(written({ Priority: 1 }));
  expect(before).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint(written({ Priority: 1 }))).toBe(before);
  expect(fingerprint(written({ Priority: 2 }))).not.toBe(before);
  const late = written({ Priority: 1 });
  late.addPropertyOverride('Match', 'late');
  expect(fingerprint(late)).not.toBe(before);
});

test('references are the outermost ones, in their order', () => {
  const join = { 'Fn::Join': ['/', [{ Ref: 'Path' }, 'a']] };
  expect(referencesIn(written({ Match: { Path: join, Other: [{ Ref: 'Path' }] }, Priority: 1 }))).toEqual([join, { Ref: 'Path' }]);
});

test('of a secret only what it is found by', () => {
  const secret = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Path' }, ':SecretString}}']] };
  expect(referencesIn(written({ Value: secret }))).toEqual([{ Ref: 'Path' }]);
});
