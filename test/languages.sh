#!/usr/bin/env bash
# Builds the Python, Java and Go packages, has the app of examples/languages use them, and compares what each language synthesises with TypeScript.
# usage: test/languages.sh, after `projen compile`
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The newest whose jar CI finds; the range of the library begins after it, so that its jar is built on this one here.
java_cdk=2.263.0
# Maven installs the library beside what it downloads: a repository of its own, kept for the next run.
maven=(mvn --batch-mode --quiet "-Dmaven.repo.local=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-ecs-blueprints/maven" "-Dcdk.version=$java_cdk")
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 GOTOOLCHAIN=local
# What `cdk synth` at the root would have, and more.
context() { node -p 'JSON.stringify({ ...require(process.argv[1]).context, ...JSON.parse(process.argv[2]) })' "$root/cdk.json" "$1"; }
synth() { CDK_VALIDATION=false CDK_OUTDIR="$work/out/$1" CDK_CONTEXT_JSON="$(context "${CONTEXT:-{\}}")" "${@:2}"; }
size() { echo "languages: $1: $(du -k "$2" | tail -n 1 | cut -f 1) KiB, on aws-cdk-lib $3"; }

packages() {
  local pacmak=(npx --no-install jsii-pacmak --code-only --no-npmignore)
  "${pacmak[@]}" node_modules/cdk-nag --outdir "$work/nag" --target go &
  "${pacmak[@]}" --outdir "$work/code" --target python --target java --target go
  wait $!
}

typescript() {
  synth typescript node -r tsx/cjs examples/languages/typescript/app.ts
}

python() {
  cp -R "$root/examples/languages/python" "$work/python"
  cd "$work/python"
  python3 -m pip wheel --quiet --no-deps --wheel-dir "$work/wheels" "$work/code/python"
  python3 -m venv --without-pip "$work/venv"
  python3 -m pip --python "$work/venv/bin/python" install --quiet --no-compile "$work"/wheels/*.whl --requirement requirements.txt
  synth python "$work/venv/bin/python" app.py
  CONTEXT='{ "company-defaults": true }' synth python-injector "$work/venv/bin/python" app.py
  size python "$work/wheels" "$("$work/venv/bin/python" -c 'import importlib.metadata as m; print(m.version("aws-cdk-lib"))')" >> "$work/sizes"
}

java() {
  cp -R "$root/examples/languages/java" "$work/java"
  cd "$work/code/java"
  # One version for each range, as the app has it: Maven reads every version that there is of a range.
  node - "$java_cdk" <<'JS'
const fs = require('fs');
const pom = fs.readFileSync('pom.xml', 'utf8')
  .replace(/<version>\[([^,]+),[^<]*/g, '<version>$1')
  .replace(/(<artifactId>aws-cdk-lib<\/artifactId>\s*<version>)[^<]*/, `$1${process.argv[2]}`);
const [dependencies] = /<dependencies>[^]*?<\/dependencies>/.exec(pom);
fs.writeFileSync('pom.xml', pom.replace(dependencies, `<dependencyManagement>${dependencies}</dependencyManagement>${dependencies}`));
JS
  "${maven[@]}" -Dmaven.test.skip -Dmaven.javadoc.skip -Dmaven.source.skip install
  cd "$work/java"
  synth java "${maven[@]}" compile exec:java
  size java "$work"/code/java/target/cdk-ecs-blueprints-*.jar "$java_cdk" >> "$work/sizes"
}

golang() {
  local module=github.com/cdklabs
  local proxy_agent=$module/awscdk-asset-node-proxy-agent-go/nodeproxyagentv6/v2
  local schema=$module/cloud-assembly-schema-go/awscdkcloudassemblyschema/v54
  cp -R "$root/examples/languages/go" "$work/go"
  cd "$work/go"
  # The library and cdk-nag are generated here; the two others are as aws-cdk-go asks for them.
  go mod edit \
    -replace "github.com/cdk-ecs-blueprints/cdk-ecs-blueprints-go/ecsblueprints=$work/code/go/ecsblueprints" \
    -replace "$module/cdk-nag-go/cdknag/v3=$work/nag/go/cdknag" \
    -replace "$proxy_agent=$proxy_agent@v2.1.2" \
    -replace "$schema=$schema@v54.11.0"
  go build -mod=mod -o shop .
  synth go ./shop
  size go "$work/code/go" "$(go list -mod=mod -m -f '{{.Version}}' github.com/aws/aws-cdk-go/awscdk/v2 | tr -d v)" >> "$work/sizes"
}

# run NAME: what its function printed is shown when it fails.
run() {
  local start=$SECONDS
  (set -e; "$1") > "$work/$1.log" 2>&1 &
  if wait $!; then
    echo "languages: $1: built in $((SECONDS - start)) s"
  else
    echo "languages: $1: FAILED after $((SECONDS - start)) s"
    tail -n 60 "$work/$1.log" | cut -c -300
  fi
}

cd "$root" || exit
run typescript &
run packages
run python &
run java &
run golang &
wait
cat "$work"/sizes
node -r tsx/cjs test/languages/compare.ts "$work/out"
