import { advise, Finding } from '../finding';

/** What is known of who asks the tasks of a service whether they are well. */
export interface HealthSourceFacts {
  /** Somebody calls its tasks: through a balancer, a mesh or a name. */
  readonly reached?: boolean;
  /** The service is behind a balancer, or a container has a health check. */
  readonly healthSource?: boolean;
}

/** Advises against a service that others call though nobody asks whether its tasks answer. */
export function checkHealthSource({ healthSource, reached }: HealthSourceFacts): Finding[] {
  return reached !== true || healthSource !== false ? [] : [advise('Service.NoHealthSource', '',
    'has neither a load balancer nor a container health check, so that a task that has stopped answering stays and is still called;' +
    ' give the container a health check')];
}

/** What is known of the time that a service gives its tasks to become healthy. */
export interface GraceGivenFacts {
  readonly balanced?: boolean;
  /** A grace period is named. */
  readonly written?: boolean;
  readonly graceSeconds?: number;
}

/** Advises against a service behind a balancer that counts a task as unhealthy from its first moment on. */
export function checkGraceGiven({ balanced, graceSeconds, written }: GraceGivenFacts): Finding[] {
  return balanced !== true || (written !== false && graceSeconds !== 0) ? [] : [advise('HealthGrace.None', '',
    'should be given behind a load balancer, got none, so that a task that is slow to start is replaced before it is ready;' +
    ' set it to as long as a task takes to start')];
}
