import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy } from 'aws-cdk-lib/core';
import { amazonLinuxParameter, bottlerocketParameter, sourceOf, windowsParameter } from '../../src/pool/pool-image-source';

const AMAZON_LINUX_2 = '/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id';

test.each<[string, ec2.IMachineImage, string | undefined, string]>([
  ['Bottlerocket of the CDK', new ecs.BottleRocketImage({ variant: ecs.BottlerocketEcsVariant.AWS_ECS_2 }),
    '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id', 'bottlerocket'],
  ['Windows of the CDK', ecs.EcsOptimizedImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022),
    '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id', 'windows'],
  ['Windows by its id', ec2.MachineImage.genericWindows({ 'us-east-1': 'ami-1' }), undefined, 'windows'],
  ['Linux by its id', ec2.MachineImage.genericLinux({ 'us-east-1': 'ami-1' }), undefined, 'amazon-linux'],
  ['Amazon Linux of the CDK', ecs.EcsOptimizedImage.amazonLinux2(), AMAZON_LINUX_2, 'amazon-linux'],
  ['a parameter', ec2.MachineImage.fromSsmParameter(AMAZON_LINUX_2), AMAZON_LINUX_2, 'amazon-linux'],
  ['a parameter of Windows', ec2.MachineImage.fromSsmParameter('/aws/service/ami-windows-latest/x'), '/aws/service/ami-windows-latest/x', 'windows'],
  ['a parameter that is a token', ec2.MachineImage.fromSsmParameter(Lazy.string({ produce: () => '/windows' })), undefined, 'amazon-linux'],
  ['a name', ec2.MachineImage.lookup({ name: 'bottlerocket-aws-ecs-2-*' }), 'bottlerocket-aws-ecs-2-*', 'bottlerocket'],
  ['an image of your own making', { getImage: () => { throw new Error('nobody asked yet'); } }, undefined, 'amazon-linux'],
])('knows where %s comes from without asking for it', (_name, image, name, family) => {
  expect(sourceOf(image)).toEqual({ name, family });
});

test.each<[string, string, string]>([
  ['Amazon Linux', amazonLinuxParameter({ variant: 'standard', architecture: 'x86_64' }), 'ecs/optimized-ami/amazon-linux-2023/recommended'],
  ['Amazon Linux on Arm', amazonLinuxParameter({ variant: 'standard', architecture: 'arm64' }), 'ecs/optimized-ami/amazon-linux-2023/arm64/recommended'],
  ['Amazon Linux with GPUs', amazonLinuxParameter({ variant: 'gpu', architecture: 'x86_64' }), 'ecs/optimized-ami/amazon-linux-2023/gpu/recommended'],
  ['Amazon Linux with Neuron devices', amazonLinuxParameter({ variant: 'neuron', architecture: 'x86_64' }),
    'ecs/optimized-ami/amazon-linux-2023/neuron/recommended'],
  ['Bottlerocket', bottlerocketParameter({ variant: 'standard', architecture: 'x86_64' }, false), 'bottlerocket/aws-ecs-2/x86_64/latest'],
  ['Bottlerocket on Arm with GPUs', bottlerocketParameter({ variant: 'gpu', architecture: 'arm64' }, false), 'bottlerocket/aws-ecs-2-nvidia/arm64/latest'],
  ['Bottlerocket for FIPS', bottlerocketParameter({ variant: 'standard', architecture: 'x86_64' }, true), 'bottlerocket/aws-ecs-2-fips/x86_64/latest'],
  ['Bottlerocket for FIPS with GPUs', bottlerocketParameter({ variant: 'gpu', architecture: 'x86_64' }, true),
    'bottlerocket/aws-ecs-2-nvidia-fips/x86_64/latest'],
  ['Windows', windowsParameter('2022', false), 'ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized'],
  ['Windows with a desktop', windowsParameter('2025', true), 'ami-windows-latest/Windows_Server-2025-English-Full-ECS_Optimized'],
])('names the parameter of %s', (_name, parameter, part) => {
  expect(parameter).toBe(`/aws/service/${part}/image_id`);
});
