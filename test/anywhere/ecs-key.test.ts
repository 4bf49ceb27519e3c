import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

const SCRIPT = path.join(__dirname, '..', '..', 'registration', 'register.sh');
const SIGNER = 'F34C3DDAE72926B079BEAEC6BCE9D9A42D51784F';
/** OpenPGP packets: RFC 4880, section 4.3. */
const PUBLIC_KEY = 6;
const PUBLIC_SUBKEY = 14;

const text = fs.readFileSync(SCRIPT, 'utf8');
const armoured = /-----BEGIN PGP PUBLIC KEY BLOCK-----\n[^]*\n-----END PGP PUBLIC KEY BLOCK-----/.exec(text)![0];

/** The packets of an armoured block. */
function packets(block: string): { tag: number; body: Buffer }[] {
  const bytes = Buffer.from(block.split('\n\n')[1].split('\n').filter((line) => !/^[=-]/.test(line)).join(''), 'base64');
  const found = [];
  for (let at = 0; at < bytes.length;) {
    // 10TTTTLL: the old format, with a tag, and a length in 1, 2 or 4 bytes.
    const [, tag, lengthType] = /^10(.{4})(.{2})$/.exec(bytes[at].toString(2))!.map((bits) => parseInt(bits, 2));
    const width = 2 ** lengthType;
    const start = at + 1 + width;
    const end = start + bytes.readUIntBE(at + 1, width);
    found.push({ tag, body: bytes.subarray(start, end) });
    at = end;
  }
  return found;
}

/** RFC 4880, section 12.2, for keys of version 4. */
function fingerprint(body: Buffer): string {
  expect(body[0]).toBe(4);
  const head = Buffer.from([0x99, 0, 0]);
  head.writeUInt16BE(body.length, 1);
  return createHash('sha1').update(head).update(body).digest('hex').toUpperCase();
}

test('the key is that of Amazon ECS, and of nobody else', () => {
  const keys = packets(armoured);
  expect(keys.filter(({ tag }) => tag === PUBLIC_KEY).map(({ body }) => fingerprint(body))).toEqual([SIGNER]);
  expect(keys.filter(({ tag }) => tag === PUBLIC_SUBKEY).map(({ body }) => fingerprint(body))).toContain('D64BB6F90CF377E9B5FB346F50DECCC4710E61AF');
  expect(text).toContain(`readonly SIGNER=${SIGNER}\n`);
});

test('the key is whole', () => {
  expect(createHash('sha256').update(armoured).digest('hex')).toBe('eb842a081a9bda040f2dc03e8e429b872c36d6c9b605e01f74553bf0a705002f');
});

test('the script is one that bash reads, in ASCII, with lines that end as cloud-init needs them', () => {
  execFileSync('bash', ['-n', SCRIPT]);
  expect(text).toMatch(/^#!\/usr\/bin\/env bash\n[\n\t\x20-\x7e]*\nexit\n$/);
});
