import { listens, node, planFor } from './meshes';
import { planOf } from '../../../../src/model/mesh/app-mesh/planning';
import { descriptionInventory } from '../../../../src/model/mesh/app-mesh/sources';

const ENVOY = { Name: 'proxy', Image: '840364872350.dkr.ecr.us-east-1.amazonaws.com/aws-appmesh-envoy:v1.27.3.0-prod' };
const runs = (name: string, value: unknown) => [{ Name: name, Value: value }];

function task(properties: object): Record<string, unknown> {
  return { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties }, N: node('till', { Listeners: [listens(1)] }) };
}

test('a task loses the proxy, what leads to it, and what waits for it', () => {
  expect(planFor(task({
    ProxyConfiguration: { Type: 'APPMESH', ContainerName: 'proxy' },
    ContainerDefinitions: [
      { Name: 'app', DependsOn: [{ ContainerName: 'proxy', Condition: 'HEALTHY' }, { ContainerName: 'traces', Condition: 'START' }] },
      ENVOY,
      { Name: 'tables', Image: '111345817488.dkr.ecr.us-west-2.amazonaws.com/aws-appmesh-proxy-route-manager:latest' },
      { Name: 'traces', Image: 'public.ecr.aws/xray/aws-xray-daemon:3' },
    ],
  })).drops).toEqual([
    { owner: 'Task', what: 'proxyConfiguration', reason: 'Service Connect gives names to its own proxy and redirects no traffic' },
    { owner: 'Task', what: 'container \'proxy\'', reason: 'ECS adds the proxy of Service Connect to each task, outside of the task definition' },
    { owner: 'Task', what: 'container \'tables\'', reason: 'there are no iptables rules to write' },
    { owner: 'Task', what: 'container \'traces\'', reason: 'the proxy of Service Connect sends no traces; keep it where the application itself does' },
    { owner: 'Task', what: 'dependsOn proxy HEALTHY of container \'app\'', reason: 'the container that it waits for is gone' },
  ]);
});

test.each<[string, object]>([
  ['its image', ENVOY],
  ['its name in the proxy configuration', { Name: 'proxy', Image: { Ref: 'Image' } }],
  ['its environment', { Name: 'side', Image: { Ref: 'Image' }, Environment: runs('APPMESH_VIRTUAL_NODE_NAME', 'mesh/bookshop/virtualNode/till') }],
])('a proxy is known by %s', (_, container) => {
  const { drops } = planFor(task({ ProxyConfiguration: { ContainerName: 'proxy' }, ContainerDefinitions: [{ Name: 'app' }, container] }));
  expect(drops.map(({ what }) => what)).toEqual(['proxyConfiguration', `container '${(container as { Name: string }).Name}'`]);
});

test('a task outside of App Mesh loses nothing, X-Ray included', () => {
  expect(planFor(task({ ContainerDefinitions: [{ Name: 'app' }, { Name: 'traces', Image: 'amazon/aws-xray-daemon' }] })).drops).toEqual([]);
});

test.each<[string, unknown, string | undefined]>([
  ['a text', 'mesh/bookshop/virtualNode/till', 'Task'],
  ['an ARN', 'arn:aws:appmesh:eu-west-1:111111111111:mesh/bookshop/virtualNode/till', 'Task'],
  ['a substitution with an import', { 'Fn::Sub': ['mesh/${Mesh}/virtualNode/till', { Mesh: { 'Fn::ImportValue': 'Mesh' } }] }, 'Task'],
  ['a reference', { Ref: 'N' }, 'Task'],
  ['an attribute', { 'Fn::GetAtt': ['N', 'Arn'] }, 'Task'],
  ['another node', 'mesh/bookshop/virtualNode/other', undefined],
  ['something unknown', { Ref: 'Node' }, undefined],
])('the task of a node is found by %s', (_, value, expected) => {
  const { endpoints } = planFor(task({ ContainerDefinitions: [{ ...ENVOY, Environment: runs('APPMESH_RESOURCE_ARN', value) }] }));
  expect(endpoints).toEqual([expect.objectContaining({ taskDefinition: expected })]);
});

test('the task of a gateway goes as a whole', () => {
  expect(planFor(task({ ContainerDefinitions: [{ ...ENVOY, Environment: runs('APPMESH_RESOURCE_ARN', 'mesh/bookshop/virtualGateway/door') }] })).drops).toEqual([
    { owner: 'Task', what: 'the task definition and its service', reason: 'it runs a virtual gateway and nothing else' },
  ]);
});

test('roles lose what only the proxy needed', () => {
  const { drops } = planFor({
    Managed: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSAppMeshEnvoyAccess', 'arn:aws:iam::aws:policy/ReadOnlyAccess'] } },
    Inline: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: [{ Action: 'appmesh:StreamAggregatedResources' }] } }] } },
    Other: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'Policy' }] } },
  });
  expect(drops).toEqual([
    { owner: 'Managed', what: 'AWSAppMeshEnvoyAccess', reason: 'only the proxy of App Mesh asks for its configuration' },
    { owner: 'Inline', what: 'appmesh:StreamAggregatedResources', reason: 'only the proxy of App Mesh asks for its configuration' },
  ]);
});

test.each<[string, (task: object) => object]>([
  ['described', (taskDefinition) => ({ taskDefinition })],
  ['registered', (request) => request],
])('a task definition that is %s is read as well', (_, wrap) => {
  const { drops } = planOf(descriptionInventory([wrap({
    family: 'till', containerDefinitions: [{ name: 'app' }, { name: 'envoy', image: 'aws-appmesh-envoy' }],
  })]));
  expect(drops).toEqual([expect.objectContaining({ owner: 'till', what: 'container \'envoy\'' })]);
});
