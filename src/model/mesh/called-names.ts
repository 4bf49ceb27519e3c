// Schemes whose port is known where none is written. IANA Service Name and Transport Protocol Port Number Registry.
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443 };
const URLS = /([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@]*@)?([a-z0-9_][a-z0-9_.-]*)(?::(\d{1,5}))?/gi;
const ADDRESSES = /(?:^|[\s,;=])([a-z0-9_][a-z0-9_.-]*):(\d{1,5})(?=$|[\s,;/])/gi;

/** A host, with the port that is called there. */
export interface CalledAddress {
  readonly host: string;
  readonly port: number;
}

/** The addresses in a text, such as the value of an environment variable: those of URLs, and those that are a host and a port. */
export function addressesIn(text: string): CalledAddress[] {
  const urls = [...text.matchAll(URLS)].flatMap(([, scheme, host, port]) => {
    const known = port === undefined ? PORTS[scheme.toLowerCase()] : Number(port);
    return known === undefined ? [] : { host: host.toLowerCase(), port: known };
  });
  return [...urls, ...[...text.matchAll(ADDRESSES)].map(([, host, port]) => ({ host: host.toLowerCase(), port: Number(port) }))];
}
