import { execFileSync } from 'child_process';

// What `require` of the packaged library loads: run `npx projen compile` first, then `npx ts-node -T bench/import-cost.ts`.
const probe = (code: string) => `
  const start = process.cpuUsage();
  ${code}
  const { user, system } = process.cpuUsage(start);
  const files = Object.keys(require.cache);
  const count = (part) => files.filter((file) => file.includes(part)).length;
  console.log(JSON.stringify({ ms: (user + system) / 1000, files: files.length, own: count(process.cwd() + '/lib/'), nag: count('cdk-nag') }));`;

const CASES = {
  'nothing': '',
  'the library': 'require("./lib");',
  'FargateSpotCluster': 'require("./lib").FargateSpotCluster;',
  'FargateSpotService': 'require("./lib").FargateSpotService;',
  'every export': 'Object.values(require("./lib"));',
  'ecs.Cluster of aws-cdk-lib': 'require("aws-cdk-lib/aws-ecs").Cluster;',
};
const ROUNDS = 7;

for (const [name, code] of Object.entries(CASES)) {
  const runs = Array.from({ length: ROUNDS }, () => JSON.parse(execFileSync('node', ['-e', probe(code)], { encoding: 'utf8' })));
  const times = runs.map((run) => run.ms).sort((a, b) => a - b);
  const { files, own, nag } = runs[0];
  console.log(`${name.padEnd(26)} ${times[Math.floor(ROUNDS / 2)].toFixed(0).padStart(5)} ms CPU (median of ${ROUNDS}), ${files} files, ${own} own, ${nag} of cdk-nag`);
}
