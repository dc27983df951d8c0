using BlockWatch.Tool.ConsoleOutput;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>What the commands reach the world through, for tests that run none of them.</summary>
internal static class FakeServices
{
    public static ToolServices Create() => new()
    {
        Terminal = new Terminal(TextWriter.Null, TextWriter.Null, 100),
        Engine = new FakeEngine(),
        Reports = new FakeReports(),
        Rules = new FakeRulePages(),
        Samples = new FakeSamples(),
        Signals = new FakeSignals(),
        Time = new FakeTimeProvider(),
        WorkingDirectory = null,
    };
}
