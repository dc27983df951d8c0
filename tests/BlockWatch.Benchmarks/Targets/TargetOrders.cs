using System.Diagnostics;
using System.Globalization;

namespace BlockWatch.Benchmarks.Targets;

/// <summary>What the benchmark tells its target on standard input, a line each.</summary>
/// <remarks>
/// <c>RATE N</c>: from now on N work items a second. <c>COUNT</c>: answered with <c>COUNT DONE TICKS</c>, the work items that have run and
/// the monotonic clock. The end of the input: the end of the target. Read by a thread of its own: a busy pool does not delay an answer.
/// </remarks>
internal sealed class TargetOrders
{
    private readonly WorkSource _work;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TargetOrders(WorkSource work)
    {
        _work = work;
        new Thread(Read) { IsBackground = true, Name = "orders" }.Start();
    }

    /// <summary>The benchmark has closed our input, or is gone.</summary>
    public Task Ended => _ended.Task;

    private void Read()
    {
        while (Console.In.ReadLine() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["RATE", var perSecond]:
                    _work.PerSecond = int.Parse(perSecond, CultureInfo.InvariantCulture);
                    break;
                case ["COUNT"]:
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"COUNT {_work.Done} {Stopwatch.GetTimestamp()}"));
                    break;
                default:
                    throw new FormatException($"'{line}' is no order.");
            }
        }

        _ended.SetResult();
    }
}
