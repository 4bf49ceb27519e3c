import { checkPurchase, checkSpotTypes, PurchaseFacts } from '../../../src/model/capacity/purchase';
import { advise, refuse } from '../../../src/model/finding';

test.each<[PurchaseFacts, string, string, string]>([
  [{ onDemandBase: -1 }, 'PurchaseOption.Base', 'onDemandBase', 'takes whole instances from 0 up, got -1; the nearest is 0'],
  [{ onDemandPercent: 101 }, 'PurchaseOption.Percent', 'onDemandPercent', 'takes whole percent from 0 to 100, got 101; the nearest is 100'],
  [{ onDemandPercent: -1 }, 'PurchaseOption.Percent', 'onDemandPercent', 'takes whole percent from 0 to 100, got -1; the nearest is 0'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkPurchase(facts)).toEqual([refuse(id, path, text)]);
});

test.each<PurchaseFacts>([{}, { onDemandBase: 0, onDemandPercent: 0 }, { onDemandBase: 500, onDemandPercent: 100 }])('%p gets through', (facts) => {
  expect(checkPurchase(facts)).toEqual([]);
});

test.each([['m7g.large', 'm7g.large'], [undefined, 'one']])('Spot with %s alone is advised against', (type, named) => {
  expect(checkSpotTypes(true, [type])).toEqual([advise('PurchaseOption.OneSpotType', '',
    `should be several where Spot is used, got ${named} alone; add types of the same size from other families and generations`)]);
});

test.each<[boolean, (string | undefined)[]]>([[false, ['m7g.large']], [true, ['m7g.large', 'm6g.large']], [true, [undefined, undefined]], [true, []]])(
  'Spot %p with %p gets through', (spot, types) => {
    expect(checkSpotTypes(spot, types)).toEqual([]);
  });
