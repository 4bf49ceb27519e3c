import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy } from 'aws-cdk-lib/core';
import { launchDataOf, poolIn, typesOf, userDataOf } from './pools';
import { PoolBootstrap, PoolImage, PoolImageVariant } from '../../src/pool/pool-image';
import { warningId } from '../../src/private/guard';
import { newStack } from '../cluster/services';

const X86 = ec2.InstanceArchitecture.X86_64;
const ARM = ec2.InstanceArchitecture.ARM_64;

test.each<[string, PoolImage, string, string]>([
  ['Amazon Linux', PoolImage.amazonLinux2023(), 'm7i.large', 'ecs/optimized-ami/amazon-linux-2023/recommended/image_id'],
  ['Amazon Linux on Arm', PoolImage.amazonLinux2023(), 'm7g.large', 'ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id'],
  ['Amazon Linux on a new Arm type', PoolImage.amazonLinux2023(), 'm99g.large', 'ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id'],
  ['Amazon Linux with GPUs', PoolImage.amazonLinux2023(), 'g5.xlarge', 'ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id'],
  ['Amazon Linux with Neuron devices', PoolImage.amazonLinux2023(), 'inf2.xlarge', 'ecs/optimized-ami/amazon-linux-2023/neuron/recommended/image_id'],
  ['Amazon Linux as told', PoolImage.amazonLinux2023({ architecture: X86, variant: PoolImageVariant.GPU }), 'x99.large',
    'ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id'],
  ['Bottlerocket', PoolImage.bottlerocket(), 'm7i.large', 'bottlerocket/aws-ecs-2/x86_64/latest/image_id'],
  ['Bottlerocket on Arm', PoolImage.bottlerocket(), 'm7g.large', 'bottlerocket/aws-ecs-2/arm64/latest/image_id'],
  ['Bottlerocket on Arm with GPUs', PoolImage.bottlerocket(), 'g5g.xlarge', 'bottlerocket/aws-ecs-2-nvidia/arm64/latest/image_id'],
  ['Bottlerocket for FIPS', PoolImage.bottlerocket({ fips: true }), 'm7i.large', 'bottlerocket/aws-ecs-2-fips/x86_64/latest/image_id'],
  ['Bottlerocket for FIPS with GPUs', PoolImage.bottlerocket({ fips: true }), 'g5.xlarge', 'bottlerocket/aws-ecs-2-nvidia-fips/x86_64/latest/image_id'],
  ['Windows', PoolImage.windows(), 'm7i.large', 'ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id'],
  ['Windows with a desktop', PoolImage.windows({ version: ecs.WindowsOptimizedVersion.SERVER_2025, full: true }), 'm7i.large',
    'ami-windows-latest/Windows_Server-2025-English-Full-ECS_Optimized/image_id'],
])('%s comes from its public parameter when the stack is deployed', (_name, machineImage, type, parameter) => {
  const stack = newStack();
  poolIn(stack, { machineImage, instanceTypes: typesOf(type) });
  const { Parameters: parameters } = Template.fromStack(stack).toJSON();
  expect(parameters[launchDataOf(stack).ImageId.Ref]).toEqual({ Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: `/aws/service/${parameter}` });
});

test('a type that is a token starts on x86_64', () => {
  const stack = newStack();
  poolIn(stack, { instanceTypes: typesOf(Lazy.string({ produce: () => 'm7i.large' })) });
  expect(JSON.stringify(Template.fromStack(stack).toJSON().Parameters)).toContain('/amazon-linux-2023/recommended/image_id');
});

test('an image of your own is taken as it is', () => {
  const stack = newStack();
  poolIn(stack, {
    machineImage: PoolImage.custom({ getImage: () => ({ imageId: 'ami-0123456789abcdef0', osType: ec2.OperatingSystemType.LINUX, userData: ec2.UserData.forLinux() }) },
      { deviceName: '/dev/sda1', variant: PoolImageVariant.GPU, architecture: X86 }),
    instanceTypes: typesOf('g5.xlarge'),
  });
  expect(launchDataOf(stack)).toMatchObject({ ImageId: 'ami-0123456789abcdef0', BlockDeviceMappings: [{ DeviceName: '/dev/sda1' }] });
  expect(userDataOf(stack)).toContain('\nECS_ENABLE_GPU_SUPPORT=true\n');
});

test.each<[string, ec2.IMachineImage, PoolBootstrap | undefined, string]>([
  ['the operating system that it names', ec2.MachineImage.fromSsmParameter('/aws/service/ami-windows-latest/x'), undefined, 'windows'],
  ['its bootstrap', ec2.MachineImage.fromSsmParameter('/golden/image'), PoolBootstrap.BOTTLEROCKET, 'bottlerocket'],
  ['neither', ec2.MachineImage.fromSsmParameter('/golden/image'), undefined, 'amazon-linux'],
])('an image of your own is bootstrapped by %s', (_name, image, bootstrap, family) => {
  expect(PoolImage.custom(image, { bootstrap })._facts({}).family).toBe(family);
});

test.each<[string, PoolImage]>([
  ['the image of the CDK', PoolImage.custom(ecs.EcsOptimizedImage.amazonLinux2())],
  ['the image of the CDK on Arm', PoolImage.custom(ecs.EcsOptimizedImage.amazonLinux2(ecs.AmiHardwareType.ARM))],
  ['a parameter', PoolImage.custom(ec2.MachineImage.fromSsmParameter('/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id'))],
  ['a name', PoolImage.custom(ec2.MachineImage.lookup({ name: 'amzn2-ami-ecs-hvm-*' }))],
])('Amazon Linux 2 is refused: %s', (_name, machineImage) => {
  expect(() => poolIn(newStack(), { machineImage })).toThrow(
    'MachineImage.AmazonLinux2: `machineImage` must not be Amazon Linux 2, whose ECS-optimized image lost support on 30 June 2026, got ');
});

test.each<[string, PoolImage, string, string]>([
  ['another processor', PoolImage.amazonLinux2023({ architecture: X86 }), 'm7g.large',
    'MachineImage.Architecture: `machineImage` is built for x86_64, and does not start on m7g.large; take an image for arm64, or one pool for each processor'],
  ['another processor, of your own', PoolImage.custom(ec2.MachineImage.fromSsmParameter('/golden'), { architecture: ARM }), 'm7i.large',
    'MachineImage.Architecture: `machineImage` is built for arm64, and does not start on m7i.large; take an image for x86_64, or one pool for each processor'],
  ['Windows on Arm', PoolImage.windows(), 'm7g.large',
    'MachineImage.Architecture: `machineImage` is built for x86_64, and does not start on m7g.large; take an image for arm64, or one pool for each processor'],
  ['what AWS does not make', PoolImage.amazonLinux2023(), 'g5g.xlarge',
    'MachineImage.NotMade: `machineImage` must be one that AWS makes: Amazon Linux 2023 has no gpu variant for arm64; take Bottlerocket'],
  ['an old Windows', PoolImage.windows({ version: ecs.WindowsOptimizedVersion.SERVER_2016 }), 'm7i.large',
    'MachineImage.WindowsServer: `machineImage` must be Windows Server 2019, 2022 or 2025, got 2016'],
])('refuses %s', (_name, machineImage, type, message) => {
  expect(() => poolIn(newStack(), { machineImage, instanceTypes: typesOf(type) })).toThrow(message);
});

test('warns about GPUs that the image does not drive', () => {
  const stack = newStack();
  poolIn(stack, { machineImage: PoolImage.amazonLinux2023({ variant: PoolImageVariant.STANDARD }), instanceTypes: typesOf('g5.xlarge') });
  const [warning] = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(warning.entry.data).toContain('`machineImage` does not drive the GPUs of g5.xlarge, got the standard variant; take the gpu variant');
  expect(warning.entry.data).toContain(warningId({ id: 'MachineImage.Variant', severity: 'warning', path: '', text: '' }));
});
