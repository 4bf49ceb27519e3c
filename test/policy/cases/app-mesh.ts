import { Json, PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const MESH = 'AWS::AppMesh::Mesh';
const NODE = { Type: 'AWS::AppMesh::VirtualNode', Properties: { MeshName: { Ref: 'Mesh' }, VirtualNodeName: 'web', Spec: {} } };
const meshed = (resources: Json) => task({ resources });

export const APP_MESH_CASES: readonly RuleCase[] = [
  {
    id: 'AppMesh.Mesh',
    good: task(),
    bad: meshed({ Mesh: { Type: MESH, Properties: { MeshName: PARAMETER } }, Node: NODE }),
    tokens: meshed({ Node: { ...NODE, Properties: { ...NODE.Properties, MeshName: PARAMETER } } }),
    at: 'Mesh Properties',
    message: 'the mesh is of AWS App Mesh, which ended on 30 September 2026',
  },
];
