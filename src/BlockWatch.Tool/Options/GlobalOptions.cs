using System.CommandLine;

namespace BlockWatch.Tool.Options;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<Verbosity> Verbosity { get; } = CreateVerbosity();

    private static Option<Verbosity> CreateVerbosity()
    {
        Option<Verbosity> option = new("--verbosity")
        {
            Description = "How much to print: quiet, normal (unless told otherwise) or detailed (every stall with its stack).",
            HelpName = "LEVEL",
            Recursive = true,
            CustomParser = result =>
            {
                switch (result.Tokens[0].Value)
                {
                    case "quiet": return Options.Verbosity.Quiet;
                    case "normal": return Options.Verbosity.Normal;
                    case "detailed": return Options.Verbosity.Detailed;
                    default:
                        result.AddError($"'{result.Tokens[0].Value}' is no verbosity: write quiet, normal or detailed");
                        return default;
                }
            },
        };
        return option.Suggest("quiet", "normal", "detailed");
    }
}
