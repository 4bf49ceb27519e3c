import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { fargateService } from './services';
import { ServiceConnectMesh } from '../../src';
import { recommendedApp } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const SERVICES = 50;
const CONNECTIONS = 200;
const STACKS = 5;

const nameOf = (index: number) => `S${String(index).padStart(2, '0')}`;

/** 200 different calls among 50 services, in whatever direction: the same ones every time. */
function callsAtRandom(): (readonly [number, number])[] {
  const calls = new Map<string, readonly [number, number]>();
  let seed = 7;
  const next = () => Math.floor((seed = (seed * 1103515245 + 12345) % 2147483648) / 256);
  while (calls.size < CONNECTIONS) {
    const [client, server] = [next() % SERVICES, next() % SERVICES];
    if (client !== server) calls.set(`${client} ${server}`, [client, server]);
  }
  return [...calls.values()];
}

/** Who may reach whom, and on which port, as the templates have it. */
function graphOf(app: App): string[] {
  const group = (reference: unknown) => /(S\d\d)SecurityGroup/.exec(JSON.stringify(reference))?.[1];
  return app.synth().stacks.flatMap(({ template }) => Object.values<any>(template.Resources).flatMap(({ Properties, Type }) => {
    if (Type === 'AWS::EC2::SecurityGroup') {
      // No rule hides in a group itself.
      expect(Properties.SecurityGroupIngress).toBeUndefined();
    }
    return Type === 'AWS::EC2::SecurityGroupIngress'
      ? [`${group(Properties.SourceSecurityGroupId)} to ${group(Properties.GroupId)} on ${Properties.FromPort}-${Properties.ToPort}`] : [];
  }));
}

test.each([['with the recommended feature flags', recommendedApp], ['without any', () => new App()]])('50 services of 5 stacks with 200 connections have the rules that were asked for, %s', (_what, makeApp) => {
  const app = makeApp();
  const platform = new Stack(app, 'Platform');
  const vpc = new ec2.Vpc(platform, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new ecs.Cluster(platform, 'Cluster', { vpc });
  const mesh = new ServiceConnectMesh(platform, 'Mesh');
  const stacks = Array.from({ length: STACKS }, (_, index) => new Stack(app, `Team${index}`));
  const members = Array.from({ length: SERVICES }, (_, index) => {
    const service = fargateService(stacks[index % STACKS], nameOf(index), cluster, { ports: [{ containerPort: 8000 + index, name: 'http', appProtocol: ecs.AppProtocol.http }] });
    return { service, endpoint: mesh.addServer(nameOf(index), { service }) };
  });
  const calls = callsAtRandom();
  calls.forEach(([client, server]) => mesh.connect(members[client].service, members[server].endpoint));

  const wanted = calls.map(([client, server]) => `${nameOf(client)} to ${nameOf(server)} on ${8000 + server}-${8000 + server}`);
  expect(graphOf(app).sort()).toEqual(wanted.sort());
  stacks.forEach((stack) => expect(findCycle(templateGraph(stack))).toBeUndefined());
  // Every call is in order, or is told of.
  const told = Annotations.fromStack(platform).findWarning('*', Match.stringLikeRegexp('servers deployed before their clients')).map(({ entry }) => String(entry.data));
  const inOrder = calls.filter(([client, server]) => isBefore(app, members[server].service, members[client].service));
  const outOfOrder = calls.filter((call) => !inOrder.includes(call))
    .map(([client, server]) => `got ${members[server].service.node.path}, which waits for its client ${members[client].service.node.path};`);
  expect(told).toHaveLength(outOfOrder.length);
  outOfOrder.forEach((text) => expect(told.filter((warning) => warning.includes(text))).toHaveLength(1));
});

/** The template, or the order of stacks, has one service deployed before the other. */
function isBefore(app: App, server: ecs.BaseService, client: ecs.BaseService): boolean {
  const [first, then] = [Stack.of(server), Stack.of(client)];
  const artifact = app.synth().getStackArtifact(then.artifactId);
  if (first !== then) return artifact.dependencies.some(({ id }) => id === first.artifactId);
  const idOf = (service: ecs.BaseService) => first.getLogicalId(service.node.defaultChild as ecs.CfnService);
  return (artifact.template.Resources[idOf(client)].DependsOn ?? []).includes(idOf(server));
}
