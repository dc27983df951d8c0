using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Stacks;

/// <summary>Says of which samples it is known that their thread ran managed code.</summary>
/// <remarks>
/// .NET 8 and 9 mark most samples of a busy thread as native, and the scheduler's account of the thread tells better. But a lock statement leaves no
/// frame there: who enters it spins, or waits for a processor, in native code; it wants a processor all the while, and while it spins the sampler takes it
/// for managed. So at a statement that calls <c>Monitor</c> neither proves anything. A thread that computes is seen at other statements as well.
/// </remarks>
internal sealed class RunningSamples
{
    private const string LockType = "System.Threading.Monitor";

    private readonly StackResolver _resolver;

    public RunningSamples(StackResolver resolver) => _resolver = resolver;

    public bool Ran(RawSample sample) => (sample.RanManagedCode || sample.WantedProcessor) && !IsAtLock(sample.Addresses);

    private bool IsAtLock(ulong[] addresses) => addresses.Length > 0 && _resolver.TypesUsedAt(addresses[0]).Contains(LockType);
}
