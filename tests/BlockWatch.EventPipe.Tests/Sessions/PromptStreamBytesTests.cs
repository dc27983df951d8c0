using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Sessions;

/// <summary>What PromptStream does to bytes: nothing, where it does not know them or nothing is to be inserted.</summary>
public sealed class PromptStreamBytesTests
{
    [Fact]
    public void A_stream_without_pauses_passes_byte_for_byte()
    {
        (byte[] bytes, _) = SampleTrace.Write(new Random(5), compressHeaders: true, flushes: 10);
        Assert.Equal(bytes, Through(new MemoryStream(bytes)));
    }

    [Fact]
    public void Format_6_passes_byte_for_byte()
    {
        var random = new Random(6);
        for (int round = 0; round < 50; round++)
        {
            var rest = new byte[random.Next(0, 3000)];
            random.NextBytes(rest);
            byte[] bytes = [.. "Nettrace"u8, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. rest];
            Assert.Equal(bytes, Through(ScriptedStream.InChunks(bytes, random, largest: 300)));
        }
    }

    [Fact]
    public void Garbage_passes_byte_for_byte()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(0, 1000)];
            random.NextBytes(bytes);
            Assert.Equal(bytes, Through(ScriptedStream.InChunks(bytes, random, largest: 100)));
        }
    }

    [Fact]
    public void Garbage_after_a_good_beginning_passes_byte_for_byte()
    {
        var random = new Random(8);
        for (int round = 0; round < 200; round++)
        {
            var garbage = new byte[random.Next(1, 500)];
            random.NextBytes(garbage);
            garbage[0] = 77; // no tag of the format
            byte[] bytes = [.. new NettraceWriter().ToArray(), .. garbage];
            Assert.Equal(bytes, Through(ScriptedStream.InChunks(bytes, random, largest: 100)));
        }
    }

    [Fact]
    public void An_older_trace_object_passes_byte_for_byte()
    {
        byte[] bytes = [.. new NettraceWriter().End().ToArray(), 9, 9, 9, 9, 9, 9];
        int version = bytes.AsSpan().IndexOf("Trace"u8) - 12;
        Assert.Equal(4, bytes[version]);
        bytes[version] = 3;
        Assert.Equal(bytes, Through(new MemoryStream(bytes)));
    }

    [Fact]
    public void A_stream_that_breaks_off_anywhere_gives_what_came_and_then_ends()
    {
        (byte[] bytes, _) = SampleTrace.Write(new Random(9), compressHeaders: true, flushes: 3);
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] through = Through(new MemoryStream(bytes, 0, length));

            // Padding whose end did not come may be missing: it has no content. Between two objects a sequence point may
            // be added, so that the events that came are not lost.
            int same = bytes.AsSpan(0, length).CommonPrefixLength(through);
            Assert.InRange(same, length - 3, length);
            ReadOnlySpan<byte> added = through.AsSpan(same);
            Assert.True(added.IsEmpty || (same == length && added.IndexOf("SPBlock"u8) >= 0), $"cut at {length}");
        }
    }

    [Fact]
    public void Lying_lengths_neither_throw_nor_loop()
    {
        (byte[] good, _) = SampleTrace.Write(new Random(10), compressHeaders: true, flushes: 3);
        var random = new Random(11);
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = [.. good];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            byte[] through = Through(new MemoryStream(bytes));
            Assert.InRange(through.Length, bytes.Length - 3, bytes.Length);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(int.MaxValue)]
    public async Task A_failing_connection_surfaces_as_what_it_is(int after)
    {
        var writer = new NettraceWriter();
        byte[] bytes = writer.Events(new NettraceEvent(writer.Define(SampleTrace.Provider, 7), 10, 1, [1, 2])).ToArray();
        var connection = new ScriptedStream();
        connection.Give(bytes.AsSpan(0, Math.Min(after, bytes.Length)));
        using var stream = new PromptStream(connection);
        Task<byte[]> reading = Task.Run(() => ReadAll(stream));
        Eventually.True(() => connection.IsStarved, "the reader waits");

        connection.Fail(new IOException("reset"));

        IOException failure = await Assert.ThrowsAsync<IOException>(() => reading.WithinLimit());
        Assert.Equal("reset", failure.Message);
    }

    private static byte[] Through(Stream inner)
    {
        using var stream = new PromptStream(inner);
        return ReadAll(stream);
    }

    private static byte[] ReadAll(PromptStream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
