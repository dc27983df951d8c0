using BlockWatch.Detection.Async;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tasks;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Tasks;

/// <summary>What <c>blockwatch tasks --json</c> prints is as docs/tasks-v1.schema.json says, and the schema says no to anything else.</summary>
public class TaskSchemaTests
{
    private static readonly TaskLook[] Looks =
    [
        TaskLooks.Shop, TaskLooks.Nothing, TaskLooks.Incomplete, TaskLooks.Hostile,
        TaskLooks.Nothing with { End = null, Target = new TargetDescription { ProcessId = 1, Name = "" } },
        .. Enum.GetValues<TaskLookEnd>().Select(end => TaskLooks.Nothing with { End = end }),
    ];

    public static TheoryData<string, string> Breakages() => new()
    {
        { "schemaVersion", "2" },
        { "takenAt", "\"yesterday\"" },
        { "watchedMs", "-1" },
        { "end", "\"bored\"" },
        { "target.pid", "\"4711\"" },
        { "eventsLost", "0.5" },
        { "methodsListed", "null" },
        { "blockedThreads[0].waitsFor", "null" },
        { "blockedThreads[0].id", "0" },
        { "tasks", "{}" },
        { "tasks[0].id", "\"1\"" },
        { "tasks[0].state", "\"Pending\"" },
        { "tasks[0].stateMs", "-1" },
        { "tasks[0].awaits", "[]" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_look_is_as_the_schema_says(bool onOneLine) =>
        Assert.All(Looks, look => Assert.Empty(Schema.Violations(Schema.Tasks, TaskLooks.Text(look, TaskFormat.Json, onOneLine: onOneLine))));

    [Fact]
    public void Every_state_has_its_word()
    {
        TaskState[] states = Enum.GetValues<TaskState>();
        TaskLook look = TaskLooks.Of([.. states.Select((state, index) => TaskLooks.Task(index + 1, null, state, 100))], []);

        JObject document = JObject.Parse(TaskLooks.Text(look, TaskFormat.Json));

        Assert.Empty(Schema.Violations(Schema.Tasks, document.ToString()));
        Assert.Equal(states.Length, document["tasks"]!.Select(task => (string)task["state"]!).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Breakages))]
    public void A_wrong_value_fails(string path, string value)
    {
        JObject look = Shop();
        look.SelectToken(path, errorWhenNoMatch: true)!.Replace(JToken.Parse(value));

        Assert.NotEmpty(Schema.Violations(Schema.Tasks, look.ToString()));
    }

    [Fact]
    public void Every_property_is_required_and_no_other_is_allowed()
    {
        JObject look = Shop();
        foreach (string path in look.Descendants().OfType<JProperty>().Select(property => property.Path))
        {
            JObject broken = (JObject)look.DeepClone();
            JProperty property = (JProperty)broken.SelectToken(path)!.Parent!;
            property.Replace(new JProperty("surprise", property.Value));
            Assert.True(Schema.Violations(Schema.Tasks, broken.ToString()).Count >= 2, path);
        }
    }

    [Fact]
    public void Every_property_and_every_word_is_explained_to_readers()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", "tasks.md"));
        Assert.All(SchemaWords.Of("tasks-v1.schema.json"), word => Assert.Contains($"`{word}`", page, StringComparison.Ordinal));
    }

    // A few of its tasks: each property is broken once.
    private static JObject Shop()
    {
        JObject look = JObject.Parse(TaskLooks.Text(TaskLooks.Shop, TaskFormat.Json));
        look["tasks"] = new JArray(look["tasks"]!.Take(3));
        return look;
    }
}
