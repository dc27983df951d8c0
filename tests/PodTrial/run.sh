#!/usr/bin/env bash
# A pod without Kubernetes, for docs/telemetry.md: a target and blockwatch in a process and a network namespace of their own, each in its own mount namespace, as a user that is nobody else's,
# without capabilities; they share /tmp, and blockwatch's root is read-only.
#   tests/PodTrial/run.sh    as root, on Linux; takes 25 s after the build
# Exit code 1 when the metrics do not name the target's stalls, when blockwatch does not end by SIGTERM, when its report lacks a line of source, or when anything else is left in /tmp.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly root=$PWD
readonly targets=$root/sample-targets/SampleTargets/bin/Release/net10.0/SampleTargets.dll
readonly tool=$root/src/BlockWatch.Tool/bin/Release/net8.0/blockwatch.dll
readonly port=9464
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_NOLOGO=1

as_app() {
    exec setpriv --reuid 1654 --regid 1654 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all env -i PATH="$PATH" HOME=/nonexistent "$@"
}

# Waits until a command succeeds; ends the pod when it does not within 20 s.
await() {
    local what=$1
    shift
    for ((i = 0; i < 200; i++)); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    echo "not so within 20 s: $what" >&2
    exit 1
}

metrics() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /metrics HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n' >&3
    timeout 5 cat <&3
}

names_stalls() {
    (metrics) | grep -q '^blockwatch_stalls_total{target="SampleTargets".*rule="BW0001".*FiveFaults.ResultAsync'
}

case ${1:-} in
    target)
        mount --bind "$volume" /tmp
        as_app dotnet "$targets" five-faults --seconds 60
        ;;
    sidecar)
        mount --bind "$volume" /tmp
        mount -o remount,bind,ro /
        as_app dotnet "$tool" attach -n SampleTargets --all --quiet --prometheus "127.0.0.1:$port" -o /tmp/report.json
        ;;
    pod)
        # Process 1 of the pod: what it started ends with it.
        ip link set lo up
        unshare --mount --propagation private "$0" target >"$volume/target.log" 2>&1 &
        unshare --mount --propagation private "$0" sidecar >"$volume/sidecar.log" 2>&1 &
        sidecar=$!
        await "metrics name the target's stalls" names_stalls
        (metrics) | grep '^blockwatch_stalls_total' | head -3
        kill -TERM "$sidecar"
        await "blockwatch has ended" bash -c "! kill -0 $sidecar"
        ;;
    "")
        dotnet build src/BlockWatch.Tool -c Release -v q --nologo >&2
        dotnet build sample-targets/SampleTargets -c Release -f net10.0 -v q --nologo >&2
        volume=$(mktemp -d)
        export volume
        trap 'rm -rf "$volume"' EXIT
        chmod 1777 "$volume"
        script=$root/tests/PodTrial/run.sh
        timeout 90 unshare --pid --fork --kill-child --mount-proc --net --mount "$script" pod || {
            cat "$volume"/*.log >&2
            exit 1
        }
        grep -q '"line": *[0-9]' "$volume/report.json" || {
            echo "no line of source in the report" >&2
            exit 1
        }
        # The target is killed with the pod, so its socket and pipes stay. Blockwatch's own are gone, but for its report.
        sockets=$(find "$volume" -name 'dotnet-diagnostic-*' | wc -l)
        echo "lines of source in the report; sockets left in /tmp: $sockets, the target's"
        ((sockets == 1))
        ;;
esac
