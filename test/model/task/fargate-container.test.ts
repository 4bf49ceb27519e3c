import { refuse } from '../../../src/model/finding';
import { InstanceFeature } from '../../../src/model/task/container-facts';
import { checkFargateContainer, checkFargateTask } from '../../../src/model/task/fargate-container';

const FEATURES: InstanceFeature[] = [
  'devices', 'disableNetworking', 'dnsSearchDomains', 'dnsServers', 'dockerSecurityOptions', 'extraHosts', 'links', 'maxSwap', 'privileged',
  'sharedMemoryMiB', 'swappiness', 'tmpfs',
];

test.each(FEATURES)('%s is not for Fargate', (feature) => {
  expect(checkFargateContainer({ uses: [feature] })).toEqual([
    refuse('FargateContainer.Unsupported', feature, 'must be left out on Fargate, or the task must run on instances'),
  ]);
});

test.each<[InstanceFeature, string]>([
  ['gpuCount', 'instances with GPUs'], ['neuronDeviceCount', 'instances with Neuron devices'], ['hostMounts', 'instances'],
])('%s is on %s', (feature, instances) => {
  expect(checkFargateContainer({ uses: [feature] })).toEqual([
    refuse('FargateContainer.Unsupported', feature, `must be left out on Fargate, or the task must run on ${instances}`),
  ]);
});

test('SYS_PTRACE is the only capability that can be added', () => {
  expect(checkFargateContainer({ addedCapabilities: ['SYS_PTRACE', 'NET_ADMIN'] })).toEqual([
    refuse('FargateContainer.Capability', 'capabilities.add', 'takes SYS_PTRACE only on Fargate, got NET_ADMIN'),
  ]);
});

test('three log drivers exist', () => {
  expect(checkFargateContainer({ logDriver: 'fluentd' })).toEqual([
    refuse('FargateContainer.LogDriver', 'logging', 'takes the driver awslogs, splunk or awsfirelens on Fargate, got fluentd'),
  ]);
  expect(['awslogs', 'splunk', 'awsfirelens', undefined].flatMap((logDriver) => checkFargateContainer({ logDriver }))).toEqual([]);
});

test('features of a task that only instances have', () => {
  expect(checkFargateTask({ uses: ['ipcMode', 'placementConstraints'], pidMode: 'host' })
    .map(({ id, path, text }) => `${id} ${path} ${text}`)).toEqual([
    'FargateTask.Unsupported ipcMode must be left out on Fargate, or the task must run on instances',
    'FargateTask.Unsupported placementConstraints must be left out on Fargate, or the task must run on instances',
    'FargateTask.PidMode pidMode must be task or absent on Fargate, got host',
  ]);
});

test('what is not known gets through', () => {
  expect([...checkFargateContainer({}), ...checkFargateTask({}), ...checkFargateTask({ pidMode: 'task' })]).toEqual([]);
});
