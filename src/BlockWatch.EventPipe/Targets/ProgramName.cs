namespace BlockWatch.EventPipe.Targets;

/// <summary>What people call a program, from its command line.</summary>
internal static class ProgramName
{
    /// <summary><c>Shop</c> for <c>dotnet /app/Shop.dll --port 80</c> and for <c>/app/Shop</c>; null when there is no command line.</summary>
    public static string? Of(IReadOnlyList<string>? commandLine)
    {
        if (commandLine is not { Count: > 0 } || commandLine[0].Length == 0)
        {
            return null;
        }

        string program = Path.GetFileNameWithoutExtension(commandLine[0]);
        string? assembly = program == "dotnet" ? commandLine.FirstOrDefault(w => w.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) : null;
        return assembly is null ? Path.GetFileName(commandLine[0]) : Path.GetFileNameWithoutExtension(assembly);
    }
}
