import { CAPACITY_SOURCES } from './capacity-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const MACHINE_IMAGE_RULES = rules({ source: CAPACITY_SOURCES.images }, [
  {
    id: 'MachineImage.AmazonLinux2',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.SECURITY, RuleConcern.DEPLOYABILITY],
    info: 'Instances start from the ECS-optimized image of Amazon Linux 2.',
    explanation: 'Its support ended on 30 June 2026: neither the system nor the ECS agent on it gets patches.',
    remedy: 'Take /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id, or Bottlerocket.',
    satisfiedBy: 'InstancePool: Amazon Linux 2023',
  },
  {
    id: 'MachineImage.Ended',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.SECURITY, RuleConcern.DEPLOYABILITY],
    info: 'Instances start from an ECS-optimized image that gets no more patches.',
    explanation: 'Amazon Linux 1 has had no patches since 30 June 2023, and the first Bottlerocket for ECS none since 24 July 2025.',
    remedy: 'Take Amazon Linux 2023, or Bottlerocket aws-ecs-2 or later.',
    satisfiedBy: 'InstancePool: Amazon Linux 2023; PoolImage has Bottlerocket 2',
  },
  {
    id: 'MachineImage.Architecture',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'The image is built for another processor than the instances have.',
    explanation: 'EC2 does not start the instance, and the group tries again for ever.',
    remedy: 'Take the image for the processor of the instance types: amazon-linux-2023/arm64/recommended for Graviton.',
    satisfiedBy: 'The image of InstancePool follows its instance types',
  },
  {
    id: 'MachineImage.Variant',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.COST],
    info: 'The image does not drive the GPUs or Neuron devices of the instances.',
    explanation: 'Devices without a driver are paid for and not offered to tasks.',
    remedy: 'Take the image with drivers: amazon-linux-2023/gpu/recommended, or amazon-linux-2023/neuron/recommended.',
    source: CAPACITY_SOURCES.gpu,
    satisfiedBy: 'The image of InstancePool follows its instance types',
  },
  {
    id: 'MachineImage.LiteralId',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'Instances start from an image by its id.',
    explanation: 'An id is one image of one region: it never gets a patch, and is gone when its owner deletes it.',
    remedy: 'Take the id from a Systems Manager parameter, with a parameter of the type `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`.',
    satisfiedBy: 'PoolImage takes parameters of AWS',
  },
]);

export const BOOTSTRAP_RULES = rules({
  level: RuleLevel.ERROR,
  concerns: [RuleConcern.DEPLOYABILITY],
  source: CAPACITY_SOURCES.bootstrap,
}, [
  {
    id: 'Bootstrap.OverwritesConfig',
    info: 'User data overwrites the name of the cluster that it wrote before.',
    explanation: 'What is left of /etc/ecs/ecs.config names no cluster: the instance joins the one called default, or none, and tasks wait.',
    remedy: 'Append to the file with >> each time.',
    satisfiedBy: 'InstancePool appends',
  },
  {
    id: 'Bootstrap.NoCluster',
    info: 'User data does not name the cluster.',
    explanation: 'An ECS-optimized image joins the cluster called default, so that the capacity provider never has an instance.',
    remedy: 'Write `ECS_CLUSTER=` with the name of the cluster to /etc/ecs/ecs.config in `UserData`.',
    satisfiedBy: 'InstancePool writes it',
  },
]);

export const INSTANCE_METADATA_RULES = rules({
  level: RuleLevel.WARNING,
  concerns: [RuleConcern.SECURITY],
  source: CAPACITY_SOURCES.metadata,
}, [
  {
    id: 'InstanceMetadata.TokensOptional',
    info: 'The instance metadata service answers without a token.',
    explanation: 'A task that can be made to send a request of somebody else gives away the credentials of the instance.',
    remedy: 'Set `MetadataOptions.HttpTokens` to `required`.',
    satisfiedBy: 'InstancePool: required',
  },
  {
    id: 'InstanceMetadata.HopLimit',
    info: 'Containers on the bridge reach the instance metadata service.',
    explanation: 'A container is one hop further away than its instance: with more than one hop, tasks can take the role of the instance.',
    remedy: 'Set `MetadataOptions.HttpPutResponseHopLimit` to 1.',
    satisfiedBy: 'InstancePool: 1',
  },
  {
    id: 'InstanceMetadata.NotBlocked',
    info: 'Tasks with their own network interface reach the instance metadata service.',
    explanation: 'They can take the role of the instance, which may do more than theirs; the hop limit does not keep them out.',
    remedy: 'Write `ECS_AWSVPC_BLOCK_IMDS=true` to /etc/ecs/ecs.config in `UserData`; awsvpc-block-imds = true with Bottlerocket.',
    satisfiedBy: 'InstancePool blocks it',
  },
]);
