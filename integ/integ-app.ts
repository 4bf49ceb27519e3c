import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, Duration, RemovalPolicies, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';

/** An app that fails to synthesise when cdk-nag finds something; without the traces that would differ from machine to machine. */
export function integApp(): App {
  const app = new App({
    stackTraces: false,
    treeMetadata: false,
    postCliContext: {
      'aws:cdk:disable-creation-stack-traces': true,
      'aws:cdk:disable-stack-trace': true,
    },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // CDK keeps log groups, which nobody reads after a test.
  RemovalPolicies.of(app).destroy({ applyToResourceTypes: ['AWS::Logs::LogGroup'] });
  return app;
}

/** A VPC with one NAT gateway, as cheap as a private subnet gets. */
export function integVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, flowLogs: { all: {} }, restrictDefaultSecurityGroup: false });
}

/** An image that answers HTTP on port 80 and is pulled without credentials. */
export const nginx = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');

/** Where nginx writes, with a read-only root. */
export const nginxPaths = ['/var/cache/nginx', '/var/run', '/tmp'];

/** Plain HTTP and an open balancer are what these tests are about; no real service should copy them. */
export function acknowledgeTestTraffic(stack: Stack): void {
  Validations.of(stack).acknowledge(
    { id: 'AwsSolutions-EC23', reason: 'the test asks over the internet' },
    { id: 'AwsSolutions-ELB2', reason: 'the balancer lives for minutes' },
  );
}

/** Nobody waits for news of the instances of a test. */
export function acknowledgeTestInstances(stack: Stack): void {
  Validations.of(stack).acknowledge({ id: 'AwsSolutions-AS3', reason: 'the instances live for minutes' });
}

/** A test of one stack: after the deployment its services have as many running tasks as they want, and no deployment in progress. */
export function integTest(app: App, stack: Stack, services: ecs.BaseService[] = []): IntegTest {
  const test = new IntegTest(app, 'Integ', { testCases: [stack], diffAssets: false });
  for (const service of services) {
    test.assertions
      .awsApiCall('ECS', 'describeServices', { cluster: service.cluster.clusterName, services: [service.serviceName] })
      .assertAtPath('services.0.deployments.0.rolloutState', ExpectedResult.stringLikeRegexp('COMPLETED'))
      .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) });
  }
  for (const node of test.node.children) {
    Validations.of(node).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'the assertions of the test framework ask any service' },
      { id: 'AwsSolutions-L1', reason: 'the test framework chooses the runtime of its own function' },
    );
  }
  return test;
}

/** What ECS tells of a service has these values. */
export function expectService({ assertions }: IntegTest, { cluster, serviceName }: ecs.BaseService, expected: object): void {
  assertions
    .awsApiCall('ECS', 'describeServices', { cluster: cluster.clusterName, services: [serviceName] })
    .expect(ExpectedResult.objectLike({ services: [expected] }));
}

/** The balancer answers as the container does. */
export function expectAnswer({ assertions }: IntegTest, balancer: elbv2.ILoadBalancerV2): void {
  assertions
    .httpApiCall(`http://${balancer.loadBalancerDnsName}/`)
    .expect(ExpectedResult.objectLike({ status: 200 }))
    .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(15) });
}
