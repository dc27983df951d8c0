#!/usr/bin/env bash
# What `blockwatch diff` says of two runs of one build, and of a build in which one line `.Result` was added: see docs/diff.md.
#   tests/DiffPairs/run.sh [PAIRS] [SECONDS]
# Builds the tool, and the sample targets twice from copies of their sources, into artifacts/diff-pairs. Both builds are watched at the same
# time, again and again; each run of the first is compared with the one before it and with that of the second. Exit code 1 when a comparison says anything else than it must.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly pairs=${1:-20} seconds=${2:-15}
readonly work=$PWD/artifacts/diff-pairs
readonly method='SampleTargets.Scenarios.FiveFaults.QuotedAsync'
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_NOLOGO=1

rm -rf "$work/reports" "$work/source"
mkdir -p "$work/reports"

# A copy of the sources with a handler that awaits, called six times a round; the second copy reads `.Result` there instead, and comments above move every line.
copy_sources() {
    mkdir -p "$work/source/$1"
    cp -r sample-targets Directory.Build.props Directory.Packages.props .editorconfig "$work/source/$1/"
    rm -rf "$work/source/$1"/sample-targets/*/bin "$work/source/$1"/sample-targets/*/obj
    sed -i \
        -e 's|    private static async Task<IResult> SleepAsync(TruthLog truth)|    private static async Task<IResult> QuotedAsync()\n    {\n        await Task.Delay(5);\n        string quote = await QuoteAsync();\n        return Results.Text(quote);\n    }\n\n&|' \
        -e 's|        routes.MapGet("/sleep", SleepAsync);|        routes.MapGet("/quoted", QuotedAsync);\n&|' \
        -e 's|\["/sleep", "/result", "/lock", "/file", "/sha", WebTarget.OkPath\]|["/quoted", "/sleep", "/quoted", "/result", "/quoted", "/lock", "/quoted", "/file", "/quoted", "/sha", "/quoted", WebTarget.OkPath]|' \
        "$work/source/$1/$scenario"
    grep -q 'await QuoteAsync()' "$work/source/$1/$scenario" && grep -q '"/quoted", QuotedAsync' "$work/source/$1/$scenario" && grep -q '\["/quoted", "/sleep"' "$work/source/$1/$scenario"
}

readonly scenario=sample-targets/SampleTargets/Scenarios/FiveFaults.cs
copy_sources first
copy_sources second
sed -i -e 's|await QuoteAsync();|QuoteAsync().Result;|' -e 's|^internal sealed class FiveFaults|// A line more.\n// And another one.\n&|' "$work/source/second/$scenario"
grep -q 'QuoteAsync().Result;' "$work/source/second/$scenario"

dotnet build src/BlockWatch.Tool -c Release -v q --nologo
for build in first second; do
    # Git does not track the copies, and a sample names a source file that there is none of: not to be embedded.
    dotnet publish "$work/source/$build/sample-targets/SampleTargets" -c Release -f net10.0 --no-self-contained -o "$work/$build" -v q --nologo \
        -p:RunAnalyzers=false -p:NuGetAudit=false -p:EmbedUntrackedSources=false --artifacts-path "$work/$build-build"
done

blockwatch() {
    dotnet src/BlockWatch.Tool/bin/Release/net8.0/blockwatch.dll "$@"
}

watch() {
    timeout $((seconds + 60)) dotnet src/BlockWatch.Tool/bin/Release/net8.0/blockwatch.dll \
        run --quiet --no-config -o "$work/reports/$2.json" -- dotnet "$work/$1/SampleTargets.dll" five-faults --seconds "$seconds" >"$work/reports/$2.log" 2>&1
}

unchanged=0
named=0
watch first first-0
for ((i = 1; i <= pairs; i++)); do
    watch first "first-$i" &
    watch second "second-$i"
    wait
    blockwatch diff "$work/reports/first-$((i - 1)).json" "$work/reports/first-$i.json" -o "$work/reports/same-$i.json" -o "$work/reports/same-$i.txt" --verbosity quiet
    blockwatch diff "$work/reports/first-$i.json" "$work/reports/second-$i.json" -o "$work/reports/added-$i.json" -o "$work/reports/added-$i.txt" --verbosity quiet
    same=$(head -n 1 "$work/reports/same-$i.txt")
    added=$(head -n 1 "$work/reports/added-$i.txt")
    if grep -q '"verdict": "noChange"' "$work/reports/same-$i.json"; then
        unchanged=$((unchanged + 1))
    fi
    # Exactly that place: one change, and it is that method's.
    if [[ $(grep -cE '"change": "(new|worse|gone|better)"' "$work/reports/added-$i.json") == 1 ]] \
        && grep -A 12 '"change": "new"' "$work/reports/added-$i.json" | grep -q "\"method\": \"$method("; then
        named=$((named + 1))
    fi
    printf '%2d  one build: %s  a line added: %s\n' "$i" "$same" "$added"
done

printf 'one build twice: no change in %d of %d; one line added: named alone in %d of %d\n' "$unchanged" "$pairs" "$named" "$pairs"
((unchanged == pairs && named == pairs))
