import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { proveAsWritten, untold } from './as-written';
import { cdk, node } from './cdk';
import { Clients } from './clients';
import { ACCOUNT, ControlPlane, REGION } from './control-plane';
import { DeployedStack } from './deployed-stack';
import { PROMISES } from './promises';
import { Seen } from './promises/seen';
import { Proofs } from './proofs';
import { proveRefusals } from './refusals';

// Has stacks refer to each other by exports, as all did before Fn::GetStackOutput.
const EXPORTS = '--exports';
const HEADROOM_MINUTES = 30;

/** Deploys every example with the CDK CLI onto a control plane on this machine, and compares what is there with what was promised. */
async function run(folder: string, asked: string[], references: 'weak' | 'strong', proofs: Proofs): Promise<void> {
  const plane = await ControlPlane.start(folder);
  process.once('exit', () => plane.stop());
  const env = { ...plane.environment, CDK_HOME: path.join(folder, 'cdk-home') };
  const clients = new Clients(plane.endpoint);
  try {
    await node(['-r', 'tsx/cjs', path.join(__dirname, 'synth.ts'), path.join(folder, 'apps'), references], env);
    await cdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`], env);
    proofs.pass('cdk bootstrap');
    proofs.same('every example has promises', Object.keys(PROMISES).sort(), readdirSync(path.join(folder, 'apps')).sort());
    const notCovered: string[] = [];
    for (const example of asked) {
      await deploy(example, path.join(folder, 'apps', example), clients, env, proofs).then(
        (types) => notCovered.push(...types),
        (error: Error) => proofs.fail(`${example}: is deployed and read`, `${error.stack}\n${plane.lastWords}`));
    }
    tellNotCovered(plane, notCovered, asked.length === Object.keys(PROMISES).length, proofs);
    await proveRefusals(clients, proofs);
  } finally {
    plane.stop();
  }
}

async function deploy(
  example: string, assembly: string, clients: Clients, env: NodeJS.ProcessEnv, proofs: Proofs,
): Promise<string[]> {
  await cdk(['deploy', '--all', '--app', assembly, '--method', 'direct', '--require-approval', 'never'], env);
  const stacks: Record<string, DeployedStack> = {};
  for (const [name, template] of stacksOf(assembly)) {
    const stack = await DeployedStack.of(clients, name, template);
    stacks[name] = stack;
    proofs.same(`${example}: all ${Object.keys(stack.resources).length} resources of ${name} are there`, stack.missing, []);
  }
  for (const stack of Object.values(stacks)) {
    await proveAsWritten(example, stack, clients, proofs);
  }
  await PROMISES[example](new Seen(example, stacks, clients, proofs));
  return Object.values(stacks).flatMap((stack) => stack.notCovered);
}

/** Says what was not made. Of all examples that is what the table of it names, and no more. */
function tellNotCovered(plane: ControlPlane, types: string[], ofAll: boolean, proofs: Proofs): void {
  const { resources, operations } = plane.notCovered;
  for (const [type, reason] of Object.entries(resources)) {
    console.log(`       not covered: ${types.filter((other) => other === type).length} of ${type}: ${reason}`);
  }
  for (const [operation, reason] of Object.entries(operations)) {
    console.log(`       not covered: ${operation} is checked, and kept nowhere: ${reason}`);
  }
  for (const property of untold()) console.log(`       not read back: ${property}`);
  const named = Object.keys(resources).filter((type) => ofAll || types.includes(type));
  proofs.same('what is not covered is what the table names', [...new Set(types)].sort(), named.sort());
}

function stacksOf(assembly: string): [string, string][] {
  const { artifacts } = JSON.parse(readFileSync(path.join(assembly, 'manifest.json'), 'utf8'));
  return Object.values<any>(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ displayName, properties }) => [properties.stackName ?? displayName, path.join(assembly, properties.templateFile)]);
}

async function main(): Promise<number> {
  const proofs = new Proofs();
  const given = process.argv.slice(2).filter((argument) => argument !== EXPORTS);
  const references = process.argv.includes(EXPORTS) ? 'strong' : 'weak';
  const asked = given.length > 0 ? given : Object.keys(PROMISES);
  const unknown = asked.filter((example) => PROMISES[example] === undefined);
  if (unknown.length > 0) throw new Error(`there is no example ${unknown.join(', ')}, only ${Object.keys(PROMISES).join(', ')}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'deploy-local-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  const limit = setTimeout(() => {
    proofs.fail('the run ends in time', `it took more than ${HEADROOM_MINUTES} minutes`);
    process.exit(proofs.close());
  }, HEADROOM_MINUTES * 60_000);
  await run(folder, asked, references, proofs).catch((error: Error) => proofs.fail('the run comes to its end', error.stack ?? error.message));
  clearTimeout(limit);
  return proofs.close();
}

void main().then((code) => process.exit(code));
