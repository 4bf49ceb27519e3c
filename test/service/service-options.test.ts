import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { Rollout, TaskBlueprint, TaskScaling, TrafficSource } from '../../src';
import { choicesOf, ServiceOptions } from '../../src/service/service-options';
import { ExecAccess } from '../../src/task/exec-access';

const task = TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0') });

test('what runs is the only choice that has to be made', () => {
  expect(choicesOf({ task })).toEqual({
    task,
    scaling: TaskScaling.exactly(2),
    rollout: Rollout.rolling(),
    traffic: TrafficSource.none(),
    network: {},
    shutdown: {},
    exec: undefined,
    healthCheckGracePeriod: undefined,
    serviceName: undefined,
  });
});

const CHOSEN: Required<ServiceOptions> = {
  task,
  scaling: TaskScaling.between(4, 20, { cpuPercent: 60 }),
  rollout: Rollout.rolling({ minHealthyPercent: 50 }),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
  network: { assignPublicIp: true },
  shutdown: { drain: Duration.seconds(5) },
  exec: ExecAccess.enabled(),
  healthCheckGracePeriod: Duration.seconds(0),
  serviceName: 'web',
};

test.each(Object.keys(CHOSEN) as (keyof ServiceOptions)[])('%s is taken as it was chosen', (name) => {
  expect(choicesOf(CHOSEN)[name]).toBe(CHOSEN[name]);
});

test('nothing else of a service construct gets into its choices', () => {
  const props = { ...CHOSEN, spot: { onDemandBase: 1 } };
  expect(Object.keys(choicesOf(props)).sort()).toEqual(Object.keys(CHOSEN).sort());
});
