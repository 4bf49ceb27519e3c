import { TemplateSet } from '../../../src/model/template/template-set';
import { registrationsIn } from '../../../src/model/workload/registries';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };
const ARN = { 'Fn::GetAtt': ['Registry', 'Arn'] };

function setOf(service: object, resources: object = {}): TemplateSet {
  return TemplateSet.of([{ name: 'a', template: { Resources: { Service: { Type: 'AWS::ECS::Service', Properties: service }, ...resources } } }]);
}

const CLOUD_MAP = {
  Registry: { Type: 'AWS::ServiceDiscovery::Service', Properties: { NamespaceId: { Ref: 'Namespace' }, DnsConfig: { DnsRecords: [{ Type: 'A' }] } } },
  Namespace: { Type: 'AWS::ServiceDiscovery::PublicDnsNamespace', Properties: { Name: 'shop.example' } },
};

test('a registry leads to its service in Cloud Map, and to the namespace of that', () => {
  const registries = [{ RegistryArn: ARN, ContainerPort: 80 }, { RegistryArn: PARAMETER }];
  const [first, second, ...others] = registrationsIn(setOf({ ServiceRegistries: registries }, CLOUD_MAP));
  expect(first).toMatchObject({
    index: 0,
    registry: { containerPort: 80 },
    cloudMap: { resource: { logicalId: 'Registry' }, facts: { records: 'A' } },
    namespace: { kind: 'DNS_PUBLIC', key: 'a Namespace', name: 'shop.example' },
    isShared: undefined,
  });
  expect(second).toMatchObject({ index: 1, registry: { arn: PARAMETER } });
  expect(second.cloudMap).toBeUndefined();
  expect(others).toEqual([]);
});

test('what is no service of Cloud Map is none', () => {
  expect(registrationsIn(setOf({ ServiceRegistries: [{ RegistryArn: { Ref: 'Namespace' } }] }, CLOUD_MAP))[0].cloudMap).toBeUndefined();
});

test.each([undefined, PARAMETER, [OPEN], [PARAMETER], []])('no registry is known of %j', (registries) => {
  expect(registrationsIn(setOf({ ServiceRegistries: registries }))).toEqual([]);
});

const account = (id: string, service = 'ecs') => `arn:aws:${service}:eu-west-1:${id}:cluster/web`;
const shared = (service: object, task: object = {}, namespace: unknown = account('222222222222', 'servicediscovery')) => registrationsIn(setOf(
  { ServiceRegistries: [{ RegistryArn: ARN }], TaskDefinition: { Ref: 'Task' }, ...service }, {
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: task },
    Registry: { Type: 'AWS::ServiceDiscovery::Service', Properties: { NamespaceId: namespace } },
  }))[0].isShared;

test.each([
  ['the cluster', { Cluster: account('111111111111') }, {}, true],
  ['the cluster of its account', { Cluster: account('222222222222') }, {}, false],
  ['the task definition', { TaskDefinition: account('111111111111') }, {}, true],
  ['the execution role', {}, { ExecutionRoleArn: 'arn:aws:iam::111111111111:role/web' }, true],
  ['the task role', {}, { TaskRoleArn: 'arn:aws-cn:iam::222222222222:role/web' }, false],
  ['nothing', {}, {}, undefined],
])('%s tells whether a namespace is of another account', (_what, service, task, expected) => {
  expect(shared(service, task)).toBe(expected);
});

test('the id of a namespace does not say whose it is', () => {
  expect(shared({ Cluster: account('111111111111') }, {}, 'ns-1')).toBeUndefined();
  expect(shared({ Cluster: account('111111111111') }, {}, PARAMETER)).toBeUndefined();
});
