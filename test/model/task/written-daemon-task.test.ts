import { readDaemonTask } from '../../../src/model/task/written-daemon-task';
import { Properties } from '../../../src/model/template-value';

test.each<[Properties, object]>([
  [{}, { uses: [], pidMode: undefined, instancePidMode: 'shared', volumes: [], containers: [] }],
  [{ PidMode: 'none' }, { pidMode: undefined }],
  [{ PidMode: 'shared' }, { pidMode: 'shared' }],
  [{ PidMode: 'host' }, { pidMode: 'host' }],
  [{ PidMode: { Ref: 'Parameter' } }, { pidMode: undefined }],
  [{ NetworkMode: 'host', RuntimePlatform: {}, EphemeralStorage: { SizeInGiB: 30 }, EnableFaultInjection: true },
    { uses: ['enableFaultInjection', 'networkMode', 'runtimePlatform', 'size.ephemeralStorageGiB'] }],
  [{ NetworkMode: { 'Fn::If': ['Open', 'host', { Ref: 'AWS::NoValue' }] } }, { uses: [] }],
  [{ Volumes: { Ref: 'Parameter' } }, { volumes: undefined }],
])('of %j is known: %j', (properties, facts) => {
  expect(readDaemonTask(properties)).toMatchObject(facts);
});

test('volumes are told by their place', () => {
  expect(readDaemonTask({ Volumes: [{ Name: 'a' }, { Name: 'b', EFSVolumeConfiguration: {} }] }).volumes)
    .toMatchObject([{ path: 'volumes[0]', kind: 'scratch' }, { path: 'volumes[1]', kind: 'efs' }]);
});

test('containers are read', () => {
  const { containers } = readDaemonTask({
    ContainerDefinitions: [
      { LogConfiguration: { LogDriver: 'syslog' } },
      {
        CredentialSpecs: ['a'], DockerLabels: { a: 'b' }, PortMappings: [{ ContainerPort: 80 }], VersionConsistency: 'enabled', ResourceRequirements: [{ Type: 'GPU', Value: '1' }],
      },
      { 'Fn::If': ['Open', { PortMappings: [{ ContainerPort: 80 }] }, { Ref: 'AWS::NoValue' }] },
    ],
  });
  expect(containers).toEqual([
    { logDriver: 'syslog', uses: [] }, { uses: ['gpuCount', 'credentialSpecs', 'dockerLabels', 'ports', 'versionConsistency'] }, { uses: [] },
  ]);
});
