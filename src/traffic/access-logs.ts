import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Finding } from '../model/finding';
import { AccessLogFacts, checkAccessLogs } from '../model/traffic/load-balancer';
import { known } from '../private/known';

/** Where a load balancer writes a line for each request. */
export interface BalancerAccessLogs {
  /**
   * Bucket in the region of the load balancer; the policy of an imported bucket has to admit the log delivery already.
   *
   * An application load balancer cannot write to a bucket with a KMS key, a network load balancer not to one with the key `aws/s3`.
   */
  readonly bucket: s3.IBucket;

  /**
   * Start of the names of the log files.
   *
   * @default - the files start with `AWSLogs`
   */
  readonly prefix?: string;
}

/** Refuses logs that a load balancer in this region cannot write. */
export function checkBalancerLogs({ bucket, prefix }: BalancerAccessLogs, kind: 'application' | 'network', region: string | undefined): Finding[] {
  return checkAccessLogs({
    network: kind === 'network',
    encryption: encryptionOf(bucket),
    bucketRegion: known(bucket.env.region),
    region,
    prefix: known(prefix),
  });
}

/** What encrypts a bucket, if it is of this app or was imported with its key. */
function encryptionOf(bucket: s3.IBucket): AccessLogFacts['encryption'] {
  if (bucket.encryptionKey) return 'customer-key';
  const resource = bucket.node.defaultChild;
  const encryption = resource instanceof s3.CfnBucket ? Stack.of(bucket).resolve(resource.bucketEncryption) : undefined;
  const [rule] = encryption?.serverSideEncryptionConfiguration ?? [];
  return rule?.serverSideEncryptionByDefault?.sseAlgorithm?.startsWith('aws:kms') ? 'aws-key' : undefined;
}

/**
 * Turns access logs on and admits them to the bucket.
 *
 * The L2's own method asks for the account of Elastic Load Balancing in the region, and throws in a stack that is for any region; the service
 * principals used here are what AWS recommends now, in every region.
 */
export function writeAccessLogs(balancer: elbv2.BaseLoadBalancer, logs: BalancerAccessLogs): void {
  const { bucket, prefix } = logs;
  balancer.setAttribute('access_logs.s3.enabled', 'true');
  balancer.setAttribute('access_logs.s3.bucket', bucket.bucketName);
  if (prefix) balancer.setAttribute('access_logs.s3.prefix', prefix);

  const { account } = Stack.of(balancer);
  const files = bucket.arnForObjects(`${prefix ? `${prefix}/` : ''}AWSLogs/${account}/*`);
  const statements = balancer instanceof elbv2.NetworkLoadBalancer
    ? networkStatements(bucket, files, account)
    : applicationStatements(files);
  statements.forEach((statement) => bucket.addToResourcePolicy(statement));

  // Elastic Load Balancing writes a test file when logs are turned on.
  if (bucket.policy) balancer.node.defaultChild!.node.addDependency(bucket.policy);
}

/** Elastic Load Balancing, "Enable access logs for your Application Load Balancer". */
function applicationStatements(files: string): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({
    actions: ['s3:PutObject'],
    principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
    resources: [files],
  })];
}

/** Elastic Load Balancing, "Enable access logs for your Network Load Balancer". */
function networkStatements(bucket: s3.IBucket, files: string, account: string): iam.PolicyStatement[] {
  // In the name of this account alone: the service delivers logs for every other one as well.
  const delivery = new iam.ServicePrincipal('delivery.logs.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } });
  bucket.encryptionKey?.grantEncryptDecrypt(delivery);
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetBucketAcl'],
      principals: [delivery],
      resources: [bucket.bucketArn],
    }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject'],
      principals: [delivery],
      resources: [files],
      conditions: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  ];
}
