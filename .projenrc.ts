import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { awscdk, github, javascript, JsonFile, release, typescript } from 'projen';

// Exact versions that are known to work together; ADR 3 says why each is pinned.
const LOWEST_CDK = '2.264.0';
const NEWEST_CDK = '2.276.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ecs-blueprints',
  description: 'Run containers on Amazon ECS the way the best ECS engineers would: L3 constructs that are safe by default and refuse at synth what AWS refuses later',
  keywords: ['aws-cdk', 'cdk', 'ecs', 'fargate', 'fargate-spot', 'containers', 'blueprints'],
  author: 'cdk-ecs-blueprints contributors',
  authorAddress: 'https://github.com/cdk-ecs-blueprints',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-ecs-blueprints/cdk-ecs-blueprints.git',
  copyrightOwner: 'cdk-ecs-blueprints contributors',
  copyrightPeriod: '2026',
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  stability: 'experimental',
  sampleCode: false,

  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '0.103.25',
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsNode({ tsconfig: 'tsconfig.dev.json', typeCheck: false }) },
  minNodeVersion: '20.19.0',

  cdkVersion: LOWEST_CDK,
  cdkCliVersion: '2.1148.1',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  peerDeps: ['cdk-nag@^3.0.2'],
  // Reads the templates that the command line is given; jsii bundles what is no peer.
  bundledDeps: ['yaml@2.9.1'],
  autoDetectBin: false,
  bin: { 'cdk-ecs-blueprints': 'bin/cdk-ecs-blueprints.js' },
  devDeps: [
    'aws-cdk@2.1148.1',
    'cdk-nag@3.0.2',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-cdk/integ-runner@2.197.10',
    'cloud-assembly-schema-53@npm:@aws-cdk/cloud-assembly-schema@53.28.0',
    'jsii-pacmak@1.140.0',
    'jsii-diff@1.134.0',
    'ts-node@10.9.2',
    // Runs apps as they stand, in a third of the time of ts-node: it keeps what it has translated.
    'tsx@4.23.15',
    'fast-check@^4',
    // Lambda's runtime has them; here they are mocked, so that handlers are tested against the real shapes of commands.
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-cloudwatch-logs@^3',
    '@aws-sdk/client-ecs@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-ssm@^3',
    'aws-sdk-client-mock@4.1.0',
    // They read back what test/deploy deploys.
    '@aws-sdk/client-application-auto-scaling@^3',
    '@aws-sdk/client-auto-scaling@^3',
    '@aws-sdk/client-cloudwatch@^3',
    '@aws-sdk/client-codedeploy@^3',
    '@aws-sdk/client-elastic-load-balancing-v2@^3',
    '@aws-sdk/client-scheduler@^3',
    '@aws-sdk/client-servicediscovery@^3',
    '@aws-sdk/client-vpc-lattice@^3',
    // Newer ones need Node 22.
    '@stryker-mutator/core@9.6.1',
    '@stryker-mutator/mocha-runner@9.6.1',
    'mocha@11.8.0',
    'expect@^30',
    'jest-each@^30',
    'jest-mock@^30',
    'eslint-plugin-import@2.32.0',
    'eslint-import-resolver-typescript@4.4.5',
  ],

  publishToPypi: { distName: 'cdk-ecs-blueprints', module: 'cdk_ecs_blueprints', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkecsblueprints',
    mavenGroupId: 'io.github.cdkecsblueprints',
    mavenArtifactId: 'cdk-ecs-blueprints',
  },
  publishToGo: { moduleName: 'github.com/cdk-ecs-blueprints/cdk-ecs-blueprints-go', packageName: 'ecsblueprints' },

  // Source maps would be two thirds of the package: the JavaScript reads like its source.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['src/**/*.ts', 'test/**/*.ts', 'integ/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts', '.projenrc.ts'],
    exclude: ['lib', 'dist', 'cdk.out'],
    compilerOptions: { experimentalDecorators: true },
  },
  typecheckTests: true,
  integrationTestAutoDiscover: false,
  jestOptions: {
    jestVersion: '^30.0.0',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    coverageText: false,
    // By room, which takes half the time; `npx jest FILE` runs a file.
    extraCliOptions: ['--config', 'test/rooms/jest.config.js'],
    jestConfig: {
      setupFiles: ['<rootDir>/test/setup-env.ts'],
      collectCoverage: true,
      coverageProvider: 'babel',
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['text-summary', 'json-summary'],
      coverageThreshold: { statements: 98, branches: 95, functions: 98, lines: 98 },
      testTimeout: 60000,
      maxWorkers: '100%',
      maxConcurrency: 2,
      reporters: [new javascript.JestReporter('<rootDir>/test/kit/count-report.js')],
      testPathIgnorePatterns: ['/node_modules/', '/test/strict/'],
    },
  },
  // Types are checked once for all files, not file by file.
  tsJestOptions: { transformOptions: { isolatedModules: true } },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'integ', 'examples', 'bench'],
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
    commandOptions: { fix: false },
  },

  buildWorkflow: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  // Version 13 needs Node 22.
  bumpPackage: 'commit-and-tag-version@12.7.3',
  jsiiReleaseVersion: '0.2.1061',
  npmTrustedPublishing: true,
  npmProvenance: true,
  postBuildSteps: [
    { name: 'Known vulnerabilities', run: 'npm audit --audit-level=high' },
    { name: 'Software bill of materials', run: 'npm sbom --sbom-format cyclonedx --omit dev > dist/sbom.cdx.json' },
  ],
  // Trusted publishing needs the npm of Node 24.
  workflowNodeVersion: '24',
  depsUpgrade: false,
  pullRequestTemplate: false,
  gitignore: ['/cdk.out', '.cdk.staging', 'cdk-integ.out.*', '.jsii.tabl.json', '/integ/**/asset.*', '/integ/**/validation-report.json', '/.cache'],
});

// jest 30's resolver names platform bindings that were never published; this is the newest complete release.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// The lock file holds versions and hashes only, so that any registry mirror can serve it.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('fund', 'false');
project.npmrc.addConfig('audit', 'false');
project.npmignore?.exclude(
  '/integ/', '/examples/', '/bench/', '/docs/', '/.ci/', '/cdk.json', '/integ.config.json', '/tsconfig.dev.json', '/stryker.config.mjs', '/projenrc/',
  '.jsii.tabl.json', '/.cache/', '/rosetta/', '/cdk.out/', 'ARCHITECTURE.md', 'CONTRIBUTING.md',
);

// Who may import whom; ARCHITECTURE.md draws it.
const MAY_IMPORT: Record<string, string[]> = {
  model: [],
  private: ['model'],
  volume: ['model', 'private'],
  task: ['model', 'private', 'volume'],
  pool: ['model', 'private'],
  sidecar: ['model', 'private', 'task'],
  cluster: ['model', 'private', 'pool'],
  deployment: ['model', 'private'],
  scaling: ['model', 'private'],
  network: ['model', 'private'],
  watch: ['model', 'private'],
  discovery: ['model', 'private', 'task', 'deployment'],
  mesh: ['model', 'private', 'task', 'deployment', 'discovery'],
  lattice: ['model', 'private', 'task', 'deployment', 'discovery'],
  traffic: ['model', 'private', 'task', 'cluster', 'deployment', 'discovery'],
  service: ['model', 'private', 'task', 'pool', 'cluster', 'deployment', 'scaling', 'network', 'traffic'],
  job: ['model', 'private', 'task', 'cluster', 'deployment', 'network', 'watch', 'service'],
  worker: ['model', 'private', 'task', 'cluster', 'scaling', 'watch', 'service'],
  event: ['model', 'private', 'job'],
  anywhere: ['model', 'private', 'task', 'pool', 'cluster', 'deployment'],
  policy: ['model', 'private'],
  command: ['model', 'policy'],
};
// The same inside the model, where every room may also use the files above the rooms.
const MODEL_MAY_IMPORT: Record<string, string[]> = {
  template: [],
  roles: ['template'],
  task: [],
  deployment: [],
  scaling: [],
  traffic: [],
  network: ['task'],
  watch: [],
  discovery: ['task'],
  mesh: ['task', 'discovery', 'template'],
  lattice: ['task'],
  capacity: ['task', 'deployment'],
  service: ['task', 'traffic'],
  job: ['task'],
  worker: [],
  event: ['job'],
  anywhere: ['task', 'deployment'],
  workload: [
    'template', 'roles', 'task', 'deployment', 'scaling', 'traffic', 'network', 'watch', 'discovery', 'mesh', 'lattice', 'capacity', 'service', 'job', 'anywhere',
  ],
};
project.eslint!.addRules({
  'import/no-restricted-paths': ['error', {
    zones: [
      ...Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
        target: `./src/${room}`,
        from: './src',
        except: [room, ...allowed].map((name) => `./${name}`),
        message: `src/${room} may import only from ${[room, ...allowed].join(', ')} (ARCHITECTURE.md)`,
      })),
      ...Object.entries(MODEL_MAY_IMPORT).flatMap(([room, allowed]) => Object.keys(MODEL_MAY_IMPORT)
        .filter((other) => other !== room && !allowed.includes(other))
        .map((other) => ({
          target: `./src/model/${room}`,
          from: `./src/model/${other}`,
          message: `src/model/${room} may not import from src/model/${other} (ARCHITECTURE.md)`,
        }))),
    ],
  }],
  // The root barrel type-checks a million lines, and its members load twice as much.
  'no-restricted-imports': ['error', { paths: [{ name: 'aws-cdk-lib', message: 'import aws-cdk-lib/core or aws-cdk-lib/aws-<service>' }] }],
});
project.eslint!.addOverride({ files: ['src/**'], rules: { 'max-lines': ['error', { max: 300 }] } });
project.eslint!.addOverride({
  files: ['src/model/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^[^.]', message: 'src/model is pure: it imports nothing from outside' }] }] },
});
project.eslint!.addOverride({
  files: ['src/!(policy)/**', 'src/index.ts'],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group: ['cdk-nag', 'cdk-nag/*'], message: 'only src/policy imports cdk-nag' }] }] },
});
project.eslint!.addOverride({
  files: ['src/command/!(parse).ts', 'src/!(command|model)/**'],
  rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'yaml', message: 'only src/command/parse.ts reads YAML' }, { name: 'aws-cdk-lib', message: 'import aws-cdk-lib/core or aws-cdk-lib/aws-<service>' }] }] },
});
// cdk-nag is loaded when a pack first validates.
project.eslint!.addOverride({ files: ['src/policy/ecs-policy-pack.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } });

const quiet = { AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_VALIDATION: 'false' };

// integ-runner reads cloud assemblies up to schema 53; the preload answers with that schema until it reads newer ones.
new JsonFile(project, 'integ.config.json', {
  marker: false,
  obj: {
    directory: 'integ',
    language: ['typescript'],
    parallelRegions: ['us-east-1'],
    maxWorkers: 2,
    app: 'node -r ./integ/once.js -r ./integ/schema53.js -r tsx/cjs {filePath}',
  },
});
new JsonFile(project, 'cdk.json', {
  marker: false,
  obj: {
    app: 'node -r tsx/cjs examples/web-platform/app.ts',
    notices: false,
    versionReporting: false,
    context: recommended,
  },
});

project.compileTask.exec('ts-node -P tsconfig.dev.json --transpile-only projenrc/late-exports.ts');
project.compileTask.exec('ts-node -P tsconfig.dev.json --transpile-only projenrc/rules.ts');
const integ = project.addTask('integ', {
  description: 'Compare the integ templates with their committed snapshots', exec: 'integ-runner', receiveArgs: true, env: { ...quiet, INTEG_RUN_ONCE: 'true' },
});
project.testTask.spawn(integ);
project.addTask('integ:update', { description: 'Rewrite the integ snapshots without deploying', exec: 'integ-runner --update-on-failed --dry-run', receiveArgs: true, env: quiet });
project.addTask('integ:deploy', {
  description: 'Deploy the integ apps to an AWS account, ask whether they hold, and remove them: docs/integration-tests.md says what it costs',
  exec: 'integ-runner --force --no-update-workflow',
  receiveArgs: true,
  env: { CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_VALIDATION: 'false' },
});
project.tasks.tryFind('compat')!.reset('test/compat.sh', { receiveArgs: true });
project.addTask('rosetta', { description: 'Compile every example of the README, the docs and the docstrings', exec: 'jsii-rosetta extract --strict --batch' });
project.addTask('test:validators', {
  description: 'cfn-lint and checkov over the templates of all examples and integ apps', exec: 'node -r tsx/cjs test/validators/run.ts', env: quiet,
});
project.addTask('test:languages', { description: 'The same app in four languages, synthesised with the built packages', exec: 'test/languages.sh' });
project.addTask('demo:synth', { description: 'Synthesise the example and print what it will run', exec: 'node -r tsx/cjs examples/demo.ts', receiveArgs: true, env: quiet });
project.addTask('test:newest', {
  description: `Unit tests and the strict CloudFormation validator on aws-cdk-lib ${NEWEST_CDK}`,
  exec: `test/newest.sh ${NEWEST_CDK}`,
  receiveArgs: true,
});

const checkout: github.workflows.JobStep = { name: 'Checkout', uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } };
const ci = new github.GithubWorkflow(project.github!, 'ci');
ci.on({ push: { branches: ['main'] }, pullRequest: {} });
ci.addJob('ci', {
  name: 'Node.js ${{ matrix.node }}',
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  strategy: { matrix: { domain: { node: ['20', '22', '24'] } }, failFast: false },
  steps: [
    checkout,
    { name: 'Node.js', uses: 'actions/setup-node@v4', with: { 'node-version': '${{ matrix.node }}' } },
    { name: 'Python', uses: 'actions/setup-python@v5', with: { 'python-version': '3.11' } },
    { name: 'Java', uses: 'actions/setup-java@v4', with: { 'distribution': 'corretto', 'java-version': '17' } },
    { name: 'Go', uses: 'actions/setup-go@v5', with: { 'go-version': 'stable', 'cache': false } },
    { name: 'Everything that must hold', run: '.ci/run' },
    { name: 'Known vulnerabilities', run: 'npm audit --audit-level=high' },
  ],
});

const published = project.tryFindObjectFile('.github/workflows/release.yml');
// publib knows where npm publishes to.
published?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
project.release!.addJobs({
  release_sbom: {
    name: 'Bill of materials',
    needs: ['release', 'release_github'],
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.WRITE },
    if: '${{ !inputs.dry_run }}',
    steps: [
      { name: 'Download build artifacts', uses: 'actions/download-artifact@v4', with: { name: 'build-artifact', path: 'dist' } },
      {
        name: 'Attach to the release',
        env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
        run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom.cdx.json --clobber -R "$GITHUB_REPOSITORY"',
      },
    ],
  },
});
// No task: projen would write lines of its own after the last one, which has the counts.
project.setScript('deploy:local', '(test -d node_modules || npm ci) && node -r tsx/cjs test/deploy/run.ts');
project.setScript('demo', '(test -d node_modules || npm ci) && projen demo:synth');

project.synth();
