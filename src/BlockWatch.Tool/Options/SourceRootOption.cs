using System.CommandLine;

namespace BlockWatch.Tool.Options;

/// <summary>Where relative paths of source files start: <c>--source-root</c>.</summary>
internal static class SourceRootOption
{
    private const string RepositoryMark = ".git";

    public static Option<string?> Create() => new("--source-root")
    {
        Description = "The repository's root, for formats that name files relative to it (sarif, github): the nearest folder above this one with .git unless told otherwise.",
        HelpName = "FOLDER",
    };

    /// <summary>A full path; null when the folder that the command was called in is gone.</summary>
    public static string? Read(ParseResult parse, Option<string?> option, ToolServices services)
    {
        if (parse.GetValue(option) is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        for (string? folder = services.WorkingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // A worktree has a file of that name.
            if (Path.Exists(Path.Combine(folder, RepositoryMark)))
            {
                return folder;
            }
        }

        return services.WorkingDirectory;
    }
}
