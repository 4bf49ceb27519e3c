import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { ClusterDefaultCapacity } from './cluster-default-capacity';
import { associationsOf } from './cluster-providers';
import { FargateCapacity } from './fargate-capacity';
import { SpotSplit } from './spot-split';
import { CapacitySplit } from '../model/capacity/capacity-split';
import { Finding, sentence } from '../model/finding';
import { lazyDependency } from '../private/lazy-dependency';

/**
 * Where the tasks of a service run.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-providers.html
 */
export class CapacityStrategy {
  /**
   * Some tasks on on-demand Fargate, the rest on Fargate Spot.
   *
   * A service refuses numbers that ECS does not take with `CapacitySplit.Base`, `CapacitySplit.Weight` and `CapacitySplit.NoWeight`, warns
   * with `CapacitySplit.SpotOnly` when nothing runs on demand, and at synth refuses a cluster that does not offer both providers with
   * `CapacityStrategy.ProviderNotInCluster`.
   *
   * @example
   * CapacityStrategy.fargateSpot({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 });
   */
  public static fargateSpot(split: SpotSplit = {}): CapacityStrategy {
    return new CapacityStrategy(FargateCapacity.withSpot(split));
  }

  /**
   * Every task on on-demand Fargate.
   *
   * The service names the capacity provider `FARGATE` and not the launch type, so that it can change to Spot later without being replaced.
   * At synth it refuses a cluster that does not offer the provider with `CapacityStrategy.ProviderNotInCluster`.
   */
  public static fargate(): CapacityStrategy {
    return new CapacityStrategy(FargateCapacity.onDemand());
  }

  /**
   * What the cluster's default capacity provider strategy says: one place to change where all services run.
   *
   * A service that already runs on a strategy of its own keeps it when it changes to the default: CloudFormation leaves alone what a
   * template no longer mentions. The default of an imported cluster is not known: if it has Fargate Spot in it, set a `stopTimeout` of up
   * to 120 seconds yourself.
   *
   * At synth the service refuses a cluster without a default strategy with `CapacityStrategy.NoClusterDefault`, and one whose default is
   * not on Fargate with `CapacityStrategy.ClusterDefaultNotFargate`.
   */
  public static clusterDefault(): CapacityStrategy {
    return new CapacityStrategy(new ClusterDefaultCapacity());
  }

  private constructor(private readonly kind: CapacityKind) {}

  /** @internal */
  public _findings(): Finding[] {
    return this.kind.findings();
  }

  /** @internal */
  public _facts(cluster: ecs.ICluster): CapacityFacts {
    return this.kind.facts(cluster);
  }

  /** @internal */
  public _split(): CapacitySplit | undefined {
    return this.kind.split();
  }

  /** @internal */
  public _providers(): ecs.CapacityProviderStrategy[] | undefined {
    return this.kind.split()?.shares.map(({ provider, base, weight }) => ({ capacityProvider: provider, base, weight }));
  }

  /** @internal */
  public _bind(service: ecs.BaseService, cluster: ecs.ICluster): void {
    const resource = service.node.defaultChild as ecs.CfnService;
    this.kind.adapt?.(resource);
    // ECS refuses a service whose providers are not on the cluster yet, and a cluster that gives them up before the service is gone.
    // By the one resource: a dependency on the whole cluster would have the service wait for everything that is ever put under it.
    resource.node.addDependency(lazyDependency(() => associationsOf(cluster)));
    (service.node.scope ?? service).node.addValidation({
      validate: () => this.kind.clusterFindings(cluster).map((finding) => `${finding.id}: ${sentence(finding)}`),
    });
  }
}
