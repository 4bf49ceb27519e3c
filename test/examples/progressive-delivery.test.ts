import { App, Stack } from 'aws-cdk-lib/core';
import { progressiveDelivery } from '../../examples/progressive-delivery/progressive-delivery';
import { linesOf } from '../../examples/report';
import { FargateSpotService } from '../../src';

const app = new App();
progressiveDelivery(app);
const stack = app.node.findChild('ProgressiveDelivery') as Stack;
const { Resources } = app.synth().getStackArtifact(stack.artifactId).template;
const ofType = (type: string): any[] =>
  Object.values<any>(Resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
const shifts = (...percents: number[]) => percents.flatMap((percent) => [`shift to ${percent} %`, 'bake']);

test.each([
  ['Pages', 6, ['start 2 new', 'stop 2 old', 'start 2 new', 'stop 2 old', 'watch alarms']],
  ['Orders', 8, [
    'start 4 new', 'hook at POST_TEST_TRAFFIC_SHIFT', 'hook at PRE_PRODUCTION_TRAFFIC_SHIFT', ...shifts(100), 'stop 4 old',
  ]],
  ['Search', 8, ['start 4 new', ...shifts(5, 100), 'stop 4 old']],
  ['Recommendations', 8, ['start 4 new', ...shifts(25, 50, 75, 100), 'stop 4 old']],
  ['Invoices', 8, ['start 4 new', ...shifts(10, 20, 30, 40, 50, 60, 70, 80, 90, 100), 'stop 4 old']],
])('%s runs at most %d tasks at once', (name, peakTasks, actions) => {
  const service = stack.node.findChild(name) as FargateSpotService;
  const plan = service.rolloutPlan(service.minTaskCount, 40);
  expect(plan.peakTasks).toBe(peakTasks);
  expect(plan.steps.map(({ action }) => action)).toEqual(actions);
  expect(linesOf(service).join('\n')).toContain(`at most ${peakTasks} at once; a task takes 40 s to start\n`);
});

test('the five services share one load balancer', () => {
  expect(ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')).toHaveLength(1);
  expect(ofType('AWS::ElasticLoadBalancingV2::ListenerRule').map(({ Priority }) => Priority).sort((one, other) => one - other))
    .toEqual([9, 10, 20, 30, 40, 50000]);
});

test('every alarm tells the one topic', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm');
  expect(ofType('AWS::SNS::Topic')).toHaveLength(1);
  expect(alarms).toHaveLength(26);
  expect(new Set(alarms.map(({ AlarmActions }) => JSON.stringify(AlarmActions))).size).toBe(1);
  expect(alarms[0].AlarmActions).toEqual([{ Ref: expect.stringContaining('AlarmTopic') }]);
});
