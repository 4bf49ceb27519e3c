import { Clients } from './clients';
import { DeployedStack } from './deployed-stack';
import { Proofs } from './proofs';

/** What an API tells of a resource; `names` says what it calls a property by another name than CloudFormation. */
interface Reading {
  readonly told: (clients: Clients, id: string, properties: any) => Promise<unknown>;
  readonly names?: Record<string, string>;
  /** Properties that no operation tells, each with the reason. */
  readonly untold?: Record<string, string>;
}

const READINGS: Record<string, Reading> = {
  'AWS::ECS::Cluster': {
    told: async ({ ecs }, id) => (await ecs.describeClusters({ clusters: [id], include: ['SETTINGS', 'CONFIGURATIONS'] })).clusters?.[0],
    names: { ClusterSettings: 'settings' },
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    told: async ({ ecs }, id) => (await ecs.describeClusters({ clusters: [id] })).clusters?.[0],
    names: { Cluster: 'clusterName' },
  },
  'AWS::ECS::CapacityProvider': {
    told: async ({ ecs }, id) => (await ecs.describeCapacityProviders({ capacityProviders: [id] })).capacityProviders?.[0],
  },
  'AWS::ECS::TaskDefinition': {
    told: async ({ ecs }, id) => (await ecs.describeTaskDefinition({ taskDefinition: id })).taskDefinition,
  },
  'AWS::ECS::Service': {
    told: async ({ ecs }, id, { TaskDefinition }) => {
      const service = (await ecs.describeServices({ cluster: id.split('/')[1], services: [id] })).services?.[0];
      // Written as a family, it is the newest revision.
      const taskDefinition = TaskDefinition.startsWith('arn:') ? service?.taskDefinition : service?.taskDefinition?.split(/[/:]/).at(-2);
      return { ...service?.deployments?.[0], ...service, cluster: service?.clusterArn?.split('/')[1], taskDefinition };
    },
    names: { PlacementStrategies: 'placementStrategy' },
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    told: async ({ scaling }, id) => {
      const [resource] = id.split('|');
      return (await scaling.describeScalableTargets({ ServiceNamespace: 'ecs', ResourceIds: [resource] })).ScalableTargets?.[0];
    },
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    told: async ({ scaling }, id) => {
      const { ScalingPolicies = [] } = await scaling.describeScalingPolicies({ ServiceNamespace: 'ecs' });
      const policy = ScalingPolicies.find(({ PolicyARN }) => PolicyARN === id);
      return { ...policy, ScalingTargetId: [policy?.ResourceId, policy?.ScalableDimension, policy?.ServiceNamespace].join('|') };
    },
  },
  'AWS::CloudWatch::Alarm': {
    told: async ({ cloudWatch }, id) => (await cloudWatch.describeAlarms({ AlarmNames: [id] })).MetricAlarms?.[0],
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    told: async ({ groups }, id) => {
      const group = (await groups.describeAutoScalingGroups({ AutoScalingGroupNames: [id] })).AutoScalingGroups?.[0];
      return { ...group, VPCZoneIdentifier: group?.VPCZoneIdentifier?.split(',') };
    },
    untold: {
      DefaultInstanceWarmup: 'moto does not keep it',
      InstanceMaintenancePolicy: 'moto does not keep it',
    },
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    told: async ({ balancing }, id) => {
      const balancer = (await balancing.describeLoadBalancers({ LoadBalancerArns: [id] })).LoadBalancers?.[0];
      const { Attributes } = await balancing.describeLoadBalancerAttributes({ LoadBalancerArn: id });
      return { ...balancer, LoadBalancerAttributes: Attributes, Subnets: balancer?.AvailabilityZones?.map(({ SubnetId }) => SubnetId) };
    },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    told: async ({ balancing }, id) => {
      const { Attributes } = await balancing.describeTargetGroupAttributes({ TargetGroupArn: id });
      return { ...(await balancing.describeTargetGroups({ TargetGroupArns: [id] })).TargetGroups?.[0], TargetGroupAttributes: Attributes };
    },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    told: async ({ balancing }, id) => (await balancing.describeListeners({ ListenerArns: [id] })).Listeners?.[0],
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    told: async ({ balancing }, id, { ListenerArn }) => ({ ListenerArn, ...(await balancing.describeRules({ RuleArns: [id] })).Rules?.[0] }),
  },
  'AWS::ServiceDiscovery::HttpNamespace': {
    told: async ({ discovery }, id) => (await discovery.getNamespace({ Id: id })).Namespace,
  },
  'AWS::ServiceDiscovery::PrivateDnsNamespace': {
    told: async ({ discovery }, id) => (await discovery.getNamespace({ Id: id })).Namespace,
    untold: { Vpc: 'GetNamespace does not tell the VPC: it is on the hosted zone' },
  },
  'AWS::ServiceDiscovery::Service': {
    told: async ({ discovery }, id) => (await discovery.getService({ Id: id })).Service,
  },
  'AWS::CodeDeploy::DeploymentGroup': {
    told: async ({ codeDeploy }, id, { ApplicationName }) =>
      (await codeDeploy.getDeploymentGroup({ applicationName: ApplicationName, deploymentGroupName: id })).deploymentGroupInfo,
  },
  'AWS::Scheduler::Schedule': {
    told: async ({ scheduler }, id) => scheduler.getSchedule({ Name: id }),
  },
  'AWS::Logs::LogGroup': {
    told: async ({ logs }, id) => {
      const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: id });
      return logGroups.find(({ logGroupName }) => logGroupName === id);
    },
    untold: { Tags: 'another operation tells tags' },
  },
  'AWS::Logs::MetricFilter': {
    told: async ({ logs }, id, { LogGroupName }) =>
      (await logs.describeMetricFilters({ logGroupName: LogGroupName, filterNamePrefix: id })).metricFilters?.[0],
  },
  'AWS::VpcLattice::ServiceNetwork': {
    told: async ({ lattice }, id) => lattice.getServiceNetwork({ serviceNetworkIdentifier: lastOf(id) }),
  },
  'AWS::VpcLattice::Service': {
    told: async ({ lattice }, id) => lattice.getService({ serviceIdentifier: lastOf(id) }),
  },
  'AWS::VpcLattice::TargetGroup': {
    told: async ({ lattice }, id) => lattice.getTargetGroup({ targetGroupIdentifier: lastOf(id) }),
  },
  'AWS::VpcLattice::Listener': {
    told: async ({ lattice }, id, { ServiceIdentifier }) => ({
      ServiceIdentifier, ...await lattice.getListener({ serviceIdentifier: lastOf(ServiceIdentifier), listenerIdentifier: lastOf(id) }),
    }),
  },
  'AWS::VpcLattice::AuthPolicy': {
    told: async ({ lattice }, id) => {
      const { policy } = await lattice.getAuthPolicy({ resourceIdentifier: lastOf(id) });
      return { ResourceIdentifier: id, Policy: JSON.parse(policy!) };
    },
  },
};

/** Properties that are not read back, each with the reason. */
export function untold(): string[] {
  return Object.entries(READINGS).flatMap(([type, reading]) =>
    Object.entries(reading.untold ?? {}).map(([name, reason]) => `${type}.${name}: ${reason}`));
}

/** Every property of every resource that has a reading is told as it was written. */
export async function proveAsWritten(example: string, stack: DeployedStack, clients: Clients, proofs: Proofs): Promise<void> {
  for (const [logicalId, resource] of Object.entries(stack.resources)) {
    const reading = READINGS[resource.Type];
    if (reading === undefined) continue;
    const properties = stack.resolved(resource.Properties ?? {});
    const told = lower(await reading.told(clients, stack.id(logicalId), properties));
    const written = Object.fromEntries(Object.entries(properties)
      .filter(([name]) => reading.untold?.[name] === undefined)
      .map(([name, value]) => [reading.names?.[name] ?? name, value]));
    const lost = differences(lower(written), told, '');
    const name = `${example}: ${stack.name}/${logicalId}, ${resource.Type}: ${leaves(written)} values are as written`;
    if (lost.length === 0) proofs.pass(name);
    else proofs.fail(name, lost.join('\n       '));
  }
}

function lastOf(arn: string): string {
  return arn.split('/').at(-1)!;
}

/** Names in lower case: APIs and CloudFormation differ in that. */
function lower(value: any): any {
  if (Array.isArray(value)) return value.map(lower);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.toLowerCase(), lower(item)]));
}

/** Where what was told lacks something that was written. More may be told: defaults. */
function differences(written: any, told: any, path: string): string[] {
  if (Array.isArray(written)) {
    if (!Array.isArray(told)) return written.length === 0 && told === undefined ? [] : [difference(path, written, told)];
    // Attributes and tags have names, and no order; more of them may be told.
    if (written.length > 0 && written.every((item) => item?.key !== undefined)) {
      return written.flatMap((item) => differences(item, told.find(({ key }) => key === item.key), `${path}/${item.key}`));
    }
    if (written.length !== told.length) return [`${path}: written ${written.length} items, told ${told.length}`];
    return written.flatMap((item, index) => differences(item, told[index], `${path}/${index}`));
  }
  if (written !== null && typeof written === 'object') {
    return Object.entries(written).flatMap(([name, item]) => differences(item, told?.[name], `${path}/${name}`));
  }
  return String(written) === String(told) ? [] : [difference(path, written, told)];
}

function difference(path: string, written: unknown, told: unknown): string {
  return `${path}: written ${JSON.stringify(written)}, told ${JSON.stringify(told)}`;
}

function leaves(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, item) => sum + leaves(item), 0);
}
