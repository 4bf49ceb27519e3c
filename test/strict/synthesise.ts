import * as fs from 'fs';
import { createRequire } from 'module';
import * as os from 'os';
import * as path from 'path';
import { format } from 'util';

/** What an app printed, and why it failed, if it did. */
export interface Synthesis { readonly printed: string; readonly failed?: string }

// As `node -r tsx/cjs APP` runs each of the apps, but in one process, since loading the CDK and its validator takes most of the time of such an app.
const printed: string[] = [];
for (const method of ['log', 'info', 'warn', 'error'] as const) console[method] = (...args) => { printed.push(format(...args)); };

function synthesis(app: string): Synthesis {
  process.env.CDK_OUTDIR = fs.mkdtempSync(path.join(os.tmpdir(), 'integ-'));
  try {
    createRequire(__filename)(path.resolve(app));
    // Apps that do not say so themselves synthesise then.
    process.emit('beforeExit', 0);
    return { printed: printed.join('\n'), failed: process.exitCode ? `it ended with ${process.exitCode}` : undefined };
  } catch (error) {
    return { printed: printed.join('\n'), failed: (error as Error).message };
  } finally {
    printed.length = 0;
    process.exitCode = 0;
    fs.rmSync(process.env.CDK_OUTDIR, { recursive: true });
  }
}

fs.writeSync(1, JSON.stringify(Object.fromEntries(process.argv.slice(2).map((app) => [app, synthesis(app)]))));
