import { container, rolloutOf, Seen, SeenService } from './seen';

/** Five services that find and call each other, each in the way that fits it. */
export async function microservices(seen: Seen): Promise<void> {
  const { discovery, lattice } = seen.clients;
  const of = (name: string) => seen.service('Microservices', name);
  const [frontend, api, database, prices, payments] = await Promise.all(['Frontend', 'Api', 'Database', 'Prices', 'Payments'].map(of));

  const mesh = ({ service }: SeenService) => service.deployments![0].serviceConnectConfiguration;
  const aliases = (service: SeenService) =>
    mesh(service)?.services?.map(({ portName, clientAliases }) => [portName, clientAliases?.[0].dnsName, clientAliases?.[0].port]);
  seen.same('the frontend calls, and nobody calls it by the mesh', [mesh(frontend)?.enabled, aliases(frontend)], [true, undefined]);
  seen.same('the API is called api:80', aliases(api), [['http', 'api', 80]]);
  seen.same('the database is called db:5432', aliases(database), [['postgres', 'db', 5432]]);
  seen.same('a call of the API ends after five seconds', mesh(api)?.services?.[0].timeout?.perRequestTimeoutSeconds, 5);
  seen.same('prices and payments are not in the mesh', [mesh(prices), mesh(payments)], [undefined, undefined]);
  seen.same(
    'calls are written down as JSON',
    [frontend, api, database].map((service) => mesh(service)?.accessLogConfiguration?.format),
    ['JSON', 'JSON', 'JSON'],
  );
  const variables = (service: SeenService) => Object.fromEntries(container(service).environment!.map(({ name, value }) => [name, value]));
  seen.same('the frontend knows the API', variables(frontend), { API_URL: 'http://api:80' });
  seen.same('the API knows the database', variables(api), { DATABASE_URL: 'tcp://db:5432' });

  const { Namespaces = [] } = await discovery.listNamespaces({});
  const own = Namespaces.map(({ Name, Type }) => [Name, Type]).filter(([name]) => name?.startsWith('shop')).sort();
  seen.same('one namespace is for the mesh, one for DNS', own, [['shop', 'HTTP'], ['shop.local', 'DNS_PRIVATE']]);
  seen.same('the mesh is the namespace shop', mesh(api)?.namespace, Namespaces.find(({ Name }) => Name === 'shop')?.Arn);

  const registry = prices.service.serviceRegistries![0].registryArn!.split('/')[1];
  const { Service: registered } = await discovery.getService({ Id: registry });
  seen.same('prices are found by DNS', [registered?.Name, registered?.DnsConfig?.DnsRecords], ['prices', [{ Type: 'A', TTL: 10 }]]);
  seen.same(
    'prices are in shop.local',
    registered?.NamespaceId ?? registered?.DnsConfig?.NamespaceId,
    Namespaces.find(({ Name }) => Name === 'shop.local')?.Id,
  );

  seen.same(
    'the API gets its traffic in steps',
    [rolloutOf(api).strategy, api.service.deploymentConfiguration?.canaryConfiguration?.canaryPercent],
    ['CANARY', 10],
  );
  const [connection] = payments.service.deployments![0].vpcLatticeConfigurations!;
  const target = await lattice.getTargetGroup({ targetGroupIdentifier: connection.targetGroupArn!.split('/')[1] });
  seen.same(
    'VPC Lattice calls payments by the name of their port',
    [connection.portName, target.type, target.config?.port, target.config?.healthCheck?.path],
    ['http', 'IP', 8080, '/health'],
  );
  const { items = [] } = await lattice.listServices({});
  const policies = await Promise.all(items.map(({ id }) => lattice.getAuthPolicy({ resourceIdentifier: id })));
  seen.same(
    'two other accounts may call payments',
    ['111122223333', '444455556666'].map((account) => policies.some(({ policy }) => policy?.includes(account))),
    [true, true],
  );
}
