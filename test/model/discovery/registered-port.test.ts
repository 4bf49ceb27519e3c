import { checkPortMeant, PortFacts, portsMeant, WantedPort } from '../../../src/model/discovery/registered-port';
import { Finding, sentence } from '../../../src/model/finding';

const read = (findings: Finding[]) => findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);

const http: PortFacts = { container: 'web', name: 'http', port: 8080, protocol: 'tcp' };
const admin: PortFacts = { container: 'web', name: 'admin', port: 9000, protocol: 'tcp' };
const other: PortFacts = { container: 'proxy', port: 8080, protocol: 'udp' };
const unknown: PortFacts = { container: 'web', protocol: 'tcp' };

test.each<[string, PortFacts[], WantedPort, PortFacts[]]>([
  ['any', [http, admin], {}, [http, admin]],
  ['a name', [http, admin], { portName: 'admin' }, [admin]],
  ['a number', [http, other], { containerPort: 8080 }, [http, other]],
  ['a number in a container', [http, other], { containerPort: 8080, containerName: 'proxy' }, [other]],
  ['a name that a port lacks', [other], { portName: 'http' }, []],
  ['a number that is a token in the task', [unknown, admin], { containerPort: 1 }, [unknown]],
  ['one number with two protocols', [http, { ...http, name: undefined, protocol: 'udp' }], {}, [http]],
  ['two tokens', [unknown, unknown], {}, [unknown, unknown]],
])('%s', (_, ports, wanted, meant) => {
  expect(portsMeant(ports, wanted)).toEqual(meant);
});

test.each<[string, PortFacts[], WantedPort, string | undefined, string[]]>([
  ['nothing is asked for, and nothing needed', [http, admin], {}, undefined, []],
  ['nothing is needed of a task without ports', [], {}, undefined, []],
  ['one port is the one', [http], {}, 'clients are told', []],
  ['a named one', [http, admin], { portName: 'http' }, 'clients are told', []],
  ['several, which are not needed apart', [http, other], { containerPort: 8080 }, undefined, []],
  ['no ports', [], {}, 'clients are told', ['error CloudMapRegistration.NoPort: `service` needs a port of the task, got a task without ports; give a container a port']],
  ['no ports, and one is named', [], { portName: 'http' }, undefined,
    ['error CloudMapRegistration.NoPort: `portName` needs a port of the task, got a task without ports; give a container a port']],
  ['a name that is not there', [http], { portName: 'https' }, undefined,
    ['error CloudMapRegistration.UnknownPort: `portName` must name a port of the task, got \'https\'; the task has web 8080/tcp (\'http\')']],
  ['a number that is not there', [http, unknown], { containerPort: 1, containerName: 'proxy' }, undefined,
    ['error CloudMapRegistration.UnknownPort: `containerPort` must name a port of the task, got 1 of container \'proxy\'; the task has web 8080/tcp (\'http\'), web a port/tcp']],
  ['a container that is not there', [http], { containerName: 'proxy' }, undefined,
    ['error CloudMapRegistration.UnknownPort: `containerName` must name a port of the task, got container \'proxy\'; the task has web 8080/tcp (\'http\')']],
  ['several', [http, admin], {}, 'clients are told', ['error CloudMapRegistration.SeveralPorts: `portName` must say which port clients are told, got none, ' +
    'which may be 2 of them; the task has web 8080/tcp (\'http\'), web 9000/tcp (\'admin\')']],
])('%s', (_, ports, wanted, purpose, messages) => {
  expect(read(checkPortMeant(ports, wanted, purpose))).toEqual(messages);
});
