import { connected, connectedOnInstances, withSecond } from './connect-templates';
import { open } from './task-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service } from '../templates';

const port = (mapping: Json) => ({ container: { PortMappings: [merged({ ContainerPort: 80, Name: 'http', AppProtocol: 'http' }, mapping)] } });
const timeout = (perRequest: unknown, idle: unknown) => (
  connected({ endpoint: { Timeout: { PerRequestTimeoutSeconds: perRequest, IdleTimeoutSeconds: idle } } }));
const aliases = (...names: unknown[]) => connected({ endpoint: { ClientAliases: names.map((name) => ({ DnsName: name, Port: 80 })) } });
const alias = (dnsName: unknown, number: unknown = 80) => ({ ClientAliases: [{ DnsName: dnsName, Port: number }] });

/** Another service of the namespace, with one endpoint. */
const besides = (endpoint: Json, template = connected(), patch: Json = {}) => withSecond(template, merged({
  Properties: { ServiceConnectConfiguration: { Services: [{ PortName: 'http', ...endpoint }] } },
}, patch));
const OTHER = { DiscoveryName: 'api', ...alias('api', 8080) };
const GROUP = { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['ServiceGroup', 'GroupId'] }] } } };
const rule = (ingress: Json) => (
  besides(OTHER, connected({ resources: { ServiceGroup: { Properties: { SecurityGroupIngress: [ingress] } } } }), { Properties: GROUP }));

const ingress = (group: unknown) => besides(OTHER, connected({
  resources: { Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: group, IpProtocol: '-1', CidrIp: '10.0.0.0/16' } } },
}), { Properties: GROUP });

/** A client of the first service. */
const client = (url: unknown, patch: Json = {}) => merged(besides(OTHER, connected(), { Properties: { TaskDefinition: { Ref: 'ClientTask' } }, ...patch }), {
  Resources: {
    ClientTask: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { ContainerDefinitions: [{ Name: 'client', Image: 'client:1', Environment: [{ Name: 'WEB', Value: url }] }] },
    },
  },
});

export const SERVICE_CONNECT_CASES: readonly RuleCase[] = [
  {
    id: 'ServiceConnect.NetworkMode',
    good: connectedOnInstances(),
    bad: connectedOnInstances({ task: { NetworkMode: 'host' } }),
    tokens: connectedOnInstances({ task: { NetworkMode: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration',
    message: '`ServiceConnectConfiguration` takes the network mode awsvpc or bridge, got host',
  },
  {
    id: 'ServiceConnect.Windows',
    good: connected({ task: { RuntimePlatform: { OperatingSystemFamily: 'LINUX' } } }),
    bad: connected({ task: { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } }),
    tokens: connected({ task: { RuntimePlatform: { OperatingSystemFamily: PARAMETER } } }),
    at: 'Service Properties.ServiceConnectConfiguration',
    message: '`ServiceConnectConfiguration` must go with Linux tasks, got Windows',
  },
  {
    id: 'ServiceConnect.Controller',
    good: connected({ service: { DeploymentController: { Type: 'ECS' } } }),
    bad: connected({ service: { DeploymentController: { Type: 'CODE_DEPLOY' } } }),
    tokens: connected({ service: { DeploymentController: { Type: PARAMETER } } }),
    at: 'Service Properties.ServiceConnectConfiguration',
    message: '`ServiceConnectConfiguration` needs deployments by ECS, got the controller CODE_DEPLOY',
  },
  {
    id: 'ServiceConnect.PlatformVersion',
    good: connected({ service: { PlatformVersion: '1.4.0' } }),
    bad: connected({ service: { PlatformVersion: '1.3.0' } }),
    tokens: connected({ service: { PlatformVersion: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration',
    message: '`ServiceConnectConfiguration` needs platform version 1.4.0 on Fargate, got 1.3.0',
  },
  {
    id: 'ServiceConnect.Proxied',
    good: connected(),
    bad: connected({ task: { ProxyConfiguration: { Type: 'APPMESH', ContainerName: 'web' } } }),
    tokens: connected({ task: { ProxyConfiguration: { 'Fn::If': ['Open', { ContainerName: 'web' }, { Ref: 'AWS::NoValue' }] } } }),
    at: 'Service Properties.ServiceConnectConfiguration',
    message: '`ServiceConnectConfiguration` must go with a task definition without ProxyConfiguration, got one of App Mesh, which ended on 2026-09-30',
  },
  {
    id: 'ServiceConnect.Links',
    good: ec2Service({ container: { Links: ['other'] } }),
    bad: connectedOnInstances({ container: { Links: ['other'] } }),
    tokens: connectedOnInstances({ container: { Links: open(['other']) } }),
    at: 'Task Properties.ContainerDefinitions.0.Links',
    message: '`ContainerDefinitions.0.Links` must be left out with Service Connect, got some',
  },
  {
    id: 'ServiceConnect.Hostname',
    good: ec2Service({ container: { Hostname: 'web' } }),
    bad: connectedOnInstances({ container: { Hostname: 'web' } }),
    tokens: connectedOnInstances({ task: { NetworkMode: PARAMETER }, container: { Hostname: 'web' } }),
    at: 'Task Properties.ContainerDefinitions.0.Hostname',
    message: '`ContainerDefinitions.0.Hostname` must be left out on the bridge with Service Connect, got one',
  },
  {
    id: 'ServiceConnect.NoNamespace',
    good: connected({ config: { Namespace: undefined }, cluster: { ServiceConnectDefaults: { Namespace: 'shop' } } }),
    bad: connected({ config: { Namespace: undefined } }),
    tokens: connected({ config: { Namespace: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration.Namespace',
    message: '`ServiceConnectConfiguration.Namespace` must be named where the cluster has no default for Service Connect, got none',
  },
  {
    id: 'ServiceConnect.NoNamespace',
    good: connected({ config: { Enabled: false, Namespace: undefined } }),
    bad: connected({ config: { Namespace: { Ref: 'AWS::NoValue' } } }),
    tokens: connected({ config: { Namespace: undefined }, service: { Cluster: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration.Namespace',
    message: '`ServiceConnectConfiguration.Namespace` must be named where the cluster has no default for Service Connect, got none',
  },
  {
    id: 'ServiceConnect.AccessLogs',
    good: connected({ config: { AccessLogConfiguration: { Format: 'JSON' } } }),
    bad: connected({ config: { AccessLogConfiguration: { Format: 'JSON' }, LogConfiguration: undefined } }),
    tokens: connected({ config: { AccessLogConfiguration: { Format: 'JSON' }, LogConfiguration: { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] } } }),
    at: 'Service Properties.ServiceConnectConfiguration.AccessLogConfiguration',
    message: '`ServiceConnectConfiguration.AccessLogConfiguration` must have LogConfiguration beside it, got none',
  },
  {
    id: 'ServiceConnect.PortName',
    good: connected(),
    bad: connected({ endpoint: { PortName: 'api' } }),
    tokens: connected({ endpoint: { PortName: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.PortName',
    message: "`ServiceConnectConfiguration.Services.0.PortName` must be 'http', the named ports of the task, got 'api'",
  },
  {
    id: 'ServiceConnect.PortName',
    good: connected(),
    bad: connected(port({ Name: undefined })),
    tokens: connected(port({ Name: PARAMETER })),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.PortName',
    message: '`ServiceConnectConfiguration.Services.0.PortName` must be the name of a port, got a task without named ports',
  },
  {
    id: 'ServiceConnect.PortName',
    good: connected(),
    bad: connected({ container: { PortMappings: [] } }),
    tokens: connected({ container: { PortMappings: [PARAMETER] } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.PortName',
    message: '`ServiceConnectConfiguration.Services.0.PortName` must be the name of a port, got a task without named ports',
  },
  {
    id: 'ServiceConnect.Transport',
    good: connected(port({ Protocol: 'tcp' })),
    bad: connected(port({ Protocol: 'udp', AppProtocol: undefined })),
    tokens: connected(port({ Protocol: PARAMETER })),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.PortName',
    message: "`ServiceConnectConfiguration.Services.0.PortName` must name a port of TCP, got 'http' of UDP",
  },
  {
    id: 'ServiceConnect.DiscoveryName',
    good: connected({ endpoint: { DiscoveryName: '_web-1' } }),
    bad: connected({ endpoint: { DiscoveryName: 'Web' } }),
    tokens: connected({ endpoint: { DiscoveryName: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.DiscoveryName',
    message: "`ServiceConnectConfiguration.Services.0.DiscoveryName` takes up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got 'Web'",
  },
  {
    id: 'ServiceConnect.Alias',
    good: connected({ endpoint: alias('web.shop') }),
    bad: connected({ endpoint: alias('Web') }),
    tokens: connected({ endpoint: alias(PARAMETER) }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.ClientAliases.0.DnsName',
    message: "`ServiceConnectConfiguration.Services.0.ClientAliases.0.DnsName` takes up to 127 small letters, digits, hyphens, underscores and periods, a hyphen not first, got 'Web'",
  },
  {
    id: 'ServiceConnect.Port',
    good: connected({ endpoint: alias('web', 65535) }),
    bad: connected({ endpoint: alias('web', 65536) }),
    tokens: connected({ endpoint: alias('web', PARAMETER) }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.ClientAliases.0.Port',
    message: '`ServiceConnectConfiguration.Services.0.ClientAliases.0.Port` takes whole numbers from 1 to 65535, got 65536',
  },
  {
    id: 'ServiceConnect.Port',
    good: connected({ endpoint: { IngressPortOverride: 1 } }),
    bad: connected({ endpoint: { IngressPortOverride: 0 } }),
    tokens: connected({ endpoint: { IngressPortOverride: PARAMETER } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.IngressPortOverride',
    message: '`ServiceConnectConfiguration.Services.0.IngressPortOverride` takes whole numbers from 1 to 65535, got 0',
  },
  {
    id: 'ServiceConnect.IngressPort',
    good: connectedOnInstances({ endpoint: { IngressPortOverride: 80 } }),
    bad: connected({ endpoint: { IngressPortOverride: 80 } }),
    tokens: connected({ ...port({ ContainerPort: PARAMETER }), endpoint: { IngressPortOverride: 80 } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.IngressPortOverride',
    message: '`ServiceConnectConfiguration.Services.0.IngressPortOverride` must be a port on which nothing in the task listens yet, got 80',
  },
  {
    id: 'ServiceConnect.NotHttp',
    good: connected(port({ ContainerPort: 5432, AppProtocol: undefined })),
    bad: connected(port({ ContainerPort: 5432 })),
    tokens: connected(port({ ContainerPort: 5432, AppProtocol: PARAMETER })),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.PortName',
    message: '`ServiceConnectConfiguration.Services.0.PortName` must not be said to speak http, got 5432, the port of PostgreSQL',
  },
  {
    id: 'ServiceConnect.Timeout',
    good: timeout(2147483646, 2147483647),
    bad: timeout(-1, 300),
    tokens: timeout(PARAMETER, 300),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.Timeout.PerRequestTimeoutSeconds',
    message: '`ServiceConnectConfiguration.Services.0.Timeout.PerRequestTimeoutSeconds` takes whole seconds from 0 to 2147483647, got -1',
  },
  {
    id: 'ServiceConnect.TcpTimeout',
    good: connected({ ...port({ AppProtocol: undefined }), endpoint: { Timeout: { IdleTimeoutSeconds: 10 } } }),
    bad: connected({ ...port({ AppProtocol: undefined }), endpoint: { Timeout: { PerRequestTimeoutSeconds: 10 } } }),
    tokens: connected({ ...port({ AppProtocol: PARAMETER }), endpoint: { Timeout: { PerRequestTimeoutSeconds: 10 } } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.Timeout.PerRequestTimeoutSeconds',
    message: '`ServiceConnectConfiguration.Services.0.Timeout.PerRequestTimeoutSeconds` must be left out for ports that speak neither HTTP nor gRPC, got 10 seconds for TCP, which has no requests',
  },
  {
    id: 'ServiceConnect.IdleTimeout',
    good: timeout(10, 10),
    bad: timeout(10, 9),
    tokens: timeout(PARAMETER, 9),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.Timeout.IdleTimeoutSeconds',
    message: '`ServiceConnectConfiguration.Services.0.Timeout.IdleTimeoutSeconds` must not close connections before a request may end, got 9 seconds idle and 10 seconds a request',
  },
  {
    id: 'ServiceConnect.IdleTimeout',
    good: timeout(undefined, 15),
    bad: timeout(undefined, 14),
    tokens: timeout(301, PARAMETER),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.Timeout.IdleTimeoutSeconds',
    message: '`ServiceConnectConfiguration.Services.0.Timeout.IdleTimeoutSeconds` must not close connections before a request may end, got 14 seconds idle and 15 seconds a request',
  },
  {
    id: 'ServiceConnect.SameDiscoveryName',
    good: besides(OTHER),
    bad: besides({ ...OTHER, DiscoveryName: 'web' }),
    tokens: besides({ ...OTHER, DiscoveryName: PARAMETER }),
    at: 'Second Properties.ServiceConnectConfiguration.Services.0.DiscoveryName',
    message: "`ServiceConnectConfiguration.Services.0.DiscoveryName` must be unique in the namespace, got 'web', which Service has",
  },
  {
    id: 'ServiceConnect.SameDiscoveryName',
    good: besides({ ...OTHER, DiscoveryName: 'web' }, connected(), { Properties: { ServiceConnectConfiguration: { Namespace: 'other' } } }),
    bad: besides({ ...alias('api', 8080) }, connected({ endpoint: { DiscoveryName: undefined } })),
    tokens: besides({ ...OTHER, DiscoveryName: 'web' }, connected(), { Condition: 'Open' }),
    at: 'Second Properties.ServiceConnectConfiguration.Services.0.DiscoveryName',
    message: "`ServiceConnectConfiguration.Services.0.DiscoveryName` must be unique in the namespace, got 'http', which Service has",
  },
  {
    id: 'ServiceConnect.SameEndpoint',
    good: besides({ ...OTHER, ...alias('web', 8080) }),
    bad: besides({ ...OTHER, ...alias('web', '80') }),
    tokens: besides({ ...OTHER, ...alias('web', PARAMETER) }),
    at: 'Second Properties.ServiceConnectConfiguration.Services.0.ClientAliases.0.DnsName',
    message: '`ServiceConnectConfiguration.Services.0.ClientAliases.0.DnsName` must be unique in the namespace together with its port, got web:80, which Service has',
  },
  {
    id: 'ServiceConnect.TwoAliases',
    good: aliases('web'),
    bad: aliases('web', 'www'),
    tokens: connected({ endpoint: { ClientAliases: [{ DnsName: 'web', Port: 80 }, { 'Fn::If': ['Open', { DnsName: 'www', Port: 80 }, { Ref: 'AWS::NoValue' }] }] } }),
    at: 'Service Properties.ServiceConnectConfiguration.Services.0.ClientAliases',
    message: '`ServiceConnectConfiguration.Services.0.ClientAliases` must hold one alias, got 2',
  },
  {
    id: 'ServiceConnect.NoWayIn',
    good: rule({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }),
    bad: rule({ IpProtocol: 'tcp', FromPort: 81, ToPort: 90, CidrIp: '10.0.0.0/16' }),
    tokens: rule({ IpProtocol: 'tcp', FromPort: PARAMETER, ToPort: 90, CidrIp: '10.0.0.0/16' }),
    at: 'Service Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
    message: "`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must let callers in to port 80, on which 'web' is called, got no rule for it",
  },
  {
    id: 'ServiceConnect.NoWayIn',
    good: ingress({ 'Fn::GetAtt': ['ServiceGroup', 'GroupId'] }),
    bad: ingress('sg-1'),
    tokens: ingress(PARAMETER),
    at: 'Service Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
    message: "`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must let callers in to port 80, on which 'web' is called, got no rule for it",
  },
  {
    id: 'ServiceConnect.NoWayIn',
    good: rule({ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }),
    bad: besides(OTHER, connected(), { Properties: GROUP }),
    tokens: merged(besides(OTHER, connected(), { Properties: GROUP }), { Outputs: { Group: { Value: { 'Fn::GetAtt': ['ServiceGroup', 'GroupId'] } } } }),
    at: 'Service Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
    message: "`NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must let callers in to port 80, on which 'web' is called, got no rule for it",
  },
  {
    id: 'ServiceConnect.ClientFirst',
    good: client('http://web/', { DependsOn: 'Service' }),
    bad: client('http://web/'),
    tokens: client({ 'Fn::Sub': 'http://${Parameter}/' }),
    at: 'Second Properties',
    message: 'the service calls web:80 of Service without waiting for it: tasks know only the endpoints that were there when they started',
  },
];
