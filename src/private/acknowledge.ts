import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Acknowledgment, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { InlineRole } from './inline-role';
import { finalProperties } from './rendered';
import { SYSTEMS_MANAGER_CORE } from '../model/anywhere/systems-manager-core';

const UNSCOPED: Acknowledgment = {
  id: 'AwsSolutions-IAM5[Resource::*]',
  reason: 'ecr:GetAuthorizationToken, the ssmmessages channels of ECS Exec and Session Manager, what the agent of Systems Manager does on machines outside AWS, logs:DescribeLogGroups, the delivery of logs by Step Functions, ecs:DiscoverPollEndpoint, ecs:ListTasks, servicediscovery:DiscoverInstances, the lists of streams of DynamoDB and Kinesis, cloudwatch:PutMetricData, traces and sampling rules of X-Ray, activations of Systems Manager and the descriptions of managed nodes, the lists of listeners and rules of VPC Lattice and the descriptions of prefix lists, subnets, VPCs, instances, listeners, rules, target groups and target health are granted on every resource, as AWS documents them',
};
const MANAGED_INSTANCES: Acknowledgment = {
  id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances]',
  reason: 'ECS runs Managed Instances with it, and needs more of it as AWS adds to them: a copy would fall behind',
};
const CODE_DEPLOY: Acknowledgment = {
  id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSCodeDeployRoleForECS]',
  reason: 'CodeDeploy deploys with it, and needs more of it as AWS adds to it: a copy would fall behind',
};
const LATTICE: Acknowledgment = {
  id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice]',
  reason: 'ECS moves traffic between target groups of VPC Lattice with it, and AWS says nowhere else what it needs for that',
};
const VOLUMES: Acknowledgment = {
  id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes]',
  reason: 'ECS makes, attaches and deletes the disks of tasks with it, no others, and needs more of it as AWS adds to them: a copy would fall behind',
};
const ENCRYPTED_VOLUMES: Acknowledgment = {
  id: 'AwsSolutions-EC26',
  reason: 'the volumes are encrypted in the launch template, which the rule does not look for behind a mixed instances policy',
};
const DEAD_LETTERS: Acknowledgment = {
  id: 'AwsSolutions-SQS3',
  reason: 'the queue is itself for dead letters, of EventBridge, where the rule looks only for queues and functions that name it',
};

const RENEWED_SECRET: Acknowledgment = {
  id: 'AwsSolutions-SMG4',
  reason: 'what is in the secret is renewed in time by a schedule of its own, where the rule looks only for functions of Secrets Manager',
};

const BURST: readonly Acknowledgment[] = [
  { id: 'EcsPolicy-CapacitySplit.SpotOnly', reason: 'the tasks of the base run on demand, behind the same listener rule' },
  { id: 'EcsPolicy-Service.OneTask', reason: 'the tasks of the base answer behind the same listener rule' },
];

/** Findings that the library acknowledges, each true for every user of what it concerns. */
export const ACKNOWLEDGED: readonly Acknowledgment[] = [
  UNSCOPED, CODE_DEPLOY, MANAGED_INSTANCES, LATTICE, VOLUMES, ENCRYPTED_VOLUMES, DEAD_LETTERS, RENEWED_SECRET, ...BURST,
];

// Service Authorization Reference: no resource types, or as ECS Exec (DescribeLogGroups) and Session Manager (UpdateInstanceInformation) ask for it.
const UNSCOPED_ACTIONS = [
  ...SYSTEMS_MANAGER_CORE,
  'cloudwatch:PutMetricData',
  'dynamodb:ListStreams',
  'ec2:DescribeInstances',
  'ec2:DescribeManagedPrefixLists',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ecr:GetAuthorizationToken',
  'ecs:DiscoverPollEndpoint',
  'ecs:ListTasks',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'kinesis:ListStreams',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'servicediscovery:DiscoverInstances',
  'ssm:CreateActivation',
  'ssm:DeleteActivation',
  'ssm:DescribeActivations',
  'ssm:DescribeInstanceInformation',
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'vpc-lattice:ListListeners',
  'vpc-lattice:ListRules',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/**
 * Acknowledges grants on every resource of a role, or of the policies of a construct, if those are all actions that cannot be narrowed down.
 *
 * Decided at synth, per policy: one more grant on `*`, and the finding is the user's to see.
 */
export function acknowledgeUnscopedActions(role: IConstruct): void {
  role.node.addValidation({
    validate: () => {
      policiesOf(role)
        .filter(({ document }) => isUnscopedForGoodReason(document))
        .forEach(({ construct }) => Validations.of(construct).acknowledge(UNSCOPED));
      return [];
    },
  });
}

/** Acknowledges the managed policy with which ECS runs Managed Instances. */
export function acknowledgeManagedInstancesPolicy(role: iam.IRole): void {
  record(role, MANAGED_INSTANCES);
}

/** Acknowledges the managed policy with which CodeDeploy deploys to ECS. */
export function acknowledgeCodeDeployPolicy(role: iam.IRole): void {
  record(role, CODE_DEPLOY);
}

/** Acknowledges the managed policy with which ECS moves traffic in VPC Lattice. */
export function acknowledgeLatticePolicy(role: iam.IRole): void {
  record(role, LATTICE);
}

/** Acknowledges the managed policy with which ECS manages the disks of tasks. */
export function acknowledgeVolumesPolicy(role: iam.IRole): void {
  record(role, VOLUMES);
}

/** Acknowledges what the validator of older versions of the core library says of a property that they do not know. */
export function acknowledgeLatticeShift(service: CfnResource): void {
  Validations.of(service).acknowledge({
    id: 'CloudFormation-Validate::F3002',
    reason: 'AdvancedConfiguration of VpcLatticeConfigurations is younger than the schema of the oldest supported aws-cdk-lib',
  });
}

/** Acknowledges a role's grant to read the listeners and rules of VPC Lattice in an account. */
export function acknowledgeLatticeListeners(role: iam.IRole, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is to read listeners and rules, which an update may move from one service to another');
}

/** Acknowledges a caller's grant on every path of one service of VPC Lattice. */
export function acknowledgeLatticeRequests(role: iam.IRole, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is for requests to one service, and the paths of a service are part of the resource');
}

/** Acknowledges a task role's grant to read the objects of a bucket that it has mounted. */
export function acknowledgeVolumeObjects(role: iam.IRole, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is to read the objects of one bucket, or below one prefix, that are mounted as files');
}

/** Acknowledges a role's grant on all container instances of one cluster: nobody knows their names before they start. */
export function acknowledgeContainerInstances(role: IConstruct, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is for the container instances of one cluster, whose names are not known before they start');
}

/** Acknowledges a grant on managed nodes, bound to the tag of their fleet: nobody knows their ids before they register. */
export function acknowledgeMachines(policy: IConstruct, resource: string): void {
  acknowledgeResource(policy, resource, 'the grant is for machines with the tag of one fleet, whose ids are not known before they register');
}

/** Acknowledges a secret whose value is renewed by a schedule of this library. */
export function acknowledgeRenewedSecret(secret: IConstruct): void {
  Validations.of(secret).acknowledge(RENEWED_SECRET);
}

/** Acknowledges a role's grant to start any revision of one task definition: an older one may be started while the next is deployed. */
export function acknowledgeTaskRevisions(role: IConstruct, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is for one task definition, any of whose revisions may be started while the next one is deployed');
}

/** Acknowledges a queue for dead letters of a rule, a schedule or a pipe: the rule of cdk-nag looks for queues and functions that name it. */
export function acknowledgeDeadLetterQueue(queue: sqs.IQueue): void {
  Validations.of(queue).acknowledge(DEAD_LETTERS);
}

/** Acknowledges a grant to read the log streams of one container: they are named after the tasks, whose ids are not known before they run. */
export function acknowledgeLogStreams(policy: IConstruct, resource: string): void {
  acknowledgeResource(policy, resource, 'the grant is to read the log streams of one container, which are named after tasks that have still to run');
}

/** Acknowledges a role's grant on all tasks of one cluster: nobody knows their ids before they run. */
export function acknowledgeTasks(role: IConstruct, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is for the tasks of one cluster, whose ids are not known before they run');
}

/** Acknowledges the address of a queue in a container, if that is the only plain value of its task definition: it opens nothing. */
export function acknowledgeQueueAddress(taskDefinition: CfnResource, variable: string): void {
  taskDefinition.node.addValidation({
    validate: () => {
      const values = (finalProperties(taskDefinition).ContainerDefinitions ?? []).flatMap(({ Environment: environment = [] }: any) => environment);
      if (values.every(({ Name: name }: any) => name === variable)) record(taskDefinition, { id: 'AwsSolutions-ECS2', reason: 'the only plain value is the address of a queue, which opens nothing' });
      return [];
    },
  });
}

/** Acknowledges a role's grant on the secrets in which Service Connect keeps its certificates: ECS names them when it makes them. */
export function acknowledgeServiceConnectSecrets(role: iam.IRole, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is for the secrets that ECS makes for the certificates of Service Connect, and that nobody else can name so');
}

/** Acknowledges a role's grant to write objects of logs under one prefix of a bucket: the router names them when it writes them. */
export function acknowledgeLogObjects(role: iam.IRole, resource: string): void {
  acknowledgeResource(role, resource, 'the grant is to write objects of logs under one prefix, which the log router names when it writes them');
}

function acknowledgeResource(role: IConstruct, resource: string, reason: string): void {
  role.node.addValidation({
    validate: () => {
      record(role, { id: `AwsSolutions-IAM5[Resource::${flat(Stack.of(role).resolve(resource))}]`, reason });
      return [];
    },
  });
}

/** Acknowledges the volumes of a group with a mixed instances policy, if its launch template still encrypts each of them. */
export function acknowledgeEncryptedVolumes(group: IConstruct, launchTemplate: ec2.CfnLaunchTemplate): void {
  group.node.addValidation({
    validate: () => {
      const { blockDeviceMappings = [] } = Stack.of(group).resolve(launchTemplate.launchTemplateData);
      if (blockDeviceMappings.length > 0 && blockDeviceMappings.every(({ ebs }: any) => ebs?.encrypted === true)) {
        Validations.of(group).acknowledge(ENCRYPTED_VOLUMES);
      }
      return [];
    },
  });
}

/** What `Validations.acknowledge` does, except that it takes the `::` of an ARN for the end of a prefix and throws. */
function record(construct: IConstruct, { id, reason }: Acknowledgment): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
}

/** A value of the template as cdk-nag writes it into the ids of its findings. */
function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  if (value['Fn::ImportValue']) return flat(value['Fn::ImportValue']);
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  return value.Ref ? `<${value.Ref}>` : JSON.stringify(value);
}

interface HeldPolicy {
  readonly construct: IConstruct;
  readonly document: iam.PolicyDocument;
}

function policiesOf(role: IConstruct): HeldPolicy[] {
  const inline = role instanceof InlineRole && role.node.defaultChild ? [{ construct: role.node.defaultChild, document: role.inlineDocument }] : [];
  const children = role.node.children.filter((child) => child instanceof iam.Policy);
  return [...inline, ...children.map((policy) => ({ construct: policy, document: policy.document }))];
}

function isUnscopedForGoodReason(document: iam.PolicyDocument): boolean {
  const unscoped = statementsOf(document).filter(({ Effect: effect, Resource: resource }) => effect === 'Allow' && [resource].flat().includes('*'));
  return unscoped.length > 0
    && unscoped.every((statement) => [statement.Action].flat().every((action) => UNSCOPED_ACTIONS.includes(action)));
}

interface RenderedStatement {
  readonly Action: string | string[];
  readonly Effect: string;
  readonly Resource: string | string[];
}

function statementsOf(document: iam.PolicyDocument): RenderedStatement[] {
  return document.toJSON()?.Statement ?? [];
}

/** Acknowledges that a burst has neither capacity on demand nor tasks of its own at all times. */
export function acknowledgeBurst(burst: IConstruct): void {
  Validations.of(burst).acknowledge(...BURST);
}
