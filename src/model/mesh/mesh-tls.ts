import { advise, Finding, refuse } from '../finding';
import { NetworkMode } from '../task/network-mode';

/** What is known of TLS between services; `undefined` is unknown. */
export interface MeshTlsFacts {
  /** Of the task that is reached. */
  readonly networkMode?: NetworkMode;
  /** Of the key that encrypts what is kept of certificates. */
  readonly keySpec?: string;
  /** Of the authority. */
  readonly usageMode?: string;
}

/** Refuses TLS that Service Connect does not have, and advises against an authority that costs more than is needed. */
export function checkMeshTls({ networkMode, keySpec, usageMode }: MeshTlsFacts): Finding[] {
  return [
    // ECS Developer Guide, "Encrypt Amazon ECS Service Connect traffic".
    ...(networkMode === undefined || networkMode === 'awsvpc' ? []
      : [refuse('MeshTls.NetworkMode', '', `takes tasks in the network mode awsvpc, got ${networkMode}; change the mode or leave TLS out`)]),
    // Secrets Manager User Guide, "Secret encryption and decryption".
    ...(keySpec === undefined || keySpec === 'SYMMETRIC_DEFAULT' ? []
      : [refuse('MeshTls.AsymmetricKey', 'encryptionKey', `must be a symmetric key, got ${keySpec}; take one with the key spec SYMMETRIC_DEFAULT, or leave it out`)]),
    // AWS Private CA User Guide, "Understand AWS Private CA CA modes"; its certificates are for 7 days at most, as are those of Service Connect.
    ...(usageMode === undefined || usageMode === 'SHORT_LIVED_CERTIFICATE' ? []
      : [advise('MeshTls.GeneralPurpose', 'authority',
        `must be in the mode SHORT_LIVED_CERTIFICATE, which is enough for certificates of 7 days and costs less, got ${usageMode}; make it with that usageMode`)]),
  ];
}
