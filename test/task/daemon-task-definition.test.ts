import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Lazy } from 'aws-cdk-lib/core';
import { IMAGE, newStack } from './tasks';
import { LaunchPlatform } from '../../src/model/task/network-mode';
import { ContainerBlueprint } from '../../src/task/container-blueprint';
import { ContainerOptions } from '../../src/task/container-options';
import { DaemonTaskDefinition, DaemonTaskDefinitionProps, daemonTaskFacts, isManagedDaemon } from '../../src/task/daemon-task-definition';
import { TaskLogging } from '../../src/task/task-logging';
import { TaskOptions } from '../../src/task/task-options';
import { resourcesOf, theOnly } from '../kit/stacks';

const TASK = 'AWS::ECS::DaemonTaskDefinition';

function definitionIn(stack = newStack(), props: DaemonTaskDefinitionProps = {}): DaemonTaskDefinition {
  const definition = new DaemonTaskDefinition(stack, 'Task', props);
  definition.addContainer('agent', { image: IMAGE, memoryLimitMiB: 64 });
  return definition;
}

describe('a managed daemon', () => {
  test.each<[LaunchPlatform, boolean | undefined, boolean]>([
    ['managed-instances', true, true],
    ['managed-instances', false, false],
    ['managed-instances', undefined, false],
    ['ec2', true, false],
    ['fargate', undefined, false],
  ])('is on %s with daemon %p: %p', (platform, daemon, managed) => {
    expect(isManagedDaemon({ platforms: [platform], daemon })).toBe(managed);
  });
});

describe('its task definition', () => {
  test('is a resource of its own, with what the L2 makes and nothing of where it runs', () => {
    const stack = newStack();
    const executionRole = new iam.Role(stack, 'Execution', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const definition = definitionIn(stack, { family: 'agent', cpu: '256', memoryMiB: '512', executionRole });
    definition.addVolume({ name: 'scratch' });
    expect(resourcesOf(stack, 'AWS::ECS::TaskDefinition')).toEqual({});
    expect(theOnly(stack, TASK).Properties).toEqual({
      Family: 'agent',
      Cpu: '256',
      Memory: '512',
      TaskRoleArn: stack.resolve(definition.taskRole.roleArn),
      ExecutionRoleArn: stack.resolve(executionRole.roleArn),
      Volumes: [{ Name: 'scratch' }],
      ContainerDefinitions: [{ Name: 'agent', Image: 'public.ecr.aws/nginx/nginx:1.29', Memory: 64, Essential: true }],
    });
  });

  test('is known by its own ARN', () => {
    const stack = newStack();
    const { resource, taskDefinitionArn, node } = definitionIn(stack);
    expect(node.defaultChild).toBe(resource);
    expect(stack.resolve(taskDefinitionArn)).toEqual({ 'Fn::GetAtt': [stack.getLogicalId(resource), 'DaemonTaskDefinitionArn'] });
  });

  test.each<[string, ecs.PidMode | undefined, string | undefined]>([
    ['the processes of its instance', ecs.PidMode.HOST, 'shared'],
    ['its own processes', undefined, undefined],
  ])('sees %s', (_name, pidMode, written) => {
    const stack = newStack();
    definitionIn(stack, { pidMode });
    expect(theOnly(stack, TASK).Properties.PidMode).toBe(written);
  });

  test('takes containers and secrets after it is made, and grants what they need', () => {
    const stack = newStack();
    const definition = definitionIn(stack);
    definition.addContainer('late', {
      image: IMAGE,
      memoryLimitMiB: 64,
      secrets: { KEY: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Key', 'agent')) },
    });
    const { ContainerDefinitions, ExecutionRoleArn } = theOnly(stack, TASK).Properties;
    expect(ContainerDefinitions.map(({ Name, Secrets }: any) => [Name, Secrets?.length])).toEqual([['agent', undefined], ['late', 1]]);
    expect(ExecutionRoleArn).toEqual(stack.resolve(definition.executionRole!.roleArn));
    expect(JSON.stringify(resourcesOf(stack, 'AWS::IAM::Policy'))).toContain('secretsmanager:GetSecretValue');
  });
});

describe('what was asked for', () => {
  const CLOUDWATCH = TaskLogging.cloudWatch();
  const containerOf = (options: Partial<ContainerOptions>) => new ContainerBlueprint({ image: IMAGE, ...options }, '', false);

  function factsOf(options: Partial<ContainerOptions>, task: TaskOptions = {}) {
    return daemonTaskFacts(task, [containerOf(options)], CLOUDWATCH);
  }

  test.each<[string, Partial<ContainerOptions>]>([
    ['empty lists', { ports: [], credentialSpecs: [] }],
    ['empty maps', { dockerLabels: {}, environment: {} }],
    ['no', { privileged: false, interactive: false }],
    ['none', { gpuCount: 0 }],
    ['undefined', { port: undefined }],
  ])('is nothing where it is %s', (_name, options) => {
    expect(factsOf(options).containers[0].uses).toEqual(['image']);
  });

  test('is listed by name, a token too', () => {
    const count = Lazy.number({ produce: () => 1 });
    expect(factsOf({ port: 80, gpuCount: count, dockerLabels: { a: 'b' } }).containers[0].uses).toEqual(['image', 'port', 'gpuCount', 'dockerLabels']);
    expect(factsOf({}, { networkMode: ecs.NetworkMode.HOST, enableFaultInjection: true }).uses).toEqual(['networkMode', 'enableFaultInjection']);
  });

  test('is a process namespace only where it is known', () => {
    expect(factsOf({}, { pidMode: ecs.PidMode.TASK }).pidMode).toBe('task');
    expect(factsOf({}, { pidMode: Lazy.string({ produce: () => 'task' }) as ecs.PidMode }).pidMode).toBeUndefined();
  });

  test('is the log driver of the task where a container has none, else its own', () => {
    const syslog = TaskLogging.driver(ecs.LogDrivers.syslog());
    const [plain, own] = [containerOf({}), containerOf({ name: 'own', logging: syslog })];
    expect(daemonTaskFacts({}, [plain, own], CLOUDWATCH)).toMatchObject({ logDriver: 'awslogs', containers: [{ logDriver: undefined }, { logDriver: 'syslog' }] });
    expect(daemonTaskFacts({}, [own], CLOUDWATCH).logDriver).toBeUndefined();
  });
});
