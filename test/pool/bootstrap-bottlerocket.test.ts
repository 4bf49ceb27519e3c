import { Lazy, Stack } from 'aws-cdk-lib/core';
import { PLAIN_BOOTSTRAP as PLAIN } from './pools';
import { Bootstrap } from '../../src/pool/bootstrap';
import { bottlerocketUserData } from '../../src/pool/bootstrap-bottlerocket';

function linesOf(bootstrap: Partial<Bootstrap> = {}): string[] {
  return bottlerocketUserData({ ...PLAIN, ...bootstrap }).render().split('\n');
}

test('is TOML of the cluster and the attributes, without a way in', () => {
  expect(linesOf()).toEqual([
    '[settings.ecs]',
    'cluster = "orders"',
    '',
    '[settings.ecs.instance-attributes]',
    '"pool" = "one"',
    '',
    '[settings.host-containers.control]',
    'enabled = false',
  ]);
});

test.each<[string, Partial<Bootstrap>, string]>([
  ['memory for the instance itself', { reservedMemoryMiB: 256 }, 'reserved-memory = 256'],
  ['no memory for the instance itself', { reservedMemoryMiB: 0 }, 'reserved-memory = 0'],
  ['no metadata for tasks with an interface of their own', { blockInstanceMetadata: true }, 'awsvpc-block-imds = true'],
])('tells of %s, in the table of ECS', (_name, bootstrap, line) => {
  const lines = linesOf(bootstrap);
  expect(lines.slice(0, lines.indexOf(''))).toEqual(['[settings.ecs]', 'cluster = "orders"', line]);
});

test('leaves the container that sessions enter as it is where they were asked for', () => {
  expect(linesOf({ sessionAccess: true }).join('\n')).not.toContain('host-containers');
});

test('escapes what would end a string', () => {
  expect(linesOf({ attributes: { 'my.stack': 'a\\b "c"' } })).toContain('"my.stack" = "a\\\\b \\"c\\""');
});

test('lets tokens through', () => {
  const userData = bottlerocketUserData({ ...PLAIN, reservedMemoryMiB: Lazy.number({ produce: () => 77 }) });
  expect(new Stack().resolve(userData.render())).toContain('\nreserved-memory = 77\n');
});
