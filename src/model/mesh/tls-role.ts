import { Finding, refuse } from '../finding';

/** What is known of the parts of TLS in Service Connect; `undefined` is unknown. */
export interface TlsPartsFacts {
  readonly hasRole?: boolean;
  /** The authority has the tag by which ECS may use it. */
  readonly isTagged?: boolean;
}

/** Refuses TLS for which ECS gets no certificates. ECS Developer Guide, "Encrypt Amazon ECS Service Connect traffic". */
export function checkTlsParts({ hasRole, isTagged }: TlsPartsFacts): Finding[] {
  return [
    ...(hasRole === false ? [refuse('MeshTls.NoRole', 'roleArn',
      'must be the role with which ECS has certificates issued and keeps them, got none; name a role that ecs.amazonaws.com may assume')] : []),
    ...(isTagged === false ? [refuse('MeshTls.AuthorityTag', 'authority',
      'must carry the tag AmazonECSManaged with the value true, without which ECS may not use it, got an authority without it; add the tag')] : []),
  ];
}
