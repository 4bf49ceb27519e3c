import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const { COST, DEPLOYABILITY } = RuleConcern;
const TLS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html';

/** What servers of Service Connect are encrypted with. */
export const MESH_TLS_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: TLS }, [
  {
    id: 'MeshTls.NetworkMode',
    info: 'A server with TLS has tasks that share the network of their instance.',
    explanation: 'Service Connect has TLS for the network mode awsvpc only: ECS refuses the service.',
    remedy: 'Set `NetworkMode` of the task definition to awsvpc, or leave `Tls` out.',
    satisfiedBy: 'MeshTls refuses it',
  },
  {
    id: 'MeshTls.AsymmetricKey',
    info: 'Certificates are to be kept with a key that cannot encrypt them.',
    explanation: 'ECS keeps private keys in Secrets Manager, which takes symmetric keys only: no certificate is issued, and the deployment fails.',
    remedy: 'Set `KmsKey` to a key with the `KeySpec` SYMMETRIC_DEFAULT, or leave it out.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    satisfiedBy: 'MeshTls refuses it',
  },
  {
    id: 'MeshTls.GeneralPurpose',
    level: RuleLevel.WARNING,
    concerns: [COST],
    info: 'Certificates for a week come from an authority that is paid for long-lived ones.',
    explanation: 'Service Connect has certificates for at most 7 days, for which an authority for short-lived ones does, at an eighth of the price.',
    remedy: 'Set `UsageMode` of the authority to SHORT_LIVED_CERTIFICATE.',
    source: 'https://docs.aws.amazon.com/privateca/latest/userguide/short-lived-certificates.html',
    satisfiedBy: '-',
  },
  {
    id: 'MeshTls.NoRole',
    info: 'TLS of Service Connect has no role.',
    explanation: 'ECS has certificates issued and keeps them with that role: without it the deployment fails.',
    remedy: 'Set `RoleArn` to a role with AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity.',
    satisfiedBy: 'MeshTls: a role for its authority',
  },
  {
    id: 'MeshTls.AuthorityTag',
    info: 'ECS may not use the authority that is to issue certificates.',
    explanation: 'The managed policy of ECS holds for authorities with the tag AmazonECSManaged: without it no certificate is issued, and the deployment fails.',
    remedy: 'Tag the authority with AmazonECSManaged, true.',
    satisfiedBy: 'MeshTls: tags an authority of the app',
  },
]);

/** Tasks with room for the proxy of Service Connect. */
export const PROXY_ROOM_RULES = rules({
  concerns: [DEPLOYABILITY, RuleConcern.AVAILABILITY],
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',
  satisfiedBy: 'ProxyRoom.checked refuses it, ProxyRoom.grown makes room',
}, [
  {
    id: 'ProxyRoom.Cpu',
    level: RuleLevel.WARNING,
    info: 'A task has no CPU left for the proxy of Service Connect.',
    explanation: 'ECS adds the proxy to the task and reserves nothing for it: it needs 256 CPU units, which the containers then lack.',
    remedy: 'Raise `Cpu` of the task definition by 256, or lower that of its containers.',
  },
  {
    id: 'ProxyRoom.Memory',
    level: RuleLevel.WARNING,
    info: 'A task has no memory left for the proxy of Service Connect.',
    explanation: 'ECS adds the proxy to the task and reserves nothing for it: it needs 64 MiB, and the task ends when its memory is used up.',
    remedy: 'Raise `Memory` of the task definition by 64 or more, or lower that of its containers.',
  },
  {
    id: 'ProxyRoom.NoTaskMemory',
    level: RuleLevel.ERROR,
    info: 'A task in Service Connect has no memory limit of its own.',
    explanation: 'The proxy takes its memory from the limit of the task: ECS refuses the service without one.',
    remedy: 'Set `Memory` of the task definition to what its containers take, and 64 or more for the proxy.',
  },
]);
