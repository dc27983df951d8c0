using System.Reflection;
using BlockWatch.Detection.Explanation;

namespace BlockWatch.Detection.Tests.Explanation;

public sealed class BlockingCatalogTests
{
    private const int RunningVersion = 10;

    [Fact]
    public void The_catalogue_covers_every_category_that_a_stack_can_show()
    {
        BlockingCategory[] covered = [.. BlockingCatalog.Default.Entries.Select(e => e.Category).Distinct().Order()];
        BlockingCategory[] wanted = [.. Enum.GetValues<BlockingCategory>().Where(c => c is not BlockingCategory.GarbageCollection)];

        Assert.Equal(wanted, covered);
        Assert.True(BlockingCatalog.Default.Entries.Count(e => e.Kind == BlockingEntryKind.Api) >= 120);
    }

    [Fact]
    public void Every_method_of_the_shared_framework_exists_in_this_runtime()
    {
        string[] missing =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => !e.IsExternal && (e.Until ?? RunningVersion) >= RunningVersion && !(IsWindowsOnly(e) && !OperatingSystem.IsWindows()))
                .Where(e => !SharedFramework.HasMethod(e))
                .Select(e => $"line {e.Line}: {e.TypePattern} {e.MethodPattern}"),
        ];

        Assert.True(missing.Length == 0, string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_method_that_users_call_is_public_or_protected()
    {
        string[] hidden =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => !e.IsExternal && (e.Until ?? RunningVersion) >= RunningVersion && e.Kind is BlockingEntryKind.Api)
                .Where(e => !SharedFramework.HasCallableMethod(e))
                .Select(e => $"line {e.Line}: {e.TypePattern} {e.MethodPattern}"),
        ];

        Assert.True(hidden.Length == 0, string.Join(Environment.NewLine, hidden));
    }

    [Fact]
    public void Every_replacement_exists_in_this_runtime_and_is_public()
    {
        string[] missing =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => e.ReplacementMember is not null && !SharedFramework.HasPublicMember(e.ReplacementMember))
                .Select(e => $"line {e.Line}: {e.ReplacementMember}"),
        ];

        Assert.True(missing.Length == 0, string.Join(Environment.NewLine, missing));
    }

    [Theory]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t-", "line 1: has 8 columns, not 9")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t-\t ", "line 1: column 9 is empty or has spaces around it; write - for nothing")]
    [InlineData("apis\tSleep\tX\tY\t-\t-\t-\t-\t-", "line 1: 'apis' is no kind")]
    [InlineData("api\tSnooze\tX\tY\t-\t-\t-\t-\t-", "line 1: 'Snooze' is no category")]
    [InlineData("api\t4\tX\tY\t-\t-\t-\t-\t-", "line 1: '4' is no category")]
    [InlineData("wrapper\tFile\tX\tY\t-\t-\t-\t-\t-", "line 1: this kind has no category, but 'File' is given")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t9\t-\t-", "line 1: '9' is no version range: write 9+ (from .NET 9), ..9 (up to .NET 9) or -")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\tpackage\t-", "line 1: 'package' is no scope: write external (a package's method) or -")]
    [InlineData("# note\napi\tSleep\tX\tY\t-\t-\t-\t-\t-\n\napi\tSleep\tX\tY\t-\t-\t-\t-\t-", "line 4: repeats line 2: X Y")]
    public void A_line_that_is_not_well_formed_is_named(string text, string message)
    {
        var error = Assert.Throws<FormatException>(() => BlockingCatalog.Parse(new StringReader(text)));

        Assert.Equal($"blocking-apis.tsv, {message}", error.Message);
    }

    [Fact]
    public void A_line_is_read_whole()
    {
        BlockingEntry entry = Assert.Single(BlockingCatalog.Parse(new StringReader("api\tSleep\tA.B`1\tC\tB.C\tSystem.Threading.Tasks.Task`1.get_Result\t9+\texternal\tWhy.")).Entries);

        Assert.Equal(
            new BlockingEntry
            {
                Kind = BlockingEntryKind.Api,
                Category = BlockingCategory.Sleep,
                TypePattern = "A.B`1",
                MethodPattern = "C",
                Display = "B.C",
                Replacement = "Task<T>.Result",
                ReplacementMember = "System.Threading.Tasks.Task`1.get_Result",
                Since = 9,
                IsExternal = true,
                Note = "Why.",
                Line = 1,
            },
            entry);
    }

    [Fact]
    public void A_star_does_not_cover_the_asynchronous_twin_unless_the_pattern_says_so()
    {
        var catalog = BlockingCatalog.Parse(new StringReader("api\tDatabase\tDapper.SqlMapper\tQuery*\t-\t-\t-\texternal\t-\napi\tDatabase\tSqlite.*\t*Async\t-\t-\t-\texternal\t-"));

        Assert.NotNull(catalog.Find(Stacks.FrameOf("lib:Dapper!Dapper.SqlMapper.QueryFirst")));
        Assert.Null(catalog.Find(Stacks.FrameOf("lib:Dapper!Dapper.SqlMapper.QueryFirstAsync")));
        Assert.NotNull(catalog.Find(Stacks.FrameOf("lib:Sqlite!Sqlite.Command.ReadAsync")));
    }

    [Theory]
    [InlineData("System.Threading.Tasks.Task`1[System.Int32]", "get_Result", "Task<T>.Result")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary`2", "TryAdd", "ConcurrentDictionary<T1, T2>.TryAdd")]
    [InlineData("System.IO.FileStream", ".ctor", "new FileStream")]
    [InlineData("Shop.Tables", ".cctor", "type initializer of Tables")]
    [InlineData("System.Net.Http.HttpConnection+<SendAsync>d__56", "MoveNext", "HttpConnection.SendAsync")]
    [InlineData("Shop.Orders+<>c__DisplayClass3_0", "<LoadAsync>b__0", "Orders.LoadAsync")]
    [InlineData("Source", "System.Threading.IThreadPoolWorkItem.Execute", "Source.Execute")]
    public void Metadata_names_become_short_names(string type, string method, string expected)
    {
        Assert.Equal(expected, ApiName.Of(type, method));
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*c", "ab", false)]
    [InlineData("Acme.*", "acme.Data", false)]
    public void Patterns_match_whole_names(string pattern, string text, bool expected)
    {
        Assert.Equal(expected, Glob.IsMatch(pattern, text));
    }

    private static bool IsWindowsOnly(BlockingEntry entry) => entry.Note?.StartsWith("Windows only", StringComparison.Ordinal) == true;
}
