import { connected, connectedOnInstances } from './connect-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';

const TLS = {
  IssuerCertificateAuthority: { AwsPcaAuthorityArn: { 'Fn::GetAtt': ['Activation', 'CompleteCertificateChain'] } },
  KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] },
  RoleArn: PARAMETER,
};
const AUTHORITY = { 'Fn::GetAtt': ['Authority', 'Arn'] };

/** A server with TLS; the patches are of its TLS, key and authority. */
const encrypted = ({ tls = {}, key = {}, authority = {}, ...patches }: Json = {}, make = connected) => make(merged({
  endpoint: { Tls: merged({ ...TLS, IssuerCertificateAuthority: { AwsPcaAuthorityArn: AUTHORITY } }, tls) },
  resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: merged({ KeyPolicy: {} }, key) },
    Authority: {
      Type: 'AWS::ACMPCA::CertificateAuthority',
      Properties: merged({ UsageMode: 'SHORT_LIVED_CERTIFICATE', Tags: [{ Key: 'AmazonECSManaged', Value: 'true' }] }, authority),
    },
    Activation: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', Properties: { CertificateAuthorityArn: AUTHORITY } },
  },
}, patches));
const sized = (task: Json, container: Json = {}) => connected({ task, container });

const AT = 'Service Properties.ServiceConnectConfiguration.Services.0.Tls';
const PATH = 'ServiceConnectConfiguration.Services.0.Tls';

export const MESH_TLS_CASES: readonly RuleCase[] = [
  {
    id: 'MeshTls.NetworkMode',
    good: encrypted(),
    bad: encrypted({}, connectedOnInstances),
    tokens: encrypted({ task: { NetworkMode: PARAMETER } }, connectedOnInstances),
    at: AT,
    message: `\`${PATH}\` takes tasks in the network mode awsvpc, got bridge`,
  },
  {
    id: 'MeshTls.AsymmetricKey',
    good: encrypted(),
    bad: encrypted({ key: { KeySpec: 'RSA_2048' } }),
    tokens: encrypted({ key: { KeySpec: PARAMETER } }),
    at: `${AT}.KmsKey`,
    message: `\`${PATH}.KmsKey\` must be a symmetric key, got RSA_2048`,
  },
  {
    id: 'MeshTls.GeneralPurpose',
    good: encrypted(),
    bad: encrypted({ authority: { UsageMode: undefined } }),
    tokens: encrypted({ authority: { UsageMode: PARAMETER } }),
    at: `${AT}.IssuerCertificateAuthority.AwsPcaAuthorityArn`,
    message: `\`${PATH}.IssuerCertificateAuthority.AwsPcaAuthorityArn\` must be in the mode SHORT_LIVED_CERTIFICATE, `
      + 'which is enough for certificates of 7 days and costs less, got GENERAL_PURPOSE',
  },
  {
    id: 'MeshTls.NoRole',
    good: encrypted(),
    bad: encrypted({ tls: { RoleArn: undefined } }),
    tokens: encrypted({ tls: { RoleArn: { 'Fn::If': ['Open', 'arn:aws:iam::111111111111:role/tls', { Ref: 'AWS::NoValue' }] } } }),
    at: `${AT}.RoleArn`,
    message: `\`${PATH}.RoleArn\` must be the role with which ECS has certificates issued and keeps them, got none`,
  },
  {
    id: 'MeshTls.AuthorityTag',
    good: encrypted({ tls: TLS }),
    bad: encrypted({ tls: TLS, authority: { Tags: [{ Key: 'team', Value: 'web' }] } }),
    tokens: encrypted({ authority: { Tags: [{ Key: 'AmazonECSManaged', Value: PARAMETER }] } }),
    at: `${AT}.IssuerCertificateAuthority.AwsPcaAuthorityArn`,
    message: `\`${PATH}.IssuerCertificateAuthority.AwsPcaAuthorityArn\` must carry the tag AmazonECSManaged with the value true, `
      + 'without which ECS may not use it, got an authority without it',
  },
  {
    id: 'ProxyRoom.Cpu',
    good: sized({ Cpu: '512' }),
    bad: sized({ Cpu: '256' }),
    tokens: sized({ Cpu: PARAMETER }),
    at: 'Task Properties.Cpu',
    message: '`Cpu` must hold 256 CPU units for the Service Connect proxy beside the 0 that containers take, and leave some to the containers that name none, got 256',
  },
  {
    id: 'ProxyRoom.Cpu',
    good: sized({ Cpu: '512' }, { Cpu: 256 }),
    bad: sized({ Cpu: '512' }, { Cpu: 257 }),
    tokens: merged(sized({ Cpu: '256' }), { Resources: { Service: { Properties: { ServiceConnectConfiguration: { Enabled: PARAMETER } } } } }),
    at: 'Task Properties.Cpu',
    message: '`Cpu` must hold 256 CPU units for the Service Connect proxy beside the 257 that containers take, got 512',
  },
  {
    id: 'ProxyRoom.Memory',
    good: sized({ Memory: '2048' }, { Memory: 1984 }),
    bad: sized({ Memory: '2048' }, { Memory: 1985 }),
    tokens: sized({ Memory: PARAMETER }, { Memory: 1985 }),
    at: 'Task Properties.Memory',
    message: '`Memory` must hold 64 MiB for the Service Connect proxy beside the 1985 that containers take, got 2048',
  },
  {
    id: 'ProxyRoom.NoTaskMemory',
    good: connectedOnInstances(),
    bad: connectedOnInstances({ task: { Memory: undefined }, container: { Memory: 256 } }),
    tokens: connectedOnInstances({ task: { Memory: PARAMETER }, container: { Memory: 256 } }),
    at: 'Task Properties.Memory',
    message: '`Memory` must be named in Service Connect: what the containers take, and 64 MiB or more for its proxy, got none',
  },
];

