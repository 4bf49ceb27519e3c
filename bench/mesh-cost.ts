import { execFileSync } from 'child_process';

// CPU of a mesh of N services, each of which calls the next three, in one stack and in five: by hand with L2s, and with ServiceConnectMesh.
// usage: npx projen compile && npx ts-node -T bench/mesh-cost.ts [N]
const count = Number(process.argv[2] ?? 30);
const ROUNDS = 7;

const frame = (stacks: number, mesh: string, server: string, call: string) => `
  const { App, Stack } = require('aws-cdk-lib/core');
  const ec2 = require('aws-cdk-lib/aws-ec2');
  const ecs = require('aws-cdk-lib/aws-ecs');
  const logs = require('aws-cdk-lib/aws-logs');
  const cloudmap = require('aws-cdk-lib/aws-servicediscovery');
  const { ServiceConnectMesh } = require('./lib');
  void ServiceConnectMesh;
  const start = process.cpuUsage();
  const app = new App({ context: require('aws-cdk-lib/recommended-feature-flags.json') });
  const platform = new Stack(app, 'Platform');
  const vpc = ec2.Vpc.fromVpcAttributes(platform, 'Vpc', {
    vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  const cluster = new ecs.Cluster(platform, 'Cluster', { vpc });
  ${mesh}
  const teams = ${stacks} === 1 ? [platform] : Array.from({ length: ${stacks} }, (_, index) => new Stack(app, 'Team' + index));
  const services = Array.from({ length: ${count} }, (_, index) => {
    const stack = teams[Math.floor(index * teams.length / ${count})];
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task' + index, { cpu: 512, memoryLimitMiB: 1024 });
    taskDefinition.addContainer('app', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'),
      portMappings: [{ containerPort: 8080, name: 'http', appProtocol: ecs.AppProtocol.http }],
    });
    const service = new ecs.FargateService(stack, 'Service' + index, { cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true } });
    ${server}
  });
  services.forEach((client, index) => services.slice(index + 1, index + 4).forEach((server) => { ${call} }));
  const assembly = app.synth();
  const { user, system } = process.cpuUsage(start);
  const resources = assembly.stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources ?? {}).length, 0);
  console.log(JSON.stringify({ ms: (user + system) / 1000, resources }));`;

const byHand = (stacks: number) => frame(stacks,
  `const namespace = new cloudmap.HttpNamespace(platform, 'Namespace', { name: 'shop' });
   const logGroup = new logs.LogGroup(platform, 'ProxyLogs', { retention: 30 });`,
  `service.enableServiceConnect({
     namespace: namespace.namespaceArn,
     services: [{ portMappingName: 'http', discoveryName: 's' + index, dnsName: 's' + index }],
     logDriver: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 's' + index }),
   });
   return service;`,
  `client.connections.securityGroups[0].allowAllOutbound && ${stacks} === 1
     ? server.connections.allowFrom(client, ec2.Port.tcp(8080))
     : server.connections.securityGroups[0].addIngressRule(client.connections.securityGroups[0], ec2.Port.tcp(8080), undefined, true);
   if (${stacks} === 1) client.node.defaultChild.addResourceDependency(server.node.defaultChild);`);
const withMesh = (stacks: number) => frame(stacks,
  "const mesh = new ServiceConnectMesh(platform, 'Mesh');",
  "return { service, endpoint: mesh.addServer('S' + index, { service }) };",
  'mesh.connect(client.service, server.endpoint);');

const env = { ...process.env, CDK_VALIDATION: 'false' };
const run = (code: string) => JSON.parse(execFileSync('node', ['-e', code], { encoding: 'utf8', env, maxBuffer: 1e8 }));
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (const stacks of [1, 5]) {
  const rounds = Array.from({ length: ROUNDS }, () => [run(byHand(stacks)), run(withMesh(stacks))]);
  ['by hand', 'with a mesh'].forEach((name, index) => console.log(`${name.padEnd(12)} ${count} services in ${stacks} stacks: ` +
    `${rounds[0][index].resources} resources, ${median(rounds.map((round) => round[index].ms)).toFixed(0)} ms CPU`));
  console.log(`CPU with a mesh to by hand: ${median(rounds.map(([one, other]) => other.ms / one.ms)).toFixed(2)} (median of ${ROUNDS} paired rounds)`);
}
