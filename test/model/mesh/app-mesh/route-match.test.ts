import { keysLowered } from '../../../../src/model/mesh/app-mesh/mesh-resource';
import { conditionsOf, listenersFor } from '../../../../src/model/mesh/app-mesh/route-match';

const BOTH = ['Application Load Balancer', 'VPC Lattice'];
const BALANCER = ['Application Load Balancer'];
const header = (match?: object, rest: object = {}) => ({ Headers: [{ Name: 'x', Match: match, ...rest }] });

test.each<[object, string[], string[]]>([
  [{}, [], BOTH],
  [{ Prefix: '/' }, [], BOTH],
  [{ Prefix: '/a' }, ['path begins with /a'], BOTH],
  [{ Path: { Exact: '/a' } }, ['path is /a'], BOTH],
  [{ Path: { Regex: '/a.*' } }, ['path matches /a.*'], BALANCER],
  [{ Prefix: '/', Method: 'POST' }, ['method POST'], BOTH],
  [{ Prefix: '/', Method: 'PATCH' }, ['method PATCH'], BALANCER],
  [{ Prefix: '/*' }, ['path begins with /*'], BALANCER],
  [{ Path: { Exact: `/${'a'.repeat(128)}` } }, [`path is /${'a'.repeat(128)}`], BALANCER],
  [header({ Exact: 'v'.repeat(129) }), [`header x is ${'v'.repeat(129)}`], BALANCER],
  [{ Headers: [{ Name: 'n'.repeat(41), Match: { Exact: '1' } }] }, [`header ${'n'.repeat(41)} is 1`], BALANCER],
  [{ Headers: Array.from('abcdef', (Name) => ({ Name, Match: { Exact: '1' } })) }, Array.from('abcdef', (name) => `header ${name} is 1`), BALANCER],
  [{ Prefix: '/', Scheme: 'https' }, ['scheme https'], BOTH],
  [{ Port: 8080 }, ['port 8080'], BOTH],
  [{ Hostname: { Exact: 'a.b' } }, ['host is a.b'], BALANCER],
  [{ Hostname: { Suffix: '.b' } }, ['host ends with .b'], BALANCER],
  [{ QueryParameters: [{ Name: 'q', Match: { Exact: '1' } }] }, ['query has q=1'], BALANCER],
  [{ QueryParameters: [{ Name: 'q' }] }, ['query has q'], BALANCER],
  [{ ServiceName: 'shop.Books' }, ['path begins with /shop.Books/'], BOTH],
  [{ ServiceName: 'shop.Books', MethodName: 'Find' }, ['path is /shop.Books/Find'], BOTH],
  [{ Metadata: [{ Name: 'x', Match: { Exact: '1' } }] }, ['header x is 1'], BOTH],
  [header({ Exact: '1' }), ['header x is 1'], BOTH],
  [header({ Prefix: '1' }), ['header x begins with 1'], BOTH],
  [header({ Suffix: '1' }), ['header x ends with 1'], BALANCER],
  [header({ Regex: '1+' }), ['header x matches 1+'], BALANCER],
  [header({ Range: { Start: '1', End: 9 } }), ['header x is a number from 1 and below 9'], []],
  [header(), ['header x is there'], BALANCER],
  [header({ Exact: '1' }, { Invert: false }), ['header x is 1'], BOTH],
  [header({ Exact: '1' }, { Invert: 'true' }), ['not (header x is 1)'], []],
  [{ Prefix: '/a', Method: 'GET', ...header({ Suffix: '1' }) }, ['path begins with /a', 'method GET', 'header x ends with 1'], BALANCER],
])('%j', (match, texts, listeners) => {
  const conditions = conditionsOf(keysLowered(match) as Record<string, unknown>);
  expect(conditions.map(({ text }) => text)).toEqual(texts);
  expect(listenersFor(conditions)).toEqual(listeners);
});
