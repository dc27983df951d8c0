namespace BlockWatch.Tool.Rules;

/// <summary>The rules' pages, Markdown.</summary>
internal interface IRulePages
{
    /// <summary>Ids in order: <c>BW0001</c>, …</summary>
    IReadOnlyList<string> Ids { get; }

    /// <summary>The page of one of <see cref="Ids"/>.</summary>
    string Read(string id);
}
