import { allMappings, readMappedPorts } from '../../../src/model/task/mapped-ports';

const UNKNOWN = { Ref: 'Parameter' };

test('ports are read with what they are where nothing is written', () => {
  const containers = readMappedPorts({
    ContainerDefinitions: [
      { Name: 'web', PortMappings: [{ ContainerPort: 80 }, { ContainerPort: '53', HostPort: 53, Protocol: 'udp' }, { ContainerPort: UNKNOWN, HostPort: UNKNOWN, Protocol: UNKNOWN }] },
      { Name: 'logs' },
    ],
  });
  expect(containers).toEqual([
    {
      name: 'web',
      ports: [
        { container: 'web', containerPort: 80, hostPort: 0, protocol: 'tcp' },
        { container: 'web', containerPort: 53, hostPort: 53, protocol: 'udp' },
        { container: 'web', containerPort: undefined, hostPort: undefined, protocol: undefined },
      ],
    },
    { name: 'logs', ports: [] },
  ]);
  expect(allMappings(containers)).toHaveLength(3);
});

test.each([
  [{ ContainerDefinitions: UNKNOWN }, undefined],
  [{ ContainerDefinitions: [UNKNOWN] }, [{ name: undefined, ports: undefined }]],
  [{ ContainerDefinitions: [{ Name: 'web', PortMappings: UNKNOWN }] }, [{ name: 'web', ports: undefined }]],
  [{ ContainerDefinitions: [{ Name: 'web', PortMappings: [{ ContainerPort: 80 }, UNKNOWN] }] }, [{ name: 'web', ports: undefined }]],
  [{ ContainerDefinitions: [{ Name: 'web', PortMappings: [{ 'Fn::ImportValue': 'mapping' }] }] }, [{ name: 'web', ports: undefined }]],
])('of %j nobody knows all ports', (task, containers) => {
  expect(readMappedPorts(task)).toEqual(containers);
  expect(allMappings(readMappedPorts(task))).toBeUndefined();
});

test('a task without containers has none', () => {
  expect(readMappedPorts({})).toEqual([]);
  expect(allMappings([])).toEqual([]);
});
