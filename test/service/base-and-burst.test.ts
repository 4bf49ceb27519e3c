import { Lazy } from 'aws-cdk-lib/core';
import { CapacityStrategy, Rollout, TrafficSource } from '../../src';
import { advise, Finding, refuse } from '../../src/model/finding';
import { BaseOptions, baseScaling, burstCapacity, BurstOptions, burstScaling, checkBaseAndBurst } from '../../src/service/base-and-burst';
import { ServicePlan } from '../../src/service/service-choices';
import { lines, serviceStack } from '../deployment/services';
import { propertiesOf } from '../kit/stacks';

const capacity = CapacityStrategy.providers([{ provider: 'pool', weight: 1 }]);
const BASE: BaseOptions = { capacity, tasks: 6 };
const BURST: BurstOptions = { tasks: { min: 1, max: 30 } };
const RULE = TrafficSource.loadBalancer({ plainHttp: true });

/** The policies that scaling adds to a service: metric, value, seconds to wait after growing and after shrinking. */
function policiesOf(scaling: ReturnType<typeof baseScaling>): unknown[] {
  const { stack, service } = serviceStack();
  scaling._bind(service, []);
  return propertiesOf(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy').map(({ TargetTrackingScalingPolicyConfiguration: policy }) => [
    policy.PredefinedMetricSpecification.PredefinedMetricType, policy.TargetValue, policy.ScaleOutCooldown, policy.ScaleInCooldown,
  ]);
}

describe('the base', () => {
  test.each<[string, Partial<BaseOptions>, [number, number], unknown[]]>([
    ['is as many tasks as it is told', {}, [6, 6], []],
    ['grows and shrinks slowly where it is given a maximum', { maxTasks: 12 }, [6, 12], [['ECSServiceAverageCPUUtilization', 60, 900, 1800]]],
    ['grows at the CPU that it is told', { maxTasks: 12, cpuPercent: 40 }, [6, 12], [['ECSServiceAverageCPUUtilization', 40, 900, 1800]]],
  ])('%s', (_name, options, bounds, policies) => {
    const scaling = baseScaling({ ...BASE, ...options });
    expect([scaling._min(), scaling._max()]).toEqual(bounds);
    expect(policiesOf(scaling)).toEqual(policies);
  });
});

describe('the burst', () => {
  test.each<[string, Partial<BurstOptions>, unknown[]]>([
    ['follows the CPU at once', {}, [['ECSServiceAverageCPUUtilization', 60, 60, 300]]],
    ['follows the CPU that it is told', { cpuPercent: 75 }, [['ECSServiceAverageCPUUtilization', 75, 60, 300]]],
  ])('%s', (_name, options, policies) => {
    const scaling = burstScaling({ ...BURST, ...options });
    expect([scaling._min(), scaling._max()]).toEqual([1, 30]);
    expect(policiesOf(scaling)).toEqual(policies);
  });

  test('is on Spot alone unless it is told', () => {
    const tasksOf = (options: BurstOptions) => burstCapacity(options)._split()!.tasksFor(10).filter(({ tasks }) => tasks > 0);
    expect(tasksOf(BURST)).toEqual([{ provider: 'FARGATE_SPOT', tasks: 10 }]);
    expect(tasksOf({ ...BURST, spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 1 } })).toEqual([
      { provider: 'FARGATE', tasks: 6 }, { provider: 'FARGATE_SPOT', tasks: 4 },
    ]);
  });
});

describe('together', () => {
  function planOf(findings: Finding[] = [], more: Partial<ServicePlan> = {}): ServicePlan {
    return { platform: 'ec2', isArmUnsaid: false, findings: () => findings, ...more } as ServicePlan;
  }

  /** What is said of a base and a burst that are fine but for this. */
  function said({ base = BASE, burst = BURST, traffic = RULE, basePlan = planOf(), burstPlan = planOf() } = {}): string[] {
    return lines(checkBaseAndBurst(base, burst, { rollout: Rollout.rolling(), traffic }, basePlan, burstPlan));
  }

  test('they are fine', () => {
    expect(said()).toEqual([]);
  });

  test.each<[string, Parameters<typeof said>[0], string]>([
    ['a base on Fargate', { basePlan: planOf([], { platform: 'fargate' }) },
      'error BaseAndBurstService.BaseOnFargate: `base.capacity` is on instances, got Fargate; make a FargateSpotService, which has a base on demand'],
    ['a base without tasks', { base: { ...BASE, tasks: 0 } },
      'error BaseAndBurstService.EmptySide: `base.tasks` must be at least 1, since the base always runs, got 0'],
    ['a burst that could never grow', { burst: { tasks: { min: 0, max: 10 } } },
      'error BaseAndBurstService.EmptySide: `burst.tasks.min` must be at least 1, since without a task there is no metric that makes the burst grow, got 0'],
    ['a base on Arm beside a burst that may be on another processor', { basePlan: planOf([], { isArmUnsaid: true }) },
      'warning BaseAndBurstService.Processor: `task.runtimePlatform` names no processor, so that the base is on Arm instances and the burst on X86_64, ' +
      'which few images run on both; name ecs.CpuArchitecture.ARM64, or take other instance types'],
  ])('%s is told', (_name, sides, line) => {
    expect(said(sides)).toEqual([line]);
  });

  test.each<[string, TrafficSource]>([
    ['no traffic', TrafficSource.none()],
    ['a network load balancer, which knows no weights', TrafficSource.networkLoadBalancer({})],
    ['two rules', TrafficSource.several([RULE, RULE])],
  ])('they refuse %s', (_name, traffic) => {
    expect(said({ traffic })).toEqual(['error BaseAndBurstService.Traffic: `traffic` must be one listener rule, which can share requests out by weight;' +
      ' take TrafficSource.loadBalancer() or TrafficSource.listenerRule()']);
  });

  test('counts that only the deployment knows are let through', () => {
    const count = Lazy.number({ produce: () => 0 });
    expect(said({ base: { ...BASE, tasks: count }, burst: { tasks: { min: count, max: 10 } } })).toEqual([]);
  });

  test.each([
    ['scaling', 'base', 'burst.tasks'],
    ['scaling.min', 'base.min', 'burst.tasks.min'],
    ['task.size', 'task.size', 'task.size'],
    ['scalingNotes', 'scalingNotes', 'scalingNotes'],
  ])('what is wrong with %s of one side is found at its own prop', (path, ofBase, ofBurst) => {
    const [one, other] = [planOf([refuse('A.Base', path, 'is wrong')]), planOf([refuse('A.Burst', path, 'is wrong')])];
    expect(said({ basePlan: one, burstPlan: other })).toEqual([`error A.Base: \`${ofBase}\` is wrong`, `error A.Burst: \`${ofBurst}\` is wrong`]);
  });

  test('what is wrong on both sides is told once, and what differs twice', () => {
    const both = refuse('A.Both', 'task.size', 'is wrong');
    const [one, other] = [planOf([both, refuse('A.Count', 'task', 'got 1')]), planOf([both, refuse('A.Count', 'task', 'got 2')])];
    expect(said({ basePlan: one, burstPlan: other })).toEqual([
      'error A.Both: `task.size` is wrong', 'error A.Count: `task` got 1', 'error A.Count: `task` got 2',
    ]);
  });

  test('a burst on Spot alone is what its user wants, a base is not', () => {
    const plan = planOf([advise('CapacitySplit.SpotOnly', 'capacity', 'is all on Spot')]);
    expect(said({ burstPlan: plan })).toEqual([]);
    expect(said({ basePlan: plan })).toEqual(['warning CapacitySplit.SpotOnly: `capacity` is all on Spot']);
  });
});
