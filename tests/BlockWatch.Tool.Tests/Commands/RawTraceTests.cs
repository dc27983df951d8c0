using BlockWatch.EventPipe.Recording;
using BlockWatch.TestKit;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>A whole watch as a .nettrace.</summary>
public sealed class RawTraceTests : IDisposable
{
    private readonly ToolRun _tool = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_trace_is_written_at_the_end_beside_the_reports()
    {
        WriteAtTheEnd();

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "-o", "r.json", "-o", Trace));
        Assert.Equal(["check r.json", $"check {Trace}", $"save 3 bytes of trace in {Trace}", "save r.json as its extension"], _tool.Reports.Log);

        // Nothing is left of what was kept meanwhile.
        Assert.Empty(_folder.Entries);
    }

    // A process that is killed deletes nothing.
    [Fact]
    public async Task What_is_kept_meanwhile_has_no_name()
    {
        IReadOnlyList<string> entries = ["?"];
        _tool.Engine.Script = _ => entries = _folder.Entries;

        await _tool.RunAsync("attach", "-p", "4711", "-o", Trace);
        Assert.Empty(entries);
    }

    [Fact]
    public async Task A_trace_that_could_not_be_written_fails_what_else_succeeded()
    {
        WriteAtTheEnd();
        _tool.Reports.FailsLater = Trace;

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "-q", "-o", Trace));
        Assert.Equal($"blockwatch: the trace was not written: '{Trace}' cannot be written: no space left\n", _tool.Error);
    }

    [Theory]
    [InlineData("run -o t.nettrace -- app", "'t.nettrace' would be a raw trace, which only attach writes: name a report, for example -o report.json")]
    [InlineData("demo -o t.nettrace", "'t.nettrace' would be a raw trace, which only attach writes: name a report, for example -o report.json")]
    [InlineData("analyze a.nettrace -o t.nettrace", "'t.nettrace' would be a raw trace, which only attach writes: name a report, for example -o report.json")]
    [InlineData("export r.json -o t.nettrace", "no report has a raw trace in it: attach writes one with -o FILE.nettrace")]
    [InlineData("attach -p 4711 -o t.nettrace -o u.nettrace", "'t.nettrace' and 'u.nettrace' would be the same trace: name one")]
    [InlineData("attach -p 4711 -p 4712 -o t.nettrace", "'t.nettrace' would be the trace of several targets: watch one of them for it")]
    [InlineData("attach -p 4711 --record 10s -o t.nettrace", "--record keeps the newest, and a .nettrace the whole watch: use one of them")]
    public async Task Where_there_can_be_none_it_is_a_usage_error(string arguments, string problem)
    {
        Assert.Equal(2, await _tool.RunAsync(arguments.Split(' ')));
        Assert.StartsWith($"blockwatch: {problem}\n", _tool.Error, StringComparison.Ordinal);
    }

    private string Trace => _folder.Combine("t.nettrace");

    private void WriteAtTheEnd() => _tool.Engine.Script = _ => _tool.Engine.Options!.Recording!.Sink.Write(new FlightRecording(output =>
    {
        output.Write([1, 2, 3]);
        return [];
    })
    {
        ProcessId = 4711,
        TargetName = "Orders",
        Cause = "the end of the watch",
        At = Stalls.SessionStart,
    });
}
