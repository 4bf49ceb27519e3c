import { refuse } from '../../../src/model/finding';
import { BothTransportsFacts, checkBothTransports } from '../../../src/model/network/both-transports';

const TCP_53 = { hostPort: 53, protocol: 'tcp' } as const;
const UDP_53 = { hostPort: 53, protocol: 'udp' } as const;
const DYNAMIC = { hostPort: 0, protocol: 'tcp' } as const;
const FACTS: BothTransportsFacts = { mode: 'bridge', protocol: 'TCP_UDP', target: TCP_53, ports: [TCP_53] };
const REMEDY = 'take the network mode awsvpc, or a target group for each transport';

test.each<[Partial<BothTransportsFacts>, string]>([
  [{ target: DYNAMIC, ports: [DYNAMIC] }, `got a dynamic host port with bridge, which is for tcp alone; ${REMEDY}`],
  [{ target: DYNAMIC, ports: [DYNAMIC, { ...DYNAMIC, protocol: 'udp' }] }, `got a dynamic host port with bridge, which is for tcp alone; ${REMEDY}`],
  [{ mode: 'default', target: { ...DYNAMIC, protocol: 'udp' } }, `got a dynamic host port with default, which is for udp alone; ${REMEDY}`],
  [{}, `got host port 53 for tcp alone; map a port for udp to it too, or ${REMEDY}`],
  [{ ports: [TCP_53, { ...UDP_53, hostPort: 54 }] }, `got host port 53 for tcp alone; map a port for udp to it too, or ${REMEDY}`],
])('%p leaves a transport without a target', (facts, text) => {
  expect(checkBothTransports({ ...FACTS, ...facts })).toEqual([
    refuse('TargetGroup.BothTransports', '', `sends TCP and UDP to one port of the instance, ${text}`),
  ]);
});

test.each<Partial<BothTransportsFacts>>([
  { mode: 'awsvpc', target: DYNAMIC },
  { mode: 'host' },
  { mode: undefined },
  { protocol: 'TCP', target: DYNAMIC },
  { protocol: undefined },
  { target: undefined },
  { target: { protocol: 'tcp' } },
  { ports: [TCP_53, UDP_53] },
  { ports: [TCP_53, { protocol: 'udp' }] },
])('%p gets through', (facts) => {
  expect(checkBothTransports({ ...FACTS, ...facts })).toEqual([]);
});
