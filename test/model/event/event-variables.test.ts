import * as fc from 'fast-check';
import { checkEventVariables, EventVariableFacts } from '../../../src/model/event/event-variables';
import { refuse } from '../../../src/model/finding';

function check(paths: Record<string, string | undefined>, others: Partial<EventVariableFacts> = {}) {
  return checkEventVariables({ paths, fixed: [], secrets: [], ...others });
}

test.each([
  '$.detail.object.key', '$.detail-type', '$.id', '$.resources[0]', '$.body.order_id', '$.dynamodb.NewImage.Id.N', '$[0].body', '$.detail.items[0].sku',
])('%s names one field', (path) => {
  expect(check({ FIELD: path })).toEqual([]);
});

test.each(['detail.key', '$', '$.', '$..key', '$.detail.*', '$.items[*]', '$.items[-1]', "$['detail-type']", 'key is $.detail.key', '$.detail.key ', '<$.detail.key>', ''])(
  '%p does not', (path) => {
    expect(check({ FIELD: path })).toEqual([refuse('EventVariables.Path', 'FIELD',
      `is the path to one field of the event, such as $.detail.object.key, got '${path}'; what is the same for every event goes into \`overrides\``)]);
  },
);

test('a rule takes a hundred fields', () => {
  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`FIELD${index}`, `$.detail.field${index}`]));
  expect(check(fields(100))).toEqual([]);
  expect(check(fields(101))).toEqual([refuse('EventVariables.TooMany', '', 'takes at most 100 fields of the event, got 101')]);
});

test('a variable comes from one place', () => {
  expect(check({ S3_KEY: '$.detail.object.key' }, { fixed: ['MODE', 'S3_KEY'] })).toEqual([refuse('EventVariables.Twice', 'S3_KEY',
    'is set in `overrides` too, and a run sets a variable once; take it out of one of them')]);
  expect(check({ TOKEN: '$.detail.token' }, { secrets: [undefined, 'TOKEN'] })).toEqual([refuse('EventVariables.Secret', 'TOKEN',
    'is a secret of the task definition, which ECS does not replace by a variable of a run; choose another name')]);
});

test.each(['C-D', '1ST', 'a.b', ''])('%p is no name of a variable', (name) => {
  expect(check({ [name]: '$.id' })).toEqual([refuse('EventVariables.Name', name,
    `takes letters, digits and underscores, and no digit first, got '${name}'; take a name such as OBJECT_KEY`)]);
});

test('a path leads to a text, where those of the events are known', () => {
  const fields = ['$.id', '$.detail.object.key'];
  expect(check({ KEY: '$.detail.object.key', LATER: undefined }, { fields })).toEqual([]);
  expect(check({ KEY: '$.detail.object.Key' }, { fields })).toEqual([refuse('EventVariables.NoSuchText', 'KEY',
    "is the path to a text that all of these events have, got '$.detail.object.Key', which is none; the nearest is $.detail.object.key")]);
});

test('what is not known is not refused', () => {
  expect(check({ FIELD: undefined }, { secrets: [undefined] })).toEqual([]);
});

test('every path of names and indices is taken', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/).map((text) => `.${text}`);
  const index = fc.nat(999).map((number) => `[${number}]`);
  fc.assert(fc.property(fc.array(fc.oneof(name, index), { minLength: 1, maxLength: 8 }), (parts) => {
    expect(check({ FIELD: `$${parts.join('')}` })).toEqual([]);
  }));
});
