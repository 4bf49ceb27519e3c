import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const SCRIPT = path.join(__dirname, '..', '..', 'registration', 'register.sh');
const REAL = ['bash', 'env', 'cat', 'mktemp', 'mkdir', 'rm', 'grep', 'date', 'cp', 'chmod', 'touch', 'flock'];
const SIGNER = 'F34C3DDAE72926B079BEAEC6BCE9D9A42D51784F';
const KEY_BLOCK = /-----BEGIN PGP PUBLIC KEY BLOCK-----\n[^]*\n-----END PGP PUBLIC KEY BLOCK-----/;
const VALID = `[GNUPG:] GOODSIG 50DECCC4710E61AF Amazon ECS\n[GNUPG:] VALIDSIG D64BB6F90CF377E9B5FB346F50DECCC4710E61AF 2026-04-17 1 0 4 0 1 8 00 ${SIGNER}\n`;
const UNIT_SNAP = 'snap.amazon-ssm-agent.amazon-ssm-agent.service';
export const ARN = 'arn:aws:ecs:eu-central-1:111111111111:container-instance/edge/0123456789abcdef';
export const ID = '01234567-89ab-cdef-0123-456789abcdef';
export const CODE = 'aB3+xyz/Qw9==SeCrEtCoDe';
export const ACTIVATION = JSON.stringify({ activationId: ID, activationCode: CODE, expires: '2999-01-01T00:00:00.000Z' });

/** What a run of the script came to. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine that is only a folder: every program on its path is either harmless or a stub that writes down how it was called. */
export class StubMachine {
  public readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'stub-machine-'));

  constructor(id: string, versionId: string, machine = 'x86_64') {
    this.write('etc/os-release', `NAME="A name"\nID="${id}"\nVERSION_ID="${versionId}"\n`);
    this.write('run/systemd/system/.keep', '');
    this.write('tmp/.keep', '');
    this.write('bin/.keep', '');
    REAL.forEach((name) => this.real(name));
    this.stub('id', 'echo 0');
    this.stub('uname', `echo ${machine}`);
    this.stub('sleep', ':');
    ['apt-get', 'dnf', 'ip', 'openssl', 'sudo', 'tar'].forEach((name) => this.stub(name, ':'));
    this.signature(VALID);
    this.stub('curl', `
      for last; do :; done
      if [[ $last == http://localhost:51678/* ]]; then cat ${this.at('metadata')} 2>/dev/null || exit 7; exit; fi
      while (($# > 0)); do [[ $1 != --output ]] || out=$2; shift; done
      cp "${this.at('web')}/\${last##*/}" "$out" 2>/dev/null || exit 22`);
    this.stub('systemctl', `
      case "$*" in
        'is-enabled --quiet ${UNIT_SNAP}') [[ -f ${this.at('snap')} ]]; exit ;;
        'is-active --quiet docker') [[ -f ${this.at('docker-runs')} ]]; exit ;;
        'cat docker.service') [[ ! -f ${this.at('podman')} ]]; exit ;;
        'show '*) echo inactive; echo; cat ${this.at('updates')} 2>/dev/null || echo inactive ;;
        'stop ecs') rm -f ${this.at('metadata')} ;;
        'restart amazon-ssm-agent'|'restart ${UNIT_SNAP}') mkdir -p ${this.at('root/.aws')}; echo '[default]' >${this.at('root/.aws/credentials')} ;;
        'restart ecs') cp ${this.at('joins')} ${this.at('metadata')} 2>/dev/null || : ;;
      esac`);
    this.write('joins', metadata('edge', ARN));
    // What AWS's installer does to files; it is made to tell the code, which the real one does not.
    this.write('web/ecs-anywhere-install-latest.sh', `
      printf '%s\\n' "$@" >${this.at('installer-arguments')}
      env >${this.at('installer-environment')}
      cat /proc/$$/cmdline >${this.at('installer-process')}
      mkdir ssm-binaries; mktemp -d >/dev/null
      for code; do :; done
      echo "registers with $6 and $code"; echo "code: $code" >&2
      mkdir -p ${this.at('etc/ecs')} ${this.at('var/lib/ecs')}
      echo "ECS_CLUSTER=$4" >>${this.at('etc/ecs/ecs.config')}
      printf '%s\\n' "AWS_DEFAULT_REGION=$2" ECS_EXTERNAL=true >>${this.at('var/lib/ecs/ecs.config')}
      [[ ! -f ${this.at('installer-fails')} ]] || exit 3
    `);
    this.write('web/ecs-anywhere-install-latest.sh.asc', 'signature');
  }

  public at(file: string): string {
    return path.join(this.root, file);
  }

  public write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(this.at(file)), { recursive: true });
    fs.writeFileSync(this.at(file), text);
  }

  public read(file: string): string | undefined {
    return fs.existsSync(this.at(file)) ? fs.readFileSync(this.at(file), 'utf8') : undefined;
  }

  /** Lines of a file. */
  public lines(file: string): string[] {
    return (this.read(file) ?? '').split('\n').filter((line) => line !== '');
  }

  /** A program that writes down its arguments, and then does this. */
  public stub(name: string, body: string): void {
    this.remove(`bin/${name}`);
    this.write(`bin/${name}`, `#!${this.at('bin/bash')}\necho "${name} $*" >>${this.at('calls')}\n${body}\n`);
    fs.chmodSync(this.at(`bin/${name}`), 0o755);
  }

  public remove(file: string): void {
    fs.rmSync(this.at(file), { recursive: true, force: true });
  }

  /** A program of this machine. */
  public real(name: string): void {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`These tests need the program ${name}: install it`);
    this.remove(`bin/${name}`);
    fs.symlinkSync(stdout.trim(), this.at(`bin/${name}`));
  }

  /** What gpg says of the installer. */
  public signature(said: string, status = 0): void {
    this.write('gpg-says', said);
    this.stub('gpg', `
      [[ " $* " != *' --verify '* ]] || { cat ${this.at('gpg-says')}; exit ${status}; }
      while (($# > 1)); do [[ $1 != --output ]] || echo keyring >"$2"; shift; done`);
  }

  /** How a program was called. */
  public calls(name: string): string[] {
    return this.lines('calls').filter((line) => line.startsWith(`${name} `));
  }

  /** Runs the script, with this folder in place of /, and with another key in place of that of Amazon ECS. */
  public run(words: string[], { input = '', env = {}, key }: { input?: string; env?: Record<string, string>; key?: { signer: string; block: string } } = {}): Run {
    let script = replaced(fs.readFileSync(SCRIPT, 'utf8'), "readonly ROOT=''\n", `readonly ROOT='${this.root}'\n`);
    if (key) script = replaced(replaced(script, SIGNER, key.signer), KEY_BLOCK, key.block);
    this.write('register.sh', script);
    const { status, stdout, stderr } = spawnSync(this.at('bin/bash'), [this.at('register.sh'), ...words], {
      cwd: this.root, input, encoding: 'utf8', env: { PATH: this.at('bin'), TMPDIR: this.at('tmp'), ...env },
    });
    return { status, stdout, stderr };
  }

  /** What is left in the folder for temporary files. */
  public leftovers(): string[] {
    return fs.readdirSync(this.at('tmp')).filter((name) => name !== '.keep');
  }
}

function replaced(text: string, what: string | RegExp, by: string): string {
  const parts = text.split(what);
  expect(parts).toHaveLength(2);
  return parts.join(by);
}

export function metadata(cluster: string, arn: string | null): string {
  return JSON.stringify({ Cluster: cluster, ContainerInstanceArn: arn, Version: 'Amazon ECS Agent - v1.105.1' });
}
