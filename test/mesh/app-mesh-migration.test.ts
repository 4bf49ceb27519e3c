import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { fargateService } from './services';
import { AppMeshMigration, LatticeRegistration, LatticeRoute, ServiceConnectMesh } from '../../src';
import { platformStack, propertiesOf, resourcesOf } from '../kit/stacks';
import { BETA, byNode, byRouter, calls, everything, listens, node, route, router, service, SHOP, to } from '../model/mesh/app-mesh/meshes';

const YAML = `
Parameters:
  Domain: { Type: String }
Conditions:
  IsLocal: !Equals [!Ref Domain, shop.local]
Resources:
  Mesh:
    Type: AWS::AppMesh::Mesh
    Properties:
      MeshName: !Sub 'mesh-\${AWS::Region}'
      Spec: { EgressFilter: { Type: ALLOW_ALL } }
  TillNode:
    Type: AWS::AppMesh::VirtualNode
    Properties:
      MeshName: !GetAtt Mesh.MeshName
      VirtualNodeName: till
      Spec:
        Listeners:
          - PortMapping: { Port: 8080, Protocol: http }
            Timeout: { HTTP: { PerRequest: { Unit: s, Value: 20 } } }
        ServiceDiscovery:
          DNS:
            Hostname: !Join [ '.', [ till, !Ref Domain ] ]
  DeskNode:
    Type: AWS::AppMesh::VirtualNode
    Properties:
      MeshName: !GetAtt Mesh.MeshName
      VirtualNodeName: !If [ IsLocal, desk, other ]
      Spec:
        Backends:
          - VirtualService: { VirtualServiceName: !GetAtt TillService.VirtualServiceName }
  TillService:
    Type: AWS::AppMesh::VirtualService
    Properties:
      MeshName: !GetAtt Mesh.MeshName
      VirtualServiceName: !Sub till.\${Domain}
      Spec:
        Provider:
          VirtualNode: { VirtualNodeName: !GetAtt [ TillNode, VirtualNodeName ] }
`;
const DOMAIN = { parameters: { Domain: 'shop.local' } };

function shopOf(resources: object): AppMeshMigration {
  return AppMeshMigration.templates([JSON.stringify({ Resources: resources })]);
}

function place(...names: string[]) {
  const { stack, cluster } = platformStack();
  const mesh = new ServiceConnectMesh(stack, 'Mesh');
  const services = Object.fromEntries(names.map((name) => [name, fargateService(stack, name[0].toUpperCase() + name.slice(1).replace('-', ''), cluster)]));
  return { stack, cluster, mesh, services };
}

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data).replace(/ \[ack:.*/, ''))
    .filter((text) => text.startsWith('`services`'));
}

function configurationOf(stack: Stack, owner: ecs.BaseService): any {
  const id = stack.getLogicalId(owner.node.findChild('Service') as ecs.CfnService);
  return resourcesOf(stack)[id].Properties.ServiceConnectConfiguration;
}

describe('reading', () => {
  test('a template in YAML, with the short forms of functions', () => {
    const { plan } = AppMeshMigration.templates([YAML], DOMAIN);
    expect(plan.endpoints).toEqual([expect.objectContaining({ virtualNode: 'till', port: 8080, perRequestSeconds: 20 })]);
    expect(plan.connections).toEqual([{ client: 'desk', virtualService: 'till.shop.local', servers: ['till'] }]);
    expect(plan.unread).toEqual(['AWS::Region']);
  });

  test('files, in YAML and JSON', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'app-mesh-'));
    const files = [path.join(folder, 'mesh.yaml'), path.join(folder, 'shop.json')];
    fs.writeFileSync(files[0], YAML);
    fs.writeFileSync(files[1], JSON.stringify({ Resources: SHOP }));
    expect(AppMeshMigration.templateFiles(files, DOMAIN).plan.nodes).toEqual(['till', 'desk', 'front', 'catalogue-1', 'catalogue-2']);
  });

  test('descriptions, in the JSON and YAML of the command line', () => {
    const { plan } = AppMeshMigration.descriptions([
      JSON.stringify({ virtualNode: { meshName: 'm', virtualNodeName: 'till', spec: { listeners: [{ portMapping: { port: 1, protocol: 'grpc' } }] } } }),
      'virtualService:\n  virtualServiceName: till.local\n  spec:\n    provider:\n      virtualNode: { virtualNodeName: till }\n',
    ]);
    expect(plan.aliases).toEqual([{ virtualService: 'till.local', port: 1, virtualNodes: ['till'], method: 'Service Connect' }]);
  });

  test.each([
    ['neither JSON nor YAML', '{ "a": $b }', /^AppMeshMigration\.Unreadable: template 1 must be JSON or YAML, got a text that is neither: \S/],
    ['broken YAML', 'a: [', /^AppMeshMigration\.Unreadable: template 1 must be JSON or YAML, got a text that is neither: \S/],
    ['a list', '- a', /^AppMeshMigration\.Unreadable: template 1 must be an object in JSON or YAML, got a list$/],
    ['a word', 'template.yaml', /^AppMeshMigration\.Unreadable: template 1 must be an object in JSON or YAML, got 'template.yaml'$/],
    ['nothing', '', /^AppMeshMigration\.Unreadable: template 1 must be an object in JSON or YAML, got nothing$/],
  ])('refuses %s', (_, text, message) => {
    expect(() => AppMeshMigration.templates([text])).toThrow(message);
  });

  test('reads a file that begins with a byte order mark', () => {
    expect(AppMeshMigration.templates([`\uFEFF${JSON.stringify({ Resources: SHOP })}`]).plan.nodes).toHaveLength(3);
  });

  test('refuses YAML that holds itself', () => {
    expect(() => AppMeshMigration.templates(['Resources: &a\n  N: *a\n'])).toThrow(/^AppMeshMigration\.Unreadable: template 1 must /);
    expect(() => AppMeshMigration.templates([`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`]))
      .toThrow('AppMeshMigration.Unreadable: template 1 must not hold itself, nor more than 200 objects in each other');
  });

  test('says which file is not there, and which is a folder', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'app-mesh-'));
    expect(() => AppMeshMigration.templateFiles(['nope.yaml'])).toThrow(
      `AppMeshMigration.Unreadable: nope.yaml must be a file that can be read, got none in ${process.cwd()}; name it from there, or by its whole path`);
    expect(() => AppMeshMigration.templateFiles([folder])).toThrow(
      `AppMeshMigration.Unreadable: ${folder} must be a file that can be read, got a folder; name the files in it`);
    expect(() => AppMeshMigration.templateFiles(['a\0b'])).toThrow(/^AppMeshMigration\.Unreadable: a.b must be a file that can be read, got ERR_INVALID_ARG_VALUE$/);
  });

  const KEYS = fc.constantFrom('Ref', 'Fn::Sub', 'Fn::If', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::GetAtt', 'Fn::FindInMap', 'Fn::Transform', 'Fn::And', 'Condition',
    'N', 'constructor', '__proto__', 'toString', 'valueOf', 'Spec', 'Listeners', 'PortMapping', 'Port', 'HttpRoute', 'Match', 'Headers', 'Name', 'RetryPolicy', 'MaxRetries',
    'Action', 'WeightedTargets', 'Weight', 'VirtualNode', 'VirtualNodeName', 'VirtualServiceName', 'VirtualRouterName', 'Backends', 'Provider', 'ContainerDefinitions', 'Image');
  const ODD = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 },
      fc.oneof(fc.constantFrom('N', 'P', 'C', '${N.Arn}', '${constructor}', 'aws-appmesh-envoy', ''), fc.nat(9), fc.constant(null), fc.boolean(), fc.jsonValue()),
      fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(KEYS, tie('value'), { maxKeys: 3 })),
  })).value;
  const TYPES = ['Mesh', 'VirtualNode', 'VirtualRouter', 'Route', 'VirtualService', 'VirtualGateway', 'GatewayRoute'].map((kind) => `AWS::AppMesh::${kind}`);
  const RESOURCE = fc.record({ Type: fc.oneof(fc.constantFrom(...TYPES, 'AWS::ECS::TaskDefinition', 'AWS::IAM::Role'), ODD), Properties: ODD, Condition: fc.constantFrom('C', 'D', undefined) });
  const TEMPLATE = fc.record({
    Parameters: fc.oneof(fc.constant({ P: {} }), ODD),
    Conditions: fc.oneof(fc.dictionary(fc.constantFrom('C', 'D'), ODD), ODD),
    Mappings: ODD,
    Resources: fc.oneof(fc.dictionary(fc.constantFrom('N', 'M', 'constructor', 'Fn::ForEach::X'), RESOURCE), ODD),
  });

  test('ends with a plan or with a code, whatever a text holds', () => {
    const readers = [(text: string) => AppMeshMigration.templates([text]), (text: string) => AppMeshMigration.descriptions([text])];
    fc.assert(fc.property(fc.oneof(TEMPLATE.map((each) => JSON.stringify(each)), ODD.map((each) => JSON.stringify(each)), fc.string()), (text) => {
      for (const read of readers) {
        let page: string;
        try {
          page = read(text).plan.toMarkdown();
        } catch (error) {
          page = (error as Error).message;
        }
        expect(page).toMatch(/^(# From App Mesh|AppMeshMigration\.Unreadable: )/);
      }
    }), { numRuns: 500 });
  });

  test('names the file that it cannot read', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'app-mesh-')), 'list.yaml');
    fs.writeFileSync(file, '- a');
    expect(() => AppMeshMigration.templateFiles([file])).toThrow(`AppMeshMigration.Unreadable: ${file} must be an object in JSON or YAML, got a list`);
  });
});

describe('applying', () => {
  test('gives the service of a node the name of its virtual service, and lets its callers in', () => {
    const { mesh, services, stack } = place('till', 'desk');
    const { endpoints } = AppMeshMigration.templates([YAML], DOMAIN).applyTo(mesh, { services });

    expect(endpoints['till.shop.local'].address).toBe('till.shop.local:8080');
    expect(configurationOf(stack, services.till)).toEqual(expect.objectContaining({
      Enabled: true,
      Services: [{
        PortName: 'http', DiscoveryName: 'till', ClientAliases: [{ DnsName: 'till.shop.local', Port: 8080 }], Timeout: { PerRequestTimeoutSeconds: 20 },
      }],
    }));
    expect(configurationOf(stack, services.desk)).toEqual(expect.objectContaining({ Enabled: true }));
    expect(configurationOf(stack, services.desk).Services).toBeUndefined();
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ FromPort: 8080, ToPort: 8080 })]);
    expect(warnings(stack)).toEqual([]);
  });

  test('two versions are one service, without a warning', () => {
    const { mesh, services, stack } = place('front', 'catalogue');
    const { endpoints } = shopOf(SHOP).applyTo(mesh, {
      services: { 'front': services.front, 'catalogue-1': services.catalogue, 'catalogue-2': services.catalogue },
    });
    expect(Object.keys(endpoints)).toEqual(['catalogue.shop.local']);
    expect(configurationOf(stack, services.catalogue).Services).toHaveLength(1);
    expect(warnings(stack)).toEqual([]);
  });

  test('a version without a service has the other one\'s', () => {
    const { mesh, services, stack } = place('front', 'catalogue');
    shopOf(SHOP).applyTo(mesh, { services: { 'front': services.front, 'catalogue-2': services.catalogue } });
    expect(configurationOf(stack, services.catalogue).Services).toHaveLength(1);
    expect(warnings(stack)).toEqual([]);
  });

  test('a service with two names has two entries', () => {
    const { mesh, services, stack } = place('till');
    shopOf({ N: node('till', { Listeners: [listens(8080)] }), A: service('till.a.local', byNode('till')), B: service('till.b.local', byNode('till')) })
      .applyTo(mesh, { services });
    expect(configurationOf(stack, services.till).Services.map((each: any) => [each.DiscoveryName, each.ClientAliases[0].DnsName])).toEqual([
      ['till-a-local', 'till.a.local'], ['till-b-local', 'till.b.local'],
    ]);
  });

  test('each port of a node leads to the port of the service with its number', () => {
    const { stack, cluster } = platformStack();
    const mesh = new ServiceConnectMesh(stack, 'Mesh');
    const till = fargateService(stack, 'Till', cluster, { ports: [{ containerPort: 50051, name: 'calls' }, { containerPort: 8080, name: 'web' }] });
    const { endpoints } = shopOf({ N: node('till', { Listeners: [listens(8080), listens(50051, 'grpc')] }), S: service('till', byNode('till')) })
      .applyTo(mesh, { services: { till } });
    expect(configurationOf(stack, till).Services.map((each: any) => [each.PortName, each.DiscoveryName, each.ClientAliases[0].Port])).toEqual([
      ['web', 'till-8080', 8080], ['calls', 'till-50051', 50051],
    ]);
    expect(endpoints.till.aliasPort).toBe(8080);
    const [container] = propertiesOf(stack, 'AWS::ECS::TaskDefinition')[0].ContainerDefinitions;
    expect(container.PortMappings.map(({ AppProtocol, Name }: any) => [Name, AppProtocol])).toEqual([['calls', 'grpc'], ['web', 'http']]);
  });

  test('listeners whose ports could not be read are told apart', () => {
    const { stack, cluster } = platformStack();
    const mesh = new ServiceConnectMesh(stack, 'Mesh');
    const till = fargateService(stack, 'Till', cluster);
    shopOf({ N: node('till', { Listeners: [listens({ Ref: 'A' }), listens(9090)] }), S: service('till', byNode('till')) }).applyTo(mesh, { services: { till } });
    expect(configurationOf(stack, till).Services.map((each: any) => [each.DiscoveryName, each.ClientAliases[0].Port])).toEqual([
      ['till-1', 8080], ['till-9090', 9090],
    ]);
  });

  test('services that call and are called are added once', () => {
    const { mesh, services, stack } = place('a', 'b');
    shopOf({
      A: node('a', { Listeners: [listens(8080)], Backends: calls('b.local') }),
      B: node('b', { Listeners: [listens(8080)] }),
      OtherA: node('a-2', { Backends: calls('b.local') }),
      SA: service('a.local', byNode('a')),
      SB: service('b.local', byNode('b')),
    }).applyTo(mesh, { services: { ...services, 'a-2': services.a } });
    expect(mesh.node.children.map(({ node: { id } }) => id)).toEqual(expect.arrayContaining(['ALocal', 'BLocal']));
    expect(mesh.node.children.filter(({ node: { id } }) => id.endsWith('Client'))).toEqual([]);
    expect(configurationOf(stack, services.a).Services).toHaveLength(1);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
  });

  test('a client may have the name of a virtual service', () => {
    const { mesh, services, stack } = place('desk', 'till');
    shopOf({
      Desk: node('desk', { Backends: calls('desk') }),
      Till: node('till', { Listeners: [listens(8080)] }),
      Service: service('desk', byNode('till')),
    }).applyTo(mesh, { services });
    expect(mesh.node.children.map(({ node: { id } }) => id)).toEqual(expect.arrayContaining(['Desk', 'DeskClient']));
    expect(configurationOf(stack, services.till).Services[0].ClientAliases).toEqual([{ DnsName: 'desk', Port: 8080 }]);
  });

  test.each<[string, object, string[], string]>([
    ['nodes without a service', SHOP, ['front'], '`services` leaves out \'catalogue-1\' and \'catalogue-2\'; nothing of them is in the mesh'],
    ['names behind rules', {
      N: node('books', { Listeners: [listens(8080)] }),
      R: router('r'),
      Route: route('r', 'one', { Match: { Prefix: '/x' }, Action: to(['books', 1]) }),
      S: service('shelf.local', byRouter('r')),
    }, ['books'], '`services` has \'books\' behind the rules of \'shelf.local\', for which no server and no connection is made here: '
      + 'Service Connect looks into no request; give the name to VPC Lattice, as the plan says'],
    ['services that would share a name', SHOP, ['front', 'catalogue-1', 'catalogue-2'],
      '`services` has several services behind \'catalogue.shop.local\', and only that of \'catalogue-1\' gets the name; '
      + 'make them one service whose rollout shifts the traffic, or put them behind rules with weights'],
  ])('warns of %s', (_, resources, names, warning) => {
    const { mesh, services, stack } = place(...names);
    shopOf(resources).applyTo(mesh, { services });
    expect(warnings(stack)).toEqual([warning]);
  });

  test.each<[string, object, string]>([
    ['a node that the plan does not have', { N: node('books'), M: node('maps') },
      'AppMeshMigration.UnknownNode: `services` has the names of virtual nodes, \'books\' or \'maps\', got \'till\''],
    ['a name that could not be read', { N: node('till'), S: service({ 'Fn::Sub': 'till.${Domain}' }, byNode('till')) },
      'AppMeshMigration.UnreadName: `services` needs names that could be read, got \'till.${Domain}\'; give the parameters of the template, or leave out its nodes'],
    ['a name behind rules that could not be read', {
      N: node('till'), R: router('r'), Route: route('r', 'one', { Match: { Prefix: '/x' }, Action: to(['till', 1]) }), S: service({ 'Fn::Sub': 'till.${Domain}' }, byRouter('r')),
    }, 'AppMeshMigration.UnreadName: `services` needs names that could be read, got \'till.${Domain}\'; give the parameters of the template, or leave out its nodes'],
    ['a name that Service Connect does not take', { N: node('till'), S: service('Till', byNode('till')) },
      'AppMeshMigration.Alias: `services` needs names of up to 127 small letters, digits, hyphens, underscores and periods, got \'Till\'; '
      + 'leave out its nodes and add them to the mesh under another name'],
  ])('refuses %s', (_, resources, message) => {
    const { mesh, services } = place('till');
    expect(() => shopOf(resources).applyTo(mesh, { services })).toThrow(message);
    expect(mesh.node.tryFindChild('Till')).toBeUndefined();
  });

  test('refuses a task that still has its proxy', () => {
    const { mesh, services } = place('till');
    (services.till.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).proxyConfiguration = { containerName: 'envoy', type: 'APPMESH' };
    expect(() => shopOf({ N: node('till'), S: service('till.local', byNode('till')) }).applyTo(mesh, { services })).toThrow(
      'AppMeshMigration.ProxyConfiguration: `services.till` has a task definition without proxyConfiguration, got one, whose proxy takes all traffic; '
      + 'take out what `plan.drops` lists');
  });

  describe('a split and a header route of one name', () => {
    const RULED = { ...SHOP, Beta: route('catalogue', 'beta', BETA, { priority: 1 }) };
    const placed = () => {
      const { services, ...rest } = place('front', 'catalogue-1');
      const shifted = services['catalogue-1'].node.findChild('Service') as ecs.CfnService;
      return { ...rest, services, shifted };
    };

    test('makes no server and no connection, and says so', () => {
      const { mesh, services, stack } = placed();
      const { endpoints } = shopOf(RULED).applyTo(mesh, { services });
      expect(endpoints).toEqual({});
      expect(configurationOf(stack, services['catalogue-1'])).toBeUndefined();
      expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
      expect(warnings(stack)).toContain('`services` has \'catalogue-1\' behind the rules of \'catalogue.shop.local\', for which no server and no connection is made here: '
        + 'Service Connect looks into no request; give the name to VPC Lattice, as the plan says');
    });

    test('is built with VPC Lattice as the page tells', () => {
      const { services, stack } = place('catalogue-1', 'catalogue-2');
      const networkArn = 'arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/sn-0123456789abcdef0';
      const first = new LatticeRegistration(stack, 'One', {
        service: services['catalogue-1'], route: LatticeRoute.service({ networkArn, domainName: 'catalogue.shop.local', port: 8080, plainHttp: true }), weight: 90,
      });
      const second = new LatticeRegistration(stack, 'Two', { service: services['catalogue-2'], route: LatticeRoute.beside(first), weight: 10 });
      second.addRule('Beta', { priority: 1, headers: [{ name: 'x-beta', exact: 'yes' }] });
      const [{ DefaultAction, Port }] = propertiesOf(stack, 'AWS::VpcLattice::Listener');
      expect([Port, DefaultAction.Forward.TargetGroups.map(({ Weight }: any) => Weight)]).toEqual([8080, [90, 10]]);
      const [{ Action, Match: { HttpMatch } }] = propertiesOf(stack, 'AWS::VpcLattice::Rule');
      expect(HttpMatch.HeaderMatches).toEqual([{ Name: 'x-beta', Match: { Exact: 'yes' } }]);
      expect(Action.Forward.TargetGroups[0].TargetGroupIdentifier).toEqual(DefaultAction.Forward.TargetGroups[1].TargetGroupIdentifier);
    });

    test('refuses a canary that nothing moves, at the call', () => {
      const { mesh, services, shifted } = placed();
      shifted.deploymentConfiguration = { strategy: 'CANARY' };
      expect(() => shopOf(RULED).applyTo(mesh, { services })).toThrow(
        'AppMeshMigration.ShiftBehindRules: `services.catalogue-1` answers to \'catalogue.shop.local\' behind rules, for which no server and no connection is made here, '
        + 'so that nothing moves the traffic of its deployments, got CANARY; lead VPC Lattice to it before this call, update it batch by batch, '
        + 'or give up the rules and call mesh.addServer() with the name as its alias');
    });

    test('takes a canary that VPC Lattice moves, one with another name, and one that needs nobody', () => {
      const latticed = placed();
      latticed.shifted.deploymentConfiguration = { strategy: 'CANARY' };
      new LatticeRegistration(latticed.stack, 'Lattice', {
        service: latticed.services['catalogue-1'], route: LatticeRoute.service({ networkArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/sn-0123456789abcdef0' }),
      });
      expect(shopOf(RULED).applyTo(latticed.mesh, { services: latticed.services }).endpoints).toEqual({});

      const named = placed();
      named.shifted.deploymentConfiguration = { strategy: 'CANARY' };
      expect(Object.keys(shopOf({ ...RULED, One: service('one.local', byNode('catalogue-1')) }).applyTo(named.mesh, { services: named.services }).endpoints)).toEqual(['one.local']);

      const blueGreen = placed();
      blueGreen.shifted.deploymentConfiguration = { strategy: 'BLUE_GREEN' };
      expect(shopOf(RULED).applyTo(blueGreen.mesh, { services: blueGreen.services }).endpoints).toEqual({});
    });
  });

  test('names that make one id are told apart, also from what the mesh has', () => {
    const { mesh, services } = place('till', 'desk');
    mesh.addServer('TillLocal', { service: services.desk, alias: 'other' });
    shopOf({ N: node('till', { Listeners: [listens(8080)] }), A: service('till.local', byNode('till')), B: service('till-local', byNode('till')) })
      .applyTo(mesh, { services: { till: services.till } });
    expect(mesh.node.children.map(({ node: { id } }) => id)).toEqual(expect.arrayContaining(['TillLocal', 'TillLocal2', 'TillLocal3']));
  });

  test('a node may have a name that every object of JavaScript has', () => {
    const { mesh, services, stack } = place('till');
    shopOf({ N: node('constructor', { Backends: calls('till') }), M: node('till', { Listeners: [listens(8080)] }), S: service('till', byNode('till')) })
      .applyTo(mesh, { services });
    expect(warnings(stack)).toEqual(['`services` leaves out \'constructor\'; nothing of them is in the mesh']);
  });

  test('takes a node of which nothing but its name is known', () => {
    const { mesh, services, stack } = place('till');
    shopOf({
      R: router('r'), Route: route('r', 'all', { Match: everything, Action: to(['till', 1]) }), S: service('till.local', byRouter('r')),
    }).applyTo(mesh, { services });
    expect(configurationOf(stack, services.till).Services[0]).toEqual({
      PortName: 'http', DiscoveryName: 'till', ClientAliases: [{ DnsName: 'till.local', Port: 8080 }],
    });
  });
});
