import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack, Tags } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { CONSTRUCTS } from './constructs';
import { FLAGS } from '../kit/flags';
import { findCycle, templateGraph } from '../kit/template-graph';

const usages = Object.entries(CONSTRUCTS).flatMap(([name, usage]) => [
  [`${name}, minimal`, usage.minimal] as const,
  [`${name}, full`, usage.full] as const,
]);

interface Made { readonly stack: Stack; readonly template: Template }

function synthesise(build: (stack: Stack) => unknown, context: Record<string, unknown> = recommended): Made {
  const stack = new Stack(new App({ context }), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
  build(stack);
  return { stack, template: Template.fromStack(stack) };
}

function logicalIds({ template }: Made): string[] {
  return Object.entries<any>(template.toJSON().Resources).map(([id, resource]) => `${id}: ${resource.Type}`).sort();
}

/** Without those whose ids an L2 makes of something else under `@aws-cdk/aws-efs:mountTargetOrderInsensitiveLogicalId`. */
function withoutFlagged(ids: string[]): string[] {
  return ids.filter((id) => !id.endsWith(': AWS::EFS::MountTarget'));
}

describe.each(usages)('%s', (_name, build) => {
  const made = new Map<string, Made>();
  const under = (flags: keyof typeof FLAGS) => {
    const known = made.get(flags) ?? synthesise(build, FLAGS[flags]);
    made.set(flags, known);
    return known;
  };

  test('keeps its logical ids', () => {
    expect(logicalIds(under('recommended'))).toMatchSnapshot();
  });

  test('keeps its logical ids with every feature flag off', () => {
    expect(withoutFlagged(logicalIds(under('off')))).toEqual(withoutFlagged(logicalIds(under('recommended'))));
  });

  test.each(Object.keys(FLAGS) as (keyof typeof FLAGS)[])('has no cycle between its resources, feature flags: %s', (flags) => {
    expect(findCycle(templateGraph(under(flags).stack))).toBeUndefined();
  });

  test('synthesises twice', () => {
    const { stack, template } = under('recommended');
    expect(Template.fromStack(stack).toJSON()).toEqual(template.toJSON());
  });

  test.each(Object.keys(FLAGS) as (keyof typeof FLAGS)[])('warns about nothing, feature flags: %s', (flags) => {
    expect(Annotations.fromStack(under(flags).stack).findWarning('*', Match.anyValue())).toEqual([]);
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
