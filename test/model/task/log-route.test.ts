import { refuse } from '../../../src/model/finding';
import { checkLogRoute } from '../../../src/model/task/log-route';

test.each([['Orders'], ['_orders'], ['-orders'], ['or ders'], ['']])('no index is called %j', (index) => {
  expect(checkLogRoute({ index })).toEqual([refuse('LogRoute.Index', 'index', `is in small letters and begins with a letter, a digit or a dot, got '${index}'`)]);
});

test.each([['https://a.aoss.amazonaws.com/logs'], ['a.aoss.amazonaws.com'], ['http://a.aoss.amazonaws.com']])('no collection is at %s', (collectionEndpoint) => {
  expect(checkLogRoute({ collectionEndpoint })).toEqual([
    refuse('LogRoute.CollectionEndpoint', 'collectionEndpoint', `is a URL with https:// in front and no path, got '${collectionEndpoint}'`),
  ]);
});

test.each([['/logs'], ['logs/'], [''], ['/']])('no prefix is %j', (prefix) => {
  expect(checkLogRoute({ prefix })).toEqual([refuse('LogRoute.Prefix', 'prefix', `is not empty and has no slash at its ends, got '${prefix}'`)]);
});

test('others are, and what is not known', () => {
  const facts = { index: 'orders-2026.11', collectionEndpoint: 'https://a1b2.eu-west-1.aoss.amazonaws.com', prefix: 'shop/web' };
  expect([facts, {}].flatMap(checkLogRoute)).toEqual([]);
});
