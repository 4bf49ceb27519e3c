import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const { AVAILABILITY, DEPLOYABILITY } = RuleConcern;
const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html';
const CONCEPTS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html';
const SERVICE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html';
const ALIAS = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html';
const CONFIGURATION = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html';
const TIMEOUT = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html';

const MEMBER_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: GUIDE, satisfiedBy: 'ServiceConnectMesh refuses it' }, [
  {
    id: 'ServiceConnect.NetworkMode',
    info: 'A service in Service Connect has tasks in a network mode without it.',
    explanation: 'The proxy works in the modes awsvpc and bridge: ECS refuses the service in others.',
    remedy: 'Set `NetworkMode` of the task definition to awsvpc.',
  },
  {
    id: 'ServiceConnect.Windows',
    info: 'A service in Service Connect runs on Windows.',
    explanation: 'There is no proxy for Windows: ECS refuses the service.',
    remedy: 'Leave `ServiceConnectConfiguration` out, and use `ServiceRegistries` or `VpcLatticeConfigurations`.',
  },
  {
    id: 'ServiceConnect.Controller',
    info: 'A service in Service Connect is deployed by something other than ECS.',
    explanation: 'CodeDeploy and external controllers know nothing of the proxies: ECS refuses the service.',
    remedy: 'Leave `DeploymentController` out, and set `Strategy` of `DeploymentConfiguration` to BLUE_GREEN, LINEAR or CANARY to shift traffic.',
  },
  {
    id: 'ServiceConnect.PlatformVersion',
    info: 'A service in Service Connect asks for an old platform version of Fargate.',
    explanation: 'The proxy runs on platform version 1.4.0 and newer: ECS refuses the service.',
    remedy: 'Leave `PlatformVersion` out, or set it to LATEST.',
    satisfiedBy: 'FargateSpotService: no PlatformVersion',
  },
  {
    id: 'ServiceConnect.Proxied',
    info: 'A service in Service Connect has tasks with a proxy of App Mesh.',
    explanation: 'Two proxies cannot both take the traffic of a task, and App Mesh ended on 30 September 2026.',
    remedy: 'Take `ProxyConfiguration` and the Envoy container out of the task definition.',
    source: 'https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html',
  },
  {
    id: 'ServiceConnect.Links',
    info: 'Containers beside the proxy of Service Connect are linked to each other.',
    explanation: 'The proxy takes the place of the network that links are made in: AWS does not support the two together.',
    remedy: 'Leave `Links` out, and call the names of Service Connect, or set `NetworkMode` to awsvpc and call localhost.',
  },
  {
    id: 'ServiceConnect.Hostname',
    info: 'A container on the bridge beside the proxy of Service Connect has a hostname.',
    explanation: 'In the network mode bridge, containers share the network of the proxy, and none has a name of its own: AWS does not support it.',
    remedy: 'Leave `Hostname` out, or set `NetworkMode` of the task definition to awsvpc.',
  },
  {
    id: 'ServiceConnect.NoNamespace',
    info: 'A service is in Service Connect without a namespace.',
    explanation: 'Neither the service nor its cluster names one, so that ECS refuses the service.',
    remedy: 'Set `Namespace` of `ServiceConnectConfiguration`, or `ServiceConnectDefaults` of the cluster.',
    source: CONFIGURATION,
    satisfiedBy: 'ServiceConnectMesh: writes its namespace',
  },
  {
    id: 'ServiceConnect.AccessLogs',
    info: 'Proxies are to write access logs, and have nowhere to write them.',
    explanation: 'Access logs go where the proxy logs to: ECS refuses `AccessLogConfiguration` without `LogConfiguration`.',
    remedy: 'Write `LogConfiguration` in `ServiceConnectConfiguration`, or leave `AccessLogConfiguration` out.',
    source: CONFIGURATION,
    satisfiedBy: 'ServiceConnectMesh: one log group for its proxies',
  },
]);

const ENDPOINT_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: SERVICE, satisfiedBy: 'ServiceConnectMesh refuses it' }, [
  {
    id: 'ServiceConnect.PortName',
    info: 'An endpoint is for a port that the task definition does not name.',
    explanation: 'ECS finds the port by the `Name` of a port mapping, and refuses the service where there is none.',
    remedy: 'Set `PortName` to the `Name` of a port mapping of the task definition, or give the mapping that `Name`.',
  },
  {
    id: 'ServiceConnect.Transport',
    info: 'An endpoint is for a port of UDP.',
    explanation: 'The proxy carries TCP, and what is spoken over it.',
    remedy: 'Take the entry out, and use `ServiceRegistries` for the port.',
    source: GUIDE,
  },
  {
    id: 'ServiceConnect.DiscoveryName',
    info: 'The discovery name of an endpoint has characters that it may not have, or too many.',
    explanation: 'ECS makes a service of that name in Cloud Map, and refuses the deployment.',
    remedy: 'Set `DiscoveryName` to up to 64 small letters, digits, hyphens and underscores, a hyphen not first.',
    satisfiedBy: 'ServiceConnectMesh: a name made of the alias',
  },
  {
    id: 'ServiceConnect.Alias',
    info: 'The alias of an endpoint is no name that Service Connect gives.',
    explanation: 'ECS refuses the service.',
    remedy: 'Set `DnsName` to up to 127 small letters, digits, hyphens, underscores and periods, a hyphen not first.',
    source: ALIAS,
    satisfiedBy: 'ServiceConnectMesh: an alias made of the id',
  },
  {
    id: 'ServiceConnect.Port',
    info: 'A port of an endpoint is out of range.',
    explanation: 'Ports are 1 to 65535: ECS refuses the service.',
    remedy: 'Set `Port`, or `IngressPortOverride`, to a number in that range.',
    source: ALIAS,
  },
  {
    id: 'ServiceConnect.IngressPort',
    info: 'The proxy is to listen on a port that the task uses already.',
    explanation: 'Containers and proxy share the address of the task: one of them cannot listen, and the task does not start.',
    remedy: 'Set `IngressPortOverride` to a port that no port mapping of the task has.',
  },
  {
    id: 'ServiceConnect.NotHttp',
    level: RuleLevel.WARNING,
    concerns: [AVAILABILITY],
    info: 'A port that never speaks HTTP is said to speak it.',
    explanation: 'The proxy reads requests where there are none, and breaks the connections.',
    remedy: 'Leave `AppProtocol` out of the port mapping: the proxy then carries plain TCP.',
    source: GUIDE,
    satisfiedBy: '-',
  },
  {
    id: 'ServiceConnect.Timeout',
    info: 'A timeout of an endpoint is out of range.',
    explanation: 'ECS takes whole seconds from 0, which turns it off, to 2147483647.',
    remedy: 'Set `IdleTimeoutSeconds` and `PerRequestTimeoutSeconds` to numbers in that range.',
    source: TIMEOUT,
  },
  {
    id: 'ServiceConnect.TcpTimeout',
    info: 'A port of plain TCP has a timeout for requests.',
    explanation: 'Without a protocol there are no requests that the proxy could time: ECS refuses the service.',
    remedy: 'Leave `PerRequestTimeoutSeconds` out, or write `AppProtocol` in the port mapping.',
    source: TIMEOUT,
  },
  {
    id: 'ServiceConnect.IdleTimeout',
    level: RuleLevel.WARNING,
    concerns: [AVAILABILITY],
    info: 'Connections are closed before a request on them may end.',
    explanation: 'The idle timeout ends requests that the timeout for requests would still let run.',
    remedy: 'Set `IdleTimeoutSeconds` to more than `PerRequestTimeoutSeconds`, or to 0.',
    source: TIMEOUT,
    satisfiedBy: 'ServiceConnectMesh: writes no timeouts of its own',
  },
  {
    id: 'ServiceConnect.SameDiscoveryName',
    info: 'Two endpoints of a namespace have one discovery name.',
    explanation: 'Each is a service of that name in Cloud Map, where names are unique: ECS refuses the second one.',
    remedy: 'Set `DiscoveryName` of one of them to another name.',
  },
  {
    id: 'ServiceConnect.SameEndpoint',
    info: 'Two endpoints of a namespace have one alias and port.',
    explanation: 'Clients could not tell them apart: ECS refuses the second one.',
    remedy: 'Set `DnsName` or `Port` of one of them to another one.',
    source: ALIAS,
  },
  {
    id: 'ServiceConnect.TwoAliases',
    info: 'An endpoint has more than one alias.',
    explanation: 'ECS takes one alias an entry, and refuses the service with more.',
    remedy: 'Write another entry of `Services`, with a port name and a `DiscoveryName` of its own, for each further alias.',
  },
]);

const REACH_RULES = rules({ concerns: [DEPLOYABILITY, AVAILABILITY], level: RuleLevel.WARNING, source: CONCEPTS }, [
  {
    id: 'ServiceConnect.NoWayIn',
    info: 'An endpoint is called on a port that no security group of its service opens.',
    explanation: 'Proxies of callers connect to that of the server through its network interface: every call times out.',
    remedy: 'Add an `AWS::EC2::SecurityGroupIngress` for the port, from the security groups of its callers.',
    satisfiedBy: 'ServiceConnectMesh: connect() opens the port to the caller',
  },
  {
    id: 'ServiceConnect.ClientFirst',
    info: 'A service may be deployed before the endpoint that it calls.',
    explanation: 'Tasks know the endpoints that were there when they started: the name is unknown to the client until its next deployment.',
    remedy: 'Name the server in `DependsOn` of the client.',
    satisfiedBy: 'ServiceConnectMesh: connect() has servers deployed first',
  },
]);

/** Services in Service Connect, and their endpoints. */
export const SERVICE_CONNECT_RULES = [...MEMBER_RULES, ...ENDPOINT_RULES, ...REACH_RULES];
