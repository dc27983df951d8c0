#!/usr/bin/env bash
# Watches each sample scenario, exports its report as sarif, speedscope and chromium, and has the tests of reports hold all files against what is published of their formats: see docs/formats.md.
#   tests/ScenarioFormats/run.sh [SECONDS [SCENARIO...]]   7 seconds each, all scenarios
# Files and table.md are in artifacts/scenario-formats. Exit code 1 when a file is missing or not as it must be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly seconds=${1:-7}
readonly work=$PWD/artifacts/scenario-formats
readonly tool=$PWD/src/BlockWatch.Tool/bin/Release/net8.0/blockwatch.dll
readonly targets=$PWD/sample-targets/SampleTargets/bin/Release/net10.0/SampleTargets.dll
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_NOLOGO=1
shift || true

rm -rf "$work"
mkdir -p "$work"
target=
trap 'if [[ -n $target ]]; then kill -9 "$target" 2>/dev/null || true; fi' EXIT

dotnet build src/BlockWatch.Tool -c Release -v q --nologo >&2
dotnet build sample-targets/SampleTargets -c Release -f net10.0 -v q --nologo >&2

# Its kind of watch, and what it needs to be told as --detail: as the samples themselves say.
describe() {
    dotnet "$targets" --describe | sed -n 's/.*"name":"\([^"]*\)".*"onlyFromStart":\([a-z]*\),.*"detail":"\([^"]*\)".*/\1 \2 \3/p'
}

blockwatch() {
    timeout $((seconds + 60)) dotnet "$tool" "$@" </dev/null >>"$work/$scenario.log" 2>&1
}

# Ends the target in good order or, when it is in a deadlock, by force.
end_target() {
    kill "$target" 2>/dev/null || true
    for ((i = 0; i < 30; i++)); do
        kill -0 "$target" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$target" 2>/dev/null || true
    wait "$target" 2>/dev/null || true
    target=
}

attach() {
    dotnet "$targets" "$scenario" --seconds $((seconds + 60)) </dev/null >"$work/$scenario.log" 2>&1 &
    target=$!
    for ((i = 0; i < 200; i++)); do
        if grep -q '^READY ' "$work/$scenario.log"; then
            break
        fi
        sleep 0.1
    done
    blockwatch attach -p "$target" --duration "${seconds}s" --quiet --no-config --detail "$detail" -o "$work/$scenario.json" || echo "$scenario: attach ended with exit code $?" >&2
    end_target
}

launch() {
    blockwatch run --quiet --no-config --detail "$detail" -o "$work/$scenario.json" -- dotnet "$targets" "$scenario" --seconds "$seconds" --exit-code 0 \
        || echo "$scenario: run ended with exit code $?" >&2
}

while read -r scenario from_start detail <&3; do
    if (($# > 0)) && [[ " $* " != *" $scenario "* ]]; then
        continue
    fi
    echo "$scenario" >>"$work/scenarios.txt"
    if [[ $from_start == true ]]; then
        launch
    else
        attach
    fi
    blockwatch export "$work/$scenario.json" -o "$work/$scenario.sarif" -o "$work/$scenario.speedscope.json" -o "$work/$scenario.trace.json" \
        || echo "$scenario: export ended with exit code $?" >&2
done 3< <(describe)

code=0
BLOCKWATCH_SCENARIO_FILES=$work dotnet test tests/BlockWatch.Reports.Tests --filter FullyQualifiedName~ScenarioFilesTests -v q --nologo >&2 || code=1
cat "$work/table.md"
exit "$code"
