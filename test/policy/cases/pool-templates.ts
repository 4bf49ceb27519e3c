import { Json, merged } from '../kit';
import { ec2Service, Patches } from '../templates';

/** Patches of what stands behind a capacity provider. */
export interface PoolPatches extends Patches {
  readonly provider?: Json;
  readonly group?: Json;
  readonly launch?: Json;
  /** Name of the stored parameter with the image. */
  readonly image?: string;
}

export const ARM_IMAGE = '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id';
export const X86_IMAGE = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';

/** User data, with the cluster where the text has `${Cluster}`. */
export function userData(text: string): Json {
  return { 'Fn::Base64': { 'Fn::Sub': text } };
}

/** A service on an Auto Scaling group of m7g.large that ECS scales. */
export function pooled(
  { group = {}, image = ARM_IMAGE, launch = {}, provider = {}, resources = {}, service = {}, ...patches }: PoolPatches = {},
): Json {
  return merged(ec2Service({
    ...patches,
    service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }], ...service },
    resources: merged({
      Service: { DependsOn: 'Association' },
      Association: associationOf({ Ref: 'Provider' }),
      Provider: {
        Type: 'AWS::ECS::CapacityProvider',
        Properties: merged({
          AutoScalingGroupProvider: {
            AutoScalingGroupArn: { Ref: 'Group' },
            ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 },
            ManagedTerminationProtection: 'ENABLED',
          },
        }, provider),
      },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: merged({
          MinSize: '1',
          MaxSize: '10',
          LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' }, Version: { 'Fn::GetAtt': ['Launch', 'LatestVersionNumber'] } },
          NewInstancesProtectedFromScaleIn: true,
          VPCZoneIdentifier: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
          Tags: [{ Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true }],
        }, group),
      },
      Launch: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: merged({
            ImageId: { Ref: 'Image' },
            InstanceType: 'm7g.large',
            MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
            UserData: userData("#!/bin/bash\ncat <<'END' >> /etc/ecs/ecs.config\nECS_CLUSTER=${Cluster}\nECS_AWSVPC_BLOCK_IMDS=true\nEND"),
          }, launch),
        },
      },
      SubnetA: subnet(0),
      SubnetB: subnet(1),
    }, resources),
  }), { Parameters: { Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: image } } });
}

/** A service with network interfaces of its own on the same group. */
export function awsvpcPooled({ service = {}, task = {}, ...patches }: PoolPatches = {}): Json {
  return pooled({
    ...patches,
    task: { NetworkMode: 'awsvpc', ...task },
    service: {
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: undefined, Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroups: [{ 'Fn::GetAtt': ['ServiceGroup', 'GroupId'] }],
        },
      },
      ...service,
    },
  });
}

/** A service on Managed Instances. */
export function managed({ provider = {}, service = {}, task = {}, ...patches }: PoolPatches = {}): Json {
  const { Resources: { Association, Group, Launch, Provider, ...Resources }, ...template } = awsvpcPooled({
    ...patches, service, task: { RequiresCompatibilities: ['MANAGED_INSTANCES'], ...task },
  });
  return merged({ ...template, Resources }, {
    Resources: {
      Service: { DependsOn: undefined },
      Provider: {
        Type: 'AWS::ECS::CapacityProvider',
        Properties: merged({
          ClusterName: { Ref: 'Cluster' },
          ManagedInstancesProvider: {
            InfrastructureRoleArn: 'arn:aws:iam::123456789012:role/infrastructure',
            InstanceLaunchTemplate: {
              Ec2InstanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/instances',
              NetworkConfiguration: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroups: ['sg-1'] },
            },
          },
        }, provider),
      },
    },
  });
}

/** The association of the cluster with such capacity providers. */
export function associationOf(...providers: Json[]): Json {
  return {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: { Cluster: { Ref: 'Cluster' }, CapacityProviders: providers, DefaultCapacityProviderStrategy: [] },
  };
}

function subnet(index: number): Json {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] } } };
}
