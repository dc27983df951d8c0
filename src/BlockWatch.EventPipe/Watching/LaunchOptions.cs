namespace BlockWatch.EventPipe.Watching;

/// <summary>A command to start under watch.</summary>
/// <param name="Command">The program, found as a shell would find it.</param>
/// <param name="Arguments">Its arguments, each as it is.</param>
public sealed record LaunchOptions(string Command, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables to set for it besides those it inherits.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>False: its standard output goes to our standard error, so that ours stays machine-readable.</summary>
    public bool InheritOutput { get; init; } = true;

    /// <summary>Takes its standard output and its standard error, as they come; then it does not have our terminal, and its standard input stays empty. Null: see <see cref="InheritOutput"/>.</summary>
    /// <remarks>Not closed. One write at a time.</remarks>
    public Stream? Output { get; init; }
}
