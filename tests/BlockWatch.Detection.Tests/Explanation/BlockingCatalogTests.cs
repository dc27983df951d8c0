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
        BlockingCategory[] wanted = [.. Enum.GetValues<BlockingCategory>()
            .Where(c => c is not (BlockingCategory.GarbageCollection or BlockingCategory.PageFault or BlockingCategory.ProcessorQueue))];

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
                .Where(e => !e.IsExternal && e.ReplacementMember is not null && !SharedFramework.HasPublicMember(e.ReplacementMember))
                .Select(e => $"line {e.Line}: {e.ReplacementMember}"),
        ];

        Assert.True(missing.Length == 0, string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_replacement_says_since_when_it_exists()
    {
        string[] wrong =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => (e.ReplacementSince is not null) != (e.ReplacementMember is not null && !e.IsExternal) || e.ReplacementSince > RunningVersion)
                .Select(e => $"line {e.Line}: {e.Replacement} {e.ReplacementSince}"),
        ];

        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void No_line_is_hidden_behind_a_pattern_of_the_same_type_before_it()
    {
        string[] hidden =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => !e.TypePattern.Contains('*', StringComparison.Ordinal) && !e.MethodPattern.Contains('*', StringComparison.Ordinal))
                .Where(e => BlockingCatalog.Default.Entries.First(first => first.TypePattern == e.TypePattern && first.MatchesMethod(e.MethodPattern)) != e)
                .Select(e => $"line {e.Line}: {e.TypePattern} {e.MethodPattern}"),
        ];

        Assert.True(hidden.Length == 0, string.Join(Environment.NewLine, hidden));
    }

    [Fact]
    public void Everything_that_a_finding_can_name_has_a_link_to_its_documentation()
    {
        string[] missing =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => e.Kind is not (BlockingEntryKind.Callback or BlockingEntryKind.Harmless or BlockingEntryKind.Idle))
                .Where(e => e.Docs is null || !Uri.TryCreate(e.Docs, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttps)
                .Select(e => $"line {e.Line}: {e.TypePattern} {e.MethodPattern}"),
        ];

        Assert.True(missing.Length == 0, string.Join(Environment.NewLine, missing));
    }

    [Theory]
    [InlineData("System.Threading.Thread", "Sleep", "https://learn.microsoft.com/dotnet/api/system.threading.thread.sleep")]
    [InlineData("System.Threading.Tasks.Task`1", "get_Result", "https://learn.microsoft.com/dotnet/api/system.threading.tasks.task-1.result")]
    [InlineData("System.IO.FileStream", ".ctor", "https://learn.microsoft.com/dotnet/api/system.io.filestream.-ctor")]
    [InlineData("System.IO.FileInfo", "*", "https://learn.microsoft.com/dotnet/api/system.io.fileinfo")]
    [InlineData("Microsoft.Data.SqlClient.SqlConnection", "Open", "https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnection.open")]
    [InlineData("System.Collections.Generic.Dictionary`2+Enumerator", "MoveNext", "https://learn.microsoft.com/dotnet/api/system.collections.generic.dictionary-2.enumerator.movenext")]
    [InlineData("System.Security.Cryptography.*", "*", "https://learn.microsoft.com/dotnet/api/system.security.cryptography")]
    public void The_link_follows_from_the_metadata_name(string type, string method, string expected)
    {
        Assert.Equal(expected, DocumentationLink.Of(type, method));
    }

    [Fact]
    public void The_link_of_a_whole_name_is_the_same()
    {
        Assert.Equal(DocumentationLink.Of("System.IO.FileStream", ".ctor"), DocumentationLink.Of("System.IO.FileStream..ctor"));
        Assert.Equal(DocumentationLink.Of("System.Threading.Tasks.Task`1", "get_Result"), DocumentationLink.Of("System.Threading.Tasks.Task`1.get_Result"));
        Assert.Equal("https://learn.microsoft.com/dotnet/api/system.io.directory", DocumentationLink.Of("System.IO.Directory"));
    }

    [Theory]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t-\t-\t-\t-", "line 1: has 11 columns, not 12")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t-\t-\t-\t-\t ", "line 1: column 12 is empty or has spaces around it; write - for nothing")]
    [InlineData("apis\tSleep\tX\tY\t-\t-\t-\t-\t-\t-\t-\t-", "line 1: 'apis' is no kind")]
    [InlineData("api\tSnooze\tX\tY\t-\t-\t-\t-\t-\t-\t-\t-", "line 1: 'Snooze' is no category")]
    [InlineData("api\t4\tX\tY\t-\t-\t-\t-\t-\t-\t-\t-", "line 1: '4' is no category")]
    [InlineData("wrapper\tFile\tX\tY\t-\t-\t-\t-\t-\t-\t-\t-", "line 1: this kind has no category, but 'File' is given")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t9\t-\t-\t-\t-", "line 1: '9' is no version range: write 9+ (from .NET 9), ..9 (up to .NET 9) or -")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t-\tpackage\t-\t-\t-", "line 1: 'package' is no scope: write external (a package's method) or -")]
    [InlineData("api\tSleep\tX\tY\t-\t-\tten\t-\t-\t-\t-\t-", "line 1: 'ten' is no major version of .NET")]
    [InlineData("api\tSleep\tX\tY\t-\t-\t-\t-\t-\t-\thttp://x\t-", "line 1: 'http://x' is neither an https address nor a name")]
    [InlineData("# note\napi\tSleep\tX\tY\t-\t-\t-\t-\t-\t-\t-\t-\n\napi\tSleep\tX\tY\t-\t-\t-\t-\t-\t-\t-\t-", "line 4: repeats line 2: X Y")]
    public void A_line_that_is_not_well_formed_is_named(string text, string message)
    {
        var error = Assert.Throws<FormatException>(() => BlockingCatalog.Parse(new StringReader(text)));

        Assert.Equal($"blocking-apis.tsv, {message}", error.Message);
    }

    [Fact]
    public void A_line_is_read_whole()
    {
        BlockingEntry entry = Assert.Single(BlockingCatalog.Parse(new StringReader("api\tSleep\tA.B`1\tC\tB.C\tSystem.Threading.Tasks.Task`1.get_Result\t10\t9+\texternal\tneeds a server\tA.D\tWhy.")).Entries);

        Assert.Equal(
            new BlockingEntry
            {
                Kind = BlockingEntryKind.Api,
                Category = BlockingCategory.Sleep,
                TypePattern = "A.B`1",
                MethodPattern = "C",
                Display = "B.C",
                Replacement = "Task<T>.Result (since .NET 10)",
                ReplacementMember = "System.Threading.Tasks.Task`1.get_Result",
                ReplacementSince = 10,
                Since = 9,
                IsExternal = true,
                NotCalled = "needs a server",
                Docs = "https://learn.microsoft.com/dotnet/api/a.d",
                Note = "Why.",
                Line = 1,
            },
            entry);
    }

    [Fact]
    public void A_star_does_not_cover_the_asynchronous_twin_unless_the_pattern_says_so()
    {
        var catalog = BlockingCatalog.Parse(new StringReader("api\tDatabase\tDapper.SqlMapper\tQuery*\t-\t-\t-\t-\texternal\t-\t-\t-\napi\tDatabase\tSqlite.*\t*Async\t-\t-\t-\t-\texternal\t-\t-\t-"));

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
