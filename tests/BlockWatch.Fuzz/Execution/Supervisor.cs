using System.Diagnostics;
using System.Globalization;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Execution;

/// <summary>Gives a target's inputs to workers, one process after the other, and gathers what became of them.</summary>
internal sealed class Supervisor
{
    private readonly FuzzTarget _target;
    private readonly WorkerProgram _program;
    private readonly int _seed;
    private readonly string _findings;
    private readonly TextWriter _progress;
    private readonly FuzzTally _tally;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="target">What is fuzzed.</param>
    /// <param name="program">What workers are started as.</param>
    /// <param name="seed">Makes the inputs.</param>
    /// <param name="from">The first input's number.</param>
    /// <param name="findings">The folder in which inputs are kept that find something.</param>
    /// <param name="progress">Told of findings.</param>
    public Supervisor(FuzzTarget target, WorkerProgram program, int seed, long from, string findings, TextWriter progress)
    {
        _target = target;
        _program = program;
        _seed = seed;
        _findings = findings;
        _progress = progress;
        _tally = new FuzzTally { Target = target.Name, IsGuided = program.IsGuided, Seed = seed, From = from };
    }

    /// <summary>How long an input may take.</summary>
    public TimeSpan LongestInput { get; init; } = WorkerProcess.UsualPatience;

    /// <summary>Goes on until all inputs were given, or the stop.</summary>
    public async Task<FuzzTally> RunAsync(long count, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        long next = _tally.From;
        while (next < _tally.From + count && !stop.IsCancellationRequested)
        {
            next = await RunOneWorkerAsync(next, _tally.From + count - next, stop);
        }

        _tally.Seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1);
        return _tally;
    }

    // Returns the number with which the next one has to go on.
    private async Task<long> RunOneWorkerAsync(long first, long count, CancellationToken stop)
    {
        using WorkFolder folder = new();
        using WorkerProcess worker = WorkerProcess.Start(_program, LongestInput, folder, WorkerProcess.Arguments(_target.Name, folder, _seed, first, count));
        long begun = -1;
        long next = first;
        while (await worker.NextAsync(stop) is { } line)
        {
            begun = line.Number;
            if (line.Result is { } result)
            {
                begun = -1;
                next = line.Number + 1;

                // What inputs before it left behind, on the heap and in libraries' own memory, is not its own.
                if (result.Outcome == InputRun.TooMuchMemory && await AloneAsync(folder.Combine(Worker.NameOf(line.Number))) is { Fault: null } alone)
                {
                    _tally.Add(line.Number, alone);
                    return next;
                }

                _tally.Add(line.Number, result);
                if (result.Fault is { } fault)
                {
                    _tally.Faults++;
                    await KeepAsync(result.Outcome, line.Number, fault, folder.Combine(Worker.NameOf(line.Number)));
                }
            }
        }

        if (stop.IsCancellationRequested)
        {
            return next;
        }

        await worker.WaitForExitAsync();
        if (begun < 0)
        {
            return next < first + count && worker.ExitCode != 0 ? throw new InvalidOperationException($"A worker for {_target.Name} ended with {worker.ExitCode} and no input: {worker.LastWords}") : next;
        }

        await TellDeathAsync(worker, begun, folder.Combine(Worker.Current));
        return begun + 1;
    }

    private async Task<InputResult> AloneAsync(string inputFile) => await new SingleInput(_target, LongestInput).RunAsync(await File.ReadAllBytesAsync(inputFile));

    private async Task TellDeathAsync(WorkerProcess worker, long number, string inputFile)
    {
        // A machine that others use may have been elsewhere for ten seconds: what hangs, hangs again.
        if (worker.Hung && await AloneAsync(inputFile) is { Fault: null } again)
        {
            _tally.Add(number, again);
            return;
        }

        string kind = worker.Hung ? "hang" : "crash";
        _tally.Add(number, new InputResult(kind, null, worker.Hung ? LongestInput : TimeSpan.Zero, 0));
        _tally.Hangs += worker.Hung ? 1 : 0;
        _tally.Crashes += worker.Hung ? 0 : 1;
        await KeepAsync(kind, number, string.Create(CultureInfo.InvariantCulture, $"{kind}, exit code {worker.ExitCode}: {worker.LastWords}"), inputFile);
    }

    private async Task KeepAsync(string kind, long number, string fault, string inputFile)
    {
        string key = Finding.KeyOf(kind, fault);
        if (!_known.Add(key))
        {
            return;
        }

        await _progress.WriteLineAsync($"{_target.Name}, seed {_seed}, input {number}: {key}");
        byte[] smallest = await new Minimizer(new SingleInput(_target, LongestInput)).SmallestAsync(await File.ReadAllBytesAsync(inputFile), key);
        string folder = Path.Combine(_findings, _target.Name);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{_seed}-{number}.bin"));
        await File.WriteAllBytesAsync(file, smallest);
        await File.WriteAllTextAsync(file + ".txt", fault + "\n");
        _tally.Findings.Add(new Finding(kind, _seed, number, fault.Split('\n')[0], Path.GetRelativePath(Environment.CurrentDirectory, file)));
    }
}
