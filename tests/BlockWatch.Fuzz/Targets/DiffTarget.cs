using System.Text;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Two reports from anywhere, compared. An input is both: the first one's length, and both.</summary>
internal sealed class DiffTarget : IFuzzTarget
{
    private static readonly string[] Formats = ["json", "text", "md", "html"];

    private readonly WorkFolder _folder;
    private readonly ToolCall _tool;

    public DiffTarget(WorkFolder folder)
    {
        _folder = folder;
        _tool = new ToolCall(folder);
    }

    public byte[] Make(Random random)
    {
        string seed = SeedReports.Any(random);
        byte[] same = Encoding.UTF8.GetBytes(seed);
        byte[] changed = JsonMutator.Mutate(seed, random, SeedReports.Any(random));
        byte[] also = random.Next(2) == 0 ? same : JsonMutator.Mutate(seed, random);
        return random.Next(2) == 0 ? Parts.Joined(changed, also) : Parts.Joined(also, changed);
    }

    public string Run(byte[] input)
    {
        (byte[] before, byte[] after) = Parts.Split(input);
        string format = Formats[input.Length % Formats.Length];
        string output = _folder.Combine("d.out");
        (Tool.ExitCode code, _, string said) = _tool.Run(
            "diff", _folder.Write("a.json", before), _folder.Write("b.json", after), "-o", output, "--format", format, "--fail-on", "new");
        return $"{code}: {(code is Tool.ExitCode.Usage or Tool.ExitCode.Refused ? said : format)}";
    }
}
