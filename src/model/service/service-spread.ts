import { advise, Finding } from '../finding';

/** What is known of how many tasks a service has, and where. */
export interface SpreadFacts {
  /** One task on each instance: the instances decide. */
  readonly daemon?: boolean;
  /** The fewest and the most tasks outside of deployments. */
  readonly minTasks?: number;
  readonly maxTasks?: number;
  /** Somebody calls its tasks: through a balancer, a mesh or a name. */
  readonly reached?: boolean;
  /** Availability zones of its subnets. */
  readonly zones?: number;
}

/** Advises against a service that the loss of one task or of one availability zone stops, and against one that runs nothing. */
export function checkSpread({ daemon, maxTasks, minTasks, reached, zones }: SpreadFacts, leastTasks: number): Finding[] {
  if (daemon !== false) return [];
  const few = reached === true && minTasks !== undefined && minTasks < leastTasks;
  return [
    ...(maxTasks === 0 ? [advise('Service.NoTasks', 'maxTasks', 'should be 1 at the least, got 0, with which the service runs nothing; raise it')]
      : few ? [advise('Service.OneTask', 'minTasks',
        `should be ${leastTasks} at the least where others call the tasks, got ${minTasks}, so that nobody answers while a task is replaced; raise it`)] : []),
    // AWS Containers Blog, "Amazon ECS availability best practices".
    ...(zones === 1 ? [advise('Service.OneZone', 'subnets',
      'should be in two availability zones at the least, got one, whose loss stops every task; name subnets of others')] : []),
  ];
}

/** Advises against a service without a load balancer. */
export function checkBalanced({ daemon, balanced }: { readonly daemon?: boolean; readonly balanced?: boolean }): Finding[] {
  return daemon !== false || balanced !== false ? []
    : [advise('Service.NoBalancer', '', 'has no load balancer; give it one if clients call it')];
}
