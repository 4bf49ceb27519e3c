import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeServiceConnectSecrets } from '../private/acknowledge';
import { ecsOf } from '../private/ecs-principal';
import { InlineRole } from '../private/inline-role';

/** The tag by which AWS knows an authority that ECS may use. */
export const MANAGED_TAG = { key: 'AmazonECSManaged', value: 'true' };

const SECRETS_NAME = 'ecs-sc!*';
const KEY_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'];

/**
 * The role with which ECS keeps the certificates of Service Connect in Secrets Manager: one for all servers under a construct.
 *
 * The managed policy that AWS has for it is for all accounts, regions and authorities; these are its statements for this account and region.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity.html
 */
export function makeTlsRole(scope: Construct): iam.IRole {
  const existing = scope.node.tryFindChild('TlsRole');
  if (existing) return existing as InlineRole;
  const role = new InlineRole(scope, 'TlsRole', { assumedBy: ecsOf(scope) });
  const stack = Stack.of(scope);
  const secrets = stack.formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: SECRETS_NAME, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const owners = ['service', 'task-set'].map((resource) => stack.formatArn({ service: 'ecs', resource, resourceName: '*/*' }));
  const grant = (actions: string[], conditions: iam.Conditions = {}) => role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: actions.map((action) => `secretsmanager:${action}`), resources: [secrets], conditions,
  }));
  grant(['CreateSecret', 'TagResource'], {
    ArnLike: { 'aws:RequestTag/AmazonECSCreated': owners },
    StringEquals: { [`aws:RequestTag/${MANAGED_TAG.key}`]: MANAGED_TAG.value },
  });
  grant(['DeleteSecret', 'GetSecretValue', 'PutSecretValue', 'RotateSecret', 'UpdateSecret', 'UpdateSecretVersionStage'], {
    StringEquals: { 'secretsmanager:ResourceTag/aws:secretsmanager:owningService': 'ecs-sc' },
  });
  grant(['DescribeSecret']);
  acknowledgeServiceConnectSecrets(role, secrets);
  return role;
}

/** Lets ECS have certificates of one authority issued for servers, and use the key that encrypts them. */
export function grantCertificates(role: iam.IRole, authorityArn: string, encryptionKey?: kms.IKey): void {
  const isManaged = { [`aws:ResourceTag/${MANAGED_TAG.key}`]: MANAGED_TAG.value };
  const template = Stack.of(role).formatArn({ service: 'acm-pca', region: '', account: '', resource: 'template', resourceName: 'EndEntityCertificate/V1' });
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate'].map((action) => `acm-pca:${action}`),
    resources: [authorityArn],
    conditions: { StringEquals: isManaged },
  }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['acm-pca:IssueCertificate'],
    resources: [authorityArn],
    conditions: { StringEquals: { ...isManaged, 'acm-pca:TemplateArn': template } },
  }));
  encryptionKey?.grant(role, ...KEY_ACTIONS);
}
