using Microsoft.Data.Sqlite;
using SampleTargets.Databases;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A database whose asynchronous methods are not: SQLite through Microsoft.Data.Sqlite, on a file.</summary>
/// <remarks>
/// The fault: <see cref="QueryAsync"/> awaits a query that computes for about 200 ms, <see cref="CommitAsync"/> commits small
/// transactions until 200 ms have passed, <see cref="BusyAsync"/> writes while another connection owns the file for 200 ms: the
/// provider tries again every 150 ms. All of them say await, and do all of their work before they return.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005, category Database, at each of the three lines, and that SQLite has no asynchronous I/O.
/// The healthy twin (<c>--load healthy</c>) runs the query on a thread of its own and awaits that: nothing.
/// </remarks>
internal sealed class Sqlite : WebScenario
{
    private const int HoldMs = 200;

    private const string Insert = "INSERT INTO note (body) VALUES (zeroblob(4096))";

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}.db");
    private string _count = "";

    public override string Name => "sqlite";

    public override string Description => "handlers await SQLite, which queries, commits and waits for the file synchronously (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/query-offloaded", WebTarget.OkPath];

    // Each second request is 200 ms of one core.
    protected override double HealthyRate => 4;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB)";
        create.ExecuteNonQuery();
        _count = SlowQuery.Calibrate(connection);
        return Task.CompletedTask;
    }

    protected override void TearDown()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_path);
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/query", QueryAsync);
        routes.MapGet("/commit", CommitAsync);
        routes.MapGet("/busy", BusyAsync);
        routes.MapGet("/query-offloaded", QueryOffloadedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/query", WebTarget.OkPath, "/commit", WebTarget.OkPath, "/busy", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> QueryAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await using SqliteConnection connection = Open();
        await using SqliteCommand command = NewCount(connection);
        Fault fault = truth.Begin();
        object? sum = await command.ExecuteScalarAsync(); // BLOCKS
        truth.End(fault, FaultCategory.Database);
        return Results.Text(sum is long ? "counted" : "empty");
    }

    private async Task<IResult> CommitAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await using SqliteConnection connection = Open();
        await using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = Insert;
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            await using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
            insert.Transaction = transaction;
            insert.ExecuteNonQuery();
            await transaction.CommitAsync(); // BLOCKS
        }

        truth.End(fault, FaultCategory.Database);
        return Results.Text("committed");
    }

    private async Task<IResult> BusyAsync(TruthLog truth)
    {
        TaskCompletionSource owned = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => OwnFile(owned)) { IsBackground = true, Name = "database owner" }.Start();
        await owned.Task;
        await using SqliteConnection connection = Open();
        await using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = Insert;
        Fault fault = truth.Begin();
        await insert.ExecuteNonQueryAsync(); // BLOCKS
        truth.End(fault, FaultCategory.Database);
        return Results.Text("written");
    }

    /// <summary>Keeps the file for itself for a while, on a thread that is not the pool's.</summary>
    private void OwnFile(TaskCompletionSource owned)
    {
        using SqliteConnection connection = Open();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        owned.SetResult();
        Thread.Sleep(HoldMs);
        transaction.Rollback();
    }

    private async Task<IResult> QueryOffloadedAsync()
    {
        TaskCompletionSource<object?> counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => counted.SetResult(Query())) { IsBackground = true, Name = "database" }.Start();
        return Results.Text(await counted.Task is long ? "counted" : "empty");
    }

    private object? Query()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = NewCount(connection);
        return command.ExecuteScalar();
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={_path}");
        connection.Open();
        return connection;
    }

    private SqliteCommand NewCount(SqliteConnection connection)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = _count;
        return command;
    }
}
