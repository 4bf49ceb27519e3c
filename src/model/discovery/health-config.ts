import { NamespaceKind } from './service-discovery';
import { advise, Finding, refuse } from '../finding';

// Cloud Map API reference, HealthCheckCustomConfig: "no longer supported and is always set to 1".
const FAILURE_THRESHOLD = 1;

/** What is known of how Cloud Map learns the health of tasks. */
export interface RegistryHealthFacts {
  readonly namespace?: NamespaceKind;
  /** Whoever registers a task tells its health, as ECS does. */
  readonly customHealth?: boolean;
  readonly failureThreshold?: number;
  /** Route 53 asks the tasks. */
  readonly routeHealth?: boolean;
}

/** Refuses health checks that Cloud Map does not take, and advises against a number that it does not look at. Cloud Map API reference, CreateService. */
export function checkHealthConfig({ customHealth, failureThreshold, namespace, routeHealth }: RegistryHealthFacts): Finding[] {
  const isPrivate = namespace === 'DNS_PRIVATE';
  return [
    ...(failureThreshold === undefined || failureThreshold === FAILURE_THRESHOLD ? [] : [advise('CloudMapRegistration.FailureThreshold',
      'healthCheckCustomConfig.failureThreshold', `must be left out, since it is ${FAILURE_THRESHOLD} in Cloud Map whatever is written, got ${failureThreshold}; leave it out`)]),
    ...(routeHealth && (isPrivate || customHealth) ? [refuse('CloudMapRegistration.HealthCheckConfig', 'healthCheckConfig', isPrivate
      ? 'must be in a public namespace or one without DNS, got a private one, in which Route 53 reaches nobody; take HealthCheckCustomConfig'
      : 'must not go with HealthCheckCustomConfig, got both; leave HealthCheckConfig out, for ECS tells Cloud Map of the health of tasks')] : []),
  ];
}

/** Refuses a service behind a Classic Load Balancer. ECS Developer Guide, "Use service discovery": considerations. */
export function checkClassicBalancer(isClassic: boolean | undefined): Finding[] {
  return isClassic ? [refuse('CloudMapRegistration.ClassicBalancer', 'service',
    'must not go with a Classic Load Balancer, got both; take a target group of an Application or Network Load Balancer')] : [];
}
