import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Aspects, CfnResource, Stack } from 'aws-cdk-lib/core';
import { InlineRole } from '../../src/private/inline-role';
import { findCycle, templateGraph } from '../kit/template-graph';

const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');

function setup(context?: Record<string, unknown>) {
  const stack = new Stack(new App({ context }));
  const role = new InlineRole(stack, 'Role', { assumedBy });
  return { stack, role };
}

function read(...resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sqs:ReceiveMessage'], resources });
}

function statementsOf(policy: any): any[] {
  return policy.PolicyDocument.Statement;
}

describe('a role with grants', () => {
  test('holds them itself', () => {
    const { stack, role } = setup();
    new sqs.Queue(stack, 'Queue').grantSendMessages(role);

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyName: 'DefaultPolicy',
        PolicyDocument: {
          Statement: [Match.objectLike({ Resource: { 'Fn::GetAtt': [stack.getLogicalId(stack.node.findChild('Queue').node.defaultChild as CfnResource), 'Arn'] } })],
        },
      }],
    });
  });

  test('without any renders no policies', () => {
    const { stack } = setup();

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent() });
  });

  test('keeps the inline policies that it was made with', () => {
    const stack = new Stack(new App());
    const role = new InlineRole(stack, 'Role', {
      assumedBy,
      inlinePolicies: { Own: new iam.PolicyDocument({ statements: [read('arn:own')] }) },
    });
    role.addToPolicy(read('arn:granted'));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Policies: [Match.objectLike({ PolicyName: 'Own' }), Match.objectLike({ PolicyName: 'DefaultPolicy' })],
    });
  });

  test.each([[true, 1], [false, 2]])('merges its statements where the app asks for it (%s)', (minimize, count) => {
    const { stack, role } = setup({ '@aws-cdk/aws-iam:minimizePolicies': minimize });
    role.addToPolicy(read('arn:one'));
    role.addToPolicy(read('arn:two'));

    const [{ Properties: properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(statementsOf(properties.Policies[0])).toHaveLength(count);
  });

  test('refuses a statement without actions, as every role does', () => {
    const { stack, role } = setup();
    role.addToPolicy(new iam.PolicyStatement({ resources: ['*'] }));

    expect(() => Template.fromStack(stack)).toThrow("A PolicyStatement must specify at least one 'action' or 'notAction'.");
  });

  test('takes a permissions boundary from an aspect', () => {
    const { stack, role } = setup();
    role.addToPolicy(read('arn:one'));
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('Boundary'));
    Aspects.of(stack).add({ visit: (node) => { if (node instanceof iam.CfnRole) node.path = '/teams/'; } });

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue(), Path: '/teams/' });
  });

  test('lets a dependent wait for the role', () => {
    const { stack, role } = setup();
    const grant = new sqs.Queue(stack, 'Queue').grantSendMessages(role);
    const dependent = new CfnResource(stack, 'Dependent', { type: 'Test::Dependent' });
    grant.applyBefore(dependent);

    Template.fromStack(stack).hasResource('Test::Dependent', { DependsOn: [stack.getLogicalId(role.node.defaultChild as CfnResource)] });
  });
});

describe('a role that a resource policy names', () => {
  function withEncryptedSecret() {
    const made = setup();
    made.role.addToPolicy(read('arn:before'));
    const secret = new secretsmanager.Secret(made.stack, 'Secret', { encryptionKey: new kms.Key(made.stack, 'Key') });
    const grant = secret.grantRead(made.role);
    made.role.addToPolicy(read('arn:after'));
    return { ...made, grant };
  }

  test('leaves its grants to one policy resource, and closes no circle', () => {
    const { stack } = withEncryptedSecret();

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent() });
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(policies).toHaveLength(1);
    expect(statementsOf(policies[0].Properties).map(({ Resource }) => Resource)).toEqual(['arn:before', { Ref: expect.stringMatching('Secret') }, 'arn:after']);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('lets a dependent wait for that policy too', () => {
    const { stack, grant } = withEncryptedSecret();
    const dependent = new CfnResource(stack, 'Dependent', { type: 'Test::Dependent' });
    grant.applyBefore(dependent);

    Template.fromStack(stack).hasResource('Test::Dependent', {
      DependsOn: [Match.stringLikeRegexp('^RoleDefaultPolicy'), Match.stringLikeRegexp('^Role')],
    });
  });

  test('would close a circle with its grants inline', () => {
    const stack = new Stack(new App());
    const key = new kms.Key(stack, 'Key');
    const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: key });
    const role = new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: {},
      policies: [{ policyName: 'Read', policyDocument: { Statement: [{ Resource: secret.secretArn }] } }],
    });
    key.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ArnPrincipal(role.attrArn)] }));

    expect(findCycle(templateGraph(stack))).toEqual([
      expect.stringMatching(/^Key/), 'Role', expect.stringMatching(/^Secret/), expect.stringMatching(/^Key/),
    ]);
  });

  test('stays whole where no circle closes: a bucket policy is a resource apart', () => {
    const { stack, role } = setup();
    const bucket = new s3.Bucket(stack, 'Bucket');
    role.addToPolicy(read(bucket.bucketArn));
    bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], principals: [role] }));

    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('shares the key of a secret with other roles, and each breaks its own circle', () => {
    const stack = new Stack(new App());
    const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') });
    for (const id of ['One', 'Two', 'Three']) {
      secret.grantRead(new InlineRole(stack, id, { assumedBy }));
    }

    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 3);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('keeps a secret that is imported by its ARN inline', () => {
    const { stack, role } = setup();
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';
    secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', arn).grantRead(role);

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: [Match.objectLike({ Resource: arn })] } }],
    });
  });
});

test('grants that outgrow an inline policy are split up as for every role', () => {
  const { stack, role } = setup();
  for (let n = 0; n < 120; n++) {
    role.addToPolicy(new iam.PolicyStatement({ actions: [`sqs:Action${n}`], resources: [`arn:aws:sqs:eu-west-1:123456789012:a-queue-with-a-long-name-${n}`] }));
  }

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent() });
  template.resourceCountIs('AWS::IAM::Policy', 1);
  const [overflow] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(statementsOf(overflow.Properties).length).toBeGreaterThan(0);
});

test('a long list of resources that are known at deployment counts as long', () => {
  const { stack, role } = setup();
  const queues = [...Array(60).keys()].map((n) => new sqs.Queue(stack, `Queue${n}`));
  role.addToPolicy(read(...queues.map(({ queueArn }) => queueArn)));

  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
});

describe('roles that are made elsewhere', () => {
  test('get no policy', () => {
    const stack = new Stack(new App());
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { Role: 'made-by-hand' } });
    const role = new InlineRole(stack, 'Role', { assumedBy });
    role.addToPolicy(read('arn:one'));

    expect(stack.resolve(role.roleName)).toBe('made-by-hand');
    expect(Template.fromStack(stack).toJSON().Resources ?? {}).toEqual({});
  });

  test('are reported when nobody made them yet', () => {
    const app = new App();
    const stack = new Stack(app);
    iam.Role.customizeRoles(stack, { preventSynthesis: false });
    new InlineRole(stack, 'Role', { assumedBy }).addToPolicy(read('arn:one'));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent() });
  });
});
