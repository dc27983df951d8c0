namespace BlockWatch.Fuzz.Targets;

/// <summary>One door of blockwatch through which others' bytes come in, and how to knock at it.</summary>
/// <remarks>Has no state between inputs that an input could change: each is judged by itself.</remarks>
internal interface IFuzzTarget
{
    /// <summary>Makes an input: one that is nearly right, and wrong somewhere.</summary>
    /// <param name="random">The only source of chance, so that a seed and a number always give the same input.</param>
    byte[] Make(Random random);

    /// <summary>Gives an input to the product, and judges what it does with it.</summary>
    /// <param name="input">Of <see cref="Make"/>, or a smaller one of the same make.</param>
    /// <returns>What came out, in a few words that are the same for inputs that took the same way.</returns>
    /// <exception cref="BrokenPromiseException">The product did what it must not do.</exception>
    /// <remarks>Any other exception that gets out is a finding too.</remarks>
    string Run(byte[] input);
}
