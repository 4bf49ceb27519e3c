import { Json, merged } from '../kit';
import { ec2Service, fargateService, Patches } from '../templates';

/** Patches of what Cloud Map has of a service, besides those of the service. */
export interface RegistryPatches extends Patches {
  /** Properties of the service in Cloud Map. */
  readonly cloudMap?: Json;
  /** The registry of the ECS service. */
  readonly registry?: Json;
  /** Type of the namespace. */
  readonly namespace?: string;
}

/** A service on Fargate that Cloud Map has a name for. */
export function registered(patches: RegistryPatches = {}): Json {
  return fargateService(withRegistry(patches));
}

/** The same on instances, by their ports. */
export function registeredOnInstances({ cloudMap, registry, ...patches }: RegistryPatches = {}): Json {
  return ec2Service(withRegistry({
    ...patches,
    cloudMap: merged({ DnsConfig: { DnsRecords: [{ Type: 'SRV', TTL: 10 }] } }, cloudMap ?? {}),
    registry: merged({ ContainerName: 'web', ContainerPort: 80 }, registry ?? {}),
  }));
}

/** A service on Fargate in Service Connect, whose one endpoint others may call; `config` is its configuration, `endpoint` the entry. */
export function connected({ config = {}, endpoint = {}, ...patches }: ConnectPatches = {}): Json {
  return fargateService(withServiceConnect(config, endpoint, patches));
}

/** The same on instances. */
export function connectedOnInstances({ config = {}, endpoint = {}, ...patches }: ConnectPatches = {}): Json {
  return ec2Service(withServiceConnect(config, endpoint, patches));
}

/** Patches of a Service Connect configuration, besides those of the service. */
export interface ConnectPatches extends Patches {
  readonly config?: Json;
  readonly endpoint?: Json;
}

/** The template with a second service beside the first, as it is but for a patch. */
export function withSecond(template: Json, patch: Json): Json {
  const { Service: service } = template.Resources;
  return merged(template, { Resources: { Second: merged(service, patch) } });
}

/** A service on Fargate that VPC Lattice reaches; `lattice` is its one configuration. */
export function inLattice({ lattice = {}, ...patches }: Patches & { readonly lattice?: Json } = {}): Json {
  return fargateService(withLattice(lattice, patches));
}

/** The same on instances. */
export function inLatticeOnInstances({ lattice = {}, ...patches }: Patches & { readonly lattice?: Json } = {}): Json {
  return ec2Service(withLattice(lattice, merged({ resources: { Targets: { Properties: { Type: 'INSTANCE' } } } }, patches)));
}

/** A service on machines outside AWS. */
export function outside({ service = {}, ...patches }: Patches = {}): Json {
  return ec2Service({
    ...patches,
    task: merged({ RequiresCompatibilities: ['EXTERNAL'] }, patches.task ?? {}),
    service: merged({ LaunchType: 'EXTERNAL', NetworkConfiguration: undefined, AvailabilityZoneRebalancing: 'DISABLED' }, service),
  });
}

/** A role of machines outside AWS, beside a service that runs there. */
export function machineRole(patch: Json = {}, resources: Json = {}): Json {
  return outside({
    resources: merged({
      MachineRole: {
        Type: 'AWS::IAM::Role',
        Properties: merged({
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ssm.amazonaws.com' } }] },
          ManagedPolicyArns: [
            'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore', 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
          ],
        }, patch),
      },
    }, resources),
  });
}

function withRegistry({ cloudMap = {}, namespace = 'PrivateDnsNamespace', registry = {}, service = {}, resources = {}, ...patches }: RegistryPatches): Patches {
  return {
    ...patches,
    service: merged({ ServiceRegistries: [merged({ RegistryArn: { 'Fn::GetAtt': ['Registry', 'Arn'] } }, registry)] }, service),
    resources: merged({
      Namespace: { Type: `AWS::ServiceDiscovery::${namespace}`, Properties: { Name: 'shop.local' } },
      Registry: {
        Type: 'AWS::ServiceDiscovery::Service',
        Properties: merged({
          Name: 'web',
          NamespaceId: { 'Fn::GetAtt': ['Namespace', 'Id'] },
          HealthCheckCustomConfig: { FailureThreshold: 1 },
          DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] },
        }, cloudMap),
      },
    }, resources),
  };
}

function withServiceConnect(config: Json, endpoint: Json, { task = {}, service = {}, resources = {}, ...patches }: Patches): Patches {
  return {
    ...patches,
    task: { Cpu: '1024', Memory: '2048', ...task },
    service: merged({
      ServiceConnectConfiguration: merged({
        Enabled: true,
        Namespace: { 'Fn::GetAtt': ['Mesh', 'Arn'] },
        Services: [merged({ PortName: 'http', DiscoveryName: 'web', ClientAliases: [{ DnsName: 'web', Port: 80 }] }, endpoint)],
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Logs' }, 'awslogs-stream-prefix': 'proxy' } },
      }, config),
    }, service),
    resources: merged({ Mesh: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'shop' } } }, resources),
  };
}

function withLattice(lattice: Json, { service = {}, resources = {}, ...patches }: Patches): Patches {
  return {
    ...patches,
    service: merged({
      VpcLatticeConfigurations: [merged({
        PortName: 'http', RoleArn: { 'Fn::GetAtt': ['LatticeRole', 'Arn'] }, TargetGroupArn: { 'Fn::GetAtt': ['Targets', 'Arn'] },
      }, lattice)],
    }, service),
    resources: merged({
      LatticeRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }] },
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice'],
        },
      },
      ServiceGroup: { Properties: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourcePrefixListId: 'pl-1' }] } },
      Targets: { Type: 'AWS::VpcLattice::TargetGroup', Properties: { Type: 'IP', Config: { Port: 80, Protocol: 'HTTP', VpcIdentifier: 'vpc-1' } } },
    }, resources),
  };
}
