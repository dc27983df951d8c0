namespace BlockWatch.Detection.Stacks;

/// <summary>Paths that name another machine, or a device of the system: nothing that a target or a report names is read over the network.</summary>
public static class NetworkPath
{
    /// <summary>
    /// True for what Windows takes for a share or a device, in each of its spellings: <c>\\server\share</c>, <c>//server/share</c>, <c>\\?\UNC\server</c>, <c>\??\UNC\server</c>. The same on every system:
    /// elsewhere no build writes such a path.
    /// </summary>
    public static bool Is(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path is ['\\' or '/', '\\' or '/' or '?', ..];
    }
}
