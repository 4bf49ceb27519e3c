#!/usr/bin/env bash
# Compares the public API with that of the last release tag; run `npx projen compile` first. What breaks on purpose stands in .compatignore.
# usage: test/compat.sh [TAG]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
tag=${1:-$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || true)}
if [[ -z $tag ]]; then
  echo 'public types: there is no release yet that they could be compared with'
  exit
fi
released=$(mktemp -d)
trap 'rm -rf "$released"' EXIT
git archive "$tag" | tar -xf - -C "$released"
ln -s "$root/node_modules" "$released/node_modules"
if git diff --quiet "$tag" -- src; then
  cp .jsii "$released"
else
  (cd "$released" && npx --no-install jsii --silence-warnings=reserved-word) > /dev/null
fi
npx --no-install jsii-diff "$released" . --keys --error-on all --ignore-file .compatignore
node - "$tag" <<'JS'
const types = Object.values(JSON.parse(require('fs').readFileSync('.jsii', 'utf8')).types);
console.log(`${types.length} public types keep what those of ${process.argv[2]} promised`);
JS
