using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class PsCommandTests
{
    private readonly ToolRun _tool = new();

    public PsCommandTests()
    {
        _tool.Engine.Targets.Add(new(12, "old [app]", "6.0.36", null, new TimeSpan(12, 4, 5, 6), "its runtime is .NET 6: .NET 8 or newer is needed"));
        _tool.Engine.Targets.Add(new(90210, "secret", null, null, null, "it belongs to another user: use that user or root"));
    }

    [Fact]
    public async Task The_table_has_a_row_for_each_process_and_the_reason_where_one_cannot_be_watched()
    {
        Assert.Equal(0, await _tool.RunAsync("ps"));
        Assert.Equal(
            """
            PID    NAME       RUNTIME  ENTRY ASSEMBLY  UPTIME        CANNOT BE WATCHED
            12     old [app]  6.0.36   ?               12d 04:05:06  its runtime is .NET 6: .NET 8 or newer is needed
            4711   Orders     9.0.20   Orders          01:02:03
            90210  secret     ?        ?               ?             it belongs to another user: use that user or root

            """,
            _tool.Out);
    }

    [Fact]
    public async Task Json_has_the_same_facts()
    {
        _tool.Engine.Targets.RemoveAt(1);

        Assert.Equal(0, await _tool.RunAsync("ps", "--json"));
        Assert.Equal(
            """
            [
              {
                "processId": 4711,
                "name": "Orders",
                "runtimeVersion": "9.0.20",
                "entryAssembly": "Orders",
                "uptimeSeconds": 3723,
                "canBeWatched": true,
                "whyNot": null
              },
              {
                "processId": 90210,
                "name": "secret",
                "runtimeVersion": null,
                "entryAssembly": null,
                "uptimeSeconds": null,
                "canBeWatched": false,
                "whyNot": "it belongs to another user: use that user or root"
              }
            ]

            """,
            _tool.Out);
    }

    [Fact]
    public async Task No_process_at_all_is_said()
    {
        _tool.Engine.Targets.Clear();

        Assert.Equal(0, await _tool.RunAsync("ps"));
        Assert.Equal("No .NET process can be seen from here. Those of other users need their user or root.\n", _tool.Out);
    }
}
