import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { DualStackImage } from '../../src/private/dual-stack-image';

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** The image of a container, after CloudFormation has filled in what it knows of account, region and partition. */
function pulled(make: (stack: Stack) => ecs.ContainerImage, deployed: Record<string, string> = {}): string {
  const stack = new Stack(new App());
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  const container = task.addContainer('app', { image: new DualStackImage(make(stack)) });
  return evaluate(stack.resolve(container.imageName), { 'AWS::AccountId': '123456789012', 'AWS::Region': 'eu-west-1', 'AWS::URLSuffix': 'amazonaws.com', ...deployed });
}

function evaluate(value: any, refs: Record<string, string>): any {
  const inner = (part: any) => evaluate(part, refs);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(inner);
  const [[intrinsic, argument]] = Object.entries<any>(value);
  switch (intrinsic) {
    case 'Ref': return refs[argument] ?? argument;
    case 'Fn::Join': return inner(argument[1]).join(argument[0]);
    case 'Fn::Split': return inner(argument[1]).split(argument[0]);
    case 'Fn::Select': return inner(argument[1])[argument[0]];
    case 'Fn::GetAtt': return `arn:aws:ecr:eu-west-1:123456789012:repository/${argument[0]}`;
    case 'Fn::Sub': return argument.replace(/\$\{([^}]+)\}/g, (_: string, name: string) => refs[name]);
    default: throw new Error(intrinsic);
  }
}

test.each([
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:v1', '123456789012.dkr-ecr.eu-west-1.on.aws/shop/web:v1'],
  [`123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web@${DIGEST}`, `123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn/web@${DIGEST}`],
  ['public.ecr.aws/nginx/nginx:1.29', 'ecr-public.aws.com/nginx/nginx:1.29'],
  ['nginx:1.29', 'nginx:1.29'],
  ['registry.example.com:5000/web:v1', 'registry.example.com:5000/web:v1'],
  ['s3.amazonaws.com.example.org/web:v1', 's3.amazonaws.com.example.org/web:v1'],
])('%s is pulled from %s', (name, dualStack) => {
  expect(pulled(() => ecs.ContainerImage.fromRegistry(name))).toBe(dualStack);
});

test('a name that is known at synth stays plain', () => {
  const stack = new Stack(new App());
  const container = new ecs.FargateTaskDefinition(stack, 'Task').addContainer('app', {
    image: new DualStackImage(ecs.ContainerImage.fromRegistry('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:v1')),
  });

  expect(stack.resolve(container.imageName)).toBe('123456789012.dkr-ecr.eu-west-1.on.aws/web:v1');
});

describe.each([
  ['a repository of the stack', (stack: Stack) => ecs.ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repo'), 'v1'), /^123456789012\.dkr-ecr\.eu-west-1\.(.+)\/Repo\w+:v1$/],
  ['a repository imported by name', (stack: Stack) => ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repo', 'web'), DIGEST), new RegExp(`^123456789012\\.dkr-ecr\\.eu-west-1\\.(.+)/web@${DIGEST}$`)],
  ['an asset', () => ecs.ContainerImage.fromAsset(__dirname, { file: 'dual-stack-image.test.ts' }), /^123456789012\.dkr-ecr\.eu-west-1\.(.+)\/cdk-hnb659fds-container-assets-123456789012-eu-west-1:\w+$/],
])('%s', (_, make, expected) => {
  test.each([['amazonaws.com', 'on.aws'], ['amazonaws.com.cn', 'on.amazonwebservices.com.cn']])('is pulled from the dual-stack endpoint in the partition of %s', (suffix, dualStack) => {
    const image = pulled(make, { 'AWS::URLSuffix': suffix });

    expect(image).toMatch(expected);
    expect(expected.exec(image)?.[1]).toBe(dualStack);
  });
});

test('an image that a parameter names is replaced at deployment', () => {
  const image = (stack: Stack) => ecs.ContainerImage.fromRegistry(new CfnParameter(stack, 'Image').valueAsString);

  expect(pulled(image, { Image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:v1' })).toBe('123456789012.dkr-ecr.eu-west-1.on.aws/web:v1');
});

test('credentials of a private registry stay with the image', () => {
  const stack = new Stack(new App());
  const credentials = secretsmanager.Secret.fromSecretNameV2(stack, 'Credentials', 'registry');
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  const container = task.addContainer('app', { image: new DualStackImage(ecs.ContainerImage.fromRegistry('registry.example.com/web:v1', { credentials })) });

  expect(container.renderContainerDefinition().repositoryCredentials).toEqual({ credentialsParameter: credentials.secretArn });
});
