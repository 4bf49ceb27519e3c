import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { isolatedStack } from './networks';
import { TreeNetwork } from '../../src/network/tree-network';

const { CLOUDWATCH_LOGS } = ec2.InterfaceVpcEndpointAwsService;

describe('the endpoints of a VPC', () => {
  test.each<[string, (stack: Stack, vpc: ec2.Vpc) => unknown, { service: string; gateway: boolean }]>([
    ['a gateway endpoint', (_stack, vpc) => vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 }),
      { service: '.s3', gateway: true }],
    ['an interface endpoint', (_stack, vpc) => vpc.addInterfaceEndpoint('Logs', { service: CLOUDWATCH_LOGS }),
      { service: 'com.amazonaws.eu-west-1.logs', gateway: false }],
    ['an L1 that names no type', (stack, { vpcId }) => new ec2.CfnVPCEndpoint(stack, 'S3', { vpcId, serviceName: 'com.amazonaws.eu-west-1.s3' }),
      { service: 'com.amazonaws.eu-west-1.s3', gateway: true }],
    ['an L1', (stack, { vpcId }) => new ec2.CfnVPCEndpoint(stack, 'Logs', { vpcId, serviceName: 'com.amazonaws.eu-west-1.logs', vpcEndpointType: 'Interface' }),
      { service: 'com.amazonaws.eu-west-1.logs', gateway: false }],
  ])('count %s', (_name, add, facts) => {
    const { stack, vpc } = isolatedStack();
    add(stack, vpc);
    expect(TreeNetwork.of(stack).endpointsOf(vpc)).toEqual([facts]);
  });

  test('end with the service where the region is a token', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    vpc.addInterfaceEndpoint('Logs', { service: CLOUDWATCH_LOGS });
    expect(TreeNetwork.of(stack).endpointsOf(vpc)).toEqual([{ service: '.logs', gateway: false }]);
  });

  test('are not those of another', () => {
    const { stack, vpc } = isolatedStack();
    const other = new ec2.Vpc(stack, 'Other', { restrictDefaultSecurityGroup: false });
    other.addInterfaceEndpoint('Logs', { service: CLOUDWATCH_LOGS });
    expect(TreeNetwork.of(stack).endpointsOf(vpc)).toEqual([]);
    expect(TreeNetwork.of(stack).endpointsOf(other)).toHaveLength(1);
  });
});

describe('a way out of an isolated subnet', () => {
  function hasWayOut(route: Partial<ec2.CfnRouteProps>): boolean[] {
    const { stack, vpc } = isolatedStack();
    const [first] = vpc.isolatedSubnets;
    new ec2.CfnRoute(stack, 'Route', { routeTableId: first.routeTable.routeTableId, ...route });
    return vpc.isolatedSubnets.map((subnet) => TreeNetwork.of(stack).hasWayOut(subnet));
  }

  test.each<[string, Partial<ec2.CfnRouteProps>, boolean]>([
    ['a route to everywhere', { destinationCidrBlock: '0.0.0.0/0', transitGatewayId: 'tgw-1' }, true],
    ['a route to everywhere over IPv6', { destinationIpv6CidrBlock: '::/0', egressOnlyInternetGatewayId: 'eigw-1' }, true],
    ['a route to a peer', { destinationCidrBlock: '10.1.0.0/16', vpcPeeringConnectionId: 'pcx-1' }, false],
    ['a route to a prefix list', { destinationPrefixListId: 'pl-1', gatewayId: 'igw-1' }, false],
  ])('%s is, for its subnet: %p', (_name, route, wayOut) => {
    expect(hasWayOut(route)).toEqual([wayOut, false, false]);
  });
});

describe('the tree', () => {
  function staged(): { inApp: ec2.Vpc; inStage: ec2.Vpc } {
    const app = new App();
    const vpcIn = (scope: App | Stage) => new ec2.Vpc(new Stack(scope, 'Network'), 'Vpc', { restrictDefaultSecurityGroup: false });
    const [inApp, inStage] = [vpcIn(app), vpcIn(new Stage(app, 'Production'))];
    [inApp, inStage].forEach((vpc) => vpc.addInterfaceEndpoint('Logs', { service: CLOUDWATCH_LOGS }));
    return { inApp, inStage };
  }

  test('is that of the app, or of the stage alone', () => {
    const { inApp, inStage } = staged();
    expect(TreeNetwork.of(inApp).endpointsOf(inApp)).toHaveLength(1);
    expect(TreeNetwork.of(inStage).endpointsOf(inStage)).toHaveLength(1);
    expect(TreeNetwork.of(inStage).endpointsOf(inApp)).toEqual([]);
  });

  test('is read as it is now, or once for all', () => {
    const { inApp: vpc, inStage } = staged();
    const [now, final] = [TreeNetwork.of(vpc), TreeNetwork.final(vpc)];
    vpc.addInterfaceEndpoint('Ecr', { service: ec2.InterfaceVpcEndpointAwsService.ECR });
    expect([now, final, TreeNetwork.of(vpc), TreeNetwork.final(vpc.stack)].map((network) => network.endpointsOf(vpc).length)).toEqual([1, 1, 2, 1]);
    expect(TreeNetwork.final(vpc.stack)).toBe(final);
    expect(TreeNetwork.final(inStage).endpointsOf(inStage)).toHaveLength(1);
  });
});
