using System.CommandLine;

namespace BlockWatch.Tool.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ToolCommand : Command
{
    public ToolCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
    }

    /// <summary>Command lines that can be typed as they are.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The usage line where the parser's own would be wrong; null otherwise.</summary>
    public string? Usage { get; init; }
}
