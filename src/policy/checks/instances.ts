import { checkInstances } from '../../model/capacity/instance-checks';
import { checkJointLoad } from '../../model/capacity/joint-load';
import { checkManagedInstances } from '../../model/capacity/managed-instances';
import { checkRebalancingBalancer } from '../../model/capacity/rebalancing-balancer';
import { taskNeeds } from '../../model/capacity/task-needs';
import { checkWrittenPlacement, PlacementPool } from '../../model/capacity/written-placement';
import { checkTaskZones, checkZones } from '../../model/capacity/zone-spread';
import { Finding, under } from '../../model/finding';
import { readNetwork } from '../../model/service/written-network';
import { TaskDefinitionFacts } from '../../model/task/task';
import { checkServiceConstraints } from '../../model/task/task-constraints';
import { grouped } from '../../model/template/grouped';
import { TemplateSet } from '../../model/template/template-set';
import { together } from '../../model/template/together';
import { entryIn, isWritten, knownList, listIn, numberIn, Properties, propertiesIn } from '../../model/template-value';
import { Pool, poolFor, poolsOf, taskFactsOf } from '../../model/workload/pools';
import { taskCounts } from '../../model/workload/task-counts';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { zonesOfSubnets } from '../../model/workload/zones';
import { Located, told } from '../check';

const STRATEGY = 'capacityProviderStrategy';

// What a task asks of its instances stands in the task definition that the service names.
const NAMES = { runtimePlatform: '', scaling: '', task: 'TaskDefinition' };
const DEVICES: Readonly<Record<string, string>> = { 'task.gpuCount': 'GPU', 'task.neuronDeviceCount': 'NeuronDevice' };

/** Tasks, and the instances that are to run them. */
export function instances(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap((workload) => {
    const facts = taskFactsOf(set, workload);
    const pools = poolsOf(set, workload) ?? [];
    if (facts === undefined || pools.length === 0) return [];
    const { platform, service, isDaemon: daemon } = workload;
    const known = pools.map((pool) => ({ ...poolFor(set, pool, workload), ...(hasRole(workload) ? {} : { hostModeTaskRoles: undefined }) }));
    const findings = checkInstances(facts, { platform, pools: known }, { daemon, ...loadOf(set, workload) });
    return [
      ...findings.flatMap((finding) => taskFinding(workload, finding) ?? told(service, [finding], NAMES)),
      ...(platform === 'managed-instances' ? told(service, under(STRATEGY, checkManagedInstances({ windows: facts.windows }))) : []),
    ];
  });
}

/** Services that share pools, at their maximum. */
export function poolLoad(set: TemplateSet): readonly Located[] {
  const tenants = workloadsIn(set).flatMap((workload) => {
    const pools = poolsOf(set, workload) ?? [];
    const facts = taskFactsOf(set, workload);
    return facts === undefined || workload.isDaemon !== false || pools.length === 0 ? [] : [{ workload, facts, pools }];
  });
  const byPool = grouped(tenants.flatMap((tenant) => tenant.pools.map((pool): [Pool, Tenant] => [pool, tenant])));
  const groups = new Map(tenants.map(({ pools }) => [pools.map(({ provider }) => placeOf(provider)).sort().join(), pools]));
  return [...groups.values()].flatMap((group) => {
    const within = new Set(group.flatMap((pool) => byPool.get(pool) ?? []).filter(({ pools }) => pools.every((pool) => group.includes(pool))));
    const tenantsAtOnce = together([...within], ({ workload }) => workload.service);
    const [first] = group;
    return told(first.group?.resource ?? first.provider, checkJointLoad({
      pools: group.map((pool) => poolFor(set, pool)),
      services: tenantsAtOnce.map(({ facts, workload }) => ({ name: workload.service.logicalId, task: taskNeeds(facts), ...loadOf(set, workload) })),
    }).map((finding) => ({ ...finding, path: 'maxSize', text: `gives instances, which ${finding.text}` })));
  });
}

/** Where services ask for their tasks to be placed, and the zones of their pools. */
export function placements(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap((workload) => {
    const { platform, service } = workload;
    const { AvailabilityZoneRebalancing: rebalancing, LoadBalancers: balancers } = service.properties;
    const pools = poolsOf(set, workload) ?? [];
    return told(service, [
      ...checkWrittenPlacement(service.properties, platform, placementOf(pools), workload.task?.properties),
      ...checkServiceConstraints(constraintsOf(service.properties), constraintsOf(workload.task?.properties)),
      ...checkRebalancingBalancer({
        rebalancing: rebalancing === 'ENABLED',
        classic: listIn(balancers).some((balancer) => isWritten(propertiesIn(balancer).LoadBalancerName)),
      }),
      ...zoneFindings(set, workload, pools),
    ]);
  });
}

interface Tenant {
  readonly workload: Workload;
  readonly facts: TaskDefinitionFacts;
  readonly pools: readonly Pool[];
}

function zoneFindings(set: TemplateSet, { isDaemon, service }: Workload, pools: readonly Pool[]): Finding[] {
  const each = pools.map(({ zones }) => zones);
  const [first] = each;
  const zones = [...new Set(each.flatMap((zone) => zone?.zones ?? []))];
  if (first === undefined || each.includes(undefined)) return [];
  const tasks = zonesOfSubnets(set, service, readNetwork(service.properties).subnets);
  const isComparable = first.by !== 'subnet' && [...each, tasks].every((zone) => zone?.by === first.by);
  return [
    ...(isDaemon === false ? under(STRATEGY, checkZones({ zones: zones.length })) : []),
    ...(isComparable ? checkTaskZones({
      zones: zones.length,
      taskZones: tasks?.zones.length,
      ...first.by === 'name' && { zoneNames: zones, taskZoneNames: tasks?.zones },
    }) : []),
  ];
}

/** The network mode is the task's, and devices are asked for by a container. */
function taskFinding({ task }: Workload, finding: Finding): Located[] | undefined {
  if (task !== undefined && finding.path === 'task.networkMode') return told(task, [{ ...finding, path: 'networkMode' }]);
  const type = DEVICES[finding.path];
  const containers = listIn(task?.properties.ContainerDefinitions).map(propertiesIn);
  const index = containers.findIndex(({ ResourceRequirements: needs }) => listIn(needs).some((need) => propertiesIn(need).Type === type));
  return task === undefined || index < 0 ? undefined : told(task, [{ ...finding, path: `containerDefinitions[${index}].resourceRequirements` }]);
}

function constraintsOf(properties: Properties | undefined): number | undefined {
  return knownList(properties?.PlacementConstraints)?.length;
}

function placementOf(pools: readonly Pool[]): PlacementPool {
  const targets = pools.flatMap(({ facts }) => facts.targetCapacityPercent ?? []);
  return {
    targetCapacityPercent: targets.length > 0 ? Math.min(...targets) : undefined,
    zonal: pools.length > 0 && pools.every(({ zones }) => zones?.zones.length === 1),
  };
}

function loadOf(set: TemplateSet, workload: Workload) {
  const { min, max } = taskCounts(set, workload);
  const { properties } = workload.service;
  return {
    minTasks: min,
    maxTasks: max,
    minHealthyPercent: percentIn(properties, 'MinimumHealthyPercent', 100),
    maxHealthyPercent: percentIn(properties, 'MaximumPercent', 200),
  };
}

/** CloudFormation reference, AWS::ECS::Service DeploymentConfiguration: what counts where it is left out. */
function percentIn(service: Properties, name: string, absent: number): number | undefined {
  return numberIn(entryIn(service, `DeploymentConfiguration.${name}`, absent));
}

/** Whether tasks have a role of their own. */
function hasRole({ task }: Workload): boolean {
  return isWritten(task?.properties.TaskRoleArn) ?? false;
}

function placeOf({ logicalId, template }: { readonly logicalId: string; readonly template: string }): string {
  return JSON.stringify([template, logicalId]);
}
