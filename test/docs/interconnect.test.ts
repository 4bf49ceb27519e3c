import * as fs from 'fs';
import * as path from 'path';
import { Interconnect } from '../../src/model/mesh/interconnect';
import { CallProtocol, InterconnectMethod, InterconnectOptions, TaskNetworkMode } from '../../src/model/mesh/interconnect-options';
import { oneOf } from '../../src/model/range';
import { dnsRecordsOf, targetTypeOf } from '../../src/model/task/network-mode';

// The tables of the page are what the function answers.
const page = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'interconnect.md'), 'utf8');
const METHODS = Object.values(InterconnectMethod);
const MODES = Object.values(TaskNetworkMode);

const SITUATIONS: [string, InterconnectOptions][] = [
  ['`sameNamespace`', { sameNamespace: true }],
  ['`crossAccount`', { crossAccount: true }],
  ['`crossVpc`', { crossVpc: true }],
  ['`otherComputeTypes`', { otherComputeTypes: true }],
  ['`crossVpc` with `CallProtocol.TCP`', { crossVpc: true, protocol: CallProtocol.TCP }],
  ['`dnsOnly`', { dnsOnly: true }],
  ['`internet`', { internet: true }],
  ['`routing`', { routing: true }],
  ['`windows`', { windows: true }],
  ['`TaskNetworkMode.HOST`', { networkMode: TaskNetworkMode.HOST }],
  ['`CallProtocol.UDP`', { protocol: CallProtocol.UDP }],
  ['`deploymentController: \'CODE_DEPLOY\'`', { deploymentController: 'CODE_DEPLOY' }],
  ['`external`', { external: true }],
  ['nothing', {}],
];

const EXCLUDERS: [string, InterconnectOptions][] = [
  ...SITUATIONS,
  ['`TaskNetworkMode.NONE`', { networkMode: TaskNetworkMode.NONE }],
  ['not `sameNamespace`', { sameNamespace: false }],
  ['`CallProtocol.TCP`', { protocol: CallProtocol.TCP }],
  ['`deploymentController: \'EXTERNAL\'`', { deploymentController: 'EXTERNAL' }],
].filter(([name]) => !(name as string).includes(' with ')) as [string, InterconnectOptions][];

function table(columns: string[], rows: string[][]): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(method: InterconnectMethod, mode: TaskNetworkMode): string {
  if (Interconnect.between({ networkMode: mode }).excluded.some((each) => each.method === method)) return 'no';
  if (method === InterconnectMethod.CLOUD_MAP) return `${oneOf(dnsRecordsOf(mode, 'dualstack'))} records`;
  return method === InterconnectMethod.LATTICE || method === InterconnectMethod.LOAD_BALANCER ? `targets of type ${targetTypeOf(mode)}` : 'yes';
}

test.each([
  ['network modes', table(['', ...MODES], METHODS.map((method) => [method, ...MODES.map((mode) => cell(method, mode))]))],
  ['recommendations', table(['what is known', 'recommended', 'other ways, the best first'], SITUATIONS.map(([name, facts]) => {
    const { method, others } = Interconnect.between(facts);
    return [name, method ?? 'nothing reaches the tasks', others.map((other) => other.method).join(', ')];
  }))],
  ['exclusions', table(['what is known', ...METHODS.slice(0, -1)], EXCLUDERS.map(([name, facts]) => {
    const { excluded } = Interconnect.between(facts);
    return [name, ...METHODS.slice(0, -1).map((method) => excluded.find((each) => each.method === method)?.reason ?? '')];
  }).filter(([, ...reasons]) => reasons.some((reason) => reason !== '')))],
])('the page on Interconnect has the table of %s', (_, expected) => {
  expect(page).toContain(expected);
});
