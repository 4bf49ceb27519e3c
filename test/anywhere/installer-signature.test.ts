import { execFileSync } from 'child_process';
import * as fs from 'fs';
import { INSTALLER, KEY, OTHER_SIGNATURE, SIGNATURE, SIGNER } from './signed-installer';
import { ACTIVATION, ID, Run, StubMachine } from './stub-machine';

const ARGUMENTS = ['--cluster', 'edge', '--region', 'eu-central-1', '--os', 'ubuntu', '--os-version', '24.04', '--architecture', 'x86_64', '--activation-file', '-'];

let machine: StubMachine;

beforeEach(() => {
  machine = new StubMachine('ubuntu', '24.04');
  machine.real('gpg');
  machine.write('root/.keep', '');
});

afterEach(() => fs.rmSync(machine.root, { recursive: true, force: true }));

/** Runs the script, with a throw-away key in place of that of Amazon ECS. */
function runWith(installer: string, signature: string, signer = SIGNER): Run {
  machine.write('web/ecs-anywhere-install-latest.sh', installer);
  machine.write('web/ecs-anywhere-install-latest.sh.asc', signature);
  return machine.run(ARGUMENTS, { input: ACTIVATION, key: { signer, block: KEY } });
}

test('an installer that the key signed runs', () => {
  expect(runWith(INSTALLER, SIGNATURE)).toMatchObject({ status: 0, stderr: '' });
  expect(machine.lines('installer-arguments')).toContain(ID);
});

test.each([
  ['another key signed', INSTALLER, OTHER_SIGNATURE, SIGNER, "Can't check signature: No public key"],
  ['was changed', `${INSTALLER}evil\n`, SIGNATURE, SIGNER, 'BAD signature from "Throw-away signer <signer@example.com>"'],
  ['has no signature', INSTALLER, 'none\n', SIGNER, 'no valid OpenPGP data found'],
  ['a key in the ring signed that is not the one', INSTALLER, SIGNATURE, '0'.repeat(40), 'Good signature from "Throw-away signer <signer@example.com>"'],
])('an installer that %s does not run', (_what, installer, signature, signer, why) => {
  const { status, stderr } = runWith(installer, signature, signer);
  expect(stderr).toContain(why);
  expect(stderr).toContain('ecs-anywhere: Amazon ECS did not sign what is at https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh, and it was not run: ');
  expect(status).toBe(1);
  expect(machine.read('installer-arguments')).toBeUndefined();
  expect(machine.leftovers()).toEqual([]);
});

test('gpg reads the key of Amazon ECS, which does not expire', () => {
  machine.run(ARGUMENTS, { input: ACTIVATION });
  const block = /-----BEGIN PGP[^]*-----END PGP PUBLIC KEY BLOCK-----\n/.exec(machine.read('register.sh')!)![0];
  const listed = execFileSync(machine.at('bin/gpg'), ['--homedir', machine.at('tmp'), '--batch', '--quiet', '--no-autostart', '--with-colons', '--show-keys'],
    { input: block, stdio: ['pipe', 'pipe', 'ignore'] }).toString().split('\n').map((line) => line.split(':'));
  expect(listed.filter(([kind]) => kind === 'fpr').map((fields) => fields[9])).toEqual(
    expect.arrayContaining(['F34C3DDAE72926B079BEAEC6BCE9D9A42D51784F', 'D64BB6F90CF377E9B5FB346F50DECCC4710E61AF']));
  expect(listed.filter(([kind]) => ['pub', 'sub'].includes(kind)).map((fields) => fields[6])).toEqual(['', '', '', '']);
});
