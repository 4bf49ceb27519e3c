import { outside } from '../cases/connect-templates';
import { idsOf } from '../kit';
import { fargateService } from '../templates';

const BLUE_GREEN = {
  DeploymentConfiguration: {
    Strategy: 'BLUE_GREEN',
    BakeTimeInMinutes: 5,
    LifecycleHooks: [{ HookTargetArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test', LifecycleStages: ['POST_SCALE_UP'] }],
  },
};
const OF_STRATEGY = /^(Strategy|TrafficShift)\./;

test.each([
  ['by ECS', fargateService({ service: BLUE_GREEN }), ['Strategy.CircuitBreaker', 'TrafficShift.HookRole']],
  ['by somebody else', fargateService({ service: { ...BLUE_GREEN, DeploymentController: { Type: 'EXTERNAL' } } }),
    ['Strategy.CircuitBreaker', 'Strategy.Controller', 'TrafficShift.HookRole']],
  ['by CodeDeploy, which has rules of its own', fargateService({ service: { ...BLUE_GREEN, DeploymentController: { Type: 'CODE_DEPLOY' } } }), []],
  ['outside of AWS, where it is not there', outside({ service: BLUE_GREEN }), []],
])('what is told of traffic that is moved %s', (_by, template, ids) => {
  expect(idsOf(template).filter((id) => OF_STRATEGY.test(id))).toEqual(ids);
});
