import { refuse } from '../../../src/model/finding';
import { checkDeployedImage } from '../../../src/model/task/deployed-image';

test.each<[unknown, string]>([
  ['{{resolve:ssm:/shop/tag}}', 'a dynamic reference'],
  ['{{resolve:ssm:/shop/tag:3}}', 'a dynamic reference'],
  [{ 'Fn::Join': ['', ['{{resolve:ssm:', { Ref: 'Name' }, '}}']] }, 'a dynamic reference'],
  [{ 'Fn::GetAtt': ['Tag', 'Value'] }, 'one of this app, whose value the template sets'],
])('%p is not read anew', (value, got) => {
  expect(checkDeployedImage({ value })).toEqual([refuse('DeployedImage.NotReadAnew', '',
    `needs a parameter that CloudFormation reads at each update, got ${got}; import it by its plain name with ssm.StringParameter.fromStringParameterName`)]);
});

test('a parameter of the template is', () => {
  expect(checkDeployedImage({ value: { Ref: 'SsmParameterValue' } })).toEqual([]);
});
