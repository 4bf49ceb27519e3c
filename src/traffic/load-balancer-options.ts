import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import { BalancerAccessLogs } from './access-logs';
import { TargetOptions } from './application-target';
import { ListenerLogin } from './listener-login';
import { MutualTls } from './mutual-tls';
import { WebAcl } from './web-acl';

/** A new application load balancer for one service, that others can share. */
export interface LoadBalancerOptions extends TargetOptions {
  /**
   * Name under which clients find the service, without a dot at its end; requests for other names get status 404.
   *
   * @default - requests for any name are served
   */
  readonly domainName?: string;

  /**
   * Hosted zone that gets the record of `domainName` and validates its certificate.
   *
   * @default - no record; the certificate has to be given
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Certificates of the HTTPS listener, the default one first.
   *
   * @default - one is made for `domainName` and validated in `hostedZone`
   */
  readonly certificates?: acm.ICertificate[];

  /**
   * Serve unencrypted HTTP on port 80 in place of HTTPS on port 443.
   *
   * @default false
   */
  readonly plainHttp?: boolean;

  /**
   * TLS versions and ciphers that clients may use.
   *
   * @default elbv2.SslPolicy.TLS13_RES, which takes TLS 1.3, and TLS 1.2 with forward secrecy
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Keep the load balancer inside the VPC and the networks connected to it.
   *
   * @default false, which means it has public addresses
   */
  readonly internal?: boolean;

  /**
   * Who may connect; each is a rule of the load balancer's security group for each of its ports, which takes 60.
   *
   * @default - anyone; for an internal load balancer the VPC, as far as its range is known
   */
  readonly allowedSources?: ec2.IPeer[];

  /**
   * Subnets of the load balancer, in two availability zones at the least (`LoadBalancer.OneZone`).
   *
   * @default - the public subnets; private ones for an internal load balancer
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Addresses that clients connect to.
   *
   * @default - IPv4, and IPv6 besides where the tasks have IPv6 addresses
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * How long a connection may be silent: 1 to 4000 seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;

  /**
   * Refuse to delete the load balancer.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * Write a line for each request to a bucket.
   *
   * @default - requests are not logged
   */
  readonly accessLogs?: BalancerAccessLogs;

  /**
   * Login that is asked for before a request reaches a task.
   *
   * @default - no login
   */
  readonly login?: ListenerLogin;

  /**
   * Certificates that clients have to show.
   *
   * @default - clients show no certificate
   */
  readonly clientCertificates?: MutualTls;

  /**
   * Web ACL that filters requests.
   *
   * @default - requests are not filtered
   */
  readonly webAcl?: WebAcl;
}
