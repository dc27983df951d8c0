using BlockWatch.EventPipe.Targets;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class DiagnosticPortTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("/run/bw.sock", "/run/bw.sock", true)]
    [InlineData("/run/bw.sock,listen", "/run/bw.sock", true)]
    [InlineData("/run/bw.sock,connect", "/run/bw.sock", false)]
    [InlineData("/run/a,b,listen", "/run/a,b", true)]
    public async Task A_port_is_listened_at_unless_told_otherwise(string text, string path, bool listens)
    {
        await _tool.RunAsync("attach", "--diagnostic-port", text);

        Assert.Equal(new DiagnosticPort(path, listens), _tool.Engine.Port);
    }

    [Theory]
    [InlineData("nothing that can be done", "--diagnostic-port", "/run/bw.sock,suspend")]
    [InlineData("has no path", "--diagnostic-port", ",listen")]
    [InlineData("do not go with it", "--diagnostic-port", "/run/bw.sock", "-p", "4711")]
    [InlineData("do not go with it", "--diagnostic-port", "/run/bw.sock", "-n", "Orders", "--all")]
    [InlineData("do not go with it", "--diagnostic-port", "/run/bw.sock", "--children")]
    public async Task Wrong_usage_is_said(string problem, params string[] options)
    {
        Assert.Equal(2, await _tool.RunAsync(["attach", .. options]));
        Assert.Contains(problem, _tool.Error, StringComparison.Ordinal);
        Assert.Null(_tool.Engine.Port);
    }
}
