import { BETA, byNode, calls, gateway, gatewayRoute, listens, mesh, node, planFor, route, service, SHOP, to } from './meshes';

test('a plan is a page with a table for each part', () => {
  const page = planFor({ ...SHOP, Gateway: gateway('door'), Way: gatewayRoute('door', 'in', 'catalogue.shop.local', { Prefix: '/a|b' }) }).toMarkdown();
  expect(page).toBe(`# From App Mesh to Service Connect

## Endpoints

| virtual node | port | port name | protocol | timeouts | health check | task definition |
| --- | --- | --- | --- | --- | --- | --- |
| front (nobody calls it) | 80 | front | http |  |  |  |
| catalogue-1 | 8080 | catalogue-1 | http |  |  |  |
| catalogue-2 | 8080 | catalogue-2 | http |  |  |  |

## Names

| name | port | answered by | given by |
| --- | --- | --- | --- |
| catalogue.shop.local | 8080 | catalogue-1, catalogue-2 | Service Connect |

## Connections

| client | calls | answered by | by |
| --- | --- | --- | --- |
| front | catalogue.shop.local | catalogue-1, catalogue-2 | Service Connect |

## Weights

| route | shares | what to do |
| --- | --- | --- |
| catalogue/all | 90 % catalogue-1, 10 % catalogue-2 | versions of one application become one service with Rollout.canary({ percent: 10 }). Services that are to stay side by side with the weights 90 to 10 leave the mesh for VPC Lattice (LatticeRoute.service, and LatticeRoute.beside with their weights), and give up the retries, outlier detection and metrics of the proxy |

## Rules

| route | priority | when | to | rules of |
| --- | --- | --- | --- | --- |
| door/in | last | path begins with /a\\|b | catalogue.shop.local | load balancer |

## Without an equivalent

| resource | what | why | what to do |
| --- | --- | --- | --- |
| gateway route 'door/in' | a path that is rewritten | the service sees another path than its callers ask for | give the listener rule a transform (Transforms of AWS::ElasticLoadBalancingV2::ListenerRule), or let the application serve the whole path |
| virtual gateway 'door' | traffic from outside of the mesh | Service Connect has no gateway | give the services behind it a TrafficSource, an Application Load Balancer or an HTTP API, and drop the gateway's tasks; a balancer leaves the host header as it is, where a gateway route writes the virtual service's name |

## Every resource

| resource | becomes |
| --- | --- |
| mesh 'bookshop' | a Cloud Map namespace |
| virtual node 'front' | a client |
| virtual node 'catalogue-1' | an endpoint |
| virtual node 'catalogue-2' | an endpoint |
| virtual router 'catalogue' | a rollout |
| route 'catalogue/all' | a rollout |
| virtual service 'catalogue.shop.local' | an alias |
| virtual gateway 'door' | a load balancer or an HTTP API |
| gateway route 'door/in' | a rule of that load balancer |
`);
});

test('what is not known has a mark, and what an endpoint has is told', () => {
  const rows = planFor({
    M: mesh({ EgressFilter: { Type: 'ALLOW_ALL' } }),
    N: node('n', {
      Listeners: [
        listens({ Ref: 'Port' }, 'http', {
          TLS: {}, HealthCheck: { Path: '/up', IntervalMillis: 5000 }, Timeout: { HTTP: { PerRequest: { Unit: 's', Value: 5 }, Idle: { Unit: 's', Value: 9 } } },
        }),
        listens(7, 'tcp', { HealthCheck: {} }),
      ],
    }),
  }).toMarkdown().split('\n');
  expect(rows[6]).toBe('| n (nobody calls it) | ? | n-1 | http with TLS | request 5 s, idle 9 s | /up every 5 s |  |');
  expect(rows[7]).toBe('| n (nobody calls it) | 7 | n-7 | tcp |  | its port |  |');
  expect(rows).toContain('| Port |');
});

test('a plan of nothing is a page without tables', () => {
  expect(planFor({}).toMarkdown()).toBe('# From App Mesh to Service Connect\n');
});

test('what goes, what was not read, and rules with conditions and shares have their tables', () => {
  const environment = [{ Name: 'APPMESH_RESOURCE_ARN', Value: 'mesh/bookshop/virtualNode/front' }];
  const envoy = { Name: 'envoy', Image: 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29', Environment: environment };
  const page = planFor({
    ...SHOP,
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'front', ContainerDefinitions: [envoy] } },
    Both: route('catalogue', 'both', { ...BETA, Action: to(['catalogue-1', 1], ['catalogue-2', 3]) }, { priority: 5 }),
  }).toMarkdown();
  expect(page).toContain(`
## Rules

| route | priority | when | to | rules of |
| --- | --- | --- | --- | --- |
| catalogue/both | 5 | header x-beta is yes | 75 % catalogue-2, 25 % catalogue-1 | VPC Lattice |
| catalogue/all | last | always | 90 % catalogue-1, 10 % catalogue-2 | VPC Lattice |

## What goes

| from | what | why |
| --- | --- | --- |
| Task | container 'envoy' | ECS adds the proxy of Service Connect to each task, outside of the task definition |
`);
});

test('what could not be read is a table too', () => {
  expect(planFor({ N: node('n', { Backends: calls('s') }) }).toMarkdown()).toContain("## Not read\n\n| what |\n| --- |\n| the virtual service 's', which is elsewhere |\n");
});

test('a call whose name is elsewhere has no method', () => {
  expect(planFor({ N: node('n', { Backends: calls('s') }), A: node('a'), M: service('m', byNode('a')) }).toMarkdown()).toContain('| n | s |  | ? |');
});
