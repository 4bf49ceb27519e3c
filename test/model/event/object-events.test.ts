import * as fc from 'fast-check';
import { checkObjectEvents, objectEvents, ObjectEvents } from '../../../src/model/event/object-events';
import { advise, refuse } from '../../../src/model/finding';
import { matchesPattern } from '../../kit/event-pattern';

interface Happened { readonly type?: string; readonly bucket?: string; readonly key?: string; readonly reason?: string; readonly source?: string }

/** As the S3 User Guide shows it, "EventBridge event message structure". */
function event({ type = 'Object Created', bucket = 'uploads', key = 'incoming/cat.jpg', reason = 'PutObject', source = 'aws.s3' }: Happened = {}): object {
  return {
    'version': '0',
    'id': '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': type,
    source,
    'account': '111122223333',
    'time': '2026-11-12T00:00:00Z',
    'region': 'ca-central-1',
    'resources': [`arn:aws:s3:::${bucket}`],
    'detail': {
      'version': '0',
      'bucket': { name: bucket },
      'object': { key, 'size': 5, 'etag': 'b1946ac92492d2347c6235b4d2611184', 'version-id': 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e', 'sequencer': '617f08299329d189' },
      'request-id': 'N4N7GDK58NMKJ12R',
      'requester': '123456789012',
      'source-ip-address': '1.2.3.4',
      reason,
    },
  };
}

const created = { detailTypes: ['Object Created'] };
const matches = (wanted: ObjectEvents, happened?: Happened) => matchesPattern(objectEvents('uploads', wanted), event(happened));

test.each<[string, ObjectEvents, Happened]>([
  ['any object', created, {}],
  ['an object with one of the prefixes', { ...created, prefixes: ['a/', 'incoming/'] }, {}],
  ['an object with one of the suffixes', { ...created, suffixes: ['.png', '.jpg'] }, {}],
  ['an object with both', { ...created, prefixes: ['incoming/'], suffixes: ['.png', '.jpg'] }, {}],
  ['a key with the signs of a wildcard', { ...created, prefixes: ['a*\\'], suffixes: ['.jpg'] }, { key: 'a*\\cat.jpg' }],
  ['a large upload', { ...created, reasons: ['CompleteMultipartUpload'] }, { reason: 'CompleteMultipartUpload' }],
  ['one of several kinds', { detailTypes: ['Object Created', 'Object Deleted'] }, { type: 'Object Deleted', reason: 'Lifecycle Expiration' }],
])('matches %s', (_what, wanted, happened) => {
  expect(matches(wanted, happened)).toBe(true);
});

test.each<[string, ObjectEvents, Happened]>([
  ['another bucket', created, { bucket: 'uploads-2' }],
  ['another kind of event', created, { type: 'Object Deleted' }],
  ['another source', created, { source: 'com.example' }],
  ['another prefix', { ...created, prefixes: ['outgoing/'] }, {}],
  ['another suffix', { ...created, suffixes: ['.png'] }, {}],
  ['the right prefix with the wrong suffix', { ...created, prefixes: ['incoming/'], suffixes: ['.png'] }, {}],
  ['the right suffix with the wrong prefix', { ...created, prefixes: ['outgoing/'], suffixes: ['.jpg'] }, {}],
  ['a star that is one', { ...created, prefixes: ['a*'], suffixes: ['.jpg'] }, { key: 'abc/cat.jpg' }],
  ['another reason', { ...created, reasons: ['CopyObject'] }, {}],
])('leaves out %s', (_what, wanted, happened) => {
  expect(matches(wanted, happened)).toBe(false);
});

test('a key matches if it begins and ends as one of each', () => {
  const part = fc.stringMatching(/^[a-z*\\./]{1,4}$/);
  const parts = fc.array(part, { maxLength: 3 });
  fc.assert(fc.property(parts, parts, part, part, fc.boolean(), fc.boolean(), (others, otherEnds, start, end, begins, ends) => {
    const prefixes = begins ? [...others, start] : others;
    const suffixes = ends ? [...otherEnds, end] : otherEnds;
    // Long enough that no beginning overlaps with an end, which a wildcard would not match.
    const key = `${start}--------${end}`;
    const expected = (prefixes.length === 0 || prefixes.some((prefix) => key.startsWith(prefix)))
      && (suffixes.length === 0 || suffixes.some((suffix) => key.endsWith(suffix)));
    expect(matches({ ...created, prefixes, suffixes }, { key })).toBe(expected);
  }));
});

test.each<[ObjectEvents, string, string, string]>([
  [{ detailTypes: [] }, 'TaskTrigger.NoEvent', 'kinds', 'needs at least one kind of event, got none'],
  [{ ...created, prefixes: ['a/', ''] }, 'TaskTrigger.EmptyFilter', 'prefixes[1]', 'has at least one character, got none; leave `prefixes` out for all objects'],
  [{ ...created, suffixes: [''] }, 'TaskTrigger.EmptyFilter', 'suffixes[0]', 'has at least one character, got none; leave `suffixes` out for all objects'],
  [{ ...created, reasons: ['Put'] }, 'TaskTrigger.Reason', 'reasons[0]', "is PutObject, POST Object, CopyObject or CompleteMultipartUpload, got 'Put'"],
  [{ detailTypes: ['Object Deleted'], reasons: ['CopyObject'] }, 'TaskTrigger.Reason', 'reasons[0]', "is DeleteObject or Lifecycle Expiration, got 'CopyObject'"],
  [{ detailTypes: ['Object Tags Added'], reasons: ['PutObject'] }, 'TaskTrigger.Reason', 'reasons[0]', "is not told of Object Tags Added, got 'PutObject'"],
])('%j is refused', (wanted, id, path, text) => {
  expect(checkObjectEvents(wanted)).toEqual([refuse(id, path, text)]);
});

test('what is possible, or not known, is not', () => {
  expect(checkObjectEvents({ ...created, prefixes: ['a/'], suffixes: ['.jpg'], reasons: ['CopyObject', undefined] })).toEqual([]);
});

test('a glob is warned about, and a slash at the start of a key', () => {
  expect(checkObjectEvents({ ...created, prefixes: ['in/', '/in/*'], suffixes: ['*.csv', '/index.csv'] })).toEqual([
    advise('TaskTrigger.Glob', 'prefixes[1]',
      "is taken sign by sign, got '/in/*', which keys with a star in them match and no others; leave the star out, or acknowledge this where it is meant"),
    advise('TaskTrigger.Glob', 'suffixes[0]',
      "is taken sign by sign, got '*.csv', which keys with a star in them match and no others; leave the star out, or acknowledge this where it is meant"),
    advise('TaskTrigger.LeadingSlash', 'prefixes[1]', "begins with a slash, as keys rarely do, got '/in/*'; take 'in/*', or acknowledge this where it is meant"),
  ]);
});
