import * as fc from 'fast-check';
import { piecesOf } from '../../../src/model/template/substitution';

test.each<[string, object[]]>([
  ['', []],
  ['plain', [{ text: 'plain' }]],
  ['${Name}', [{ variable: 'Name' }]],
  ['a-${Name.Arn}/b${Other}', [{ text: 'a-' }, { variable: 'Name.Arn' }, { text: '/b' }, { variable: 'Other' }]],
  ['${!Name}', [{ text: '${Name}' }]],
  ['$Name ${open', [{ text: '$Name ${open' }]],
])('the pieces of %j', (text, pieces) => {
  expect(piecesOf(text)).toEqual(pieces);
});

test('nothing of a text is lost, and nothing is added', () => {
  const word = fc.stringMatching(/^[\w./ -]{1,8}$/);
  const piece = fc.oneof(word.map((text) => ({ text })), word.map((variable) => ({ variable })));
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const text = pieces.map((one) => ('text' in one ? one.text : `\${${one.variable}}`)).join('');
    expect(piecesOf(text).map((one) => ('text' in one ? one.text : `\${${one.variable}}`)).join('')).toBe(text);
    expect(piecesOf(text).flatMap((one) => ('variable' in one ? one.variable : []))).toEqual(pieces.flatMap((one) => ('variable' in one ? one.variable : [])));
  }));
});
