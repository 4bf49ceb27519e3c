import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, CfnOutput, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { circleFindings, haveWait, rulesOf, waitingFindings } from '../../src/job/deploy-order';
import { StandaloneTask } from '../../src/job/standalone-task';
import { refuse } from '../../src/model/finding';
import { resourcesOf } from '../kit/stacks';

/** A task of which only its stacks are known. */
function taskIn(cluster: Stack | undefined, definition?: Stack): StandaloneTask {
  const made = cluster && new ecs.Cluster(cluster, 'Cluster');
  return { cluster: made ?? {}, options: { task: { _stack: definition } } } as unknown as StandaloneTask;
}

const serviceIn = (scope: Construct, id = 'Web') => new ecs.CfnService(scope, id);
const runIn = (scope: Construct, properties?: Record<string, unknown>) => new CfnResource(scope, 'Run', { type: 'Custom::Run', properties });

describe('services that may wait', () => {
  test('are those of the stack of the run, and of stacks that come later', () => {
    const app = new App();
    const [own, later] = [new Stack(app, 'Own'), new Stack(app, 'Later')];
    later.addStackDependency(own);
    const construct = new Construct(later, 'Several');
    serviceIn(construct, 'One');
    expect(waitingFindings(own, [serviceIn(own), serviceIn(new NestedStack(own, 'Nested')), construct as any], taskIn(own))).toEqual([]);
  });

  const circle = (path: string, where: string) => refuse('DeployTask.Circle', path,
    `is in a stack that comes later, got ${where}, for whose stack that of the task waits; make the task there`);

  test('are none for which the stack waits, over however many others', () => {
    const app = new App();
    const [own, between, first] = ['Own', 'Between', 'First'].map((id) => new Stack(app, id));
    own.addStackDependency(between);
    between.addStackDependency(first);
    expect(waitingFindings(own, [serviceIn(own), serviceIn(first)], taskIn(own))).toEqual([circle('runBefore[1]', 'First/Web')]);
  });

  test.each([[0, 'of its cluster'], [1, 'of its task definition']])('are none for whose stack another one waits that the task needs: %d, that %s', (index) => {
    const app = new App();
    const [own, needed, web] = ['Own', 'Needed', 'Web'].map((id) => new Stack(app, id));
    needed.addStackDependency(web);
    const task = index === 0 ? taskIn(needed) : taskIn(undefined, needed);
    expect(waitingFindings(own, [serviceIn(web)], task)).toEqual([circle('runBefore[0]', 'Web/Web')]);
    expect(waitingFindings(own, [serviceIn(needed, 'Other')], task)).toEqual([circle('runBefore[0]', 'Needed/Other')]);
  });

  test('are any, of an imported cluster', () => {
    const app = new App();
    const [own, needed, web] = ['Own', 'Needed', 'Web'].map((id) => new Stack(app, id));
    needed.addStackDependency(web);
    expect(waitingFindings(own, [serviceIn(web)], taskIn(undefined))).toEqual([]);
  });

  test('are none of another stage, and none where there is none', () => {
    const app = new App();
    const own = new Stack(app, 'Own');
    const imported = ecs.FargateService.fromFargateServiceArn(own, 'Imported', 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web');
    const away = new Stack(new Stage(app, 'Production'), 'Away');
    expect(waitingFindings(own, [imported as any, serviceIn(away), 'web' as any], taskIn(own)).map(({ id, path, text }) => [id, path, text.split(';')[0]])).toEqual([
      ['DeployTask.ImportedService', 'runBefore[0]', 'must be a service of this app, got Own/Imported, in which there is none'],
      ['DeployTask.OtherStage', 'runBefore[1]', 'is of the same stage as the task, got Production/Away/Web, which is deployed apart'],
      ['DeployTask.ImportedService', 'runBefore[2]', 'must be a service of this app, got something else, in which there is none'],
    ]);
  });
});

test('every service of a construct waits, and nothing else in it', () => {
  const stack = new Stack();
  const run = runIn(stack);
  const both = new Construct(stack, 'Both');
  const services = [serviceIn(both, 'Base'), serviceIn(both, 'Burst')];
  new CfnResource(both, 'Alarm', { type: 'Custom::Alarm' });
  serviceIn(stack, 'Other');
  expect(haveWait([both as any], run)).toEqual(services);
  const waiting = Object.entries(resourcesOf(stack)).filter(([, { DependsOn }]) => DependsOn?.includes('Run')).map(([id]) => id);
  expect(waiting).toEqual([expect.stringMatching(/^BothBase/), expect.stringMatching(/^BothBurst/)]);
});

describe('a circle', () => {
  const found = (where: string, nested = false) => [refuse('DeployTask.Circle', 'runBefore', nested
    ? `holds services that nothing of the task waits for, got ${where}, which it needs, or the nested stack of one of them does, since those wait as a whole; have the task do without it, or leave it out`
    : `holds services that nothing of the task waits for, got ${where}, which it needs; have the task do without it, or leave it out`)];

  test('is where the run refers to what waits for it, over however many others', () => {
    const stack = new Stack();
    const service = serviceIn(stack);
    const between = new CfnResource(stack, 'Between', { type: 'Custom::Between', properties: { Name: service.attrName } });
    expect(circleFindings(runIn(stack, { Through: between.ref }), [serviceIn(stack, 'Other'), service])).toEqual(found('Default/Web'));
  });

  test('is where the run waits for it without a reference', () => {
    const stack = new Stack();
    const [service, run] = [serviceIn(stack), runIn(stack)];
    run.addResourceDependency(service);
    expect(circleFindings(run, [service])).toEqual(found('Default/Web'));
  });

  test('is none where the service refers to what the run does, or others wait for one another', () => {
    const stack = new Stack();
    const cluster = new ecs.CfnCluster(stack, 'Cluster');
    const [one, other] = ['One', 'Other'].map((id) => new CfnResource(stack, id, { type: 'Custom::Other' }));
    one.addPropertyOverride('Of', other.ref);
    other.addPropertyOverride('Of', one.ref);
    const service = new ecs.CfnService(stack, 'Web', { cluster: cluster.ref });
    expect(circleFindings(runIn(stack, { Cluster: cluster.ref, One: one.ref }), [service])).toEqual([]);
  });

  test('is where a nested stack waits for the service as a whole', () => {
    const stack = new Stack(new App(), 'Stack');
    const service = serviceIn(stack);
    const nested = new NestedStack(stack, 'Nested');
    nested.nestedStackResource!.addResourceDependency(service);
    expect(circleFindings(runIn(nested), [service])).toEqual(found('Stack/Web', true));
  });

  test('is where the run waits for anything of the nested stack in which the service is', () => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    const [service, sibling] = [serviceIn(nested), new CfnResource(nested, 'Table', { type: 'Custom::Table' })];
    new CfnOutput(nested, 'Name', { value: sibling.ref });
    expect(circleFindings(runIn(stack, { Table: sibling.ref }), [service])).toEqual(found('Stack/Nested/Web', true));
  });
});

test('rules that open the way from or to a group are those of its stack, whoever makes them and when', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const group = (id: string) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, `sg-${id}`);
  const connections = new ec2.Connections({ securityGroups: [group('task')] });
  const waiting = runIn(stack);
  waiting.node.addDependency(rulesOf(connections, stack));
  const away = new Stack(app, 'Away');
  const ingress = (scope: Construct, id: string, groupId: string, sourceSecurityGroupId: string) => new ec2.CfnSecurityGroupIngress(
    scope, id, { ipProtocol: 'tcp', groupId, sourceSecurityGroupId });
  ingress(stack, 'FromTask', 'sg-database', 'sg-task');
  ingress(stack, 'ToTask', 'sg-task', 'sg-balancer');
  ingress(stack, 'Unrelated', 'sg-database', 'sg-other');
  ingress(away, 'Elsewhere', 'sg-database', 'sg-task');
  const egress = (id: string, groupId: string) => new ec2.CfnSecurityGroupEgress(stack, id, { ipProtocol: 'tcp', groupId, cidrIp: '10.0.0.0/8' });
  egress('OutOfTask', 'sg-task');
  egress('OutOfOther', 'sg-other');
  expect(resourcesOf(stack, 'Custom::Run').Run.DependsOn).toEqual(['FromTask', 'OutOfTask', 'ToTask']);
});
