#!/usr/bin/env bash
# Runs the unit tests, and the suite that needs the newest validator, against another aws-cdk-lib in a copy of the tree.
# usage: test/newest.sh VERSION [jest options]
set -euo pipefail
version=$1
shift
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf -) | tar -xf - -C "$copy"
cp -R "$root/node_modules" "$copy/node_modules"
cd "$copy"
npm install --no-save --ignore-scripts "aws-cdk-lib@$version" >/dev/null
test "$(node -p "require('aws-cdk-lib/package.json').version")" = "$version"
# jest takes every word after --testPathIgnorePatterns for one more pattern, also after an equals sign: an option has to follow.
# Of model, handlers, and most of policy nothing imports aws-cdk-lib; snippets of the docs compile against the lowest version.
rm test/policy/{cases,integ-apps,rule-table,unknown-values}.test.ts
npx --no-install jest --config test/rooms/jest.config.js \
  --testPathIgnorePatterns '/node_modules/' '/rooms/model.ts' '/test/handlers/' '/test/docs/snippets' \
  --ci --coverage=false "$@"
