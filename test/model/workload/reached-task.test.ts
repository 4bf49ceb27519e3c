import { LaunchPlatform } from '../../../src/model/task/network-mode';
import { TemplateSet } from '../../../src/model/template/template-set';
import { knownPorts, reachedTaskOf } from '../../../src/model/workload/reached-task';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };

function reached(task: object, platform?: LaunchPlatform) {
  const set = TemplateSet.of([{ name: 'a', template: { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: task } } } }]);
  const [resource] = set.resources();
  return reachedTaskOf({ service: resource, task: resource, platform });
}

const portsOf = (...containers: unknown[]) => reached({ ContainerDefinitions: containers }).ports;

test.each([
  [{ NetworkMode: 'awsvpc' }, undefined, 'awsvpc'],
  [{ NetworkMode: 'host' }, 'ec2', 'host'],
  [{}, 'ec2', 'bridge'],
  [{}, 'external', 'bridge'],
  [{}, 'fargate', undefined],
  [{}, 'managed-instances', undefined],
  [{}, undefined, undefined],
  [{ NetworkMode: PARAMETER }, 'ec2', undefined],
  [{ RuntimePlatform: { OperatingSystemFamily: 'LINUX' } }, 'ec2', 'bridge'],
  [{ RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, 'ec2', 'default'],
  [{ RuntimePlatform: { OperatingSystemFamily: PARAMETER } }, 'ec2', undefined],
  [{ RuntimePlatform: { CpuArchitecture: 'ARM64' } }, 'ec2', 'bridge'],
  [{ RuntimePlatform: OPEN }, 'ec2', undefined],
] as const)('the network mode of %j on %s is %s', (task, platform, mode) => {
  expect(reached(task, platform).mode).toBe(mode);
});

test('its ports are those of all containers, with what they speak', () => {
  expect(portsOf(
    { Name: 'web', PortMappings: [{ ContainerPort: 80, Name: 'http', AppProtocol: 'http' }, { ContainerPort: 53, Protocol: 'udp' }] },
    { Name: 'side' },
    { Name: PARAMETER, PortMappings: [{ ContainerPort: 90, AppProtocol: PARAMETER }] },
  )).toMatchObject([
    { container: 'web', port: 80, name: 'http', protocol: 'tcp', speaks: 'http' },
    { container: 'web', port: 53, protocol: 'udp', speaks: 'tcp' },
    { container: undefined, port: 90, speaks: undefined },
  ]);
});

test.each([
  ['containers', PARAMETER], ['one of the containers', [OPEN]], ['a container', [PARAMETER]], ['its mappings', [{ PortMappings: PARAMETER }]],
  ['one of its mappings', [{ PortMappings: [OPEN] }]], ['a mapping', [{ PortMappings: [PARAMETER] }]],
])('ports are not known where %s are not', (_what, containers) => {
  expect(reached({ ContainerDefinitions: containers }).ports).toBeUndefined();
});

test('nothing is known of a task that is not there', () => {
  const [service] = TemplateSet.of([{ name: 'a', template: { Resources: { Service: { Type: 'AWS::ECS::Service' } } } }]).resources();
  expect(reachedTaskOf({ service, platform: 'ec2' })).toEqual({});
});

test('ports are known with the names of their containers', () => {
  expect(knownPorts([{ container: 'web', port: 80 }, { container: 'web', name: 'dns', protocol: 'udp', speaks: 'tcp' }])).toEqual([
    { container: 'web', name: undefined, port: 80, protocol: 'tcp' }, { container: 'web', name: 'dns', port: undefined, protocol: 'udp' },
  ]);
  expect(knownPorts([{ container: 'web', port: 80 }, { port: 81 }])).toBeUndefined();
  expect(knownPorts([])).toEqual([]);
  expect(knownPorts(undefined)).toBeUndefined();
});
