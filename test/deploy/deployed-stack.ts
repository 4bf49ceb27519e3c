import { readFileSync } from 'node:fs';
import { Clients } from './clients';
import { ACCOUNT, REGION } from './control-plane';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
}

const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com',
};

/** A stack as it was written, and the ids of what was made of it. */
export class DeployedStack {
  public static async of(clients: Clients, name: string, templateFile: string): Promise<DeployedStack> {
    const template = JSON.parse(readFileSync(templateFile, 'utf8'));
    const { StackResources = [] } = await clients.cloudFormation.describeStackResources({ StackName: name });
    const made = StackResources.map(({ LogicalResourceId, ResourceType, PhysicalResourceId }) =>
      [LogicalResourceId!, { type: ResourceType, id: PhysicalResourceId }] as const);
    const { Stacks = [] } = await clients.cloudFormation.describeStacks({});
    const outputs = Object.fromEntries(Stacks.flatMap(({ StackName, Outputs = [] }) =>
      Outputs.flatMap(({ OutputKey, ExportName, OutputValue }) => [[`${StackName}.${OutputKey}`, OutputValue!], [ExportName, OutputValue!]])));
    return new DeployedStack(name, template.Resources, new Map(made), outputs);
  }

  private constructor(
    public readonly name: string,
    public readonly resources: Record<string, TemplateResource>,
    private readonly made: ReadonlyMap<string, { type?: string; id?: string }>,
    private readonly outputs: Record<string, string>,
  ) {}

  /** The logical ids that have no resource of their type with a physical id. */
  public get missing(): string[] {
    return Object.keys(this.resources).filter((id) => !this.made.get(id)?.id || this.made.get(id)?.type !== this.resources[id].Type);
  }

  /** The types of what was not made, and is said not to be. */
  public get notCovered(): string[] {
    return Object.keys(this.resources).filter((id) => this.id(id).startsWith('not-covered-')).map((id) => this.resources[id].Type);
  }

  public id(logicalId: string): string {
    const id = this.made.get(logicalId)?.id;
    if (id === undefined) throw new Error(`${this.name} has no ${logicalId}`);
    return id;
  }

  /** The physical ids of the resources of a type under a construct. */
  public idsUnder(path: string, type: string): string[] {
    return Object.entries(this.resources)
      .filter(([, resource]) => resource.Type === type && resource.Metadata?.['aws:cdk:path']?.startsWith(`${this.name}/${path}/`))
      .map(([logicalId]) => this.id(logicalId));
  }

  /** The only resource of a type under a construct. */
  public idUnder(path: string, type: string): string {
    const ids = this.idsUnder(path, type);
    if (ids.length !== 1) throw new Error(`${this.name}/${path} has ${ids.length} resources ${type}`);
    return ids[0];
  }

  /** A value of the template with what it refers to, found out apart from the control plane. */
  public resolved(value: any): any {
    if (Array.isArray(value)) return value.map((item) => this.resolved(item));
    if (value === null || typeof value !== 'object') return value;
    const [name] = Object.keys(value);
    const argument = value[name];
    switch (name) {
      case 'Ref': return this.reference(argument);
      case 'Fn::GetAtt': return this.attribute(argument[0], argument[1]);
      case 'Fn::Join': return this.resolved(argument[1]).join(argument[0]);
      case 'Fn::Split': return this.resolved(argument[1]).split(argument[0]);
      case 'Fn::Select': return this.resolved(argument[1])[argument[0]];
      case 'Fn::ImportValue': return this.outputs[argument];
      case 'Fn::GetStackOutput': return this.outputs[`${argument.StackName}.${argument.OutputName}`];
      default: return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolved(item)]));
    }
  }

  private reference(name: string): string {
    return PSEUDO_PARAMETERS[name] ?? this.id(name);
  }

  /** What the documentation says that an attribute is, made of the physical id. */
  private attribute(logicalId: string, name: string): string {
    const id = this.id(logicalId);
    const { Type } = this.resources[logicalId];
    const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
    const lastOf = (separator: string) => id.split(separator).at(-1)!;
    switch (`${Type}.${name}`) {
      case 'AWS::EC2::SecurityGroup.GroupId': return id;
      case 'AWS::EC2::LaunchTemplate.LatestVersionNumber': return '1';
      case 'AWS::ECS::Cluster.Arn': return arn('ecs', `cluster/${id}`);
      case 'AWS::ECS::Service.Name': return lastOf('/');
      case 'AWS::ElasticLoadBalancingV2::TargetGroup.TargetGroupFullName': return lastOf(':');
      case 'AWS::ElasticLoadBalancingV2::TargetGroup.TargetGroupName': return id.split('/')[1];
      case 'AWS::IAM::Role.Arn': return `arn:aws:iam::${ACCOUNT}:role/${id}`;
      case 'AWS::Lambda::Function.Arn': return arn('lambda', `function:${id}`);
      case 'AWS::SQS::Queue.Arn': return arn('sqs', lastOf('/'));
      case 'AWS::SQS::Queue.QueueName': return lastOf('/');
      case 'AWS::ServiceDiscovery::HttpNamespace.Arn': return arn('servicediscovery', `namespace/${id}`);
      case 'AWS::ServiceDiscovery::PrivateDnsNamespace.Id': return id;
      case 'AWS::ServiceDiscovery::Service.Arn': return arn('servicediscovery', `service/${id}`);
      case 'AWS::VpcLattice::Service.Arn':
      case 'AWS::VpcLattice::ServiceNetwork.Arn':
      case 'AWS::VpcLattice::TargetGroup.Arn': return id;
      case 'Custom::EcsLiveWeights.Primary': return '100';
      case 'Custom::EcsLiveWeights.Alternate': return '0';
      default: throw new Error(`nobody has written what ${Type}.${name} is`);
    }
  }
}
