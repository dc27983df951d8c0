using System.Text;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Goes on when what is behind it takes nothing any more: a terminal that hung up, a disk that is full.</summary>
/// <remarks>
/// A watch of hours must not lose its report files because nobody can read its lines. What cannot be written is dropped, and the next write tried anew;
/// <see cref="Failure"/> says that there is less than should be. As thread-safe as the writer behind it.
/// </remarks>
internal sealed class ForgivingWriter : TextWriter
{
    private readonly TextWriter _inner;
    private volatile Exception? _failure;

    public ForgivingWriter(TextWriter inner)
        : base(inner.FormatProvider)
    {
        _inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    /// <summary>Why something could not be written, the first time; null when all was.</summary>
    public Exception? Failure => _failure;

    public override Encoding Encoding => _inner.Encoding;

    public override void Write(char value) => Try(value, static (inner, one) => inner.Write(one));

    public override void Write(string? value) => Try(value, static (inner, text) => inner.Write(text));

    public override void Write(char[] buffer, int index, int count) => Try(new ArraySegment<char>(buffer, index, count), static (inner, part) => inner.Write(part.Array!, part.Offset, part.Count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Try("", static (inner, _) => inner.WriteLine());

    // In one piece, as the writer behind it does: lines of several threads do not mix.
    public override void WriteLine(string? value) => Try(value, static (inner, text) => inner.WriteLine(text));

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    public override void Flush() => Try("", static (inner, _) => inner.Flush());

    private void Try<T>(T value, Action<TextWriter, T> write)
    {
        try
        {
            write(_inner, value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure ??= e;
        }
    }
}
