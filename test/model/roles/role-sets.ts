import { RoleFacts, roleNamed } from '../../../src/model/roles/role-facts';
import { Resource } from '../../../src/model/template/template-file';
import { TemplateSet } from '../../../src/model/template/template-set';

/** A value that may come to nothing. */
export const OPEN = { 'Fn::If': ['Open', 'a', { Ref: 'AWS::NoValue' }] };

/** A set of one template with a role and whatever else. */
export function withRole(properties: object, resources: object = {}): TemplateSet {
  return TemplateSet.of([{
    name: 't',
    template: {
      Parameters: { Parameter: { Type: 'String' } },
      Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Parameter' }, 'yes'] } },
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: properties },
        User: { Type: 'Own::Thing' },
        Bucket: { Type: 'AWS::S3::Bucket' },
        Other: { Type: 'AWS::S3::Bucket' },
        Key: { Type: 'AWS::KMS::Key' },
        ...resources,
      },
    },
  }]);
}

/** The resource of a set. */
export function the(set: TemplateSet, logicalId: string): Resource {
  return set.resources().find((resource) => resource.logicalId === logicalId)!;
}

/** What is known of the role of a set. */
export function roleIn(set: TemplateSet): RoleFacts {
  return roleNamed(set, the(set, 'User'), { 'Fn::GetAtt': ['Role', 'Arn'] })!;
}

/** A policy document. */
export function policy(...statements: unknown[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** A statement that allows something. */
export function allowing(actions: unknown, resources: unknown = '*'): object {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

/** A role with inline policies. */
export function inline(...statements: unknown[]): object {
  return { Policies: [{ PolicyName: 'Own', PolicyDocument: policy(...statements) }] };
}
