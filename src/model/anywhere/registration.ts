import { Finding, refuse } from '../finding';
import { ATTRIBUTE_NAME, ATTRIBUTE_VALUE } from '../instance-attribute';
import { oneOf } from '../range';

// ECS API reference, PutAttributes.
const MAX_ATTRIBUTES = 10;
/** The agent's own attributes begin so. */
const RESERVED = ['ecs.', 'com.amazonaws.'];
/** Processors on which ECS Anywhere is supported: ECS Developer Guide, "Amazon ECS clusters for external instances". */
export const ARCHITECTURES = { X86_64: 'x86_64', ARM64: 'arm64' } as const;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;
// registration/register.sh checks the same again.
const PROXY = /^https?:\/\/([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?\/?$/;
const DIRECT_HOST = /^[A-Za-z0-9.*:/_-]+$/;
const INSTALLER = /^https:\/\/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?\/[A-Za-z0-9./_~-]+$/;
// What the ECS agent of an external instance reads in place of its own credentials.
const CREDENTIALS_OF_AGENT = '/root/.aws/';

/** What is known of a machine that is to be registered; a value that is not known is `undefined`. */
export interface MachineFacts {
  /** As CDK writes it: `ARM64`. */
  readonly architecture?: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly proxyUrl?: string;
  readonly directHosts?: readonly (string | undefined)[];
  /** Host names by the property that names them. */
  readonly endpoints?: Readonly<Record<string, string | undefined>>;
  readonly installer?: string;
  readonly awsConfigFile?: string;
}

/** Refuses what a machine cannot be registered with. */
export function checkRegistration(facts: MachineFacts): Finding[] {
  return [
    ...checkArchitecture(facts), ...checkAttributes(facts), ...checkProxy(facts), ...checkEndpoints(facts), ...checkAwsConfigFile(facts),
  ];
}

function checkArchitecture({ architecture }: MachineFacts): Finding[] {
  const names = Object.keys(ARCHITECTURES);
  return architecture === undefined || names.includes(architecture) ? []
    : [refuse('Registration.Architecture', 'architecture', `is ${oneOf(names)}, got ${architecture}`)];
}

function checkAttributes({ attributes = {} }: MachineFacts): Finding[] {
  const count = Object.keys(attributes).length;
  return [
    ...(count <= MAX_ATTRIBUTES ? [] : [refuse('Registration.Attributes', 'attributes', `takes ${MAX_ATTRIBUTES} attributes at most, got ${count}`)]),
    ...Object.entries(attributes).flatMap(([name, value]) => checkAttribute(name, value)),
  ];
}

function checkAttribute(name: string, value: string | undefined): Finding[] {
  const path = `attributes.${name}`;
  if (!ATTRIBUTE_NAME.test(name)) {
    return [refuse('Registration.AttributeName', path, 'is named with 1 to 128 letters, digits, hyphens, underscores, slashes and periods')];
  }
  if (RESERVED.some((prefix) => name.startsWith(prefix))) {
    return [refuse('Registration.AttributeReserved', path, `is named like attributes of the agent, which begin with ${oneOf(RESERVED)}; take another name`)];
  }
  return value === undefined || ATTRIBUTE_VALUE.test(value) ? []
    : [refuse('Registration.AttributeValue', path, `takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got '${value}'`)];
}

function checkProxy({ proxyUrl, directHosts = [] }: MachineFacts): Finding[] {
  return [
    ...(proxyUrl === undefined ? [] : checkProxyUrl(proxyUrl)),
    ...directHosts.flatMap((host, index) => host === undefined || DIRECT_HOST.test(host) ? []
      : [refuse('Registration.DirectHost', `proxy.directHosts[${index}]`, `takes a host, a domain or an address range, got '${host}'`)]),
  ];
}

function checkProxyUrl(url: string): Finding[] {
  // What is before the @ is not told: it is a secret.
  if (url.includes('@')) {
    return [refuse('Registration.ProxyPassword', 'proxy.url',
      'takes no user and password, which everybody who reads the template would see; let the proxy know the machines by their addresses, or put a local proxy that logs in between')];
  }
  return PROXY.test(url) ? [] : [refuse('Registration.ProxyUrl', 'proxy.url', `takes an address such as http://proxy.example.com:3128, got '${url}'`)];
}

function checkEndpoints({ endpoints = {}, installer }: MachineFacts): Finding[] {
  return [
    ...Object.entries(endpoints).flatMap(([name, host]) => host === undefined || HOST.test(host) ? []
      : [refuse('Registration.Endpoint', `endpoints.${name}`, `takes the name of a host, without https:// and a path, got '${host}'`)]),
    ...(installer === undefined || INSTALLER.test(installer) ? []
      : [refuse('Registration.Installer', 'endpoints.installer', `takes an address that begins with https://, and has its signature beside it with .asc behind its name, got '${installer}'`)]),
  ];
}

function checkAwsConfigFile({ awsConfigFile: file }: MachineFacts): Finding[] {
  if (file === undefined) return [];
  if (!file.startsWith('/')) return [refuse('Registration.AwsConfigFile', 'awsConfigFile', `takes the whole path of a file on the machine, got '${file}'`)];
  return !file.startsWith(CREDENTIALS_OF_AGENT) ? [] : [refuse('Registration.AwsConfigFile', 'awsConfigFile',
    `is outside ${CREDENTIALS_OF_AGENT}, where the ECS agent finds its own credentials, got '${file}'; take a file such as /etc/ecs-anywhere/aws.conf`)];
}
