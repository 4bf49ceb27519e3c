import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { clusterIn, serviceStack, ServiceStack } from './services';
import { addTestHeader } from '../../src/deployment/test-header';
import { recommendedApp, theOnly } from '../kit/stacks';

const HEADER = { name: 'x-release', value: 'next' };
const RULES = { Header: { Name: 'x-release', Value: { Exact: 'next' } } };

/** A service that may be in Service Connect, under a name and an alias. */
function setting(): ServiceStack {
  const stack = new Stack(recommendedApp(), 'Stack');
  const cluster = clusterIn(stack);
  cluster.addDefaultCloudMapNamespace({ name: 'internal', useForServiceConnect: true });
  const made = serviceStack({}, stack, cluster);
  made.taskDefinition.defaultContainer!.addPortMappings({ containerPort: 8080, name: 'http' }, { containerPort: 8081, name: 'admin' });
  return made;
}

const CONNECT: ecs.ServiceConnectProps = {
  services: [
    { portMappingName: 'http', dnsName: 'web', port: 80, perRequestTimeout: Duration.seconds(5) },
    { portMappingName: 'admin', dnsName: 'admin', port: 81 },
  ],
};

function configOf({ stack }: ServiceStack): any {
  return theOnly(stack, 'AWS::ECS::Service').Properties.ServiceConnectConfiguration;
}

test.each<[string, (made: ServiceStack) => void]>([
  ['before', (made) => {
    made.service.enableServiceConnect(CONNECT);
    addTestHeader(made.resource, HEADER);
  }],
  ['after', (made) => {
    addTestHeader(made.resource, HEADER);
    made.service.enableServiceConnect(CONNECT);
  }],
])('requests with the header find the new revision by every name, whether Service Connect is turned on %s', (_, build) => {
  const made = setting();
  build(made);
  expect(configOf(made)).toMatchObject({
    Enabled: true,
    Services: [
      { PortName: 'http', Timeout: { PerRequestTimeoutSeconds: 5 }, ClientAliases: [{ DnsName: 'web', Port: 80, TestTrafficRules: RULES }] },
      { PortName: 'admin', ClientAliases: [{ DnsName: 'admin', Port: 81, TestTrafficRules: RULES }] },
    ],
  });
});

test('nothing else of the configuration changes', () => {
  const [plain, tested] = [setting(), setting()];
  plain.service.enableServiceConnect(CONNECT);
  tested.service.enableServiceConnect(CONNECT);
  addTestHeader(tested.resource, HEADER);
  const config = configOf(tested);
  config.Services.forEach(({ ClientAliases }: any) => ClientAliases.forEach((alias: any) => { delete alias.TestTrafficRules; }));
  expect(config).toEqual(configOf(plain));
});

test.each<[string, (made: ServiceStack) => void]>([
  ['is outside of Service Connect', () => undefined],
  ['only calls others', (made) => made.service.enableServiceConnect()],
])('a service that %s has nothing to test', (_, build) => {
  const made = setting();
  build(made);
  addTestHeader(made.resource, HEADER);
  expect(() => configOf(made)).toThrow(
    'TestTraffic.NoBalancer: `rollout.testTraffic` is a header for a load balancer or for Service Connect, got a service without either; '
    + 'leave it out, or give the service one of them');
});

test('a service that is configured by its resource has it too', () => {
  const made = setting();
  made.resource.serviceConnectConfiguration = { enabled: true, services: [{ portName: 'http', clientAliases: [{ port: 80 }] }] };
  addTestHeader(made.resource, HEADER);
  expect(configOf(made)).toEqual({ Enabled: true, Services: [{ PortName: 'http', ClientAliases: [{ Port: 80, TestTrafficRules: RULES }] }] });
});
