import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * A configuration of a log router's own, that ECS includes in the one that it writes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 */
export class FireLensConfig {
  /**
   * A file of the router's image.
   *
   * @param path absolute path in the image; not one that ECS writes itself, `/fluent-bit/etc/fluent-bit.conf` (`FireLensConfig.Path` otherwise)
   *
   * @example
   * Sidecar.fireLens({ image, config: FireLensConfig.inImage('/extra.conf'), route: LogRoute.custom() });
   */
  public static inImage(path: string): FireLensConfig {
    return new FireLensConfig(ecs.FirelensConfigFileType.FILE, path);
  }

  /**
   * An object in a bucket, which the execution role may read then; a service on Fargate refuses it with `FireLens.ConfigInBucket`.
   *
   * Where an imported bucket is under a customer key, let the execution role decrypt with it.
   */
  public static inBucket(bucket: s3.IBucket, key: string): FireLensConfig {
    return new FireLensConfig(ecs.FirelensConfigFileType.S3, bucket.arnForObjects(key), bucket.encryptionKey);
  }

  private constructor(
    private readonly configFileType: ecs.FirelensConfigFileType,
    private readonly configFileValue: string,
    private readonly encryptionKey?: kms.IKey,
  ) {}

  /**
   * The path in the image, absent for an object in a bucket.
   *
   * @internal
   */
  public get _path(): string | undefined {
    return this.configFileType === ecs.FirelensConfigFileType.FILE ? this.configFileValue : undefined;
  }

  /** @internal */
  public get _options(): Pick<ecs.FirelensOptions, 'configFileType' | 'configFileValue'> {
    return { configFileType: this.configFileType, configFileValue: this.configFileValue };
  }

  /**
   * Lets ECS decrypt an object; that it may read it, the L2 grants.
   *
   * @internal
   */
  public _bind({ taskDefinition }: ecs.ContainerDefinition): void {
    this.encryptionKey?.grantDecrypt(taskDefinition.obtainExecutionRole());
  }
}
