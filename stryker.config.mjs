// Mutation testing of a room of the model, or of the pack, by the tests that stand beside it: `ROOM=model/task npx stryker run`; test/mutation/run.sh runs all.
const room = process.env.ROOM ?? 'model';
const name = room.replaceAll('/', '-');
// `model` alone are the files above its rooms.
const files = room === 'model' ? '*' : '**/*';

export default {
  testRunner: 'mocha',
  mochaOptions: {
    spec: [`test/${room}/${files}.test.ts`],
    require: ['./test/setup-env.ts', './test/mutation/jest-in-mocha.cjs'],
    // They read whole apps, or all cases once more.
    ignore: ['integ-apps', 'example-apps', 'ecs-patterns', 'rule-table', 'unknown-values'].map((app) => `test/policy/${app}.test.ts`),
  },
  testRunnerNodeArgs: ['--require', 'tsx/cjs'],
  // The tables of rules are texts: RULES.md, which CI compares, holds each of them.
  mutate: [`src/${room}/${files}.ts`, '!src/policy/rules/**'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  incremental: true,
  incrementalFile: `.cache/mutation/${name}.json`,
  concurrency: 2,
  dryRunTimeoutMinutes: 30,
  // A mutant that survives runs all tests of its room, on a machine that is busy with others: that is no loop without an end.
  timeoutFactor: 3,
  timeoutMS: 5000,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `.cache/mutation/${name}.report.json` },
  thresholds: { high: 90, low: 85, break: 85 },
  tempDirName: '.cache/stryker-tmp',
};
