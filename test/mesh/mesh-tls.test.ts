import * as acmpca from 'aws-cdk-lib/aws-acmpca';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { MeshTls } from '../../src/mesh/mesh-tls';
import { lines } from '../deployment/services';
import { recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const ARN = 'arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/12345678-1234-1234-1234-123456789012';

function stackOf(): Stack {
  return new Stack(recommendedApp(), 'Stack');
}

function imported(stack: Stack, arn: string = ARN): acmpca.ICertificateAuthority {
  return acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Authority${arn.slice(-1)}`, arn);
}

function ownAuthority(stack: Stack, props: Partial<acmpca.CfnCertificateAuthorityProps> = {}): acmpca.CfnCertificateAuthority {
  return new acmpca.CfnCertificateAuthority(stack, 'Own', {
    type: 'ROOT', keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject: { commonName: 'mesh' }, usageMode: 'SHORT_LIVED_CERTIFICATE', ...props,
  });
}

/** What the role may do: actions, with resources and conditions. */
function grantsIn(stack: Stack): any[] {
  return theOnly(stack, 'AWS::IAM::Role').Properties.Policies[0].PolicyDocument.Statement;
}

const arnOf = (service: string, end: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${end}`]],
});

test('ECS may have certificates of this authority issued, and keep them in the secrets of Service Connect', () => {
  const stack = stackOf();
  MeshTls.privateCa(imported(stack))._bind(stack);
  const secrets = arnOf('secretsmanager', 'secret:ecs-sc!*');
  expect(grantsIn(stack)).toEqual([
    {
      Action: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      Condition: {
        ArnLike: { 'aws:RequestTag/AmazonECSCreated': [arnOf('ecs', 'service/*/*'), arnOf('ecs', 'task-set/*/*')] },
        StringEquals: { 'aws:RequestTag/AmazonECSManaged': 'true' },
      },
      Effect: 'Allow',
      Resource: secrets,
    },
    {
      Action: ['DeleteSecret', 'GetSecretValue', 'PutSecretValue', 'RotateSecret', 'UpdateSecret', 'UpdateSecretVersionStage'].map((action) => `secretsmanager:${action}`),
      Condition: { StringEquals: { 'secretsmanager:ResourceTag/aws:secretsmanager:owningService': 'ecs-sc' } },
      Effect: 'Allow',
      Resource: secrets,
    },
    { Action: 'secretsmanager:DescribeSecret', Effect: 'Allow', Resource: secrets },
    {
      Action: ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'],
      Condition: { StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' } },
      Effect: 'Allow',
      Resource: ARN,
    },
    {
      Action: 'acm-pca:IssueCertificate',
      Condition: {
        StringEquals: {
          'aws:ResourceTag/AmazonECSManaged': 'true',
          'acm-pca:TemplateArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':acm-pca:::template/EndEntityCertificate/V1']] },
        },
      },
      Effect: 'Allow',
      Resource: ARN,
    },
  ]);
});

test('ECS of this account assumes the role, and it has no policy of AWS', () => {
  const stack = stackOf();
  MeshTls.privateCa(imported(stack))._bind(stack);
  const { AssumeRolePolicyDocument, ManagedPolicyArns } = theOnly(stack, 'AWS::IAM::Role').Properties;
  expect(AssumeRolePolicyDocument.Statement).toEqual([expect.objectContaining({
    Principal: { Service: 'ecs.amazonaws.com' }, Condition: expect.objectContaining({ StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
  })]);
  expect(ManagedPolicyArns).toBeUndefined();
});

test('servers under a construct share the role, and under others have their own', () => {
  const stack = stackOf();
  const tls = MeshTls.privateCa(imported(stack));
  const mesh = new Construct(stack, 'Mesh');
  const first = tls._bind(mesh);
  expect(tls._bind(mesh)).toBe(first);
  expect(stack.resolve(first)).toEqual({
    issuerCertificateAuthority: { awsPcaAuthorityArn: ARN },
    roleArn: { 'Fn::GetAtt': [expect.stringMatching(/^MeshTlsRole/), 'Arn'] },
  });
  expect(grantsIn(stack)).toHaveLength(5);
  expect(stack.resolve(tls._bind(new Construct(stack, 'Other')).roleArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^OtherTlsRole/), 'Arn'] });
});

test('a second authority is granted to the same role', () => {
  const stack = stackOf();
  const second = `${ARN.slice(0, -1)}3`;
  MeshTls.privateCa(imported(stack))._bind(stack);
  MeshTls.privateCa(imported(stack, second))._bind(stack);
  expect(grantsIn(stack).filter(({ Action }) => Action === 'acm-pca:IssueCertificate').flatMap(({ Resource }) => Resource)).toEqual([ARN, second]);
});

test('the key lets the role use it, without a circle', () => {
  const stack = stackOf();
  const encryptionKey = new kms.Key(stack, 'Key');
  const { kmsKey } = MeshTls.privateCa(imported(stack), { encryptionKey })._bind(stack);
  expect(stack.resolve(kmsKey)).toEqual(stack.resolve(encryptionKey.keyArn));
  expect(grantsIn(stack)[5]).toEqual({
    Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'], Effect: 'Allow', Resource: stack.resolve(encryptionKey.keyArn),
  });
  expect(findCycle(templateGraph(stack))).toBeUndefined();
});

test('a role of its user is used as it is', () => {
  const stack = stackOf();
  const role = new iam.Role(stack, 'Mine', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com') });
  const { roleArn } = MeshTls.privateCa(imported(stack), { role })._bind(stack);
  expect(stack.resolve(roleArn)).toEqual(stack.resolve(role.roleArn));
  expect(theOnly(stack, 'AWS::IAM::Role').Properties.Policies).toBeUndefined();
});

describe('an authority of this app', () => {
  test.each<[string, (stack: Stack, authority: acmpca.CfnCertificateAuthority) => Parameters<typeof MeshTls.privateCa>[0]]>([
    ['itself', (_, authority) => authority],
    ['imported by its ARN', (stack, authority) => imported(stack, authority.attrArn)],
    ['imported by its activation', (stack, authority) => {
      const activation = new acmpca.CfnCertificateAuthorityActivation(stack, 'Activation', { certificateAuthorityArn: authority.attrArn, certificate: 'pem' });
      return acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', activation.ref);
    }],
  ])('%s, gets the tag that AWS asks for', (_, given) => {
    const stack = stackOf();
    const tls = MeshTls.privateCa(given(stack, ownAuthority(stack, { tags: [{ key: 'Team', value: 'mesh' }] })));
    tls._bind(stack);
    expect(theOnly(stack, 'AWS::ACMPCA::CertificateAuthority').Properties.Tags).toEqual([{ Key: 'AmazonECSManaged', Value: 'true' }, { Key: 'Team', Value: 'mesh' }]);
    expect(tls._findings()).toEqual([]);
  });

  test.each([{ usageMode: undefined }, { usageMode: 'GENERAL_PURPOSE' }])('with %p could be a cheaper one', (props) => {
    expect(lines(MeshTls.privateCa(ownAuthority(stackOf(), props))._findings())).toEqual([
      'warning MeshTls.GeneralPurpose: `authority` must be in the mode SHORT_LIVED_CERTIFICATE, which is enough for certificates of 7 days and costs less, got GENERAL_PURPOSE; make it with that usageMode',
    ]);
  });
});

describe('findings', () => {
  test('a server outside of awsvpc', () => {
    expect(lines(MeshTls.privateCa(imported(stackOf()))._findings({ networkMode: 'bridge' }))).toEqual([
      'error MeshTls.NetworkMode: `` takes tasks in the network mode awsvpc, got bridge; change the mode or leave TLS out',
    ]);
  });

  test('keys', () => {
    const stack = stackOf();
    const findingsWith = (encryptionKey: kms.IKey) => lines(MeshTls.privateCa(imported(stackOf()), { encryptionKey })._findings({ networkMode: 'awsvpc' }));
    expect(findingsWith(new kms.Key(stack, 'Asymmetric', { keySpec: kms.KeySpec.RSA_2048 }))).toEqual([
      'error MeshTls.AsymmetricKey: `encryptionKey` must be a symmetric key, got RSA_2048; take one with the key spec SYMMETRIC_DEFAULT, or leave it out',
    ]);
    expect(findingsWith(new kms.Key(stack, 'Symmetric'))).toEqual([]);
    expect(findingsWith(kms.Key.fromKeyArn(stack, 'Imported', 'arn:aws:kms:eu-west-1:123456789012:key/1234'))).toEqual([]);
  });

  test('what only the deployment knows gets through', () => {
    const stack = stackOf();
    const { valueAsString } = new CfnParameter(stack, 'Text');
    expect(MeshTls.privateCa(ownAuthority(stack, { usageMode: valueAsString }))._findings()).toEqual([]);
    expect(MeshTls.privateCa(imported(stack, valueAsString))._findings()).toEqual([]);
  });
});

test('nothing is left for cdk-nag to find', () => {
  const stack = stackOf();
  MeshTls.privateCa(ownAuthority(stack), { encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) })._bind(stack);
  const app = stack.node.root as App;
  app.synth();
  expect(new AwsSolutionsChecks().validateScope(app).violations.map(({ ruleName }) => ruleName)).toEqual([]);
  expect(Object.keys(resourcesOf(stack))).toHaveLength(3);
});
