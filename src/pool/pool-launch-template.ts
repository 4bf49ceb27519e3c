import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InstancePoolOptions } from './instance-pool-options';
import { BoundPoolImage } from './pool-image';
import { placementData } from './pool-placement';
import { blockDevices, letAutoScalingUse } from './pool-storage';

// A container is one hop further away than the instance itself. EC2 User Guide, "Configure the Instance Metadata Service options".
const INSTANCE_ONLY = 1;
const CONTAINERS_TOO = 2;

/** What the instances of a pool start from. */
export function newLaunchTemplate(
  scope: Construct, vpc: ec2.IVpc, options: InstancePoolOptions, image: BoundPoolImage, userData: ec2.UserData, role: iam.IRole,
): ec2.LaunchTemplate {
  const { storage = {}, placement = {}, agent = {} } = options;
  if (storage.encryptionKey) {
    letAutoScalingUse(storage.encryptionKey, scope);
  }
  const [securityGroup, ...more] = options.securityGroups ?? [newSecurityGroup(scope, vpc)];
  const launchTemplate = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
    instanceType: options.instanceTypes[0],
    machineImage: image.machineImage,
    userData,
    role,
    securityGroup,
    httpEndpoint: true,
    requireImdsv2: true,
    httpPutResponseHopLimit: agent.instanceMetadataAccess ? CONTAINERS_TOO : INSTANCE_ONLY,
    detailedMonitoring: options.detailedMonitoring ?? false,
  });
  more.forEach((group) => launchTemplate.addSecurityGroup(group));
  const resource = launchTemplate.node.defaultChild as ec2.CfnLaunchTemplate;
  resource.launchTemplateData = {
    ...resource.launchTemplateData,
    blockDeviceMappings: blockDevices(storage, image),
    ...placementData(placement),
  };
  return launchTemplate;
}

/** A security group for instances. */
export function newSecurityGroup(scope: Construct, vpc: ec2.IVpc): ec2.ISecurityGroup {
  return new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'Instances of an ECS cluster', allowAllIpv6Outbound: true });
}
