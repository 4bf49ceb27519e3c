import { advise } from '../../../src/model/finding';
import { checkTagKeys, checkTags, readTagKeys } from '../../../src/model/watch/tags';

const OPEN = { 'Fn::If': ['IsProduction', 'a', { Ref: 'AWS::NoValue' }] };

test.each([
  [{}, []],
  [{ Tags: [{ Key: 'team', Value: 'web' }, { Key: 'stage', Value: OPEN }] }, ['team', 'stage']],
  [{ Tags: [{ Key: OPEN, Value: 'web' }] }, undefined],
  [{ Tags: [OPEN] }, undefined],
  [{ Tags: OPEN }, undefined],
])('the tags of %j are %p', (resource, keys) => {
  expect(readTagKeys(resource)).toEqual(keys);
});

test.each([[[]], [['aws:cloudformation:stack-name']]])('nothing but %p is advised against', (keys) => {
  expect(checkTags(keys)).toEqual([advise('Tags.None', 'tags', 'must say whose this is and what for, got none; add a tag')]);
});

test.each([[['team']], [['aws:x', 'team']], [undefined]])('one of %p will do', (keys) => {
  expect(checkTags(keys)).toEqual([]);
});

test('keys that are asked for and not there are named', () => {
  expect(checkTagKeys(['team', 'stage'], ['team', 'owner', 'cost'])).toEqual([advise('Tags.Missing', 'tags',
    'must have tags of the keys team, owner and cost, got none of owner and cost; add what is missing')]);
});

test.each([[['team', 'owner'], ['owner']], [[], []], [undefined, ['owner']]])('%p have all of the keys %p, or may', (keys, required) => {
  expect(checkTagKeys(keys, required)).toEqual([]);
});
