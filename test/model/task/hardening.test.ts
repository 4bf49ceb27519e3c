import { refuse } from '../../../src/model/finding';
import { checkHardening, checkOwners, droppedCapabilities, HardenedFacts } from '../../../src/model/task/hardening';

const STRICT: HardenedFacts = { user: '1000:1000', kept: [], against: [], handsOver: true, windows: false, noNewPrivileges: false, onDocker: false };

const DOCKERS = 'AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, NET_RAW, SETFCAP, SETGID, SETPCAP, SETUID or SYS_CHROOT';

test.each([
  ['root', { user: 'root' }, 'Hardening.RootUser', 'user', "is not root and not left to the image, got 'root'; take the number of another, such as 1000:1000"],
  ['its number', { user: '0:1000' }, 'Hardening.RootUser', 'user', "is not root and not left to the image, got '0:1000'; take the number of another, such as 1000:1000"],
  ['nobody', { user: '' }, 'Hardening.RootUser', 'user', "is not root and not left to the image, got ''; take the number of another, such as 1000:1000"],
  ['a name', { user: 'node' }, 'Hardening.UserName', 'user',
    "is a number, with a group's number after a colon, where directories are handed over to it, got node; take its number, or WritablePaths.ofImage(…)"],
  ['more than Docker gives', { kept: ['KILL', 'SYS_ADMIN', 'ALL'] }, 'Hardening.Capability', 'keepCapabilities',
    `takes those that Docker gives: ${DOCKERS}, got SYS_ADMIN and ALL`],
  ['no new privileges on Fargate', { noNewPrivileges: true }, 'Hardening.NoNewPrivileges', 'noNewPrivileges',
    'is for tasks on EC2 instances and machines outside AWS, since neither Fargate nor Managed Instances take `dockerSecurityOptions`; leave it out'],
  ['a terminal', { against: ['pseudoTerminal'] }, 'Hardening.Conflict', 'pseudoTerminal', "is the preset's to say, got a value of its own; leave it out"],
  ['capabilities', { against: ['capabilities'] }, 'Hardening.Conflict', 'capabilities',
    "is the preset's to say, got a value of its own; leave it out, and name those that it needs in `keepCapabilities` of the preset"],
  ['a user', { against: ['user'] }, 'Hardening.Conflict', 'user', "is the preset's to say, got a value of its own; leave it out, and name the user in the preset alone"],
  ['paths', { against: ['writablePaths'] }, 'Hardening.Conflict', 'writablePaths',
    "is the preset's to say, got a value of its own; leave it out, and name them in `writable` of the preset"],
  ['Windows', { windows: true, user: 'root' }, 'Hardening.Windows', '', 'is for Linux containers: Windows has no read-only root and no capabilities; leave it out'],
])('%s is refused', (_, facts, id, path, text) => {
  expect(checkHardening({ ...STRICT, ...facts })).toEqual([refuse(id, path, text)]);
});

test.each([
  {},
  { user: '1000' },
  { user: undefined },
  { user: 'node', handsOver: false },
  { kept: ['KILL', 'NET_BIND_SERVICE'] },
  { noNewPrivileges: true, onDocker: true },
])('%j gets through', (facts) => {
  expect(checkHardening({ ...STRICT, ...facts })).toEqual([]);
});

test('what is kept is never added back, which Fargate would refuse: the others are dropped', () => {
  expect(droppedCapabilities([])).toEqual(['ALL']);
  expect(droppedCapabilities(['CHOWN', 'KILL'])).toEqual([
    'AUDIT_WRITE', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
  ]);
});

test('a volume is handed over to one user', () => {
  const one = { volume: 'shared', user: '1000', path: 'containers[0].hardening.user' };

  expect(checkOwners([one, { ...one, user: '2000', path: 'containers[1].hardening.user' }])).toEqual([refuse('Hardening.TwoOwners', 'containers[1].hardening.user',
    'is the one of all containers to which the volume shared is handed over, got 2000 here and 1000 in `containers[0].hardening.user`; take one user for both')]);
  expect(checkOwners([one, { ...one, path: 'containers[1].hardening.user' }, { ...one, user: undefined }, { ...one, volume: 'other', user: '2000' }])).toEqual([]);
});
