using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0005: a thread waits for the outside world in a synchronous call.</summary>
internal sealed class SynchronousIo : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0005",
        "synchronous-io",
        "A thread waits in a synchronous call for a file, a network peer, a database, a process or the console.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } =
    [
        BlockingCategory.File,
        BlockingCategory.Socket,
        BlockingCategory.Http,
        BlockingCategory.Dns,
        BlockingCategory.Pipe,
        BlockingCategory.Process,
        BlockingCategory.Console,
        BlockingCategory.Database,
    ];

    public string Title(Site site) => SiteText.At(site, SiteText.Blocking(site, What(site.Category)));

    public string Advice(Site site)
    {
        string blocking = SiteText.Blocking(site, "the synchronous call");
        return site.Replacement switch
        {
            null => $"{blocking} has no asynchronous twin that we know of: keep it off the threads that serve requests, with Task.Run or a dedicated thread.",
            { } name when name.EndsWith("Async", StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal) =>
                $"Use `await {name}` instead of {blocking}, and make the callers async.",
            { } words => $"Instead of {blocking}: {words}.",
        };
    }

    private static string What(BlockingCategory category) => category switch
    {
        BlockingCategory.File => "Synchronous file I/O",
        BlockingCategory.Socket => "Synchronous socket I/O",
        BlockingCategory.Http => "A synchronous HTTP request",
        BlockingCategory.Dns => "A synchronous DNS lookup",
        BlockingCategory.Pipe => "Synchronous pipe I/O",
        BlockingCategory.Process => "Waiting for a process",
        BlockingCategory.Console => "Console I/O",
        BlockingCategory.Database => "A synchronous database call",
        _ => "Synchronous I/O",
    };
}
