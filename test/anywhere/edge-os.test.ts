import { EdgeOs } from '../../src/anywhere/edge-os';

test.each<[EdgeOs, { id: string; release: string }]>([
  [EdgeOs.AMAZON_LINUX_2023, { id: 'amzn', release: '2023' }],
  [EdgeOs.UBUNTU_20_04, { id: 'ubuntu', release: '20.04' }],
  [EdgeOs.UBUNTU_22_04, { id: 'ubuntu', release: '22.04' }],
  [EdgeOs.UBUNTU_24_04, { id: 'ubuntu', release: '24.04' }],
  [EdgeOs.RHEL_9, { id: 'rhel', release: '9' }],
  [EdgeOs.of('rhel', '9.4'), { id: 'rhel', release: '9' }],
])('%j is what the script looks for', (os, release) => {
  expect(os._bind()).toEqual(release);
  expect(os._findings().filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('what ECS dropped, never had or no longer gets updates is told', () => {
  expect([EdgeOs.of('debian', '12'), EdgeOs.of('plan9', '4'), EdgeOs.UBUNTU_20_04, EdgeOs.RHEL_9].map((os) => os._findings().map(({ id, severity }) => `${severity} ${id}`)))
    .toEqual([['error EdgeOs.Ended'], ['error EdgeOs.Unknown'], ['warning EdgeOs.NoUpdates'], []]);
});
