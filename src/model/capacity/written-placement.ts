import { checkPlacement, PlacementConstraintFacts, PlacementFacts } from './placement-order';
import { Finding } from '../finding';
import { isDaemon } from '../scheduling';
import { LaunchPlatform } from '../task/network-mode';
import { knownList, listIn, Properties, propertiesIn, textIn } from '../template-value';

const STRATEGIES = ['spread', 'binpack', 'random'] as const;
const CONSTRAINTS = ['distinctInstance', 'memberOf'] as const;

/** What is known of the pools that a service is placed on. */
export type PlacementPool = Pick<PlacementFacts, 'targetCapacityPercent' | 'zonal'>;

/**
 * Checks the placement of an `AWS::ECS::Service` by its properties, with the names that CloudFormation has for what it is made of.
 *
 * @param task properties of its task definition, as far as they are known
 */
export function checkWrittenPlacement(service: Properties, platform?: LaunchPlatform, pool: PlacementPool = {}, task: Properties = {}): Finding[] {
  const daemon = isDaemon(service);
  const findings = checkPlacement({
    // A daemon is not placed: no pool counts for what may be one.
    ...(daemon === undefined ? {} : pool),
    strategies: knownList(service.PlacementStrategies)?.map(propertiesIn).map(({ Type: type, Field: field }) => ({
      kind: STRATEGIES.find((kind) => kind === type), field: textIn(field),
    })),
    constraints: constraintsIn(service),
    taskConstraints: constraintsIn(task),
    platform,
    daemon,
    rebalancing: service.AvailabilityZoneRebalancing === 'ENABLED',
  });
  return findings.map((finding) => ({
    ...finding,
    path: finding.path
      .replace(/^strategies/, 'placementStrategies').replace(/^constraints/, 'placementConstraints').replace(/^rebalancing/, 'availabilityZoneRebalancing'),
  }));
}

function constraintsIn({ PlacementConstraints: constraints }: Properties): PlacementConstraintFacts[] {
  return listIn(constraints).map(propertiesIn).map(({ Type: type, Expression: expression }) => ({
    kind: CONSTRAINTS.find((kind) => kind === type), expression: textIn(expression),
  }));
}
