import { advise, Finding, refuse } from '../finding';
import { flagIn, isGiven, listIn, Properties, propertiesIn, textIn } from '../template-value';

/** What a service may have in AWS, and not outside: by its property. */
export type ServiceInVpc =
  | 'loadBalancers' | 'serviceRegistries' | 'serviceConnectConfiguration' | 'vpcLatticeConfigurations' | 'networkConfiguration'
  | 'capacityProviderStrategy' | 'volumeConfigurations';

/** What is known of a service whose tasks run on machines outside AWS: those of the launch type EXTERNAL. */
export interface ExternalServiceFacts {
  readonly launchType?: string;
  /** What it is known to have. */
  readonly uses?: readonly ServiceInVpc[];
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller?: string;
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  readonly strategy?: string;
  /** Tasks are moved to even out availability zones. */
  readonly rebalancing?: boolean;
  /** Application Auto Scaling sets the count. */
  readonly scaled?: boolean;
}

// ECS Developer Guide, "Amazon ECS clusters for external instances"; `agent_capability.go` of the ECS agent for Service Connect and EBS.
const IN_VPC: Record<ServiceInVpc, { readonly id: string; readonly reason: string; readonly instead: string }> = {
  loadBalancers: {
    id: 'LoadBalancer',
    reason: 'ECS registers none of these machines, which are outside of the VPC, with a load balancer',
    instead: 'push results to SQS or S3, let clients call the machine\'s own address or a reverse proxy there, or run what is called on Fargate',
  },
  serviceRegistries: {
    id: 'CloudMap',
    reason: 'ECS registers none of these tasks, which have no address in the VPC, in Cloud Map',
    instead: 'give clients the address of the machine, or run what they look for on Fargate',
  },
  serviceConnectConfiguration: {
    id: 'ServiceConnect',
    reason: 'their agent has no Service Connect, whose proxies talk to each other in a VPC',
    instead: 'let the tasks call a load balancer of what they need, or push to SQS or S3',
  },
  vpcLatticeConfigurations: {
    id: 'Lattice',
    reason: 'VPC Lattice reaches targets in a VPC only',
    instead: 'push results to SQS or S3, or run what is called on Fargate or EC2',
  },
  networkConfiguration: {
    id: 'Network',
    reason: 'there are no subnets, security groups and network interfaces outside of a VPC',
    instead: 'take the network mode bridge or host, and filter in the network of the machines',
  },
  capacityProviderStrategy: {
    id: 'CapacityProviders',
    reason: 'a capacity provider starts capacity in AWS, and has none of these machines',
    instead: 'name the launch type EXTERNAL, and register as many machines as the tasks need',
  },
  volumeConfigurations: {
    id: 'Volumes',
    reason: 'EBS attaches volumes to what runs in AWS only',
    instead: 'mount a directory of the machine, or a volume of Docker',
  },
};

/** Refuses what a service does not have where its tasks run outside of the VPC. */
export function checkExternalService({ controller, launchType, rebalancing, scaled, strategy, uses = [] }: ExternalServiceFacts): Finding[] {
  return [
    ...(launchType === undefined || launchType === 'EXTERNAL' ? [] : [refuse('ExternalService.LaunchType', 'launchType',
      `must be EXTERNAL for machines outside AWS, got ${launchType}; leave it as it is`)]),
    ...uses.map((used) => refuse(`ExternalService.${IN_VPC[used].id}`, used,
      `must be left out on machines outside AWS: ${IN_VPC[used].reason}; ${IN_VPC[used].instead}`)),
    ...(controller === undefined || controller === 'ECS' ? [] : [refuse('ExternalService.Controller', 'deploymentController',
      `must be ECS on machines outside AWS, where nothing but a rolling update is there, got ${controller}; leave it out`)]),
    ...(strategy === undefined || strategy === 'ROLLING' ? [] : [refuse('ExternalService.Strategy', 'deploymentConfiguration.strategy',
      `must be ROLLING on machines outside AWS, to which no load balancer and no Service Connect could shift traffic, got ${strategy}; take Rollout.rolling()`)]),
    // CloudFormation reference, AWS::ECS::Service AvailabilityZoneRebalancing.
    ...(rebalancing ? [refuse('ExternalService.Rebalancing', 'availabilityZoneRebalancing',
      'must be DISABLED on machines outside AWS, which are in no availability zone, got ENABLED; spread the tasks over an attribute of the machines')] : []),
    // The L2 refuses it, and the documents of AWS do not say.
    ...(scaled ? [advise('ExternalService.Scaling', 'desiredCount',
      'must be set without Application Auto Scaling, which starts no machines, and AWS does not say whether it scales tasks outside of AWS, got a scalable target; keep the most tasks within what the machines hold')] : []),
  ];
}

/** Reads the facts from the properties of an `AWS::ECS::Service`; that it is scaled is said elsewhere. */
export function readExternalService(service: Properties): ExternalServiceFacts {
  const has: Record<ServiceInVpc, boolean> = {
    loadBalancers: isListed(service.LoadBalancers),
    serviceRegistries: isListed(service.ServiceRegistries),
    serviceConnectConfiguration: flagIn(propertiesIn(service.ServiceConnectConfiguration).Enabled) === true,
    vpcLatticeConfigurations: isListed(service.VpcLatticeConfigurations),
    networkConfiguration: isGiven(propertiesIn(service.NetworkConfiguration).AwsvpcConfiguration) === true,
    capacityProviderStrategy: isListed(service.CapacityProviderStrategy),
    volumeConfigurations: isListed(service.VolumeConfigurations),
  };
  return {
    launchType: textIn(service.LaunchType),
    uses: (Object.keys(has) as ServiceInVpc[]).filter((used) => has[used]),
    controller: textIn(propertiesIn(service.DeploymentController).Type),
    strategy: textIn(propertiesIn(service.DeploymentConfiguration).Strategy),
    rebalancing: service.AvailabilityZoneRebalancing === 'ENABLED',
  };
}

/** Some entry is there for sure: a function that only the deployment resolves may come to nothing. */
function isListed(value: unknown): boolean {
  return listIn(value).some((entry) => isGiven(entry));
}
