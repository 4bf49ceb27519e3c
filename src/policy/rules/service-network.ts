import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { DEPLOYABILITY, SECURITY } = RuleConcern;
const PUBLIC_IP = [
  { standard: RuleStandard.SECURITY_HUB, id: 'ECS.2' },
  { standard: RuleStandard.SECURITY_HUB, id: 'ECS.16' },
  { standard: RuleStandard.CONTROL_TOWER, id: 'CT.ECS.PR.9' },
  { standard: RuleStandard.CHECKOV, id: 'CKV_AWS_333' },
  { standard: RuleStandard.KICS, id: 'c0c26068-fdf0-40e5-9b3b-fc8a5f585d2e' },
];

export const SERVICE_NETWORK_RULES = rules({
  level: RuleLevel.ERROR,
  concerns: [DEPLOYABILITY],
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html',
}, [
  {
    id: 'Awsvpc.Subnets',
    info: 'A service names no subnet, or more than it can.',
    explanation: 'ECS takes 1 to 16 subnets of one VPC, and refuses the service otherwise.',
    remedy: 'Name 1 to 16 subnets in `AwsvpcConfiguration`.',
    satisfiedBy: 'ServiceNetwork is checked',
  },
  {
    id: 'Awsvpc.TwoVpcs',
    info: 'A service names subnets of two VPCs.',
    explanation: 'The security groups of its tasks are of one VPC, and so must its subnets be: ECS refuses the service.',
    remedy: 'Name subnets with the same `VpcId`.',
    satisfiedBy: 'ServiceNetwork: subnets of the VPC of the cluster',
  },
  {
    id: 'Awsvpc.SecurityGroups',
    info: 'A service names more security groups than it can.',
    explanation: 'ECS takes 5 security groups at the most, and refuses the service otherwise.',
    remedy: 'Name 1 to 5 groups in `SecurityGroups`.',
    satisfiedBy: 'ServiceNetwork: a security group of its own',
  },
  {
    id: 'Awsvpc.DefaultSecurityGroup',
    level: RuleLevel.WARNING,
    concerns: [SECURITY],
    info: 'A service names no security group.',
    explanation: 'Its tasks then have the default group of the VPC, whose members reach each other on every port: whatever else names no group is among them.',
    remedy: 'Name an `AWS::EC2::SecurityGroup` of the service in `SecurityGroups`.',
    satisfiedBy: 'ServiceNetwork: a security group of its own',
  },
  {
    id: 'Awsvpc.Missing',
    equals: ['E3052'],
    info: 'A service whose tasks have the network mode awsvpc does not say where they are.',
    explanation: 'ECS refuses the service: each task gets a network interface in one of its subnets.',
    remedy: 'Write `NetworkConfiguration` with an `AwsvpcConfiguration`.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',
    satisfiedBy: 'The service constructs: private subnets of the VPC',
  },
  {
    id: 'ServiceNetwork.NoInterface',
    info: 'A service has a network for tasks that have no interface of their own.',
    explanation: 'ECS refuses `NetworkConfiguration` with any network mode other than awsvpc.',
    remedy: 'Leave `NetworkConfiguration` out, or set `NetworkMode` of the task definition to awsvpc.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
    satisfiedBy: 'ServiceNetwork is checked',
  },
  {
    id: 'NetworkMode.PublicIp',
    concerns: [DEPLOYABILITY, SECURITY],
    controls: PUBLIC_IP,
    info: 'Tasks on instances are to get public addresses.',
    explanation: 'ECS refuses a public address for tasks that do not run on Fargate: their network interfaces never get one.',
    remedy: 'Set `AssignPublicIp` to `DISABLED`, and name subnets with a route to a NAT gateway.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',
    satisfiedBy: 'ServiceNetwork is checked',
  },
  {
    id: 'ServiceNetwork.PublicIp',
    level: RuleLevel.WARNING,
    concerns: [SECURITY],
    controls: PUBLIC_IP,
    info: 'Tasks get public addresses.',
    explanation: 'A task with a public address can be reached from the internet as soon as a security group allows it.',
    remedy: 'Set `AssignPublicIp` to `DISABLED`, and name subnets with a route to a NAT gateway or VPC endpoints.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',
    satisfiedBy: 'ServiceNetwork: no public address',
  },
  {
    id: 'ServiceNetwork.NoRouteOut',
    level: RuleLevel.WARNING,
    info: 'Tasks without a public address are in public subnets.',
    explanation: 'An internet gateway serves public addresses only: the tasks cannot pull their image, and stop before they have started.',
    remedy: 'Name subnets with a route to a NAT gateway, add VPC endpoints, or set `AssignPublicIp` to `ENABLED`.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',
    satisfiedBy: 'ServiceNetwork: private subnets',
  },
]);

export const PRIVATE_ENDPOINT_RULES = rules({
  level: RuleLevel.WARNING,
  concerns: [DEPLOYABILITY],
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
  satisfiedBy: 'PrivateEndpoints: the endpoints that the services of a VPC need',
}, [
  {
    id: 'PrivateEndpoints.Missing',
    info: 'Tasks in subnets without a way out lack VPC endpoints.',
    explanation: 'Images, logs and secrets are out of reach, so that the tasks stop before they have started.',
    remedy: 'Add the `AWS::EC2::VPCEndpoint` resources that are named, or a default route to a NAT gateway.',
  },
  {
    id: 'PrivateEndpoints.NoWayIn',
    info: 'Tasks in subnets without a way out need VPC endpoints that let nobody in.',
    explanation: 'A security group of the endpoints has no rule for port 443: images, logs and secrets time out, so that the tasks stop before they have started.',
    remedy: 'Add an ingress rule for TCP port 443 from the security groups of the tasks, or from the VPC, to that of the endpoints.',
  },
  {
    id: 'PrivateEndpoints.PublicImage',
    info: 'Tasks in subnets without a way out take their image from a public registry.',
    explanation: 'No VPC endpoint leads to registries on the internet: the image cannot be pulled.',
    remedy: 'Copy the image to ECR, or add a default route to a NAT gateway.',
    satisfiedBy: '-',
  },
  {
    id: 'PrivateEndpoints.DualStackImage',
    info: 'Tasks in subnets without a way out take their image from the dual-stack host of ECR.',
    explanation: 'The VPC endpoints of ECR serve its IPv4 host only: the image cannot be pulled.',
    remedy: 'Name the image by the host <account>.dkr.ecr.<region>.amazonaws.com, or add a default route.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html',
    satisfiedBy: '-',
  },
]);
