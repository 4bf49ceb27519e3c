import { Finding, under } from '../../model/finding';
import { checkMeshTls } from '../../model/mesh/mesh-tls';
import { checkTlsParts } from '../../model/mesh/tls-role';
import { ConnectTls } from '../../model/mesh/written-connect';
import { TemplateSet } from '../../model/template/template-set';
import { ConnectMember, membersIn } from '../../model/workload/connect';
import { isTaggedAuthority, tlsFactsOf } from '../../model/workload/mesh-tls';
import { Located, told } from '../check';

/** What servers of Service Connect are encrypted with. */
export function meshTls(set: TemplateSet): readonly Located[] {
  return membersIn(set).flatMap((member) => told(member.workload.service, (member.config.entries ?? []).flatMap(({ tls }, index) => (
    tls === undefined ? [] : under(`serviceConnectConfiguration.services[${index}].tls`, tlsFindings(set, member, tls))
  )), { authority: 'IssuerCertificateAuthority.AwsPcaAuthorityArn', encryptionKey: 'KmsKey' }));
}

function tlsFindings(set: TemplateSet, { task, workload: { service } }: ConnectMember, tls: ConnectTls): Finding[] {
  return [
    ...checkMeshTls({ networkMode: task.mode, ...tlsFactsOf(set, service, tls) }),
    ...checkTlsParts({ hasRole: tls.hasRole, isTagged: isTaggedAuthority(set, service, tls) }),
  ];
}
