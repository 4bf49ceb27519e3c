#!/usr/bin/env bash
# As a new user would: packs the library, installs it into an empty folder, imports it and synthesises the README's first example.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
app=$(mktemp -d)
trap 'rm -rf "$app"' EXIT
cd "$root"
tarball=$(npm pack --silent --ignore-scripts --pack-destination "$app")
cd "$app"
echo '{ "name": "app", "private": true }' > package.json
npm install --silent --no-audit --no-fund "./$tarball" \
  "aws-cdk-lib@$(node -p "require('$root/node_modules/aws-cdk-lib/package.json').version")" \
  "constructs@$(node -p "require('$root/node_modules/constructs/package.json').version")" \
  "cdk-nag@$(node -p "require('$root/node_modules/cdk-nag/package.json').version")" \
  "typescript@$(node -p "require('$root/node_modules/typescript/package.json').version")" \
  "@types/node@$(node -p "require('$root/node_modules/@types/node/package.json').version")"
# Importing loads nothing, and reading an export only what it needs; ES modules find every name.
node - <<'JS'
const assert = require('assert');
const ownFiles = () => Object.keys(require.cache).filter((file) => file.includes('/cdk-ecs-blueprints/lib/')).length;
const library = require('cdk-ecs-blueprints');
assert.strictEqual(ownFiles(), 1);
assert.strictEqual(library.FargateSpotCluster.name, 'FargateSpotCluster');
assert.ok(ownFiles() < 40, `FargateSpotCluster alone loads ${ownFiles()} files`);
assert.strictEqual(new library.policy.EcsPolicyPack().name, 'EcsPolicy');
assert.deepStrictEqual(Object.keys(require.cache).filter((file) => file.includes('/cdk-nag/')), []);
const names = Object.keys(library);
require('fs').writeFileSync('names.mjs', `import assert from 'assert';
import { ${names.join(', ')} } from 'cdk-ecs-blueprints';
for (const [name, value] of Object.entries({ ${names.join(', ')} })) assert.ok(value, name);
assert.strictEqual(FargateSpotCluster.name, 'FargateSpotCluster');
`);
JS
node names.mjs
# The first block of the README that is a whole file.
awk '/^```ts nofixture/ { inside = 1; next } /^```/ { if (inside) exit } inside' "$root/README.md" > app.ts
lines=$(grep -c . app.ts)
npx --no-install tsc --strict --skipLibCheck --target es2022 --module node16 --moduleResolution node16 app.ts
CDK_VALIDATION=false CDK_OUTDIR=cdk.out node app.js
services=$(cat cdk.out/*.template.json | grep -c '"AWS::ECS::Service"')
test "$services" -ge 1
test "$lines" -lt 30
# The command, over a template that is right, one that is not, and one that there is not.
command=(npx --no-install cdk-ecs-blueprints check)
cat > good.yml <<'YAML'
Resources:
  Cluster: { Type: AWS::ECS::Cluster }
YAML
cat > bad.yml <<'YAML'
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Cpu: !Sub '256'
      Memory: 4096
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{ Name: web, Image: 'web:1' }]
YAML
exit_code() { "$@" > printed.txt 2>&1 && echo 0 || echo $?; }
test "$(exit_code "${command[@]}" good.yml)" = 0
test "$(exit_code "${command[@]}" good.yml bad.yml)" = 1
grep -q 'error FargateSize.NoSuchPair at Task, line 5' printed.txt
test "$(exit_code "${command[@]}" missing.yml)" = 2
grep -q 'cdk-ecs-blueprints: missing.yml does not exist' printed.txt
echo "installed $tarball ($(du -k "$tarball" | cut -f1) KiB): $lines lines synthesise $services service(s)"
