using BlockWatch.Tool.Rules;

namespace BlockWatch.Tool.Tests.Fakes;

internal sealed class FakeRulePages : IRulePages
{
    public IReadOnlyList<string> Ids { get; } = ["BW0001", "BW0004"];

    public string Read(string id) => id == "BW0001"
        ? "# BW0001: sync-over-async\n\nA pool thread waits for a task.\n"
        : "# BW0004: sleep\n\nThread.Sleep.\n";
}
