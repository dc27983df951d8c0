using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>The class File where it reads, writes and opens.</summary>
internal static class FileCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        OnOpened("ReadAllText", path => File.ReadAllText(path)),
        OnOpened("ReadAllBytes", path => File.ReadAllBytes(path)),
        OnOpened("ReadAllLines", path => File.ReadAllLines(path)),
        OnUnopened("ReadLines", path => File.ReadLines(path)),
        OnOpened("WriteAllText", path => File.WriteAllText(path, Fifo.Text)),
        OnOpened("WriteAllBytes", path => File.WriteAllBytes(path, Fifo.Bytes)),
        OnOpened("WriteAllLines", path => File.WriteAllLines(path, [Fifo.Text])),
        OnOpened("AppendAllText", path => File.AppendAllText(path, Fifo.Text)),
        OnOpened("AppendAllLines", path => File.AppendAllLines(path, [Fifo.Text])),
        OnUnopened("AppendAllBytes", path => File.AppendAllBytes(path, Fifo.Bytes)),
        OnUnopened("Copy", path => File.Copy(path, path + ".copy")),
        OnUnopened("Open", path => File.Open(path, FileMode.Open, FileAccess.Read)),
        OnUnopened("OpenRead", path => File.OpenRead(path)),
        OnUnopened("OpenWrite", path => File.OpenWrite(path)),
        OnUnopened("OpenText", path => File.OpenText(path)),
        OnUnopened("OpenHandle", path => File.OpenHandle(path)),
        OnUnopened("CreateText", path => File.CreateText(path)),
        OnUnopened("AppendText", path => File.AppendText(path)),
    ];

    private static LiveCall OnOpened(string method, Action<string> call) => Of(method, hold => Fifo.Open(hold), call);

    private static LiveCall OnUnopened(string method, Action<string> call) => Of(method, hold => Fifo.Unopened(hold), call);

    private static LiveCall Of(string method, Func<Hold, string> path, Action<string> call) => new(typeof(File), method, Cause.File, hold =>
    {
        string made = path(hold);
        return () => call(made);
    });
}
