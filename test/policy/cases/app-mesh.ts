import { open } from './task-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const MESH = 'AWS::AppMesh::Mesh';
const NODE = { Type: 'AWS::AppMesh::VirtualNode', Properties: { MeshName: { Ref: 'Mesh' }, VirtualNodeName: 'web', Spec: {} } };
const proxy = (configuration: Json) => task({ task: { ProxyConfiguration: configuration } });
const meshed = (resources: Json) => task({ resources });

export const APP_MESH_CASES: readonly RuleCase[] = [
  {
    id: 'AppMesh.Ended',
    good: task(),
    bad: proxy({ ContainerName: 'envoy' }),
    tokens: proxy(open({ ContainerName: 'envoy', Type: 'APPMESH' })),
    at: 'Task Properties.ProxyConfiguration',
    message: '`ProxyConfiguration` is for AWS App Mesh, which ended on 30 September 2026, got a proxy of the type APPMESH',
  },
  {
    id: 'AppMesh.Mesh',
    good: task(),
    bad: meshed({ Mesh: { Type: MESH, Properties: { MeshName: PARAMETER } }, Node: NODE }),
    tokens: meshed({ Node: { ...NODE, Properties: { ...NODE.Properties, MeshName: PARAMETER } } }),
    at: 'Mesh Properties',
    message: 'the mesh is of AWS App Mesh, which ended on 30 September 2026',
  },
];
