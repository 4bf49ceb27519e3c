import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Aspects, CfnParameter, Stack, Validations } from 'aws-cdk-lib/core';
import { clusterIn, fargateService, imageIn, isolatedStack, withExec } from './networks';
import { PrivateEndpoints, TaskBlueprint } from '../../src';
import { TreeNetwork } from '../../src/network/tree-network';
import { recordService } from '../../src/network/vpc-services';
import { recommendedApp } from '../kit/stacks';

const ID = 'cdk-ecs-blueprints:PrivateEndpoints';

/** What the library says about endpoints, with the code that acknowledges it. */
function warningsIn(stack: Stack): string[] {
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('PrivateEndpoints')).map(({ entry }) => String(entry.data));
}

const MISSING = '`vpcSubnets` are isolated, where these tasks need endpoints that the VPC does not have, ';
const ADD = '; add PrivateEndpoints for the VPC, or choose subnets with a NAT gateway';

describe('a service in isolated subnets', () => {
  test('is told which endpoints it misses', () => {
    const { stack, vpc } = isolatedStack();
    withExec(stack, clusterIn(stack, vpc));
    expect(warningsIn(stack)).toEqual([`${MISSING}ecr.api, ecr.dkr, s3, logs and ssmmessages${ADD} [ack: Annotation::${ID}.Missing]`]);
  });

  test('is told once, however often it is recorded and synthesised', () => {
    const app = recommendedApp();
    const { stack, vpc } = isolatedStack(app);
    const { service } = fargateService(stack, clusterIn(stack, vpc));
    recordService({ service, platform: 'fargate', subnets: vpc.isolatedSubnets });
    app.synth();
    app.synth({ force: true });
    expect(warningsIn(stack)).toHaveLength(1);
  });

  test('may be acknowledged, on the construct that its user made', () => {
    const { stack, vpc } = isolatedStack();
    const web = fargateService(stack, clusterIn(stack, vpc));
    Validations.of(web).acknowledge({ id: `${ID}.Missing`, reason: 'a proxy leads out' });
    expect(warningsIn(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack, vpc: ec2.Vpc) => void]>([
    ['as children of the VPC', (_stack, vpc) => {
      const { CLOUDWATCH_LOGS, ECR, ECR_DOCKER } = ec2.InterfaceVpcEndpointAwsService;
      vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
      [ECR, ECR_DOCKER, CLOUDWATCH_LOGS].forEach((service) => vpc.addInterfaceEndpoint(service.shortName, { service }));
    }],
    ['elsewhere in the app', (stack, vpc) => {
      new ec2.GatewayVpcEndpoint(stack, 'S3', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3 });
      for (const service of ['ecr.api', 'ecr.dkr', 'logs']) {
        new ec2.CfnVPCEndpoint(stack, service, { vpcId: vpc.vpcId, serviceName: `com.amazonaws.eu-west-1.${service}`, vpcEndpointType: 'Interface' });
      }
    }],
    ['by PrivateEndpoints', (stack, vpc) => { new PrivateEndpoints(stack, 'Endpoints', { vpc }); }],
    ['outside this app', (stack, vpc) => { new PrivateEndpoints(stack, 'Endpoints', { vpc, existing: ['ecr.api', 'ecr.dkr', 's3', 'logs'] }); }],
  ])('is told nothing with endpoints that are made %s', (_name, addEndpoints) => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    addEndpoints(stack, vpc);
    expect(warningsIn(stack)).toEqual([]);
  });

  test('is told nothing with a route out, to a transit gateway for one', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc));
    vpc.isolatedSubnets.forEach(({ routeTable: { routeTableId } }, index) => {
      new ec2.CfnRoute(stack, `Route${index}`, { routeTableId, destinationCidrBlock: '0.0.0.0/0', transitGatewayId: 'tgw-1' });
    });
    expect(warningsIn(stack)).toEqual([]);
  });

  test('is told where only some of its subnets are isolated', () => {
    const { stack } = isolatedStack();
    const vpc = new ec2.Vpc(stack, 'Mixed', {
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      subnetConfiguration: [ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_WITH_EGRESS, ec2.SubnetType.PRIVATE_ISOLATED]
        .map((subnetType) => ({ name: subnetType, subnetType })),
    });
    const subnets = [vpc.privateSubnets[0], vpc.isolatedSubnets[1]];
    fargateService(stack, clusterIn(stack, vpc), { network: { vpcSubnets: { subnets } } });
    expect(warningsIn(stack)).toEqual([expect.stringContaining(`${MISSING}ecr.api, ecr.dkr, s3 and logs;`)]);
  });

  test('is told of an image that no endpoint leads to, even with all of them', () => {
    const { stack, vpc } = isolatedStack();
    fargateService(stack, clusterIn(stack, vpc), { task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('ghcr.io/example/web:1') }) });
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(warningsIn(stack)).toEqual([
      '`taskDefinition.containers[0].image` comes from ghcr.io, to which no VPC endpoint leads from isolated subnets;' +
      ` copy it to ECR, or choose subnets with a NAT gateway [ack: Annotation::${ID}.PublicImage]`,
    ]);
  });

  test('is read as its template is written, after all aspects', () => {
    const { stack, vpc } = isolatedStack();
    const web = fargateService(stack, clusterIn(stack, vpc), { task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('nginx:1.27') }) });
    new PrivateEndpoints(stack, 'Endpoints', { vpc, existing: ['ecr.api', 'ecr.dkr', 's3'] });
    const secrets = [{ Name: 'KEY', ValueFrom: '/prod/key' }];
    Aspects.of(web).add({
      visit: (node) => {
        if (!(node instanceof ecs.CfnTaskDefinition)) return;
        node.addPropertyOverride('ContainerDefinitions.0.Image', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/nginx:1.27');
        node.addPropertyOverride('ContainerDefinitions.0.Secrets', secrets);
      },
    });
    expect(warningsIn(stack)).toEqual([
      `${MISSING}ssm; PrivateEndpoints could not know of them in time, so add them to the VPC with addInterfaceEndpoint and addGatewayEndpoint` +
      ` [ack: Annotation::${ID}.Missing]`,
    ]);
  });

  test('is told nothing of an image that only the deployment knows', () => {
    const { stack, vpc } = isolatedStack();
    const { valueAsString } = new CfnParameter(stack, 'Image');
    fargateService(stack, clusterIn(stack, vpc), { task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry(valueAsString) }) });
    expect(warningsIn(stack)).toEqual([expect.stringContaining(`${MISSING}logs;`)]);
  });
});

describe('a service that is told nothing', () => {
  const isolated = { vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-1'] };

  test('is in subnets with a NAT gateway', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
    fargateService(stack, clusterIn(stack, vpc));
    const walk = jest.spyOn(TreeNetwork, 'of');
    expect(warningsIn(stack)).toEqual([]);
    expect(walk).not.toHaveBeenCalled();
    walk.mockRestore();
  });

  test('is in an imported VPC, whose endpoints are not known', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    fargateService(stack, clusterIn(stack, ec2.Vpc.fromVpcAttributes(stack, 'Vpc', isolated)));
    expect(warningsIn(stack)).toEqual([]);
  });

  test('but is told of an imported VPC whose endpoints this app makes', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { ...isolated, isolatedSubnetRouteTableIds: ['rtb-1'] });
    fargateService(stack, clusterIn(stack, vpc), { task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('nginx:1.27') }) });
    new PrivateEndpoints(stack, 'Endpoints', { vpc });
    expect(warningsIn(stack)).toEqual([expect.stringContaining('`taskDefinition.containers[0].image` comes from docker.io,')]);
  });
});

test('the tree is walked once at synth, however many services ask', () => {
  const { stack, vpc } = isolatedStack();
  const cluster = clusterIn(stack, vpc);
  const image = imageIn(stack);
  ['A', 'B', 'C'].forEach((id) => fargateService(stack, cluster, { task: TaskBlueprint.container({ image }) }, id));
  const walk = jest.spyOn(TreeNetwork, 'of');
  expect(warningsIn(stack)).toHaveLength(3);
  expect(walk).toHaveBeenCalledTimes(1);
  walk.mockRestore();
});
