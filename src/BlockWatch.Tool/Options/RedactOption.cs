using System.CommandLine;
using BlockWatch.Reports.Redaction;

namespace BlockWatch.Tool.Options;

/// <summary>What reports leave out: <c>--redact</c>.</summary>
internal sealed class RedactOption
{
    private const RedactionLevel Default = RedactionLevel.Outside;

    private static readonly string[] LeavesOutPaths = [Word(RedactionLevel.Paths), Word(RedactionLevel.All)];

    private readonly Option<RedactionLevel> _level = new("--redact")
    {
        Description = "What reports and JSON lines leave out: none (nothing that was asked for), outside (paths outside your project; so unless told otherwise), paths (all paths, the command line), all (whatever is not code).",
        HelpName = "LEVEL",
        CustomParser = result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "none": return RedactionLevel.None;
                case "outside": return RedactionLevel.Outside;
                case "paths": return RedactionLevel.Paths;
                case "all": return RedactionLevel.All;
                default:
                    result.AddError($"'{result.Tokens[0].Value}' is no level: write none, outside, paths or all");
                    return default;
            }
        },
    };

    /// <param name="command">Gets the option.</param>
    /// <param name="askingForMore">Options that ask for what a level leaves out.</param>
    public void AddTo(Command command, params IReadOnlyList<Option<bool>> askingForMore)
    {
        command.Add(_level);
        command.Validators.Add(result =>
        {
            // As a word: a value that is no level has its own error already, and cannot be asked for.
            if (result.GetResult(_level)?.Tokens is not [{ Value: var level }] || !LeavesOutPaths.Contains(level))
            {
                return;
            }

            foreach (Option<bool> other in askingForMore.Where(other => result.GetResult(other) is { Implicit: false }))
            {
                result.AddError($"{other.Name} asks for what --redact {level} leaves out: use one of them");
            }
        });
    }

    public RedactionLevel Read(ParseResult parse) => parse.GetResult(_level) is null ? Default : parse.GetValue(_level);

    /// <summary>As it is written on the command line.</summary>
    public static string Word(RedactionLevel level) => level.ToString().ToLowerInvariant();
}
