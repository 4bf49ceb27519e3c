import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** How strictly client certificates are looked at. */
export interface MutualTlsOptions {
  /**
   * Take certificates that have expired.
   *
   * @default false
   */
  readonly ignoreExpiry?: boolean;

  /**
   * Tell clients which authorities are trusted, so that they can choose a certificate.
   *
   * @default false
   */
  readonly advertiseAuthorities?: boolean;
}

/**
 * Certificates that clients show to the load balancer; it takes an HTTPS listener.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 *
 * @example
 * const trustStore = new elbv2.TrustStore(this, 'Partners', { bucket, key: 'partners.pem' });
 * TrafficSource.loadBalancer({ domainName: 'api.example.com', hostedZone, clientCertificates: MutualTls.verify(trustStore) });
 */
export class MutualTls {
  /** The load balancer refuses clients without a certificate that the trust store vouches for. */
  public static verify(trustStore: elbv2.ITrustStore, options: MutualTlsOptions = {}): MutualTls {
    return new MutualTls({
      mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY,
      trustStore,
      ignoreClientCertificateExpiry: options.ignoreExpiry,
      advertiseTrustStoreCaNames: options.advertiseAuthorities,
    });
  }

  /** The load balancer hands the client's certificate to the task in a header, unverified; the application decides. */
  public static passthrough(): MutualTls {
    return new MutualTls({ mutualAuthenticationMode: elbv2.MutualAuthenticationMode.PASS_THROUGH });
  }

  private constructor(private readonly authentication: elbv2.MutualAuthentication) {}

  /**
   * The setting of the listener.
   *
   * @internal
   */
  public _bind(): elbv2.MutualAuthentication {
    return this.authentication;
  }
}
