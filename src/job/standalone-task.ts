import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { RunnableTask } from './runnable-task';
import { StandaloneTaskOptions } from './standalone-task-options';
import { CapacityFacts } from '../cluster/capacity-kind';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { checkInstances } from '../model/capacity/instance-checks';
import { taskNeeds } from '../model/capacity/task-needs';
import { Finding, under } from '../model/finding';
import { checkRunCapacity, RunFacts } from '../model/job/run-capacity';
import { checkEnds, checkMainContainer, checkNoEbs, checkOneStack } from '../model/job/standalone';
import { SPOT_NOTICE_SECONDS } from '../model/service/shutdown';
import { LaunchPlatform, NetworkMode } from '../model/task/network-mode';
import { TaskDefinitionFacts } from '../model/task/task';
import { known } from '../private/known';
import { ServiceFacts } from '../private/service-facts';
import { withParents } from '../private/stack-order';
import { checkCluster, checkEnvironment, clusterOf, givenCapacity } from '../service/cluster-check';
import { IpFamily } from '../service/ip-family';
import { checkServiceNetwork } from '../service/network-checks';
import { PlacementPlan } from '../service/placement-plan';
import { ServiceNetwork } from '../service/service-network';

// Its remedy keeps a service alive; what it means for a run is another matter.
const OF_SERVICES = 'CapacitySplit.SpotOnly';

/**
 * A task that runs outside of a service: its choices together, checked and made in the same way by whatever starts it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-tasks.html
 */
export class StandaloneTask {
  public readonly cluster: ecs.ICluster;
  public readonly capacity: CapacityStrategy;
  public readonly capacityFacts: CapacityFacts;
  public readonly network: ServiceNetwork;
  public readonly networkMode: NetworkMode;
  public readonly ipFamily: IpFamily;
  public readonly taskFacts: TaskDefinitionFacts;
  /** What its other choices mean for the task. */
  public readonly facts: ServiceFacts;
  public readonly platform: LaunchPlatform;
  public readonly placement: PlacementPlan;

  /** @param scope what starts the task; it is refused at once without a cluster, and with a capacity that is none */
  constructor(private readonly scope: Construct, public readonly options: StandaloneTaskOptions) {
    const { exec, network = {}, placement, task } = options;
    const given = givenCapacity(scope, 'capacity', options.capacity ?? CapacityStrategy.fargate());
    this.cluster = clusterOf(scope, options.cluster ?? given._cluster);
    this.capacity = given._on(this.cluster);
    this.capacityFacts = this.capacity._facts(this.cluster);
    this.network = network;
    this.ipFamily = network.ipFamily ?? IpFamily.IPV4;
    const { platform, spot } = this.capacityFacts;
    this.platform = platform;
    this.facts = {
      platforms: [platform],
      vpc: this.cluster.vpc,
      spot,
      ipv6Only: this.ipFamily === IpFamily.IPV6,
      exec: exec !== undefined,
      // No balancer drains it first: all of the notice is for the work that it has begun.
      stopTimeout: platform === 'fargate' && spot ? Duration.seconds(SPOT_NOTICE_SECONDS) : undefined,
    };
    this.taskFacts = task._facts(this.facts);
    this.networkMode = this.taskFacts.networkMode ?? 'awsvpc';
    this.placement = new PlacementPlan({ placement }, this.capacityFacts, taskNeeds(this.taskFacts));
  }

  /**
   * Everything wrong with the choices, alone and together; what starts the task adds its own.
   *
   * @param run absent where what starts the task says itself what Spot means for it
   */
  public findings(run?: RunFacts): Finding[] {
    const { exec, task } = this.options;
    return [
      ...checkCluster(this.cluster),
      ...checkEnvironment(this.scope, this.options.cluster ? 'cluster' : 'capacity', this.cluster),
      ...under('task', [
        ...task._findings(this.facts),
        ...checkMainContainer(this.taskFacts.containers), ...checkEnds(this.taskFacts.containers), ...checkNoEbs(this.taskFacts.volumes),
      ]),
      ...checkOneStack({ own: deployedWith(Stack.of(this.scope)), made: task._stack && deployedWith(task._stack) }),
      ...under('capacity', this.capacityFindings(run)),
      ...checkInstances(this.taskFacts, this.capacityFacts, {}),
      ...this.placement.findings(),
      ...(exec ? under('exec', exec._findings({ ipv6Only: this.facts.ipv6Only })) : []),
      ...under('network', checkServiceNetwork(this.network, this.networkMode, this.capacityFacts, this.cluster.vpc, this.facts.ipv6Only)),
    ];
  }

  /** Makes the task definition and what it runs with; the choices have passed the guard. */
  public bind(): RunnableTask {
    return new RunnableTask(this.scope, this);
  }

  private capacityFindings(run: RunFacts | undefined): Finding[] {
    const found = this.options.capacity?._findings() ?? [];
    const shares = this.capacity._split()?.shares ?? [];
    return [
      ...found.filter(({ id }) => id !== OF_SERVICES),
      ...run ? checkRunCapacity(
        shares.map(({ provider, base, weight }) => ({ provider: known(provider), base: known(base), weight: known(weight) })),
        found.some(({ id }) => id === OF_SERVICES),
        run,
      ) : [],
    ];
  }
}

/** The stack that is deployed: nested ones take parameters, and export nothing. */
function deployedWith(stack: Stack): string {
  return withParents(stack).pop()!.node.path;
}
