namespace BlockWatch.Fuzz.Targets;

/// <summary>Keeps something of each input, as libraries do: no input takes much, and together they take more than one may.</summary>
internal sealed class LeakingTarget : IFuzzTarget
{
    public const string Name = "leaking";

    /// <summary>The first input that finds its process with more than one may take.</summary>
    public const int FirstOverLimit = 8;

    private const int Kept = 100 << 20;

    private readonly List<byte[]> _kept = [];

    public byte[] Make(Random random) => [0];

    public string Run(byte[] input)
    {
        byte[] kept = GC.AllocateUninitializedArray<byte>(Kept);
        kept.AsSpan().Fill(1);
        _kept.Add(kept);
        return "well";
    }
}
