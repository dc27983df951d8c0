using System.Runtime.CompilerServices;

#pragma warning disable CA1810, CA1802, CA2211, CA1000, CA1051, CS0414 // The types are here for what their use makes the runtime do.

namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>Methods whose statements make the runtime initialize types, or not. Never run: their IL is read.</summary>
internal static class Initialized
{
    public static int ReadsAField() => Rates.Count;

    public static int ReadsAFieldOfAGeneric<T>() => Table<T>.Count;

    public static int CallsAStaticMethod() => Rates.Read();

    public static object Constructs() => new Rates();

    public static int ReadsAnInstance(Rates rates) => rates.Number;

    public static int InItsSecondStatement(string text)
    {
        int length = text.Length;
        return length + Rates.Count;
    }

    internal sealed class Rates
    {
        public static int Count;

        public int Number = 1;

        static Rates() => Count = Environment.ProcessId;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static int Read() => Count;
    }

    internal static class Table<T>
    {
        public static int Count;

        static Table() => Count = typeof(T).Name.Length;
    }
}
