import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { newStack, saidOf } from './tasks';
import { imageReference } from '../../src/task/image-reference';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;
const { ContainerImage } = ecs;

test.each<[string, (stack: Stack) => ecs.ContainerImage, string | undefined]>([
  ['of a registry', () => ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'), 'public.ecr.aws/nginx/nginx:1.29'],
  ['without a tag', () => ContainerImage.fromRegistry('registry.example.com:5000/web'), 'registry.example.com:5000/web'],
  ['of a repository by name', (stack) => ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repo', 'shop/web'), 'v1'), 'web:v1'],
  ['of a repository of the stack', (stack) => ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repo'), 'v1'), 'repository:v1'],
  ['of a repository, by digest', (stack) => ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repo'), DIGEST), `repository@${DIGEST}`],
  ['of a repository, untagged', (stack) => ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repo')), 'repository:latest'],
  ['with a tag that a parameter gives', (stack) => ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repo'), parameter(stack)), undefined],
  ['that a parameter gives', (stack) => ContainerImage.fromRegistry(parameter(stack)), undefined],
  ['that a parameter gives for a registry', (stack) => ContainerImage.fromRegistry(`registry.example.com:5000/${parameter(stack)}`), undefined],
  ['with a parameter of its own', (stack) => new ecs.TagParameterContainerImage(new ecr.Repository(stack, 'Repo')), undefined],
  ['that CloudFormation reads from elsewhere', () => ContainerImage.fromRegistry('{{resolve:ssm:/web/image}}'), undefined],
  ['that is an asset', () => ContainerImage.fromAsset(__dirname), undefined],
])('an image %s', (_, image, reference) => {
  expect(imageReference(image(newStack()))).toBe(reference);
});

test('one that the next push replaces is warned about', () => {
  expect(saidOf({ image: ContainerImage.fromEcrRepository(new ecr.Repository(newStack(), 'Repo')) })).toEqual([
    expect.stringMatching(/^warning Image\.Latest: `image` .* got repository:latest/),
  ]);
});
