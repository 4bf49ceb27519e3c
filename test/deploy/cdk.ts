import { spawn } from 'node:child_process';
import * as path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');

/** Runs Node, and gives what it said; throws with that when it fails. */
export function node(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    let said = '';
    const hear = (text: Buffer) => said += text.toString();
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      process.removeListener('exit', end);
      if (code === 0) resolve(said);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${said.slice(-4000)}`));
    });
  });
}

/** The CDK CLI that the repository pins. */
export function cdk(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return node([require.resolve('aws-cdk/bin/cdk'), ...args, '--no-notices', '--no-color'], env);
}
