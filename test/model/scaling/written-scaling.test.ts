import { mostTasks, readPolicy, readTarget } from '../../../src/model/scaling/written-scaling';

const PARAMETER = { Ref: 'Parameter' };
const open = (value: unknown) => ({ 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] });
const scheduled = (action: unknown) => ({ ScheduledActions: [{ Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: action }] });

test.each<[object, object]>([
  [{}, { namespace: undefined, dimension: undefined, minCount: undefined, maxCount: undefined, schedules: [] }],
  [{ ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', MinCapacity: 1, MaxCapacity: '4' },
    { namespace: 'ecs', dimension: 'ecs:service:DesiredCount', minCount: 1, maxCount: 4, schedules: [] }],
  [{ MinCapacity: PARAMETER, ScheduledActions: open([]) }, { minCount: undefined, schedules: undefined }],
  [scheduled({ MinCapacity: 2 }), { schedules: [{ minCount: 2, maxCount: undefined, setsMin: true, setsMax: false }] }],
  [scheduled({ MaxCapacity: PARAMETER }), { schedules: [{ minCount: undefined, maxCount: undefined, setsMin: false, setsMax: true }] }],
  [scheduled(open({ MaxCapacity: 2 })), { schedules: [{ minCount: undefined, maxCount: undefined, setsMin: true, setsMax: true }] }],
  [scheduled(undefined), { schedules: [{ minCount: undefined, maxCount: undefined, setsMin: false, setsMax: false }] }],
])('the target %j', (target, facts) => {
  expect(readTarget(target as any)).toMatchObject(facts);
});

describe('what a policy does', () => {
  const tracking = (patch: object, metric: unknown = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }) =>
    ({ TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, PredefinedMetricSpecification: metric, ...patch } });
  const stepping = (steps: unknown, type: unknown = 'ChangeInCapacity') => ({ StepScalingPolicyConfiguration: { AdjustmentType: type, StepAdjustments: steps } });
  const step = (ScalingAdjustment: unknown) => ({ ScalingAdjustment });
  const forecast = (patch: object) => ({ PredictiveScalingPolicyConfiguration: patch });
  const inAnyWay = { fromZero: true, scalesIn: true };

  test.each<[object, object]>([
    [{}, { predefinedMetric: undefined, metric: undefined, target: undefined, mode: undefined, label: false, moves: inAnyWay }],
    [tracking({ ScaleInCooldown: 300, ScaleOutCooldown: '60' }), {
      predefinedMetric: 'ECSServiceAverageCPUUtilization',
      metric: 'cpuPercent',
      target: 60,
      scaleInSeconds: 300,
      scaleOutSeconds: 60,
      moves: { fromZero: false, scalesIn: true },
    }],
    [tracking({}, { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' }), { metric: 'memoryPercent', moves: { fromZero: false } }],
    [tracking({}, { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: 'app/1' }), { metric: 'requestsPerTarget', label: true }],
    [tracking({}, { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: open('app/1') }), { label: undefined }],
    [tracking({}, { PredefinedMetricType: PARAMETER }), { predefinedMetric: undefined, metric: undefined, moves: inAnyWay }],
    [tracking({}, open({})), { label: undefined, moves: inAnyWay }],
    [tracking({ DisableScaleIn: true }), { moves: { fromZero: false, scalesIn: false } }],
    [tracking({ DisableScaleIn: 'true' }, null), { moves: { fromZero: true, scalesIn: false } }],
    [tracking({ DisableScaleIn: false }), { moves: { scalesIn: true } }],
    [tracking({ DisableScaleIn: PARAMETER }), { moves: { scalesIn: true } }],
    [stepping([step(1), step(0)]), { moves: { fromZero: true, scalesIn: false } }],
    [stepping([step(1), step(-1)]), { moves: inAnyWay }],
    [stepping([step(1), step(PARAMETER)]), { moves: inAnyWay }],
    [stepping([step(1), open(step(-1))]), { moves: inAnyWay }],
    [stepping([]), { moves: inAnyWay }],
    [stepping([step(1)], 'ExactCapacity'), { moves: inAnyWay }],
    [stepping([step(1)], 'PercentChangeInCapacity'), { moves: { scalesIn: false } }],
    [stepping([step(1)], PARAMETER), { moves: inAnyWay }],
    [forecast({}), { mode: 'ForecastOnly', moves: undefined }],
    [forecast({ Mode: 'ForecastOnly' }), { mode: 'ForecastOnly', moves: undefined }],
    [forecast({ Mode: 'ForecastAndScale', MaxCapacityBuffer: 10, SchedulingBufferTime: '300' }), {
      mode: 'ForecastAndScale', moves: { fromZero: false, scalesIn: false }, forecast: { maxCapacityBuffer: 10, schedulingBufferSeconds: 300 },
    }],
    [forecast({ Mode: PARAMETER }), { mode: undefined, moves: inAnyWay }],
  ])('%j', (policy, facts) => {
    expect(readPolicy(policy as any)).toMatchObject(facts);
  });
});

test.each<[object, object[], number | undefined]>([
  [{}, [], undefined],
  [{ DesiredCount: '3' }, [], 3],
  [{ DesiredCount: 3 }, [{ MaxCapacity: 2 }], 3],
  [{ DesiredCount: 3 }, [{ MaxCapacity: 4 }, { MaxCapacity: 5 }], 5],
  [{}, [{ MaxCapacity: 4, ...scheduled({ MaxCapacity: 8 }) }], 8],
  [{}, [{ MaxCapacity: PARAMETER, ...scheduled({ MaxCapacity: 8 }) }], 8],
  [{ DesiredCount: PARAMETER }, [{ MaxCapacity: PARAMETER }], undefined],
])('of %j with %j the most tasks', (service, targets, most) => {
  expect(mostTasks(service as any, targets as any)).toBe(most);
});
