import { setOf } from './sets';
import { taskStartsIn } from '../../../src/model/workload/task-starts';

const OPEN = { 'Fn::If': ['Open', { TaskDefinitionArn: { Ref: 'Task' } }, { Ref: 'AWS::NoValue' }] };
const TASK = { TaskDefinitionArn: { Ref: 'Task' } };
const startsIn = (type: string, properties: object) => taskStartsIn(setOf({ Task: ['AWS::ECS::TaskDefinition'], Bucket: ['AWS::S3::Bucket'], Starter: [type, properties] }))
  .map(({ owner, task, ...start }) => ({ ...start, owner: owner.logicalId, task: task?.logicalId }));
const START = { owner: 'Starter', roleArn: 'role', taskDefinition: { Ref: 'Task' }, task: 'Task', count: undefined, tags: false, launchType: undefined, namesNetwork: false };

test('rules start tasks', () => {
  expect(startsIn('AWS::Events::Rule', { Targets: [{ Arn: 'queue' }, { RoleArn: 'role', EcsParameters: { ...TASK, TaskCount: '2', TagList: [{}] } }] })).toEqual([{
    ...START, path: 'targets[1].ecsParameters', rolePath: 'targets[1].roleArn', service: 'events.amazonaws.com', count: 2, tags: true,
  }]);
});

test('schedules start tasks', () => {
  expect(startsIn('AWS::Scheduler::Schedule', { Target: { RoleArn: 'role', EcsParameters: { ...TASK, PropagateTags: 'TASK_DEFINITION' } } })).toEqual([{
    ...START, path: 'target.ecsParameters', rolePath: 'target.roleArn', service: 'scheduler.amazonaws.com', tags: true,
  }]);
});

test('pipes start tasks', () => {
  expect(startsIn('AWS::Pipes::Pipe', { RoleArn: 'role', TargetParameters: { EcsTaskParameters: { ...TASK, Tags: [] } } })).toEqual([{
    ...START, path: 'targetParameters.ecsTaskParameters', rolePath: 'roleArn', service: 'pipes.amazonaws.com',
  }]);
});

test.each<[object, object]>([
  [{ TaskDefinitionArn: 'web' }, { taskDefinition: 'web', task: undefined }],
  [{ TaskDefinitionArn: { Ref: 'Bucket' } }, { taskDefinition: { Ref: 'Bucket' }, task: undefined }],
  [{ ...TASK, TagList: OPEN }, { tags: undefined }],
  [{ ...TASK, TaskCount: OPEN }, { count: undefined }],
  [{ ...TASK, LaunchType: 'FARGATE', NetworkConfiguration: { AwsvpcConfiguration: {} } }, { launchType: 'FARGATE', namesNetwork: true }],
  [{ ...TASK, LaunchType: OPEN, NetworkConfiguration: OPEN }, { launchType: undefined, namesNetwork: undefined }],
])('of the parameters %j it is known: %j', (parameters, facts) => {
  expect(startsIn('AWS::Scheduler::Schedule', { Target: { RoleArn: 'role', EcsParameters: parameters } })).toEqual([expect.objectContaining(facts)]);
});

test.each([
  ['AWS::Events::Rule', {}], ['AWS::Events::Rule', { Targets: OPEN }], ['AWS::Events::Rule', { Targets: [{ EcsParameters: OPEN }] }],
  ['AWS::Scheduler::Schedule', { Target: { SqsParameters: {} } }], ['AWS::Scheduler::Schedule', { Target: OPEN }],
  ['AWS::Pipes::Pipe', { TargetParameters: {} }], ['Own::Thing', { Target: { EcsParameters: TASK } }],
])('%s with %j starts none that is known', (type, properties) => {
  expect(startsIn(type, properties)).toEqual([]);
});
