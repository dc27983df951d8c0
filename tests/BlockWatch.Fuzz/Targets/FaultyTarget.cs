namespace BlockWatch.Fuzz.Targets;

/// <summary>Does all that must not be, so that the fuzzer itself can be tried: one that finds nothing proves nothing.</summary>
internal sealed class FaultyTarget : IFuzzTarget
{
    public const string Name = "faulty";

    private const int TooMuch = 900 << 20;

    /// <summary>What an input does, by its only byte.</summary>
    public enum Fault
    {
        None,
        Throws,
        Crashes,
        Hangs,
        TakesMemory,
    }

    public byte[] Make(Random random) => [(byte)random.Next(Enum.GetValues<Fault>().Length)];

    public string Run(byte[] input)
    {
        switch ((Fault)input.FirstOrDefault())
        {
            case Fault.Throws:
                throw new InvalidOperationException("thrown on purpose");
            case Fault.Crashes:
                Environment.FailFast("crashed on purpose");
                break;
            case Fault.Hangs:
                new ManualResetEventSlim().Wait();
                break;
            case Fault.TakesMemory:
                byte[] taken = GC.AllocateUninitializedArray<byte>(TooMuch);
                taken.AsSpan().Fill(1);
                return $"took {taken.Length >> 20} MB";
            default:
                break;
        }

        return "well";
    }
}
