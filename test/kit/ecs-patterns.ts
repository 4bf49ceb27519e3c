import { Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import { Stack } from 'aws-cdk-lib/core';
import { recommendedApp } from './stacks';
import { findingsOf } from '../policy/kit';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');
const schedule = appscaling.Schedule.expression('rate(1 day)');
const taskImageOptions = { image };

/** The constructs of aws-ecs-patterns, with nothing but what they demand. */
const PATTERNS: Record<string, (stack: Stack) => void> = {
  ApplicationLoadBalancedFargateService: (stack) => { new patterns.ApplicationLoadBalancedFargateService(stack, 'It', { taskImageOptions }); },
  ApplicationLoadBalancedEc2Service: (stack) => {
    new patterns.ApplicationLoadBalancedEc2Service(stack, 'It', { cluster: clusterIn(stack), memoryLimitMiB: 512, taskImageOptions });
  },
  NetworkLoadBalancedFargateService: (stack) => { new patterns.NetworkLoadBalancedFargateService(stack, 'It', { taskImageOptions }); },
  NetworkLoadBalancedEc2Service: (stack) => {
    new patterns.NetworkLoadBalancedEc2Service(stack, 'It', { cluster: clusterIn(stack), memoryLimitMiB: 512, taskImageOptions });
  },
  ApplicationMultipleTargetGroupsFargateService: (stack) => { new patterns.ApplicationMultipleTargetGroupsFargateService(stack, 'It', { taskImageOptions }); },
  ApplicationMultipleTargetGroupsEc2Service: (stack) => {
    new patterns.ApplicationMultipleTargetGroupsEc2Service(stack, 'It', { cluster: clusterIn(stack), memoryLimitMiB: 512, taskImageOptions });
  },
  NetworkMultipleTargetGroupsFargateService: (stack) => { new patterns.NetworkMultipleTargetGroupsFargateService(stack, 'It', { taskImageOptions }); },
  NetworkMultipleTargetGroupsEc2Service: (stack) => {
    new patterns.NetworkMultipleTargetGroupsEc2Service(stack, 'It', { cluster: clusterIn(stack), memoryLimitMiB: 512, taskImageOptions });
  },
  QueueProcessingFargateService: (stack) => { new patterns.QueueProcessingFargateService(stack, 'It', { image }); },
  QueueProcessingEc2Service: (stack) => { new patterns.QueueProcessingEc2Service(stack, 'It', { cluster: clusterIn(stack), memoryLimitMiB: 512, image }); },
  ScheduledFargateTask: (stack) => { new patterns.ScheduledFargateTask(stack, 'It', { schedule, scheduledFargateTaskImageOptions: { image } }); },
  ScheduledEc2Task: (stack) => {
    new patterns.ScheduledEc2Task(stack, 'It', { cluster: clusterIn(stack), schedule, scheduledEc2TaskImageOptions: { image, memoryLimitMiB: 512 } });
  },
};

/** What the pack says of each, as `level id`, sorted. */
export function patternFindings(): Record<string, string[]> {
  return Object.fromEntries(Object.entries(PATTERNS).map(([name, build]) => {
    const stack = new Stack(recommendedApp(), 'Stack');
    build(stack);
    const findings = findingsOf(Template.fromStack(stack).toJSON()).map(({ rule }) => `${rule.level} ${rule.id}`);
    return [name, [...new Set(findings)].sort()];
  }));
}

/** The same as a table of Markdown for the docs: a rule, and which constructs it is about. */
export function patternsTable(findings: Record<string, string[]> = patternFindings()): string {
  const names = Object.keys(findings);
  const rows = [...new Set(Object.values(findings).flat())].sort().map((finding) => {
    const [level, id] = finding.split(' ');
    return `| ${level} | \`${id}\` | ${constructsIn(names.filter((name) => findings[name].includes(finding)), names)} |`;
  });
  return ['| Level | Rule | Found in |', '|---|---|---|', ...rows].join('\n');
}

/** What constructs have in common, by their names. */
const GROUPS: readonly (readonly [string, RegExp])[] = [
  ['all', /./],
  ['all on Fargate', /Fargate/],
  ['all on EC2', /Ec2/],
  ['all services', /Service$/],
  ['all services behind a balancer', /^Application|^Network/],
  ['all services on Fargate behind a balancer', /^(Application|Network).*Fargate/],
  ['all services on EC2 behind a balancer', /^(Application|Network).*Ec2/],
  ['both services of a queue', /^Queue/],
  ['both scheduled tasks', /^Scheduled/],
];

function constructsIn(some: readonly string[], all: readonly string[]): string {
  const group = GROUPS.find(([, pattern]) => String(some) === String(all.filter((name) => pattern.test(name))));
  return group?.[0] ?? some.map((name) => `\`${name}\``).join(', ');
}

/** A cluster with instances, as the CDK's guide adds them. */
function clusterIn(stack: Stack): ecs.Cluster {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  cluster.addCapacity('Instances', { instanceType: ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.LARGE) });
  return cluster;
}
