import { execFileSync } from 'child_process';

// What `require` of the packaged library loads: run `npx projen compile` first, then `npx ts-node -T bench/import-cost.ts`.
const probe = (code: string) => `
  const start = process.cpuUsage();
  ${code}
  const { user, system } = process.cpuUsage(start);
  const files = Object.keys(require.cache);
  console.log(JSON.stringify({ ms: (user + system) / 1000, files: files.length, nag: files.filter((file) => file.includes('cdk-nag')).length }));`;

const CASES = {
  'nothing': '',
  'the library': 'require("./lib");',
  'the library, every export read': 'Object.values(require("./lib"));',
  'aws-cdk-lib/aws-ecs, Cluster read': 'require("aws-cdk-lib/aws-ecs").Cluster;',
};
const ROUNDS = 7;

for (const [name, code] of Object.entries(CASES)) {
  const runs = Array.from({ length: ROUNDS }, () => JSON.parse(execFileSync('node', ['-e', probe(code)], { encoding: 'utf8' })));
  const times = runs.map((run) => run.ms).sort((a, b) => a - b);
  const { files, nag } = runs[0];
  console.log(`${name.padEnd(36)} ${times[Math.floor(ROUNDS / 2)].toFixed(0).padStart(5)} ms CPU (median of ${ROUNDS}), ${files} files, ${nag} of cdk-nag`);
}
