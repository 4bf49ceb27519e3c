import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack, Tags } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { CONSTRUCTS } from './constructs';
import { findCycle, templateGraph } from '../kit/template-graph';

// One of them is no switch, and takes no false.
const allOff = Object.fromEntries(Object.entries<unknown>(recommended).map(([flag, value]) => [flag, typeof value === 'boolean' ? false : value]));
const usages = Object.entries(CONSTRUCTS).flatMap(([name, usage]) => [
  [`${name}, minimal`, usage.minimal] as const,
  [`${name}, full`, usage.full] as const,
]);

function synthesise(build: (stack: Stack) => unknown, context: Record<string, unknown> = recommended): { stack: Stack; template: Template } {
  const stack = new Stack(new App({ context }), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
  build(stack);
  return { stack, template: Template.fromStack(stack) };
}

describe.each(usages)('%s', (_name, build) => {
  test('keeps its logical ids', () => {
    const { template } = synthesise(build);
    const ids = Object.entries<any>(template.toJSON().Resources).map(([id, resource]) => `${id}: ${resource.Type}`);
    expect(ids.sort()).toMatchSnapshot();
  });

  test('has no cycle between its resources', () => {
    expect(findCycle(templateGraph(synthesise(build).stack))).toBeUndefined();
  });

  test('synthesises with every feature flag off', () => {
    expect(Object.keys(synthesise(build, allOff).template.toJSON().Resources)).not.toHaveLength(0);
  });

  test('synthesises twice', () => {
    const { stack, template } = synthesise(build);
    expect(Template.fromStack(stack).toJSON()).toEqual(template.toJSON());
  });

  test('warns about nothing', () => {
    const { stack } = synthesise(build);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('names no partition, account or region of its own', () => {
    const stack = new Stack(new App({ context: recommended }), 'Stack');
    build(stack);
    const text = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(text.match(/arn:aws[a-z-]*:/g)).toBeNull();
    expect(text).not.toContain('amazonaws.com.cn');
  });

  test('takes the permissions boundary of the app on every role', () => {
    const app = new App({ context: recommended });
    const stack = new Stack(app, 'Stack');
    build(stack);
    iam.PermissionsBoundary.of(app).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
    for (const role of Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))) {
      expect(role.Properties.PermissionsBoundary).toBeDefined();
    }
  });

  test('takes the tags of the app on its cluster, service and task definition', () => {
    const app = new App({ context: recommended });
    const stack = new Stack(app, 'Stack');
    build(stack);
    Tags.of(app).add('team', 'payments');
    const template = Template.fromStack(stack);
    for (const type of ['AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::IAM::Role']) {
      for (const resource of Object.values(template.findResources(type))) {
        expect(resource.Properties.Tags).toContainEqual({ Key: 'team', Value: 'payments' });
      }
    }
  });
});
