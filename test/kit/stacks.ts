import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, AppProps, Stack } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { IConstruct } from 'constructs';

/** An app as a new project gets it: with every recommended feature flag. */
export function recommendedApp(props: AppProps = {}): App {
  return new App({ ...props, context: { ...recommended, ...props.context } });
}

/** A stack with a VPC and a cluster that offers Fargate and Fargate Spot. */
export function platformStack(app: App = recommendedApp()): { stack: Stack; vpc: ec2.Vpc; cluster: ecs.Cluster } {
  const stack = new Stack(app, 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
  return { stack, vpc, cluster };
}

/** Every property set of one resource type in the stack's template. */
export function propertiesOf(scope: IConstruct, type: string): any[] {
  return Object.values(resourcesOf(scope, type)).map((resource: any) => resource.Properties ?? {});
}

/** The only resource of a type, with its properties and attributes. */
export function theOnly(scope: IConstruct, type: string): any {
  const found = Object.values(resourcesOf(scope, type));
  expect(found).toHaveLength(1);
  return found[0];
}

/** Resources of one type in the stack's template by logical id; of every type when none is named. */
export function resourcesOf(scope: IConstruct, type?: string): Record<string, any> {
  const resources = Template.fromStack(Stack.of(scope)).toJSON().Resources ?? {};
  return Object.fromEntries(Object.entries<any>(resources).filter(([, resource]) => type === undefined || resource.Type === type));
}
