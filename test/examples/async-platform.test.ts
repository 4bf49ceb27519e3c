import { App, Stack } from 'aws-cdk-lib/core';
import { asyncPlatform } from '../../examples/async-platform/async-platform';

const app = new App();
asyncPlatform(app);
const stack = app.node.findChild('AsyncPlatform') as Stack;
const { Resources } = app.synth().getStackArtifact(stack.artifactId).template;
const ofType = (type: string): [string, any][] => Object.entries<any>(Resources).filter(([, { Type }]) => Type === type);
const beginning = (type: string, id: string): any => ofType(type).find(([logicalId]) => logicalId.startsWith(id))?.[1];

test('the migration is run before the documents are updated, and nothing else waits for it', () => {
  const [[migration]] = ofType('Custom::EcsDeployTask');
  const waiting = Object.entries<any>(Resources).filter(([, { DependsOn = [] }]) => DependsOn.includes(migration)).map(([id]) => id);
  expect(waiting).toEqual([expect.stringMatching(/^DocumentsService/)]);
});

test('accounts are closed at two in the morning, by a run that is alone', () => {
  const schedule = beginning('AWS::Scheduler::Schedule', 'NightlyAccounts').Properties;
  expect(schedule).toMatchObject({ ScheduleExpression: 'cron(0 2 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });
  const definition = JSON.stringify(Resources[schedule.Target.Arn.Ref].Properties.DefinitionString);
  expect(definition).toContain('states:::ecs:runTask.sync');
  expect(definition).toContain('IsOldestRun');
});

test('uploads become tasks that know which object they are for', () => {
  const { EventPattern: { detail }, Targets: [{ InputTransformer: transformer }] } = beginning('AWS::Events::Rule', 'ThumbnailsRule').Properties;
  expect(detail.object.key).toEqual([{ prefix: 'incoming/' }]);
  expect(Object.values(transformer.InputPathsMap)).toEqual(['$.detail.bucket.name', '$.detail.object.key']);
  expect(transformer.InputTemplate).toMatch(/S3_BUCKET.*S3_KEY/);
});

test('orders are worked off by 0 to 20 tasks, each with a backlog of two minutes of messages', () => {
  expect(beginning('AWS::ApplicationAutoScaling::ScalableTarget', 'OrderWorker').Properties).toMatchObject({ MinCapacity: 0, MaxCapacity: 20 });
  const policies = ofType('AWS::ApplicationAutoScaling::ScalingPolicy').map(([, { Properties: { TargetTrackingScalingPolicyConfiguration: tracking } }]) => tracking?.TargetValue);
  // 120 seconds of messages of 5 seconds, and the one that it works on.
  expect(policies).toEqual([25, undefined]);
});

test('documents are kept on EFS, by a user who is not root', () => {
  const { ContainerDefinitions: [container], Volumes: volumes } = beginning('AWS::ECS::TaskDefinition', 'Documents').Properties;
  expect(container).toMatchObject({ User: '1000:1000', ReadonlyRootFilesystem: true, LinuxParameters: { Capabilities: { Drop: ['ALL'] } } });
  expect(container.LogConfiguration.LogDriver).toBe('awsfirelens');
  expect(volumes.find(({ Name: name }: any) => name === 'files').EFSVolumeConfiguration).toMatchObject({
    TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' },
  });
});

test('whoever starts a task may start that one', () => {
  const statements = Object.values<any>(Resources).flatMap(({ Type, Properties }) => {
    const policies = Type === 'AWS::IAM::Role' ? Properties.Policies ?? [] : [];
    const documents = Type === 'AWS::IAM::Policy' ? [Properties.PolicyDocument] : policies.map(({ PolicyDocument: document }: any) => document);
    return documents.flatMap(({ Statement: statement }: any) => statement);
  });
  const started = statements.filter(({ Action: action }) => action === 'ecs:RunTask').map(({ Resource: resource }) => JSON.stringify(resource));
  expect(started.map((resource) => /task-definition\/AsyncPlatform([A-Za-z]+)TaskDefinition[0-9A-F]+:\*"/.exec(resource)?.[1]).sort())
    .toEqual(['Migrate', 'NightlyAccounts', 'Thumbnails']);
});
