import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isMeasured, metricQueries } from './metric-queries';
import { countable, RequestTarget, sumOver } from './request-metrics';
import type { ScaledServiceFacts } from './scaling-policy';
import { Finding } from '../model/finding';
import { checkMeasured, checkTarget, checkValue } from '../model/scaling/scaling-bounds';
import { known } from '../private/known';

type Specification = appscaling.CfnScalingPolicy.PredictiveScalingMetricSpecificationProperty;

/** Metrics of one's own from which a forecast is made. */
export interface CustomForecastOptions {
  /** The load of all tasks together, such as requests; it must not depend on how many tasks there are. */
  readonly load: cloudwatch.IMetric;

  /** The load of each task, such as requests per task; more tasks must bring it down, and it must go with `load`. */
  readonly scaling: cloudwatch.IMetric;

  /** The value of `scaling` to hold, above 0; of what is counted, such as requests, that of a minute. */
  readonly targetValue: number;

  /**
   * The number of tasks, where the service itself does not tell it.
   *
   * @default - the running tasks of the service
   */
  readonly capacity?: cloudwatch.IMetric;
}

/** What a forecast is made from. */
interface ForecastSource {
  findings(facts: ScaledServiceFacts): Finding[];
  specification(targets: RequestTarget[]): Specification | undefined;
}

/**
 * The load that a forecast predicts, and how much of it one task takes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/predictive-auto-scaling.html
 */
export class ForecastMetric {
  /**
   * The CPU of all tasks.
   *
   * A service refuses a percentage that is not above 0 and up to 100 with `TaskScaling.Target`.
   *
   * @param percent percent of their CPU that the tasks are to use on average, above 0 and up to 100
   */
  public static cpu(percent: number): ForecastMetric {
    return new ForecastMetric(new PairSource('cpuPercent', 'ECSServiceCPUUtilization', percent));
  }

  /**
   * The memory of all tasks.
   *
   * A service refuses a percentage that is not above 0 and up to 100 with `TaskScaling.Target`.
   *
   * @param percent percent of their memory that the tasks are to use on average, above 0 and up to 100
   */
  public static memory(percent: number): ForecastMetric {
    return new ForecastMetric(new PairSource('memoryPercent', 'ECSServiceMemoryUtilization', percent));
  }

  /**
   * The requests of an Application Load Balancer, of all target groups of the service together.
   *
   * A service refuses a number that is not above 0 with `TaskScaling.Target`, and a service that is not behind an Application Load Balancer
   * with `TaskScaling.NoBalancer`.
   *
   * @param perTarget requests a minute that each task is to get
   */
  public static requests(perTarget: number): ForecastMetric {
    return new ForecastMetric(new RequestSource(perTarget));
  }

  /**
   * Metrics of one's own, which may be metric math.
   *
   * A service refuses a target that is not above 0 with `TaskScaling.Target`, and what is neither a metric nor metric math with
   * `TaskScaling.Metric`.
   */
  public static custom(options: CustomForecastOptions): ForecastMetric {
    return new ForecastMetric(new CustomSource(options));
  }

  private constructor(private readonly source: ForecastSource) {}

  /** @internal */
  public _findings(facts: ScaledServiceFacts): Finding[] {
    return this.source.findings(facts);
  }

  /**
   * Absent where no target group knows its balancer.
   *
   * @internal
   */
  public _specification(targets: RequestTarget[]): Specification | undefined {
    return this.source.specification(targets);
  }
}

class PairSource implements ForecastSource {
  constructor(private readonly metric: 'cpuPercent' | 'memoryPercent', private readonly pair: string, private readonly percent: number) {}

  public findings(): Finding[] {
    return checkTarget(this.metric, '', known(this.percent));
  }

  public specification(): Specification {
    return { targetValue: this.percent, predefinedMetricPairSpecification: { predefinedMetricType: this.pair } };
  }
}

class RequestSource implements ForecastSource {
  constructor(private readonly perTarget: number) {}

  public findings({ applicationLoadBalancer }: ScaledServiceFacts): Finding[] {
    return checkTarget('requestsPerTarget', '', known(this.perTarget), applicationLoadBalancer);
  }

  /** By the predefined metrics where one target group of the app has all of the requests. */
  public specification(all: RequestTarget[]): Specification | undefined {
    const targets = countable(all);
    const [first] = targets;
    if (first === undefined) return undefined;
    if (targets.length === 1 && first.alternate === undefined && first.targetGroup instanceof elbv2.ApplicationTargetGroup) {
      const resourceLabel = `${first.targetGroup.firstLoadBalancerFullName}/${first.targetGroup.targetGroupFullName}`;
      return { targetValue: this.perTarget, predefinedMetricPairSpecification: { predefinedMetricType: 'ALBRequestCount', resourceLabel } };
    }
    return specificationOf({
      load: sumOver(targets, ({ metrics }) => metrics.requestCount()),
      scaling: sumOver(targets, ({ metrics }) => metrics.requestCountPerTarget()),
      targetValue: this.perTarget,
    });
  }
}

class CustomSource implements ForecastSource {
  constructor(private readonly options: CustomForecastOptions) {}

  public findings(): Finding[] {
    const { load, scaling, capacity, targetValue } = this.options;
    return [
      ...Object.entries({ load, scaling, capacity }).flatMap(([path, metric]) => (metric ? checkMeasured(path, isMeasured(metric)) : [])),
      ...checkValue('targetValue', known(targetValue)),
    ];
  }

  public specification(): Specification {
    return specificationOf(this.options);
  }
}

function specificationOf({ load, scaling, capacity, targetValue }: CustomForecastOptions): Specification {
  return {
    targetValue,
    customizedLoadMetricSpecification: { metricDataQueries: metricQueries(load) },
    customizedScalingMetricSpecification: { metricDataQueries: metricQueries(scaling) },
    customizedCapacityMetricSpecification: capacity && { metricDataQueries: metricQueries(capacity) },
  };
}
