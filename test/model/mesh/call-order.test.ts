import * as fc from 'fast-check';
import { Call, orderCalls } from '../../../src/model/mesh/call-order';

const call = (text: string): Call<string> => ({ client: text[0], server: text[1] });
const texts = (calls: readonly Call<string>[]) => calls.map(({ client, server }) => client + server);

test('calls in one direction all hold', () => {
  const { ordered, unordered } = orderCalls(['ab', 'bc', 'ac'].map(call));
  expect(texts(ordered)).toEqual(['ab', 'bc', 'ac']);
  expect(unordered).toEqual([]);
});

test.each([
  [['ab', 'ba'], ['ba']],
  [['ab', 'bc', 'ca'], ['ca']],
  [['ab', 'bc', 'ca', 'cd'], ['ca']],
  [['ab', 'cd', 'ba', 'dc'], ['ba', 'dc']],
])('of a circle %j the last call cannot hold: %j', (calls, unordered) => {
  expect(texts(orderCalls(calls.map(call)).unordered)).toEqual(unordered);
});

test('a call of a service to itself is neither', () => {
  expect(orderCalls(['aa'].map(call))).toEqual({ ordered: [], unordered: [] });
});

test('what a server waits for besides counts, over however many steps', () => {
  const waits: Record<string, string[]> = { b: ['x'], x: ['a'] };
  expect(texts(orderCalls<string, Call<string>>(['ab'].map(call), (node) => waits[node] ?? []).unordered)).toEqual(['ab']);
  expect(texts(orderCalls<string, Call<string>>(['ba'].map(call), (node) => waits[node] ?? []).ordered)).toEqual(['ba']);
});

const calls = fc.array(fc.tuple(fc.nat(7), fc.nat(7)).map(([client, server]) => ({ client, server })), { maxLength: 40 });

test('every call between two services is in one of the lists, and those that hold have no circle', () => {
  fc.assert(fc.property(calls, (all) => {
    const { ordered, unordered } = orderCalls(all);
    expect(ordered.length + unordered.length).toBe(all.filter(({ client, server }) => client !== server).length);
    const remaining = new Set(ordered);
    // Services whose servers are all placed can be placed, until none is left.
    for (let placed = true; placed;) {
      const waiting = new Set([...remaining].map(({ client }) => client));
      const free = [...remaining].filter(({ server }) => !waiting.has(server));
      free.forEach((done) => remaining.delete(done));
      placed = free.length > 0;
    }
    expect(remaining.size).toBe(0);
  }));
});

test('a call is left out only where its server leads back to its client', () => {
  fc.assert(fc.property(calls, (all) => {
    const { ordered, unordered } = orderCalls(all);
    unordered.forEach((left) => expect(orderCalls([...ordered, left]).unordered).toEqual([left]));
  }));
});
