using BlockWatch.Detection.Deadlocks;
using BlockWatch.Reports.Live;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests;

/// <summary>A deadlock, spelt out in every format.</summary>
public sealed class DeadlockReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_ring_is_spelt_out_frame_by_frame()
    {
        string text = Made.Text(Fixtures.Deadlocks.Result, "text").Replace("\n      ", " ", StringComparison.Ordinal);

        Assert.Contains(
            """
            BW0008 Deadlock of 2 threads: Orders.CheckoutAsync ⇄ Stock.Reserve
              at /src/shop/Orders.cs:42
              Since 2.100s, and still when watching ended:
                thread 12 holds a lock and waits for another at Shop.Orders.CheckoutAsync(int) (/src/shop/Orders.cs:42), held by thread 13, which
                thread 13 holds that lock and waits for another at Shop.Stock.Reserve(string, int) (C:\src\shop\Stock.cs:88), held by thread 12, which is the first of these.
              1 deadlock (1 still there) of 2 threads, 7.9 s in all, the longest 7.9 s.
            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
        Assert.Contains("  Since 2.100s; it resolved by itself after 5.5 s:\n    thread 9 is blocked on task LoadAsync at Shop.Orders.CheckoutAsync(int)", text, StringComparison.Ordinal);
        Assert.Contains("\n    task ReadAsync is ready to go on and waits for its turn on thread 9, where it was suspended (inferred), which is the first of these.\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    thread 12 is blocked on task LoadAsync at Shop.Stock.Reserve(string, int) (C:\\src\\shop\\Stock.cs:88), as do 3 more threads, which\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    task LoadAsync is ready to run and waits for its turn in the queue of the pool (inferred): the pool, all 4 threads of which wait so.\n", text, StringComparison.Ordinal);
        Assert.Contains("error; certain, every step is an event.", text, StringComparison.Ordinal);
        Assert.Contains("error; likely, partly inferred.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_sentence_counts_deadlocks_and_not_their_time_twice()
    {
        string plain = Made.Text(Results.Rich, "text").Split('\n')[0];
        string sites = plain[..plain.IndexOf(" sites", StringComparison.Ordinal)];

        string first = Made.Text(Fixtures.Deadlocks.Result, "text").ReplaceLineEndings(" ");

        Assert.StartsWith($"{sites} sites", first, StringComparison.Ordinal);
        Assert.Contains("3 deadlocks (2 still there when watching ended)", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_lists_the_steps()
    {
        string text = Made.Text(Fixtures.Deadlocks.Result, "md");

        Assert.Contains("- Since 2.100s, and still when watching ended:\n  1. thread 12 holds a lock and waits for another", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_the_ring_and_is_read_back()
    {
        Report report = Made.Report(Fixtures.Deadlocks.Result);
        ReportFile.Save(report, _folder.File("out.json"), null);
        Report loaded = ReportFile.Load(_folder.File("out.json"));

        Assert.Equal(Made.Text(report, "text"), Made.Text(loaded, "text"));
        JObject json = JObject.Parse(Made.Text(report, "json"));
        Assert.Equal("lock", (string?)json.SelectToken("findings[0].deadlock.steps[0].link"));
        Assert.Null(json.SelectToken("findings[3].deadlock"));
        foreach (JProperty property in ((JObject)json.SelectToken("findings[0].deadlock")!).Descendants().OfType<JProperty>().ToList())
        {
            JObject broken = (JObject)json.DeepClone();
            ((JProperty)broken.SelectToken(property.Path)!.Parent!).Remove();
            Assert.NotEmpty(Schema.Violations(Schema.Report, broken.ToString()));
        }
    }

    [Fact]
    public void Live_it_is_a_block_of_lines_and_its_end_is_one()
    {
        Assert.Equal(
            [
                "2.100s  BW0008  Deadlock of 2 threads: Orders.CheckoutAsync ⇄ Stock.Reserve",
                "    thread 12 holds a lock and waits for another at Shop.Orders.CheckoutAsync(int) (/src/shop/Orders.cs:42), held by thread 13, which",
                @"    thread 13 holds that lock and waits for another at Shop.Stock.Reserve(string, int) (C:\src\shop\Stock.cs:88), held by thread 12, which is the first of these.",
            ],
            DeadlockLine.Format(Fixtures.Deadlocks.Locks));
        Assert.Equal(
            ["2.100s  BW0008  resolved by itself after 5.5 s: Deadlock of a thread with itself: Orders.CheckoutAsync ⇄ task LoadAsync"],
            DeadlockLine.Format(Fixtures.Deadlocks.Context));
    }

    [Fact]
    public void Json_lines_tell_of_both_as_the_schema_says()
    {
        JsonLines lines = new(Results.StartedAt, Results.Shop.ProcessId);
        foreach (Deadlock deadlock in new[] { Fixtures.Deadlocks.Locks, Fixtures.Deadlocks.Context, Fixtures.Deadlocks.Pool })
        {
            string line = lines.Deadlock(deadlock, Results.StartedAt.AddSeconds(9));

            Assert.Empty(Schema.Violations(Schema.JsonLine, line));
            JObject read = JObject.Parse(line);
            Assert.Equal(("deadlock", deadlock.EndNs is null ? "open" : "closed"), ((string?)read["kind"], (string?)read["state"]));
            Assert.Equal(deadlock.EndNs is null, read["durationMs"] is null);
        }
    }
}
