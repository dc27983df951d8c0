using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Guidance;

/// <summary>Inputs that are made of those that went a new way.</summary>
internal sealed class GuidedInputs
{
    private const int MostKept = 4_000;
    private const int Largest = 1 << 20;

    private readonly IFuzzTarget _target;
    private readonly CoverageMap _map;
    private readonly List<byte[]> _kept = [];

    public GuidedInputs(IFuzzTarget target, CoverageMap map)
    {
        _target = target;
        _map = map;
    }

    public byte[] Make(Random random)
    {
        byte[] input = _kept.Count < 10 || random.Next(2) == 0
            ? _target.Make(random)
            : ByteMutator.Mutate(_kept[random.Next(_kept.Count)], random, _kept[random.Next(_kept.Count)]);
        CoverageMap.Begin();
        return input;
    }

    /// <summary>The input has been given: it is kept when it went a new way.</summary>
    public void Learn(byte[] input)
    {
        if (_map.IsNew() && _kept.Count < MostKept && input.Length <= Largest)
        {
            _kept.Add(input);
        }
    }
}
