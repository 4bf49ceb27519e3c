import { checkInstanceMatch, InstanceMatchFacts } from '../../../src/model/capacity/instance-match';
import { refuse } from '../../../src/model/finding';

test.each<[InstanceMatchFacts, string, string, string]>([
  [{ gpus: 1, platform: 'fargate' }, 'InstanceMatch.Fargate', 'gpus', 'are not there on Fargate, got 1; run the task on EC2 instances with GPUs'],
  [{ neuronDevices: 2, platform: 'fargate' }, 'InstanceMatch.Fargate', 'neuronDevices',
    'are not there on Fargate, got 2; run the task on EC2 instances with Neuron devices'],
  [{ gpus: 1, platform: 'ec2', windows: true }, 'InstanceMatch.Windows', 'gpus', 'are for Linux containers, got 1 on Windows'],
  [{ gpus: 1, image: 'standard' }, 'InstanceMatch.Image', 'gpus',
    'need a machine image that drives them, got 1 on the standard image; take the gpu variant of the ECS-optimized image'],
  [{ neuronDevices: 1, image: 'gpu' }, 'InstanceMatch.Image', 'neuronDevices',
    'need a machine image that drives them, got 1 on the gpu image; take the neuron variant of the ECS-optimized image'],
  [{ architecture: 'arm64', pool: { instanceTypes: ['m5.large', 'c5.large'] } }, 'InstanceMatch.Architecture', '',
    'is built for arm64, and no instance of its pool is: m5.large is x86_64; build the image for it or take other instance types'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkInstanceMatch(facts)).toEqual([refuse(id, path, text)]);
});

test.each<InstanceMatchFacts>([
  {},
  { platform: 'fargate', windows: true, image: 'standard' },
  { platform: 'fargate', gpus: 0, neuronDevices: 0 },
  { platform: 'fargate', gpus: -1.8881545897087626e289 },
  { platform: 'ec2', gpus: 1, image: 'gpu' },
  { platform: 'external', gpus: 1 },
  { platform: 'managed-instances', neuronDevices: 1 },
  { neuronDevices: 1, image: 'neuron' },
  { architecture: 'arm64', pool: { instanceTypes: ['m7g.large', 'm5.large'] } },
  { architecture: 'arm64', pool: { instanceTypes: [undefined, 'm5.large'] } },
  { architecture: 'arm64', pool: {} },
  { pool: { instanceTypes: ['m5.large'] } },
])('%p gets through', (facts) => {
  expect(checkInstanceMatch(facts)).toEqual([]);
});
