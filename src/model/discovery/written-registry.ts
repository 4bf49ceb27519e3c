import { NamespaceKind } from './service-discovery';
import { isWritten, knownList, knownProperties, numberIn, Properties, propertiesIn, textIn } from '../template-value';

/** What a Cloud Map service says of itself; `undefined` is unknown. */
export interface CloudMapServiceFacts {
  /** Types of its records as Cloud Map says them: `A, AAAA`. Absent where it has none too. */
  readonly records?: string;
  /** The longest time for which clients may keep an answer, and the record that says so. */
  readonly ttl?: { readonly seconds: number; readonly record: number };
  readonly customHealth?: boolean;
  readonly failureThreshold?: number;
  /** Route 53 asks the tasks for their health. */
  readonly routeHealth?: boolean;
  /** Which namespace it is in, as it is written. */
  readonly namespace: unknown;
}

/** One registry of an ECS service; `has…` tells what is written, whether it is known or not. */
export interface RegistryFacts {
  /** The Cloud Map service, as it is written. */
  readonly arn: unknown;
  readonly containerName?: string;
  readonly hasContainerName?: boolean;
  readonly containerPort?: number;
  readonly hasContainerPort?: boolean;
  readonly hasPort?: boolean;
}

const KINDS: Readonly<Record<string, NamespaceKind>> = {
  'AWS::ServiceDiscovery::HttpNamespace': 'HTTP',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'DNS_PRIVATE',
  'AWS::ServiceDiscovery::PublicDnsNamespace': 'DNS_PUBLIC',
};

/** The types of resources that are namespaces. */
export const NAMESPACE_TYPES: readonly string[] = Object.keys(KINDS);

/** How the names of a namespace are found, by the type of its resource. */
export function namespaceKindOf(type: string | undefined): NamespaceKind | undefined {
  return type === undefined ? undefined : KINDS[type];
}

/** Reads the facts from the properties of an `AWS::ServiceDiscovery::Service`. */
export function readCloudMapService(properties: Properties): CloudMapServiceFacts {
  const { HealthCheckConfig: routeHealth, HealthCheckCustomConfig: customHealth, NamespaceId: namespace } = properties;
  const dns = knownProperties(properties.DnsConfig);
  const records = knownList(dns?.DnsRecords)?.map(propertiesIn) ?? [];
  return {
    records: typesOf(records),
    ttl: longestTtl(records),
    customHealth: isWritten(customHealth),
    failureThreshold: numberIn(propertiesIn(customHealth).FailureThreshold),
    routeHealth: isWritten(routeHealth),
    namespace: namespace ?? dns?.NamespaceId,
  };
}

/** Reads the facts from an entry of the registries of an `AWS::ECS::Service`. */
export function readRegistry(entry: unknown): RegistryFacts {
  const { ContainerName: name, ContainerPort: containerPort, Port: port, RegistryArn: arn } = propertiesIn(entry);
  return {
    arn,
    containerName: textIn(name),
    hasContainerName: isWritten(name),
    containerPort: numberIn(containerPort),
    hasContainerPort: isWritten(containerPort),
    hasPort: isWritten(port),
  };
}

function typesOf(records: readonly Properties[]): string | undefined {
  const types = records.map(({ Type: type }) => textIn(type));
  return types.length === 0 || types.includes(undefined) ? undefined : [...new Set(types)].sort().join(', ');
}

function longestTtl(records: readonly Properties[]): CloudMapServiceFacts['ttl'] {
  const ttls = records.flatMap(({ TTL: ttl }, record) => {
    const seconds = numberIn(ttl);
    return seconds === undefined ? [] : { seconds, record };
  });
  return ttls.reduce<CloudMapServiceFacts['ttl']>((longest, ttl) => (longest === undefined || ttl.seconds > longest.seconds ? ttl : longest), undefined);
}
