import { Finding, refuse } from '../finding';
import { LaunchPlatform } from '../task/network-mode';

/** What is known of a service that has a task on each instance. */
export interface DaemonFacts {
  /** Absent where it is no daemon, or not known. */
  readonly daemon?: boolean;
  readonly platform?: LaunchPlatform;
  /** Whether there is a desired count. */
  readonly hasDesiredCount?: boolean;
  readonly maxHealthyPercent?: number;
  readonly controller?: string;
}

// CloudFormation reference, AWS::ECS::Service SchedulingStrategy and DeploymentConfiguration.
const MAX_HEALTHY_PERCENT = 100;
const OTHER_CONTROLLERS = ['CODE_DEPLOY', 'EXTERNAL'];

/** Refuses what a service with the scheduling strategy DAEMON cannot have. */
export function checkDaemon({ controller, daemon, hasDesiredCount, maxHealthyPercent, platform }: DaemonFacts): Finding[] {
  if (!daemon) return [];
  return [
    ...(platform === 'fargate' ? [refuse('Daemon.Fargate', 'schedulingStrategy',
      'must not be DAEMON on Fargate, which has no instances to run a task on each; use REPLICA, or run it on instances')] : []),
    ...(hasDesiredCount ? [refuse('Daemon.DesiredCount', 'desiredCount',
      'must be left out for a daemon, which has as many tasks as there are instances; leave it out')] : []),
    ...(maxHealthyPercent !== undefined && maxHealthyPercent !== MAX_HEALTHY_PERCENT
      ? [refuse('Daemon.MaximumPercent', 'deploymentConfiguration.maximumPercent',
        `must be ${MAX_HEALTHY_PERCENT} for a daemon, got ${maxHealthyPercent}; leave it out`)] : []),
    ...(controller !== undefined && OTHER_CONTROLLERS.includes(controller)
      ? [refuse('Daemon.Controller', 'deploymentController.type', `must be ECS for a daemon, got ${controller}; leave it out`)] : []),
  ];
}
