import { Finding, under } from '../../model/finding';
import { checkBothTransports } from '../../model/network/both-transports';
import { checkHealthPort } from '../../model/network/health-port';
import { readServiceReach } from '../../model/service/service-reach';
import { checkTargetContainer, TargetContainerFacts } from '../../model/service/target-container';
import { allMappings, ContainerMapping, readMappedPorts } from '../../model/task/mapped-ports';
import { checkNetwork } from '../../model/task/network-mode';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { mayBeApart } from '../../model/template/together';
import { listIn, numberIn, Properties, propertiesIn, textIn } from '../../model/template-value';
import { checkClassic } from '../../model/traffic/classic-balancer';
import { checkListenerReach } from '../../model/traffic/listener-reach';
import { checkLongDrain } from '../../model/traffic/long-drain';
import { checkGroupTwice, checkSharedGroup } from '../../model/traffic/shared-group';
import { checkTargetGroup, checkTargetGroupCount, TargetGroupFacts } from '../../model/traffic/target';
import { readListener } from '../../model/traffic/written-listener';
import { readTargetGroup } from '../../model/traffic/written-target-group';
import { reachedTaskOf } from '../../model/workload/reached-task';
import { leadersOf, listenerOf, ServiceTarget, serviceTargets, targetGroupsOf } from '../../model/workload/service-targets';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { PolicyCheck, told } from '../check';

const ATTRIBUTES = 'targetGroupAttributes';
const GROUP_NAMES = {
  healthCheck: '',
  interval: 'HealthCheckIntervalSeconds',
  timeout: 'HealthCheckTimeoutSeconds',
  healthyThreshold: 'HealthyThresholdCount',
  unhealthyThreshold: 'UnhealthyThresholdCount',
  path: 'HealthCheckPath',
  port: 'HealthCheckPort',
  codes: 'Matcher',
};
// What of a finding is an attribute; of two, the one that is written.
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'slowStart': ['slow_start.duration_seconds'],
  'deregistrationDelay': ['deregistration_delay.timeout_seconds'],
  'stickiness.duration': ['stickiness.app_cookie.duration_seconds', 'stickiness.lb_cookie.duration_seconds'],
  'stickiness.cookieName': ['stickiness.app_cookie.cookie_name'],
  'preserveClientIp': ['preserve_client_ip.enabled'],
};

/** The target groups of services by themselves, and with the listeners that lead to them. */
export const targetGroups: PolicyCheck = (set, { maxDrainSeconds }) => groupsOf(set).flatMap((group) => {
  const facts = readTargetGroup(group.properties);
  const leaders = leadersOf(set, group).map((leader) => behind(set, leader));
  return told(group, [
    ...(leaders.length === 0 ? [{}] : leaders).flatMap((listener) => checkTargetGroup({ ...facts, ...listener })),
    ...checkLongDrain(facts.drainsFor, maxDrainSeconds),
  ].map((finding) => atAttribute(group, finding)), GROUP_NAMES);
});

/** What services name as their load balancers. */
export const loadBalancers: PolicyCheck = (set) => {
  const users = new Map<Resource, Resource[]>();
  return workloadsIn(set).flatMap((workload) => {
    const targets = serviceTargets(set, workload.service) ?? [];
    return [
      ...told(workload.service, [
        ...under('loadBalancers', checkTargetGroupCount(targets.length)),
        ...targets.flatMap((target) => under(`loadBalancers[${target.index}]`, [
          ...under('targetGroupArn', [...shared(target, workload, users), ...reach(set, target, workload)]),
          ...behindIt(target, workload),
        ])),
      ]),
      ...targetGroupsOf(set, workload.service).flatMap((group) => told(group, ofMode(group, workload))),
      ...targets.flatMap((target) => (target.group === undefined ? [] : told(target.group, atPort(target, workload), GROUP_NAMES))),
    ];
  });
};

/** An attribute is told by its key, and by its place in the list. */
function atAttribute({ properties }: Resource, finding: Finding): Finding {
  const keys = KEYS[finding.path];
  if (keys === undefined) return finding;
  const written = listIn(properties.TargetGroupAttributes).map((attribute) => propertiesIn(attribute).Key);
  const key = keys.find((each) => written.includes(each)) ?? keys[0];
  const index = written.lastIndexOf(key);
  return index < 0 ? { ...finding, path: ATTRIBUTES, text: `must have ${key}, which ${finding.text}` }
    : { ...finding, path: `${ATTRIBUTES}[${index}].value`, text: `of ${key} ${finding.text}` };
}

function groupsOf(set: TemplateSet): readonly Resource[] {
  return [...new Set(workloadsIn(set).flatMap(({ service }) => targetGroupsOf(set, service)))];
}

function behind(set: TemplateSet, leader: Resource): Pick<TargetGroupFacts, 'listenerProtocol' | 'login'> {
  const listener = listenerOf(set, leader);
  return { listenerProtocol: listener && readListener(listener.properties).protocol, login: readListener(leader.properties).login };
}

function shared({ group }: ServiceTarget, { service }: Workload, users: Map<Resource, Resource[]>): Finding[] {
  if (group === undefined) return [];
  const others = users.get(group) ?? [];
  if (others.includes(service)) return checkGroupTwice('');
  users.set(group, [...others, service]);
  return checkSharedGroup('', others.find((other) => !mayBeApart(other, service))?.logicalId);
}

function reach(set: TemplateSet, { listeners }: ServiceTarget, { service }: Workload): Finding[] {
  const waits = listeners?.map((listener) => set.waitsFor(service, listener));
  return checkListenerReach({ listeners: listeners?.length, waits: waits?.includes(true) ? true : waits?.includes(undefined) ? undefined : false });
}

/** What of the task does not go with what is in front of it. */
function behindIt(target: ServiceTarget, workload: Workload): Finding[] {
  const { classic, group, properties } = target;
  const { service, task } = workload;
  const { mode } = reachedTaskOf(workload);
  const { registered } = readServiceReach(service.properties);
  const containers = task && readMappedPorts(task.properties);
  const ports = portsOf(workload);
  return [
    ...under('loadBalancerName', checkClassic({ classic, mode, registered })),
    ...(containers === undefined ? [] : checkTargetContainer(placeIn(properties), containers)),
    ...under('targetGroupArn', checkBothTransports({ mode, ports, protocol: textIn(group?.properties.Protocol), target: portOf(target, ports) })),
  ];
}

/** What the target group asks of the port that it sends requests to. */
function atPort(target: ServiceTarget, workload: Workload): Finding[] {
  const ports = portsOf(workload);
  const healthPort = numberIn(target.group?.properties.HealthCheckPort);
  return checkHealthPort({ mode: reachedTaskOf(workload).mode, healthPort, ports, target: portOf(target, ports) });
}

function ofMode({ properties }: Resource, workload: Workload): Finding[] {
  const { targetType } = readTargetGroup(properties);
  return checkNetwork({ mode: reachedTaskOf(workload).mode, targetType: TARGET_TYPES.find((known) => known === targetType) });
}

const TARGET_TYPES = ['ip', 'instance'] as const;

/** The ports of the task; none where not all are known. */
function portsOf({ task }: Workload): readonly ContainerMapping[] {
  return allMappings(task && readMappedPorts(task.properties)) ?? [];
}

/** The one that ECS registers. */
function portOf({ properties }: ServiceTarget, ports: readonly ContainerMapping[]): ContainerMapping | undefined {
  const { container, port } = placeIn(properties);
  return ports.find((mapping) => mapping.container === container && mapping.containerPort === port);
}

function placeIn({ ContainerName: container, ContainerPort: port }: Properties): TargetContainerFacts {
  return { container: textIn(container), port: numberIn(port) };
}
