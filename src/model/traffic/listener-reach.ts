import { Finding, refuse } from '../finding';

/** What is known of the listeners, and of their rules, that lead to a target group of a service. */
export interface ListenerReachFacts {
  readonly listeners?: number;
  /** The service waits for one of them. */
  readonly waits?: boolean;
}

/** Refuses a target group that no load balancer has when its service is made. ECS Developer Guide, "Troubleshooting service load balancers". */
export function checkListenerReach({ listeners, waits }: ListenerReachFacts): Finding[] {
  if (listeners === undefined) return [];
  if (listeners === 0) {
    return [refuse('TargetGroup.NoListener', '', 'leads to a target group that no listener forwards to, which ECS refuses; add a listener or a rule for it')];
  }
  return waits !== false ? [] : [refuse('Listener.NotAwaited', '',
    'leads to a target group whose listener may be made after the service, which ECS refuses then; have the service depend on the listener')];
}
