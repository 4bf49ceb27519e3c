import { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { ContainerDefinition, Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Clients } from '../clients';
import { DeployedStack } from '../deployed-stack';
import { Proofs } from '../proofs';

/** What an example promises, in terms of what its user wrote. */
export type Promises = (seen: Seen) => Promise<void>;

export interface SeenService {
  readonly service: Service;
  readonly task: TaskDefinition;
}

/** What AWS's clients see of an example, in the few words that promises are made in. */
export class Seen {
  constructor(
    private readonly example: string,
    private readonly stacks: Record<string, DeployedStack>,
    public readonly clients: Clients,
    private readonly proofs: Proofs,
  ) {}

  public same(promise: string, actual: unknown, expected: unknown): void {
    this.proofs.same(`${this.example}: ${promise}`, actual, expected);
  }

  /** The physical id of the one resource of a type under a construct. */
  public id(stack: string, path: string, type: string): string {
    return this.stacks[stack].idUnder(path, type);
  }

  public ids(stack: string, path: string, type: string): string[] {
    return this.stacks[stack].idsUnder(path, type);
  }

  public async service(stack: string, path: string): Promise<SeenService> {
    const arn = this.id(stack, path, 'AWS::ECS::Service');
    const { services } = await this.clients.ecs.describeServices({ cluster: arn.split('/')[1], services: [arn] });
    const [service] = services!;
    const { taskDefinition } = await this.clients.ecs.describeTaskDefinition({ taskDefinition: service.taskDefinition });
    return { service, task: taskDefinition! };
  }

  /** The fewest and the most tasks, and what is held by scaling; undefined for a service that does not scale. */
  public async scaling({ service }: SeenService): Promise<{ min?: number; max?: number; held: Record<string, number | undefined> } | undefined> {
    const resource = service.serviceArn!.split(':').at(-1)!;
    const { ScalableTargets = [] } = await this.clients.scaling.describeScalableTargets({ ServiceNamespace: 'ecs', ResourceIds: [resource] });
    if (ScalableTargets.length === 0) return undefined;
    const { ScalingPolicies = [] } = await this.clients.scaling.describeScalingPolicies({ ServiceNamespace: 'ecs', ResourceId: resource });
    const held = ScalingPolicies.map(({ PolicyType, TargetTrackingScalingPolicyConfiguration: tracked }) =>
      [tracked?.PredefinedMetricSpecification?.PredefinedMetricType ?? (tracked ? 'own metric' : PolicyType!), tracked?.TargetValue]);
    return { min: ScalableTargets[0].MinCapacity, max: ScalableTargets[0].MaxCapacity, held: Object.fromEntries(held) };
  }

  /** The alarms that fail a deployment, by what they watch. */
  public async rollbackAlarms({ service }: SeenService): Promise<MetricAlarm[]> {
    const names = service.deploymentConfiguration?.alarms?.alarmNames ?? [];
    const { MetricAlarms = [] } = await this.clients.cloudWatch.describeAlarms({ AlarmNames: names });
    return MetricAlarms;
  }

  public async targetGroups({ service }: SeenService): Promise<TargetGroup[]> {
    const arns = (service.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn!);
    return (await this.clients.balancing.describeTargetGroups({ TargetGroupArns: arns })).TargetGroups ?? [];
  }

  /** The rules of all listeners that lead to a target group. */
  public async rulesTo(group: TargetGroup): Promise<Rule[]> {
    const listeners = await Promise.all(group.LoadBalancerArns!.map((arn) => this.clients.balancing.describeListeners({ LoadBalancerArn: arn })));
    const rules = await Promise.all(listeners.flatMap(({ Listeners = [] }) => Listeners)
      .map(({ ListenerArn }) => this.clients.balancing.describeRules({ ListenerArn })));
    return rules.flatMap(({ Rules = [] }) => Rules).filter(({ Actions }) => JSON.stringify(Actions).includes(group.TargetGroupArn!));
  }
}

/** `FARGATE 1 of 3, base 2`, in the order of the strategy. */
export function strategyOf({ service }: SeenService): string[] {
  const strategy = service.capacityProviderStrategy ?? [];
  const sum = strategy.reduce((total, { weight = 0 }) => total + weight, 0);
  return strategy.map(({ capacityProvider, weight = 0, base = 0 }) => `${capacityProvider} ${weight} of ${sum}${base > 0 ? `, base ${base}` : ''}`);
}

export function rolloutOf({ service }: SeenService): Record<string, unknown> {
  const { strategy, minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker: breaker, alarms } = service.deploymentConfiguration!;
  return {
    strategy,
    tasks: `${minimumHealthyPercent} to ${maximumPercent} %`,
    breaker: breaker?.enable === true && breaker.rollback === true,
    alarms: alarms?.enable === true && alarms.rollback === true,
  };
}

export function networkOf({ service }: SeenService): string | undefined {
  return service.networkConfiguration?.awsvpcConfiguration?.assignPublicIp;
}

export function container({ task }: SeenService, name = 'app'): ContainerDefinition {
  return task.containerDefinitions!.find((item) => item.name === name)!;
}

export function sizeOf({ task }: SeenService): string {
  return `${task.cpu} CPU, ${task.memory} MiB`;
}

export function conditionsOf(rule: Rule): Record<string, unknown> {
  return Object.fromEntries(rule.Conditions!.map((condition) => [condition.Field, (
    condition.HostHeaderConfig ?? condition.PathPatternConfig ?? condition.HttpHeaderConfig)?.Values]));
}
