import { advise, Finding } from '../finding';

/** What is known of the way to an endpoint; `undefined` is unknown. */
export interface WayInFacts {
  /** As its user knows the endpoint. */
  readonly name: string;
  /** On which its proxy listens. */
  readonly port?: number;
  /** Somebody is let in there. */
  readonly admitted?: boolean;
}

/** Advises against an endpoint that security groups let nobody to. ECS Developer Guide, "Service Connect": clients come in by the port of the proxy. */
export function checkWayIn({ admitted, name, port }: WayInFacts): Finding[] {
  return port === undefined || admitted !== false ? [] : [advise('ServiceConnect.NoWayIn', 'networkConfiguration.awsvpcConfiguration.securityGroups',
    `must let callers in to port ${port}, on which ${name} is called, got no rule for it; add a rule for those that call it`)];
}
