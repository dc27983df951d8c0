namespace BlockWatch.EventPipe.Throttling;

/// <summary>Finds the folders of a process's cgroups that limit its processors.</summary>
/// <remarks>
/// <c>/proc/PID/cgroup</c> tells the path as our own cgroup namespace sees it, so it is looked up among our own mounts
/// (<c>/proc/self/mountinfo</c>), not under the target's root. A limit may be set on any folder above: all up to the mount are returned.
/// </remarks>
internal static class CgroupFolders
{
    private const int MountRoot = 3;
    private const int MountPoint = 4;

    /// <param name="cgroup">Text of the process's <c>cgroup</c> file.</param>
    /// <param name="mountInfo">Text of our <c>mountinfo</c> file.</param>
    /// <returns>The innermost first; empty when it cannot be told.</returns>
    public static IReadOnlyList<string> Of(string cgroup, string mountInfo)
    {
        var folders = new List<string>();
        foreach (string line in cgroup.Split('\n'))
        {
            // 0::/path (version 2), 1:cpu,cpuacct:/path (version 1)
            string[] fields = line.Split(':', 3);
            bool isUnified = fields.Length == 3 && fields[0] == "0" && fields[1].Length == 0;
            if (fields.Length == 3 && (isUnified || fields[1].Split(',').Contains("cpu")) && !fields[2].Contains("/..", StringComparison.Ordinal))
            {
                folders.AddRange(Folders(fields[2], mountInfo, isUnified));
            }
        }

        return folders;
    }

    private static IEnumerable<string> Folders(string path, string mountInfo, bool isUnified)
    {
        foreach (string line in mountInfo.Split('\n'))
        {
            // 33 31 0:30 ROOT POINT rw - cgroup cgroup rw,cpu
            string[] halves = line.Split(" - ", 2);
            string[] fields = halves[0].Split(' ');
            if (halves.Length < 2 || fields.Length <= MountPoint || !IsWanted(halves[1].Split(' '), isUnified) || Below(fields[MountRoot], path) is not { } below)
            {
                continue;
            }

            for (string at = below; at.Length > 0; at = at[..at.LastIndexOf('/')])
            {
                yield return fields[MountPoint] + at;
            }

            yield return fields[MountPoint];
            yield break;
        }
    }

    private static bool IsWanted(string[] fields, bool isUnified) =>
        isUnified ? fields[0] == "cgroup2" : fields[0] == "cgroup" && fields[^1].Split(',').Contains("cpu");

    // What is left of the path below the mounted part, without a slash at its end; null when it is not below it.
    private static string? Below(string root, string path)
    {
        root = root.TrimEnd('/');
        path = path.TrimEnd('/');
        return path == root || path.StartsWith(root + "/", StringComparison.Ordinal) ? path[root.Length..] : null;
    }
}
