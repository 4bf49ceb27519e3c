import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CodeDeployConfigFacts, CodeDeployRouting } from '../model/deployment/code-deploy';
import { known, knownMinutes } from '../private/known';

/** What one configuration is made of: steps, or a configuration that is there already. */
interface Way {
  readonly routing?: CodeDeployRouting;
  readonly percent?: number;
  readonly interval?: Duration;
  readonly existing?: codedeploy.IEcsDeploymentConfig;
}

/**
 * How CodeDeploy moves traffic from the old tasks to the new ones.
 *
 * A rollout refuses steps that CodeDeploy does not take with `CodeDeployRollout.Percent` and `CodeDeployRollout.Interval`.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export class CodeDeployConfig {
  /** All traffic in one step. */
  public static allAtOnce(): CodeDeployConfig {
    return new CodeDeployConfig({ routing: 'all-at-once' });
  }

  /**
   * The same share in each step, until all traffic is shifted.
   *
   * @example
   * CodeDeployConfig.linear(10, Duration.minutes(5));
   *
   * @param percent percent of the traffic that each step shifts, whole from 1 to 99
   * @param interval time between two steps, in whole minutes from 1 up
   */
  public static linear(percent: number, interval: Duration): CodeDeployConfig {
    return new CodeDeployConfig({ routing: 'linear', percent, interval });
  }

  /**
   * A small share first, then the rest.
   *
   * @example
   * CodeDeployConfig.canary(5, Duration.minutes(10));
   *
   * @param percent percent of the traffic that the first step shifts, whole from 1 to 99
   * @param interval time until the rest follows, in whole minutes from 1 up
   */
  public static canary(percent: number, interval: Duration): CodeDeployConfig {
    return new CodeDeployConfig({ routing: 'canary', percent, interval });
  }

  /** A configuration that was made elsewhere; how long it takes is not known here, and so not checked. */
  public static existing(config: codedeploy.IEcsDeploymentConfig): CodeDeployConfig {
    return new CodeDeployConfig({ existing: config });
  }

  private constructor(private readonly way: Way) {}

  /** @internal */
  public get _facts(): CodeDeployConfigFacts {
    const { interval, percent, routing } = this.way;
    return { routing, percent: known(percent), intervalMinutes: knownMinutes(interval) };
  }

  /** @internal */
  public _bind(scope: Construct): codedeploy.IEcsDeploymentConfig {
    const { existing, interval, percent, routing } = this.way;
    const predefined = existing ?? predefinedConfig(this._facts);
    if (predefined) return predefined;
    const steps = { percentage: percent!, interval: interval! };
    return new codedeploy.EcsDeploymentConfig(scope, 'Config', {
      trafficRouting: routing === 'linear' ? codedeploy.TrafficRouting.timeBasedLinear(steps) : codedeploy.TrafficRouting.timeBasedCanary(steps),
    });
  }
}

/** What AWS offers by name, so that no resource is made for it. CodeDeploy User Guide, "Predefined deployment configurations". */
function predefinedConfig({ intervalMinutes, percent, routing }: CodeDeployConfigFacts): codedeploy.IEcsDeploymentConfig | undefined {
  const { EcsDeploymentConfig } = codedeploy;
  switch (`${routing} ${percent} ${intervalMinutes}`) {
    case 'linear 10 1': return EcsDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTES;
    case 'linear 10 3': return EcsDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES;
    case 'canary 10 5': return EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES;
    case 'canary 10 15': return EcsDeploymentConfig.CANARY_10PERCENT_15MINUTES;
    default: return routing === 'all-at-once' ? EcsDeploymentConfig.ALL_AT_ONCE : undefined;
  }
}
