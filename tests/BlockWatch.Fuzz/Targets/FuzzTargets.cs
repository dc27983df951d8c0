namespace BlockWatch.Fuzz.Targets;

/// <summary>All that is fuzzed. The only place that lists it.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("nettrace", ".nettrace of format 4: `analyze` to a report, and that to every format", 300, static folder => new TraceTarget(folder, newerFormat: false)),
        new("nettrace6", ".nettrace of format 6, read by TraceEvent: `analyze` to a report", 20, static folder => new TraceTarget(folder, newerFormat: true)),
        new("tasks", "a stream of task events: the await graph in every format of `tasks`", 300, static _ => new TasksTarget()),
        new("report", "report JSON, of one target and of several: `export` to every format", 300, static folder => new ReportTarget(folder)),
        new("diff", "two reports: `diff` to every format", 200, static folder => new DiffTarget(folder)),
        new("config", "`blockwatch.json`: `analyze --config`", 200, static folder => new ConfigTarget(folder)),
        new("symbols", "a target's assembly, PDB and `deps.json`: names, lines, origins", 150, static folder => new SymbolTarget(folder)),
        new("proc", "what `/proc` says of a target", 1_000, static _ => new ProcTarget()),
        new("identity", "the diagnostic socket's answer to who it is", 100, static folder => new IdentityTarget(folder)),
        new("peer", "a whole lying runtime: `attach` and `tasks` to their end", 0, static folder => new PeerTarget(folder)),
    ];

    /// <summary>For the fuzzer's own tests; not among <see cref="All"/>.</summary>
    public static FuzzTarget Faulty { get; } = new(FaultyTarget.Name, "all that must not be", 0, static _ => new FaultyTarget());

    /// <summary>The same.</summary>
    public static FuzzTarget Leaking { get; } = new(LeakingTarget.Name, "keeps what it was given", 0, static _ => new LeakingTarget());

    public static FuzzTarget ByName(string name) => All.Append(Faulty).Append(Leaking).Single(target => target.Name == name);
}
