import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { poolIn } from './pools';
import { InstancePool } from '../../src/pool/instance-pool';
import { PoolScaling } from '../../src/pool/pool-scaling';
import { importedVpc, newStack } from '../cluster/services';

test.each<[string, (pool: InstancePool) => void, string]>([
  ['a scaling policy on the group', (pool) => { pool.autoScalingGroup.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 }); },
    'ManagedScaling.OtherPolicies: `scaling` must be the only scaling of its Auto Scaling group, got 1 other policy; remove what is there or turn managed scaling off'],
  ['weights of instance types', (pool) => {
    (pool.autoScalingGroup.node.defaultChild as autoscaling.CfnAutoScalingGroup).mixedInstancesPolicy = {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: 'lt-1', version: '1' },
        overrides: [{ instanceType: 'm7g.large', weightedCapacity: '2' }],
      },
    };
  }, 'ManagedScaling.WeightedTypes: `scaling` counts instances, so that instance types must have no weights, got some; leave the weights out'],
  ['a provider without scaling', (pool) => {
    const resource = pool.capacityProvider.node.findChild('Provider') as ecs.CfnCapacityProvider;
    resource.autoScalingGroupProvider = { autoScalingGroupArn: 'x', managedTerminationProtection: 'ENABLED' };
  }, 'ManagedScaling.ProtectionWithoutScaling: `scaling.terminationProtection` needs managed scaling, got it off; turn both on or both off'],
  ['a group whose instances are not protected', (pool) => {
    (pool.autoScalingGroup.node.defaultChild as autoscaling.CfnAutoScalingGroup).newInstancesProtectedFromScaleIn = false;
  }, 'ManagedScaling.ProtectionWithoutScaleInProtection: `scaling.terminationProtection` needs an Auto Scaling group whose new instances are protected'],
])('%s is refused at synth', (_name, change, message) => {
  const stack = newStack();
  change(poolIn(stack));
  expect(() => Template.fromStack(stack)).toThrow(message);
});

test("other scaling policies are the user's where ECS does not scale", () => {
  const stack = newStack();
  poolIn(stack, { scaling: PoolScaling.off() }).autoScalingGroup.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::ScalingPolicy', 1);
});

test('policies of other groups do not count', () => {
  const stack = newStack();
  poolIn(stack);
  new autoscaling.AutoScalingGroup(stack, 'Other', {
    vpc: importedVpc(stack), instanceType: new ec2.InstanceType('m7g.large'), machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::ScalingPolicy', 1);
});
