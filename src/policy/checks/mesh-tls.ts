import { Finding, under } from '../../model/finding';
import { checkMeshTls } from '../../model/mesh/mesh-tls';
import { checkTlsParts } from '../../model/mesh/tls-role';
import { ConnectTls } from '../../model/mesh/written-connect';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { isWritten, knownList, Properties, propertiesIn, textIn } from '../../model/template-value';
import { ConnectMember, membersIn } from '../../model/workload/connect';
import { Located, told } from '../check';

const AUTHORITY = 'AWS::ACMPCA::CertificateAuthority';
const ACTIVATION = 'AWS::ACMPCA::CertificateAuthorityActivation';
// ECS Developer Guide, "Encrypt Amazon ECS Service Connect traffic".
const TAG = { key: 'AmazonECSManaged', value: 'true' };

/** What servers of Service Connect are encrypted with. */
export function meshTls(set: TemplateSet): readonly Located[] {
  return membersIn(set).flatMap((member) => told(member.workload.service, (member.config.entries ?? []).flatMap(({ tls }, index) => (
    tls === undefined ? [] : under(`serviceConnectConfiguration.services[${index}].tls`, tlsFindings(set, member, tls))
  )), { authority: 'IssuerCertificateAuthority.AwsPcaAuthorityArn', encryptionKey: 'KmsKey' }));
}

function tlsFindings(set: TemplateSet, { task, workload: { service } }: ConnectMember, tls: ConnectTls): Finding[] {
  const authority = authorityOf(set, service, tls.authority);
  return [
    ...checkMeshTls({
      networkMode: task.mode,
      keySpec: keySpecOf(set, service, tls),
      usageMode: authority && defaulted(authority, 'UsageMode', 'GENERAL_PURPOSE'),
    }),
    ...checkTlsParts({ hasRole: tls.hasRole, isTagged: authority && isTagged(authority) }),
  ];
}

/** The authority, found by its ARN or by that of its activation. */
function authorityOf(set: TemplateSet, from: Resource, arn: unknown): Properties | undefined {
  const target = set.target(from, arn);
  const authority = target?.type === ACTIVATION ? set.target(target, target.properties.CertificateAuthorityArn) : target;
  return authority?.type === AUTHORITY ? authority.properties : undefined;
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
