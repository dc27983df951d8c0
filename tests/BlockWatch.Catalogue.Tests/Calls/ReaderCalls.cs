using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Readers and writers over a file that blocks.</summary>
internal static class ReaderCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        Reads("ReadLine", reader => reader.ReadLine()),
        Reads("ReadToEnd", reader => reader.ReadToEnd()),
        Reads("ReadBlock", reader => reader.ReadBlock(new char[4], 0, 4)),
        Reads("Read", reader => reader.Read()),
        Reads("Peek", reader => reader.Peek()),
        new(typeof(StreamReader), ".ctor", Cause.File, hold =>
        {
            string path = Fifo.Unopened(hold);
            return () => _ = new StreamReader(path);
        }),
        Writes(typeof(StreamWriter), "Write", writer => writer.Write(Fifo.Text)),
        Writes(typeof(StreamWriter), "WriteLine", writer => writer.WriteLine(Fifo.Text)),
        Writes(typeof(StreamWriter), "Flush", writer =>
        {
            writer.Write('x');
            writer.Flush();
        }),
        Writes(typeof(StreamWriter), "Close", writer =>
        {
            writer.Write('x');
            writer.Close();
        }),
        Writes(typeof(TextWriter), "Dispose", writer =>
        {
            writer.Write('x');
            writer.Dispose();
        }),
        new(typeof(StreamWriter), ".ctor", Cause.File, hold =>
        {
            string path = Fifo.Unopened(hold);
            return () => _ = new StreamWriter(path, append: true);
        }),
        new(Internal.NestedType(typeof(TextWriter), "SyncTextWriter"), "Write", Cause.File, hold =>
        {
            TextWriter writer = TextWriter.Synchronized(new StreamWriter(Fifo.FullWriter(hold)));
            return () => writer.Write(Fifo.Text);
        }),
        new(Internal.TypeOf(typeof(Console), "System.IO.SyncTextReader"), "ReadLine", Cause.File, hold =>
        {
            // What Console.In is.
            Type type = Internal.TypeOf(typeof(Console), "System.IO.SyncTextReader");
            var reader = (TextReader)type.GetMethod("GetSynchronizedTextReader")!.Invoke(null, [new StreamReader(Fifo.Reader(hold))])!;
            return () => reader.ReadLine();
        }),
        new(typeof(BinaryReader), "ReadInt32", Cause.File, hold =>
        {
            var reader = new BinaryReader(Fifo.Reader(hold));
            return () => reader.ReadInt32();
        }),
        new(typeof(BinaryWriter), "Write", Cause.File, hold =>
        {
            var writer = new BinaryWriter(Fifo.FullWriter(hold));
            return () => writer.Write(1);
        }),
    ];

    private static LiveCall Reads(string method, Action<StreamReader> call) => new(typeof(StreamReader), method, Cause.File, hold =>
    {
        var reader = new StreamReader(Fifo.Reader(hold));
        return () => call(reader);
    });

    private static LiveCall Writes(Type type, string method, Action<StreamWriter> call) => new(type, method, Cause.File, hold =>
    {
        var writer = new StreamWriter(Fifo.FullWriter(hold));
        return () => call(writer);
    });
}
