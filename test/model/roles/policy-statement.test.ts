import { OPEN, the, withRole } from './role-sets';
import { readStatements } from '../../../src/model/roles/policy-statement';

const owner = the(withRole({}), 'User');
const read = (statement: unknown) => readStatements(owner, { Statement: statement })?.map(({ owner: _owner, ...facts }) => facts);

test('a statement is read, alone and in a list', () => {
  const statement = {
    Effect: 'Allow', Action: 's3:Get*', Resource: { Ref: 'Bucket' }, Principal: { Service: 'ecs-tasks.amazonaws.com' }, Condition: { StringEquals: { a: 'b' } },
  };
  const facts = {
    effect: 'Allow',
    actions: ['s3:Get*'],
    resources: [{ Ref: 'Bucket' }],
    principals: { anyone: false, services: ['ecs-tasks.amazonaws.com'], accounts: [] },
    conditions: { StringEquals: { a: 'b' } },
  };
  expect(read(statement)).toEqual([facts]);
  expect(read([statement, { ...statement, Action: ['s3:GetObject', 's3:PutObject'], Condition: undefined }])).toEqual([
    facts, { ...facts, actions: ['s3:GetObject', 's3:PutObject'], conditions: {} },
  ]);
  expect(readStatements(owner, { Statement: statement })?.[0].owner).toBe(owner);
});

test.each([
  ['no statement', undefined, []],
  ['one that may be left out', OPEN, undefined],
  ['a list of which that holds', [OPEN], undefined],
  ['a statement that a function makes', [{ Ref: 'Parameter' }], [{}]],
])('%s', (_name, statement, facts) => {
  expect(read(statement)).toEqual(facts);
});

test('a document that is not known has no known statements', () => {
  expect(readStatements(owner, OPEN)).toBeUndefined();
});

test.each([
  [{ Principal: '*' }, { principals: { anyone: true } }],
  [{ Principal: { AWS: '*' } }, { principals: { anyone: true, services: [], accounts: ['*'] } }],
  [{ Principal: { AWS: ['a', { Ref: 'Parameter' }], Service: ['b', { Ref: 'Parameter' }] } }, { principals: { anyone: false, accounts: ['a', { Ref: 'Parameter' }] } }],
  [{ Principal: OPEN }, { principals: undefined }],
  [{ Effect: OPEN, Action: ['a', OPEN], Resource: OPEN, Condition: OPEN }, { effect: undefined, actions: undefined, resources: undefined, conditions: undefined }],
  [{ NotAction: 'a' }, { actions: undefined }],
  [{ NotAction: OPEN }, { actions: undefined }],
  [{ NotResource: 'a' }, { resources: undefined }],
])('of a statement with %j it is known: %j', (statement, facts) => {
  const nothing = { effect: undefined, actions: [], resources: [], conditions: {}, principals: { anyone: false, services: [], accounts: [] } };
  expect(read([statement])).toEqual([{ ...nothing, ...facts }]);
});
