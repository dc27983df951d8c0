using System.CommandLine;
using BlockWatch.Tool.Configuration;

namespace BlockWatch.Tool.Options;

/// <summary>Which configuration holds: <c>--config</c> and <c>--no-config</c>.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string?> _file = new("--config")
    {
        Description = "The configuration to use, instead of the nearest blockwatch.json in this folder or above.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _none = new("--no-config")
    {
        Description = "Use no configuration.",
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_none);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_file) is { } named && named.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError("the configuration has no name: write for example --config blockwatch.json, or use --no-config");
            }
            else if (result.GetResult(_file) is not null && result.GetResult(_none) is not null)
            {
                result.AddError("--config and --no-config contradict each other: use one of them");
            }
        });
    }

    /// <summary>The configuration in force; null when there is none.</summary>
    /// <exception cref="Failures.UserFacingException">The one that was named does not exist, or one cannot be read or is not as it should be.</exception>
    public WatchConfig? Read(ParseResult parse, ToolServices services)
    {
        if (parse.GetValue(_none))
        {
            return null;
        }

        string? folder = services.WorkingDirectory;
        string? path = parse.GetValue(_file) is { } named
            ? folder is null ? named : Path.GetFullPath(named, folder)
            : folder is null ? null : ConfigFile.FindUpward(folder);
        return path is null ? null : ConfigFile.Read(path, DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime));
    }
}
