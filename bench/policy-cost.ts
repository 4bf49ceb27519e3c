import { compare, measured, median } from './paired';

// CPU that the pack adds to the synthesis of N services in stacks of 20, and what AwsSolutionsChecks of cdk-nag adds to the same.
// usage: npx projen compile && npx ts-node -T bench/policy-cost.ts [N]
const count = Number(process.argv[2] ?? 200);

const MODULES = `
  const logs = require('aws-cdk-lib/aws-logs');
  const { Validations } = require('aws-cdk-lib/core');
  const nag = require('cdk-nag');`;

/** The same services each time, of which neither pack has anything to print. */
const checkedBy = (plugin: string) => measured(MODULES, `
  for (let index = 0; index < ${count}; index++) {
    const part = index % 20 === 0 ? new Stack(app, 'Services' + index) : app.node.children[app.node.children.length - 1];
    const taskDefinition = new ecs.FargateTaskDefinition(part, 'Task' + index, { cpu: 512, memoryLimitMiB: 1024 });
    taskDefinition.addContainer('app', {
      image, readonlyRootFilesystem: true, user: '1000:1000', logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: new logs.LogGroup(part, 'Logs' + index, { retention: 30 }) }),
    });
    const service = new ecs.FargateService(part, 'Service' + index, {
      cluster: ecs.Cluster.fromClusterAttributes(part, 'Cluster' + index, { vpc, clusterName: 'main' }),
      taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true },
    });
    service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  }
  const reason = 'nobody deploys this';
  Validations.of(app).acknowledge({ id: 'EcsPolicy-TaskRoles.OpenTrust', reason });
  ${plugin === '' ? '' : `Validations.of(app).addPlugins(${plugin});`}`);

const rounds = compare(`${count} services`, {
  'no pack': checkedBy(''),
  'EcsPolicyPack': checkedBy("new ours.policy.EcsPolicyPack({ failOn: 'none' })"),
  'AwsSolutions': checkedBy('new nag.AwsSolutionsChecks(app)'),
});
const added = median(rounds.map(([none, pack, nag]) => (pack - none) / (nag - none)));
console.log(`CPU that EcsPolicyPack adds to what AwsSolutionsChecks adds: ${added.toFixed(2)} (median of ${rounds.length} paired rounds)`);
