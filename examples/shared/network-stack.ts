import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Fn, Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Where the examples are: the account and region of whoever synthesises them. */
export const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION ?? 'us-east-1' };

export interface NetworkStackProps extends StackProps {
  /** @default 2 */
  readonly zones?: number;
}

/** The VPC and the bucket for access logs: what a platform team has before the first service. */
export class NetworkStack extends Stack {
  public readonly vpc: ec2.Vpc;
  public readonly accessLogs: s3.Bucket;
  private readonly zones: number;

  constructor(scope: Construct, id: string, props?: NetworkStackProps) {
    super(scope, id, props);
    this.zones = props?.zones ?? 2;

    this.vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: this.zones, flowLogs: { all: {} } });
    this.accessLogs = new s3.Bucket(this, 'AccessLogs', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
    });
    Validations.of(this.accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'this bucket holds access logs itself; logging its own access into another one would not end',
    });
  }

  /** Whatever they are called in the account; a stack without one would know of two. */
  public get availabilityZones(): string[] {
    return Array.from({ length: this.zones }, (_, index) => Fn.select(index, Fn.getAzs()));
  }
}
