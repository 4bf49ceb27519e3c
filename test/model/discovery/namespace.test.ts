import { checkNamespaceName } from '../../../src/model/discovery/namespace';
import { sentence } from '../../../src/model/finding';

const texts = (...asked: Parameters<typeof checkNamespaceName>) => checkNamespaceName(...asked).map((finding) => `${finding.id}: ${sentence(finding)}`);

test.each<Parameters<typeof checkNamespaceName>>([
  ['http', 'production'],
  ['http', 'a'.repeat(1024)],
  ['http', undefined],
  ['dns', 'production.local'],
  ['dns', 'local'],
  ['dns', 'a'.repeat(253)],
])('%s takes %s', (kind, name) => {
  expect(texts(kind, name)).toEqual([]);
});

test.each<Parameters<typeof checkNamespaceName>>([
  ['http', ''],
  ['http', 'two words'],
  ['http', 'a'.repeat(1025)],
])('an HTTP namespace does not take %s %s', (kind, name) => {
  expect(texts(kind, name)).toEqual([`CloudMapNamespace.Name: \`name\` takes 1 to 1024 printable characters without spaces, got '${name}'`]);
});

test.each<Parameters<typeof checkNamespaceName>>([
  ['dns', 'shop..local'],
  ['dns', '.local'],
  ['dns', 'two words.local'],
  ['dns', 'a'.repeat(254)],
])('a DNS namespace does not take %s %s', (kind, name) => {
  expect(texts(kind, name)).toEqual([`CloudMapNamespace.Name: \`name\` is a DNS name of 1 to 253 characters, got '${name}'`]);
});
