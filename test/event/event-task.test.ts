import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Lazy, Size, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { AlarmDestination, CapacityStrategy, EventTask, EventTaskProps, ExecAccess, TaskBlueprint, TaskTrigger, TaskVolume, ZonalEc2Cluster } from '../../src';
import { transform } from '../kit/input-transformer';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');
const task = TaskBlueprint.container({ name: 'App', image });
const trigger = TaskTrigger.eventPattern({ source: ['shop.orders'], detailType: ['OrderPlaced'] });

function eventTask(props: Partial<EventTaskProps> = {}) {
  const { stack, vpc, cluster } = platformStack();
  const made = new EventTask(stack, 'Job', { cluster, task, trigger, ...props });
  return { stack, vpc, cluster, made };
}

/** The rule that starts tasks; another one watches them. */
function ruleOf(stack: Stack): any {
  return propertiesOf(stack, 'AWS::Events::Rule').find(({ Targets: [{ Id: id }] }) => id === 'Task');
}

function targetOf(stack: Stack): any {
  return ruleOf(stack).Targets[0];
}

describe('what a rule tells ECS', () => {
  test('one task on Fargate, in private subnets, with the tags of its definition', () => {
    const { stack, vpc, cluster, made } = eventTask();
    expect(targetOf(stack)).toEqual({
      Id: 'Task',
      Arn: stack.resolve(cluster.clusterArn),
      RoleArn: stack.resolve(made.triggerRole.roleArn),
      EcsParameters: {
        TaskDefinitionArn: stack.resolve(made.taskDefinition.taskDefinitionArn),
        CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
        NetworkConfiguration: {
          AwsVpcConfiguration: {
            AssignPublicIp: 'DISABLED',
            SecurityGroups: [stack.resolve(made.connections.securityGroups[0].securityGroupId)],
            Subnets: vpc.privateSubnets.map(({ subnetId }) => stack.resolve(subnetId)),
          },
        },
        EnableECSManagedTags: true,
        EnableExecuteCommand: false,
        PropagateTags: 'TASK_DEFINITION',
      },
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: stack.resolve(made.deadLetterQueue!.queueArn) },
    });
  });

  test('how many, where, and with shells', () => {
    const { stack } = eventTask({
      task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }),
      taskCount: 10,
      capacity: CapacityStrategy.fargateSpot({ onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 }),
      exec: ExecAccess.enabled(),
    });
    expect(targetOf(stack).EcsParameters).toMatchObject({
      TaskCount: 10,
      EnableExecuteCommand: true,
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 0 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
    });
  });

  test('of instances, how it chooses among them', () => {
    const { stack, vpc } = platformStack();
    const fleet = new ZonalEc2Cluster(stack, 'Fleet', { vpc, instanceTypes: [new ec2.InstanceType('m7i.large')], instancesPerZone: { min: 0, max: 4 } });
    new EventTask(stack, 'Job', {
      capacity: CapacityStrategy.zonal(fleet),
      task: TaskBlueprint.container({ image, cpu: 256, memoryMiB: 512, networkMode: ecs.NetworkMode.BRIDGE }),
      trigger,
      placement: { constraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.os-type == linux')] },
    });
    const { EcsParameters: parameters } = targetOf(stack);
    expect(parameters).toMatchObject({
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:ecs.os-type == linux' }],
      PlacementStrategies: expect.arrayContaining([expect.objectContaining({ Type: 'binpack' })]),
    });
    expect(parameters).not.toHaveProperty('NetworkConfiguration');
  });

  test('the rule waits for the capacity providers of the cluster', () => {
    const { stack } = eventTask();
    const rules = Object.values<any>(resourcesOf(stack, 'AWS::Events::Rule')).filter(({ Properties: { Targets: [{ Id: id }] } }) => id === 'Task');
    const [association] = Object.keys(resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations'));
    expect(rules[0].DependsOn).toContain(association);
  });
});

describe('what each run changes', () => {
  test('nothing, if nothing is asked for', () => {
    const { stack } = eventTask();
    expect(targetOf(stack)).not.toHaveProperty('Input');
    expect(targetOf(stack)).not.toHaveProperty('InputTransformer');
  });

  test('what is the same for every event', () => {
    const { stack } = eventTask({ overrides: [{ command: ['import'], environment: { MODE: 'full' }, cpu: 512, memoryMiB: 1024 }] });
    expect(JSON.parse(targetOf(stack).Input)).toEqual({
      containerOverrides: [{ name: 'App', command: ['import'], environment: [{ name: 'MODE', value: 'full' }], cpu: 512, memory: 1024 }],
    });
  });

  test('what is the same, and what the event says, of one container and of others', () => {
    const { stack } = eventTask({
      task: TaskBlueprint.containers({ containers: [{ name: 'App', image }, { name: 'Agent', image, essential: false }] }),
      overrides: [{ container: 'Agent', environment: { LEVEL: 'debug' } }, { command: ['import'], environment: { MODE: 'full' } }],
      eventVariables: { ORDER_ID: '$.detail.order.id', FIRST: '$.detail.lines[0].sku' },
    });
    const event = { detail: { order: { id: '42' }, lines: [{ sku: 'A-1' }, { sku: 'B-2' }] } };
    expect(transform(targetOf(stack).InputTransformer, event)).toEqual({
      containerOverrides: [
        {
          name: 'App',
          command: ['import'],
          environment: [{ name: 'MODE', value: 'full' }, { name: 'ORDER_ID', value: '42' }, { name: 'FIRST', value: 'A-1' }],
        },
        { name: 'Agent', environment: [{ name: 'LEVEL', value: 'debug' }] },
      ],
    });
  });

  test('whatever an event says stays one value', () => {
    const { stack } = eventTask({ eventVariables: { ORDER_ID: '$.detail.id' } });
    const { InputTransformer: transformer } = targetOf(stack);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      expect(transform(transformer, { detail: { id } })).toEqual({ containerOverrides: [{ name: 'App', environment: [{ name: 'ORDER_ID', value: id }] }] });
    }));
    expect(transformer.InputTemplate).toBe('{"containerOverrides":[{"name":"App","environment":[{"name":"ORDER_ID","value":<field1>}]}]}');
  });

  test('paths that differ in a sign only are two', () => {
    const { stack } = eventTask({ eventVariables: { ONE: '$.detail.a-b', TWO: '$.detail.a.b' } });
    expect(targetOf(stack).InputTransformer.InputPathsMap).toEqual({ field1: '$.detail.a-b', field2: '$.detail.a.b' });
  });

  test('values of the template get through', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Results');
    new EventTask(stack, 'Job', {
      cluster, task, trigger, overrides: [{ environment: { RESULTS: bucket.bucketName } }], eventVariables: { ORDER_ID: '$.detail.id' },
    });
    expect(targetOf(stack).InputTransformer.InputTemplate).toEqual({
      'Fn::Join': ['', [
        '{"containerOverrides":[{"name":"App","environment":[{"name":"RESULTS","value":"', stack.resolve(bucket.bucketName),
        '"},{"name":"ORDER_ID","value":<field1>}]}]}',
      ]],
    });
  });
});

describe('the role of the rule', () => {
  test('may start this task in this cluster, and nothing else', () => {
    const { stack, cluster, made } = eventTask();
    const { 'Fn::GetAtt': [id] } = stack.resolve(made.triggerRole.roleArn);
    const [{ PolicyDocument: { Statement: statements } }] = resourcesOf(stack, 'AWS::IAM::Role')[id].Properties.Policies;
    const [{ Family: family }] = propertiesOf(stack, 'AWS::ECS::TaskDefinition');
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'ecs:RunTask',
        Resource: stack.resolve(stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${family}:*` })),
        Condition: { ArnEquals: { 'ecs:cluster': stack.resolve(cluster.clusterArn) } },
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: [stack.resolve(made.executionRole.roleArn), stack.resolve(made.taskRole.roleArn)],
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: 'ecs:TagResource',
        Resource: stack.resolve(stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster.clusterName}/*` })),
        Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      },
    ]);
    expect(propertiesOf(stack, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('is for rules of this account', () => {
    const { stack, made } = eventTask();
    const { 'Fn::GetAtt': [id] } = stack.resolve(made.triggerRole.roleArn);
    expect(resourcesOf(stack, 'AWS::IAM::Role')[id].Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'events.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': stack.resolve(stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' })) },
      },
    }]);
  });
});

describe('around the task', () => {
  test('grants go to the task role, connections to its security group', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    const made = new EventTask(stack, 'Job', { cluster, task, trigger: TaskTrigger.objectCreated(bucket) });
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc: cluster.vpc });
    bucket.grantRead(made);
    made.connections.allowTo(database, ec2.Port.tcp(5432));
    const [policy] = propertiesOf(stack, 'AWS::IAM::Policy');
    expect(policy.Roles).toEqual([stack.resolve(made.taskRole.roleName)]);
    expect(made.grantPrincipal).toBe(made.taskRole.grantPrincipal);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toContainEqual(expect.objectContaining({ FromPort: 5432 }));
  });

  test('an alarm on failures and one on dead letters, told to one topic', () => {
    const { stack, cluster } = platformStack();
    const topic = new sns.Topic(stack, 'Topic');
    const made = new EventTask(stack, 'Job', { cluster, task, trigger, failureAlarm: { failures: 2, alarms: AlarmDestination.topic(topic) } });
    const alarms = propertiesOf(stack, 'AWS::CloudWatch::Alarm');
    expect(alarms.map(({ MetricName: name, Threshold: threshold, AlarmActions: actions }) => [name, threshold, actions])).toEqual([
      ['TriggeredRules', 2, [stack.resolve(topic.topicArn)]],
      ['ApproximateNumberOfMessagesVisible', 1, [stack.resolve(topic.topicArn)]],
    ]);
    expect(made.failureLogGroup).toBeDefined();
    expect(made.deadLetterAlarm).toBeDefined();
  });

  test('a dead-letter queue that is encrypted, over TLS only, for this rule, and keeps for 14 days', () => {
    const { stack, made } = eventTask();
    expect(theOnly(stack, 'AWS::SQS::Queue').Properties).toEqual({ MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true });
    const { PolicyDocument: { Statement: [tls, send] } } = theOnly(stack, 'AWS::SQS::QueuePolicy').Properties;
    expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(send).toEqual({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Resource: stack.resolve(made.deadLetterQueue!.queueArn),
      Condition: { ArnEquals: { 'aws:SourceArn': stack.resolve(made.rule!.attrArn) } },
    });
  });

  test('a log group, unless another driver was chosen', () => {
    const { stack, made } = eventTask();
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toHaveProperty([stack.resolve(made.logGroup!.logGroupName).Ref]);
  });
});

describe('what is refused', () => {
  test.each<[string, Partial<EventTaskProps>, string]>([
    ['eleven tasks', { taskCount: 11 }, 'StandaloneTask.TaskCount: `taskCount` takes whole tasks from 1 to 10, got 11; the nearest is 10'],
    ['no path', { eventVariables: { KEY: 'detail.key' } }, 'EventVariables.Path: `eventVariables.KEY` is the path to one field of the event, such as $.detail.object.key, '
      + "got 'detail.key'; what is the same for every event goes into `overrides`"],
    ['a variable twice', { eventVariables: { KEY: '$.id' }, overrides: [{ environment: { KEY: 'a' } }] },
      'EventVariables.Twice: `eventVariables.KEY` is set in `overrides` too, and a run sets a variable once; take it out of one of them'],
    ['a name that no shell reads', { eventVariables: { 'C-D': '$.id' } },
      "EventVariables.Name: `eventVariables.C-D` takes letters, digits and underscores, and no digit first, got 'C-D'; take a name such as OBJECT_KEY"],
    ['a path in overrides', { overrides: [{ environment: { KEY: '$.detail.key' } }] },
      "EventOverrides.Path: `overrides[0].environment.KEY` is the same for every event, got '$.detail.key', a path into it; put it into `eventVariables`"],
    ['a field in overrides', { overrides: [{ command: [events.EventField.fromPath('$.detail.key')] }] },
      'ContainerOverrides.NotFilled: `overrides[0].command[0]` is passed on as it is, got $.detail.key, which nothing fills in here; put the path of the field into `eventVariables`'],
    ['a place beside fields of the event', { overrides: [{ command: ['<field1>'] }], eventVariables: { KEY: '$.id' } },
      'EventOverrides.Placeholder: `overrides[0].command[0]` is the same for every event, got <field1>, which EventBridge would fill in or refuse; '
      + 'put it into the task definition, or fields of the event into `eventVariables`'],
    ['a container of nobody', { overrides: [{ container: 'Other' }] },
      "ContainerOverrides.UnknownContainer: `overrides[0].container` names a container of the task, which has App, got 'Other'"],
    ['no failure', { failureAlarm: { failures: 0 } }, 'TaskFailureAlarm.Failures: `failureAlarm.failures` takes whole tasks from 1 up, got 0; the nearest is 1'],
    ['an empty pattern', { trigger: TaskTrigger.eventPattern({}) },
      'TaskTrigger.EmptyPattern: `trigger.pattern` says which events start the task, got none of its fields; name at least `source`'],
    ['a disk for each task', { task: TaskBlueprint.container({ image, volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(10) }) } }) },
      'StandaloneTask.EbsVolume: `task.volumes.data` is on EBS, where a disk is made for each task as it is started, which is for tasks of a service; '
      + 'take TaskVolume.efs(), or TaskVolume.scratch() with as much `ephemeralStorageGiB` in FargateSize.of() as it needs, up to 200'],
  ])('%s', (_what, props, message) => {
    expect(() => eventTask(props)).toThrow(message);
  });

  test.each(['$.detail.object.Key', '$.detail.object', '$.detail.object.size', '$.dynamodb.Keys.id.S'])('%s, which is no text of a bucket\'s events', (path) => {
    const { stack, cluster } = platformStack();
    const uploads = TaskTrigger.objectCreated(new s3.Bucket(stack, 'Uploads'));
    expect(() => new EventTask(stack, 'Job', { cluster, task, trigger: uploads, eventVariables: { FIELD: path } }))
      .toThrow(`EventVariables.NoSuchText: \`eventVariables.FIELD\` is the path to a text that all of these events have, got '${path}', which is none; the nearest is `);
  });

  test('Spot alone is warned about, and a base that leaves nothing for Spot', () => {
    const found = (capacity: CapacityStrategy) => Annotations.fromStack(eventTask({ capacity }).stack)
      .findWarning('*', Match.stringLikeRegexp('StandaloneTask')).length;
    const splits = [{ onDemandBase: 0, onDemandWeight: 0 }, {}, { onDemandBase: 0 }];
    const [spot, base, both] = splits.map((split) => found(CapacityStrategy.fargateSpot(split)));
    expect([spot, base, both]).toEqual([1, 1, 0]);
  });

  test('Spot alone is warned about with what an event task has', () => {
    const { stack } = eventTask({ capacity: CapacityStrategy.fargateSpot({ onDemandBase: 0, onDemandWeight: 0 }) });
    Annotations.fromStack(stack).hasWarning('/Stack/Job', Match.stringLikeRegexp(
      'its run is lost; take capacity on demand, or acknowledge this where one may be lost'));
  });

  test('a task definition without a container that variables would go to', () => {
    const { stack, cluster } = platformStack();
    const empty = TaskBlueprint.existing(new ecs.FargateTaskDefinition(stack, 'Empty'));
    expect(() => new EventTask(stack, 'Job', { cluster, task: empty, trigger })).toThrow(
      'StandaloneTask.NoContainer: `task` needs an essential container, whose overrides and exit code are those of a run, got none; '
      + 'add it before what starts the task is made');
  });

  test('a rule\'s dead letters under the key of AWS, which lets no service use it', () => {
    const { stack, cluster } = platformStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS_MANAGED });
    expect(() => new EventTask(stack, 'Job', { cluster, task, trigger: TaskTrigger.eventPattern({ source: ['shop'] }, { deadLetterQueue }) })).toThrow(
      'EventDelivery.ManagedKey: `trigger.deadLetterQueue` is a queue whose key lets events.amazonaws.com use it, got one with the key of AWS, aws/sqs, '
      + 'whose policy cannot be changed; encrypt it with QueueEncryption.SQS_MANAGED or a key of your own');
  });

  test('a variable that is a secret of the task', () => {
    const { stack, cluster } = platformStack();
    const secret = ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'token'));
    expect(() => new EventTask(stack, 'Job', {
      cluster, trigger, task: TaskBlueprint.container({ image, secrets: { TOKEN: secret } }), eventVariables: { TOKEN: '$.detail.token' },
    })).toThrow('EventVariables.Secret: `eventVariables.TOKEN` is a secret of the task definition, which ECS does not replace by a variable of a run; choose another name');
  });

  test('all of it in one error, and the id is free again', () => {
    const { stack, cluster } = platformStack();
    expect(() => new EventTask(stack, 'Job', { cluster, task, trigger, taskCount: 0, eventVariables: { KEY: 'key' } })).toThrow('EventTask at Stack/Job has 2 problems:');
    expect(new EventTask(stack, 'Job', { cluster, task, trigger }).node.path).toBe('Stack/Job');
  });

  test('but not what is not known', () => {
    const { stack } = eventTask({ taskCount: Lazy.number({ produce: () => 3 }), eventVariables: { KEY: Lazy.string({ produce: () => '$.id' }) } });
    expect(targetOf(stack).EcsParameters.TaskCount).toBe(3);
    expect(targetOf(stack).InputTransformer.InputPathsMap).toEqual({ field1: '$.id' });
    Annotations.fromStack(stack).hasNoWarning('*', 'TaskTrigger');
    expect(Template.fromStack(stack).findResources('AWS::Events::Rule')).not.toEqual({});
  });
});
