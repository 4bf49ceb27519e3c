import * as acmpca from 'aws-cdk-lib/aws-acmpca';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { aws_acmpca as acmpcaRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { grantCertificates, makeTlsRole, MANAGED_TAG } from './mesh-tls-role';
import { Finding } from '../model/finding';
import { checkMeshTls, MeshTlsFacts } from '../model/mesh/mesh-tls';
import { known } from '../private/known';
import { resourceOf } from '../private/token-owner';

/** What TLS in a mesh is made with. */
export interface MeshTlsOptions {
  /**
   * A symmetric key that encrypts the certificates' private keys in Secrets Manager; the role that is made may use it.
   *
   * The policy of an imported key is not changed: it has to leave its use to IAM, or let the role use it.
   *
   * @default - the key that AWS manages for Secrets Manager in the account
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * A role of your own with which ECS has certificates issued and keeps them; it gets no more permissions than it has.
   *
   * @default - a role that ECS alone can assume, for the secrets of Service Connect and this authority
   */
  readonly role?: iam.IRole;
}

/**
 * Encryption of what services in a mesh say to each other.
 *
 * ECS has a certificate issued for each server, gives it to the proxies of callers and servers, and replaces it by itself: a certificate is
 * valid for 7 days at most and replaced after 5, without a new task. The containers go on speaking plain text with the proxy beside them.
 * Proxies speak TLS 1.3 only.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
 */
export class MeshTls {
  /**
   * Certificates of an AWS Private CA, of the same account and region.
   *
   * The authority has to carry the tag `AmazonECSManaged` with the value `true`. One of this app gets it here; give it to an imported one.
   * An authority of this app issues nothing before it is activated: import it by the `ref` of its activation, so that services wait for it.
   *
   * Refused with `MeshTls.NetworkMode` for a server that is not in the network mode awsvpc, and with `MeshTls.AsymmetricKey` for a key that
   * is known not to be symmetric. `MeshTls.GeneralPurpose` advises against an authority of this app that issues more than short-lived
   * certificates.
   *
   * @param authority an L1 of this app, or what `acmpca.CertificateAuthority.fromCertificateAuthorityArn` makes
   *
   * @example
   * MeshTls.privateCa(authority, { encryptionKey });
   */
  public static privateCa(authority: acmpcaRefs.ICertificateAuthorityRef, options: MeshTlsOptions = {}): MeshTls {
    return new MeshTls(authority, options);
  }

  private readonly bound = new WeakMap<Construct, ecs.CfnService.ServiceConnectTlsConfigurationProperty>();

  private constructor(private readonly authority: acmpcaRefs.ICertificateAuthorityRef, private readonly options: MeshTlsOptions) {}

  /**
   * @param server what is known of the service that is reached
   * @internal
   */
  public _findings(server: Pick<MeshTlsFacts, 'networkMode'> = {}): Finding[] {
    const authority = this.ownAuthority();
    return checkMeshTls({
      ...server,
      keySpec: keySpecOf(this.options.encryptionKey),
      usageMode: authority && (authority.usageMode === undefined ? 'GENERAL_PURPOSE' : known(authority.usageMode)),
    });
  }

  /**
   * The TLS of a server, with a role that all servers under the construct share.
   *
   * @internal
   */
  public _bind(scope: Construct): ecs.CfnService.ServiceConnectTlsConfigurationProperty {
    const existing = this.bound.get(scope);
    if (existing) return existing;
    const { encryptionKey, role = this.makeRole(scope) } = this.options;
    this.ownAuthority()?.tags.setTag(MANAGED_TAG.key, MANAGED_TAG.value);
    const configuration = {
      issuerCertificateAuthority: { awsPcaAuthorityArn: this.authorityArn },
      kmsKey: encryptionKey?.keyArn,
      roleArn: role.roleArn,
    };
    this.bound.set(scope, configuration);
    return configuration;
  }

  private makeRole(scope: Construct): iam.IRole {
    const role = makeTlsRole(scope);
    grantCertificates(role, this.authorityArn, this.options.encryptionKey);
    return role;
  }

  private get authorityArn(): string {
    return this.authority.certificateAuthorityRef.certificateAuthorityArn;
  }

  /** The authority where this app makes it, found by its ARN or by that of its activation. */
  private ownAuthority(): acmpca.CfnCertificateAuthority | undefined {
    return authorityOf(this.authorityArn);
  }
}

function authorityOf(arn: string): acmpca.CfnCertificateAuthority | undefined {
  const resource = resourceOf(arn);
  if (acmpca.CfnCertificateAuthorityActivation.isCfnCertificateAuthorityActivation(resource)) return authorityOf(resource.certificateAuthorityArn);
  return acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(resource) ? resource : undefined;
}

/** `SYMMETRIC_DEFAULT` where the key of this app says nothing; absent where nothing is known of it. */
function keySpecOf(key: kms.IKey | undefined): string | undefined {
  const resource = key?.node.defaultChild;
  return kms.CfnKey.isCfnKey(resource) ? known(resource.keySpec ?? 'SYMMETRIC_DEFAULT') : undefined;
}
