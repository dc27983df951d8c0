namespace BlockWatch.Faults.Soak;

/// <summary>How fast memory grows: the straight line of least squares through the minutes.</summary>
internal static class RssSlope
{
    /// <summary>Minutes at the beginning of each part that do not count: code is compiled and tables fill.</summary>
    public const int WarmUpMinutes = 10;

    /// <summary>Millions of bytes an hour; null when fewer than three minutes count.</summary>
    /// <remarks>Parts start anew, each with its own level: what they have in common is the slope, so each part's own mean is taken off first.</remarks>
    public static double? MbPerHour(IEnumerable<SoakRow> rows)
    {
        double products = 0;
        double squares = 0;
        int count = 0;
        foreach (IGrouping<DateTimeOffset, SoakRow> part in rows.Where(row => row.Minute > WarmUpMinutes).GroupBy(row => row.Part))
        {
            double meanHours = part.Average(row => row.Hours);
            double meanMb = part.Average(row => row.RssMb);
            products += part.Sum(row => (row.Hours - meanHours) * (row.RssMb - meanMb));
            squares += part.Sum(row => (row.Hours - meanHours) * (row.Hours - meanHours));
            count += part.Count();
        }

        return count >= 3 && squares > 0 ? products / squares : null;
    }
}
