import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ReachedService } from './reached-service';
import { mostTasks } from '../model/scaling/written-scaling';
import { known } from '../private/known';
import { finalProperties } from '../private/rendered';

/** The most tasks that a service may have outside of deployments, as far as it is known while constructs are still made. */
export function mostTasksNow({ resource, service }: ReachedService): number | undefined {
  return largest([known(resource.desiredCount), ...targetsOf(service).map(({ maxCapacity }) => known(maxCapacity))]);
}

/** The same once the app is complete, schedules included. */
export function mostTasksAtSynth({ resource, service }: ReachedService): number | undefined {
  return mostTasks(finalProperties(resource), targetsOf(service).map(finalProperties));
}

/** What scales the service; the L2 has it among its own children. */
function targetsOf(service: ecs.BaseService): appscaling.CfnScalableTarget[] {
  return service.node.findAll().filter((node): node is appscaling.CfnScalableTarget => appscaling.CfnScalableTarget.isCfnScalableTarget(node));
}

function largest(counts: (number | undefined)[]): number | undefined {
  const told = counts.filter((count) => count !== undefined);
  return told.length > 0 ? Math.max(...told) : undefined;
}
