import { compare, measured } from './paired';

// CPU and template size of N scheduled tasks, and of N workers on queues, by hand and with this library.
// usage: npx projen compile && npx ts-node -T bench/job-cost.ts [N]
const count = Number(process.argv[2] ?? 20);

const MODULES = `
  const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
  const iam = require('aws-cdk-lib/aws-iam');
  const logs = require('aws-cdk-lib/aws-logs');
  const scheduler = require('aws-cdk-lib/aws-scheduler');
  const targets = require('aws-cdk-lib/aws-scheduler-targets');
  const sqs = require('aws-cdk-lib/aws-sqs');
  const patterns = require('aws-cdk-lib/aws-ecs-patterns');`;
const frame = (each: string) => measured(MODULES, `for (let index = 0; index < ${count}; index++) { ${each} }`);

compare(`${count} scheduled tasks`, {
  'plain L2s': frame(`
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task' + index, { cpu: 512, memoryLimitMiB: 1024 });
    taskDefinition.addContainer('app', {
      image, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: new logs.LogGroup(stack, 'Logs' + index) }),
    });
    const deadLetterQueue = new sqs.Queue(stack, 'Failed' + index, { enforceSSL: true });
    new cloudwatch.Alarm(stack, 'Alarm' + index, {
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(), threshold: 1, evaluationPeriods: 1,
    });
    new scheduler.Schedule(stack, 'Schedule' + index, {
      schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '0' }),
      target: new targets.EcsRunFargateTask(cluster, { taskDefinition, deadLetterQueue }),
    });`),
  'this library': frame(`
    new ours.ScheduledTask(stack, 'Task' + index, {
      cluster,
      task: ours.TaskBlueprint.container({ image, size: ours.FargateSize.of(512, 1024) }),
      schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '0' }),
    });`),
});

compare(`${count} workers`, {
  'ecs-patterns': frame(`
    new patterns.QueueProcessingFargateService(stack, 'Worker' + index, {
      cluster, image, cpu: 512, memoryLimitMiB: 1024, minScalingCapacity: 1, maxScalingCapacity: 10,
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', base: 1, weight: 0 }, { capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      circuitBreaker: { rollback: true }, minHealthyPercent: 100,
    });`),
  'this library': frame(`
    new ours.QueueWorker(stack, 'Worker' + index, {
      cluster,
      task: ours.TaskBlueprint.container({ image, size: ours.FargateSize.of(512, 1024) }),
      acceptableLatency: Duration.minutes(2), messageDuration: Duration.seconds(5),
    });`),
});
