import { advise } from '../../../src/model/finding';
import { checkHostAccess, HostAccessFacts } from '../../../src/model/task/host-access';

const NOT_AWSVPC = (mode: string) => advise('NetworkMode.NotAwsvpc', 'networkMode',
  `must be awsvpc for each task to have a network interface and security groups of its own, got ${mode}; take awsvpc`);
const HOST = advise('NetworkMode.Host', 'networkMode',
  'must keep tasks apart from the network of their instance, got host, which lets them reach whatever listens there; take awsvpc');

test.each<[Partial<HostAccessFacts>, object[]]>([
  [{ networkMode: 'awsvpc', pidMode: 'task' }, []],
  [{}, []],
  [{ networkMode: 'bridge' }, [NOT_AWSVPC('bridge')]],
  [{ networkMode: 'none' }, [NOT_AWSVPC('none')]],
  [{ networkMode: 'host' }, [NOT_AWSVPC('host'), HOST]],
  [{ pidMode: 'host' }, [advise('PidMode.Host', 'pidMode',
    'must keep tasks apart from the processes of their instance, got host, which shows them all and lets root stop them; leave it out, or take task')]],
  [{ containers: [{}, { privileged: false }, { privileged: true }] }, [advise('Container.Privileged', 'containers[2].privileged',
    'must be false, or the container has the rights of root on its instance, got true; leave it out, and add the capabilities that it needs')]],
])('of %j is told: %j', (facts, findings) => {
  expect(checkHostAccess({ containers: [], ...facts })).toEqual(findings);
});

test.each<[HostAccessFacts['containers'][number], string | undefined]>([
  [{ privileged: false, user: 'root' }, 'root'],
  [{ privileged: false, user: '0:1000' }, '0:1000'],
  [{ privileged: false, user: '' }, ''],
  [{ privileged: false, namesUser: false }, 'none'],
  [{ privileged: false, namesUser: true }, undefined],
  [{ privileged: false }, undefined],
  [{ privileged: false, user: '1000' }, undefined],
  [{ privileged: true, user: 'root' }, undefined],
  [{ user: 'root' }, undefined],
])('in the mode host %j is taken for root: %p', (container, got) => {
  const told = checkHostAccess({ networkMode: 'host', containers: [container] }).filter(({ id }) => id === 'HostMode.RootUser');
  expect(told).toEqual(got === undefined ? [] : [advise('HostMode.RootUser', 'containers[0].user',
    `must be another than root in the network mode host, got ${got}; name one, or take awsvpc`)]);
});

test('outside of that mode root is root of its container', () => {
  expect(checkHostAccess({ networkMode: 'awsvpc', containers: [{ privileged: false, user: 'root' }] })).toEqual([]);
});
