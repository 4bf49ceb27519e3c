import { Finding, refuse } from '../finding';

/** What is known of a service in Service Connect besides its endpoints; `undefined` is unknown. */
export interface ConnectOptionFacts {
  readonly hasAccessLogs?: boolean;
  readonly hasLogs?: boolean;
  readonly hasNamespace?: boolean;
  /** Its cluster has a namespace for services that name none. */
  readonly hasClusterDefault?: boolean;
}

/** Refuses Service Connect without a namespace, and access logs that are written nowhere. CloudFormation reference, ServiceConnectConfiguration. */
export function checkConnectOptions({ hasAccessLogs, hasClusterDefault, hasLogs, hasNamespace }: ConnectOptionFacts): Finding[] {
  return [
    ...(hasNamespace === false && hasClusterDefault === false ? [refuse('ServiceConnect.NoNamespace', 'namespace',
      'must be named where the cluster has no default for Service Connect, got none; name a namespace of Cloud Map')] : []),
    ...(hasAccessLogs && hasLogs === false ? [refuse('ServiceConnect.AccessLogs', 'accessLogConfiguration',
      'must have LogConfiguration beside it, got none; name where the proxies log to')] : []),
  ];
}

/** Refuses more than one alias in an entry: what has another name needs an entry of its own. CloudFormation reference, ServiceConnectService. */
export function checkAliasCount(aliases: number | undefined): Finding[] {
  return aliases === undefined || aliases < 2 ? [] : [refuse('ServiceConnect.TwoAliases', 'clientAliases',
    `must hold one alias, got ${aliases}; give each of the others an entry with a port name of its own`)];
}
