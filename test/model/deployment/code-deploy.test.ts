import * as fc from 'fast-check';
import {
  adviseNative, checkAlarmCount, checkCodeDeploy, checkCodeDeployExtras, checkCodeDeployService, checkTargetGroupPair, CodeDeployConfigFacts,
  CodeDeployExtras, CodeDeployFacts, CodeDeployServiceFacts, shiftMinutes,
} from '../../../src/model/deployment/code-deploy';
import { advise, refuse } from '../../../src/model/finding';

const AT_ONCE: CodeDeployConfigFacts = { routing: 'all-at-once' };
const linear = (percent?: number, intervalMinutes?: number): CodeDeployConfigFacts => ({ routing: 'linear', percent, intervalMinutes });
const canary = (percent?: number, intervalMinutes?: number): CodeDeployConfigFacts => ({ routing: 'canary', percent, intervalMinutes });
const rollout = (facts: Partial<CodeDeployFacts>): CodeDeployFacts => ({ config: AT_ONCE, testHook: false, ...facts });

describe('a rollout', () => {
  test.each<[Partial<CodeDeployFacts>, string, string, string]>([
    [{ config: linear(0, 1) }, 'Percent', 'config.percent', 'takes whole percent from 1 to 99, got 0; the nearest is 1'],
    [{ config: linear(100, 1) }, 'Percent', 'config.percent', 'takes whole percent from 1 to 99, got 100; the nearest is 99'],
    [{ config: canary(2.5, 1) }, 'Percent', 'config.percent', 'takes whole percent from 1 to 99, got 2.5; the nearest is 3'],
    [{ config: linear(10, 0.5) }, 'Interval', 'config.interval', 'takes whole minutes from 1 up, got 0.5; the nearest is 1'],
    [{ config: canary(10, 0) }, 'Interval', 'config.interval', 'takes whole minutes from 1 up, got 0; the nearest is 1'],
    [{ approvalMinutes: 0.5 }, 'ApprovalWait', 'approvalWait', 'takes whole minutes from 1 to 7200, got 0.5; the nearest is 1'],
    [{ approvalMinutes: 7201 }, 'ApprovalWait', 'approvalWait', 'takes whole minutes from 1 to 7200, got 7201; the nearest is 7200'],
    [{ terminationMinutes: -1 }, 'TerminationWait', 'terminationWait', 'takes whole minutes from 0 to 2880, got -1; the nearest is 0'],
    [{ terminationMinutes: 2881 }, 'TerminationWait', 'terminationWait', 'takes whole minutes from 0 to 2880, got 2881; the nearest is 2880'],
    [{ testTraffic: 'header' }, 'TestHeader', 'testTraffic',
      'needs a listener of its own, which is all that CodeDeploy shifts, got a header; take TestTraffic.port or TestTraffic.listener'],
    [{ testHook: true }, 'HookWithoutTestTraffic', 'hooks.afterAllowTestTraffic',
      'runs once test traffic is shifted, got a rollout without; set `testTraffic` too'],
  ])('%p is refused', (facts, problem, path, text) => {
    expect(checkCodeDeploy(rollout(facts))).toEqual([refuse(`CodeDeployRollout.${problem}`, path, text)]);
  });

  test('that CloudFormation would not wait for is refused', () => {
    expect(checkCodeDeploy(rollout({ config: linear(10, 6), approvalMinutes: 2, terminationMinutes: 5 }))).toEqual([refuse('CodeDeployRollout.Time', '',
      'takes 61 minutes, 54 to shift traffic, up to 2 for an approval and 5 until the old tasks end, ' +
      'but CloudFormation waits for an hour, of which 57 minutes are left; ' +
      'shorten the waits, take larger steps, or take Rollout.linear or canary, which have more than a day')]);
  });

  test('that leaves CloudFormation little time is advised against', () => {
    expect(checkCodeDeploy(rollout({ config: linear(10, 5), approvalMinutes: 0, terminationMinutes: 6 }))).toEqual([advise('CodeDeployRollout.LittleTime', '',
      'takes 51 minutes, 45 to shift traffic, up to 0 for an approval and 6 until the old tasks end, ' +
      "which leaves 6 of CloudFormation's hour for tasks to start and for hooks; " +
      'shorten the waits, take larger steps, or take Rollout.linear or canary, which have more than a day')]);
  });

  test.each<[string, Partial<CodeDeployFacts>]>([
    ['all at once', {}],
    ['10 percent every 5 minutes', { config: linear(10, 5), approvalMinutes: 0, terminationMinutes: 5 }],
    ['a canary', { config: canary(1, 45), terminationMinutes: 5 }],
    ['up to the last minute that leaves enough', { approvalMinutes: 45, terminationMinutes: 5 }],
    ['made elsewhere', { config: {}, terminationMinutes: 5 }],
    ['unknown', { config: linear(), approvalMinutes: undefined, terminationMinutes: undefined }],
    ['of unknown percent', { config: linear(undefined, 60) }],
    ['of unknown interval', { config: canary(10) }],
    ['tested by a listener', { testTraffic: 'listener', testHook: true }],
  ])('%s gets through', (_, facts) => {
    expect(checkCodeDeploy(rollout(facts))).toEqual([]);
  });

  test.each([[57, 'error', 'warning'], [50, 'warning', undefined]])('of %d minutes is the last one before an %s', (minutes, above, at) => {
    const severity = (terminationMinutes: number) => checkCodeDeploy(rollout({ terminationMinutes }))[0]?.severity;
    expect([severity(minutes + 1), severity(minutes)]).toEqual([above, at]);
  });

  test('in larger steps never takes longer', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 60 }), (percent, interval) => {
      expect(shiftMinutes(linear(percent + 1, interval))).toBeLessThanOrEqual(shiftMinutes(linear(percent, interval))!);
    }));
  });

  test('has shifted everything after its last step, and not one step earlier', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), (percent) => {
      const waits = shiftMinutes(linear(percent, 1))!;
      expect((waits + 1) * percent).toBeGreaterThanOrEqual(100);
      expect(waits * percent).toBeLessThan(100);
    }));
  });
});

describe('a service', () => {
  test.each<[CodeDeployServiceFacts, CodeDeployConfigFacts, string, string, string]>([
    [{ daemon: true }, AT_ONCE, 'Daemon', '', 'takes a service with a number of tasks, got a daemon; take Rollout.rolling'],
    [{ targets: 0 }, AT_ONCE, 'NoBalancer', '',
      'shifts the traffic of a load balancer, got a service without one; take Rollout.blueGreen, which needs none, or set `traffic`'],
    [{ targets: 2, givenTargets: 1, networkTargets: 1 }, canary(10, 5), 'SeveralTargetGroups', '',
      'shifts one target group, got 2; take Rollout.blueGreen, which shifts them all'],
    [{ targets: 1, givenTargets: 1 }, AT_ONCE, 'TargetGroup', '',
      'needs a second target group behind the same listener, got one target group that was made elsewhere; ' +
      'take TrafficSource.loadBalancer or TrafficSource.listenerRule, which make both'],
    [{ targets: 1, networkTargets: 1 }, linear(10, 1), 'NetworkBalancer', 'config',
      'must be all at once behind a Network Load Balancer, got linear; take CodeDeployConfig.allAtOnce() or an Application Load Balancer'],
  ])('with %p is refused', (service, config, problem, path, text) => {
    expect(checkCodeDeployService(config, service)).toEqual([refuse(`CodeDeployRollout.${problem}`, path, text)]);
  });

  test('behind a login is advised against', () => {
    expect(checkCodeDeployService(AT_ONCE, { targets: 1, login: true })).toEqual([advise('CodeDeployRollout.Login', '',
      'moves traffic by a listener rule that asks for a login first, of which the documentation of CodeDeploy says nothing; ' +
      'try it before you rely on it, or let the application ask')]);
  });

  test.each([['all at once', AT_ONCE], ['steps that are not known', {}]])('behind a network load balancer with %s is advised against', (_, config) => {
    expect(checkCodeDeployService(config, { targets: 1, networkTargets: 1 })).toEqual([advise('CodeDeployRollout.WeightedListener', '',
      'moves traffic by a listener that forwards to two weighted target groups, which Network Load Balancers take since November 2025 and the ' +
      'documentation of CodeDeploy does not mention; try it before you rely on it, or take Rollout.blueGreen')]);
  });

  test.each<[CodeDeployServiceFacts, CodeDeployConfigFacts]>([
    [{}, AT_ONCE],
    [{ targets: 1, givenTargets: 0, networkTargets: 0, login: false }, linear(10, 1)],
    [{ targets: 1, networkTargets: 0 }, {}],
  ])('with %p and %p gets through', (service, config) => {
    expect(checkCodeDeployService(config, service)).toEqual([]);
  });
});

describe('a finished service', () => {
  test.each<[CodeDeployExtras, string, string, string]>([
    [{ scheduling: 'DAEMON' }, 'Daemon', 'schedulingStrategy', 'must be REPLICA with CodeDeploy, got DAEMON; take Rollout.rolling'],
    [{ launchType: 'EXTERNAL' }, 'External', 'launchType', 'must not be EXTERNAL with CodeDeploy, since external instances have no load balancer; take Rollout.rolling'],
    [{ targets: 0 }, 'NoBalancer', 'loadBalancers', 'must name one target group with CodeDeploy, got none; put the service behind a load balancer'],
    [{ targets: 2 }, 'SeveralTargetGroups', 'loadBalancers', 'must name one target group with CodeDeploy, got 2; leave the others out'],
    [{ serviceConnect: true }, 'ServiceConnect', 'serviceConnectConfiguration', 'does not go with CodeDeploy; take Rollout.blueGreen, linear or canary'],
    [{ lattice: true }, 'Lattice', 'vpcLatticeConfigurations', 'does not go with CodeDeploy; take Rollout.blueGreen, linear or canary'],
    [{ managedVolumes: true }, 'ManagedVolume', 'volumeConfigurations', 'does not go with CodeDeploy, which gives new tasks no EBS volumes; take Rollout.rolling'],
    [{ circuitBreaker: true }, 'CircuitBreaker', 'deploymentConfiguration.deploymentCircuitBreaker', 'is for rolling deployments of ECS, got CodeDeploy; let `rollbackOn` guard it'],
    [{ alarms: true }, 'DeploymentAlarms', 'deploymentConfiguration.alarms', 'are for deployments of ECS, got CodeDeploy; name them in `rollbackOn`'],
    [{ lifecycleHooks: true }, 'LifecycleHooks', 'deploymentConfiguration.lifecycleHooks', 'are for deployments of ECS, got CodeDeploy; set the `hooks` of Rollout.codeDeploy'],
    [{ strategy: 'CANARY' }, 'Strategy', 'deploymentConfiguration.strategy', 'is for deployments of ECS, got CANARY; set the `config` of Rollout.codeDeploy'],
    [{ forceNewDeployment: true }, 'ForceNewDeployment', 'forceNewDeployment',
      'is for deployments of ECS, got CodeDeploy; change the task definition, or start a deployment in CodeDeploy'],
  ])('with %p is refused', (facts, problem, path, text) => {
    expect(checkCodeDeployExtras(facts)).toEqual([refuse(`CodeDeployRollout.${problem}`, path, text)]);
  });

  test.each<CodeDeployExtras>([
    {},
    { scheduling: 'REPLICA', launchType: 'FARGATE', targets: 1, strategy: 'ROLLING', circuitBreaker: false, alarms: false, serviceConnect: false },
  ])('with %p gets through', (facts) => {
    expect(checkCodeDeployExtras(facts)).toEqual([]);
  });
});

test('ten alarms are enough', () => {
  expect(checkAlarmCount(10)).toEqual([]);
  expect(checkAlarmCount(11)).toEqual([refuse('CodeDeployRollout.Alarms', 'rollbackOn', 'takes at most 10 alarms, got 11; put some of them into one composite alarm')]);
});

test('ECS itself is preferred', () => {
  expect(adviseNative()).toEqual(advise('CodeDeployRollout.NativePreferred', '',
    'leaves deployments to CodeDeploy, after which CloudFormation can change almost nothing of the service but its task; AWS recommends ECS itself: ' +
    'take Rollout.blueGreen, linear or canary, or acknowledge this'));
});

test.each([0, 1, 3])('%d target groups are no pair', (count) => {
  expect(checkTargetGroupPair(count)).toEqual([refuse('CodeDeployRollout.TargetGroupPair', 'pair',
    `must name 2 target groups, one for the tasks that run and one for those that take their place, got ${count}; name both`)]);
});

test('two target groups are a pair, and so may be those of which nothing is known', () => {
  expect([2, undefined].flatMap(checkTargetGroupPair)).toEqual([]);
});
