import { checkInstanceMatch, InstanceMatchFacts } from '../../../src/model/capacity/instance-match';
import { refuse } from '../../../src/model/finding';

test.each<[InstanceMatchFacts, string, string, string]>([
  [{ gpus: 1, platform: 'fargate' }, 'InstanceMatch.Fargate', 'gpuCount', 'are not there on Fargate, got 1; run the task on EC2 instances with GPUs'],
  [{ neuronDevices: 2, platform: 'fargate' }, 'InstanceMatch.Fargate', 'neuronDeviceCount',
    'are not there on Fargate, got 2; run the task on EC2 instances with Neuron devices'],
  [{ gpus: 1, platform: 'ec2', windows: true }, 'InstanceMatch.Windows', 'gpuCount', 'are for Linux containers, got 1 on Windows'],
  [{ gpus: 1, image: 'standard' }, 'InstanceMatch.Image', 'gpuCount',
    'need a machine image that drives them, got 1 on the standard image; take the gpu variant of the ECS-optimized image'],
  [{ neuronDevices: 1, image: 'gpu' }, 'InstanceMatch.Image', 'neuronDeviceCount',
    'need a machine image that drives them, got 1 on the gpu image; take the neuron variant of the ECS-optimized image'],
  [{ architecture: 'arm64', pool: { instanceTypes: ['m5.large', 'c5.large'] } }, 'InstanceMatch.Architecture', '',
    'is built for arm64, and no instance of its pool is: m5.large is x86_64; build the image for it or take other instance types'],
  [{ architecture: 'x86_64', pool: { instanceTypes: ['m7g.large'] } }, 'InstanceMatch.Architecture', '',
    'is built for x86_64, and no instance of its pool is: m7g.large is arm64; build the image for it or take other instance types'],
  [{ windows: true, pool: { windows: false } }, 'InstanceMatch.OperatingSystem', 'runtimePlatform',
    'is for Windows, and the instances of its pool run Linux; change its operatingSystemFamily, or take a pool that runs Windows'],
  [{ windows: false, pool: { windows: true } }, 'InstanceMatch.OperatingSystem', 'runtimePlatform',
    'is for Linux, and the instances of its pool run Windows; change its operatingSystemFamily, or take a pool that runs Linux'],
  [{ networkMode: 'host', hostModeTaskRoles: false }, 'InstanceMatch.HostModeTaskRole', 'networkMode',
    'must not be host on instances that take no such task with a task role; set `agent.hostModeTaskRoles` of the pool, or take awsvpc or bridge'],
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
  { windows: true, pool: { windows: true } },
  { windows: true, pool: {} },
  { windows: false, pool: { windows: false } },
  { pool: { windows: true } },
  { networkMode: 'host' },
  { networkMode: 'host', hostModeTaskRoles: true },
  { networkMode: 'bridge', hostModeTaskRoles: false },
  { hostModeTaskRoles: false },
])('%p gets through', (facts) => {
  expect(checkInstanceMatch(facts)).toEqual([]);
});
