import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuseServers } from '../../src/service/mesh-check';
import { serviceStack } from '../deployment/services';

function connected(props: ecs.ServiceConnectProps | undefined) {
  const { stack, service, taskDefinition } = serviceStack();
  taskDefinition.defaultContainer!.addPortMappings({ name: 'http', containerPort: 8080 });
  refuseServers(new Construct(stack, 'Orders'), { baseService: service });
  if (props) service.enableServiceConnect({ namespace: 'shop', ...props });
  return stack;
}

test('a name in Service Connect is refused, with the way out', () => {
  const stack = connected({ services: [{ portMappingName: 'http', dnsName: 'orders', port: 80 }] });
  expect(() => App.of(stack)!.synth()).toThrow(
    'BaseAndBurstService.ServiceConnect: `baseService` is reached by the load balancer, got a name in Service Connect, which one service has and not two; ' +
    'let callers use the load balancer, or VPC Lattice');
});

test.each([['a client of others', {}], ['no part of a mesh', undefined]])('%s passes', (_, props) => {
  expect(App.of(connected(props))!.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Stack']);
});
