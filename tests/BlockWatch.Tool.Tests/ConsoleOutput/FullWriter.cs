using System.Text;

namespace BlockWatch.Tool.Tests.ConsoleOutput;

/// <summary>Takes nothing: a disk that is full, a terminal that hung up.</summary>
internal sealed class FullWriter : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("no space left");

    public override void Write(string? value) => throw new IOException("no space left");

    public override void WriteLine(string? value) => throw new IOException("no space left");

    public override void Flush() => throw new IOException("no space left");
}
