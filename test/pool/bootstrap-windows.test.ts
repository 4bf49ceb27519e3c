import { Lazy, Stack } from 'aws-cdk-lib/core';
import { PLAIN_BOOTSTRAP as PLAIN } from './pools';
import { Bootstrap } from '../../src/pool/bootstrap';
import { windowsUserData } from '../../src/pool/bootstrap-windows';

const START = "Initialize-ECSAgent -Cluster 'orders' -EnableTaskIAMRole -EnableTaskENI";
const LOGGING = "-LoggingDrivers '[\"json-file\",\"awslogs\"]'";

function linesOf(bootstrap: Partial<Bootstrap> = {}): string[] {
  return windowsUserData({ ...PLAIN, ...bootstrap }).render().split('\n');
}

function variable(name: string, value: string): string {
  return `[Environment]::SetEnvironmentVariable('${name}', '${value}', 'Machine')`;
}

test('sets the variables before the agent starts', () => {
  expect(linesOf()).toEqual([
    '<powershell>Import-Module ECSTools',
    variable('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true'),
    variable('ECS_INSTANCE_ATTRIBUTES', '{"pool":"one"}'),
    `${START} ${LOGGING}</powershell>`,
  ]);
});

test.each<[string, Partial<Bootstrap>, string]>([
  ['memory for the instance itself', { reservedMemoryMiB: 256 }, variable('ECS_RESERVED_MEMORY', '256')],
  ['no memory for the instance itself', { reservedMemoryMiB: 0 }, variable('ECS_RESERVED_MEMORY', '0')],
  ['any other variable, with its quotes', { variables: { ECS_LOGLEVEL: "it's" } }, variable('ECS_LOGLEVEL', "it''s")],
  ['an attribute, with its quotes', { attributes: { pool: "it's" } }, variable('ECS_INSTANCE_ATTRIBUTES', '{"pool":"it\'\'s"}')],
  ['no metadata for tasks with an interface of their own', { blockInstanceMetadata: true }, `${START} -AwsvpcBlockIMDS ${LOGGING}</powershell>`],
])('tells the agent of %s', (_name, bootstrap, line) => {
  expect(linesOf(bootstrap).filter((other) => !linesOf().includes(other))).toEqual([line]);
});

test('lets tokens through', () => {
  const userData = windowsUserData({ ...PLAIN, reservedMemoryMiB: Lazy.number({ produce: () => 77 }) });
  expect(new Stack().resolve(userData.render())).toContain(variable('ECS_RESERVED_MEMORY', '77'));
});
