using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>A place in the fixtures that was really executed: what the runtime says it is, and what the compiler knows it is.</summary>
public sealed record Place(string Name, MethodBase Method, int IlOffset, string File, int Line)
{
    private static readonly List<Place> Recorded = [];

    public static IReadOnlyList<Place> All => Recorded;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Here(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var frame = new StackFrame(1, needFileInfo: false);
        lock (Recorded)
        {
            Recorded.Add(new Place(name, frame.GetMethod()!, frame.GetILOffset(), file, line));
        }

        return 0;
    }
}
