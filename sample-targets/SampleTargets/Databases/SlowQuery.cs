using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SampleTargets.Databases;

/// <summary>A query that keeps SQLite busy for about 200 ms, whatever the machine.</summary>
internal static class SlowQuery
{
    private const double WantedMs = 200;
    private const int Probes = 3;
    private const int ProbeRows = 200_000;

    /// <summary>Measures the machine and returns the text of the query. Takes a tenth of a second or more; not for pool threads.</summary>
    public static string Calibrate(SqliteConnection connection)
    {
        using SqliteCommand probe = connection.CreateCommand();
        probe.CommandText = Text(ProbeRows);
        probe.ExecuteScalar();
        double fastest = double.MaxValue;
        for (int i = 0; i < Probes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            probe.ExecuteScalar();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Text((int)(ProbeRows * WantedMs / fastest));
    }

    private static string Text(int rows) => string.Create(
        CultureInfo.InvariantCulture, $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT sum(i % 7) FROM n");
}
