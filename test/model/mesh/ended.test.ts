import { refuse } from '../../../src/model/finding';
import { checkAppMesh, checkMesh, readProxy } from '../../../src/model/mesh/ended';

const OPEN = { 'Fn::If': ['IsProduction', 'a', { Ref: 'AWS::NoValue' }] };

test.each([
  [{}, undefined],
  [{ ProxyConfiguration: { ContainerName: 'envoy' } }, 'APPMESH'],
  [{ ProxyConfiguration: { Type: 'OTHER' } }, 'OTHER'],
  [{ ProxyConfiguration: { Type: OPEN } }, undefined],
  [{ ProxyConfiguration: OPEN }, undefined],
])('the proxy of %j is %p', (task, type) => {
  expect(readProxy(task)).toBe(type);
});

test('a proxy of App Mesh is refused', () => {
  expect(checkAppMesh('APPMESH')).toEqual([refuse('AppMesh.Ended', 'proxyConfiguration',
    'is for AWS App Mesh, which ended on 30 September 2026, got a proxy of the type APPMESH; take it out, and use Service Connect')]);
  expect([undefined, 'OTHER'].flatMap(checkAppMesh)).toEqual([]);
});

test('a mesh of App Mesh is refused', () => {
  expect(checkMesh()).toEqual([refuse('AppMesh.Mesh', '',
    'is of AWS App Mesh, which ended on 30 September 2026; take it out with its nodes, routers and gateways, and use Service Connect')]);
});
