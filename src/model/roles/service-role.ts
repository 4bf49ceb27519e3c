import { advise, Finding } from '../finding';

/** What is known of the role with which a service has its tasks registered with a load balancer. */
export interface ServiceRoleFacts {
  /** What it allows that makes it one of administrators. */
  readonly everything?: string;
  /** Its ARN, or its name. */
  readonly name?: string;
}

/** Advises against a role with which ECS may do everything. */
export function checkServiceRole({ everything, name }: ServiceRoleFacts): Finding[] {
  return [
    ...(everything === undefined ? [] : [advise('Service.AdministratorRole', 'role',
      `must let ECS register targets and no more, got a role that allows ${everything}; leave it out for the service-linked role of ECS`)]),
    ...(name !== undefined && /admin/i.test(name) ? [advise('Service.AdminNamedRole', 'role',
      `should name no role of administrators, got '${name}'; leave it out for the service-linked role of ECS`)] : []),
  ];
}
