using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Tests.Symbols.Names;

/// <summary>The parameter types of event signatures in C#.</summary>
public sealed class SignatureTextTests
{
    [Theory]
    [InlineData("int32,class System.String,unsigned int8[],int32&,value class System.Nullable`1<int32>,class System.Collections.Generic.List`1<int32>,value class System.Guid", "int, string, byte[], ref int, int?, List<int>, Guid")]
    [InlineData("float64,float32,wchar,int8,int16,unsigned int16,unsigned int32,int64,unsigned int64,unsigned int8,class System.Object,value class System.Decimal,bool", "double, float, char, sbyte, short, ushort, uint, long, ulong, byte, object, decimal, bool")]
    [InlineData("value class System.Int128,value class System.Span`1<wchar>,value class System.ValueTuple`2<int32,class System.String>", "Int128, Span<char>, (int, string)")]
    [InlineData("class System.Collections.Generic.Dictionary`2<class System.String,class System.Collections.Generic.List`1<int32[]>>", "Dictionary<string,List<int[]>>")]
    [InlineData("class System.Threading.Tasks.Task`1<class System.Threading.Tasks.Task`1<int32>>", "Task<Task<int>>")]
    [InlineData("int32[][],class System.String[][,],int32[,]", "int[][], string[,][], int[,]")]
    [InlineData("refany,int[],unsigned int", "TypedReference, nint[], nuint")]
    [InlineData("int32*,fnptr void(int32,class System.String),void*", "int*, delegate*<int,string,void>, void*")]
    [InlineData("class Shop.Orders/Line,value class Enumerator<int32,int64>", "Line, Enumerator")]
    [InlineData("int32,class System.String,valuetype Foo`1<int32>&,unsigned int8[]", "int, string, ref Foo<int>, byte[]")]
    [InlineData("class [System.Runtime]System.Threading.Tasks.Task`1<int32>,native int,string,char,uint8", "Task<int>, nint, string, char, byte")]
    [InlineData("int32& modreq(System.Runtime.InteropServices.InAttribute)", "ref int")]
    [InlineData("class <>f__AnonymousType0`1<int32>", "anonymous type<int>")]
    [InlineData("int32[0...,0...]", "int[,]")]
    public void Parameters_are_spelled_as_in_CSharp(string parameters, string expected) =>
        Assert.Equal($"Shop.Orders.M({expected})", MethodNameFormatter.Format("Shop.Orders", "M", $"instance void  ({parameters})"));

    [Theory]
    [InlineData("")]
    [InlineData("instance")]
    [InlineData("instance void")]
    [InlineData("instance void  (")]
    [InlineData("instance void  (int32")]
    [InlineData("instance void  (int32,)")]
    [InlineData("instance void  (int32) and more")]
    [InlineData("instance void  (strange)")]
    [InlineData("void  (class System.Collections.Generic.List`1<int32)")]
    [InlineData("void  (class [Broken)")]
    [InlineData("void  (!)")]
    [InlineData("void  (!99999999999)")]
    public void A_text_that_is_not_understood_gives_no_parameters_at_all(string signature)
    {
        Assert.Null(SignatureText.Parse(signature));
        Assert.Equal("Shop.Orders.M", MethodNameFormatter.Format("Shop.Orders", "M", signature));
    }

    [Fact]
    public void Nesting_without_end_is_refused_and_does_not_exhaust_the_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("class A`1<", 100_000));

        Assert.Null(SignatureText.Parse($"void  ({deep}"));
        Assert.Null(SignatureText.Parse($"void  (int32{new string('*', 100_000)})"));
        Assert.Null(RuntimeTypeName.Parse(string.Concat(Enumerable.Repeat("A`1[", 100_000))));
        Assert.Equal("compiler-generated", GeneratedName.Describe(Wrapped("X", 50)).Split('.')[0]);
    }

    private static string Wrapped(string name, int times) => times == 0 ? name : Wrapped($"<{name}>b__0", times - 1);
}
