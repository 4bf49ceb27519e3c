import { container, Seen, strategyOf } from './seen';

/** Work without callers: a queue, a clock, uploads and a deployment start it. */
export async function asyncPlatform(seen: Seen): Promise<void> {
  const { cloudWatch, scheduler } = seen.clients;
  const documents = await seen.service('AsyncPlatform', 'Documents');
  const app = container(documents);
  seen.same('documents have two tasks', documents.service.desiredCount, 2);
  seen.same('documents run as nobody in particular, and write nowhere else', [app.user, app.readonlyRootFilesystem], ['1000:1000', true]);
  seen.same(
    'files of documents are on EFS, on an encrypted way',
    documents.task.volumes?.map(({ efsVolumeConfiguration: efs }) => efs?.transitEncryption),
    ['ENABLED', undefined],
  );
  seen.same(
    'files of documents are where they look for them',
    app.mountPoints?.find(({ sourceVolume }) => sourceVolume === 'files')?.containerPath,
    '/var/documents',
  );
  seen.same(
    'logs of documents go through the router',
    [app.logConfiguration?.logDriver, container(documents, 'log-router').firelensConfiguration?.type],
    ['awsfirelens', 'fluentbit'],
  );
  seen.same(
    'the router and the collector are there first',
    app.dependsOn?.map(({ containerName }) => containerName).slice(0, 2),
    ['log-router', 'otel-collector'],
  );

  const worker = await seen.service('AsyncPlatform', 'OrderWorker');
  const scaling = await seen.scaling(worker);
  seen.same('orders are worked off by none to twenty tasks', [scaling?.min, scaling?.max], [0, 20]);
  // Two minutes until a message is worked off, five seconds for one: 24 may wait for each task, and it works on one more.
  seen.same(
    'a task may have 25 messages before it: two minutes of five seconds',
    scaling?.held,
    { 'own metric': 25, 'StepScaling': undefined },
  );
  seen.same('orders are worked off on Spot, but for the first task', strategyOf(worker), ['FARGATE 0 of 1, base 1', 'FARGATE_SPOT 1 of 1']);
  const { MetricAlarms = [] } = await cloudWatch.describeAlarms({ AlarmNamePrefix: 'AsyncPlatform-OrderWorkerDeadLetters' });
  seen.same(
    'one order that fails for good is told of',
    MetricAlarms.map(({ Threshold, MetricName }) => [MetricName, Threshold]),
    [['ApproximateNumberOfMessagesVisible', 1]],
  );

  const schedule = await scheduler.getSchedule({ Name: seen.id('AsyncPlatform', 'NightlyAccounts', 'AWS::Scheduler::Schedule') });
  seen.same(
    'accounts are closed at two in Berlin',
    [schedule.ScheduleExpression, schedule.ScheduleExpressionTimezone, schedule.State],
    ['cron(0 2 * * ? *)', 'Europe/Berlin', 'ENABLED'],
  );
  seen.same('accounts are closed by a supervised run', schedule.Target?.Arn?.split(':')[2], 'states');
}
