import { entriesAt, MeshResource, ofProtocol, secondsIn } from './mesh-resource';
import { AppMeshEndpoint, AppMeshHealthCheck } from './plan-parts';
import { ReadRoute } from './routes';
import { textOf } from '../../template/odd-text';
import { numberIn, propertiesIn, Properties, textIn } from '../../template-value';

// CloudFormation reference, AWS::ECS::TaskDefinition PortMapping Name.
const LONGEST_PORT_NAME = 64;
const APP_PROTOCOLS = ['http', 'http2', 'grpc'];

/** What else is known of a node than what it says itself. */
export interface NodeSurroundings {
  /** Routes that lead to it. */
  readonly routes: readonly ReadRoute[];
  readonly called: boolean;
  readonly taskDefinition?: string;
}

/** The endpoints of a virtual node, one a listener. */
export function endpointsOf(node: MeshResource, { called, routes, taskDefinition }: NodeSurroundings): AppMeshEndpoint[] {
  const listeners = entriesAt(node.spec, 'listeners');
  return listeners.map((listener, index) => {
    const { port, protocol } = propertiesIn(listener.portmapping);
    const timeout = ofProtocol(listener.timeout);
    const isTcp = !APP_PROTOCOLS.includes(textOf(protocol));
    return {
      virtualNode: node.name,
      port: numberIn(port),
      appProtocol: isTcp ? undefined : textOf(protocol),
      portName: portNameOf(node.name, listeners.length > 1 ? `-${numberIn(port) ?? index + 1}` : ''),
      perRequestSeconds: isTcp ? undefined : secondsIn(timeout.perrequest) ?? longest(routes.map(({ perRequestSeconds }) => perRequestSeconds)),
      idleSeconds: secondsIn(timeout.idle) ?? longest(routes.map(({ idleSeconds }) => idleSeconds)),
      tls: listener.tls !== undefined && textIn(propertiesIn(listener.tls).mode) !== 'DISABLED',
      called,
      taskDefinition,
      healthCheck: healthCheckOf(listener.healthcheck),
    };
  });
}

/** A name that ECS takes for a port and Service Connect for an endpoint. */
export function portNameOf(virtualNode: string, suffix: string = ''): string {
  const name = virtualNode.replace(/\$\{[^}]*\}/g, '').toLowerCase().replace(/[^a-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return `${name.slice(0, LONGEST_PORT_NAME - suffix.length)}${suffix}`;
}

function healthCheckOf(value: unknown): AppMeshHealthCheck | undefined {
  if (value === undefined) return undefined;
  const check: Properties = propertiesIn(value);
  return {
    port: numberIn(check.port),
    path: textIn(check.path),
    intervalSeconds: secondsIn({ unit: 'ms', value: check.intervalmillis }),
    timeoutSeconds: secondsIn({ unit: 'ms', value: check.timeoutmillis }),
    retries: numberIn(check.unhealthythreshold),
  };
}

function longest(seconds: (number | undefined)[]): number | undefined {
  const known = seconds.filter((value) => value !== undefined);
  // 0 is no limit at all.
  return known.length === 0 ? undefined : known.includes(0) ? 0 : Math.max(...known);
}
