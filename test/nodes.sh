#!/usr/bin/env bash
# Makes every construct, as the contract tests do, on other versions of Node.js than the one that is installed.
# usage: test/nodes.sh [VERSION...]
set -euo pipefail
cd "$(dirname "$0")/.."
[[ $# -gt 0 ]] || set -- 22 24
nodes=$(mktemp -d)
trap 'rm -rf "$nodes"' EXIT
for version in "$@"; do
  npm install --silent --no-save --no-audit --no-fund --prefix "$nodes/$version" "node@$version"
  bin=$nodes/$version/node_modules/node/bin
  echo "Node.js $("$bin/node" --version)"
  "$bin/node" node_modules/.bin/jest --config test/rooms/jest.config.js --ci --coverage=false --silent test/contract
done
