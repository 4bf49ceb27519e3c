import { advise } from '../../../src/model/finding';
import { checkTransit } from '../../../src/model/task/volume-encryption';
import { VolumeFacts } from '../../../src/model/task/volume-facts';

const PLAIN: VolumeFacts = { kind: 'efs', remote: { transitEncryption: false, iam: false, accessPoint: false } };
const at = (path: string) => advise('Volume.Unencrypted', path,
  'must be ENABLED, or what tasks read and write crosses the network in clear, got DISABLED; set it to ENABLED');

test('EFS in clear is advised against', () => {
  expect(checkTransit([{ kind: 'scratch' }, PLAIN, { ...PLAIN, path: 'files' }])).toEqual([at('volumes[1].transitEncryption'), at('files.transitEncryption')]);
});

test('EFS of which nothing is said is told so', () => {
  expect(checkTransit([{ kind: 'efs', remote: { ...PLAIN.remote, namesTransit: false } }]).map(({ text }) => text)).toEqual([
    'must be ENABLED, or what tasks read and write crosses the network in clear, got none, which means DISABLED; set it to ENABLED',
  ]);
});

test.each<[string, VolumeFacts]>([
  ['EFS that is encrypted', { kind: 'efs', remote: { ...PLAIN.remote, transitEncryption: true } }],
  ['EFS of which that is not known', { kind: 'efs', remote: { ...PLAIN.remote, transitEncryption: undefined } }],
  ['EFS with IAM, which is refused', { kind: 'efs', remote: { ...PLAIN.remote, iam: true } }],
  ['EFS with an access point, which is refused', { kind: 'efs', remote: { ...PLAIN.remote, accessPoint: true } }],
  ['EFS that may have an access point', { kind: 'efs', remote: { ...PLAIN.remote, accessPoint: undefined } }],
  ['EFS that may have IAM', { kind: 'efs', remote: { ...PLAIN.remote, iam: undefined } }],
  ['EFS of which nothing is known', { kind: 'efs' }],
  ['another kind', { ...PLAIN, kind: 's3Files' }],
])('%s gets through', (_name, volume) => {
  expect(checkTransit([volume])).toEqual([]);
});
