import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import * as path from 'node:path';
import { setTimeout } from 'node:timers/promises';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

const ROOT = path.resolve(__dirname, '..', '..');
const REQUIREMENTS = path.join(__dirname, 'control_plane', 'requirements.txt');
const START_SECONDS = 120;

// What an app of the examples imports from the account.
const HOSTED_ZONES = ['Z0123456789EXAMPLE=example.com'];

/** AWS's APIs on a free port of this machine, for as long as this process lives. */
export class ControlPlane {
  public static async start(folder: string): Promise<ControlPlane> {
    const python = installed();
    const port = await freePort();
    const log = path.join(folder, 'control-plane.log');
    const file = openSync(log, 'w');
    // Its standard input is ours: it ends with us, even if we are killed.
    const server = spawn(python, ['-m', 'control_plane', String(port), ACCOUNT, ...HOSTED_ZONES], {
      cwd: __dirname,
      env: { ...environment(port), PYTHONPYCACHEPREFIX: path.join(path.dirname(python), '..', 'pycache') },
      stdio: ['pipe', file, file],
    });
    closeSync(file);
    const plane = new ControlPlane(python, port, server, log);
    await plane.answering();
    return plane;
  }

  private constructor(
    private readonly python: string, private readonly port: number, private readonly server: ChildProcess, private readonly log: string,
  ) {}

  public get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the CDK CLI and SDK clients need to find it, and nothing else that could lead to a real account. */
  public get environment(): NodeJS.ProcessEnv {
    return environment(this.port);
  }

  /** What it does not do, with the reasons: types of resources that it says are there, and operations that it checks alone. */
  public get notCovered(): { resources: Record<string, string>; operations: Record<string, string> } {
    return JSON.parse(run(this.python, ['-m', 'control_plane.not_covered']));
  }

  /** The last lines that the server wrote. */
  public get lastWords(): string {
    return readFileSync(this.log, 'utf8').split('\n').slice(-40).join('\n');
  }

  public stop(): void {
    this.server.kill('SIGKILL');
  }

  private async answering(): Promise<void> {
    for (let waited = 0; waited < START_SECONDS; waited += 0.5) {
      if (this.server.exitCode !== null) throw new Error(`the control plane ended at once:\n${this.lastWords}`);
      const answer = await fetch(`${this.endpoint}/moto-api/`).catch(() => undefined);
      if (answer?.ok) return;
      await setTimeout(500);
    }
    throw new Error(`the control plane did not answer within ${START_SECONDS} s:\n${this.lastWords}`);
  }
}

function environment(port: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('CDK_'));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    // moto reads the template of a stack by a path only from an address with this name.
    AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: `http://localhost:${port}`,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_VALIDATION: 'false',
    MOTO_ACCOUNT_ID: ACCOUNT,
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
  };
}

/** The Python of a virtual environment that has what the requirements pin; made once, and again when they change. */
function installed(): string {
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const venv = path.join(ROOT, '.cache', `control-plane-${pins}`);
  const python = path.join(venv, 'bin', 'python');
  const done = path.join(venv, 'installed');
  if (existsSync(done)) return python;
  if (spawnSync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']).status !== 0) {
    throw new Error('the control plane needs Python 3.10 or newer with venv (on Debian: apt-get install python3 python3-venv)');
  }
  console.log(`       installing the control plane into ${path.relative(ROOT, venv)}`);
  rmSync(venv, { recursive: true, force: true });
  run('python3', ['-m', 'venv', venv]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check', '-r', REQUIREMENTS]);
  writeFileSync(done, '');
  return python;
}

function run(command: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: __dirname, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve((address as { port: number }).port));
    });
  });
}
