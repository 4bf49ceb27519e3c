import { hasBake, readHookRoles, readTrafficShift } from '../../../src/model/deployment/written-shift';

const PARAMETER = { Ref: 'Parameter' };
const open = (value: unknown) => ({ 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] });

test.each<[unknown, object | undefined]>([
  [undefined, undefined],
  [{ Strategy: 'ROLLING' }, undefined],
  [{ Strategy: PARAMETER }, undefined],
  [{ Strategy: 'constructor' }, undefined],
  [open({ Strategy: 'LINEAR' }), undefined],
  [{ Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, LinearConfiguration: { StepPercent: 5 } }, { kind: 'blue-green', bakeMinutes: 5, hooks: [] }],
  [{ Strategy: 'LINEAR' }, { kind: 'linear', percent: 10, stepBakeMinutes: 6, bakeMinutes: undefined, hooks: [] }],
  [{ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: '1' } },
    { kind: 'linear', percent: 25, stepBakeMinutes: 1, bakeMinutes: undefined, hooks: [] }],
  [{ Strategy: 'LINEAR', LinearConfiguration: open({}) }, { kind: 'linear', percent: undefined, stepBakeMinutes: undefined, bakeMinutes: undefined, hooks: [] }],
  [{ Strategy: 'CANARY' }, { kind: 'canary', percent: 5, stepBakeMinutes: 10, bakeMinutes: undefined, hooks: [] }],
  [{ Strategy: 'CANARY', BakeTimeInMinutes: PARAMETER, CanaryConfiguration: { CanaryPercent: PARAMETER, CanaryBakeTimeInMinutes: 3 } },
    { kind: 'canary', percent: undefined, stepBakeMinutes: 3, bakeMinutes: undefined, hooks: [] }],
  [{ Strategy: 'BLUE_GREEN', LifecycleHooks: open([]) }, { kind: 'blue-green', bakeMinutes: undefined, hooks: undefined }],
])('%j moves traffic: %j', (deployment, facts) => {
  expect(readTrafficShift({ DeploymentConfiguration: deployment })).toEqual(facts);
});

test.each<[object, object]>([
  [{ LifecycleStages: ['PRE_SCALE_UP'] }, { pause: false, stages: ['PRE_SCALE_UP'], timeoutMinutes: undefined }],
  [{ TargetType: 'AWS_LAMBDA', TimeoutConfiguration: { TimeoutInMinutes: 5 } }, { pause: false, stages: [], timeoutMinutes: 5 }],
  [{ TargetType: 'PAUSE', LifecycleStages: ['PRE_SCALE_UP', PARAMETER] }, { pause: true, stages: undefined, timeoutMinutes: undefined }],
  [{ TargetType: 'PAUSE', LifecycleStages: PARAMETER, TimeoutConfiguration: open({}) }, { pause: true, stages: undefined, timeoutMinutes: undefined }],
  [{ TargetType: PARAMETER, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'], TimeoutConfiguration: { TimeoutInMinutes: 0 } }, { pause: false }],
])('the hook %j', (hook, facts) => {
  expect(readTrafficShift({ DeploymentConfiguration: { Strategy: 'BLUE_GREEN', LifecycleHooks: [hook] } })?.hooks).toEqual([facts]);
});

test('who calls hooks', () => {
  const made = { 'Fn::GetAtt': ['Role', 'Arn'] };
  const hooks = [{ RoleArn: 'role' }, {}, { TargetType: 'PAUSE' }, { TargetType: PARAMETER }, { RoleArn: open('role') }, { RoleArn: made }];
  expect(readHookRoles({ DeploymentConfiguration: { LifecycleHooks: hooks } })).toEqual([
    { lambda: true, role: true }, { lambda: true, role: false }, { lambda: false, role: false }, { lambda: false, role: false },
    { lambda: true, role: undefined }, { lambda: true, role: true },
  ]);
  expect(readHookRoles({ DeploymentConfiguration: { LifecycleHooks: [open({})] } })).toEqual([]);
  expect(readHookRoles({})).toEqual([]);
});

test.each<[unknown, boolean | undefined]>([
  [undefined, false], [{}, false], [{ BakeTimeInMinutes: 0 }, true],
  [{ BakeTimeInMinutes: PARAMETER }, undefined], [open({ BakeTimeInMinutes: 5 }), undefined],
])('%j has a bake time: %s', (deployment, written) => {
  expect(hasBake({ DeploymentConfiguration: deployment })).toBe(written);
});
