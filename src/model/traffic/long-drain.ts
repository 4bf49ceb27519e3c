import { advise, Finding } from '../finding';

/** Advises against a target group that keeps each deployment waiting. ECS Developer Guide, "Optimize load balancer connection draining parameters". */
export function checkLongDrain(seconds: number | undefined, most: number): Finding[] {
  return seconds === undefined || seconds <= most ? [] : [advise('TargetGroup.LongDrain', 'deregistrationDelay',
    `should be as long as the longest request, at most ${most} seconds, got ${seconds}, for which each deployment waits; shorten it`)];
}
