import { nearestField, objectFields } from '../../../src/model/event/object-fields';

test.each([
  ['Object Created', '$.detail.object.sequencer', true],
  ['Object Created', '$.detail.deletion-type', false],
  ['Object Deleted', '$.detail.deletion-type', true],
  ['Object Restore Completed', '$.detail.restore-expiry-time', true],
  ['Object Restore Completed', '$.detail.source-ip-address', false],
  ['Object Storage Class Changed', '$.detail.destination-storage-class', true],
  ['Object Access Tier Changed', '$.detail.destination-access-tier', true],
  ['Object Tags Added', '$.detail.object.key', true],
  ['Object Tags Added', '$.detail.object.size', false],
])('of %s, %s is one: %s', (type, path, is) => {
  expect(objectFields([type]).includes(path)).toBe(is);
});

test('of several kinds of events, what all of them have', () => {
  const fields = objectFields(['Object Created', 'Object Deleted']);
  expect(fields).toContain('$.detail.reason');
  expect(fields).not.toContain('$.detail.deletion-type');
});

test.each([
  ['$.detail.object.Key', '$.detail.object.key'],
  ['$.detail.key', '$.detail.object.key'],
  ['$.Records[0].s3.object.key', '$.detail.object.key'],
  ['$.detail.object.versionId', '$.detail.object.version-id'],
  ['$.detail.object', '$.detail.object.key'],
  ['$.detail.object.size', '$.detail.object.sequencer'],
  ['$.dynamodb.Keys.id.S', '$.detail-type'],
])('the nearest to %s is %s', (path, nearest) => {
  expect(nearestField(path, objectFields(['Object Created']))).toBe(nearest);
});
