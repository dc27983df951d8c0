namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>A stream of several flushes, each of a few blocks, with events of several threads.</summary>
internal static class SampleTrace
{
    public const string Provider = "Sample-Provider";

    // One string field, so that every payload length that is even is possible.
    private static readonly byte[] OneText = new PayloadBuilder().Int32(1).Int32(18).Text("text").ToArray();

    /// <summary>Writes the stream; each flush lies later in time than the one before, as in a runtime's streams.</summary>
    /// <returns>The stream, and where each flush ends in it.</returns>
    public static (byte[] Bytes, List<int> FlushEnds) Write(Random random, bool compressHeaders, int flushes)
    {
        var writer = new NettraceWriter(compressHeaders);
        int id = writer.Define(Provider, 7, "Thing", fields: OneText);
        List<int> ends = [];
        long time = 1000;
        for (int flush = 0; flush < flushes; flush++)
        {
            int threads = random.Next(1, 5);
            long start = time + 10;
            for (int thread = 1; thread <= threads; thread++)
            {
                time = Math.Max(time, WriteBlock(writer, id, thread, start, random));
            }

            if (random.Next(4) == 0)
            {
                writer.SequencePoint(time + 1);
            }

            if (random.Next(4) == 0)
            {
                writer.Define(Provider, 100 + flush, "Other", fields: OneText);
            }

            ends.Add(writer.Length);
        }

        return (writer.End().ToArray(), ends);
    }

    /// <summary>A payload of one string of this many characters.</summary>
    public static byte[] Payload(int length) => new PayloadBuilder().Text(new string('x', length)).ToArray();

    // One thread's events of a flush. The first promises that nothing older than the flush's start follows; the others are
    // held back by the reader until something proves them complete.
    private static long WriteBlock(NettraceWriter writer, int id, int thread, long start, Random random)
    {
        var events = new NettraceEvent[random.Next(1, 6)];
        long time = start;
        for (int i = 0; i < events.Length; i++)
        {
            events[i] = new NettraceEvent(id, time, thread, Payload((random.Next(0, 20) * 2) + 1)) { IsSorted = i == 0 };
            time += (random.Next(1, 50) * 8) + thread;
        }

        writer.Events(events);
        return time;
    }
}
