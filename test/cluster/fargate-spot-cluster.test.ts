import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { importedVpc, newStack } from './services';
import { ExecAudit } from '../../src/cluster/exec-audit';
import { FargateSpotCluster, FargateSpotClusterProps } from '../../src/cluster/fargate-spot-cluster';
import { recommendedApp } from '../kit/stacks';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

function clusterIn(stack: Stack, props: Partial<FargateSpotClusterProps> = {}): FargateSpotCluster {
  return new FargateSpotCluster(stack, 'Platform', { vpc: importedVpc(stack), ...props });
}

test('offers Fargate and Fargate Spot, and runs one task on demand before any on Spot', () => {
  const stack = newStack();
  clusterIn(stack);
  Template.fromStack(stack).hasResourceProperties(ASSOCIATIONS, {
    CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    DefaultCapacityProviderStrategy: [
      { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
    ],
  });
});

test('watches with enhanced Container Insights and records exec sessions', () => {
  const stack = newStack();
  const platform = clusterIn(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Cluster', {
    ClusterName: Match.absent(),
    ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    Configuration: {
      ExecuteCommandConfiguration: {
        Logging: 'OVERRIDE',
        LogConfiguration: { CloudWatchLogGroupName: stack.resolve(platform.execAuditLogGroup!.logGroupName) },
      },
      ManagedStorageConfiguration: Match.absent(),
    },
  });
});

test('is three resources with ids that stay', () => {
  const stack = newStack();
  clusterIn(stack);
  const resources = Template.fromStack(stack).toJSON().Resources;
  expect(Object.fromEntries(Object.entries<any>(resources).map(([id, { Type }]) => [id, Type]))).toEqual({
    PlatformCluster6842C9C4: 'AWS::ECS::Cluster',
    PlatformCluster56F97DD3: ASSOCIATIONS,
    PlatformExecAuditF32AF83D: 'AWS::Logs::LogGroup',
  });
});

test('takes every prop', () => {
  const stack = newStack();
  const storageEncryptionKey = new kms.Key(stack, 'Key');
  const platform = clusterIn(stack, {
    clusterName: 'production',
    containerInsights: ecs.ContainerInsights.DISABLED,
    defaultCloudMapNamespace: { name: 'internal', type: cloudmap.NamespaceType.HTTP, useForServiceConnect: true },
    defaultStrategy: { onDemandBase: 0, onDemandWeight: 2, spotWeight: 3 },
    execAudit: ExecAudit.none(),
    storageEncryptionKey,
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Cluster', {
    ClusterName: 'production',
    ClusterSettings: [{ Name: 'containerInsights', Value: 'disabled' }],
    Configuration: {
      ExecuteCommandConfiguration: { Logging: 'NONE' },
      ManagedStorageConfiguration: { FargateEphemeralStorageKmsKeyId: stack.resolve(storageEncryptionKey.keyId) },
    },
    ServiceConnectDefaults: { Namespace: Match.anyValue() },
  });
  template.hasResourceProperties(ASSOCIATIONS, {
    DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 0, Weight: 2 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }],
  });
  expect(platform.execAuditLogGroup).toBeUndefined();
  expect(platform.vpc.vpcId).toBe('vpc-0123456789abcdef0');
});

const off = Object.fromEntries(Object.keys(recommendedApp().node.getAllContext()).filter((key) => key.includes('@')).map((flag) => [flag, false]));

test.each([['every recommended flag', {}], ['every flag off', off]])(
  'synthesises as often as asked, to the same template, with %s', (_name, context) => {
    const stack = newStack(context);
    clusterIn(stack);
    const template = Template.fromStack(stack).toJSON();
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    expect(Template.fromStack(stack).toJSON()).toEqual(template);
    Template.fromJSON(template).resourceCountIs(ASSOCIATIONS, 1);
    Template.fromJSON(template).hasResourceProperties(ASSOCIATIONS, {
      DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
    });
  });

test('keeps its default strategy when instances are added to the cluster, twice over', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Network');
  const platform = clusterIn(stack, { vpc });
  const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Instances', {
    vpc,
    instanceType: new ec2.InstanceType('m7g.large'),
    machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
  });
  platform.cluster.addAsgCapacityProvider(new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup }));
  const template = Template.fromStack(stack);
  template.resourceCountIs(ASSOCIATIONS, 1);
  template.hasResourceProperties(ASSOCIATIONS, {
    CapacityProviders: ['FARGATE', 'FARGATE_SPOT', { Ref: Match.stringLikeRegexp('^Provider') }],
    DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
  });
  expect(Template.fromStack(stack).toJSON()).toEqual(template.toJSON());
});

test('leaves a default strategy that the user adds to the L2', () => {
  const stack = newStack();
  clusterIn(stack).cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]);
  Template.fromStack(stack).hasResourceProperties(ASSOCIATIONS, { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] });
});

test('two clusters keep their own strategies', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  new FargateSpotCluster(stack, 'One', { vpc, defaultStrategy: { spotWeight: 5 } });
  new FargateSpotCluster(stack, 'Two', { vpc, defaultStrategy: { spotWeight: 9 } });
  const template = Template.fromStack(stack);
  for (const weight of [5, 9]) {
    template.hasResourceProperties(ASSOCIATIONS, { DefaultCapacityProviderStrategy: Match.arrayWith([{ CapacityProvider: 'FARGATE_SPOT', Weight: weight }]) });
  }
});

test('refuses everything wrong at once, and leaves its id free', () => {
  const stack = newStack();
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', 'audit');
  expect(() => clusterIn(stack, {
    defaultStrategy: { onDemandWeight: 0, spotWeight: 0 },
    execAudit: ExecAudit.cloudWatch({ logGroup, retention: logs.RetentionDays.ONE_DAY }),
  })).toThrow([
    'FargateSpotCluster at Stack/Platform has 2 problems:',
    '  CapacitySplit.NoWeight: `defaultStrategy` needs a weight above 0 on at least one provider, got onDemandWeight 0 and spotWeight 0',
    '  ExecAudit.RetentionOfOwnGroup: `execAudit.retention` is for the log group that is made, got `logGroup` too; set it on your log group',
  ].join('\n'));
  expect(stack.node.tryFindChild('Platform')).toBeUndefined();
});

test('lets tokens through', () => {
  const stack = newStack();
  const token = Lazy.number({ produce: () => 7 });
  clusterIn(stack, { defaultStrategy: { onDemandBase: token, onDemandWeight: token, spotWeight: token }, clusterName: Lazy.string({ produce: () => 'late' }) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties(ASSOCIATIONS, {
    DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 7, Weight: 7 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 7 }],
  });
  template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: 'late' });
});

test.each<[string, (stack: Stack) => Partial<FargateSpotClusterProps>]>([
  ['minimal', () => ({})],
  ['with keys', (stack) => ({
    execAudit: ExecAudit.cloudWatch({ encryptionKey: new kms.Key(stack, 'AuditKey', { enableKeyRotation: true }) }),
    storageEncryptionKey: new kms.Key(stack, 'StorageKey', { enableKeyRotation: true }),
  })],
])('AwsSolutionsChecks finds nothing, %s', (_name, props) => {
  const stack = newStack();
  clusterIn(stack, props(stack));
  (stack.node.root as App).synth();
  expect(new AwsSolutionsChecks().validateScope(stack.node.root as App).violations).toEqual([]);
});

test('refuses a name that ECS does not take', () => {
  expect(() => clusterIn(newStack(), { clusterName: 'my platform' })).toThrow(
    "Cluster.Name: `clusterName` takes 1 to 255 letters, digits, hyphens and underscores, got 'my platform'");
});
