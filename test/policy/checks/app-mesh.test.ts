import { findingsOf, Json } from '../kit';
import { task } from '../templates';

const told = (resources: Json, patch: Json = {}) => findingsOf(task({ task: patch, resources })).filter(({ rule }) => rule.id.startsWith('AppMesh.'))
  .map(({ path, resource, rule }) => `${rule.id} ${resource.logicalId} ${path}`);
const mesh = { Type: 'AWS::AppMesh::Mesh' };
const node = { Type: 'AWS::AppMesh::VirtualNode', Properties: { MeshName: { 'Fn::GetAtt': ['Mesh', 'MeshName'] } } };

test('each mesh is told once, whatever is in it', () => {
  expect(told({ Mesh: mesh, Other: mesh, Node: node, Second: node })).toEqual(['AppMesh.Mesh Mesh Properties', 'AppMesh.Mesh Other Properties']);
});

test('a node of a mesh elsewhere is not told', () => {
  expect(told({ Node: { ...node, Properties: { MeshName: 'shared' } } })).toEqual([]);
});

test('a proxy is told at the task that has it, beside the mesh', () => {
  expect(told({ Mesh: mesh }, { ProxyConfiguration: { ContainerName: 'envoy' } }))
    .toEqual(['AppMesh.Ended Task Properties.ProxyConfiguration', 'AppMesh.Mesh Mesh Properties']);
});
