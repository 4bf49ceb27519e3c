import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Finding, refuse } from '../model/finding';
import { known } from '../private/known';

/** Where a load balancer writes a line for each request. */
export interface BalancerAccessLogs {
  /**
   * Bucket in the region of the load balancer; the policy of an imported bucket has to admit the log delivery already.
   *
   * An application load balancer cannot write to a bucket with a KMS key.
   */
  readonly bucket: s3.IBucket;

  /**
   * Start of the names of the log files.
   *
   * @default - the files start with `AWSLogs`
   */
  readonly prefix?: string;
}

/** Refuses logs that a load balancer cannot write. */
export function checkAccessLogs(logs: BalancerAccessLogs, kind: 'application' | 'network'): Finding[] {
  const prefix = known(logs.prefix);
  return [
    ...(kind === 'application' && logs.bucket.encryptionKey ? [refuse('BalancerAccessLogs.CustomerKey', 'bucket',
      'is encrypted by S3 itself, got a bucket with a KMS key, which an application load balancer cannot use; take one with BucketEncryption.S3_MANAGED')] : []),
    // Elastic Load Balancing, "Enable access logs": the balancer adds this part itself.
    ...(prefix?.includes('AWSLogs') ? [refuse('BalancerAccessLogs.Prefix', 'prefix',
      `must not hold AWSLogs, which the load balancer adds itself, got "${prefix}"; leave it out`)] : []),
  ];
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
  const delivery = new iam.ServicePrincipal('delivery.logs.amazonaws.com');
  bucket.encryptionKey?.grantEncryptDecrypt(delivery);
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetBucketAcl'],
      principals: [delivery],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject'],
      principals: [delivery],
      resources: [files],
      conditions: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account } },
    }),
  ];
}
