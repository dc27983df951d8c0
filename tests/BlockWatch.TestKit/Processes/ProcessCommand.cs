namespace BlockWatch.TestKit.Processes;

/// <summary>A program to start.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Handed over one by one; no shell is in between.</param>
public sealed record ProcessCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Null: that of the test.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Set over the test's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>True leaves standard input open until <see cref="ProcessRun.CloseInput"/>; otherwise it is closed at once.</summary>
    public bool KeepsInputOpen { get; init; }

    public override string ToString() => $"{FileName} {string.Join(' ', Arguments)}";
}
