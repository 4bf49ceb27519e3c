import * as fs from 'fs';
import { ACTIVATION, ARN, CODE, ID, metadata, StubMachine } from './stub-machine';

const DIRECT = 'localhost,127.0.0.1,169.254.169.254,169.254.170.2,/var/run/docker.sock';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:Edge-AbCdEf';
const PROXY = 'http://proxy.example.com:3128';
const UNITS = ['docker.service', 'ecs.service', 'amazon-ssm-agent.service', 'snap.amazon-ssm-agent.amazon-ssm-agent.service'];
const INSTALLER = ['--region', 'eu-central-1', '--cluster', 'edge', '--activation-id', ID, '--no-start'];
const WITH_CODE = ['--activation-code', CODE];
const REGISTRATION = 'var/lib/amazon/ssm/Vault/Store/RegistrationKey';

let machine: StubMachine;

afterEach(() => fs.rmSync(machine.root, { recursive: true, force: true }));

function ubuntu(): StubMachine {
  machine = new StubMachine('ubuntu', '24.04');
  return machine;
}

function words(...more: string[]): string[] {
  return ['--cluster', 'edge', '--region', 'eu-central-1', '--os', 'ubuntu', '--os-version', '24.04', '--architecture', 'x86_64', ...more];
}

function fromInput(...more: string[]): string[] {
  return words('--activation-file', '-', ...more);
}

/** Nothing of the run tells the code, and nothing stays behind but what is meant to. */
function expectClean({ stdout, stderr }: { stdout: string; stderr: string }): void {
  expect(stdout + stderr).not.toContain(CODE);
  expect(machine.leftovers()).toEqual([]);
  expect(fs.existsSync(machine.at('ssm-binaries'))).toBe(false);
  for (const file of fs.readdirSync(machine.root, { recursive: true, encoding: 'utf8' })) {
    if (file !== 'installer-arguments' && !file.startsWith('bin/') && fs.statSync(machine.at(file)).isFile()) {
      expect([file, machine.read(file)!.includes(CODE)]).toEqual([file, false]);
    }
  }
}

/** Refused with this message, before anything was installed. */
function expectRefused(run: ReturnType<StubMachine['run']>, message: string): void {
  expect(run.stderr).toContain(`ecs-anywhere: ${message}\n`);
  expect(run.status).toBe(1);
  expect(machine.read('installer-arguments')).toBeUndefined();
  expectClean(run);
}

describe('a machine registers', () => {
  test.each([
    ['ubuntu', '20.04', 'ubuntu', '20.04', 'x86_64', 'x86_64', []],
    ['ubuntu', '22.04', 'ubuntu', '22.04', 'aarch64', 'arm64', []],
    ['ubuntu', '24.04', 'ubuntu', '24.04', 'x86_64', 'x86_64', []],
    ['amzn', '2023', 'amzn', '2023', 'aarch64', 'arm64', []],
    ['rhel', '9.4', 'rhel', '9', 'x86_64', 'x86_64', ['--docker-install-source', 'none']],
  ])('with %s %s', (id, versionId, os, release, uname, architecture, more) => {
    machine = new StubMachine(id, versionId, uname);
    machine.stub('docker', ':');
    const run = machine.run(
      ['--cluster', 'edge', '--region', 'eu-central-1', '--os', os, '--os-version', release, '--architecture', architecture, '--activation-file', '-'],
      { input: ACTIVATION },
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain(`ecs-anywhere: This machine is ${ARN} in cluster edge.\n`);
    expect(run.stdout).toContain(`registers with ${ID} and ***\ncode: ***\n`);
    expect(machine.lines('installer-arguments')).toEqual([...INSTALLER, ...more, ...WITH_CODE]);
    expect(machine.calls('systemctl').slice(-4)).toEqual([
      'systemctl daemon-reload', 'systemctl enable --quiet amazon-ssm-agent ecs', 'systemctl restart amazon-ssm-agent', 'systemctl restart ecs',
    ]);
    expectClean(run);
  });

  test('with the installer and its signature, by HTTPS, checked against the key of Amazon ECS alone', () => {
    const run = ubuntu().run(fromInput(), { input: ACTIVATION });
    expect(run.status).toBe(0);
    const downloads = machine.calls('curl').filter((call) => call.includes('--output'));
    expect(downloads).toHaveLength(2);
    downloads.forEach((call) => expect(call).toContain('curl --proto =https --tlsv1.2 --fail --silent --show-error --retry 5'));
    expect(downloads.map((call) => call.split(' ').pop())).toEqual(['', '.asc'].map((end) =>
      `https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh${end}`));
    expect(machine.calls('gpg')[1]).toMatch(
      /^gpg --batch --no-autostart --no-default-keyring --keyring \S+\/amazon-ecs.gpg --trust-model always --status-fd 1 --verify \S+\/install.sh.asc \S+\/install.sh$/);
  });

  test('with a secret that the AWS CLI reads', () => {
    ubuntu().stub('aws', `echo '${ACTIVATION}'`);
    const run = machine.run(words('--secret', SECRET), { env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'operator' } });
    expect(run.status).toBe(0);
    expect(machine.calls('aws')).toEqual([`aws secretsmanager get-secret-value --region eu-central-1 --secret-id ${SECRET} --query SecretString --output text`]);
    expect(machine.lines('installer-arguments')).toEqual([...INSTALLER, ...WITH_CODE]);
    machine.remove('bin/aws');
    expectClean(run);
  });

  test('with a secret that the AWS CLI reads by the proxy', () => {
    ubuntu().stub('aws', `echo "by $https_proxy $HTTPS_PROXY, not $no_proxy $NO_PROXY" >>${machine.at('calls')}; echo '${ACTIVATION}'`);
    expect(machine.run(words('--secret', SECRET, '--proxy', PROXY, '--no-proxy', '.example.com')).status).toBe(0);
    expect(machine.lines('calls')).toContain(`by ${PROXY} ${PROXY}, not ${DIRECT},.example.com ${DIRECT},.example.com`);
  });

  test('with the code in no list of processes while the installer runs', () => {
    expect(ubuntu().run(fromInput(), { input: ACTIVATION }).status).toBe(0);
    expect(machine.read('installer-process')!.split('\0')).toEqual(expect.arrayContaining(INSTALLER));
    expect(machine.read('installer-process')).not.toContain(CODE);
    expect(machine.lines('installer-arguments')).toEqual([...INSTALLER, ...WITH_CODE]);
  });

  test('with names as CDK and /etc/os-release write them', () => {
    machine = new StubMachine('rhel', '9.4', 'aarch64');
    machine.stub('docker', ':');
    const run = machine.run(fromInput('--os', 'rhel', '--os-version', '9.4', '--architecture', 'ARM64'), { input: ACTIVATION });
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  test('after the daily updates of Ubuntu', () => {
    ubuntu().write('updates', 'activating\n');
    machine.stub('sleep', `rm -f ${machine.at('updates')}`);
    const run = machine.run(fromInput(), { input: ACTIVATION });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^ecs-anywhere: Waiting for the daily updates of this machine to end\.\n/);
    expect(machine.calls('sleep')).toEqual(['sleep 10']);
    expect(machine.calls('systemctl').slice(0, 2)).toEqual(
      Array(2).fill('systemctl show --property ActiveState --value apt-daily.service apt-daily-upgrade.service'));
  });

  test('after ten minutes of them', () => {
    ubuntu().write('updates', 'active\n');
    expect(machine.run(fromInput(), { input: ACTIVATION }).status).toBe(0);
    expect(machine.calls('sleep')).toEqual(Array(60).fill('sleep 10'));
  });

  test('with a configuration of the AWS CLI of its own, and no credentials of root', () => {
    ubuntu().stub('aws', `echo "$AWS_CONFIG_FILE $AWS_SHARED_CREDENTIALS_FILE" >>${machine.at('calls')}; echo '${ACTIVATION}'`);
    machine.write('aws.conf', '[default]');
    expect(machine.run(words('--secret', SECRET, '--aws-config', machine.at('aws.conf'))).status).toBe(0);
    expect(machine.lines('calls')).toContain(`${machine.at('aws.conf')} /dev/null`);
  });

  test('with the activation in a file, in another order and with spaces', () => {
    ubuntu().write('activation.json', JSON.stringify({ expires: '2999-01-01T00:00:00Z', activationCode: CODE, activationId: ID }, undefined, 2));
    const run = machine.run(words('--activation-file', machine.at('activation.json')));
    expect(run.status).toBe(0);
    expect(machine.lines('installer-arguments')).toEqual([...INSTALLER, ...WITH_CODE]);
  });

  test('with the snap of the SSM agent', () => {
    ubuntu().write('snap', '');
    expect(machine.run(fromInput(), { input: ACTIVATION }).status).toBe(0);
    expect(machine.calls('systemctl')).toContain('systemctl restart snap.amazon-ssm-agent.amazon-ssm-agent.service');
  });

  test('without what the environment of the operator holds', () => {
    ubuntu();
    const env = { AWS_SECRET_ACCESS_KEY: 'operator', AWS_PROFILE: 'operator', GPU_ENABLED: 'true', BASH_ENV: '/nowhere', https_proxy: 'http://other' };
    expect(machine.run(fromInput(), { input: ACTIVATION, env }).status).toBe(0);
    const names = machine.lines('installer-environment').map((line) => line.split('=')[0]);
    expect(names.filter((name) => !['_', 'PWD', 'SHLVL', 'OLDPWD'].includes(name)).sort()).toEqual(
      ['APT_CONFIG', 'DEBIAN_FRONTEND', 'GNUPGHOME', 'HOME', 'LC_ALL', 'PATH', 'TMPDIR']);
  });

  test('without telling the code when it is traced', () => {
    ubuntu();
    const run = machine.run(fromInput(), { input: ACTIVATION, env: { SHELLOPTS: 'xtrace' } });
    expect(run.status).toBe(0);
    expectClean(run);
  });

  test('with GPUs, endpoints of its own and another copy of the installer', () => {
    ubuntu().stub('nvidia-smi', ':');
    machine.stub('nvidia-ctk', ':');
    machine.write('web/installer.sh', machine.read('web/ecs-anywhere-install-latest.sh')!);
    machine.write('web/installer.sh.asc', 'signature');
    const run = machine.run(fromInput('--gpu', '--dual-stack', '--ecs-endpoint', 'ecs.example.com', '--ssm-endpoint', 'ssm.example.com',
      '--ssmmessages-endpoint', 'mgs.example.com', '--ec2messages-endpoint', 'mds.example.com', '--s3-endpoint', 's3.example.com',
      '--installer-url', 'https://mirror.example.com/installer.sh'), { input: ACTIVATION });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(machine.lines('installer-arguments')).toEqual(
      [...INSTALLER, '--enable-gpu', '--ecs-endpoint', 'ecs.example.com', '--ip-compatibility', 'ipv6', ...WITH_CODE]);
    expect(JSON.parse(machine.read('etc/amazon/ssm/amazon-ssm-agent.json')!)).toEqual({
      Ssm: { Endpoint: 'ssm.example.com' },
      Mgs: { Endpoint: 'mgs.example.com' },
      Mds: { Endpoint: 'mds.example.com' },
      S3: { Endpoint: 's3.example.com' },
      Agent: { UseDualStackEndpoint: true },
    });
    expect(machine.lines('var/lib/ecs/ecs.config').sort()).toEqual(
      ['AWS_DEFAULT_REGION=eu-central-1', 'ECS_BACKEND_HOST=ecs.example.com', 'ECS_ENABLE_GPU_SUPPORT=true', 'ECS_EXTERNAL=true']);
    expect(machine.calls('curl').filter((call) => call.includes('mirror'))).toHaveLength(2);
  });

  test('with the installer by IPv6', () => {
    expect(ubuntu().run(fromInput('--dual-stack'), { input: ACTIVATION }).status).toBe(0);
    expect(machine.calls('curl').map((call) => call.split(' ').pop())).toContain(
      'https://amazon-ecs-agent.s3.dualstack.us-east-1.amazonaws.com/ecs-anywhere-install-latest.sh');
  });

  test.each([
    ['ubuntu', '24.04', '24.04', ['apt-get update -q', 'apt-get install -q -y gnupg ca-certificates'], 'apt-get'],
    ['amzn', '2023', '2023', ['dnf install -q -y gnupg2-minimal'], 'dnf'],
    ['rhel', '9.6', '9', ['dnf install -q -y gnupg2'], 'dnf'],
  ])('with gnupg installed first on %s', (id, versionId, release, installs, installer) => {
    machine = new StubMachine(id, versionId);
    machine.stub('docker', ':');
    machine.write('later', machine.read('bin/gpg')!);
    machine.remove('bin/gpg');
    // Whatever brings gpg brings nothing else.
    machine.stub(installer, `[[ $1 != install ]] || { cp ${machine.at('later')} ${machine.at('bin/gpg')}; chmod 755 ${machine.at('bin/gpg')}; }`);
    const run = machine.run(
      ['--cluster', 'edge', '--region', 'eu-central-1', '--os', id, '--os-version', release, '--architecture', 'x86_64', '--activation-file', '-'],
      { input: ACTIVATION },
    );
    expect(run.stderr).toBe('');
    expect(machine.calls(installer)).toEqual(installs);
    expect(run.status).toBe(0);
  });
});

describe('settings of the agents', () => {
  test('attributes with spaces and backslashes are JSON, written before the installer runs', () => {
    ubuntu().write('etc/ecs/ecs.config', 'ECS_LOGLEVEL=warn\nECS_CLUSTER=old\n');
    machine.write('web/ecs-anywhere-install-latest.sh', `cp ${machine.at('etc/ecs/ecs.config')} ${machine.at('seen')}; ${machine.read('web/ecs-anywhere-install-latest.sh')}`);
    const run = machine.run(fromInput('--attribute', 'site=berlin north', '--attribute', 'rack\\row=a\\b:c'), { input: ACTIVATION });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const written = String.raw`ECS_INSTANCE_ATTRIBUTES={"site":"berlin north","rack\\row":"a\\b:c"}`;
    expect(machine.lines('etc/ecs/ecs.config').sort()).toEqual(['ECS_CLUSTER=edge', written, 'ECS_LOGLEVEL=warn']);
    expect(JSON.parse(written.slice(written.indexOf('=') + 1))).toEqual({ 'site': 'berlin north', 'rack\\row': 'a\\b:c' });
    expect(machine.lines('seen')).toContain(written);
  });

  test('the proxy is that of the agents, of Docker and of what is downloaded', () => {
    ubuntu().write('docker-runs', '');
    const run = machine.run(fromInput('--proxy', PROXY, '--no-proxy', '.example.com,10.0.0.0/8'), { input: ACTIVATION });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const none = `${DIRECT},.example.com,10.0.0.0/8`;
    for (const unit of UNITS) {
      expect(machine.lines(`etc/systemd/system/${unit}.d/http-proxy.conf`)).toEqual([
        '[Service]',
        `Environment="HTTP_PROXY=${PROXY}" "HTTPS_PROXY=${PROXY}" "NO_PROXY=${none}"`,
        `Environment="http_proxy=${PROXY}" "https_proxy=${PROXY}" "no_proxy=${none}"`,
      ]);
    }
    expect(machine.lines('etc/ecs/ecs.config')).toEqual(expect.arrayContaining([`HTTP_PROXY=${PROXY}`, `NO_PROXY=${none}`]));
    expect(machine.lines('installer-environment')).toEqual(expect.arrayContaining(
      [`https_proxy=${PROXY}`, `http_proxy=${PROXY}`, `HTTPS_PROXY=${PROXY}`, `HTTP_PROXY=${PROXY}`, `no_proxy=${none}`, `NO_PROXY=${none}`]));
    expect(machine.calls('systemctl').slice(1, 4)).toEqual(['systemctl daemon-reload', 'systemctl is-active --quiet docker', 'systemctl restart docker']);
  });

  test('without a proxy there are no files for one', () => {
    ubuntu().run(fromInput(), { input: ACTIVATION });
    expect(fs.existsSync(machine.at('etc/systemd'))).toBe(false);
    expect(machine.lines('etc/ecs/ecs.config')).toEqual(['ECS_CLUSTER=edge']);
    expect(machine.lines('var/lib/ecs/ecs.config')).toEqual(['AWS_DEFAULT_REGION=eu-central-1', 'ECS_EXTERNAL=true']);
  });

  test('another configuration of the SSM agent is not overwritten', () => {
    ubuntu().write('etc/amazon/ssm/amazon-ssm-agent.json', '{"Agent":{"Region":"eu-central-1"}}');
    const run = machine.run(fromInput('--ssm-endpoint', 'ssm.example.com'), { input: ACTIVATION });
    expectRefused(run, 'The SSM agent has a configuration already: put {"Ssm":{"Endpoint":"ssm.example.com"}} into /etc/amazon/ssm/amazon-ssm-agent.json, and leave the endpoints of Systems Manager and S3, and --dual-stack, out of this command.');
    expect(machine.read('etc/amazon/ssm/amazon-ssm-agent.json')).toBe('{"Agent":{"Region":"eu-central-1"}}');
  });
});

describe('run again', () => {
  test('a machine that is registered is left as it is', () => {
    ubuntu().write('metadata', metadata('edge', ARN));
    const run = machine.run(fromInput(), { input: ACTIVATION });
    expect(run).toMatchObject({
      status: 0,
      stderr: '',
      stdout: `ecs-anywhere: This machine is ${ARN} in cluster edge already, as its agent says, and nothing was changed; ecs:PutAttributes changes its attributes. ` +
        'If it was deregistered in AWS since, run this command with --again.\n',
    });
    expect(machine.read('installer-arguments')).toBeUndefined();
  });

  test.each([
    ['another cluster', metadata('other', ARN.replace('/edge/', '/other/')), 'cluster other'],
    ['the same name in another region', metadata('edge', ARN.replace('eu-central-1', 'us-east-1')), 'cluster edge'],
  ])('a machine in %s is refused', (_where, answer, named) => {
    ubuntu().write('metadata', answer);
    const { ContainerInstanceArn: arn } = JSON.parse(answer);
    expectRefused(machine.run(fromInput(), { input: ACTIVATION }),
      `This machine is ${arn} in ${named} already, as its agent says, and a machine is in one cluster: deregister it there, ` +
        'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-deregistration.html, then run this command with --again.');
  });

  test('a half-finished registration is completed, and no line is written twice', () => {
    ubuntu().write('metadata', metadata('edge', null));
    machine.write('var/lib/amazon/ssm/Vault/Store/RegistrationKey', '{"instanceID":"mi-1","region":"eu-central-1"}');
    machine.write('root/.aws/credentials', '[default]');
    // The installer leaves everything alone where the agent is installed.
    machine.write('web/ecs-anywhere-install-latest.sh', `printf '%s\\n' "$@" >${machine.at('installer-arguments')}`);
    const run = machine.run(fromInput('--attribute', 'site=berlin', '--proxy', PROXY), { input: ACTIVATION });
    expect(run.stdout).toContain('ecs-anywhere: Note: this machine is registered with Systems Manager already. That registration is kept, with the role that it has.\n');
    expect(run.status).toBe(0);
    const first = ['etc/ecs/ecs.config', 'var/lib/ecs/ecs.config'].map((file) => machine.lines(file).sort());
    expect(first).toEqual([
      ['ECS_CLUSTER=edge', 'ECS_INSTANCE_ATTRIBUTES={"site":"berlin"}', `HTTP_PROXY=${PROXY}`, `NO_PROXY=${DIRECT}`],
      ['AWS_DEFAULT_REGION=eu-central-1', 'ECS_EXTERNAL=true'],
    ]);
    machine.remove('metadata');
    machine.remove('calls');
    expect(machine.run(fromInput('--attribute', 'site=berlin', '--proxy', PROXY), { input: ACTIVATION }).status).toBe(0);
    expect(['etc/ecs/ecs.config', 'var/lib/ecs/ecs.config'].map((file) => machine.lines(file).sort())).toEqual(first);
    expect(machine.calls('systemctl')).not.toContain('systemctl restart docker');
    expect(machine.calls('systemctl')[1]).toBe('systemctl is-enabled --quiet snap.amazon-ssm-agent.amazon-ssm-agent.service');
  });

  test('a machine that Systems Manager knows in another region is refused', () => {
    ubuntu().write('var/lib/amazon/ssm/Vault/Store/RegistrationKey', '{"instanceID":"mi-1","region":"us-east-1"}');
    expectRefused(machine.run(fromInput(), { input: ACTIVATION }),
      'This machine is registered with Systems Manager in us-east-1, and the cluster is in eu-central-1: deregister it there, then run this command with --again.');
  });

  describe('after it was deregistered', () => {
    const LEFT = [REGISTRATION, 'var/lib/amazon/ssm/runtimeconfig/identity_config.json', 'var/lib/ecs/data/agent.db', 'root/.aws/credentials'];

    beforeEach(() => {
      ubuntu().write('metadata', metadata('other', ARN.replace('/edge/', '/other/')));
      LEFT.forEach((file) => machine.write(file, 'old'));
      machine.write(REGISTRATION, '{"instanceID":"mi-1","region":"us-east-1"}');
      // Nothing old may be there when AWS's installer registers.
      machine.write('web/ecs-anywhere-install-latest.sh', `
        for file in ${LEFT.map((left) => machine.at(left)).join(' ')}; do [[ ! -e $file ]] || exit 3; done
        ${machine.read('web/ecs-anywhere-install-latest.sh')}`);
    });

    test('a machine registers again, and is stopped before what it knew is removed', () => {
      const run = machine.run(fromInput('--again'), { input: ACTIVATION });
      expect(run).toMatchObject({ status: 0, stderr: '' });
      expect(run.stdout).toContain('ecs-anywhere: Removing what the agents know of an earlier registration.\n');
      expect(run.stdout).toContain(`ecs-anywhere: This machine is ${ARN} in cluster edge.\n`);
      expect(machine.calls('systemctl').slice(1, 4)).toEqual(['ecs', 'amazon-ssm-agent', UNITS[3]].map((unit) => `systemctl stop ${unit}`));
      expectClean(run);
    });

    test('and with what the SSM agent knew removed by hand, too', () => {
      machine.remove('var/lib/amazon/ssm');
      expect(machine.run(fromInput('--again'), { input: ACTIVATION })).toMatchObject({ status: 0, stderr: '' });
    });

    test('nothing is removed before the installer is there, and checked', () => {
      machine.remove('web/ecs-anywhere-install-latest.sh');
      expect(machine.run(fromInput('--again'), { input: ACTIVATION }).status).toBe(1);
      expect(LEFT.filter((left) => machine.read(left) === undefined)).toEqual([]);
    });

    test('an agent that does not stop ends it', () => {
      machine.stub('systemctl', '[[ $1 != stop ]]');
      expectRefused(machine.run(fromInput('--again'), { input: ACTIVATION }), 'Cannot stop ecs: stop it, then run this command again.');
    });
  });

  test('credentials of the operator stay, though it runs again', () => {
    ubuntu().write('root/.aws/credentials', '[default]');
    expectRefused(machine.run(fromInput('--again'), { input: ACTIVATION }),
      'There is a file /root/.aws/credentials, which the ECS agent would take for its own: move it away, and give your credentials by the environment or --aws-config.');
    expect(machine.read('root/.aws/credentials')).toBe('[default]');
  });

  describe('after a registration that failed', () => {
    // As the SSM agent writes it before it asks AWS.
    beforeEach(() => ubuntu().write(REGISTRATION, '{"instanceID":"","region":"","instanceType":"","availabilityZone":"","privateKey":"x","privateKeyType":"Rsa"}'));

    test('a machine is not taken for one that is registered', () => {
      const run = machine.run(fromInput(), { input: ACTIVATION });
      expect(run).toMatchObject({ status: 0, stderr: '' });
      expect(run.stdout).not.toContain('Note:');
    });

    test('credentials of root are refused', () => {
      machine.write('root/.aws/credentials', '[default]');
      expectRefused(machine.run(fromInput(), { input: ACTIVATION }),
        'There is a file /root/.aws/credentials, which the ECS agent would take for its own: move it away, and give your credentials by the environment or --aws-config.');
    });
  });

  test('two runs at once are one', () => {
    ubuntu().stub('aws', `bash ${machine.at('register.sh')} ${fromInput().join(' ')} >${machine.at('second')} 2>&1 </dev/null; echo '${ACTIVATION}'`);
    expect(machine.run(words('--secret', SECRET)).status).toBe(0);
    expect(machine.read('second')).toBe('ecs-anywhere: Another run of this script registers this machine: wait for its end.\n');
  });

  test('what the installer leaves running does not hold the lock', () => {
    ubuntu().write('web/ecs-anywhere-install-latest.sh', `{ true >&9; } 2>/dev/null && touch ${machine.at('held')}; ${machine.read('web/ecs-anywhere-install-latest.sh')}`);
    expect(machine.run(fromInput(), { input: ACTIVATION }).status).toBe(0);
    expect(machine.read('held')).toBeUndefined();
  });
});

describe('refused', () => {
  const DOCKER = 'There is no Docker (Podman is none), and AWS does not install it on RHEL: install it (https://docs.docker.com/engine/install/rhel/), then run this command again.';
  const NO_ACTIVATION = 'There is no activation: the secret holds {"activationId":"...","activationCode":"...","expires":"..."} once its stack is deployed. ' +
    'See whether the secret could be read, and the deployment is complete.';

  test.each<[string, (machine: StubMachine) => void, string]>([
    ['not root', ({ stub }) => stub.call(machine, 'id', 'echo 1000'), 'This must run as root: run it with sudo.'],
    ['no systemd', () => machine.remove('run/systemd'), 'This machine does not run systemd, which starts the agents: take one that does; a container is none.'],
    ['no os-release', () => machine.remove('etc/os-release'), 'There is no /etc/os-release, which says what the operating system is: restore it.'],
    ['another operating system', () => machine.write('etc/os-release', 'ID=debian\nVERSION_ID="12"\n'),
      'This command is for ubuntu 24.04, and this machine runs debian 12: take the command for that, or a machine with an operating system that ECS Anywhere supports (see --help).'],
    ['another version', () => machine.write('etc/os-release', 'ID=ubuntu\nVERSION_ID="22.04"\n'),
      'This command is for ubuntu 24.04, and this machine runs ubuntu 22.04: take the command for that, or a machine with an operating system that ECS Anywhere supports (see --help).'],
    ['no version', () => machine.write('etc/os-release', 'ID=arch\n'),
      'This command is for ubuntu 24.04, and this machine runs arch : take the command for that, or a machine with an operating system that ECS Anywhere supports (see --help).'],
    ['another architecture', () => machine.stub('uname', 'echo aarch64'), 'This command is for x86_64, and this machine is arm64: take the command for that architecture.'],
    ['credentials of root', () => machine.write('root/.aws/credentials', '[default]'),
      'There is a file /root/.aws/credentials, which the ECS agent would take for its own: move it away, and give your credentials by the environment or --aws-config.'],
    ['no way to install gnupg', () => { machine.remove('bin/gpg'); machine.stub('apt-get', 'exit 100'); },
      'Cannot install gnupg: install them yourself, then run this command again.'],
    ['a package without gpg', () => machine.remove('bin/gpg'), 'gpg is still missing: install it yourself, then run this command again.'],
    ['no download', () => machine.remove('web/ecs-anywhere-install-latest.sh'),
      'Cannot download https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh: let this machine reach it by HTTPS, or name a copy with --installer-url.'],
    ['no signature', () => machine.remove('web/ecs-anywhere-install-latest.sh.asc'),
      'Cannot download https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh.asc: let this machine reach it by HTTPS, or name a copy with --installer-url.'],
    ['a gpg that fails', () => machine.stub('gpg', 'exit 2'), 'gpg does not read the key of Amazon ECS: see whether it works on this machine.'],
  ])('%s', (_what, change, message) => {
    change(ubuntu());
    expectRefused(machine.run(fromInput(), { input: ACTIVATION }), message);
  });

  test.each<[string, string, number]>([
    ['bad', '[GNUPG:] BADSIG 50DECCC4710E61AF Amazon ECS\n', 1],
    ['good, and gpg fails', '[GNUPG:] VALIDSIG A 2026-04-17 1 0 4 0 1 8 00 F34C3DDAE72926B079BEAEC6BCE9D9A42D51784F\n', 1],
    ["somebody else's", '[GNUPG:] VALIDSIG D64BB6F90CF377E9B5FB346F50DECCC4710E61AF 2026-04-17 1 0 4 0 1 8 00 0000000000000000000000000000000000000000\n', 0],
    ['of one who names the key in a comment', '[GNUPG:] NOTATION_DATA F34C3DDAE72926B079BEAEC6BCE9D9A42D51784F\n', 0],
    ['missing', '', 0],
  ])('a signature that is %s', (_what, said, status) => {
    ubuntu().signature(said, status);
    expectRefused(machine.run(fromInput(), { input: ACTIVATION }),
      'Amazon ECS did not sign what is at https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh, and it was not run: try again in some minutes, since AWS may be publishing another; see whether a proxy changes what it passes on.');
  });

  test('RHEL without Docker', () => {
    machine = new StubMachine('rhel', '9.4');
    expectRefused(machine.run(['--cluster', 'edge', '--region', 'eu-central-1', '--os', 'rhel', '--os-version', '9', '--architecture', 'x86_64', '--activation-file', '-'],
      { input: ACTIVATION }), DOCKER);
    // podman-docker
    machine.stub('docker', ':');
    machine.write('podman', '');
    expectRefused(machine.run(fromInput('--os', 'rhel', '--os-version', '9'), { input: ACTIVATION }), DOCKER);
  });

  test('GPUs without what drives them', () => {
    ubuntu();
    expectRefused(machine.run(fromInput('--gpu'), { input: ACTIVATION }), '--gpu needs the NVIDIA driver, and nvidia-smi fails: install the driver, then run this command again.');
    machine.stub('nvidia-smi', ':');
    expectRefused(machine.run(fromInput('--gpu'), { input: ACTIVATION }), '--gpu needs the NVIDIA Container Toolkit: install it, then run this command again.');
  });

  test.each<[string, string, string]>([
    ['nothing', '', NO_ACTIVATION],
    ['a secret that holds no activation yet', '{}', NO_ACTIVATION],
    ['a code that would be an option', ACTIVATION.replace(CODE, `--no-start${CODE}`), NO_ACTIVATION],
    ['a code with spaces', ACTIVATION.replace(CODE, 'a code with spaces in it'), NO_ACTIVATION],
    ['an id that is none', ACTIVATION.replace(ID, 'x'), NO_ACTIVATION],
  ])('%s in place of an activation', (_what, input, message) => {
    ubuntu();
    expectRefused(machine.run(fromInput(), { input }), message);
  });

  test('an expired activation', () => {
    const run = ubuntu().run(fromInput(), { input: ACTIVATION.replace('2999', '2025') });
    expect(run.stderr).toMatch(/^ecs-anywhere: The activation expired at 2025-01-01T00:00:00.000Z: see whether it was renewed since, and whether the clock of this machine is right, which says \S+ UTC\.\n$/);
    expect(run.status).toBe(1);
    expect(machine.read('installer-arguments')).toBeUndefined();
    expectClean(run);
  });

  test('a secret that cannot be read', () => {
    ubuntu();
    expectRefused(machine.run(words('--secret', SECRET)),
      'There is no AWS CLI to read the secret with: install it, or read the secret elsewhere and give it with --activation-file -.');
    machine.stub('aws', 'echo "An error occurred (AccessDeniedException)" >&2; exit 254');
    expectRefused(machine.run(words('--secret', SECRET)),
      `Cannot read the secret ${SECRET}: give the AWS CLI credentials that may secretsmanager:GetSecretValue it, and kms:Decrypt with its key if it has one.`);
    expectRefused(machine.run(words('--secret', SECRET, '--aws-config', '/nowhere')),
      'Cannot read /nowhere, which is to be the configuration of the AWS CLI: put it there.');
    expectRefused(machine.run(words('--activation-file', '/nowhere')), 'Cannot read /nowhere: give the file with the text of the secret.');
  });

  test.each<[string[], string]>([
    [words(), 'The machine needs an activation: give --secret ARN or --activation-file FILE.'],
    [words('--secret', 'x', '--activation-file', '-'), 'There are two activations: leave out --secret or --activation-file.'],
    [fromInput('--cluster', 'a b'), "--cluster takes the name of the cluster; got 'a b'."],
    [fromInput('--region', ''), "--region takes a region such as eu-central-1; got ''."],
    [fromInput('--architecture', 'mips'), "--architecture takes x86_64 or arm64; got 'mips'."],
    [fromInput('--os', 'debian', '--os-version', '12'),
      "--os/--os-version takes amzn 2023, ubuntu 20.04, ubuntu 22.04, ubuntu 24.04 or rhel 9, which ECS Anywhere supports; got 'debian 12'."],
    [fromInput('--proxy', `http://user:${CODE}@proxy:3128`), '--proxy takes an address such as http://proxy.example.com:3128, without user and password.'],
    [fromInput('--no-proxy', 'a b'), "--no-proxy takes hosts with commas between them; got 'a b'."],
    [fromInput('--installer-url', 'http://example.com/x.sh'), "--installer-url takes an address that begins with https://; got 'http://example.com/x.sh'."],
    [fromInput('--ssm-endpoint', 'https://ssm'), "--ssm-endpoint takes the name of a host; got 'https://ssm'."],
    [fromInput('--attribute', 'site'), "--attribute takes NAME=VALUE, with 1 to 128 letters, digits and -_./\\ as the name, which does not begin with ecs. or com.amazonaws.; got 'site'."],
    [fromInput('--attribute', 'ecs.x=1'), "--attribute takes NAME=VALUE, with 1 to 128 letters, digits and -_./\\ as the name, which does not begin with ecs. or com.amazonaws.; got 'ecs.x=1'."],
    [fromInput('--attribute', 'site="x"'), "--attribute site takes 1 to 128 letters, digits, spaces inside and -_.@:/\\; got '\"x\"'."],
    [fromInput('--attribute', 'site=x '), "--attribute site takes 1 to 128 letters, digits, spaces inside and -_.@:/\\; got 'x '."],
    [fromInput('--attribute', `site=${'x'.repeat(129)}`), `--attribute site takes 1 to 128 letters, digits, spaces inside and -_.@:/\\; got '${'x'.repeat(129)}'.`],
    [fromInput('--activation-code', CODE), 'There is no option --activation-code: see --help.'],
    [fromInput('--cluster'), '--cluster is unknown, or has no value: see --help.'],
    [[CODE], 'There is an argument that belongs to no option: quote values, and see --help.'],
  ])('%j', (given, message) => {
    ubuntu();
    expectRefused(machine.run(given, { input: ACTIVATION }), message);
  });
});

describe('told', () => {
  test('SELinux that enforces, which does not stop the registration', () => {
    ubuntu().stub('getenforce', 'echo Enforcing');
    const run = machine.run(fromInput(), { input: ACTIVATION });
    expect(run.stdout).toContain('Note: ECS Anywhere does not support SELinux, which is enforcing here. If the agent or tasks fail, set SELINUX=permissive in /etc/selinux/config.');
    expect(run.status).toBe(0);
  });

  test('the failure of the installer', () => {
    ubuntu().write('installer-fails', '');
    const run = machine.run(fromInput(), { input: ACTIVATION });
    expect(run).toMatchObject({
      status: 1,
      stderr: "ecs-anywhere: AWS's installer failed, and says why above: mend that, then run this command again. " +
      'If it is the registration, the activation may be used up, deleted or expired: see whether it was renewed since, and raise registrationLimit if it is used up.\n',
    });
    expect(machine.calls('systemctl').slice(1)).toEqual([]);
    expectClean(run);
  });

  test.each<[string, () => void, string]>([
    ['an agent that does not join', () => machine.remove('joins'),
      'The ECS agent did not join cluster edge within 3 minutes: see /var/log/ecs/ecs-agent.log. The machine has to reach ecs, ecs-a-*, ecs-t-*, ssm and ssmmessages of eu-central-1 at port 443, and its clock has to be right. Then run this command again, with --again if the machine was deregistered in AWS.'],
    ['a machine without credentials', () => machine.stub('systemctl', '[[ $1 != is-enabled ]]'),
      'Systems Manager gave this machine no credentials: see /var/log/amazon/ssm/amazon-ssm-agent.log, then run this command again, with --again if the machine was deregistered in AWS.'],
    ['agents that are no services', () => machine.stub('systemctl', '[[ $1 != is-enabled && $1 != enable ]]'),
      'The agents are not installed as services: see systemctl status amazon-ssm-agent ecs, then run this command again.'],
    ['an SSM agent that does not start', () => machine.stub('systemctl', '[[ $1 != is-enabled && $* != "restart amazon-ssm-agent" ]]'),
      'The SSM agent does not start: see journalctl -u amazon-ssm-agent, then run this command again.'],
    ['an ECS agent that does not start', () => machine.stub('systemctl', '[[ $1 != is-enabled && $* != "restart ecs" ]]'),
      'The ECS agent does not start: see journalctl -u ecs, then run this command again.'],
  ])('%s', (_what, change, message) => {
    ubuntu();
    change();
    const run = machine.run(fromInput(), { input: ACTIVATION });
    expect(run).toMatchObject({ status: 1, stderr: `ecs-anywhere: ${message}\n` });
    expectClean(run);
  });

  test('help', () => {
    const run = ubuntu().run(['--help']);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('--activation-file FILE           the text of that secret, - for standard input');
  });
});
