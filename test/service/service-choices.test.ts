import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import {
  ContainerHealth, FargateSpotService, FargateSpotServiceProps, RollbackAlarms, Rollout, SingleContainerOptions, TaskBlueprint, TaskLogging,
  TrafficSource,
} from '../../src';
import { platformStack, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
const taskOf = (options: Partial<SingleContainerOptions> = {}) => TaskBlueprint.container({ image, port: 80, ...options });
const balanced = TrafficSource.loadBalancer({ plainHttp: true });

function serviceWith(props: (stack: Stack, vpc: ec2.IVpc) => Partial<FargateSpotServiceProps>): Stack {
  const { stack, cluster, vpc } = platformStack();
  new FargateSpotService(stack, 'Web', { cluster, task: taskOf(), ...props(stack, vpc) });
  return stack;
}

describe('the grace period, unless named,', () => {
  const slow = (seconds: number) => ContainerHealth.shell('true', { startPeriod: Duration.seconds(seconds) });
  const graceOf = (props: Partial<FargateSpotServiceProps>) =>
    theOnly(serviceWith(() => props), 'AWS::ECS::Service').Properties.HealthCheckGracePeriodSeconds;

  test.each<[string, Partial<FargateSpotServiceProps>, number | undefined]>([
    ['is a minute behind a balancer', { traffic: balanced }, 60],
    ['is a minute for a container that checks itself', { task: taskOf({ healthCheck: slow(60) }) }, 60],
    ['is as long as a container takes to start', { task: taskOf({ healthCheck: slow(200) }) }, 200],
    ['is as long as a helper takes to start, behind a balancer', {
      traffic: balanced,
      task: TaskBlueprint.containers({ containers: [{ image, port: 80 }, { image, name: 'helper', essential: false, healthCheck: slow(120) }] }),
    }, 120],
    ['is absent where nobody checks', {}, undefined],
  ])('%s', (_name, props, seconds) => {
    expect(graceOf(props)).toBe(seconds);
  });

  test('gives way to the one that is named', () => {
    expect(graceOf({ traffic: balanced, task: taskOf({ healthCheck: slow(200) }), healthCheckGracePeriod: Duration.seconds(300) })).toBe(300);
    expect(graceOf({ traffic: balanced, healthCheckGracePeriod: Duration.seconds(0) })).toBe(0);
  });
});

describe('a service refuses', () => {
  const existing = (stack: Stack) => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image });
    return TaskBlueprint.existing(taskDefinition);
  };
  const groups = (stack: Stack, vpc: ec2.IVpc, count: number) => Array.from({ length: count }, (_, index) => new ec2.SecurityGroup(stack, `Group${index}`, { vpc }));

  test.each<[string, (stack: Stack, vpc: ec2.IVpc) => Partial<FargateSpotServiceProps>, string]>([
    ['a stop that Fargate does not take', () => ({ shutdown: { stop: Duration.minutes(5) } }),
      'Containers.StopTimeout: `shutdown.stop` takes whole seconds from 2 to 120, got 300; the nearest is 120'],
    ['a stop of no time', () => ({ shutdown: { stop: Duration.seconds(0) } }),
      'Containers.StopTimeout: `shutdown.stop` takes whole seconds from 2 to 120, got 0; the nearest is 2'],
    ['a stop for a task definition that stays as it is', (stack) => ({ task: existing(stack), shutdown: { stop: Duration.seconds(60) } }),
      'Shutdown.ExistingTask: `shutdown.stop` is for containers that the service makes, got an existing task definition; set `stopTimeout` on its containers'],
    ['a drain that no balancer takes', () => ({ traffic: balanced, shutdown: { drain: Duration.hours(2) } }),
      'TargetGroup.DeregistrationDelay: `shutdown.drain` takes whole seconds from 0 to 3600, got 7200; the nearest is 3600'],
    ['six security groups', (stack, vpc) => ({ network: { securityGroups: groups(stack, vpc, 6) } }),
      'Awsvpc.SecurityGroups: `network.securityGroups` must be 1 to 5, got 6'],
    ['an empty list of security groups', () => ({ network: { securityGroups: [] } }),
      'Awsvpc.SecurityGroups: `network.securityGroups` must be 1 to 5, got 0'],
    ['an empty list of subnets', () => ({ network: { vpcSubnets: { subnets: [] } } }),
      'Awsvpc.Subnets: `network.vpcSubnets.subnets` must be 1 to 16, got 0'],
    ['a name that ECS does not take', () => ({ serviceName: 'my web' }),
      "Service.Name: `serviceName` takes 1 to 255 letters, digits, hyphens and underscores, got 'my web'"],
    ['a family that ECS does not take', () => ({ task: taskOf({ family: 'my web' }) }),
      "Task.Family: `task.family` takes 1 to 255 letters, digits, hyphens and underscores, got 'my web'"],
  ])('%s', (_name, props, message) => {
    expect(() => serviceWith(props)).toThrow(expect.objectContaining({ message: `FargateSpotService at Stack/Web has 1 problem:\n  ${message}` }));
  });
});

describe('a service warns of', () => {
  const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

  test('a grace period for nobody', () => {
    expect(warningsOf(serviceWith(() => ({ healthCheckGracePeriod: Duration.seconds(30) })))).toEqual([expect.stringContaining(
      '`healthCheckGracePeriod` is not used without a load balancer or a container health check, got 30 seconds and neither; leave it out')]);
  });

  test('requests that are given longer than the containers that answer them', () => {
    const shutdown = { drain: Duration.seconds(60), stop: Duration.seconds(20) };
    expect(warningsOf(serviceWith(() => ({ traffic: balanced, shutdown })))).toContainEqual(
      expect.stringContaining('`shutdown` lets requests drain for 60 seconds, but has containers stop within 20'));
  });
});

describe('errors in the logs fail a deployment', () => {
  const rollout = Rollout.rolling({ rollbackOn: RollbackAlarms.standard({ logErrors: { pattern: logs.FilterPattern.anyTerm('ERROR'), perMinute: 5 } }) });

  test('where a container logs to a log group', () => {
    const stack = serviceWith(() => ({ rollout }));
    const [logGroup] = Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'));
    expect(theOnly(stack, 'AWS::Logs::MetricFilter').Properties.LogGroupName).toEqual({ Ref: logGroup });
    const { Alarms: alarms } = theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration;
    expect(alarms.AlarmNames).toContainEqual({ Ref: expect.stringMatching(/^WebRollbackAlarmsLogErrors/) });
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('and are refused where no log group is known', () => {
    const token = ssm.StringParameter.fromSecureStringParameterAttributes(new Stack(), 'Token', { parameterName: 'token' });
    const splunk = ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: ecs.Secret.fromSsmParameter(token) });
    expect(() => serviceWith(() => ({ rollout, task: taskOf({ logging: TaskLogging.driver(splunk) }) }))).toThrow('RollbackAlarms.NoLogGroup: `rollout.rollbackOn.logErrors.logGroups` needs a log group to search, '
      + 'got none, and the service is not known to log to one; name those that its containers log to');
  });
});

describe('a service takes', () => {
  test('times and names that only the deployment knows', () => {
    const stack = serviceWith((scope) => {
      const seconds = Duration.seconds(new CfnParameter(scope, 'Seconds', { type: 'Number' }).valueAsNumber);
      return {
        task: taskOf({ family: new CfnParameter(scope, 'Family').valueAsString }),
        shutdown: { stop: seconds, drain: seconds },
        healthCheckGracePeriod: seconds,
        serviceName: new CfnParameter(scope, 'Name').valueAsString,
        traffic: balanced,
      };
    });
    expect(theOnly(stack, 'AWS::ECS::Service').Properties).toMatchObject({ ServiceName: { Ref: 'Name' }, HealthCheckGracePeriodSeconds: { Ref: 'Seconds' } });
    expect(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({ Family: { Ref: 'Family' }, ContainerDefinitions: [{ StopTimeout: { Ref: 'Seconds' } }] });
  });

  test('public subnets with public addresses', () => {
    const stack = serviceWith(() => ({ network: { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC }, assignPublicIp: true } }));
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('ENABLED');
  });

  test('five security groups', () => {
    const stack = serviceWith((scope, vpc) => ({
      network: { securityGroups: Array.from({ length: 5 }, (_, index) => new ec2.SecurityGroup(scope, `Group${index}`, { vpc })) },
    }));
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups).toHaveLength(5);
  });
});
