import { execFileSync } from 'child_process';

// CPU and template size of N services behind one balancer: plain L2s against this library, each in a process of its own.
// usage: npx projen compile && npx ts-node -T bench/synth-cost.ts [N]
const count = Number(process.argv[2] ?? 20);
const ROUNDS = 7;

const frame = (service: string) => `
  const { App, Stack, Duration } = require('aws-cdk-lib/core');
  const ec2 = require('aws-cdk-lib/aws-ec2');
  const ecs = require('aws-cdk-lib/aws-ecs');
  const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
  const logs = require('aws-cdk-lib/aws-logs');
  const secretsmanager = require('aws-cdk-lib/aws-secretsmanager');
  const ours = require('./lib');
  const start = process.cpuUsage();
  const app = new App({ context: require('aws-cdk-lib/recommended-feature-flags.json') });
  const stack = new Stack(app, 'Stack');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
    publicSubnetIds: ['subnet-3', 'subnet-4'], publicSubnetRouteTableIds: ['rtb-3', 'rtb-4'],
  });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
  const listener = balancer.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
  const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'prod/db');
  for (let index = 0; index < ${count}; index++) { ${service} }
  const assembly = app.synth();
  const { user, system } = process.cpuUsage(start);
  const template = assembly.stacks[0].template;
  console.log(JSON.stringify({ ms: (user + system) / 1000, resources: Object.keys(template.Resources).length, bytes: JSON.stringify(template).length }));`;

const VARIANTS = {
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
};

const env = { ...process.env, CDK_VALIDATION: 'false' };
const run = (code: string) => JSON.parse(execFileSync('node', ['-e', code], { encoding: 'utf8', env, maxBuffer: 1e8 }));
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const [plain, library] = Object.values(VARIANTS);
const rounds = Array.from({ length: ROUNDS }, () => [run(plain), run(library)]);
const names = Object.keys(VARIANTS);
for (const index of [0, 1]) {
  const { resources, bytes } = rounds[0][index];
  console.log(`${names[index].padEnd(14)} ${count} services: ${resources} resources, ${(bytes / 1000).toFixed(0)} kB, ` +
    `${median(rounds.map((round) => round[index].ms)).toFixed(0)} ms CPU`);
}
console.log(`CPU of this library to plain L2s: ${median(rounds.map(([one, other]) => other.ms / one.ms)).toFixed(2)} (median of ${ROUNDS} paired rounds)`);
