import { allowing, inline, OPEN, policy, roleIn, the, withRole } from './role-sets';
import { allows } from '../../../src/model/roles/allows';
import { TemplateSet } from '../../../src/model/template/template-set';

const EXECUTION = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
const stray = (roles: unknown, ...statements: unknown[]) => ({ Stray: { Type: 'AWS::IAM::Policy', Properties: { Roles: roles, PolicyDocument: policy(...statements) } } });

/** Whether a role may get an object, of a bucket or of any. */
function mayGet(role: object, value?: unknown, resources: object = {}): boolean | undefined {
  const set = withRole(role, resources);
  return allows(set, roleIn(set), 's3:GetObject', value === undefined ? undefined : { owner: the(set, 'User'), value });
}

test.each([
  ['the action', allowing('s3:GetObject'), true],
  ['a list with it', allowing(['s3:PutObject', 's3:GetObject']), true],
  ['others like it', allowing('s3:Get*'), true],
  ['every one', allowing('*'), true],
  ['it in other letters', allowing('S3:getobject'), true],
  ['one like it', allowing('s3:GetObjec?'), true],
  ['another', allowing('s3:PutObject'), false],
  ['a longer one', allowing('s3:GetObjectAcl'), false],
  ['a shorter one', allowing('s3:GetObjec'), false],
  ['one that is not that after all', allowing('s3.GetObject'), false],
  ['what is not known', allowing(OPEN), undefined],
  ['all but another', { Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }, undefined],
  ['it, under a condition', { ...allowing('s3:GetObject'), Condition: { StringEquals: { a: 'b' } } }, true],
  ['it, or not', { ...allowing('s3:GetObject'), Effect: OPEN }, undefined],
  ['another, or not', { ...allowing('s3:PutObject'), Effect: OPEN }, false],
])('a role that allows %s', (_name, statement, verdict) => {
  expect(mayGet(inline(statement))).toBe(verdict);
});

test('what is denied is not known to be allowed', () => {
  const denying = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
  expect(mayGet(inline(allowing('s3:*'), denying))).toBeUndefined();
  expect(mayGet(inline(allowing('s3:*'), { ...denying, Action: 'sqs:*' }))).toBe(true);
  expect(mayGet(inline(denying))).toBeUndefined();
  expect(mayGet(inline(allowing('s3:*')), undefined, stray([{ Ref: 'Parameter' }], denying))).toBeUndefined();
});

test('nobody knows what an unknown role allows', () => {
  expect(allows(withRole({}), undefined, 's3:GetObject')).toBeUndefined();
  expect(mayGet({})).toBe(false);
  expect(mayGet({ Policies: OPEN })).toBeUndefined();
});

test('a policy of some role may be that of this one', () => {
  expect(mayGet({}, undefined, stray([{ Ref: 'Parameter' }], allowing('s3:GetObject')))).toBeUndefined();
  expect(mayGet({}, undefined, stray([{ Ref: 'Parameter' }], allowing('s3:PutObject')))).toBe(false);
});

test('of the policies of AWS one is known', () => {
  const set = withRole({ ManagedPolicyArns: [EXECUTION] });
  expect(['logs:PutLogEvents', 'logs:CreateLogGroup'].map((action) => allows(set, roleIn(set), action))).toEqual([true, false]);
  expect(mayGet({ ManagedPolicyArns: [EXECUTION, 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] })).toBeUndefined();
  expect(mayGet({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/constructor'] })).toBeUndefined();
});

const BUCKET = { 'Fn::GetAtt': ['Bucket', 'Arn'] };

test.each([
  ['every resource', '*', BUCKET, true],
  ['a list with it', [{ Ref: 'Parameter' }, '*'], BUCKET, true],
  ['the bucket', BUCKET, BUCKET, true],
  ['its objects', { 'Fn::Join': ['', [BUCKET, '/*']] }, { 'Fn::Sub': '${Bucket.Arn}/a.env' }, true],
  ['another bucket', { 'Fn::GetAtt': ['Other', 'Arn'] }, BUCKET, false],
  ['another, by a key', { 'Fn::GetAtt': ['Key', 'Arn'] }, BUCKET, undefined],
  ['a name', 'arn:aws:s3:::files', BUCKET, undefined],
  ['a parameter', { Ref: 'Parameter' }, BUCKET, undefined],
  ['another or what is not known', [{ 'Fn::GetAtt': ['Other', 'Arn'] }, { Ref: 'Parameter' }], BUCKET, undefined],
  ['what may be left out', OPEN, BUCKET, undefined],
  ['the same name', 'arn:aws:s3:::files/*', 'arn:aws:s3:::files/a.env', true],
  ['another name', 'arn:aws:s3:::other/*', 'arn:aws:s3:::files/a.env', false],
  ['a shorter name', 'arn:aws:s3:::files', 'arn:aws:s3:::files/a.env', false],
  ['the bucket, of a name', BUCKET, 'arn:aws:s3:::files/a.env', undefined],
  ['what nothing is known of', '*', {}, true],
  ['a name, of what nothing is known of', 'arn:aws:s3:::files', {}, undefined],
])('a role that allows it on %s', (_name, resource, asked, verdict) => {
  expect(mayGet(inline(allowing('s3:GetObject', resource)), asked)).toBe(verdict);
});

test('all but some resources are not known', () => {
  expect(mayGet(inline({ Effect: 'Allow', Action: 's3:*', NotResource: 'a' }), BUCKET)).toBeUndefined();
});

test('a role that is offered to other templates may have policies there', () => {
  const template = {
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: {} }, User: { Type: 'Own::Thing' } },
    Outputs: { Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
  const offered = TemplateSet.of([{ name: 't', template }]);
  expect(allows(offered, roleIn(offered), 's3:GetObject')).toBeUndefined();
  expect(mayGet({})).toBe(false);
});
