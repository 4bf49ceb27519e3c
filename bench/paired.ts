import { execFileSync } from 'child_process';

const ROUNDS = 7;

/** What one process made of its variant. */
interface Made {
  readonly ms: number;
  readonly resources: number;
  readonly bytes: number;
}

/**
 * Sets code that makes the same in two ways against each other, each in a process of its own: one round after the other, so that both see the same load.
 *
 * Returns the CPU of each variant in milliseconds, round by round.
 */
export function compare(what: string, variants: Record<string, string>): number[][] {
  const names = Object.keys(variants);
  const rounds = Array.from({ length: ROUNDS }, () => names.map((name) => run(variants[name])));
  names.forEach((name, index) => {
    const { bytes, resources } = rounds[0][index];
    const ms = median(rounds.map((round) => round[index].ms));
    console.log(`${name.padEnd(14)} ${what}: ${resources} resources, ${(bytes / 1000).toFixed(0)} kB, ${ms.toFixed(0)} ms CPU`);
  });
  const [one, other] = names;
  console.log(`CPU of ${other} to ${one}: ${median(rounds.map(([first, second]) => second.ms / first.ms)).toFixed(2)} (median of ${ROUNDS} paired rounds)`);
  return rounds.map((round) => round.map(({ ms }) => ms));
}

/** A process of its own: loads the modules, then counts the CPU of what makes the app of `app`. */
export function measured(modules: string, body: string): string {
  return `
  const { App, Stack, Duration } = require('aws-cdk-lib/core');
  const ec2 = require('aws-cdk-lib/aws-ec2');
  const ecs = require('aws-cdk-lib/aws-ecs');
  const ours = require('./lib');
  ${modules}
  // Exports load when they are first read, which bench/import-cost.ts measures.
  void Object.values(ours);
  const start = process.cpuUsage();
  const app = new App({ context: require('aws-cdk-lib/recommended-feature-flags.json') });
  const stack = new Stack(app, 'Stack');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
    publicSubnetIds: ['subnet-3', 'subnet-4'], publicSubnetRouteTableIds: ['rtb-3', 'rtb-4'],
  });
  const cluster = new ecs.Cluster(stack, 'Cluster', {
    vpc, enableFargateCapacityProviders: true, containerInsightsV2: ecs.ContainerInsights.ENHANCED,
  });
  const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
  ${body}
  const { stacks } = app.synth();
  const { user, system } = process.cpuUsage(start);
  const templates = stacks.map(({ template }) => template);
  console.log(JSON.stringify({
    ms: (user + system) / 1000,
    resources: templates.reduce((sum, { Resources = {} }) => sum + Object.keys(Resources).length, 0),
    bytes: JSON.stringify(templates).length,
  }));`;
}

function run(code: string): Made {
  return JSON.parse(execFileSync('node', ['-e', code], { encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' }, maxBuffer: 1e8 }));
}

export function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
