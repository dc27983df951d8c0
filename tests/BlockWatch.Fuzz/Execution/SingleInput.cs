using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Execution;

/// <summary>Gives one input to a worker of its own.</summary>
internal sealed class SingleInput
{
    private readonly FuzzTarget _target;
    private readonly TimeSpan _longest;

    public SingleInput(FuzzTarget target, TimeSpan longest)
    {
        _target = target;
        _longest = longest;
    }

    public async Task<InputResult> RunAsync(byte[] input)
    {
        using WorkFolder folder = new();
        string file = folder.Write("input", input);
        using WorkerProcess worker = WorkerProcess.Start(WorkerProgram.Plain, _longest, folder, _target.Name, folder.Path, file);
        while (await worker.NextAsync(CancellationToken.None) is { } line)
        {
            if (line.Result is { } result)
            {
                return result;
            }
        }

        string kind = worker.Hung ? "hang" : "crash";
        return new InputResult(kind, kind, TimeSpan.Zero, 0);
    }
}
