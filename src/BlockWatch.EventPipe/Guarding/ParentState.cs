using System.Buffers.Text;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>Whether a process is stopped, read several times a second for as long as it lives: one open file and no allocation.</summary>
/// <remarks>Not thread-safe. The file stays that process's, also when its id is given again.</remarks>
internal sealed class ParentState : IDisposable
{
    private const double MsPerTick = 10; // USER_HZ is 100.

    // Of the fields behind the name, the first of which is the state.
    private const int UserTicks = 11;
    private const int SystemTicks = 12;

    private readonly SafeFileHandle? _file;
    private readonly byte[] _text = new byte[1024];

    public ParentState(int processId)
    {
        try
        {
            _file = File.OpenHandle(ProcFile.Folder(processId) + "/stat", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Then it is never known to be stopped.
        }
    }

    /// <summary>The state, as in /proc/PID/stat, and the processor time used so far; null when the process is gone.</summary>
    public (char State, double CpuMs)? Read()
    {
        try
        {
            return _file is null ? null : Parse(_text.AsSpan(0, RandomAccess.Read(_file, _text, 0)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Reads one line of /proc/PID/stat; null when it is none.</summary>
    internal static (char State, double CpuMs)? Parse(ReadOnlySpan<byte> stat)
    {
        // The second field is the name in parentheses and may hold anything.
        int name = stat.LastIndexOf((byte)')');
        if (name < 0 || name + 2 >= stat.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> fields = stat[(name + 2)..];
        char state = (char)fields[0];
        long ticks = 0;
        for (int field = 0; field <= SystemTicks; field++)
        {
            int end = fields.IndexOf((byte)' ');
            if (end < 0)
            {
                return null;
            }

            if (field >= UserTicks && Utf8Parser.TryParse(fields[..end], out long value, out _))
            {
                ticks += value;
            }

            fields = fields[(end + 1)..];
        }

        return (state, ticks * MsPerTick);
    }
}
