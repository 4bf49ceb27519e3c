import { sentence } from '../../../src/model/finding';
import { checkLatticePort, LatticePortFacts, reachedPortName } from '../../../src/model/lattice/lattice-port';
import { ContainerPortFacts } from '../../../src/model/task/container-facts';

const http: ContainerPortFacts = { port: 8080, name: 'http', named: true, protocol: 'tcp' };
const admin: ContainerPortFacts = { port: 9000, name: 'admin', named: true, protocol: 'tcp' };
const bare: ContainerPortFacts = { port: 7000, named: false, protocol: 'tcp' };
const dns: ContainerPortFacts = { port: 53, name: 'dns', named: true, protocol: 'udp' };
const token: ContainerPortFacts = { port: 80 };

function found(facts: Partial<LatticePortFacts>): string[] {
  return checkLatticePort({ ports: [http], isNamed: facts.portName !== undefined, ...facts }).map((finding) => `${finding.id}: ${sentence(finding)}`);
}

test.each<[string, Partial<LatticePortFacts>, string]>([
  ['a mode without names', { networkMode: 'host' },
    'LatticeRegistration.NetworkMode: `service` needs ports with names, which there are with the network mode awsvpc or bridge, got host; use awsvpc'],
  ['no port at all', { ports: [] },
    'LatticeRegistration.UnnamedPort: `service` needs a TCP port with a name, by which ECS finds it, got no port; give the port mapping a name'],
  ['no port with a name', { ports: [bare] },
    'LatticeRegistration.UnnamedPort: `service` needs a TCP port with a name, by which ECS finds it, got 7000/tcp; give the port mapping a name'],
  ['UDP alone', { ports: [dns] },
    'LatticeRegistration.UnnamedPort: `service` needs a TCP port with a name, by which ECS finds it, got 53/udp \'dns\'; give the port mapping a name'],
  ['several ports', { ports: [http, admin, bare] },
    'LatticeRegistration.SeveralPorts: `portName` must say which port is reached, got none of 8080/tcp \'http\' and 9000/tcp \'admin\'; name one of them'],
  ['a name that no port has', { ports: [http, bare], portName: 'web' },
    'LatticeRegistration.UnknownPort: `portName` must be the name of a port of the task, got \'web\'; the task has 8080/tcp \'http\' and 7000/tcp'],
  ['a UDP port', { ports: [http, dns], portName: 'dns' },
    'LatticeRegistration.Protocol: `portName` must name a TCP port, got \'dns\', which is UDP; VPC Lattice speaks HTTP and gRPC'],
])('%s', (_name, facts, message) => {
  expect(found(facts)).toEqual([message]);
});

test.each<[string, Partial<LatticePortFacts>]>([
  ['the only port with a name', { ports: [bare, http, dns] }],
  ['one of several by its name', { ports: [http, admin], portName: 'admin' }],
  ['bridge', { networkMode: 'bridge' }],
  ['a port whose name is a token', { ports: [token] }],
  ['a name that may be that of a token', { ports: [http, token], portName: 'web' }],
  ['a name that is a token', { ports: [http, admin], isNamed: true }],
])('%s is well', (_name, facts) => {
  expect(found(facts)).toEqual([]);
});

test.each<[string, Partial<LatticePortFacts>, string | undefined]>([
  ['the one that is named', { ports: [http, admin], portName: 'admin', isNamed: true }, 'admin'],
  ['one by a token', { ports: [http], isNamed: true }, undefined],
  ['the only one with a name', { ports: [bare, http, dns] }, 'http'],
  ['none of several', { ports: [http, admin] }, undefined],
  ['one whose name is a token', { ports: [token] }, undefined],
  ['none at all', { ports: [] }, undefined],
])('the name of the port: %s', (_name, facts, name) => {
  expect(reachedPortName({ ports: [], isNamed: false, ...facts })).toBe(name);
});
