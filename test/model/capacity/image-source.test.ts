import { checkImageSource, imageNamed, NamedImage } from '../../../src/model/capacity/image-source';
import { advise } from '../../../src/model/finding';

const ECS = '/aws/service/ecs/optimized-ami';
const AL2023 = { family: 'amazon-linux', tokens: 'required', hopLimit: 2 } as const;
const AL2 = { family: 'amazon-linux', tokens: 'optional', hopLimit: 1 } as const;

test.each<[string, NamedImage]>([
  [`${ECS}/amazon-linux-2023/recommended/image_id`, { ...AL2023, architecture: 'x86_64', variant: 'standard' }],
  [`${ECS}/amazon-linux-2023/arm64/recommended`, { ...AL2023, architecture: 'arm64', variant: 'standard' }],
  [`${ECS}/amazon-linux-2023/gpu/recommended/image_id`, { ...AL2023, architecture: 'x86_64', variant: 'gpu' }],
  [`${ECS}/amazon-linux-2023/neuron/recommended/image_id`, { ...AL2023, architecture: 'x86_64', variant: 'neuron' }],
  [`${ECS}/amazon-linux-2/recommended/image_id`, { ...AL2, architecture: 'x86_64', variant: 'standard' }],
  [`${ECS}/amazon-linux-2/kernel-5.10/arm64/recommended/image_id`, { ...AL2, architecture: 'arm64', variant: 'standard' }],
  [`${ECS}/amazon-linux-2/inf/recommended/image_id`, { ...AL2, architecture: 'x86_64', variant: 'neuron' }],
  ['/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id', { family: 'bottlerocket', architecture: 'arm64', variant: 'standard' }],
  ['/aws/service/bottlerocket/aws-ecs-2-fips/x86_64/latest/image_id', { family: 'bottlerocket', architecture: 'x86_64', variant: 'standard' }],
  ['/aws/service/bottlerocket/aws-ecs-2-nvidia-fips/x86_64/latest/image_id', { family: 'bottlerocket', architecture: 'x86_64', variant: 'gpu' }],
  ['/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id', { family: 'windows', architecture: 'x86_64', variant: 'standard' }],
])('%s is known', (name, image) => {
  expect(imageNamed(name)).toEqual(image);
});

test.each([
  undefined, '', '/my/image', '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64', `${ECS}/amazon-linux/recommended`,
  '/aws/service/bottlerocket/aws-k8s-1.33/arm64/latest/image_id', '/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-Base',
])('%s is any image', (name) => {
  expect(imageNamed(name)).toBeUndefined();
});

test('an image by its id is advised against', () => {
  expect(checkImageSource({ imageId: 'ami-0123456789abcdef0' })).toEqual([advise('MachineImage.LiteralId', '',
    'comes from a Systems Manager parameter, which follows the patches, got ami-0123456789abcdef0; take a parameter under /aws/service/ecs/optimized-ami or one of your own')]);
  for (const imageId of [undefined, '', 'resolve:ssm:/my/image', 'ami-', 'my-ami-0123']) expect(checkImageSource({ imageId })).toEqual([]);
});
