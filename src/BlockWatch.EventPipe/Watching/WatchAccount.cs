using System.Diagnostics;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Guarding;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Sleeping;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Throttling;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What one watch did and could not do: the part of its report that is about the watch itself.</summary>
internal sealed class WatchAccount
{
    public required RuntimeIdentity Identity { get; init; }

    public required WatchOptions Options { get; init; }

    /// <summary>True when we started the target.</summary>
    public required bool FromStart { get; init; }

    /// <summary>The stopwatch when the watch began.</summary>
    public required long StartedTicks { get; init; }

    /// <summary>This process's own processor time then.</summary>
    public required TimeSpan OwnCpuAtStart { get; init; }

    public required TargetClock Clock { get; init; }

    public required (MethodMap Methods, ModuleMap Modules) Code { get; init; }

    public required ResumptionLane Resumptions { get; init; }

    public required BurstScheduler Bursts { get; init; }

    public required SleepWatch Sleeps { get; init; }

    public required ThrottleWatch Throttling { get; init; }

    public required LaneTotals Totals { get; init; }

    public required GovernedLanes Governed { get; init; }

    public required LoopFaults Faults { get; init; }

    /// <summary>What is known until now.</summary>
    /// <param name="end">How the watch ended, or would end now.</param>
    /// <param name="snapshot">What was found.</param>
    /// <param name="isListIncomplete">True when the target did not list all its methods.</param>
    /// <param name="targetCpuMs">Processor time that the target had meanwhile, milliseconds; null when it is not known.</param>
    public SessionDescription Describe(SessionEnd end, DetectionSnapshot snapshot, bool isListIncomplete, double? targetCpuMs)
    {
        LaneTimes times = Governed.Times;
        bool isNameless = !isListIncomplete && NamelessCode.Is(Code.Methods.Count, Code.Modules.Count);
        long lost = Totals.Lost;
        (long spans, long requests, long waits, long async) = Totals.Events;
        double durationMs = Stopwatch.GetElapsedTime(StartedTicks).TotalMilliseconds;
        return new SessionDescription
        {
            Mode = FromStart ? "run" : "attach",
            StartedAt = Clock.StartedAt,
            DurationMs = durationMs,
            ThresholdMs = Options.Detection.ThresholdNs / 1e6,
            End = end,
            EventsReceived = Totals.Received,
            EventsLost = lost,
            Complete = lost == 0 && snapshot.Gaps.Count == 0 && end != SessionEnd.ConnectionLost && !isListIncomplete && !SessionGuard.HasClosedSessions && Faults.Sentences.Count == 0,
            Lanes = NamelessCode.Lanes(
                isNameless, LaneNotes.Of(Identity.Major, (spans, waits, async), Bursts, times, Options.Detail, Sleeps.CanSee)),
            Bugs = Faults.Bugs,
            Limits =
            [
                .. Faults.Sentences,
                .. SystemLimits.Of(ThisSystem.Kind),
                .. NamelessCode.Limits(isNameless),
                .. RuntimeLimits.Of(Identity.Major, Options.Detail != DetailMode.Off),
                .. Resumptions.Refusal is { } refusal ? [refusal] : Array.Empty<string>(),
                .. RequestLimits.Of(Options.WithRequests, Code.Modules, requests),
                .. BudgetLimits.Of(times, Governed.ItemCost, Options.WithRequests, Sleeps.CanSee, end == SessionEnd.TargetExited ? 0 : Governed.RefusedCount + Bursts.RefusedCount),
                .. MemoryLimits.Of(Code.Methods, snapshot),
                .. GuardLimits.Now,
            ],
            Budget = BudgetEstimate.Of(Options.BudgetShare, Identity.Major, Totals.At(durationMs / 1000, times), Governed.ItemCost, durationMs, targetCpuMs),
            CollectorCpuMs = (OwnProcess.CpuTime() - OwnCpuAtStart).TotalMilliseconds,
            TargetCpuMs = targetCpuMs,
            Throttling = Throttling.Total,
        };
    }
}
