#!/usr/bin/env bash
# Mutation scores of the rooms of the model and of the pack, as the table of docs/mutation-testing.md: test/mutation/run.sh [ROOM...]
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
rooms=("$@")
test ${#rooms[@]} -gt 0 || mapfile -t rooms < <(find src/model -mindepth 1 -maxdepth 1 -type d -printf 'model/%f\n' | sort; echo model; echo policy)
mkdir -p .cache/mutation
for room in "${rooms[@]}"; do
  ROOM=$room npx --no-install stryker run > ".cache/mutation/${room//\//-}.log" 2>&1 || echo "$room: see .cache/mutation/${room//\//-}.log" >&2
done
node test/mutation/table.cjs "${rooms[@]}"
