using System.CommandLine;

namespace BlockWatch.Tool.Options;

/// <summary>Whether what the target starts is watched as well: <c>--children</c>.</summary>
internal static class ChildrenOption
{
    public static Option<bool> Create(string description) => new("--children") { Description = description };
}
