import * as fc from 'fast-check';
import { checkExternalService, ExternalServiceFacts, readExternalService, ServiceInVpc } from '../../../src/model/anywhere/external-service';
import { advise, refuse } from '../../../src/model/finding';

test.each<[ServiceInVpc, string, string]>([
  ['loadBalancers', 'LoadBalancer', 'ECS registers none of these machines, which are outside of the VPC, with a load balancer; '
    + 'push results to SQS or S3, let clients call the machine\'s own address or a reverse proxy there, or run what is called on Fargate'],
  ['serviceRegistries', 'CloudMap', 'ECS registers none of these tasks, which have no address in the VPC, in Cloud Map; '
    + 'give clients the address of the machine, or run what they look for on Fargate'],
  ['serviceConnectConfiguration', 'ServiceConnect', 'their agent has no Service Connect, whose proxies talk to each other in a VPC; '
    + 'let the tasks call a load balancer of what they need, or push to SQS or S3'],
  ['vpcLatticeConfigurations', 'Lattice', 'VPC Lattice reaches targets in a VPC only; push results to SQS or S3, or run what is called on Fargate or EC2'],
  ['networkConfiguration', 'Network', 'there are no subnets, security groups and network interfaces outside of a VPC; '
    + 'take the network mode bridge or host, and filter in the network of the machines'],
  ['capacityProviderStrategy', 'CapacityProviders', 'a capacity provider starts capacity in AWS, and has none of these machines; '
    + 'name the launch type EXTERNAL, and register as many machines as the tasks need'],
  ['volumeConfigurations', 'Volumes', 'EBS attaches volumes to what runs in AWS only; mount a directory of the machine, or a volume of Docker'],
])('%s are refused with their reason and what to do instead', (used, problem, text) => {
  expect(checkExternalService({ uses: [used] })).toEqual([
    refuse(`ExternalService.${problem}`, used, `must be left out on machines outside AWS: ${text}`),
  ]);
});

test.each<[ExternalServiceFacts, string, string, string]>([
  [{ launchType: 'EC2' }, 'ExternalService.LaunchType', 'launchType', 'must be EXTERNAL for machines outside AWS, got EC2; leave it as it is'],
  [{ controller: 'CODE_DEPLOY' }, 'ExternalService.Controller', 'deploymentController',
    'must be ECS on machines outside AWS, where nothing but a rolling update is there, got CODE_DEPLOY; leave it out'],
  [{ controller: 'EXTERNAL' }, 'ExternalService.Controller', 'deploymentController',
    'must be ECS on machines outside AWS, where nothing but a rolling update is there, got EXTERNAL; leave it out'],
  ...['BLUE_GREEN', 'LINEAR', 'CANARY'].map((strategy): [ExternalServiceFacts, string, string, string] => (
    [{ strategy }, 'ExternalService.Strategy', 'deploymentConfiguration.strategy',
      `must be ROLLING on machines outside AWS, to which no load balancer and no Service Connect could shift traffic, got ${strategy}; take Rollout.rolling()`])),
  [{ rebalancing: true }, 'ExternalService.Rebalancing', 'availabilityZoneRebalancing',
    'must be DISABLED on machines outside AWS, which are in no availability zone, got ENABLED; spread the tasks over an attribute of the machines'],
])('%j is refused', (facts, id, path, text) => {
  expect(checkExternalService(facts)).toEqual([refuse(id, path, text)]);
});

test('what sets the count is advised against: no document of AWS refuses it', () => {
  expect(checkExternalService({ scaled: true })).toEqual([advise('ExternalService.Scaling', 'desiredCount',
    'must be set without Application Auto Scaling, which starts no machines, and AWS does not say whether it scales tasks outside of AWS, got a scalable target; '
    + 'keep the most tasks within what the machines hold')]);
});

test.each<[ExternalServiceFacts]>([
  [{}],
  [{ launchType: 'EXTERNAL', uses: [], controller: 'ECS', strategy: 'ROLLING', rebalancing: false, scaled: false }],
])('%j gets through', (facts) => {
  expect(checkExternalService(facts)).toEqual([]);
});

describe('of a service in a template', () => {
  const FULL = {
    LaunchType: 'EXTERNAL',
    LoadBalancers: [{}],
    ServiceRegistries: [{}],
    ServiceConnectConfiguration: { Enabled: true },
    VpcLatticeConfigurations: [{}],
    NetworkConfiguration: { AwsvpcConfiguration: {} },
    CapacityProviderStrategy: [{}],
    VolumeConfigurations: [{}],
    DeploymentController: { Type: 'CODE_DEPLOY' },
    DeploymentConfiguration: { Strategy: 'BLUE_GREEN' },
    AvailabilityZoneRebalancing: 'ENABLED',
  };

  test('everything is read', () => {
    expect(readExternalService(FULL)).toEqual({
      launchType: 'EXTERNAL',
      uses: [
        'loadBalancers', 'serviceRegistries', 'serviceConnectConfiguration', 'vpcLatticeConfigurations', 'networkConfiguration',
        'capacityProviderStrategy', 'volumeConfigurations',
      ],
      controller: 'CODE_DEPLOY',
      strategy: 'BLUE_GREEN',
      rebalancing: true,
    });
  });

  test('what is empty or off is not there', () => {
    const lists = ['LoadBalancers', 'ServiceRegistries', 'VpcLatticeConfigurations', 'CapacityProviderStrategy', 'VolumeConfigurations'];
    const empty = Object.fromEntries(lists.map((name) => [name, []]));
    expect(readExternalService({ ...empty, ServiceConnectConfiguration: { Enabled: false }, NetworkConfiguration: {} }).uses).toEqual([]);
  });

  test('what may come to nothing is not there', () => {
    const open = { 'Fn::If': ['Some', {}, { Ref: 'AWS::NoValue' }] };
    expect(readExternalService({ LoadBalancers: [open], NetworkConfiguration: { AwsvpcConfiguration: open } }).uses).toEqual([]);
    expect(readExternalService({ LoadBalancers: [open, { Ref: 'P' }], NetworkConfiguration: { AwsvpcConfiguration: { Ref: 'P' } } }).uses)
      .toEqual(['loadBalancers', 'networkConfiguration']);
  });

  test('what only the deployment knows is no finding', () => {
    fc.assert(fc.property(fc.subarray(Object.keys(FULL)), (names) => {
      const late = Object.fromEntries(names.map((name) => [name, { 'Fn::If': ['Some', 'a', 'b'] }]));
      expect(checkExternalService(readExternalService(late))).toEqual([]);
    }));
  });
});
