import { Json, merged } from './kit';

const TASKS_TRUST = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*' } },
    },
  }],
};

/** Patches of the properties of the resources that most templates have. */
export interface Patches {
  readonly cluster?: Json;
  readonly task?: Json;
  /** Of the only container. */
  readonly container?: Json;
  readonly service?: Json;
  /** More resources, or patches of any by logical id. */
  readonly resources?: Json;
}

/** A task definition on Fargate of which no rule has anything to say. */
export function task({ task: patch = {}, container = {}, resources = {} }: Patches = {}): Json {
  return merged({
    Parameters: { Parameter: { Type: 'String' } },
    Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Parameter' }, 'yes'] } },
    Resources: {
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: merged({
          Family: 'web',
          Cpu: '256',
          Memory: '512',
          NetworkMode: 'awsvpc',
          RequiresCompatibilities: ['FARGATE'],
          ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
          TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] },
          Tags: [{ Key: 'team', Value: 'web' }],
          ContainerDefinitions: [merged({
            Name: 'web',
            Image: 'public.ecr.aws/nginx/nginx:1.27',
            Essential: true,
            User: '1000',
            ReadonlyRootFilesystem: true,
            PortMappings: [{ ContainerPort: 80, Protocol: 'tcp', Name: 'http', AppProtocol: 'http' }],
            HealthCheck: { Command: ['CMD-SHELL', 'wget -q -O- localhost || exit 1'], Interval: 30, Timeout: 5, Retries: 3, StartPeriod: 10 },
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': { Ref: 'Logs' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'web', 'mode': 'non-blocking',
              },
            },
          }, container)],
        }, patch),
      },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
      ExecutionRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: TASKS_TRUST,
          Policies: [{
            PolicyName: 'Logs',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': ['Logs', 'Arn'] } }],
            },
          }],
        },
      },
      TaskRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TASKS_TRUST } },
    },
  }, { Resources: resources });
}

/** A service on Fargate of which no rule has anything to say. */
export function fargateService({ cluster = {}, service = {}, resources = {}, ...patches }: Patches = {}): Json {
  return merged(task(patches), {
    Resources: merged({
      Cluster: {
        Type: 'AWS::ECS::Cluster',
        Properties: merged({
          ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
          Tags: [{ Key: 'team', Value: 'web' }],
        }, cluster),
      },
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: merged({
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Task' },
          LaunchType: 'FARGATE',
          DesiredCount: 2,
          DeploymentConfiguration: {
            MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true },
          },
          NetworkConfiguration: {
            AwsvpcConfiguration: {
              AssignPublicIp: 'DISABLED', Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: [{ 'Fn::GetAtt': ['ServiceGroup', 'GroupId'] }],
            },
          },
          Tags: [{ Key: 'team', Value: 'web' }],
        }, service),
      },
      ServiceGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'web', VpcId: 'vpc-1' } },
    }, resources),
  });
}

/** The same service on instances of its cluster, with containers on the bridge. */
export function ec2Service({ task: taskPatch = {}, container = {}, service = {}, ...patches }: Patches = {}): Json {
  return fargateService({
    ...patches,
    task: { NetworkMode: 'bridge', RequiresCompatibilities: ['EC2'], ...taskPatch },
    container,
    service: { LaunchType: 'EC2', NetworkConfiguration: undefined, ...service },
  });
}
