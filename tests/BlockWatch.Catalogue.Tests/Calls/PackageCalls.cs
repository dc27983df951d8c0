using System.Data.Common;
using Azure.Core;
using Azure.Core.Pipeline;
using BlockWatch.Catalogue.Tests.Live;
using Dapper;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using StackExchange.Redis;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Packages: clients of a server that never answers, and SQLite on a database that another connection has locked.</summary>
internal static class PackageCalls
{
    private const string Count = "SELECT COUNT(*) FROM numbers";

    public static IEnumerable<LiveCall> List() =>
    [
        OnServer(typeof(Npgsql.NpgsqlConnection), "Open", port => new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=u;Password=p;Database=d;Timeout=60;SSL Mode=Require").Open()),
        OnServer(typeof(MySqlConnector.MySqlConnection), "Open", port => new MySqlConnector.MySqlConnection($"Server=127.0.0.1;Port={port};User ID=u;Password=p;Connection Timeout=60").Open()),
        OnServer(typeof(MySql.Data.MySqlClient.MySqlConnection), "Open", port => new MySql.Data.MySqlClient.MySqlConnection($"Server=127.0.0.1;Port={port};User ID=u;Password=p;Connection Timeout=60").Open()),
        OnServer(typeof(System.Data.SqlClient.SqlConnection), "Open", port => new System.Data.SqlClient.SqlConnection($"Server=127.0.0.1,{port};User ID=u;Password=p;Connect Timeout=60").Open()),
        OnServer(typeof(ConnectionMultiplexer), "Connect", port => ConnectionMultiplexer.Connect($"127.0.0.1:{port},connectTimeout=60000")),
        new(Internal.TypeOf(typeof(GrpcChannel), "Grpc.Net.Client.Internal.HttpClientCallInvoker"), "BlockingUnaryCall", Cause.Http, _ =>
        {
            CallInvoker invoker = GrpcChannel.ForAddress($"http://127.0.0.1:{SocketCalls.SilentServer()}").CreateCallInvoker();
            var method = new Method<string, string>(MethodType.Unary, "service", "method", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
            return () => invoker.BlockingUnaryCall(method, null, default, "request");
        }),
        new(typeof(HttpPipeline), "Send", Cause.Http, _ =>
        {
            HttpPipeline pipeline = HttpPipelineBuilder.Build(new Options());
            HttpMessage message = pipeline.CreateMessage();
            message.Request.Uri.Reset(new Uri($"http://127.0.0.1:{SocketCalls.SilentServer()}/"));
            return () => pipeline.Send(message, CancellationToken.None);
        }),
        OnLocked(typeof(SqliteCommand), "ExecuteNonQuery", connection => Command(connection).ExecuteNonQuery()),
        OnLocked(typeof(SqliteCommand), "ExecuteReader", connection => Command(connection).ExecuteReader()),
        OnLocked(typeof(SqliteCommand), "Prepare", connection => Command(connection).Prepare()),
        OnLocked(typeof(SqlMapper), "Query", connection => connection.Query<long>(Count)),
        OnLocked(typeof(SqlMapper), "ExecuteScalar", connection => connection.ExecuteScalar<long>(Count)),
        OnLocked(typeof(DbCommand), "ExecuteNonQueryAsync", connection => Command(connection).ExecuteNonQueryAsync()),
        OnLocked(typeof(RelationalDatabaseFacadeExtensions), "ExecuteSqlRaw", connection => ContextOf(connection).Database.ExecuteSqlRaw("DELETE FROM numbers")),
        OnLocked(typeof(DatabaseFacade), "BeginTransaction", connection => ContextOf(connection).Database.BeginTransaction()),
        OnLocked(typeof(DatabaseFacade), "EnsureCreated", connection => ContextOf(connection).Database.EnsureCreated()),
        new(typeof(System.IO.Hashing.Crc32), "HashToUInt32", Cause.Cpu, _ => () => System.IO.Hashing.Crc32.HashToUInt32(Fifo.Bytes), Repeats: true),
    ];

    private static LiveCall OnServer(Type type, string method, Action<int> call) => new(type, method, Cause.Database, _ =>
    {
        int port = SocketCalls.SilentServer();
        return () => call(port);
    });

    private static LiveCall OnLocked(Type type, string method, Action<SqliteConnection> call) => new(type, method, Cause.Database, hold =>
    {
        string path = hold.PathOf("database");
        SqliteConnection owner = Opened(path);
        owner.Execute("CREATE TABLE numbers (number INTEGER); PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO numbers VALUES (1)");
        hold.OnRelease(owner.Dispose);
        SqliteConnection connection = Opened(path);

        // Entity Framework makes its services once, under a lock.
        ContextOf(connection).Database.GetDbConnection();
        return () => call(connection);
    });

    private static SqliteConnection Opened(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=60");
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = Count;
        return command;
    }

    private static DbContext ContextOf(SqliteConnection connection) => new(new DbContextOptionsBuilder().UseSqlite(connection).Options);

    private sealed class Options : ClientOptions;
}
