import { connected, connectedOnInstances, inLattice, outside, registered, registeredOnInstances, withSecond } from '../cases/connect-templates';
import { findingsOf, idsOf, Json, merged, PARAMETER } from '../kit';

const told = (template: Json) => findingsOf(template).map(({ message, resource, rule }) => `${resource.logicalId} ${rule.id} ${message}`);
const LATTICE = { VpcLatticeConfigurations: [{ PortName: 'none', TargetGroupArn: PARAMETER }] };
const CONNECT = { ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: 'none' }] } };
const REGISTRY = { ServiceRegistries: [{ RegistryArn: PARAMETER }] };

test.each([
  ['registered in Cloud Map', registered()], ['registered in Cloud Map by its port', registeredOnInstances()], ['in Service Connect', connected()],
  ['in Service Connect on instances', connectedOnInstances()], ['that VPC Lattice reaches', inLattice()], ['outside AWS', outside()],
])('no rule of connections has anything to say about a service %s', (_what, template) => {
  expect(idsOf(template).filter((id) => /^(CloudMap|ServiceConnect|MeshTls|ProxyRoom|Lattice|External|Anywhere)/.test(id))).toEqual([]);
});

test.each([[LATTICE, ['ExternalService.Lattice']], [CONNECT, ['ExternalService.ServiceConnect']], [REGISTRY, ['ExternalService.CloudMap']]])(
  'outside AWS nothing more is told of %j than that it is not there', (service, expected) => {
    expect(idsOf(outside({ service })).filter((id) => /^(CloudMap|ServiceConnect|Lattice|External)/.test(id))).toEqual(expected);
  });

describe('names of Cloud Map', () => {
  const second = (registry: Json, patch: Json = {}) => withSecond(registered({
    resources: {
      Other: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Name: 'web', NamespaceId: { 'Fn::GetAtt': ['Namespace', 'Id'] } }, ...registry },
    },
  }), { Properties: { ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': ['Other', 'Arn'] } }] }, ...patch });
  const same = (template: Json) => idsOf(template).filter((id) => id.includes('SameName'));

  test('are two where one of them is of another namespace, or there only on some condition', () => {
    expect(same(second({}))).toEqual(['CloudMapRegistration.SameName']);
    expect(same(second({ Condition: 'Open' }))).toEqual([]);
    expect(same(second({ Properties: { Name: 'web', NamespaceId: 'ns-1' } }))).toEqual([]);
    expect(same(second({ Properties: { Name: 'web' } }))).toEqual([]);
  });

  test('are told of a task without a network once', () => {
    expect(told(registeredOnInstances({ task: { NetworkMode: 'none' } })).filter((text) => text.includes('NoNetwork'))).toEqual([
      'Service CloudMapRegistration.NoNetwork `ServiceRegistries` must go with tasks that have a network to be found in, got the network mode none',
    ]);
  });

  test('of another namespace are none of Service Connect', () => {
    const { Second: member, Mesh: mesh } = withSecond(connected(), {}).Resources;
    expect(idsOf(merged(registered(), { Resources: { Second: member, Mesh: mesh } }))).not.toContain('ServiceConnect.SameDiscoveryName');
  });

  test('are one for two services that share a registry', () => {
    expect(same(withSecond(registered(), {}))).toEqual([]);
  });

  test('are names of the namespace for Service Connect too', () => {
    const both = (name: string) => merged(registered({ namespace: 'HttpNamespace', cloudMap: { Name: name, DnsConfig: undefined } }), {
      Resources: {
        Second: merged(connected().Resources.Service, { Properties: { ServiceConnectConfiguration: { Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] } } } }),
      },
    });
    expect(told(both('web')).filter((text) => text.includes('SameDiscoveryName'))).toEqual([
      "Second ServiceConnect.SameDiscoveryName `ServiceConnectConfiguration.Services.0.DiscoveryName` must be unique in the namespace, got 'web', which Registry has",
    ]);
    expect(idsOf(both('www'))).not.toContain('ServiceConnect.SameDiscoveryName');
  });
});

describe('endpoints', () => {
  const entries = (...services: Json[]) => connected({
    config: { Services: services },
    container: { PortMappings: [{ ContainerPort: 80, Name: 'http' }, { ContainerPort: 81, Name: 'other' }] },
  });
  const own = (template: Json) => idsOf(template).filter((id) => id.startsWith('ServiceConnect.'));

  test('of one port have a discovery name each', () => {
    expect(own(entries({ PortName: 'http' }, { PortName: 'http' }))).toEqual(['ServiceConnect.TwoAliases']);
    expect(own(entries({ PortName: 'http' }, { PortName: 'http', DiscoveryName: 'web' }))).toEqual([]);
    expect(own(entries({ PortName: 'http', DiscoveryName: 'web' }, { PortName: 'other', DiscoveryName: 'web' }))).toEqual(['ServiceConnect.SameDiscoveryName']);
  });

  test('have ports of their own for what comes in', () => {
    expect(own(entries({ PortName: 'http', IngressPortOverride: 90 }, { PortName: 'other', IngressPortOverride: 91 }))).toEqual([]);
    expect(own(entries({ PortName: 'http', IngressPortOverride: 90 }, { PortName: 'other', IngressPortOverride: 90 }))).toEqual(['ServiceConnect.IngressPort']);
    expect(own(entries({ PortName: 'http', IngressPortOverride: 81 }))).toEqual(['ServiceConnect.IngressPort']);
  });

  test('are told nothing of ports that are not known', () => {
    expect(own(connected({ container: { PortMappings: PARAMETER }, endpoint: { PortName: 'none' } }))).toEqual([]);
    expect(own(connected({ container: { PortMappings: [{ ContainerPort: 80, Name: PARAMETER }] }, endpoint: { PortName: 'none' } }))).toEqual([]);
    expect(own(connected({ service: { TaskDefinition: PARAMETER }, endpoint: { PortName: 'none' } }))).toEqual([]);
  });
});

describe('the way in', () => {
  const others = (template: Json) => withSecond(template, {
    Properties: { ServiceConnectConfiguration: { Services: undefined } },
  });
  const isTold = (template: Json) => idsOf(template).includes('ServiceConnect.NoWayIn');
  const open = (port: number) => ({ resources: { ServiceGroup: { Properties: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port }] } } } });

  test('is needed where somebody else is in the namespace', () => {
    expect(isTold(connected())).toBe(false);
    expect(isTold(others(connected()))).toBe(true);
    expect(isTold(others(connected(open(80))))).toBe(false);
  });

  test('is that of the proxy', () => {
    expect(isTold(others(connected({ ...open(80), endpoint: { IngressPortOverride: 8080 } })))).toBe(true);
    expect(isTold(others(connected({ ...open(8080), endpoint: { IngressPortOverride: 8080 } })))).toBe(false);
    expect(isTold(others(connected({ endpoint: { IngressPortOverride: PARAMETER } })))).toBe(false);
    expect(isTold(others(connectedOnInstances()))).toBe(false);
  });

  test('is told with the name that callers have', () => {
    expect(told(others(connected({ endpoint: { DiscoveryName: PARAMETER } }))).filter((text) => text.includes('NoWayIn'))).toEqual([
      'Service ServiceConnect.NoWayIn `NetworkConfiguration.AwsvpcConfiguration.SecurityGroups` must let callers in to port 80, '
      + 'on which its endpoint is called, got no rule for it',
    ]);
  });
});

describe('TLS', () => {
  const tls = (configuration: Json, resources: Json = {}) => idsOf(connected({
    endpoint: { Tls: { RoleArn: 'role', IssuerCertificateAuthority: { AwsPcaAuthorityArn: 'arn' }, ...configuration } },
    resources,
  })).filter((id) => id.startsWith('MeshTls'));
  const key = (properties: Json) => ({
    Key: { Type: 'AWS::KMS::Key', Properties: properties }, Alias: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Key' } } },
  });
  const authority = (tags: Json) => tls({ IssuerCertificateAuthority: { AwsPcaAuthorityArn: { Ref: 'Authority' } } }, {
    Authority: { Type: 'AWS::ACMPCA::CertificateAuthority', Properties: { UsageMode: 'SHORT_LIVED_CERTIFICATE', Tags: tags } },
  });

  test('takes the key of an alias', () => {
    expect(tls({ KmsKey: { Ref: 'Alias' } }, key({ KeySpec: 'RSA_2048' }))).toEqual(['MeshTls.AsymmetricKey']);
    expect(tls({ KmsKey: { Ref: 'Alias' } }, key({}))).toEqual([]);
    expect(tls({ KmsKey: { Ref: 'Cluster' } }, key({ KeySpec: 'RSA_2048' }))).toEqual([]);
    expect(tls({ KmsKey: 'alias/any' })).toEqual([]);
  });

  test.each([
    [undefined, false], [[], false], [[{ Key: 'AmazonECSManaged', Value: 'false' }], false], [[{ Key: 'Other', Value: 'true' }], false],
    [[{ Key: 'AmazonECSManaged', Value: true }], true], [[{ Key: 'Other', Value: PARAMETER }], false], [[{ Key: 'AmazonECSManaged', Value: 'true' }], true],
    [[{ Key: PARAMETER, Value: 'true' }], true], [PARAMETER, true], [[{ Key: 'Other', Value: 'true' }, { Key: 'AmazonECSManaged', Value: 'true' }], true],
  ])('is refused with the tags %j: %s is right', (tags, isRight) => {
    expect(authority(tags)).toEqual(isRight ? [] : ['MeshTls.AuthorityTag']);
  });

  test('knows nothing of an authority of others', () => {
    expect(tls({ IssuerCertificateAuthority: { AwsPcaAuthorityArn: { Ref: 'Cluster' } } })).toEqual([]);
  });
});

describe('room for proxies', () => {
  const memory = (count: number) => {
    const template = connected({ task: { Memory: '2048' }, container: { Memory: 2048 - 64 } });
    const more = Object.fromEntries(Array.from({ length: count - 1 }, (_, index) => [`S${index}`, {
      Type: 'AWS::ECS::Service', Properties: { ServiceConnectConfiguration: { Enabled: true, Namespace: { 'Fn::GetAtt': ['Mesh', 'Arn'] } } },
    }]));
    return idsOf(merged(template, { Resources: more })).filter((id) => id.startsWith('ProxyRoom'));
  };

  test('grows with the services of the namespace', () => {
    expect(memory(100)).toEqual([]);
    expect(memory(101)).toEqual(['ProxyRoom.Memory']);
  });

  test('is not known where containers are not', () => {
    const room = (containers: Json) => idsOf(merged(connected({ task: { Cpu: '256' } }), { Resources: { Task: { Properties: { ContainerDefinitions: containers } } } }))
      .filter((id) => id.startsWith('ProxyRoom'));
    expect(room([{ Name: 'web' }])).toEqual(['ProxyRoom.Cpu']);
    expect(room([{ 'Fn::If': ['Open', { Name: 'web' }, { Ref: 'AWS::NoValue' }] }])).toEqual([]);
    expect(room([PARAMETER])).toEqual([]);
    expect(room(PARAMETER)).toEqual([]);
  });
});
