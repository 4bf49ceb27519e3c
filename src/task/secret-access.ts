import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ownerOf } from '../private/token-owner';

/** The same secret, but readable from this stack where that of its key is another one. */
export function readableFrom(scope: Construct, secret: ecs.Secret): ecs.Secret {
  const owner = ownerOf(secret.arn) as Partial<secretsmanager.ISecret> | undefined;
  const { encryptionKey, secretArn } = owner ?? {};
  return encryptionKey === undefined || secretArn === undefined || Stack.of(encryptionKey) === Stack.of(scope)
    ? secret : new SecretOfAnotherStack(secret, secretArn, encryptionKey);
}

/**
 * A secret under a customer key of another stack.
 *
 * The L2 names the reader in the key's policy, so that the stack of the key would need the service's, which needs it for the secret. The
 * reader's own policy says the same, and the policies of keys made here let it.
 */
class SecretOfAnotherStack extends ecs.Secret {
  public readonly arn: string;
  public readonly hasField?: boolean;

  constructor(secret: ecs.Secret, private readonly secretArn: string, private readonly key: kms.IKey) {
    super();
    this.arn = secret.arn;
    this.hasField = secret.hasField;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const viaSecretsManager = { 'kms:ViaService': `secretsmanager.${Stack.of(this.key).region}.amazonaws.com` };
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resourceArns: [this.secretArn],
    }).combine(iam.Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt'],
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: viaSecretsManager },
    }));
  }
}
