using System.Text.Json.Nodes;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Redaction;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Redaction;

/// <summary>A report with a word of its own in every place that can hold a secret, and from which level on each word must be gone.</summary>
internal static class SecretReport
{
    public const string Root = "/home/sec-root/shop";

    /// <summary>Each word, and the first level that leaves it out.</summary>
    public static IReadOnlyList<(string Word, RedactionLevel From)> Words { get; } =
    [
        ("sec-library-path", RedactionLevel.Outside),
        ("sec-note-path", RedactionLevel.Outside),
        ("sec-limit-path", RedactionLevel.Outside),
        ("sec-failure-path", RedactionLevel.Outside),
        ("sec-config-path", RedactionLevel.Outside),
        ("sec-reason-path", RedactionLevel.Outside),
        ("sec-step-path", RedactionLevel.Outside),
        ("sec-root", RedactionLevel.Paths),
        ("sec-own-path", RedactionLevel.Paths),
        ("sec-command-line", RedactionLevel.Paths),
        ("sec-route", RedactionLevel.All),
        ("sec-thread", RedactionLevel.All),
        ("sec-reason-word", RedactionLevel.All),
        ("sec-failure-word", RedactionLevel.All),
    ];

    public static Report Report { get; } = Make();

    public static ReportSet Set { get; } = Made.ReportSet(SetResults.Four) with
    {
        Session = Made.ReportSet(SetResults.Four).Session with { ConfigFile = "/etc/sec-config-path/blockwatch.json" },
        Targets =
        [
            new ReportSetTarget { Pid = 1, Name = "Shop", Failure = null, Report = Report },
            new ReportSetTarget { Pid = 2, Name = "Old", Failure = "'/tmp/sec-failure-path/socket' cannot be reached: sec-failure-word said so", Report = null },
        ],
    };

    // On the written form, so that a new place with a file in it has a secret too.
    private static Report Make()
    {
        Report rich = Made.Report(Deadlocks.Result);
        Report suppressed = Made.Report(SuppressedResult.Result);
        JsonNode json = JsonNode.Parse(JsonReport.Serialize(rich with { Suppressions = suppressed.Suppressions }))!;
        Hide(json, "");
        JsonObject session = json["session"]!.AsObject();
        session["configFile"] = "/etc/sec-config-path/blockwatch.json";
        session["limits"] = new JsonArray("No names in /opt/sec-limit-path/App.dll: it cannot be read.");
        session["lanes"]![0]!["note"] = "the file '/opt/sec-note-path/a b/App.dll' is gone";
        json["target"]!["commandLine"] = "App.dll --password sec-command-line";
        return JsonReport.Parse(json.ToJsonString(), "made up");
    }

    private static void Hide(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (JsonNode? item in list)
                {
                    Hide(item, name);
                }

                break;
            case JsonObject item:
                HideIn(item, name);
                foreach ((string key, JsonNode? value) in item.ToList())
                {
                    Hide(value, key);
                }

                break;
            default:
                break;
        }
    }

    private static void HideIn(JsonObject item, string name)
    {
        if (item.ContainsKey("file"))
        {
            bool isOwn = item["origin"] is { } origin ? origin.GetValue<string>() == "user" : name != "blockingFrame";
            item["file"] = isOwn
                ? item["line"]?.GetValue<int>() is 88 ? @"C:\build\sec-own-path\Stock.cs" : $"{Root}/src/Orders.cs"
                : "/build/sec-library-path/Library.cs";
            item["line"] ??= 7;
        }

        Replace(item, "route", "/orders/sec-route");
        Replace(item, "endpoint", "Shop.sec-route");
        Replace(item, "reason", "sec-reason-word: see /srv/sec-reason-path/notes.txt");
        Replace(item, "holder", "thread 13 of /srv/sec-step-path/App");
        if (name == "loop")
        {
            Replace(item, "thread", "sec-thread");
        }

        if (item["title"]?.GetValue<string>() is { } title)
        {
            item["title"] = title.Replace("main window", "sec-thread", StringComparison.Ordinal);
        }
    }

    private static void Replace(JsonObject item, string key, string value)
    {
        if (item[key] is not null)
        {
            item[key] = value;
        }
    }
}
