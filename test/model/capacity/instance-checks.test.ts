import { checkInstances, checkPoolZones, mostInstances, PlaceFacts, ServiceLoad } from '../../../src/model/capacity/instance-checks';
import { InstancePoolFacts } from '../../../src/model/capacity/pool-facts';
import { Finding, sentence } from '../../../src/model/finding';
import { TaskDefinitionFacts } from '../../../src/model/task/task';

const POOL: InstancePoolFacts = { instanceTypes: ['m7i.xlarge'], managedScaling: true, maxInstances: 2, minInstances: 0, spot: false, windows: false, variant: 'standard' };
const TASK: TaskDefinitionFacts = { cpu: 1024, memoryMiB: 2048, networkMode: 'bridge', containers: [{}] };
const ROLLING: ServiceLoad = { minTasks: 2, maxTasks: 4, minHealthyPercent: 100, maxHealthyPercent: 200 };

function read(findings: Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
}

function capacity(...pools: Partial<InstancePoolFacts>[]): PlaceFacts {
  return { platform: 'ec2', pools: pools.map((pool) => ({ ...POOL, ...pool })) };
}

const said = (task: Partial<TaskDefinitionFacts>, facts: PlaceFacts, load: Partial<ServiceLoad> = {}) => (
  read(checkInstances({ ...TASK, ...task }, facts, { ...ROLLING, ...load })).map((text) => text.split(';')[0]));

test('a task that fits is fine', () => {
  expect(said({}, capacity({}))).toEqual([]);
  expect(said({}, capacity({}, { instanceTypes: ['m7i.2xlarge'] }))).toEqual([]);
});

test('Fargate has no instances, and of named providers nothing is known', () => {
  expect(said({ cpu: 100000 }, { platform: 'fargate', pools: [] })).toEqual([]);
  expect(said({ cpu: 100000 }, capacity())).toEqual([]);
});

test('pools of every zone are alike, and are told of once', () => {
  expect(said({ cpu: 8192 }, capacity({ zones: ['us-east-1a'] }, { zones: ['us-east-1b'] }))).toEqual([
    'error InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 4096 CPU units for it, got 8192 CPU units',
  ]);
});

test('a pool that cannot run the task is told of beside one that can', () => {
  expect(said({ cpu: 8192 }, capacity({ instanceTypes: ['m7i.2xlarge'] }, {}), { maxTasks: 2 })).toEqual([
    'error InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 4096 CPU units for it, got 8192 CPU units',
  ]);
});

test('what kind of instance the task needs is held against each pool', () => {
  expect(said({ architecture: 'arm64' }, capacity({}, { instanceTypes: ['m7g.xlarge'] }))).toEqual([
    'error InstanceMatch.Architecture: `task` is built for arm64, and no instance of its pool is: m7i.xlarge is x86_64',
  ]);
  expect(said({ windows: true }, capacity({ windows: true }, {}))).toEqual([
    'error InstanceMatch.OperatingSystem: `task.runtimePlatform` is for Windows, and the instances of its pool run Linux',
  ]);
  expect(said({ networkMode: 'host' }, capacity({ hostModeTaskRoles: true }, { hostModeTaskRoles: false }))).toEqual([
    'error InstanceMatch.HostModeTaskRole: `task.networkMode` must not be host on instances that take no such task with a task role',
  ]);
  expect(said({ containers: [{ neuronDevices: 1 }] }, capacity({ instanceTypes: ['inf2.xlarge'] }), { minTasks: 1, maxTasks: 1 })).toEqual([
    'error InstanceMatch.Image: `task.neuronDeviceCount` need a machine image that drives them, got 1 on the standard image',
  ]);
});

test('a task that names neither processor nor operating system is taken for any', () => {
  expect(said({}, capacity({ instanceTypes: ['m7g.xlarge'], windows: true }))).toEqual([]);
});

describe('the service and its pools together', () => {
  test('instances of all pools count', () => {
    expect(said({}, capacity({ maxInstances: 1 }), { maxTasks: 8 })).toEqual(['warning InstanceDemand.MaximumAbovePool: `scaling` runs up to 8 tasks, and 1 m7i.xlarge hold 4 at most (4 each by its CPU)']);
    expect(said({}, capacity({ maxInstances: 1, zones: ['us-east-1a'] }, { maxInstances: 3, zones: ['us-east-1b'] }), { maxTasks: 8 })).toEqual([]);
  });

  test('an update needs room too', () => {
    expect(said({}, capacity({}), { maxTasks: 8 })).toEqual([
      'warning InstanceDemand.PeakAbovePool: `scaling` runs up to 16 tasks in an update of 8, old and new, and 2 m7i.xlarge hold 8 at most (4 each by its CPU), so that the update waits for room',
    ]);
    expect(said({}, capacity({}), { maxTasks: 8, minHealthyPercent: 50, maxHealthyPercent: 100 })).toEqual([]);
  });

  test('a pool without managed scaling does not grow with its service, another one may', () => {
    expect(said({}, capacity({ managedScaling: false }))).toEqual([
      'warning InstanceDemand.PoolDoesNotScale: `scaling` scales from 2 to 4 tasks on a pool without managed scaling, of which 0 m7i.xlarge hold 0 at most (4 each by its CPU)',
    ]);
    expect(said({}, capacity({ managedScaling: false }, { instanceTypes: ['m7i.2xlarge'] }))).toEqual([]);
  });

  test('what is not known of one pool is not known of all', () => {
    expect(said({}, capacity({}, { maxInstances: undefined }), { maxTasks: 100 })).toEqual([]);
    expect(said({}, capacity({}, { instanceTypes: undefined }), { maxTasks: 100 })).toEqual([]);
    expect(said({}, capacity({}), { maxTasks: undefined })).toEqual([]);
  });

  test('what daemons take is not there for tasks', () => {
    expect(said({}, capacity({ daemons: [{ cpu: 128 }] }), { maxTasks: 8 })).toEqual(['warning InstanceDemand.MaximumAbovePool: `scaling` runs up to 8 tasks, and 2 m7i.xlarge hold 6 at most (3 each by its CPU)']);
  });
});

test('interfaces of replicas are counted, a daemon takes one', () => {
  const small: Partial<TaskDefinitionFacts> = { cpu: 128, memoryMiB: 128, networkMode: 'awsvpc' };
  expect(said(small, capacity({}), { maxTasks: 2 })).toEqual(['warning InstanceDemand.InterfaceDensity: `task` takes a network interface for each task, so that m7i.xlarge holds 3 where its CPU and memory hold 32']);
  expect(said(small, capacity({}), { daemon: true, minTasks: undefined, maxTasks: undefined })).toEqual([]);
});

test('the most instances of all pools', () => {
  const pools = (...facts: Partial<InstancePoolFacts>[]) => mostInstances(capacity(...facts).pools);
  expect([pools(), pools({}), pools({}, { maxInstances: 3 }), pools({}, { maxInstances: undefined })]).toEqual([undefined, 2, 5, undefined]);
});

describe('zones', () => {
  const inZones = (zonal: boolean, ...zones: (string[] | undefined)[]) => (
    read(checkPoolZones({ ...capacity(...zones.map((names) => ({ zones: names }))), zonal })));

  test.each<[string, boolean, (string[] | undefined)[]]>([
    ['one pool', false, [['us-east-1a']]],
    ['two pools of one zone', false, [['us-east-1a'], ['us-east-1a']]],
    ['a zonal cluster of one zone', true, [['us-east-1a']]],
    ['a zonal cluster of one zone whose name is not known', true, [undefined]],
  ])('%s in one zone is advised against', (_name, zonal, zones) => {
    expect(inZones(zonal, ...zones)).toEqual(['warning ZoneSpread.OneZone: `` covers one availability zone, whose loss leaves no task and no instance; take subnets of at least two']);
  });

  test.each<[string, boolean, (string[] | undefined)[]]>([
    ['one pool over zones', false, [['us-east-1a', 'us-east-1b']]],
    ['two pools in two zones', false, [['us-east-1a'], ['us-east-1b']]],
    ['a pool of unknown zones', false, [undefined]],
    ['two zones of unknown names', true, [undefined, undefined]],
    ['no pool', true, []],
  ])('%s are fine', (_name, zonal, zones) => {
    expect(inZones(zonal, ...zones)).toEqual([]);
  });
});
