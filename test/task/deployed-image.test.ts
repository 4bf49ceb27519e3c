import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import { DeployedImage, FargateSpotService, TaskBlueprint } from '../../src';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const REPOSITORY = 'arn:aws:ecr:eu-west-1:123456789012:repository/shop/web';

function stackWith(image: (repository: ecr.IRepository, tag: ssm.IStringParameter) => DeployedImage = DeployedImage.fromTagParameter) {
  const { stack, cluster } = platformStack();
  const repository = ecr.Repository.fromRepositoryArn(stack, 'Repository', REPOSITORY);
  const made = image(repository, ssm.StringParameter.fromStringParameterName(stack, 'Tag', '/shop/web/tag'));
  new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image: made }) });
  return { stack, image: made };
}

function imageOf(stack: Stack): string {
  return JSON.stringify(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].Image);
}

test('takes the tag from a parameter that CloudFormation reads at each update', () => {
  const { stack } = stackWith();
  const parameters = Object.entries<any>(Template.fromStack(stack).toJSON().Parameters).filter(([, { Default: name }]) => name === '/shop/web/tag');
  expect(parameters).toEqual([[expect.any(String), { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/web/tag' }]]);
  expect(imageOf(stack)).toContain(`/shop/web:",{"Ref":"${parameters[0][0]}"}`);
  expect(JSON.stringify(Template.fromStack(stack).toJSON().Resources)).not.toContain('resolve:ssm');
});

test('takes a digest in the same way', () => {
  expect(imageOf(stackWith(DeployedImage.fromDigestParameter).stack)).toContain('/shop/web@",{"Ref":');
});

test('lets the execution role pull it', () => {
  const { stack } = stackWith();
  const policies = propertiesOf(stack, 'AWS::IAM::Role').flatMap((role) => role.Policies ?? []);
  expect(policies.flatMap(({ PolicyDocument: { Statement: statements } }) => statements)).toContainEqual({
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], Effect: 'Allow', Resource: REPOSITORY,
  });
});

test('lets a pipeline push the image and write the parameter', () => {
  const { stack, image } = stackWith();
  const role = new iam.Role(stack, 'Pipeline', { assumedBy: new iam.AccountRootPrincipal() });
  image.grantPublish(role).assertSuccess();
  const [{ PolicyDocument: { Statement: statements } }] = propertiesOf(stack, 'AWS::IAM::Policy');
  const placesOf = (action: string) => statements.filter(({ Action: actions }: any) => [actions].flat().includes(action))
    .map(({ Resource: resource }: any) => JSON.stringify(resource));
  expect(placesOf('ecr:PutImage')).toEqual([JSON.stringify(REPOSITORY)]);
  expect(placesOf('ssm:PutParameter')).toEqual([expect.stringContaining(':parameter/shop/web/tag')]);
});

describe('a parameter that is not read anew', () => {
  const REASON = 'needs a parameter that CloudFormation reads at each update';

  test.each<[string, (stack: Stack) => ssm.IStringParameter, string]>([
    ['of the same stack', (stack) => new ssm.StringParameter(stack, 'Own', { stringValue: 'v1' }), 'one of this app, whose value the template sets'],
    ['of a fixed version', (stack) => ssm.StringParameter.fromStringParameterAttributes(stack, 'Own', { parameterName: '/shop/tag', version: 3 }), 'a dynamic reference'],
    ['that is a dynamic reference', (stack) => ssm.StringParameter.fromStringParameterAttributes(stack, 'Own', { parameterName: '/shop/tag', forceDynamicReference: true }),
      'a dynamic reference'],
  ])('%s', (_name, parameter, got) => {
    const { stack, cluster } = platformStack();
    const image = DeployedImage.fromTagParameter(ecr.Repository.fromRepositoryArn(stack, 'Repository', REPOSITORY), parameter(stack));
    const message = `DeployedImage.NotReadAnew: \`task.image\` ${REASON}, got ${got}; import it by its plain name with ssm.StringParameter.fromStringParameterName`;
    expect(() => new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image }) })).toThrow(message);
  });

  test('is refused at synth in a task definition of somebody\'s own', () => {
    const { stack } = platformStack();
    const image = DeployedImage.fromTagParameter(ecr.Repository.fromRepositoryArn(stack, 'Repository', REPOSITORY), new ssm.StringParameter(stack, 'Own', { stringValue: 'v1' }));
    new ecs.FargateTaskDefinition(stack, 'Task').addContainer('app', { image });
    expect(() => Template.fromStack(stack)).toThrow(`DeployedImage.NotReadAnew: \`image\` ${REASON}`);
  });
});
