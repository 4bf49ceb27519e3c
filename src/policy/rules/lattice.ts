import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-vpc-lattice.html';
const CONFIGURATION = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html';

/** Services that VPC Lattice reaches. */
export const LATTICE_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR, source: GUIDE, satisfiedBy: 'LatticeRegistration refuses it',
}, [
  {
    id: 'LatticeRegistration.Controller',
    info: 'A service that VPC Lattice reaches is deployed by something other than ECS.',
    explanation: 'ECS registers tasks in VPC Lattice in deployments of its own, and refuses the service with another controller.',
    remedy: 'Leave `DeploymentController` out, and set `Strategy` of `DeploymentConfiguration` to BLUE_GREEN, LINEAR or CANARY to shift traffic.',
  },
  {
    id: 'LatticeRegistration.ShiftedInstances',
    info: 'Deployments are to move traffic between tasks that are registered by their instances.',
    explanation: 'Both revisions would be behind one address: ECS refuses to shift between targets of the type INSTANCE.',
    remedy: 'Set `NetworkMode` of the task definition to awsvpc, or `Strategy` to ROLLING.',
  },
  {
    id: 'LatticeRegistration.TooMany',
    info: 'A service has more VPC Lattice configurations than ECS takes.',
    explanation: 'ECS takes 5, and refuses the service with more.',
    remedy: 'Leave 5 entries in `VpcLatticeConfigurations`, and lead more requests to a target group by rules of its listener.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  },
  {
    id: 'LatticeRegistration.SamePort',
    info: 'A port is registered in one target group of VPC Lattice twice.',
    explanation: 'A port is one target of a target group; more requests are led to it by rules of the listener.',
    remedy: 'Leave one entry for the port and the target group, and add an `AWS::VpcLattice::Rule` that forwards to that.',
    source: CONFIGURATION,
  },
  {
    id: 'LatticeRegistration.UnknownPort',
    info: 'VPC Lattice is to reach a port that the task definition does not name.',
    explanation: 'ECS finds the port by the `Name` of a port mapping, and refuses the service where there is none.',
    remedy: 'Set `PortName` to the `Name` of a port mapping of the task definition, or give the mapping that `Name`.',
    source: CONFIGURATION,
  },
  {
    id: 'LatticeRegistration.Protocol',
    concerns: [RuleConcern.DEPLOYABILITY, RuleConcern.AVAILABILITY],
    info: 'VPC Lattice is to reach a port of UDP.',
    explanation: 'VPC Lattice carries HTTP, gRPC and TLS: health checks fail, and no request arrives.',
    remedy: 'Set `PortName` to a port mapping with the `Protocol` tcp.',
    source: CONFIGURATION,
  },
  {
    id: 'LatticeRegistration.NetworkMode',
    info: 'VPC Lattice is to reach tasks in a network mode without named ports.',
    explanation: 'Ports have names in the modes awsvpc and bridge only: ECS refuses the service in others.',
    remedy: 'Set `NetworkMode` of the task definition to awsvpc.',
  },
  {
    id: 'LatticeRegistration.NoRole',
    info: 'A VPC Lattice configuration has no role.',
    explanation: 'ECS registers tasks with that role, and refuses the service without one.',
    remedy: 'Set `RoleArn` to a role with AmazonECSInfrastructureRolePolicyForVpcLattice.',
    source: CONFIGURATION,
    satisfiedBy: 'LatticeRegistration: a role for its target group',
  },
  {
    id: 'LatticeRegistration.TargetType',
    info: 'A target group of VPC Lattice takes other targets than the tasks are.',
    explanation: 'Tasks in the mode awsvpc are registered by their address, others by their instance: ECS refuses the service.',
    remedy: 'Set `Type` of the `AWS::VpcLattice::TargetGroup` to IP for awsvpc, and to INSTANCE for bridge.',
    satisfiedBy: 'LatticeRegistration: the type follows the network mode',
  },
  {
    id: 'LatticeRegistration.NoAlternate',
    info: 'Deployments are to move the traffic of VPC Lattice, and have one target group.',
    explanation: 'The other revision is registered in a second target group: ECS refuses the deployment without it.',
    remedy: 'Write `AdvancedConfiguration` with `AlternateTargetGroupArn`, `ProductionListenerRule` and a role.',
    satisfiedBy: 'LatticeRegistration: makes two target groups',
  },
  {
    id: 'LatticeRegistration.NoWayIn',
    level: RuleLevel.WARNING,
    info: 'VPC Lattice reaches tasks at a port that no security group of their service opens.',
    explanation: 'Requests and health checks come from addresses of VPC Lattice: without a rule they time out, and the targets stay unhealthy.',
    remedy: 'Add an `AWS::EC2::SecurityGroupIngress` for the port from the prefix list com.amazonaws.<region>.vpc-lattice.',
    satisfiedBy: 'LatticeRegistration: opens the port to the prefix list',
  },
]);
