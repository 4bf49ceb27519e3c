import { awsvpcPooled, pooled, userData, X86_IMAGE } from './pool-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';

const AL2 = '/aws/service/ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id';
const ECS_1 = '/aws/service/bottlerocket/aws-ecs-1/arm64/latest/image_id';
const APPEND = '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n';

// An instance holds two of them by its memory, and by its network interfaces.
const ROOMY = { task: { Memory: '3072' } };

function imaged(imageId: Json, parameter: Json = {}): Json {
  return merged(pooled({ launch: { ImageId: imageId } }), { Parameters: { Image: parameter } });
}

export const MACHINE_CASES: readonly RuleCase[] = [
  {
    id: 'MachineImage.AmazonLinux2',
    good: imaged('{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id}}'),
    bad: pooled({ image: AL2 }),
    tokens: imaged({ Ref: 'Image' }, { Type: 'AWS::EC2::Image::Id', Default: AL2 }),
    at: 'Launch Properties.LaunchTemplateData.ImageId',
    message: '`LaunchTemplateData.ImageId` must not be Amazon Linux 2, whose ECS-optimized image lost support on 30 June 2026, got /aws/service/ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id',
  },
  {
    id: 'MachineImage.Ended',
    good: imaged('{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id}}'),
    bad: pooled({ image: ECS_1 }),
    tokens: imaged({ Ref: 'Image' }, { Type: 'AWS::EC2::Image::Id', Default: ECS_1 }),
    at: 'Launch Properties.LaunchTemplateData.ImageId',
    message: '`LaunchTemplateData.ImageId` must not be Bottlerocket aws-ecs-1, whose ECS-optimized image has had no patches since 24 July 2025, '
      + 'got /aws/service/bottlerocket/aws-ecs-1/arm64/latest/image_id',
  },
  {
    id: 'MachineImage.Architecture',
    good: pooled({ image: X86_IMAGE, launch: { InstanceType: 'm7i.large' } }),
    bad: pooled({ image: X86_IMAGE }),
    tokens: pooled({ image: X86_IMAGE, launch: { InstanceType: PARAMETER } }),
    at: 'Launch Properties.LaunchTemplateData.ImageId',
    message: '`LaunchTemplateData.ImageId` is built for x86_64, and does not start on m7g.large',
  },
  {
    id: 'MachineImage.Variant',
    good: pooled({ image: '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id', launch: { InstanceType: 'g5.xlarge' } }),
    bad: pooled({ image: X86_IMAGE, launch: { InstanceType: 'g5.xlarge' } }),
    tokens: imaged(PARAMETER),
    at: 'Launch Properties.LaunchTemplateData.ImageId',
    message: '`LaunchTemplateData.ImageId` does not drive the GPUs of g5.xlarge, got the standard variant',
  },
  {
    id: 'MachineImage.LiteralId',
    good: pooled(),
    bad: imaged('ami-0123456789abcdef0'),
    tokens: imaged(PARAMETER),
    at: 'Launch Properties.LaunchTemplateData.ImageId',
    message: '`LaunchTemplateData.ImageId` comes from a Systems Manager parameter, which follows the patches, got ami-0123456789abcdef0',
  },
  {
    id: 'Bootstrap.OverwritesConfig',
    good: pooled({ launch: { UserData: userData(`${APPEND}echo ECS_LOGLEVEL=debug >> /etc/ecs/ecs.config`) } }),
    bad: pooled({ launch: { UserData: userData(`${APPEND}echo ECS_LOGLEVEL=debug > /etc/ecs/ecs.config`) } }),
    tokens: pooled({ launch: { UserData: { 'Fn::Base64': { 'Fn::Join': ['', [APPEND, { 'Fn::If': ['Open', 'echo > /etc/ecs/ecs.config', ''] }]] } } } }),
    at: 'Launch Properties.LaunchTemplateData.UserData',
    message: '`LaunchTemplateData.UserData` must append to /etc/ecs/ecs.config with >>, got a > after ECS_CLUSTER was written there, which removes it',
  },
  {
    id: 'Bootstrap.NoCluster',
    good: merged(pooled({ launch: { UserData: undefined } }), { Resources: { Cluster: { Properties: { ClusterName: 'default' } } } }),
    bad: pooled({ launch: { UserData: undefined } }),
    tokens: pooled({ launch: { UserData: PARAMETER } }),
    at: 'Launch Properties.LaunchTemplateData.UserData',
    message: '`LaunchTemplateData.UserData` must name the cluster, which instances join in place of the one called default, got none',
  },
  {
    id: 'InstanceMetadata.TokensOptional',
    good: pooled({ launch: { MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'disabled' } } }),
    bad: pooled({ launch: { MetadataOptions: { HttpTokens: 'optional' } } }),
    tokens: pooled({ launch: { MetadataOptions: { HttpTokens: PARAMETER } } }),
    at: 'Launch Properties.LaunchTemplateData.MetadataOptions.HttpTokens',
    message: '`LaunchTemplateData.MetadataOptions.HttpTokens` must be required, so that a request that is forged does not get the credentials of the instance, got optional',
  },
  {
    id: 'InstanceMetadata.HopLimit',
    good: awsvpcPooled({ ...ROOMY, launch: { MetadataOptions: { HttpPutResponseHopLimit: 2 } } }),
    bad: pooled({ launch: { MetadataOptions: { HttpPutResponseHopLimit: undefined } } }),
    tokens: pooled({ launch: { MetadataOptions: { HttpPutResponseHopLimit: PARAMETER } } }),
    at: 'Launch Properties.LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit',
    message: '`LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit` must be 1, which keeps tasks in bridge mode from the credentials of the instance, got 2',
  },
  {
    id: 'InstanceMetadata.NotBlocked',
    good: awsvpcPooled(ROOMY),
    bad: awsvpcPooled({ ...ROOMY, launch: { UserData: userData(APPEND) } }),
    tokens: awsvpcPooled({ ...ROOMY, launch: { UserData: { 'Fn::Base64': PARAMETER } } }),
    at: 'Launch Properties.LaunchTemplateData.UserData',
    message: '`LaunchTemplateData.UserData` must keep tasks in awsvpc mode from the credentials of the instance, got no ECS_AWSVPC_BLOCK_IMDS=true',
  },
];
