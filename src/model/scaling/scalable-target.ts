import { Finding, refuse } from '../finding';

// Application Auto Scaling API reference, RegisterScalableTarget.
const DIMENSION = 'ecs:service:DesiredCount';
const SERVICE_ID = /^service\/[\w-]+\/[\w-]+$/;

/** What is known of what is scaled. */
export interface ScalableTargetFacts {
  readonly namespace?: string;
  readonly dimension?: string;
  readonly resourceId?: string;
}

/** Refuses what is no number of tasks of an ECS service. */
export function checkScalableTarget({ dimension, namespace, resourceId }: ScalableTargetFacts): Finding[] {
  if (namespace !== 'ecs') return [];
  return [
    ...(dimension === undefined || dimension === DIMENSION ? [] : [refuse('TaskScaling.Dimension', 'scalableDimension', `must be ${DIMENSION} for ECS, got ${dimension}`)]),
    ...(resourceId === undefined || SERVICE_ID.test(resourceId) ? [] : [refuse('TaskScaling.ResourceId', 'resourceId',
      `must be service/<cluster>/<service>, with names and no ARNs, got ${resourceId}; take the attribute Name of the service, and Ref of the cluster`)]),
  ];
}

/** Refuses to scale a service of which each instance has one task. CloudFormation reference, AWS::ECS::Service SchedulingStrategy. */
export function checkScaledKind({ daemon }: { readonly daemon?: boolean }): Finding[] {
  return !daemon ? [] : [refuse('TaskScaling.Daemon', 'resourceId',
    'must be a service with a number of tasks, got a daemon, which has one on each instance; leave the scaling out, or take REPLICA')];
}
