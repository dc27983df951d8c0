using BlockWatch.Detection.Explanation;

namespace BlockWatch.Catalogue.Tests.Live;

/// <summary>A call of one method of the catalogue that really blocks, or really works.</summary>
/// <param name="Type">The type that declares the method.</param>
/// <param name="Method">Its metadata name.</param>
/// <param name="Category">What the call must be explained as.</param>
/// <param name="Prepare">Makes ready, on the test's thread, and gives the call itself.</param>
/// <param name="Repeats">True when one call is over at once: it is repeated until the release, and the sampler catches some of them.</param>
internal sealed record LiveCall(Type Type, string Method, BlockingCategory Category, Func<Hold, Action> Prepare, bool Repeats = false)
{
    /// <summary>Thin methods that the runtime's own code jumps out of leave no frame on .NET 10; what they call is named instead.</summary>
    public bool LosesItsName { get; init; }

    public string Name => Category == BlockingCategory.Cpu ? $"{Type.FullName} {Method} (computing)" : $"{Type.FullName} {Method}";
}
