using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Synchronous HTTP: handlers that call another server and keep their thread until the answer is there.</summary>
/// <remarks>
/// The fault: after an await, <see cref="SendAsync"/> calls HttpClient.Send, the synchronous one, and <see cref="ReadAsync"/>
/// reads <c>.Result</c> of GetStringAsync. The server asked is this one; it takes 200 ms to answer, and only awaits meanwhile.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005, category Http, at the first, with HttpClient.SendAsync as its replacement, and BW0001 at the second.
/// The healthy twin (<c>--load healthy</c>) awaits SendAsync and GetStringAsync: nothing.
/// </remarks>
internal sealed class HttpClientCalls : WebScenario
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);
    private static readonly Uri RateUri = new("/rate", UriKind.Relative);

    public override string Name => "http-client";

    public override string Description => "handlers call HttpClient.Send, and read .Result of GetStringAsync (BW0005, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/send-awaited", "/read-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/send", SendAsync);
        routes.MapGet("/read", ReadAsync);
        routes.MapGet("/send-awaited", SendAwaitedAsync);
        routes.MapGet("/read-awaited", ReadAwaitedAsync);
        routes.MapGet("/rate", RateAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/send", WebTarget.OkPath, "/read", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> SendAsync(TruthLog truth, HttpClient client)
    {
        await Task.Delay(5);
        using HttpRequestMessage request = new(HttpMethod.Get, RateUri);
        Fault fault = truth.Begin();
        using HttpResponseMessage response = client.Send(request); // BLOCKS
        truth.End(fault, FaultCategory.Http);
        return Results.StatusCode((int)response.StatusCode);
    }

    private static async Task<IResult> ReadAsync(TruthLog truth, HttpClient client)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        string rate = client.GetStringAsync(RateUri).Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text(rate);
    }

    private static async Task<IResult> SendAwaitedAsync(HttpClient client)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, RateUri);
        using HttpResponseMessage response = await client.SendAsync(request);
        return Results.StatusCode((int)response.StatusCode);
    }

    private static async Task<IResult> ReadAwaitedAsync(HttpClient client) => Results.Text(await client.GetStringAsync(RateUri));

    private static async Task<IResult> RateAsync()
    {
        await Task.Delay(Slow);
        return Results.Text("1.08");
    }
}
