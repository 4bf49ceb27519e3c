import { Resource } from '../../../src/model/template/template-file';
import { TemplateSet } from '../../../src/model/template/template-set';
import { groupPool, instanceGroupsIn } from '../../../src/model/workload/instance-groups';
import { joinsDefault, modesOn } from '../../../src/model/workload/pool-tasks';
import { poolFor, poolsIn, poolsOf, taskFactsOf } from '../../../src/model/workload/pools';
import { workloadsIn } from '../../../src/model/workload/workload';
import { awsvpcPooled, managed, pooled, userData, X86_IMAGE } from '../../policy/cases/pool-templates';
import { PARAMETER, setOf } from '../../policy/kit';

const ids = (resources: readonly Resource[] = []) => resources.map(({ logicalId }) => logicalId);

function onlyPool(set: TemplateSet) {
  const [pool, ...others] = [...poolsIn(set).values()];
  expect(others).toEqual([]);
  return pool;
}

function onlyGroup(set: TemplateSet) {
  const [group, ...others] = instanceGroupsIn(set);
  expect(others).toEqual([]);
  return group;
}

const daemonOn = (patch: object) => ({
  Daemon: {
    Type: 'AWS::ECS::Service',
    Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' }, SchedulingStrategy: 'DAEMON', ...patch },
  },
});

test('a pool is a capacity provider with its group, its cluster and its services', () => {
  const set = setOf(pooled());
  const pool = onlyPool(set);
  expect(ids([pool.provider])).toEqual(['Provider']);
  expect(pool.group).toBe(onlyGroup(set));
  expect(ids(pool.clusters)).toEqual(['Cluster']);
  expect(pool.workloads).toEqual(workloadsIn(set));
  expect(pool.daemons).toEqual([]);
  expect(pool.zones).toEqual({ zones: ['0', '1'], by: 'place' });
  expect(pool.facts).toEqual({
    instanceTypes: ['m7g.large'],
    minInstances: 1,
    maxInstances: 10,
    managedScaling: true,
    targetCapacityPercent: 100,
    windows: false,
    architecture: 'arm64',
    variant: 'standard',
    spot: false,
    spotOnly: false,
    zones: ['0', '1'],
  });
  expect(poolsOf(set, pool.workloads[0])).toEqual([pool]);
  expect(poolsIn(set)).toBe(poolsIn(set));
});

test('Managed Instances are a pool of the cluster that they name', () => {
  const pool = onlyPool(setOf(managed({
    provider: {
      ManagedInstancesProvider: { InstanceLaunchTemplate: { CapacityOptionType: 'SPOT', InstanceRequirements: { AllowedInstanceTypes: ['m7g.large'] } } },
    },
  })));
  expect(pool.group).toBeUndefined();
  expect(ids(pool.clusters)).toEqual(['Cluster']);
  expect(pool.facts).toEqual({ managedScaling: true, trunking: true, spot: true, spotOnly: true, instanceTypes: ['m7g.large'], zones: ['0', '1'] });
});

test('a name with an asterisk is not one type', () => {
  const { facts } = onlyPool(setOf(managed({
    provider: { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements: { AllowedInstanceTypes: ['m7g.large', 'c7*'] } } } },
  })));
  expect(facts).toEqual({ managedScaling: true, trunking: true, spot: false, spotOnly: false, instanceTypes: undefined, zones: ['0', '1'] });
});

test('the pools of a service are known, or not', () => {
  const of = (service: object) => {
    const set = setOf(pooled({ service }));
    return poolsOf(set, workloadsIn(set)[0])?.map(({ provider }) => provider.logicalId);
  };
  expect(of({})).toEqual(['Provider']);
  expect(of({ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Base: 0, Weight: 0 }] })).toEqual([]);
  expect(of({ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Base: 1 }] })).toEqual(['Provider']);
  expect(of({ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] })).toEqual([]);
  expect(of({ CapacityProviderStrategy: [{ CapacityProvider: PARAMETER, Weight: 1 }] })).toBeUndefined();
  expect(of({ CapacityProviderStrategy: PARAMETER })).toBeUndefined();
  expect(of({ CapacityProviderStrategy: undefined, LaunchType: 'EC2' })).toEqual([]);
});

describe('the daemons of a pool', () => {
  test.each<[string, object, string[]]>([
    ['of its capacity provider', { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }] }, ['Daemon']],
    ['of any instance', { LaunchType: 'EC2' }, ['Daemon']],
    ['of some instances', { LaunchType: 'EC2', PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:site exists' }] }, []],
    ['of other instances', { LaunchType: 'EXTERNAL' }, []],
    ['of another cluster', { LaunchType: 'EC2', Cluster: 'other' }, []],
    ['that may be none', { LaunchType: 'EC2', SchedulingStrategy: PARAMETER }, []],
  ])('%s', (_name, patch, daemons) => {
    expect(ids(onlyPool(setOf(pooled({ resources: daemonOn(patch) }))).daemons.map(({ service }) => service))).toEqual(daemons);
  });

  test('take their part of an instance, for all but themselves', () => {
    const set = setOf(pooled({ resources: daemonOn({ LaunchType: 'EC2' }) }));
    const pool = onlyPool(set);
    const [daemon] = pool.daemons;
    const needs = expect.objectContaining({ cpu: 256, memoryMiB: 512, ownNetworkInterface: false });
    expect(poolFor(set, pool).daemons).toEqual([needs]);
    expect(poolFor(set, pool, pool.workloads[0]).daemons).toEqual([needs]);
    expect(poolFor(set, pool, daemon).daemons).toEqual([]);
  });

  test('of which nothing is known take nothing', () => {
    const set = setOf(pooled({ resources: daemonOn({ LaunchType: 'EC2', TaskDefinition: 'collector:1' }) }));
    expect(poolFor(set, onlyPool(set)).daemons).toEqual([]);
  });
});

describe('a task on instances', () => {
  const factsOf = (task: object) => {
    const set = setOf(pooled({ task }));
    return taskFactsOf(set, workloadsIn(set)[0]);
  };

  test.each<[object, string | undefined]>([
    [{}, 'bridge'],
    [{ NetworkMode: undefined }, 'bridge'],
    [{ NetworkMode: undefined, RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, 'default'],
    [{ NetworkMode: 'host' }, 'host'],
    [{ NetworkMode: PARAMETER }, undefined],
  ])('with %j is in the mode %s', (task, mode) => {
    expect(factsOf(task)?.networkMode).toBe(mode);
  });

  test.each<[object, boolean]>([
    [{}, false], [{ Cpu: PARAMETER }, true], [{ Cpu: undefined }, false], [{ Cpu: undefined, ContainerDefinitions: [{ Cpu: PARAMETER }] }, true],
    [{ Cpu: undefined, ContainerDefinitions: [{ Cpu: 128 }] }, false],
  ])('with %j names CPU units that are not known: %s', (task, named) => {
    expect(factsOf(task)?.namesCpu).toBe(named);
  });

  test('of another template is not known', () => {
    const set = setOf(pooled({ service: { TaskDefinition: 'web:1' } }));
    expect(taskFactsOf(set, workloadsIn(set)[0])).toBeUndefined();
  });
});

describe('a group is for ECS', () => {
  const groupsWith = (launch: object, image = '/my/image') => {
    const { Resources: { Provider, Association, Service, ...Resources }, ...template } = pooled({ launch, image });
    return ids(instanceGroupsIn(setOf({ ...template, Resources })).map(({ resource }) => resource));
  };

  test.each<[string, object, string]>([
    ['by its image', { UserData: undefined }, X86_IMAGE],
    ['by the cluster in its user data', { UserData: userData('join ${Cluster}') }, '/my/image'],
    ['by the ECS agent in its user data', { UserData: userData('echo ECS_CLUSTER=web >> /etc/ecs/ecs.config') }, '/my/image'],
    ['by the settings of Bottlerocket', { UserData: userData('[settings.ecs]\ncluster = "web"') }, '/my/image'],
  ])('%s', (_name, launch, image) => {
    expect(groupsWith(launch, image)).toEqual(['Group']);
  });

  test('or is not', () => {
    expect(groupsWith({ UserData: undefined })).toEqual([]);
    expect(groupsWith({ UserData: userData('yum update -y ${Logs}') })).toEqual([]);
    expect(groupsWith({ UserData: PARAMETER })).toEqual([]);
  });
});

describe('what instances start from', () => {
  const launchWith = (launch: object, group: object = {}, resources: object = {}) => onlyGroup(setOf(pooled({ launch, group, resources }))).launch;
  const UNPROTECTED = { LaunchTemplate: undefined };

  test('is the launch template of the group, or of its mixed instances', () => {
    expect(launchWith({})).toMatchObject({ resource: { logicalId: 'Launch' }, imageName: expect.stringContaining('/arm64/'), imageId: undefined });
    expect(launchWith({}, { ...UNPROTECTED, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launch' } } } } }))
      .toMatchObject({ resource: { logicalId: 'Launch' } });
    expect(launchWith({}, { LaunchTemplate: PARAMETER })).toBeUndefined();
    expect(launchWith({}, { LaunchTemplate: { LaunchTemplateId: PARAMETER } })).toBeUndefined();
    expect(launchWith({}, UNPROTECTED)).toBeUndefined();
  });

  test('is a launch template or a launch configuration by its name', () => {
    const named = (type: string, property: string) => ({ Named: { Type: type, Properties: { [property]: 'machines', LaunchTemplateData: {} } } });
    expect(launchWith({}, { LaunchTemplate: { LaunchTemplateId: undefined, LaunchTemplateName: 'machines' } }, named('AWS::EC2::LaunchTemplate', 'LaunchTemplateName')))
      .toMatchObject({ resource: { logicalId: 'Named' }, userData: '' });
    expect(launchWith({}, { ...UNPROTECTED, LaunchConfigurationName: 'machines' }, named('AWS::AutoScaling::LaunchConfiguration', 'LaunchConfigurationName')))
      .toMatchObject({ resource: { logicalId: 'Named' }, userData: '' });
    expect(launchWith({}, { ...UNPROTECTED, LaunchConfigurationName: { Ref: 'Named' } }, {
      Named: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { ImageId: 'ami-0123456789abcdef0', InstanceType: 't3.large' } },
    })).toMatchObject({ imageId: 'ami-0123456789abcdef0', facts: { instanceTypes: ['t3.large'] } });
  });

  test('is not known where its data are not', () => {
    const { Resources, ...template } = pooled();
    const set = setOf({ ...template, Resources: { ...Resources, Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: PARAMETER } } } });
    expect(onlyGroup(set).launch).toBeUndefined();
  });

  test.each<[unknown, string | undefined]>([
    [undefined, ''],
    [userData('join ${Cluster} in ${AWS::Region} with ${Logs.Arn}'), 'join ${Cluster} in ${AWS::Region} with ${Logs.Arn}'],
    [userData('${Parameter}'), undefined],
    [PARAMETER, undefined],
    ['IyEvYmluL2Jhc2g=', undefined],
  ])('user data %j are %j', (text, read) => {
    expect(launchWith({ UserData: text })?.userData).toBe(read);
  });
});

describe('the instances of a group', () => {
  const poolWith = (group: object, launch: object = {}) => groupPool(onlyGroup(setOf(pooled({ group, launch }))));
  const mixed = (distribution: object, ...overrides: object[]) => ({
    LaunchTemplate: undefined,
    MixedInstancesPolicy: {
      InstancesDistribution: distribution,
      LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launch' } }, Overrides: overrides },
    },
  });

  test.each<[object, (string | undefined)[] | undefined]>([
    [{}, ['m7g.large']],
    [mixed({}), ['m7g.large']],
    [mixed({}, { InstanceType: 'c7g.large' }, { InstanceType: PARAMETER }), ['c7g.large', undefined]],
    [mixed({}, { InstanceRequirements: {} }), undefined],
    [mixed({}, { 'Fn::If': ['Open', {}, {}] }), undefined],
  ])('with %j are of %j', (group, types) => {
    expect(poolWith(group).instanceTypes).toEqual(types);
  });

  test.each<[object, object, boolean | undefined, boolean | undefined]>([
    [{}, {}, false, false],
    [{}, { InstanceMarketOptions: { MarketType: 'spot' } }, true, true],
    [mixed({ OnDemandPercentageAboveBaseCapacity: 99 }), {}, true, false],
    [mixed({ OnDemandPercentageAboveBaseCapacity: 0 }), {}, true, true],
    [mixed({ OnDemandPercentageAboveBaseCapacity: 0, OnDemandBaseCapacity: 1 }), {}, true, false],
    [mixed({ OnDemandPercentageAboveBaseCapacity: PARAMETER }), {}, false, false],
  ])('with %j and %j are on Spot', (group, launch, spot, spotOnly) => {
    expect(poolWith(group, launch)).toMatchObject({ spot, spotOnly });
  });

  test('keep what their user data say', () => {
    expect(poolWith({}, { UserData: userData('ECS_CLUSTER=web\nECS_RESERVED_MEMORY=256\nECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false') }))
      .toMatchObject({ reservedMemoryMiB: 256, hostModeTaskRoles: false });
  });
});

describe('the tasks on a group', () => {
  test('are those of its capacity providers, and of any instance of its clusters', () => {
    const set = setOf(awsvpcPooled({
      resources: {
        Other: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Host' }, LaunchType: 'EC2' } },
        Fargate: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'None' }, LaunchType: 'FARGATE' } },
        Host: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: 'host' } },
        None: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: 'none' } },
      },
    }));
    expect(modesOn(set, onlyGroup(set))).toEqual(['awsvpc', 'host']);
  });

  test.each<[object | undefined, boolean | undefined]>([
    [{}, false], [{ ClusterName: 'web' }, false], [{ ClusterName: 'default' }, true], [{ ClusterName: PARAMETER }, undefined],
  ])('a cluster with %j is the default one: %s', (cluster, answer) => {
    const set = setOf(pooled({ cluster }));
    expect(joinsDefault(set, onlyGroup(set))).toBe(answer);
  });

  test('a group without a cluster may join any', () => {
    const { Resources: { Provider, Association, Service, ...Resources }, ...template } = pooled({ launch: { UserData: undefined } });
    const set = setOf({ ...template, Resources });
    expect(joinsDefault(set, onlyGroup(set))).toBeUndefined();
  });
});
