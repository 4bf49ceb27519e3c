import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface NetworkStackProps extends StackProps {
  /** Letters of the availability zones. @default - the first two of the account */
  readonly zones?: string[];
}

/** The VPC and the bucket for access logs: what a platform team has before the first service. */
export class NetworkStack extends Stack {
  public readonly vpc: ec2.Vpc;
  public readonly accessLogs: s3.Bucket;
  private readonly zones?: string[];

  constructor(scope: Construct, id: string, props?: NetworkStackProps) {
    super(scope, id, props);
    this.zones = props?.zones;

    this.vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: props?.zones?.length ?? 2, flowLogs: { all: {} } });
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

  /** Without a look into an account, which knows of two zones only. */
  public get availabilityZones(): string[] {
    return this.zones?.map((zone) => `${this.region}${zone}`) ?? super.availabilityZones;
  }
}
