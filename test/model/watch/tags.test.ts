import { advise } from '../../../src/model/finding';
import { checkTags, readTagKeys } from '../../../src/model/watch/tags';

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
  expect(checkTags(keys, [])).toEqual([advise('Tags.None', 'tags', 'must say whose this is and what for, got none; add a tag')]);
});

test('keys that are asked for and not there are named', () => {
  expect(checkTags(['team', 'stage'], ['team', 'owner', 'cost'])).toEqual([advise('Tags.None', 'tags',
    'must have team, owner and cost, got none of the key owner and cost; add what is missing')]);
});

test.each([[['team'], []], [['aws:x', 'team'], []], [['team', 'owner'], ['owner']], [undefined, ['owner']], [undefined, []]])('%p of the keys %p get through', (keys, required) => {
  expect(checkTags(keys, required)).toEqual([]);
});
