using Dapper;
using Microsoft.Data.Sqlite;
using Polly;
using Polly.Retry;
using SampleTargets.Databases;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Somebody else's code blocks: libraries from packages lie between the handler and what its thread waits in.</summary>
/// <remarks>
/// The fault: <see cref="QueryAsync"/> queries SQLite for about 200 ms through Dapper's synchronous method,
/// <see cref="AwaitedQueryAsync"/> through its asynchronous one, which over SQLite is as synchronous;
/// <see cref="RetryAsync"/> runs an action under a synchronous retry policy of Polly, which pauses for 200 ms before the second try.
/// The lines: those marked BLOCKS. The frames of the libraries lie between them and the call that blocks.
/// blockwatch must say: BW0005, category Database, at both queries, and BW0002 at the policy's Execute; the handlers are named, not the libraries.
/// The healthy twin (<c>--load healthy</c>) retries with ExecuteAsync: nothing.
/// </remarks>
internal sealed class Library : WebScenario
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly RetryPolicy _retry = Policy.Handle<TimeoutException>().WaitAndRetry(1, _ => Pause);
    private readonly AsyncRetryPolicy _retryAsync = Policy.Handle<TimeoutException>().WaitAndRetryAsync(1, _ => Pause);

    private string _count = "";

    public override string Name => "library";

    public override string Description => "handlers call libraries that block: Dapper over SQLite, a synchronous retry policy of Polly (BW0002, BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0002", "BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/retry-async", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        // The libraries' own start: Dapper compiles what reads a row, SQLite loads its native code.
        using SqliteConnection connection = Open();
        _count = SlowQuery.Calibrate(connection);
        connection.ExecuteScalar<long>("SELECT 1");
        return Task.CompletedTask;
    }

    protected override void TearDown() => SqliteConnection.ClearAllPools();

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/query", QueryAsync);
        routes.MapGet("/awaited-query", AwaitedQueryAsync);
        routes.MapGet("/retry", RetryAsync);
        routes.MapGet("/retry-async", RetryWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/query", WebTarget.OkPath, "/awaited-query", WebTarget.OkPath, "/retry", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> QueryAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await using SqliteConnection connection = Open();
        Fault fault = truth.Begin();
        long sum = connection.ExecuteScalar<long>(_count); // BLOCKS
        truth.End(fault, FaultCategory.Database);
        return Results.Text(sum > 0 ? "counted" : "empty");
    }

    private async Task<IResult> AwaitedQueryAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await using SqliteConnection connection = Open();
        Fault fault = truth.Begin();
        long sum = await connection.ExecuteScalarAsync<long>(_count); // BLOCKS
        truth.End(fault, FaultCategory.Database);
        return Results.Text(sum > 0 ? "counted" : "empty");
    }

    private async Task<IResult> RetryAsync(TruthLog truth)
    {
        await Task.Delay(5);
        int tries = 0;
        Fault fault = truth.Begin();
        _retry.Execute(() => FailOnce(ref tries)); // BLOCKS
        truth.End(fault, FaultCategory.PrimitiveWait);
        return Results.Text("retried");
    }

    private async Task<IResult> RetryWithoutBlockingAsync()
    {
        await Task.Delay(5);
        int tries = 0;
        await _retryAsync.ExecuteAsync(() =>
        {
            FailOnce(ref tries);
            return Task.CompletedTask;
        });
        return Results.Text("retried");
    }

    private static void FailOnce(ref int tries)
    {
        if (tries++ == 0)
        {
            throw new TimeoutException("The first try always fails.");
        }
    }

    private static SqliteConnection Open()
    {
        SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        return connection;
    }
}
