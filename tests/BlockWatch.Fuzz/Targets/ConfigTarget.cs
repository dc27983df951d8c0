using System.Text;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;

namespace BlockWatch.Fuzz.Targets;

/// <summary>A <c>blockwatch.json</c> that lies in a folder that somebody else may write to; its patterns are matched with real names.</summary>
internal sealed class ConfigTarget : IFuzzTarget
{
    private static readonly string[] Seeds =
    [
        """
        {
          // known
          "myCode": { "include": ["System.*", "*"], "exclude": ["SampleTargets.*"], "modules": ["Sample*"] },
          "threshold": "20ms",
          "thresholds": [ { "match": "SampleTargets.*Async(*", "threshold": "500ms" }, { "site": "9f2c41aa07d3", "threshold": "1s" } ],
          "suppressions": [
            { "rule": "BW0005", "method": "*.Read*(*", "reason": "at start", "expires": "2027-06-30" },
            { "site": "9f2c41aa07d3", "reason": "ticket", },
          ],
        }
        """,
        """{ "suppressions": [ { "rule": "BW0001", "method": "a*b*c*d*e*f*g*h*", "reason": "x", "expires": "2020-01-01" } ] }""",
        "{}",
    ];

    private readonly WorkFolder _folder;
    private readonly ToolCall _tool;
    private readonly string _trace;

    public ConfigTarget(WorkFolder folder)
    {
        _folder = folder;
        _tool = new ToolCall(folder);
        using MemoryStream bytes = new();
        SeedTrace seed = SeedTrace.All[3];
        var writer = new NetTraceWriter(bytes, seed.Header);
        foreach (SeedEvent e in seed.Events)
        {
            writer.Write(e.Kind, e.Ticks, e.ThreadId, e.Payload, e.Stack);
        }

        writer.End();
        _trace = folder.Write("c.nettrace", bytes.ToArray());
    }

    public byte[] Make(Random random)
    {
        string seed = Seeds[random.Next(Seeds.Length)];
        if (random.Next(4) == 0)
        {
            // A pattern that takes long, if one can.
            string pattern = string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "*a" : "*", random.Next(1, 2_000))) + (random.Next(2) == 0 ? "!" : "");
            return Encoding.UTF8.GetBytes($$"""{ "myCode": { "include": ["{{pattern}}"], "exclude": ["{{pattern}}x"] } }""");
        }

        return JsonMutator.Mutate(seed, random, Seeds[random.Next(Seeds.Length)]);
    }

    public string Run(byte[] input)
    {
        string config = _folder.Write("blockwatch.json", input);
        (Tool.ExitCode code, _, string said) = _tool.Run("analyze", _trace, "--config", config);
        return $"{code}: {said}";
    }
}
