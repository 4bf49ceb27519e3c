import { compare, measured } from './paired';

// CPU and template size of N services behind one balancer: plain L2s against this library.
// usage: npx projen compile && npx ts-node -T bench/synth-cost.ts [N]
const count = Number(process.argv[2] ?? 20);

const frame = (service: string) => measured(`
  const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
  const logs = require('aws-cdk-lib/aws-logs');
  const secretsmanager = require('aws-cdk-lib/aws-secretsmanager');`, `
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
  const listener = balancer.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'prod/db');
  for (let index = 0; index < ${count}; index++) { ${service} }`);

compare(`${count} services`, {
  'plain L2s': frame(`
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task' + index, { cpu: 512, memoryLimitMiB: 1024 });
    taskDefinition.addContainer('app', {
      image, portMappings: [{ containerPort: 8080 }], secrets: { DB: ecs.Secret.fromSecretsManager(secret) },
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: new logs.LogGroup(stack, 'Logs' + index) }),
    });
    const service = new ecs.FargateService(stack, 'Service' + index, {
      cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true },
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    const group = new elbv2.ApplicationTargetGroup(stack, 'Group' + index, { vpc, port: 80, targets: [service] });
    new elbv2.ApplicationListenerRule(stack, 'Rule' + index, {
      listener, priority: index + 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/' + index + '/*'])], targetGroups: [group],
    });
    const scaling = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 });
    scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
    scaling.scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup: group });`),
  'this library': frame(`
    new ours.FargateSpotService(stack, 'Service' + index, {
      cluster,
      task: ours.TaskBlueprint.container({
        image, size: ours.FargateSize.of(512, 1024), port: 8080, secrets: { DB: ecs.Secret.fromSecretsManager(secret) },
      }),
      scaling: ours.TaskScaling.between(2, 10, { cpuPercent: 60, requestsPerTarget: 1000 }),
      traffic: ours.TrafficSource.listenerRule({ listener, priority: index + 1, pathPatterns: ['/' + index + '/*'] }),
    });`),
});
