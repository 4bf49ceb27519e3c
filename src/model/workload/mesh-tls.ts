import { MeshTlsFacts } from '../mesh/mesh-tls';
import { ConnectTls } from '../mesh/written-connect';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, Properties, propertiesIn, textIn } from '../template-value';

const AUTHORITY = 'AWS::ACMPCA::CertificateAuthority';
const ACTIVATION = 'AWS::ACMPCA::CertificateAuthorityActivation';
// ECS Developer Guide, "Encrypt Amazon ECS Service Connect traffic".
const TAG = { key: 'AmazonECSManaged', value: 'true' };

/** What is known of the key and the authority that TLS of a service names. */
export function tlsFactsOf(set: TemplateSet, service: Resource, tls: ConnectTls): Pick<MeshTlsFacts, 'keySpec' | 'usageMode'> {
  const authority = authorityOf(set, service, tls);
  return { keySpec: keySpecOf(set, service, tls), usageMode: authority && defaulted(authority, 'UsageMode', 'GENERAL_PURPOSE') };
}

/** Whether the authority that TLS of a service names has the tag with which ECS may use it; undefined where that is not known. */
export function isTaggedAuthority(set: TemplateSet, service: Resource, tls: ConnectTls): boolean | undefined {
  const authority = authorityOf(set, service, tls);
  return authority && isTagged(authority);
}

/** The authority, found by its ARN or by that of its activation. */
function authorityOf(set: TemplateSet, from: Resource, { authority: arn }: ConnectTls): Properties | undefined {
  const target = set.target(from, arn);
  const found = target?.type === ACTIVATION ? set.target(target, target.properties.CertificateAuthorityArn) : target;
  return found?.type === AUTHORITY ? found.properties : undefined;
}

function keySpecOf(set: TemplateSet, service: Resource, { key }: ConnectTls): string | undefined {
  const target = set.target(service, key);
  const own = target?.type === 'AWS::KMS::Alias' ? set.target(target, target.properties.TargetKeyId) : target;
  return own?.type === 'AWS::KMS::Key' ? defaulted(own.properties, 'KeySpec', 'SYMMETRIC_DEFAULT') : undefined;
}

function defaulted(properties: Properties, name: string, fallback: string): string | undefined {
  return isWritten(properties[name]) === false ? fallback : textIn(properties[name]);
}

/** Undefined where not all tags are known. */
function isTagged({ Tags: tags }: Properties): boolean | undefined {
  const verdicts = knownList(tags)?.map(propertiesIn).map(isTag);
  if (verdicts?.includes(true)) return true;
  return verdicts === undefined || verdicts.includes(undefined) ? undefined : false;
}

function isTag({ Key: key, Value: value }: Properties): boolean | undefined {
  if (textIn(key) !== undefined && key !== TAG.key) return false;
  const text = typeof value === 'boolean' ? String(value) : textIn(value);
  return textIn(key) === undefined || text === undefined ? undefined : text === TAG.value;
}
