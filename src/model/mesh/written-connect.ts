import { isFunction, isWritten, flagIn, knownList, knownProperties, numberIn, Properties, propertiesIn, textIn } from '../template-value';

/** What a service says of Service Connect; `undefined` is unknown, and `has…` tells what is written, whether it is known or not. */
export interface ConnectFacts {
  readonly enabled?: boolean;
  /** As it is written. */
  readonly namespace: unknown;
  readonly hasNamespace?: boolean;
  /** Absent where it is not known how many there are. */
  readonly entries?: readonly ConnectEntry[];
  readonly hasLogs?: boolean;
  readonly hasAccessLogs?: boolean;
}

/** One entry of its endpoints. */
export interface ConnectEntry {
  readonly portName?: string;
  /** What is written, without the name of the port that ECS takes where nothing is. */
  readonly discoveryName?: string;
  readonly hasDiscoveryName?: boolean;
  /** Absent where it is not known how many there are. */
  readonly aliases?: readonly ConnectAlias[];
  readonly ingressPort?: number;
  readonly hasIngressPort?: boolean;
  /** Absent where they are not known, or where only one of them is. */
  readonly perRequestSeconds?: number;
  readonly idleSeconds?: number;
  readonly tls?: ConnectTls;
}

/** What clients call an endpoint. */
export interface ConnectAlias {
  readonly name?: string;
  readonly hasName?: boolean;
  readonly port?: number;
}

/** The encryption of an endpoint. */
export interface ConnectTls {
  readonly hasRole?: boolean;
  /** As they are written. */
  readonly key: unknown;
  readonly authority: unknown;
}

/** Reads the facts from the Service Connect configuration of an `AWS::ECS::Service`. */
export function readServiceConnect(configuration: unknown): ConnectFacts | undefined {
  if (isWritten(configuration) !== true) return undefined;
  const config = propertiesIn(configuration);
  return {
    enabled: flagIn(config.Enabled),
    namespace: config.Namespace,
    hasNamespace: isWritten(config.Namespace),
    entries: knownEntries(config.Services)?.map(readEntry),
    hasLogs: isWritten(config.LogConfiguration),
    hasAccessLogs: isWritten(config.AccessLogConfiguration),
  };
}

function readEntry(entry: Properties): ConnectEntry {
  const { ClientAliases: aliases, DiscoveryName: discoveryName, PortName: portName, Timeout: timeout, Tls: tls } = entry;
  const { IngressPortOverride: ingressPort } = entry;
  return {
    portName: textIn(portName),
    discoveryName: textIn(discoveryName),
    hasDiscoveryName: isWritten(discoveryName),
    aliases: knownEntries(aliases)?.map(({ DnsName: name, Port: port }) => ({ name: textIn(name), hasName: isWritten(name), port: numberIn(port) })),
    ingressPort: numberIn(ingressPort),
    hasIngressPort: isWritten(ingressPort),
    ...readTimeouts(knownProperties(timeout)),
    tls: isWritten(tls) ? readTls(propertiesIn(tls)) : undefined,
  };
}

/** One is judged by the other: where one is not known, neither is. */
function readTimeouts(timeout: Properties = {}): Pick<ConnectEntry, 'idleSeconds' | 'perRequestSeconds'> {
  const { IdleTimeoutSeconds: idle, PerRequestTimeoutSeconds: perRequest } = timeout;
  const isKnown = [idle, perRequest].every((seconds) => isWritten(seconds) === (numberIn(seconds) !== undefined));
  return isKnown ? { idleSeconds: numberIn(idle), perRequestSeconds: numberIn(perRequest) } : {};
}

function readTls({ IssuerCertificateAuthority: issuer, KmsKey: key, RoleArn: role }: Properties): ConnectTls {
  return { hasRole: isWritten(role), key, authority: propertiesIn(issuer).AwsPcaAuthorityArn };
}

function knownEntries(value: unknown): readonly Properties[] | undefined {
  const entries = knownList(value);
  return entries === undefined || entries.some(isFunction) ? undefined : entries.map(propertiesIn);
}
