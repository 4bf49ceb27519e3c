import * as ecs from 'aws-cdk-lib/aws-ecs';
import { portsOf, reach, reachedFacts } from '../../src/discovery/reached-service';
import { sentence } from '../../src/model/finding';
import { platformStack } from '../kit/stacks';
import { ec2Service, fargateService } from '../mesh/services';

test('the L2 behind a reference is found with its resource and its task definition', () => {
  const { stack, cluster } = platformStack();
  const service = fargateService(stack, 'Api', cluster);
  expect(reach('Owner', 'service', service)).toEqual({
    reached: { service, resource: service.node.defaultChild, taskDefinition: service.taskDefinition }, findings: [],
  });
});

test('what is known of it: platform, controller, ports and how it is scheduled', () => {
  const { stack, cluster } = platformStack();
  const [fargate, bridge] = [fargateService(stack, 'Api', cluster), ec2Service(stack, 'Bridged', cluster, ecs.NetworkMode.BRIDGE)]
    .map((service) => reachedFacts(reach('Owner', 'service', service).reached!));
  expect(fargate).toMatchObject({ platform: 'fargate', controller: 'ECS', daemon: false, proxied: false });
  expect(bridge).toMatchObject({ platform: 'ec2', task: { networkMode: 'bridge' } });
  expect(portsOf(fargate.task).map(({ name, port }) => [name, port])).toEqual([['http', 8080]]);
});

test('the codes are those of who asks', () => {
  const { stack } = platformStack();
  const { reached, findings } = reach('Owner', 'target', new ecs.CfnService(stack, 'Plain'));
  expect(reached).toBeUndefined();
  expect(findings.map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'Owner.PlainResource: `target` must be an L2 or L3, which knows its task definition and security groups, got the resource Stack/Plain alone',
  ]);
});
