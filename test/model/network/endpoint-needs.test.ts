import * as fc from 'fast-check';
import { sentence } from '../../../src/model/finding';
import { checkIsolation, EndpointFacts, endpointNeeds, hasEndpoint } from '../../../src/model/network/endpoint-needs';
import { TaskReach } from '../../../src/model/network/task-reach';

const nothing: TaskReach = { platform: 'fargate', images: [], logs: [], secrets: [], filesInS3: false };
const session = { customerKey: false, logGroup: false, bucket: false };
const ECR = ['ecr.api', 'ecr.dkr', 's3'];
const AGENT = ['ecs-agent', 'ecs-telemetry', 'ecs'];

test.each<[string, Partial<TaskReach>, string[]]>([
  ['nothing', {}, []],
  ['an image in ECR', { images: [{ kind: 'ecr' }] }, ECR],
  ['an image of unknown origin', { images: [{ kind: 'unknown' }] }, ECR],
  ['an image by the dual-stack name of ECR', { images: [{ kind: 'ecr-dual-stack' }] }, []],
  ['an image from elsewhere', { images: [{ kind: 'host', host: 'registry.example.com' }] }, []],
  ['awslogs', { logs: ['awslogs', 'awslogs'] }, ['logs']],
  ['a router to CloudWatch', { logs: ['cloudwatch'] }, ['logs']],
  ['a router to CloudWatch, written in C', { logs: ['cloudwatch_logs'] }, ['logs']],
  ['a router to Firehose', { logs: ['firehose'] }, ['kinesis-firehose']],
  ['a router to Firehose, written in C', { logs: ['kinesis_firehose'] }, ['kinesis-firehose']],
  ['a router to Kinesis', { logs: ['kinesis'] }, ['kinesis-streams']],
  ['a router to Kinesis, written in C', { logs: ['kinesis_streams'] }, ['kinesis-streams']],
  ['a router to S3', { logs: ['s3'] }, ['s3']],
  ['a driver outside AWS', { logs: ['splunk', 'constructor'] }, []],
  ['secrets and parameters', { secrets: ['ssm', 'secretsmanager', 'ssm'] }, ['ssm', 'secretsmanager']],
  ['files in S3', { filesInS3: true }, ['s3']],
  ['a session', { exec: session }, ['ssmmessages']],
  ['an encrypted session', { exec: { ...session, customerKey: true } }, ['ssmmessages', 'kms']],
  ['a recorded session', { exec: { ...session, logGroup: true } }, ['ssmmessages', 'logs']],
  ['a session recorded in a bucket', { exec: { ...session, bucket: true } }, ['ssmmessages', 's3']],
  ['an agent on EC2', { platform: 'ec2' }, AGENT],
  ['an agent on Managed Instances', { platform: 'managed-instances' }, AGENT],
  ['an agent outside AWS', { platform: 'external' }, []],
  ['everything at once', { platform: 'ec2', images: [{ kind: 'ecr' }], logs: ['awslogs', 's3'], exec: { ...session, logGroup: true } },
    [...ECR, 'logs', 'ssmmessages', ...AGENT]],
])('%s', (_name, reach, needs) => {
  expect(endpointNeeds({ ...nothing, ...reach })).toEqual(needs);
});

test('each endpoint is named once, and a task that does more needs no fewer', () => {
  const reach = fc.record({
    platform: fc.constantFrom<TaskReach['platform']>('fargate', 'ec2', 'managed-instances'),
    images: fc.array(fc.record({ kind: fc.constantFrom<'ecr' | 'ecr-dual-stack' | 'unknown'>('ecr', 'ecr-dual-stack', 'unknown') })),
    logs: fc.array(fc.constantFrom('awslogs', 'firehose', 's3', 'splunk')),
    secrets: fc.array(fc.constantFrom<'ssm' | 'secretsmanager'>('ssm', 'secretsmanager')),
    filesInS3: fc.boolean(),
    exec: fc.option(fc.record({ customerKey: fc.boolean(), logGroup: fc.boolean(), bucket: fc.boolean() }), { nil: undefined }),
  });
  fc.assert(fc.property(reach, (more) => {
    const needs = endpointNeeds(more);
    expect(new Set(needs).size).toBe(needs.length);
    const less = { ...more, images: more.images.slice(1), logs: more.logs.slice(1), exec: undefined };
    expect(needs).toEqual(expect.arrayContaining(endpointNeeds(less)));
  }));
});

test.each<[string, EndpointFacts, string, boolean]>([
  ['by its full name', { service: 'com.amazonaws.eu-west-1.ecr.api' }, 'ecr.api', true],
  ['by its name in China', { service: 'cn.com.amazonaws.cn-north-1.ecr.api' }, 'ecr.api', true],
  ['by the end of it', { service: '.ecs' }, 'ecs', true],
  ['by its short name', { service: 'logs' }, 'logs', true],
  ['not by a part of a word', { service: 'com.amazonaws.eu-west-1.ecs-agent' }, 'ecs', false],
  ['not by another word with the same end', { service: 'com.amazonaws.eu-west-1.gamelogs' }, 'logs', false],
  ['S3 by its gateway', { service: 'com.amazonaws.eu-west-1.s3', gateway: true }, 's3', true],
  ['S3 where only the name is known', { service: 's3' }, 's3', true],
  ['not S3 by an interface, which ECR does not take', { service: 'com.amazonaws.eu-west-1.s3', gateway: false }, 's3', false],
  ['another service by its interface', { service: 'com.amazonaws.eu-west-1.logs', gateway: false }, 'logs', true],
])('an endpoint is known %s', (_name, endpoint, service, expected) => {
  expect(hasEndpoint([endpoint], service)).toBe(expected);
});

describe('in isolated subnets', () => {
  const text = (reach: Partial<TaskReach>, endpoints: EndpointFacts[] = [], managed = false) => (
    checkIsolation({ ...nothing, ...reach }, { endpoints, managed }).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`)
  );

  test('the missing endpoints are named, with the remedy', () => {
    expect(text({ images: [{ kind: 'ecr' }], logs: ['awslogs'] }, [{ service: 's3' }])).toEqual([
      'warning PrivateEndpoints.Missing: `vpcSubnets` are isolated, where these tasks need endpoints that the VPC does not have,' +
      ' ecr.api, ecr.dkr and logs; add PrivateEndpoints for the VPC, or choose subnets with a NAT gateway',
    ]);
  });

  test('endpoints that let nobody in are named, unless another one of the service does', () => {
    const closed: EndpointFacts = { service: 'logs', admits: false };
    expect(text({ logs: ['awslogs'] }, [closed])).toEqual([
      'warning PrivateEndpoints.NoWayIn: `vpcSubnets` are isolated, where these tasks need endpoints whose security groups let nobody in to port 443,' +
      ' logs; add a rule for the tasks',
    ]);
    expect(text({ logs: ['awslogs'] }, [closed, { service: 'logs' }])).toEqual([]);
    expect(text({ logs: ['awslogs'] }, [closed, { service: 'logs', admits: true }])).toEqual([]);
    expect(text({ secrets: ['ssm'] }, [closed, { service: 'ssm' }])).toEqual([]);
  });

  test('what came too late is named with its own remedy', () => {
    expect(text({ secrets: ['ssm'] }, [], true)).toEqual([
      'warning PrivateEndpoints.Missing: `vpcSubnets` are isolated, where these tasks need endpoints that the VPC does not have, ssm;' +
      ' PrivateEndpoints could not know of them in time, so add them to the VPC with addInterfaceEndpoint and addGatewayEndpoint',
    ]);
  });

  test.each<[string, Partial<TaskReach>, EndpointFacts[]]>([
    ['needs nothing', {}, []],
    ['has what it needs', { logs: ['awslogs'] }, [{ service: 'com.amazonaws.eu-west-1.logs', gateway: false }]],
    ['has an image of unknown origin', { images: [{ kind: 'unknown' }] }, []],
    ['has an image from a registry that may be near', { images: [{ kind: 'host', host: 'registry.example.com' }] }, []],
  ])('a task that %s is left alone', (_name, reach, endpoints) => {
    expect(text(reach, endpoints)).toEqual([]);
  });

  test.each(['docker.io', 'public.ecr.aws', 'ghcr.io', 'quay.io'])('an image from %s is out of reach', (host) => {
    expect(text({ images: [{ kind: 'host', host: 'registry.example.com' }, { kind: 'host', host }] }, [], true)).toEqual([
      `warning PrivateEndpoints.PublicImage: \`taskDefinition.containers[1].image\` comes from ${host}, to which no VPC endpoint leads` +
      ' from isolated subnets; copy it to ECR, or choose subnets with a NAT gateway',
    ]);
  });

  test('so is one by the dual-stack name of ECR', () => {
    expect(text({ images: [{ kind: 'ecr-dual-stack' }] })).toEqual([
      'warning PrivateEndpoints.DualStackImage: `taskDefinition.containers[0].image` names ECR by its dual-stack host, which VPC endpoints' +
      ' do not serve; give the tasks IPv4 addresses, or choose subnets with a route out',
    ]);
  });
});
