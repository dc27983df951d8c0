using System.Diagnostics.Tracing;
using System.Globalization;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Sessions;

public sealed class SessionPlanTests
{
    private const string Requests = "Microsoft-Extensions-Logging 0x4 Informational FilterSpecs=Microsoft.AspNetCore.Routing.EndpointMiddleware:Information";
    private const string WorkItems = "System.Diagnostics.Eventing.FrameworkEventSource 0x12 Verbose";
    private const string Heartbeat = "System.Runtime 0x0 Informational EventCounterIntervalSec=0.5";

    [Theory]
    [InlineData(8, true)] // .NET 8 refuses a session that walks no stacks
    [InlineData(9, false)]
    [InlineData(10, false)]
    [InlineData(11, false)]
    public void The_spans_session_walks_no_stacks_where_the_runtime_can_do_without(int major, bool stackwalk)
    {
        EventPipeSessionConfiguration plan = SessionPlan.Spans(major);
        Assert.Equal(
            [
                "Microsoft-Windows-DotNETRuntime 0x10001 Informational",
                Heartbeat,
                WorkItems,
                Requests,
            ],
            plan.Providers.Select(Describe));
        Assert.Equal(stackwalk, plan.RequestStackwalk);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Without_requests_the_targets_logging_is_left_alone(int major)
    {
        IEnumerable<string> asked = SessionPlan.Spans(major, withRequests: false).Providers.Select(Describe);
        Assert.Equal(SessionPlan.Spans(major).Providers.Select(Describe).Except([Requests]), asked);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Without_work_items_the_rest_is_as_it_was(int major)
    {
        IEnumerable<string> asked = SessionPlan.Spans(major, withWorkItems: false).Providers.Select(Describe);
        Assert.Equal(SessionPlan.Spans(major).Providers.Select(Describe).Except([WorkItems]), asked);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Without_waits_methods_still_come(int major) =>
        Assert.Equal(
            ["Microsoft-Windows-DotNETRuntime 0x2000020038 Verbose", Heartbeat],
            SessionPlan.Waits(major, withContention: false, withWaits: false).Providers.Select(Describe));

    [Fact]
    public void Waits_for_locks_are_told_without_the_others() =>
        Assert.Equal(
            ["Microsoft-Windows-DotNETRuntime 0x2000024038 Verbose", Heartbeat],
            SessionPlan.Waits(10, withWaits: false).Providers.Select(Describe));

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, null)]
    [InlineData(10, "enable 31")]
    [InlineData(11, "enable 31")]
    public void Of_the_work_items_only_the_start_is_asked_for_where_the_runtime_can_filter(int major, string? filter)
    {
        EventPipeProvider[] providers = [.. SessionPlan.Spans(major).Providers];
        Assert.Equal([null, null, filter, null], providers.Select(DescribeFilter));
    }

    [Theory]
    [InlineData(8, "0x2000024038")] // 0x4000 contention, 0x38 methods and modules, 0x20000 maps, 0x2000000000 entry points
    [InlineData(9, "0x42000024038")] // and 0x40000000000 waits
    [InlineData(10, "0x42000024038")]
    [InlineData(11, "0x42000024838")] // and 0x800 the births of threads, by whose managed ids owners of locks are named
    public void The_waits_session_asks_for_waits_where_the_runtime_has_them(int major, string keywords)
    {
        EventPipeSessionConfiguration plan = SessionPlan.Waits(major);
        Assert.Equal([$"Microsoft-Windows-DotNETRuntime {keywords} Verbose", Heartbeat], plan.Providers.Select(Describe));
        Assert.True(plan.RequestStackwalk);
        Assert.All(plan.Providers, p => Assert.Null(DescribeFilter(p)));
    }

    [Fact]
    public void A_burst_asks_for_the_sampler_alone()
    {
        // The sampler has no keywords; these are the client library's default.
        EventPipeSessionConfiguration plan = SessionPlan.Burst();
        Assert.Equal(["Microsoft-DotNETCore-SampleProfiler 0xf00000000000 Informational"], plan.Providers.Select(Describe));
    }

    [Theory]
    [InlineData(8, true, null)]
    [InlineData(9, false, null)]
    [InlineData(10, false, "enable 7,10,11,12,14,15,17,18")]
    public void Tasks_are_told_without_stacks_and_without_what_nobody_reads_where_the_runtime_can(int major, bool stackwalk, string? filter)
    {
        EventPipeSessionConfiguration plan = SessionPlan.Async(major);
        Assert.Equal(["System.Threading.Tasks.TplEventSource 0x2b Verbose", Heartbeat], plan.Providers.Select(Describe));
        Assert.Equal(stackwalk, plan.RequestStackwalk);
        Assert.Equal(filter, DescribeFilter(plan.Providers.First()));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void Callers_of_runtime_async_methods_are_asked_for_where_there_are_such(int major, int count)
    {
        IEnumerable<string> providers = SessionPlan.Async(major, withCallers: true).Providers.Select(Describe);
        Assert.Equal(count, providers.Count(provider => provider == "System.Runtime.CompilerServices.AsyncProfilerEventSource 0x5c Informational"));
        Assert.DoesNotContain(SessionPlan.Async(major).Providers.Select(Describe), provider => provider.Contains("AsyncProfiler", StringComparison.Ordinal));
    }

    [Fact]
    public void Methods_come_with_the_tasks_when_they_are_asked_for() =>
        Assert.Equal("Microsoft-Windows-DotNETRuntime 0x2000000038 Verbose", Describe(SessionPlan.Async(10, withMethods: true).Providers.Last()));

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void What_is_thrown_is_asked_for_where_it_is_wanted_and_not_how_it_is_handled(int major)
    {
        const string Exceptions = "Microsoft-Windows-DotNETRuntime 0x8000 Error";
        Assert.Equal(Exceptions, Describe(SessionPlan.Async(major, withExceptions: true).Providers.Last()));
        Assert.All(
            [SessionPlan.Spans(major), SessionPlan.Waits(major), SessionPlan.Burst(), SessionPlan.MethodList(), SessionPlan.Async(major), SessionPlan.Async(major, withMethods: true)],
            plan => Assert.DoesNotContain(plan.Providers, provider => provider.Name == RuntimeProviders.Runtime && (provider.Keywords & RuntimeProviders.Exception) != 0));
    }

    [Fact]
    public void Only_the_method_list_asks_for_a_list_at_its_end()
    {
        Assert.True(SessionPlan.MethodList().RequestRundown);
        Assert.Equal(0x80020139, SessionPlan.MethodList().RundownKeyword);
        Assert.Equal(0x80030139, SessionPlan.MethodList(withThreads: true).RundownKeyword);
        Assert.All(
            [SessionPlan.Spans(8), SessionPlan.Spans(9), SessionPlan.Spans(10), SessionPlan.Waits(8), SessionPlan.Waits(10), SessionPlan.Burst(), SessionPlan.Async(10, withMethods: true)],
            plan => Assert.False(plan.RequestRundown));
    }

    private static string Describe(EventPipeProvider provider)
    {
        string arguments = provider.Arguments is null ? "" : " " + string.Join(';', provider.Arguments.Select(a => $"{a.Key}={a.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{provider.Name} 0x{provider.Keywords:x} {(EventLevel)provider.EventLevel}{arguments}");
    }

    private static string? DescribeFilter(EventPipeProvider provider) =>
        provider.EventFilter is { } filter ? $"{(filter.Enable ? "enable" : "disable")} {string.Join(',', filter.EventIds)}" : null;
}
