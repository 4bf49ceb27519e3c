import { compare, measured } from './paired';

// CPU of a mesh of N services, each of which calls the next three, in one stack and in five: by hand with L2s, and with ServiceConnectMesh.
// usage: npx projen compile && npx ts-node -T bench/mesh-cost.ts [N]
const count = Number(process.argv[2] ?? 30);

const frame = (stacks: number, mesh: string, server: string, call: string) => measured(`
  const logs = require('aws-cdk-lib/aws-logs');
  const cloudmap = require('aws-cdk-lib/aws-servicediscovery');`, `
  ${mesh}
  const teams = ${stacks} === 1 ? [stack] : Array.from({ length: ${stacks} }, (_, index) => new Stack(app, 'Team' + index));
  const services = Array.from({ length: ${count} }, (_, index) => {
    const team = teams[Math.floor(index * teams.length / ${count})];
    const taskDefinition = new ecs.FargateTaskDefinition(team, 'Task' + index, { cpu: 512, memoryLimitMiB: 1024 });
    taskDefinition.addContainer('app', { image, portMappings: [{ containerPort: 8080, name: 'http', appProtocol: ecs.AppProtocol.http }] });
    const service = new ecs.FargateService(team, 'Service' + index, { cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true } });
    ${server}
  });
  services.forEach((client, index) => services.slice(index + 1, index + 4).forEach((server) => { ${call} }));`);

const byHand = (stacks: number) => frame(stacks,
  `const namespace = new cloudmap.HttpNamespace(stack, 'Namespace', { name: 'shop' });
   const logGroup = new logs.LogGroup(stack, 'ProxyLogs', { retention: 30 });`,
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
  "const mesh = new ours.ServiceConnectMesh(stack, 'Mesh');",
  "return { service, endpoint: mesh.addServer('S' + index, { service }) };",
  'mesh.connect(client.service, server.endpoint);');

for (const stacks of [1, 5]) {
  compare(`${count} services in ${stacks} stacks`, { 'by hand': byHand(stacks), 'this library': withMesh(stacks) });
}
