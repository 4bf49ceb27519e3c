import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkDaemonTask, DaemonTaskFacts } from '../../../src/model/task/daemon-task';

const NOTHING: DaemonTaskFacts = { uses: [], containers: [] };

test.each([
  ['enableFaultInjection', 'faults are for the tasks beside it'],
  ['networkMode', 'ECS gives the daemons of an instance a network of their own'],
  ['runtimePlatform', 'its image has to run on whatever instances its pools start'],
  ['size.ephemeralStorageGiB', 'it writes to the disk of its instance'],
])('the task has no %s', (property, why) => {
  expect(checkDaemonTask({ ...NOTHING, uses: ['family', property] })).toEqual([
    refuse('DaemonTask.Unsupported', property, `must be left out of a managed daemon: ${why}`),
  ]);
});

test.each([
  ['credentialSpecs', 'it runs on Linux'],
  ['dockerLabels', 'tag the daemon'],
  ['gpuCount', 'run what computes as a service'],
  ['neuronDeviceCount', 'run what computes as a service'],
  ['port', 'tasks of its instance reach it at 169.254.172.2 without a mapping'],
  ['ports', 'tasks of its instance reach it at 169.254.172.2 without a mapping'],
  ['sharedMemoryMiB', 'run what computes as a service'],
  ['versionConsistency', 'ECS decides which image the tag means'],
])('a container has no %s', (property, why) => {
  const containers = [{ path: 'containers[0]', uses: ['image'] }, { uses: ['image', property] }];
  expect(checkDaemonTask({ ...NOTHING, containers })).toEqual([
    refuse('DaemonTask.Unsupported', `containers[1].${property}`, `must be left out of a managed daemon: ${why}`),
  ]);
});

test('what a container lacks is not looked for in the task, nor the other way', () => {
  expect(checkDaemonTask({ uses: ['port'], containers: [{ path: '', uses: ['networkMode'] }] })).toEqual([]);
});

test('properties of every object are no properties of a daemon', () => {
  expect(checkDaemonTask({ uses: ['constructor'], containers: [{ path: '', uses: ['toString'] }] })).toEqual([]);
});

test.each<[string | undefined, number]>([[undefined, 0], ['host', 0], ['task', 1]])('the process namespace %p has %i problems', (pidMode, problems) => {
  expect(checkDaemonTask({ ...NOTHING, pidMode })).toEqual(
    [refuse('DaemonTask.PidMode', 'pidMode', 'must be host or absent for a managed daemon, got task; leave it out')].slice(0, problems),
  );
});

test.each<[string | undefined, number]>([[undefined, 0], ['shared', 0], ['host', 1]])('where the instance has it shared, %p has %i problems', (pidMode, problems) => {
  expect(checkDaemonTask({ ...NOTHING, pidMode, instancePidMode: 'shared' })).toEqual(
    [refuse('DaemonTask.PidMode', 'pidMode', 'must be shared or absent for a managed daemon, got host; leave it out')].slice(0, problems),
  );
});

test('three log drivers exist', () => {
  const text = 'takes the driver awslogs, splunk or awsfirelens for a managed daemon, got';
  expect(checkDaemonTask({ ...NOTHING, logDriver: 'gelf', containers: [{ path: 'containers[0]', uses: [], logDriver: 'syslog' }] })).toEqual([
    refuse('DaemonTask.LogDriver', 'logging', `${text} gelf`),
    refuse('DaemonTask.LogDriver', 'containers[0].logging', `${text} syslog`),
  ]);
  expect(['awslogs', 'splunk', 'awsfirelens', undefined].flatMap((logDriver) => checkDaemonTask({ ...NOTHING, logDriver }))).toEqual([]);
});

test('whatever else is asked for is no problem', () => {
  fc.assert(fc.property(fc.array(fc.string()), (uses) => {
    fc.pre(!uses.some((name) => ['enableFaultInjection', 'networkMode', 'runtimePlatform'].includes(name)));
    expect(checkDaemonTask({ uses, containers: [] })).toEqual([]);
  }));
});
