#!/usr/bin/env bash
# As a new user would: packs the library, installs it into an empty folder and synthesises the README's first example.
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
# The first block of the README that is a whole file.
awk '/^```ts nofixture/ { inside = 1; next } /^```/ { if (inside) exit } inside' "$root/README.md" > app.ts
lines=$(grep -c . app.ts)
npx --no-install tsc --strict --skipLibCheck --target es2022 --module node16 --moduleResolution node16 app.ts
CDK_VALIDATION=false CDK_OUTDIR=cdk.out node app.js
services=$(cat cdk.out/*.template.json | grep -c '"AWS::ECS::Service"')
test "$services" -ge 1
test "$lines" -lt 30
echo "installed $tarball ($(du -k "$tarball" | cut -f1) KiB): $lines lines synthesise $services service(s)"
