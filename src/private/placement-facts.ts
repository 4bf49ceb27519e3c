import * as ecs from 'aws-cdk-lib/aws-ecs';
import { known } from './known';
import { PlacementConstraintFacts, PlacementStrategyFacts } from '../model/capacity/placement-order';

const KINDS = ['spread', 'binpack', 'random'] as const;

/** What is known of strategies. */
export function strategyFacts(strategies: readonly ecs.PlacementStrategy[]): PlacementStrategyFacts[] {
  return strategies.flatMap((strategy) => strategy.toJson()).map(({ type, field }) => ({
    kind: KINDS.find((kind) => kind === type),
    field: known(field),
  }));
}

/** What is known of constraints. */
export function constraintFacts(constraints: readonly ecs.PlacementConstraint[]): PlacementConstraintFacts[] {
  return constraints.flatMap((constraint) => constraint.toJson()).map(({ type, expression }) => ({
    kind: type === 'distinctInstance' ? 'distinctInstance' : 'memberOf',
    expression: known(expression),
  }));
}
