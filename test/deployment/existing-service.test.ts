import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { lines, serviceStack } from './services';
import { checkProgress, clusterNameOf, factsAtSynth, factsNow, serviceResourcesIn } from '../../src/deployment/existing-service';

function bare(props: ecs.CfnServiceProps): ecs.CfnService {
  return new ecs.CfnService(new Stack(undefined, 'Stack'), 'Service', props);
}

describe('the services in a construct', () => {
  test('an L1 is its own', () => {
    const resource = bare({});
    expect(serviceResourcesIn(resource)).toEqual([resource]);
  });

  test('an L2, and a construct around it', () => {
    const { stack, service, resource } = serviceStack();
    expect(serviceResourcesIn(service)).toEqual([resource]);
    expect(serviceResourcesIn(stack)).toEqual([resource]);
  });

  test('none', () => {
    expect(serviceResourcesIn(new Construct(new Stack(), 'Empty'))).toEqual([]);
  });
});

describe('the name of the cluster', () => {
  test.each([
    ['shop', 'shop'],
    ['arn:aws:ecs:us-east-1:123456789012:cluster/shop', 'shop'],
    [undefined, 'default'],
  ])('%s', (cluster, name) => {
    expect(clusterNameOf(bare({ cluster }))).toBe(name);
  });

  test('a token stays one', () => {
    const { stack, resource, cluster } = serviceStack();
    expect(stack.resolve(clusterNameOf(resource))).toEqual(stack.resolve(cluster.clusterName));
  });

  test('the ARN of a cluster of the app ends with it', () => {
    const stack = new Stack(undefined, 'Stack');
    const cluster = new ecs.CfnCluster(stack, 'Cluster');
    const service = new ecs.CfnService(stack, 'Service', { cluster: cluster.attrArn });
    expect(stack.resolve(clusterNameOf(service))).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Cluster', 'Arn'] }] }] });
  });
});

describe('controller and strategy', () => {
  test('what is said is known at once, and at synth', () => {
    const props = { deploymentController: { type: 'CODE_DEPLOY' }, deploymentConfiguration: { strategy: 'BLUE_GREEN' } };
    expect(factsNow(bare(props))).toMatchObject({ controller: 'CODE_DEPLOY', strategy: 'BLUE_GREEN' });
    expect(factsAtSynth(bare(props))).toMatchObject({ controller: 'CODE_DEPLOY', strategy: 'BLUE_GREEN' });
  });

  test('what is left out is what ECS does, once it stays so', () => {
    expect(factsNow(bare({}))).toMatchObject({ controller: undefined, strategy: undefined });
    expect(factsAtSynth(bare({}))).toMatchObject({ controller: 'ECS', strategy: 'ROLLING', minHealthyPercent: 100, maxHealthyPercent: 200, daemon: false });
  });

  test.each<[string, ecs.CfnServiceProps]>([
    ['a controller', { deploymentController: Lazy.any({ produce: () => ({ type: 'EXTERNAL' }) }) }],
    ['a type', { deploymentController: { type: Lazy.string({ produce: () => 'EXTERNAL' }) } }],
    ['a configuration', { deploymentConfiguration: Lazy.any({ produce: () => ({ strategy: 'CANARY' }) }) }],
    ['a strategy', { deploymentConfiguration: { strategy: Lazy.string({ produce: () => 'CANARY' }) } }],
  ])('%s by token is known at synth only', (_name, props) => {
    expect(factsNow(bare(props))).toMatchObject({ controller: undefined, strategy: undefined });
    const { controller, strategy } = factsAtSynth(bare(props));
    expect([controller, strategy]).toContain(props.deploymentController ? 'EXTERNAL' : 'CANARY');
  });

  test('an override is known at synth', () => {
    const service = bare({ desiredCount: 2 });
    service.addPropertyOverride('DeploymentConfiguration', { Strategy: 'LINEAR', MinimumHealthyPercent: 75, MaximumPercent: 100 });
    expect(factsAtSynth(service)).toEqual({
      controller: 'ECS', strategy: 'LINEAR', desiredCount: 2, minHealthyPercent: 75, maxHealthyPercent: 100, daemon: false, rebalancing: false,
    });
  });

  test('hooks that are added later are not lost by looking', () => {
    const { stack, service, resource } = serviceStack();
    factsNow(resource);
    const bind = jest.fn(() => ({ targetArn: 'arn', role: { roleArn: 'role' } as any, lifecycleStages: [] }));
    service.addLifecycleHook({ bind });
    expect(stack.resolve(resource.deploymentConfiguration).lifecycleHooks).toHaveLength(1);
  });
});

describe('progress', () => {
  const rolling = (desiredCount?: number, minimumHealthyPercent?: number, maximumPercent?: number): ecs.CfnServiceProps =>
    ({ desiredCount, deploymentConfiguration: { minimumHealthyPercent, maximumPercent } });

  test('a service that can never finish is refused', () => {
    expect(lines(checkProgress(factsNow(bare(rolling(2, 75, 100)))))).toEqual([
      'error RolloutPlan.Stalls: `` can neither start nor stop any of 2 tasks: at least 2 must keep running, and at most 2 may;'
      + ' set minHealthyPercent to at most 50 or maxHealthyPercent to at least 150',
    ]);
  });

  test.each<[string, ecs.CfnServiceProps]>([
    ['room to start', rolling(2, 100, 200)],
    ['an unknown count', rolling(undefined, 75, 100)],
    ['unknown percentages', rolling(2, undefined, undefined)],
    ['tokens', rolling(Lazy.number({ produce: () => 2 }), 75, 100)],
    ['a configuration by token', { desiredCount: 2, deploymentConfiguration: Lazy.any({ produce: () => ({ minimumHealthyPercent: 75, maximumPercent: 100 }) }) }],
    ['an intrinsic function', rolling(2, Fn.ref('Percent') as any, 100)],
    ['a daemon', { schedulingStrategy: 'DAEMON', ...rolling(1, 100, 100) }],
  ])('%s is taken', (_name, props) => {
    expect(checkProgress(factsNow(bare(props)))).toEqual([]);
  });
});
