import { MeshProtocol } from './service-connect';
import { Finding, refuse } from '../finding';

/** What alarms on a server are to watch, and what the server is; `undefined` is unknown, and absent for the thresholds. */
export interface MeshAlarmsFacts {
  readonly protocol?: MeshProtocol;
  readonly tls?: boolean;
  readonly serverErrorPercent?: number;
  readonly averageLatency?: boolean;
  readonly connectionFailures?: number;
  /** Alarms that their user made. */
  readonly ownAlarms?: number;
}

/** Which metrics a server has to tell of failures. */
export interface MeshSignals {
  readonly serverErrors: boolean;
  readonly latency: boolean;
  readonly connectionFailures: boolean;
}

/**
 * ECS Developer Guide, "Amazon ECS CloudWatch metrics": of a plain TCP port connections and bytes alone are counted, and failed connections
 * with TLS alone. A call of gRPC that fails is an HTTP answer with the code 200.
 */
export function signalsOf(protocol: MeshProtocol, tls: boolean): MeshSignals {
  return { serverErrors: protocol === 'http' || protocol === 'http2', latency: protocol !== 'tcp', connectionFailures: tls };
}

/** Refuses thresholds on what a server has no metric for, and alarms that come to nothing. */
export function checkMeshAlarms(facts: MeshAlarmsFacts): Finding[] {
  const { protocol, tls, serverErrorPercent, averageLatency = false, connectionFailures, ownAlarms = 0 } = facts;
  if (protocol === undefined || tls === undefined) return [];
  const signals = signalsOf(protocol, tls);
  const findings = [
    ...(serverErrorPercent === undefined || signals.serverErrors ? [] : [refuse('MeshAlarms.NoServerErrors', 'serverErrorPercent',
      `is of HTTP answers, got ${serverErrorPercent} for a port that speaks ${protocol}; leave it out${protocol === 'tcp' ? ', or give the port an appProtocol' : ', and watch averageLatency or the logs'}`)]),
    ...(!averageLatency || signals.latency ? [] : [refuse('MeshAlarms.NoLatency', 'averageLatency',
      'is of requests, got a port that speaks tcp, which has none; leave it out, or give the port an appProtocol')]),
    ...(connectionFailures === undefined || signals.connectionFailures ? [] : [refuse('MeshAlarms.NoConnectionFailures', 'connectionFailures',
      `is of TLS connections, the only ones whose failures are counted, got ${connectionFailures} without TLS; leave it out, or give the mesh MeshTls`)]),
  ];
  const watched = signals.serverErrors || (averageLatency && signals.latency) || signals.connectionFailures || ownAlarms > 0;
  if (watched || findings.length > 0) return findings;
  const more = signals.latency ? 'name averageLatency, ' : 'give the port an appProtocol, ';
  return [refuse('MeshAlarms.Nothing', '',
    `watches HTTP answers, and connections with TLS, got a port that speaks ${protocol} without TLS; ${more}give the mesh MeshTls, or leave it out`)];
}
