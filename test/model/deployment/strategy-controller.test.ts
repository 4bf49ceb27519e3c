import { checkHookRoles, checkStrategyController, StrategyControllerFacts } from '../../../src/model/deployment/strategy-controller';
import { advise, refuse } from '../../../src/model/finding';

describe.each(['BLUE_GREEN', 'LINEAR', 'CANARY'])('%s', (strategy) => {
  test.each(['EXTERNAL', 'CODE_DEPLOY'])('is not for %s', (controller) => {
    expect(checkStrategyController({ strategy, controller, bake: false })).toEqual([refuse('Strategy.Controller', 'strategy',
      `is for the deployment controller ECS, got ${strategy} with ${controller}; leave the controller out, or take ROLLING`)]);
  });

  test.each(['ECS', undefined])('without a bake time, with the controller %s', (controller) => {
    expect(checkStrategyController({ strategy, controller, bake: false })).toEqual([advise('Strategy.NoBake', 'bakeTimeInMinutes',
      `is left out with the strategy ${strategy}, for which the documents of AWS name defaults of 3 and of 36 hours; write it`)]);
  });

  test.each([true, undefined])('with a bake time: %s', (bake) => {
    expect(checkStrategyController({ strategy, bake })).toEqual([]);
  });
});

test.each<StrategyControllerFacts>([
  { strategy: 'ROLLING', controller: 'EXTERNAL', bake: false }, { controller: 'EXTERNAL', bake: false },
])('%j needs nothing', (facts) => {
  expect(checkStrategyController(facts)).toEqual([]);
});

test('a function needs a role, and nothing else does', () => {
  const hooks = [{ lambda: true, role: true }, { lambda: true, role: false }, { lambda: false, role: false }, { lambda: true }, { role: false }];
  expect(checkHookRoles(hooks)).toEqual([
    refuse('TrafficShift.HookRole', 'hooks[1].roleArn',
      'is needed for a hook that is a function, got none; name a role that ECS may assume, and that may invoke the function'),
  ]);
});
