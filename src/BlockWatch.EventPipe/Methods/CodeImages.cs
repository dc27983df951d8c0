using System.Globalization;
using System.Runtime.Versioning;

namespace BlockWatch.EventPipe.Methods;

/// <summary>Which file a piece of the target's memory was mapped from: tells the module of code that was compiled ahead of time. Linux only.</summary>
/// <remarks>Thread-safe. Reads /proc/PID/maps anew when an address is not in what it knows, at most once for each unknown page; over <see cref="LargestUnknown"/> of these all are looked up again.</remarks>
internal sealed class CodeImages
{
    private const int LargestUnknown = 16_384;

    private readonly string _mapsPath;
    private readonly object _gate = new();
    private readonly HashSet<ulong> _unknownPages = [];
    private List<(ulong Start, ulong End, string Path)> _ranges = [];

    [SupportedOSPlatform("linux")]
    public CodeImages(int processId)
    {
        _mapsPath = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/maps");
    }

    /// <summary>The mapped file's path; null when the address is not in a mapped file or the target does not let us look.</summary>
    public string? PathAt(ulong address)
    {
        lock (_gate)
        {
            if (Search(address) is { } known)
            {
                return known;
            }

            if (_unknownPages.Count >= LargestUnknown)
            {
                _unknownPages.Clear();
            }

            if (!_unknownPages.Add(address >> 12))
            {
                return null;
            }

            _ranges = Read();
            return Search(address);
        }
    }

    private string? Search(ulong address)
    {
        foreach ((ulong start, ulong end, string path) in _ranges)
        {
            if (address >= start && address < end)
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The mapped files of a maps file's lines; other lines are left out.</summary>
    internal static List<(ulong Start, ulong End, string Path)> Parse(IEnumerable<string> lines)
    {
        var ranges = new List<(ulong, ulong, string)>();
        foreach (string line in lines)
        {
            int slash = line.IndexOf('/', StringComparison.Ordinal);
            int dash = line.IndexOf('-', StringComparison.Ordinal);
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (slash > 0 && dash > 0 && space > dash
                && ulong.TryParse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong start)
                && ulong.TryParse(line.AsSpan(dash + 1, space - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong end))
            {
                ranges.Add((start, end, line[slash..]));
            }
        }

        return ranges;
    }

    private List<(ulong Start, ulong End, string Path)> Read()
    {
        try
        {
            return Parse(File.ReadLines(_mapsPath));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The target exited, or is in a namespace that we may not look into: then the module stays unknown.
            return _ranges;
        }
    }
}
