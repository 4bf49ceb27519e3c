import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import {
  BreakerThreshold, CapacityStrategy, ContainerHealth, ExecAccess, FargateSize, FargateSpotCluster, FargateSpotService, FargateSpotServiceProps,
  IpFamily, Rollout, TaskBlueprint, TaskRoles, TaskScaling, TrafficSource,
} from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
const task = TaskBlueprint.container({ image });
const webTask = TaskBlueprint.container({ image, port: 8080 });

function serviceWith(props: Partial<FargateSpotServiceProps> = {}): { stack: Stack; vpc: ec2.Vpc; web: FargateSpotService } {
  const { stack, vpc, cluster } = platformStack();
  return { stack, vpc, web: new FargateSpotService(stack, 'Web', { cluster, task, ...props }) };
}

function listenerIn(stack: Stack, vpc: ec2.IVpc): elbv2.ApplicationListener {
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc });
  return balancer.addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
}

describe('with only its required props', () => {
  const { stack } = serviceWith();
  const service = theOnly(stack, 'AWS::ECS::Service').Properties;
  const definition = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
  const [container] = definition.ContainerDefinitions;

  test('deployments never go below the desired count', () => {
    expect(service.DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 200 });
  });

  test('failing deployments are stopped and rolled back', () => {
    expect(service.DeploymentConfiguration.DeploymentCircuitBreaker).toMatchObject({ Enable: true, Rollback: true });
  });

  test('tasks are rebalanced over zones', () => {
    expect(service.AvailabilityZoneRebalancing).toBe('ENABLED');
  });

  test('tasks have no public address', () => {
    expect(service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('DISABLED');
  });

  test('one task is on demand before any is on Spot', () => {
    expect(service.CapacityProviderStrategy).toEqual([
      { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
    ]);
    expect(service.LaunchType).toBeUndefined();
  });

  test('two tasks run, for two zones', () => {
    expect(service.DesiredCount).toBe(2);
  });

  test('without a health source there is no grace period', () => {
    expect(service.HealthCheckGracePeriodSeconds).toBeUndefined();
  });

  test('tags travel to tasks, and ECS adds its own', () => {
    expect(service).toMatchObject({ PropagateTags: 'SERVICE', EnableECSManagedTags: true });
  });

  test('task role and execution role are two roles that only ECS of this account assumes', () => {
    expect(definition.TaskRoleArn).not.toEqual(definition.ExecutionRoleArn);
    for (const role of propertiesOf(stack, 'AWS::IAM::Role')) {
      const [statement, ...others] = role.AssumeRolePolicyDocument.Statement;
      expect(others).toEqual([]);
      expect(statement.Principal).toEqual({ Service: 'ecs-tasks.amazonaws.com' });
      expect(statement.Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
      expect(JSON.stringify(statement.Condition.ArnLike['aws:SourceArn'])).toContain(':ecs:');
    }
  });

  test('the execution role may write this log and nothing else', () => {
    const [execution] = propertiesOf(stack, 'AWS::IAM::Role').filter((role) => role.Policies !== undefined);
    const statements = execution.Policies.flatMap((policy: any) => policy.PolicyDocument.Statement);
    expect(statements).toEqual([{
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^WebLogGroup/), 'Arn'] },
    }]);
  });

  test('logs are kept a month in a group of its own, in an explicit mode', () => {
    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties.RetentionInDays).toBe(30);
    expect(container.LogConfiguration).toMatchObject({ LogDriver: 'awslogs', Options: { mode: 'non-blocking' } });
  });

  test('the root filesystem is read-only, with a scratch /tmp', () => {
    expect(container.ReadonlyRootFilesystem).toBe(true);
    expect(container.MountPoints).toEqual([{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: definition.Volumes[0].Name }]);
  });

  test('an init process reaps and forwards signals', () => {
    expect(container.LinuxParameters.InitProcessEnabled).toBe(true);
  });

  test('on Spot without a balancer the whole notice is left to stop', () => {
    expect(container.StopTimeout).toBe(120);
  });

  test('there is nothing else in the stack', () => {
    const types = Object.entries(resourcesOf(stack)).filter(([id]) => id.startsWith('Web')).map(([, resource]) => resource.Type);
    expect(types.sort()).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup',
    ]);
  });

  test('nothing is warned about', () => {
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

describe('behind a shared balancer', () => {
  const shared = (props: Partial<FargateSpotServiceProps> = {}, secret?: (stack: Stack) => secretsmanager.ISecret) => {
    const { stack, vpc, cluster } = platformStack();
    const listener = listenerIn(stack, vpc);
    const readable = (secret ?? ((scope) => secretsmanager.Secret.fromSecretNameV2(scope, 'Database', 'prod/db')))(stack);
    const web = new FargateSpotService(stack, 'Web', {
      cluster,
      task: TaskBlueprint.container({ image, port: 8080, secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(readable, 'password') } }),
      traffic: TrafficSource.listenerRule({ listener, pathPatterns: ['/api/*'], priority: 10 }),
      scaling: TaskScaling.between(2, 10, { cpuPercent: 60, requestsPerTarget: 1000 }),
      ...props,
    });
    return { stack, web };
  };

  const counted = (secret?: (stack: Stack) => secretsmanager.ISecret, then: (web: FargateSpotService, stack: Stack) => void = () => {}) => {
    const { stack, web } = shared({}, secret);
    then(web, stack);
    return Object.keys(resourcesOf(stack)).filter((id) => id.startsWith('Web')).length;
  };

  test('two scaling policies and one secret make eleven resources', () => {
    expect(counted()).toBe(11);
  });

  test('a secret under a customer key is one more', () => {
    expect(counted((stack) => new secretsmanager.Secret(stack, 'Own', { encryptionKey: new kms.Key(stack, 'Key') }))).toBe(12);
  });

  test('grants on the task role are one more', () => {
    expect(counted(undefined, (web, stack) => { new s3.Bucket(stack, 'Bucket').grantRead(web); })).toBe(12);
  });

  test('scaling owns the count', () => {
    const { stack } = shared();
    expect(theOnly(stack, 'AWS::ECS::Service').Properties).not.toHaveProperty('DesiredCount');
    expect(theOnly(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({ MinCapacity: 2, MaxCapacity: 10 });
  });

  test('the health checks of a starting task are ignored for a minute', () => {
    expect(theOnly(shared().stack, 'AWS::ECS::Service').Properties.HealthCheckGracePeriodSeconds).toBe(60);
  });

  test('draining and stopping fit into the notice of Spot', () => {
    const { stack } = shared();
    const attributes = theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.TargetGroupAttributes;
    expect(attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '30' });
    expect(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].StopTimeout).toBe(90);
  });

  test('the service waits for its listener rule', () => {
    const { stack } = shared();
    const [rule] = Object.keys(resourcesOf(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule'));
    expect(theOnly(stack, 'AWS::ECS::Service').DependsOn).toContain(rule);
  });

  test('sixty-five services over two stacks stay within the rules of the balancer’s security group', () => {
    const app = recommendedApp();
    const { stack, vpc, cluster } = platformStack(app);
    const listener = listenerIn(stack, vpc);
    const stacks = [new Stack(app, 'First'), new Stack(app, 'Second')];
    for (let index = 0; index < 65; index++) {
      new FargateSpotService(stacks[index % 2], `Web${index}`, {
        cluster, task: webTask, traffic: TrafficSource.listenerRule({ listener, pathPatterns: [`/${index}/*`], priority: index + 1 }),
      });
    }
    const rules = (of: Stack) => propertiesOf(of, 'AWS::EC2::SecurityGroup')
      .filter((group) => String(group.GroupDescription).includes('ELB'))
      .map((group) => (group.SecurityGroupEgress ?? []).length + (group.SecurityGroupIngress ?? []).length);
    expect(rules(stack)).toEqual([1]);
    for (const each of [stack, ...stacks]) {
      expect(resourcesOf(each, 'AWS::EC2::SecurityGroupEgress')).toEqual({});
      expect(resourcesOf(each, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
    }
  });
});

describe('the five choices meet', () => {
  test('a cluster’s default strategy is used by saying neither launch type nor strategy', () => {
    const { stack, vpc } = platformStack();
    const platform = new FargateSpotCluster(stack, 'Platform', { vpc });
    new FargateSpotService(stack, 'Web', { cluster: platform.cluster, task, capacity: CapacityStrategy.clusterDefault() });
    const service = theOnly(stack, 'AWS::ECS::Service').Properties;
    expect(service).not.toHaveProperty('LaunchType');
    expect(service).not.toHaveProperty('CapacityProviderStrategy');
  });

  test('the service waits for the capacity providers of its cluster, and for nothing else of it', () => {
    const { stack } = serviceWith();
    const [association] = Object.keys(resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations'));
    const waitsFor: string[] = theOnly(stack, 'AWS::ECS::Service').DependsOn;
    expect(waitsFor.filter((id) => id.startsWith('Cluster'))).toEqual([association]);
  });

  test('a shorter drain leaves more time to stop', () => {
    const { stack } = serviceWith({
      task: webTask, traffic: TrafficSource.loadBalancer({ plainHttp: true }), shutdown: { drain: Duration.seconds(5) },
    });
    expect(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].StopTimeout).toBe(115);
  });

  test('on demand only, the stop timeout is ECS’s own', () => {
    const { stack } = serviceWith({ capacity: CapacityStrategy.fargate() });
    expect(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0]).not.toHaveProperty('StopTimeout');
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.CapacityProviderStrategy).toEqual([{ CapacityProvider: 'FARGATE', Weight: 1 }]);
  });

  test('a container that checks its health is given a grace period too', () => {
    const { stack } = serviceWith({ task: TaskBlueprint.container({ image, port: 80, healthCheck: ContainerHealth.wget('/health') }) });
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.HealthCheckGracePeriodSeconds).toBe(60);
  });

  test('exec gives the task role a session and the log that the cluster records it in, and nothing else', () => {
    const { stack } = serviceWith({ task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }), exec: ExecAccess.enabled() });
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.EnableExecuteCommand).toBe(true);
    const [log] = Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'));
    expect(theOnly(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement).toEqual([
      {
        Action: [
          'logs:DescribeLogGroups',
          'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
        ],
        Effect: 'Allow',
        Resource: '*',
      },
      { Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [log, 'Arn'] } },
    ]);
  });

  test('a group of one’s own replaces the one that would be made', () => {
    const { stack, vpc, cluster } = platformStack();
    const group = new ec2.SecurityGroup(stack, 'Own', { vpc });
    new FargateSpotService(stack, 'Web', { cluster, task, network: { securityGroups: [group] } });
    expect(Object.keys(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).filter((id) => id.startsWith('Web'))).toEqual([]);
  });

  test('IPv6 only: targets have IPv6 addresses and everything may go out over IPv6', () => {
    const { stack } = serviceWith({
      task: webTask, network: { ipFamily: IpFamily.IPV6 }, traffic: TrafficSource.loadBalancer({ plainHttp: true }),
    });
    expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.IpAddressType).toBe('ipv6');
    expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.IpAddressType).toBe('dualstack');
    const [group] = Object.entries(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).filter(([id]) => id.startsWith('WebSecurityGroup'));
    expect(group[1].Properties.SecurityGroupEgress).toContainEqual(expect.objectContaining({ CidrIpv6: '::/0', IpProtocol: '-1' }));
  });

  test('what traffic brings along is exposed', () => {
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(new Stack(), 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
    const listeners = [{ protocol: elbv2.Protocol.TLS }, { listenerPort: 80 }];
    const traffic = TrafficSource.networkLoadBalancer({ internal: true, domainName: 'www.example.com', hostedZone, listeners });
    const { web } = serviceWith({ task: webTask, traffic });
    expect(web.networkLoadBalancer!.node.path).toBe('Stack/Web/LoadBalancer');
    expect(web.networkListeners.map(({ node }) => node.id)).toEqual(['Listener', 'Listener2']);
    expect(web.networkTargetGroups.map(({ node }) => node.id)).toEqual(['TargetGroup', 'TargetGroup2']);
    expect(web.certificate!.node.path).toBe('Stack/Web/Certificate');
    expect([web.targetGroups, web.loadBalancer, web.listener]).toEqual([[], undefined, undefined]);
  });

  test('a user’s own rule from the balancer is not written a second time', () => {
    const { stack, web } = serviceWith({ task: webTask, traffic: TrafficSource.loadBalancer({ plainHttp: true }) });
    web.connections.allowFrom(web.loadBalancer!, ec2.Port.tcp(8080));
    expect(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
  });
});

describe('what it is for other constructs', () => {
  test('grants go to the task role, never to the execution role', () => {
    const { stack, web } = serviceWith();
    new s3.Bucket(stack, 'Bucket').grantRead(web);
    const policy = theOnly(stack, 'AWS::IAM::Policy').Properties;
    expect(policy.Roles).toEqual([stack.resolve(web.taskRole.roleName)]);
  });

  test('connections open rules to other security groups', () => {
    const { stack, vpc, web } = serviceWith();
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc });
    web.connections.allowTo(database, ec2.Port.tcp(5432));
    expect(theOnly(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({ FromPort: 5432, ToPort: 5432 });
  });

  test('it tells how many tasks each provider gets, and what a rollout does', () => {
    const { web } = serviceWith({
      spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 },
      scaling: TaskScaling.between(4, 8, { cpuPercent: 60 }),
    });
    expect([web.minTaskCount, web.maxTaskCount]).toEqual([4, 8]);
    expect(web.tasksByProvider(8)).toEqual([{ provider: 'FARGATE', tasks: 4 }, { provider: 'FARGATE_SPOT', tasks: 4 }]);
    expect(web.rolloutPlan(4)).toMatchObject({ floor: 4, ceiling: 8, peakTasks: 8, stalls: false });
  });

  test('its metrics are those of the service', () => {
    const { stack, web } = serviceWith();
    expect(stack.resolve(web.metricCpuUtilization().dimensions)).toEqual(stack.resolve(web.service.metricCpuUtilization().dimensions));
    expect(web.metricMemoryUtilization({ statistic: 'Maximum' }).statistic).toBe('Maximum');
  });

  test('policies of one’s own go to the scalable target', () => {
    const { stack, web } = serviceWith({ scaling: TaskScaling.between(2, 4, { cpuPercent: 60 }) });
    web.scalableTaskCount!.scaleOnSchedule('Night', { schedule: appscaling.Schedule.cron({ hour: '22', minute: '0' }), maxCapacity: 2 });
    expect(theOnly(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties.ScheduledActions).toHaveLength(1);
  });

  test('an exact count leaves nothing to scale', () => {
    expect(serviceWith({ scaling: TaskScaling.exactly(0) }).web.scalableTaskCount).toBeUndefined();
  });
});

describe('what it refuses', () => {
  test('everything wrong is told at once, and nothing is left behind', () => {
    const { stack, cluster } = platformStack();
    const before = Object.keys(resourcesOf(stack)).sort();
    const attempt = () => new FargateSpotService(stack, 'Web', {
      cluster,
      task: TaskBlueprint.container({ image, size: FargateSize.of(1024, 1500) }),
      spot: { onDemandWeight: 0, spotWeight: 0 },
    });
    expect(attempt).toThrow([
      'FargateSpotService at Stack/Web has 2 problems:',
      '  FargateSize.NoSuchPair: `task.size` 1024 CPU units take 2048 to 8192 MiB in steps of 1024, got 1500; the nearest is FargateSize.of(1024, 2048)',
      '  CapacitySplit.NoWeight: `spot` needs a weight above 0 on at least one provider, got onDemandWeight 0 and spotWeight 0',
    ].join('\n'));
    expect(stack.node.tryFindChild('Web')).toBeUndefined();
    expect(Object.keys(resourcesOf(stack)).sort()).toEqual(before);
    new FargateSpotService(stack, 'Mended', { cluster, task });
  });

  test.each<[string, Partial<FargateSpotServiceProps>, RegExp]>([
    ['two capacities', { spot: { spotWeight: 2 }, capacity: CapacityStrategy.fargate() },
      /FargateSpotService\.TwoCapacities: `capacity` takes the place of `spot`, got both; leave one of them out/],
    ['a rollout that never progresses', { scaling: TaskScaling.exactly(2), rollout: Rollout.rolling({ minHealthyPercent: 75, maxHealthyPercent: 100 }) },
      /RolloutPlan\.Stalls: `rollout/],
    ['fewer tasks at most than at least', { scaling: TaskScaling.between(10, 4, { cpuPercent: 50 }) }, /TaskScaling\.MinAboveMax: `scaling\.min` /],
    ['credentials in the environment', { task: TaskBlueprint.container({ image, environment: { AWS_SECRET_ACCESS_KEY: 'topsecretvalue' } }) },
      /Environment\.Credentials: `task\.environment\.AWS_SECRET_ACCESS_KEY`/],
    ['containers larger than their task', { task: TaskBlueprint.container({ image, size: FargateSize.of(256, 512), memoryMiB: 1024 }) }, /Containers\.MemorySum: .*512.*got 1024/],
    ['exec on a read-only root', { exec: ExecAccess.enabled() }, /ExecAccess\.ReadonlyRoot: `task\.readonlyRootFilesystem` /],
    ['exec over IPv6 only', {
      exec: ExecAccess.enabled(),
      task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }),
      network: { ipFamily: IpFamily.IPV6 },
    }, /ExecAccess\.Ipv6Only: `exec` needs IPv4/],
    ['Windows on Spot', {
      task: TaskBlueprint.container({
        image, size: FargateSize.of(1024, 2048), runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
      }),
    }, /FargateSpot\.Windows: `task\.runtimePlatform` /],
    ['eleven containers', {
      task: TaskBlueprint.containers({ containers: Array.from({ length: 11 }, (_, index) => ({ image, name: `c${index}` })) }),
    }, /Containers\.TooMany: `task\.containers` must be at most 10, got 11/],
    ['a health check out of range', {
      task: TaskBlueprint.container({ image, healthCheck: ContainerHealth.shell('true', { interval: Duration.seconds(301) }) }),
    }, /ContainerHealth\.Interval: `task\.healthCheck\.interval` .* got 301/],
    ['a port name that no container has', {
      task: webTask, traffic: TrafficSource.loadBalancer({ plainHttp: true, portName: 'admin' }),
    }, /TrafficSource\.UnknownPort: `traffic\.portName`.*admin/],
    ['requests per target without a balancer', { scaling: TaskScaling.between(1, 2, { requestsPerTarget: 100 }) }, /TaskScaling\.NoBalancer/],
    ['a balancer without certificate or domain', { task: webTask, traffic: TrafficSource.loadBalancer() }, /TrafficSource\.NoCertificate.*plainHttp/],
    ['a breaker threshold of nothing', { rollout: Rollout.rolling({ breaker: BreakerThreshold.count(0) }) }, /BreakerThreshold/],
  ])('%s', (_name, props, message) => {
    expect(() => serviceWith(props)).toThrow(message);
  });

  test('the value of an environment variable is in no message', () => {
    const attempt = () => serviceWith({ task: TaskBlueprint.container({ image, environment: { AWS_SECRET_ACCESS_KEY: 'topsecretvalue' } }) });
    expect(attempt).toThrow(expect.objectContaining({ message: expect.not.stringContaining('topsecretvalue') }));
  });

});

describe('what it warns about', () => {
  const warningsOf = (props: Partial<FargateSpotServiceProps>) => Annotations.fromStack(serviceWith(props).stack)
    .findWarning('*', Match.anyValue()).map((warning) => String(warning.entry.data));

  test.each<[string, Partial<FargateSpotServiceProps>, RegExp]>([
    ['an image without a fixed tag', { task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('nginx:latest') }) },
      /`task\.image` changes with the next push.*got nginx:latest/],
    ['an environment variable that looks secret', { task: TaskBlueprint.container({ image, environment: { DB_PASSWORD: 'x' } }) },
      /`task\.environment\.DB_PASSWORD` looks like a secret.*`secrets`/],
    ['Spot only', { spot: { onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 } }, /`spot` runs on FARGATE_SPOT only/],
    ['public subnets without an address', { network: { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } } }, /network\.vpcSubnets.*assignPublicIp/],
    ['longer shutdown than Spot gives', {
      task: webTask, traffic: TrafficSource.loadBalancer({ plainHttp: true }), shutdown: { drain: Duration.seconds(60), stop: Duration.seconds(90) },
    }, /`shutdown` takes up to 150 seconds, 60 to drain and 90 to stop/],
    ['an imported target group, which may drain for longer', {
      task: webTask,
      traffic: TrafficSource.networkTargetGroup(elbv2.NetworkTargetGroup.fromTargetGroupAttributes(new Stack(), 'Given', {
        targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
      })),
    }, /`shutdown` has to end within Spot's notice of 120 seconds, got an imported target group, .* set that to at most 30 seconds/],
  ])('%s', (_name, props, message) => {
    expect(warningsOf(props)).toContainEqual(expect.stringMatching(message));
  });

  test('a VPC with nothing but public subnets', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
    new FargateSpotService(stack, 'Web', { cluster, task });
    new FargateSpotService(stack, 'Addressed', { cluster, task, network: { assignPublicIp: true } });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('network.vpcSubnets'));
    expect(warnings.map(({ id }) => id)).toEqual(['/Stack/Web']);
  });
});

describe('tokens are unknown, never an error', () => {
  test('in every number and text that a check reads', () => {
    const number = () => Token.asNumber(Lazy.any({ produce: () => ({ Ref: 'Parameter' }) }));
    const text = () => Lazy.string({ produce: () => 'later' });
    const { stack } = serviceWith({
      task: TaskBlueprint.container({
        image: ecs.ContainerImage.fromRegistry(text()), size: FargateSize.of(number(), number()), environment: { NAME: text() },
      }),
      spot: { onDemandBase: number(), onDemandWeight: number(), spotWeight: number() },
      scaling: TaskScaling.between(number(), number(), { cpuPercent: number() }),
      rollout: Rollout.rolling({ minHealthyPercent: number(), maxHealthyPercent: number() }),
    });
    expect(theOnly(stack, 'AWS::ECS::Service').Properties.CapacityProviderStrategy).toHaveLength(2);
  });

  test('imported clusters, VPCs, roles and listeners are taken', () => {
    const stack = new Stack(recommendedApp(), 'Stack');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] });
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'production', vpc });
    const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
      listenerArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef',
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Balancer', 'sg-1'),
    });
    const taskRole = iam.Role.fromRoleArn(stack, 'TaskRole', 'arn:aws:iam::123456789012:role/task');
    const executionRole = iam.Role.fromRoleArn(stack, 'ExecutionRole', 'arn:aws:iam::123456789012:role/execution');
    new FargateSpotService(stack, 'Web', {
      cluster,
      task: TaskBlueprint.container({ image, port: 8080, roles: TaskRoles.existing({ taskRole, executionRole }) }),
      traffic: TrafficSource.listenerRule({ listener, hostHeaders: ['www.example.com'], priority: 1 }),
    });
    expect(resourcesOf(stack, 'AWS::IAM::Role')).toEqual({});
    const group = theOnly(stack, 'AWS::EC2::SecurityGroup').Properties;
    expect(group.SecurityGroupIngress).toEqual([expect.objectContaining({ SourceSecurityGroupId: 'sg-1', FromPort: 8080, ToPort: 8080 })]);
    expect(resourcesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual({});
  });
});
