import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { lines, taskIn } from './services';
import { RollbackAlarms } from '../../src/deployment/rollback-alarms';
import { Rollout } from '../../src/deployment/rollout';
import { platformStack } from '../kit/stacks';

test('never throws where it is made', () => {
  expect(lines(Rollout.rolling({ minHealthyPercent: -1 })._findings({}))).toEqual([
    'error RolloutPlan.MinHealthyPercent: `minHealthyPercent` takes whole numbers from 0 to 100, got -1; the nearest is 0',
  ]);
});

test('plans a rolling update', () => {
  expect(Rollout.rolling()._plan(3).ceiling).toBe(6);
});

test('binds to a service, and to the next one', () => {
  const rollout = Rollout.rolling({ rollbackOn: RollbackAlarms.standard() });
  for (let run = 0; run < 2; run++) {
    const { stack, cluster } = platformStack();
    const bound = rollout._bind(stack, { cluster, targetGroups: [] });
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: taskIn(stack), ...bound.serviceProps });
    bound.apply(service);
    expect(bound.alarms).toHaveLength(2);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 2);
  }
});
