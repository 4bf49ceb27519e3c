import { CAPACITY_SOURCES } from './capacity-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const CAPACITY_SPLIT_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: CAPACITY_SOURCES.share,
  satisfiedBy: 'CapacityStrategy refuses it',
}, [
  {
    id: 'CapacitySplit.TooManyProviders',
    info: 'A strategy, or a cluster, names more capacity providers than ECS takes.',
    explanation: 'ECS takes 20 of them in a strategy or a cluster, and refuses the service or the cluster that has more.',
    remedy: 'Remove capacity providers from the list, or spread them over several services or clusters.',
    source: CAPACITY_SOURCES.association,
  },
  {
    id: 'CapacitySplit.SameProvider',
    info: 'A strategy names a capacity provider twice.',
    explanation: 'ECS takes each one once, and refuses the service or the cluster.',
    remedy: 'Keep one item for each `CapacityProvider`, with the sum of their weights.',
    source: CAPACITY_SOURCES.createService,
  },
  {
    id: 'CapacitySplit.MixedKinds',
    info: 'A strategy mixes Fargate with instances.',
    explanation: 'The capacity providers of a strategy are of one kind; ECS refuses the service or the cluster.',
    remedy: 'Make two services: one on `FARGATE` and `FARGATE_SPOT`, one on the capacity providers of instances.',
    source: CAPACITY_SOURCES.fargateSpot,
  },
  {
    id: 'CapacitySplit.Base',
    info: 'The base of a capacity provider is out of range.',
    explanation: 'ECS takes 0 to 100000 tasks; CloudFormation refuses other numbers.',
    remedy: 'Set `Base` to a whole number from 0 to 100000.',
  },
  {
    id: 'CapacitySplit.Weight',
    info: 'The weight of a capacity provider is out of range.',
    explanation: 'ECS takes 0 to 1000; CloudFormation refuses other numbers.',
    remedy: 'Set `Weight` to a whole number from 0 to 1000; only its relation to the other weights counts.',
  },
  {
    id: 'CapacitySplit.TwoBases',
    info: 'Several capacity providers of a strategy have a base.',
    explanation: 'The base is filled before any weight counts, so that one capacity provider can have it; ECS refuses a second one.',
    remedy: 'Set `Base` of all capacity providers but one to 0.',
  },
  {
    id: 'CapacitySplit.NoWeight',
    info: 'No capacity provider of a strategy has a weight.',
    explanation: 'A weight that is left out is 0, and tasks beyond the base have nowhere to go; ECS refuses a strategy of zeros.',
    remedy: 'Set `Weight` of at least one capacity provider to 1 or more.',
    satisfiedBy: 'CapacityStrategy gives each provider the weight 1',
  },
  {
    id: 'CapacitySplit.SpotOnly',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'All tasks run on Spot capacity.',
    explanation: 'ECS does not fall back to capacity on demand: while Spot is short, tasks that were taken away do not come back.',
    remedy: 'Add `FARGATE`, or a capacity provider with instances on demand, with a `Base` of 1 or more.',
    source: CAPACITY_SOURCES.fargateSpot,
    satisfiedBy: 'FargateSpotService keeps a base on demand',
  },
]);

export const CAPACITY_STRATEGY_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: CAPACITY_SOURCES.createService,
}, [
  {
    id: 'CapacityStrategy.LaunchType',
    info: 'A service has a launch type and a capacity provider strategy.',
    explanation: 'They are two ways to say where tasks run; ECS refuses a service that has both.',
    remedy: 'Leave `LaunchType` out.',
    satisfiedBy: 'Services write the strategy alone',
  },
  {
    id: 'CapacityStrategy.ManagedInstancesLaunchType',
    info: 'A service asks for Managed Instances by its launch type.',
    explanation: 'ECS starts instances for a capacity provider; a launch type names none, and is refused.',
    remedy: 'Leave `LaunchType` out, and name the capacity provider in `CapacityProviderStrategy`.',
    source: CAPACITY_SOURCES.managedInstances,
    satisfiedBy: 'ManagedInstancesPool is used by a strategy',
  },
  {
    id: 'CapacityStrategy.NotAssociated',
    info: 'A service names a capacity provider that its cluster does not list.',
    explanation: 'ECS refuses a service whose cluster does not have the capacity provider.',
    remedy: 'Add it to `CapacityProviders` of the cluster or of its `AWS::ECS::ClusterCapacityProviderAssociations`.',
    source: CAPACITY_SOURCES.association,
    satisfiedBy: 'InstancePool adds itself to its cluster',
  },
  {
    id: 'CapacityStrategy.NotAwaited',
    info: 'A service does not wait until its cluster lists its capacity provider.',
    explanation: 'CloudFormation may make the service first, which ECS then refuses, and may take the capacity away before the service when the stack is deleted.',
    remedy: 'Let the service have `DependsOn` with the `AWS::ECS::ClusterCapacityProviderAssociations` of its cluster.',
    source: CAPACITY_SOURCES.association,
    satisfiedBy: 'Services depend on the associations of their cluster',
  },
  {
    id: 'CapacityStrategy.FargateNotAwaited',
    level: RuleLevel.WARNING,
    info: 'A service does not wait until its cluster lists the capacity providers of Fargate.',
    explanation: 'The list is made quickly, so that the service is seldom first; when it is, ECS refuses it and the deployment fails.',
    remedy: 'Let the service have `DependsOn` with the `AWS::ECS::ClusterCapacityProviderAssociations` of its cluster.',
    source: CAPACITY_SOURCES.association,
    satisfiedBy: 'Services depend on the associations of their cluster',
  },
  {
    id: 'CapacityProvider.TwoClusters',
    info: 'Several clusters list a capacity provider that ECS scales.',
    explanation: 'Instances join one cluster, and their number follows the tasks of one: ECS refuses the second.',
    remedy: 'Make a capacity provider and an Auto Scaling group for each cluster.',
    source: CAPACITY_SOURCES.groupProviders,
    satisfiedBy: 'InstancePool belongs to one cluster',
  },
  {
    id: 'CapacityProvider.ReservedName',
    info: 'The name of a capacity provider starts with a reserved word.',
    explanation: 'Names that start with aws, ecs or fargate are for AWS; ECS refuses them.',
    remedy: 'Leave `Name` out to have one made, or start it otherwise.',
    source: CAPACITY_SOURCES.provider,
    satisfiedBy: 'Names are left to CloudFormation',
  },
  {
    id: 'CapacityProvider.Name',
    info: 'The name of a capacity provider has characters that ECS does not take.',
    explanation: 'ECS takes 1 to 255 letters, digits, hyphens and underscores, and refuses the rest.',
    remedy: 'Leave `Name` out to have one made, or write it with these characters.',
    source: CAPACITY_SOURCES.provider,
    satisfiedBy: 'Names are left to CloudFormation',
  },
]);

export const DAEMON_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: CAPACITY_SOURCES.service,
}, [
  {
    id: 'Daemon.Fargate',
    info: 'A daemon is to run on Fargate.',
    explanation: 'A daemon is a task on each instance, and Fargate has no instances; ECS refuses the service.',
    remedy: 'Set `SchedulingStrategy` to `REPLICA`, or run the service on instances.',
    satisfiedBy: 'DaemonService takes pools of instances',
    equals: ['E3044'],
  },
  {
    id: 'Daemon.DesiredCount',
    info: 'A daemon has a desired count.',
    explanation: 'It has as many tasks as there are instances; ECS refuses another number.',
    remedy: 'Leave `DesiredCount` out.',
    satisfiedBy: 'DaemonService writes none',
  },
  {
    id: 'Daemon.MaximumPercent',
    info: 'A daemon may have more tasks than instances while it is updated.',
    explanation: 'An instance has one task of a daemon at a time: ECS takes a maximum of 100 percent only.',
    remedy: 'Leave `DeploymentConfiguration.MaximumPercent` out, or set it to 100.',
    source: CAPACITY_SOURCES.deployment,
    satisfiedBy: 'DaemonService: 0 and 100 percent',
  },
  {
    id: 'Daemon.Controller',
    info: 'A daemon is deployed by something else than ECS.',
    explanation: 'CodeDeploy and external controllers deploy services that replicate a task; ECS refuses the daemon.',
    remedy: 'Leave `DeploymentController` out, or set its `Type` to `ECS`.',
    satisfiedBy: 'DaemonService: the controller of ECS',
  },
]);
