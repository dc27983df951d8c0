using System.Globalization;
using BlockWatch.Fuzz.Guidance;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Execution;

/// <summary>The process that gives inputs to the product. It may crash or hang: its parent sees by what it wrote last on which input.</summary>
internal static class Worker
{
    // So that the peak of an input is not what hundreds before it left behind.
    private const int CollectEvery = 100;

    // What is still there then nobody will give back: some 0.2 MB for each trace of format 6 that TraceEvent reads, outside the heap. The next worker goes on.
    private const long Worn = PeakMemory.Limit / 3;

    /// <summary>The word that makes this program a worker.</summary>
    public const string Word = "worker";

    /// <summary>The word behind it when the product is instrumented.</summary>
    public const string Guided = "guided";

    /// <summary>The file in its folder that holds the input that is being given.</summary>
    public const string Current = "current";

    /// <param name="arguments">Target, folder, seed, first number, count; or target, folder, and the file of one input. <see cref="Guided"/> before.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        // What the product writes to the console by mistake must not look like ours.
        using StreamWriter output = new(Console.OpenStandardOutput()) { AutoFlush = true };
        Console.SetOut(TextWriter.Null);
        CoverageMap? map = null;
        if (arguments[0] == Guided)
        {
            map = CoverageMap.Open();
            arguments = [.. arguments.Skip(1)];
        }

        var folder = new WorkFolder(arguments[1]);
        IFuzzTarget target = FuzzTargets.ByName(arguments[0]).Create(folder);
        using IDisposable? held = target as IDisposable;
        if (arguments.Count == 3)
        {
            output.WriteLine(WorkerLine.Begin(0));
            output.WriteLine(WorkerLine.End(0, InputRun.Run(target, File.ReadAllBytes(arguments[2]))));
            return 0;
        }

        int seed = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        long first = long.Parse(arguments[3], CultureInfo.InvariantCulture);
        long count = long.Parse(arguments[4], CultureInfo.InvariantCulture);
        GuidedInputs? guided = map is null ? null : new GuidedInputs(target, map);
        for (long number = first; number < first + count; number++)
        {
            Random random = FuzzRandom.Of(seed, number);
            byte[] input = guided is null ? target.Make(random) : guided.Make(random);
            folder.Write(Current, input);
            output.WriteLine(WorkerLine.Begin(number));
            InputResult result = InputRun.Run(target, input);
            guided?.Learn(input);
            if (result.Fault is not null)
            {
                folder.Write(NameOf(number), input);
            }

            output.WriteLine(WorkerLine.End(number, result));
            if (number % CollectEvery == 0 && PeakMemory.AfterCollecting() > Worn)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>The file in its folder that holds an input that found something.</summary>
    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"fault-{number}");
}
