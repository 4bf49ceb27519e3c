import { checkMachineImage, MachineImageFacts, neededArchitecture, neededVariant } from '../../../src/model/capacity/machine-image';
import { advise, refuse } from '../../../src/model/finding';

test.each([
  '/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id',
  '/aws/service/ecs/optimized-ami/amazon-linux-2/gpu/recommended/image_id',
  '/aws/service/ecs/optimized-ami/amazon-linux-2/kernel-5.10/arm64/recommended/image_id',
  'amzn2-ami-ecs-hvm-*',
])('%s is refused', (source) => {
  expect(checkMachineImage({ source })).toEqual([refuse('MachineImage.AmazonLinux2', '',
    `must not be Amazon Linux 2, whose ECS-optimized image lost support on 30 June 2026, got ${source}; take Amazon Linux 2023 or Bottlerocket`)]);
});

test.each([
  ['/aws/service/ecs/optimized-ami/amazon-linux/recommended/image_id', 'Amazon Linux 1', '30 June 2023'],
  ['/aws/service/ecs/optimized-ami/amazon-linux/recommended', 'Amazon Linux 1', '30 June 2023'],
  ['amzn-ami-2018.03.*-amazon-ecs-optimized', 'Amazon Linux 1', '30 June 2023'],
  ['/aws/service/bottlerocket/aws-ecs-1/x86_64/latest/image_id', 'Bottlerocket aws-ecs-1', '24 July 2025'],
  ['/aws/service/bottlerocket/aws-ecs-1-nvidia/arm64/latest/image_id', 'Bottlerocket aws-ecs-1', '24 July 2025'],
  ['bottlerocket-aws-ecs-1-x86_64-*', 'Bottlerocket aws-ecs-1', '24 July 2025'],
])('%s is refused', (source, what, end) => {
  expect(checkMachineImage({ source })).toEqual([refuse('MachineImage.Ended', '',
    `must not be ${what}, whose ECS-optimized image has had no patches since ${end}, got ${source}; take a later one`)]);
});

test('an image for another processor is refused', () => {
  expect(checkMachineImage({ architecture: 'x86_64', pool: { instanceTypes: ['m5.large', 'm7g.large', 'c7g.large'] } })).toEqual([
    refuse('MachineImage.Architecture', '',
      'is built for x86_64, and does not start on m7g.large and c7g.large; take an image for arm64, or one pool for each processor'),
  ]);
});

test.each<[MachineImageFacts, string]>([
  [{ variant: 'standard', pool: { instanceTypes: ['m5.large', 'g5.xlarge'] } }, 'does not drive the GPUs of g5.xlarge, got the standard variant; take the gpu variant'],
  [{ variant: 'neuron', pool: { instanceTypes: ['g5.xlarge'] } }, 'does not drive the GPUs of g5.xlarge, got the neuron variant; take the gpu variant'],
  [{ variant: 'gpu', pool: { instanceTypes: ['inf2.xlarge'] } }, 'does not drive the Neuron devices of inf2.xlarge, got the gpu variant; take the neuron variant'],
])('%p leaves devices unused', (facts, text) => {
  expect(checkMachineImage(facts)).toEqual([advise('MachineImage.Variant', '', text)]);
});

test.each<MachineImageFacts>([
  {},
  { source: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id', architecture: 'arm64', variant: 'standard', pool: { instanceTypes: ['m7g.large'] } },
  { source: '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id', variant: 'gpu', pool: { instanceTypes: ['g5.xlarge'] } },
  { source: '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id' },
  { source: '/aws/service/bottlerocket/aws-ecs-10/x86_64/latest/image_id' },
  { source: '/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-ECS_Optimized/image_id' },
  { source: '/aws/service/ami-windows-latest/Windows_Server-2016-English-Full-Base/image_id' },
  { source: '${Token[TOKEN.1]}' },
  { variant: 'neuron', pool: { instanceTypes: ['trn1.2xlarge'] } },
  { architecture: 'arm64', variant: 'standard', pool: { instanceTypes: [undefined, 'm99.large'] } },
  { architecture: 'arm64', variant: 'standard' },
  { pool: { instanceTypes: ['g5.xlarge', 'm7g.large'] } },
])('%p gets through', (facts) => {
  expect(checkMachineImage(facts)).toEqual([]);
});

test.each(['2016', '2012'])('Windows Server %s is refused', (windowsServer) => {
  expect(checkMachineImage({ windowsServer })).toEqual([refuse('MachineImage.WindowsServer', '', `must be Windows Server 2019, 2022 or 2025, got ${windowsServer}`)]);
});

test.each<[MachineImageFacts, string]>([
  [{ madeByAws: 'amazon-linux', architecture: 'arm64', variant: 'gpu' }, 'Amazon Linux 2023 has no gpu variant for arm64; take Bottlerocket'],
  [{ madeByAws: 'amazon-linux', architecture: 'arm64', variant: 'neuron' }, 'Amazon Linux 2023 has no neuron variant for arm64; take an image of your own'],
  [{ madeByAws: 'bottlerocket', architecture: 'x86_64', variant: 'neuron' }, 'Bottlerocket has no neuron variant for x86_64; take Amazon Linux 2023'],
  [{ madeByAws: 'windows', architecture: 'x86_64', variant: 'gpu' }, 'Windows Server has no gpu variant for x86_64; take Amazon Linux 2023 or Bottlerocket'],
])('%p is not made by AWS', (facts, text) => {
  expect(checkMachineImage(facts)).toEqual([refuse('MachineImage.NotMade', '', `must be one that AWS makes: ${text}`)]);
});

test.each<MachineImageFacts>([
  { madeByAws: 'amazon-linux', architecture: 'x86_64', variant: 'neuron' },
  { madeByAws: 'bottlerocket', architecture: 'arm64', variant: 'gpu' },
  { madeByAws: 'windows', architecture: 'x86_64', variant: 'standard', windowsServer: '2025' },
  { madeByAws: 'windows', architecture: 'x86_64' },
  { madeByAws: 'amazon-linux', variant: 'gpu' },
  { architecture: 'arm64', variant: 'neuron' },
])('%p is made', (facts) => {
  expect(checkMachineImage(facts)).toEqual([]);
});

test.each([
  [['g5.xlarge', 'g6.xlarge'], 'gpu'], [['inf2.xlarge', 'trn1.2xlarge'], 'neuron'], [['m5.large'], 'standard'], [['m5.large', 'g5.xlarge'], 'standard'],
  [['g5.xlarge', 'x99.large'], 'standard'], [['g5.xlarge', undefined], 'standard'], [[], 'standard'], [undefined, 'standard'],
])('%p need the %s variant', (instanceTypes, variant) => {
  expect(neededVariant({ instanceTypes })).toBe(variant);
});

test.each([
  [['m5.large'], 'x86_64'], [['m7g.large', 'm5.large'], 'arm64'], [[undefined, 'c7gn.large'], 'arm64'], [['m99g.large'], 'arm64'], [[undefined], undefined], [undefined, undefined],
])('%p run on %s', (instanceTypes, architecture) => {
  expect(neededArchitecture({ instanceTypes })).toBe(architecture);
});
