using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using BlockWatch.EventPipe.Symbols.Sources;

namespace BlockWatch.EventPipe.Tests.Symbols.Sources;

public class SoundSignatureTests
{
    [Theory]
    [InlineData("00 00 01")] // static void M()
    [InlineData("20 02 0E 08 1D 05")] // instance string M(int, byte[])
    [InlineData("30 01 01 1E 00 13 00")] // instance T M<T>(TClass)
    [InlineData("00 01 01 15 12 81 05 02 0E 11 C0 00 40 01")] // static void M(Class<string, Struct>), with tokens of two and of four bytes
    [InlineData("00 01 01 14 08 02 01 03 01 00")] // static void M(int[3,])
    [InlineData("00 01 01 1B 00 01 01 0F 01")] // static void M(delegate*<void*, void>)
    [InlineData("05 02 01 0E 41 08")] // vararg
    [InlineData("00 01 01 1F 09 10 08")] // modreq, by reference
    public void What_a_compiler_writes_is_sound(string bytes) => Assert.True(Check(bytes, SoundSignature.IsMethod));

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00 DF FF FF FF 01")] // half a billion parameters
    [InlineData("00 03 01 08 08")] // three, of which there are two
    [InlineData("00 01 01 15 12 05 DF FF FF FF 08")] // half a billion type arguments
    [InlineData("00 01 01 14 08 02 DF FF FF FF")] // half a billion sizes
    [InlineData("00 01 01 14 08 02 00 DF FF FF FF")] // half a billion lower bounds
    [InlineData("00 01 01 1B 00 DF FF FF FF 01")] // a pointer to a function of half a billion parameters
    [InlineData("10 DF FF")] // cut off
    [InlineData("00 FF 01")] // no number
    public void What_its_bytes_cannot_hold_is_not(string bytes) => Assert.False(Check(bytes, SoundSignature.IsMethod));

    [Fact]
    public void A_type_s_arguments_are_counted_too()
    {
        Assert.True(Check("15 12 05 01 0E", SoundSignature.IsType));
        Assert.False(Check("15 12 05 DF FF FF FF 0E", SoundSignature.IsType));
    }

    /// <summary>It must refuse nothing that the decoder takes.</summary>
    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(Enumerable))]
    [InlineData(typeof(MetadataReader))]
    public void All_signatures_of_the_framework_are_sound(Type inAssembly)
    {
        using PEReader file = new(File.OpenRead(inAssembly.Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();

        Assert.All(metadata.MethodDefinitions.Select(method => metadata.GetMethodDefinition(method).Signature).Distinct(), signature => Assert.True(
            metadata.GetBlobReader(signature).Length > 1024 || SoundSignature.IsMethod(metadata.GetBlobReader(signature)),
            Convert.ToHexString(metadata.GetBlobBytes(signature))));
        Assert.All(
            Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.TypeSpec)),
            row => Assert.True(SoundSignature.IsType(
                metadata.GetBlobReader(metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).Signature))));
    }

    // A reader of bytes is the library's to make: of metadata that has nothing else.
    private static bool Check(string hex, Func<BlobReader, bool> isSound)
    {
        MetadataBuilder builder = new();
        builder.AddModule(0, default, default, default, default);
        BlobHandle blob = builder.GetOrAddBlob(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        StandaloneSignatureHandle row = builder.AddStandaloneSignature(blob);
        BlobBuilder image = new();
        new MetadataRootBuilder(builder, suppressValidation: true).Serialize(image, 0, 0);
        using MetadataReaderProvider provider = MetadataReaderProvider.FromMetadataImage(ImmutableArray.Create(image.ToArray()));
        MetadataReader metadata = provider.GetMetadataReader();
        return isSound(metadata.GetBlobReader(metadata.GetStandaloneSignature(row).Signature));
    }
}
