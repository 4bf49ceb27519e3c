import { TemplateSet } from '../../../src/model/template/template-set';
import { isTaggedAuthority, tlsFactsOf } from '../../../src/model/workload/mesh-tls';

const PARAMETER = { Ref: 'Parameter' };
const authorityOf = (properties: object) => ({ Authority: { Type: 'AWS::ACMPCA::CertificateAuthority', Properties: properties } });
const keyOf = (properties: object) => ({ Key: { Type: 'AWS::KMS::Key', Properties: properties } });
const AUTHORITY_ARN = { 'Fn::GetAtt': ['Authority', 'Arn'] };
const KEY_ARN = { 'Fn::GetAtt': ['Key', 'Arn'] };

/** A service, and the resources that its TLS names. */
function given(resources: object) {
  const set = TemplateSet.of([{ name: 'a', template: { Resources: { Service: { Type: 'AWS::ECS::Service' }, ...resources } } }]);
  return { set, service: set.resources('AWS::ECS::Service')[0] };
}

function isTagged(tags: unknown, authority: unknown = AUTHORITY_ARN): boolean | undefined {
  const { service, set } = given({
    ...authorityOf({ Tags: tags }),
    Activation: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', Properties: { CertificateAuthorityArn: AUTHORITY_ARN } },
    Other: { Type: 'AWS::Other', Properties: { CertificateAuthorityArn: AUTHORITY_ARN } },
  });
  return isTaggedAuthority(set, service, { authority, key: undefined });
}

const OURS = { Key: 'AmazonECSManaged', Value: 'true' };
const THEIRS = { Key: 'team', Value: 'true' };

test.each<[string, unknown, boolean | undefined]>([
  ['the tag', [THEIRS, OURS], true],
  ['the tag as a flag', [{ ...OURS, Value: true }], true],
  ['the tag with another value', [{ ...OURS, Value: 'false' }], false],
  ['other tags', [THEIRS], false],
  ['no tags', undefined, false],
  ['a value that is not known', [{ ...OURS, Value: PARAMETER }], undefined],
  ['a key that is not known', [THEIRS, { ...OURS, Key: PARAMETER }], undefined],
  ['the tag beside one that is not known', [{ ...THEIRS, Key: PARAMETER }, OURS], true],
  ['tags that are not known', PARAMETER, undefined],
])('an authority with %s', (_what, tags, expected) => {
  expect(isTagged(tags)).toBe(expected);
});

test('an authority is found by its activation, and by nothing else', () => {
  const of = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
  expect([of('Activation'), of('Other'), PARAMETER].map((authority) => isTagged([OURS], authority))).toEqual([true, undefined, undefined]);
});

test.each<[string, object, unknown, unknown]>([
  ['a key and an authority', { ...keyOf({ KeySpec: 'RSA_2048' }), ...authorityOf({ UsageMode: 'SHORT_LIVED_CERTIFICATE' }) }, 'RSA_2048', 'SHORT_LIVED_CERTIFICATE'],
  ['what AWS takes where nothing is written', { ...keyOf({}), ...authorityOf({}) }, 'SYMMETRIC_DEFAULT', 'GENERAL_PURPOSE'],
  ['what is not known', { ...keyOf({ KeySpec: PARAMETER }), ...authorityOf({ UsageMode: PARAMETER }) }, undefined, undefined],
  ['what is of other templates', {}, undefined, undefined],
  ['an alias for the key', {
    Key: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Aliased' } } }, Aliased: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'ECC_NIST_P256' } },
  }, 'ECC_NIST_P256', undefined],
])('of %s', (_what, resources, keySpec, usageMode) => {
  const { service, set } = given(resources);
  expect(tlsFactsOf(set, service, { authority: AUTHORITY_ARN, key: KEY_ARN })).toEqual({ keySpec, usageMode });
});
