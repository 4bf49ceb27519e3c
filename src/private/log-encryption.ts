import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/**
 * Lets CloudWatch Logs use a key for the log groups that this stack makes; the policy of an imported key stays as it is.
 *
 * By the stack's name, with which generated names begin: the name of a group itself would close a circle, since the group needs the key. So
 * would the name of a nested stack, in a key outside of it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function letCloudWatchLogsUse(key: kms.IKey, scope: Construct): void {
  const stack = Stack.of(scope);
  const isNested = stack.nestedStackParent !== undefined && Stack.of(key) !== stack;
  key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
          service: 'logs', resource: 'log-group', resourceName: isNested ? '*' : `${stack.stackName}-*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  }));
}
