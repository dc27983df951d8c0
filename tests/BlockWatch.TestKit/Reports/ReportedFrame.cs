namespace BlockWatch.TestKit.Reports;

public sealed record ReportedFrame(string Method, string Module, string? File, int? Line)
{
    /// <summary>The file without its folders, whatever system it was compiled on.</summary>
    public string? FileName => File?[(File.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>True when it is this method, whatever its parameters.</summary>
    public bool Is(string method) => Method.StartsWith(method + "(", StringComparison.Ordinal);

    public override string ToString() => $"{Method} at {FileName ?? "?"}:{Line}";
}
