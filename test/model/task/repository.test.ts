import { advise } from '../../../src/model/finding';
import { checkRepository, readRepository } from '../../../src/model/task/repository';

const OPEN = { 'Fn::If': ['IsProduction', 'a', { Ref: 'AWS::NoValue' }] };

const filter = (value: unknown) => ({ ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: value });

test.each([
  [{}, { scansOnPush: false, mutability: '' }],
  [{ ImageTagMutability: 'MUTABLE' }, { scansOnPush: false, mutability: 'MUTABLE' }],
  [{ ImageScanningConfiguration: { ScanOnPush: true }, ImageTagMutability: 'IMMUTABLE' }, { scansOnPush: true, mutability: 'IMMUTABLE' }],
  [{ ImageScanningConfiguration: OPEN, ImageTagMutability: OPEN, ImageTagMutabilityExclusionFilters: OPEN }, { exclusions: undefined }],
  [{ ImageScanningConfiguration: { ScanOnPush: OPEN } }, { mutability: '' }],
  [{ ImageTagMutability: 'MUTABLE_WITH_EXCLUSION', ImageTagMutabilityExclusionFilters: [filter('v*'), filter({ Ref: 'Tags' })] },
    { scansOnPush: false, mutability: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*', undefined] }],
])('%j is read', (repository, facts) => {
  expect(readRepository(repository)).toEqual({ scansOnPush: undefined, mutability: undefined, exclusions: [], ...facts });
});

test('images that are not scanned and tags that move are advised against', () => {
  expect(checkRepository({ scansOnPush: false, mutability: 'MUTABLE' })).toEqual([
    advise('Repository.NoScan', 'imageScanningConfiguration',
      'must have images scanned as they are pushed, or nobody hears of known faults in them; set `ScanOnPush` to true'),
    advise('Repository.MutableTags', 'imageTagMutability',
      'must be IMMUTABLE, or a tag that was tested may be another image later, got MUTABLE; set it to IMMUTABLE'),
  ]);
});

test('tags that move because nobody said otherwise are told so', () => {
  expect(checkRepository({ mutability: '' })).toEqual([advise('Repository.MutableTags', 'imageTagMutability',
    'must be IMMUTABLE, or a tag that was tested may be another image later, got none, which means MUTABLE; set it to IMMUTABLE')]);
});

test.each([[[]], [['v*']], [['v*', '*-rc']]])('tags that %j does not name move', (exclusions) => {
  expect(checkRepository({ mutability: 'MUTABLE_WITH_EXCLUSION', exclusions })).toEqual([advise('Repository.MutableTags', 'imageTagMutability',
    'must be IMMUTABLE, or a tag that was tested may be another image later, got MUTABLE_WITH_EXCLUSION; set it to IMMUTABLE')]);
});

test.each([
  [{}], [{ scansOnPush: true, mutability: 'IMMUTABLE' }], [{ mutability: 'MUTABLE_WITH_EXCLUSION' }],
  [{ mutability: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*', undefined] }], [{ mutability: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*', '**'] }],
  [{ mutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['latest'] }],
])('%j gets through', (facts) => {
  expect(checkRepository(facts)).toEqual([]);
});
