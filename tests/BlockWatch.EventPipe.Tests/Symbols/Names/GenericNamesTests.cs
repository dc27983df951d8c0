using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Tests.Symbols.Names;

public sealed class GenericNamesTests
{
    private static readonly RuntimeTypeName Type = RuntimeTypeName.Parse("N.A")!;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(1000, 1000)]
    [InlineData(400_000_000, 0)]
    public void A_number_of_parameters_that_no_compiler_writes_is_none(int said, int spelled) => Assert.Equal(spelled, new GenericNames(Type, null, said).MethodArity);
}
