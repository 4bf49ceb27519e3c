import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { lines } from './services';
import { TestTraffic } from '../../src/deployment/test-traffic';
import { importedListener } from '../traffic/setting';

const stack = new Stack();
const listener = importedListener(stack);
const unknown = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;

test('comes in by a header, a listener or a port, and by no other way', () => {
  const ways = [
    TestTraffic.header('x-release', 'next', { priority: 3 }), TestTraffic.listener({ listener, priority: 4 }),
    TestTraffic.port(9090, { allowedSources: [ec2.Peer.ipv4('192.0.2.0/24')] }),
  ].map(({ _allowedSources, _header, _listener, _port, _priority }) => [_header, _listener, _port, _priority, _allowedSources]);
  expect(ways).toEqual([
    [{ name: 'x-release', value: 'next' }, undefined, undefined, 3, undefined],
    [undefined, listener, undefined, 4, undefined],
    [undefined, undefined, 9090, undefined, [ec2.Peer.ipv4('192.0.2.0/24')]],
  ]);
});

test.each<[string, TestTraffic, string[]]>([
  ['a header', TestTraffic.header('x-release', 'next'), []],
  ['the first place', TestTraffic.header('x-release', 'next', { priority: 1 }), []],
  ['the last place', TestTraffic.listener({ listener, priority: 50000 }), []],
  ['the first port', TestTraffic.port(1), []],
  ['the last port', TestTraffic.port(65535), []],
  ['what only the deployment knows', TestTraffic.port(unknown), []],
  ['a place that only the deployment knows', TestTraffic.listener({ listener, priority: unknown }), []],
  ['a name that only the deployment knows', TestTraffic.header(new CfnParameter(stack, 'Name').valueAsString, 'next'), []],
  ['a header without a name', TestTraffic.header('', 'next'), ['error TestTraffic.Header: `name` must be the name of a header, got an empty one']],
  ['port 0', TestTraffic.port(0), ['error TestTraffic.Port: `port` takes whole numbers from 1 to 65535, got 0; the nearest is 1']],
  ['a port too far', TestTraffic.port(65536), ['error TestTraffic.Port: `port` takes whole numbers from 1 to 65535, got 65536; the nearest is 65535']],
  ['half a port', TestTraffic.port(80.5), ['error TestTraffic.Port: `port` takes whole numbers from 1 to 65535, got 80.5; the nearest is 81']],
  ['place 0', TestTraffic.listener({ listener, priority: 0 }), ['error TestTraffic.Priority: `priority` takes whole numbers from 1 to 50000, got 0; the nearest is 1']],
  ['a place too far', TestTraffic.header('x-release', 'next', { priority: 50001 }), ['error TestTraffic.Priority: `priority` takes whole numbers from 1 to 50000, got 50001; the nearest is 50000']],
])('%s', (_, traffic, findings) => {
  expect(lines(traffic._findings())).toEqual(findings);
});
