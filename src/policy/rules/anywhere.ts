import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const { AVAILABILITY, DEPLOYABILITY } = RuleConcern;
const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html';
const ROLE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html';

const SERVICE_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: GUIDE, satisfiedBy: 'EdgeService refuses it' }, [
  {
    id: 'ExternalService.LoadBalancer',
    info: 'A service on machines outside AWS names a load balancer.',
    explanation: 'ECS registers none of these machines with a load balancer, and refuses the service.',
    remedy: 'Leave `LoadBalancers` out; let tasks push their results to SQS or S3, or run what is called on Fargate.',
  },
  {
    id: 'ExternalService.CloudMap',
    info: 'A service on machines outside AWS names a registry.',
    explanation: 'Its tasks have no address in the VPC that Cloud Map could hold: ECS refuses the service.',
    remedy: 'Leave `ServiceRegistries` out, and give clients the address of the machine.',
  },
  {
    id: 'ExternalService.ServiceConnect',
    info: 'A service on machines outside AWS is in Service Connect.',
    explanation: 'The proxies talk to each other in a VPC, and the agent outside of it has none: ECS refuses the service.',
    remedy: 'Leave `ServiceConnectConfiguration` out, and let the tasks call a load balancer.',
  },
  {
    id: 'ExternalService.Lattice',
    info: 'A service on machines outside AWS has VPC Lattice configurations.',
    explanation: 'VPC Lattice reaches targets in a VPC only: ECS refuses the service.',
    remedy: 'Leave `VpcLatticeConfigurations` out, or run what is called on Fargate or EC2.',
  },
  {
    id: 'ExternalService.Network',
    info: 'A service on machines outside AWS names subnets and security groups.',
    explanation: 'There are no network interfaces outside of a VPC: ECS refuses the service.',
    remedy: 'Leave `NetworkConfiguration` out, and set `NetworkMode` of the task definition to bridge or host.',
  },
  {
    id: 'ExternalService.CapacityProviders',
    info: 'A service on machines outside AWS names capacity providers.',
    explanation: 'A capacity provider starts capacity in AWS, and ECS takes it or a launch type, never both.',
    remedy: 'Leave `CapacityProviderStrategy` out beside the `LaunchType` EXTERNAL.',
  },
  {
    id: 'ExternalService.Volumes',
    info: 'A service on machines outside AWS names EBS volumes.',
    explanation: 'EBS attaches volumes to what runs in AWS only: the tasks do not start.',
    remedy: 'Leave `VolumeConfigurations` out, and mount a directory of the machine.',
  },
  {
    id: 'ExternalService.Controller',
    info: 'A service on machines outside AWS is deployed by something other than ECS.',
    explanation: 'What CodeDeploy and task sets shift traffic with, these machines do not have.',
    remedy: 'Leave `DeploymentController` out.',
  },
  {
    id: 'ExternalService.Strategy',
    info: 'Deployments of a service on machines outside AWS are to move traffic.',
    explanation: 'No load balancer and no Service Connect is there that could move it: ECS refuses the service.',
    remedy: 'Set `Strategy` of `DeploymentConfiguration` to ROLLING, or leave it out.',
  },
  {
    id: 'ExternalService.Rebalancing',
    info: 'Tasks on machines outside AWS are to be evened out over availability zones.',
    explanation: 'These machines are in no availability zone: ECS refuses the service.',
    remedy: 'Set `AvailabilityZoneRebalancing` to DISABLED.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
    satisfiedBy: 'EdgeService: DISABLED',
  },
  {
    id: 'ExternalService.Scaling',
    level: RuleLevel.WARNING,
    concerns: [AVAILABILITY],
    info: 'Application Auto Scaling sets the number of tasks on machines outside AWS.',
    explanation: 'It starts no machines, and AWS does not say whether it scales services of the launch type EXTERNAL: tasks beyond what the machines hold stay pending.',
    remedy: 'Set `DesiredCount`, and leave the scalable target out.',
    satisfiedBy: 'EdgeService: has no scaling',
  },
]);

const TASK_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: GUIDE, satisfiedBy: 'EdgeService refuses it' }, [
  {
    id: 'ExternalTask.Windows',
    info: 'A task on machines outside AWS is for Windows.',
    explanation: 'ECS Anywhere supports Windows no more since 7 August 2026: no machine takes the task.',
    remedy: 'Set `OperatingSystemFamily` to LINUX, or run the task on EC2 or Fargate.',
  },
  {
    id: 'ExternalTask.FaultInjection',
    info: 'A task on machines outside AWS lets faults be injected.',
    explanation: 'The agent on these machines injects none, and does not offer it: the task stays pending.',
    remedy: 'Leave `EnableFaultInjection` out.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection.html',
  },
  {
    id: 'ExternalTask.NeuronDevices',
    info: 'A task on machines outside AWS asks for AWS Inferentia or Trainium devices.',
    explanation: 'Only instances of EC2 have them: the task stays pending.',
    remedy: 'Leave the `ResourceRequirements` of the type NeuronDevice out, or run the task on EC2.',
  },
  {
    id: 'ExternalTask.LogDriver',
    level: RuleLevel.WARNING,
    info: 'A container on machines outside AWS logs by a driver that their agent does not offer.',
    explanation: 'ECS finds no machine with the driver unless ECS_AVAILABLE_LOGGING_DRIVERS names it there: the task stays pending.',
    remedy: 'Set `LogDriver` to awslogs, awsfirelens, fluentd, json-file or syslog.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html',
    satisfiedBy: 'EdgeService: awslogs',
  },
]);

const ROLE_RULES = rules({ concerns: [DEPLOYABILITY, AVAILABILITY], level: RuleLevel.WARNING, source: ROLE }, [
  {
    id: 'AnywhereRole.NotTrusted',
    concerns: [DEPLOYABILITY],
    info: 'Systems Manager may not assume the role of machines outside AWS.',
    explanation: 'Systems Manager gives registered machines their credentials: an activation with that role is refused.',
    remedy: 'Write ssm.amazonaws.com as the `Service` of the `Principal` in `AssumeRolePolicyDocument`.',
    satisfiedBy: 'EcsAnywhereFleet: ssm.amazonaws.com, for activations of the account',
  },
  {
    id: 'AnywhereRole.NoCore',
    level: RuleLevel.ERROR,
    info: 'The role of machines outside AWS lets them not report to Systems Manager.',
    explanation: 'Their agent cannot fetch credentials again once the first have run out, so that machines leave their cluster.',
    remedy: 'Add `AmazonSSMManagedInstanceCore` to `ManagedPolicyArns`.',
    satisfiedBy: 'EcsAnywhereFleet: what the agent of Systems Manager needs',
  },
  {
    id: 'AnywhereRole.NoAgent',
    info: 'The role of machines outside AWS does not let them join a cluster.',
    explanation: 'The agent of ECS registers the machine with that role: without its actions no machine appears in the cluster, and tasks stay pending.',
    remedy: 'Add `AmazonEC2ContainerServiceforEC2Role` to `ManagedPolicyArns`.',
    satisfiedBy: 'EcsAnywhereFleet: what the agent of ECS needs in its cluster',
  },
]);

/** Machines outside AWS, and what runs there. */
export const ANYWHERE_RULES = [...SERVICE_RULES, ...TASK_RULES, ...ROLE_RULES];
