import { controllerOf } from '../../model/deployment/written-service';
import { Finding } from '../../model/finding';
import { checkIsolation } from '../../model/network/endpoint-needs';
import { checkAwsvpc, checkOneVpc, checkOwnGroup } from '../../model/service/awsvpc';
import {
  checkConfigured, checkExposedTasks, checkNoInterface, checkRouteOut, checkTaskAddress, ServiceNetworkFacts,
} from '../../model/service/service-network';
import { readNetwork, WrittenNetwork } from '../../model/service/written-network';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { entryIn, flagIn, isWritten, knownList, textIn } from '../../model/template-value';
import { endpointsAround, reachOf } from '../../model/workload/isolation';
import { reachedTaskOf } from '../../model/workload/reached-task';
import { routeOf, subnetsOf, vpcsOf } from '../../model/workload/subnet-routes';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { Located, PolicyCheck, told } from '../check';

const NETWORK = 'NetworkConfiguration.AwsvpcConfiguration';
const NAMES = {
  'vpcSubnets.*': `${NETWORK}.Subnets`,
  'vpcSubnets': `${NETWORK}.Subnets`,
  'securityGroups': `${NETWORK}.SecurityGroups`,
  'assignPublicIp': `${NETWORK}.AssignPublicIp`,
};
const TASK_NAMES = { taskDefinition: '', containers: 'ContainerDefinitions' };
// The CloudFormation reference writes it otherwise for task sets.
const TASK_SET_NAMES = { assignPublicIp: 'NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp' };

/** The network of the tasks of services. */
export const serviceNetworks: PolicyCheck = (set) => workloadsIn(set).flatMap((workload) => networkFindings(set, workload));

/** Task sets say by themselves where their tasks are. */
export const taskSets: PolicyCheck = (set) => set.resources('AWS::ECS::TaskSet').flatMap((taskSet) => (
  told(taskSet, checkExposedTasks({ publicIp: isPublic(entryIn(taskSet.properties, 'NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp', 'DISABLED')) }), TASK_SET_NAMES)));

function networkFindings(set: TemplateSet, workload: Workload): Located[] {
  const { platform, service } = workload;
  const network = readNetwork(service.properties);
  const mode = platform === 'fargate' ? 'awsvpc' : reachedTaskOf(workload).mode;
  const facts = { mode, platform, publicIp: isPublic(network.assignPublicIp) };
  const configured = isWritten(service.properties.NetworkConfiguration);
  return [
    ...told(service, [
      // With another controller, task sets may have the network.
      ...checkConfigured(facts, hasTaskSets(service) ? undefined : configured),
      ...checkNoInterface(mode, { networkConfiguration: configured }),
      ...(configured ? [...namedFindings(facts, network), ...checkOneVpc(vpcsOf(set, service))] : []),
      ...checkTaskAddress(facts),
      ...checkExposedTasks(facts),
    ], NAMES),
    ...(configured ? wayOut(set, workload, facts) : []),
  ];
}

/** Tasks in public subnets need an address, and those in isolated ones endpoints, or what they start with is out of reach. */
function wayOut(set: TemplateSet, workload: Workload, facts: ServiceNetworkFacts): Located[] {
  const { service, task } = workload;
  const [subnet, ...others] = subnetsOf(set, service) ?? [];
  if (subnet === undefined) return [];
  const route = routeOf(set, subnet);
  if (route === undefined || route === 'other' || others.some((other) => routeOf(set, other) !== route)) return [];
  const missing = missingIn(set, workload, subnet);
  const hasEndpoints = missing?.length === 0 || endpointsAround(set, subnet) === undefined;
  if (route === 'internet') return hasEndpoints || isIpv6(subnet) ? [] : told(service, checkRouteOut(facts, true), NAMES);
  return (missing ?? []).flatMap((finding) => (
    task !== undefined && isOfTask(finding) ? told(task, [finding], TASK_NAMES) : told(service, [finding], NAMES)));
}

/** What keeps tasks without a way out of their VPC from starting; undefined where it is not known. */
function missingIn(set: TemplateSet, workload: Workload, subnet: Resource): Finding[] | undefined {
  const [reach, endpoints] = [reachOf(workload), endpointsAround(set, subnet)];
  return reach && endpoints && checkIsolation(reach, { endpoints, managed: false });
}

function isOfTask({ path }: Finding): boolean {
  return path.startsWith('taskDefinition.');
}

/** Its tasks have addresses of their own to the internet. */
function isIpv6({ properties: { Ipv6Native: native } }: Resource): boolean {
  return isWritten(native) !== false && flagIn(native) !== false;
}

function isPublic(assignPublicIp: unknown): boolean | undefined {
  const address = textIn(assignPublicIp);
  return address === undefined ? undefined : address === 'ENABLED';
}

/** An empty list of security groups is none. */
function namedFindings({ mode }: ServiceNetworkFacts, network: WrittenNetwork): Finding[] {
  const [subnets, groups] = [network.subnets, network.securityGroups].map((list) => knownList(list)?.length);
  const named = groups === undefined ? undefined : groups > 0;
  return [
    ...checkAwsvpc({ subnets, securityGroups: named ? groups : undefined }),
    ...(mode === undefined || mode === 'awsvpc' ? checkOwnGroup(named) : []),
  ];
}

function hasTaskSets({ properties }: Resource): boolean {
  return controllerOf(properties) !== 'ECS';
}
