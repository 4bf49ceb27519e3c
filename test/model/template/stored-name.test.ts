import { TemplateSet } from '../../../src/model/template/template-set';

const IMAGE = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
const STORED = { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: IMAGE };

function nameOf(value: unknown, given: object = {}): string | undefined {
  const set = TemplateSet.of([
    {
      name: 'parent',
      template: {
        Parameters: { Image: STORED, Free: { Type: 'String', Default: IMAGE } },
        Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: given } } },
      },
    },
    {
      name: 'child',
      nestedIn: { name: 'parent', logicalId: 'Child' },
      template: {
        Parameters: { Own: STORED, Given: { Type: 'String' }, Nameless: { Type: STORED.Type } },
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Owner: { Type: 'Kind', Properties: {} } },
      },
    },
  ]);
  return set.storedName(set.resources('Kind')[0], value);
}

test.each<[unknown, string | undefined, object?]>([
  [{ Ref: 'Own' }, IMAGE, {}],
  [{ 'Fn::If': ['Never', 'ami-1', { Ref: 'Own' }] }, IMAGE, {}],
  [`{{resolve:ssm:${IMAGE}}}`, IMAGE, {}],
  [`{{resolve:ssm:${IMAGE}:3}}`, IMAGE, {}],
  [`resolve:ssm:${IMAGE}`, IMAGE, {}],
  [{ Ref: 'Given' }, IMAGE, { Given: { Ref: 'Image' } }],
  [{ Ref: 'Given' }, undefined, { Given: { Ref: 'Free' } }],
  [{ Ref: 'Given' }, undefined, {}],
  [{ Ref: 'Nameless' }, undefined, {}],
  [{ Ref: 'Owner' }, undefined, {}],
  [{ Ref: 'Other' }, undefined, {}],
  [{ 'Fn::GetAtt': ['Own', 'Arn'] }, undefined, {}],
  [{ 'Fn::ImportValue': 'image' }, undefined, {}],
  ['ami-0123456789abcdef0', undefined, {}],
  ['{{resolve:secretsmanager:image}}', undefined, {}],
  [undefined, undefined, {}],
])('%j is stored as %j', (value, name, given) => {
  expect(nameOf(value, given)).toBe(name);
});
