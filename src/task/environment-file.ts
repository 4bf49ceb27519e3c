import { extname } from 'path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { known } from '../private/known';
import { ownerOf } from '../private/token-owner';

/** The key that a file has, or will get, in its bucket; `undefined` where only the deployment knows. */
export function environmentFileKey(file: ecs.EnvironmentFile): string | undefined {
  if (file instanceof ecs.AssetEnvironmentFile) {
    // An asset keeps the extension of its file only, and a file named `.env` has none.
    return extname(file.path) === '' ? `${file.path}, which is uploaded without an extension` : file.path;
  }
  return known((file as unknown as { readonly key?: string }).key);
}

/** Lets the execution role read files, and nothing else of their buckets; the L2 leaves that to its user. */
export function grantEnvironmentFiles(scope: Construct, files: readonly ecs.EnvironmentFileConfig[], executionRole: iam.IRole): void {
  const arn = (name: string) => Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: name });
  files.flatMap(({ s3Location }) => s3Location ?? []).forEach(({ bucketName, objectKey }) => {
    executionRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [arn(`${bucketName}/${objectKey}`)] }));
    executionRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [arn(bucketName)] }));
    // The file forgets its bucket, but a bucket of this app is found by its name.
    (ownerOf(bucketName) as Partial<s3.IBucket> | undefined)?.encryptionKey?.grantDecrypt(executionRole);
  });
}
