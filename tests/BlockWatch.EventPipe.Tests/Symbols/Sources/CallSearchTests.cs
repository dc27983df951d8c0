using System.Reflection;
using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;

namespace BlockWatch.EventPipe.Tests.Symbols.Sources;

public sealed class CallSearchTests : IDisposable
{
    private readonly SourceLookup _lookup = new();

    public void Dispose() => _lookup.Dispose();

    [Theory]
    [InlineData(nameof(Callers.Once), "get_Result")]
    [InlineData(nameof(Callers.TwiceOnALine), "get_Result")]
    [InlineData(nameof(Callers.AfterASwitch), "get_Result")]
    [InlineData(nameof(Callers.Generic), "ToList")]
    [InlineData(nameof(Callers.Constructed), ".ctor")]
    [InlineData(nameof(Callers.ResumedAsync), "get_Result")]
    public void The_one_line_that_calls_is_found(string caller, string callee)
    {
        var line = Assert.Single(_lookup.FindCalls(Method(caller), callee));

        Assert.EndsWith($"// {caller}", File.ReadAllLines(line.File)[line.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_on_two_lines_are_two() => Assert.Equal(2, _lookup.FindCalls(Method(nameof(Callers.OnTwoLines)), "get_Result").Count);

    [Fact]
    public void A_method_that_is_not_called_has_no_line()
    {
        Assert.Empty(_lookup.FindCalls(Method(nameof(Callers.Once)), "get_Results"));
        Assert.Empty(_lookup.FindCalls(Method(nameof(Callers.MakesADelegate)), "ToString"));
        Assert.Empty(_lookup.FindCalls(Method(nameof(Callers.Once)) with { MethodName = "Another" }, "get_Result"));
    }

    [Fact]
    public void A_file_that_was_replaced_since_it_was_opened_has_no_calls_to_tell()
    {
        using var folder = new TemporaryFolder();
        string assembly = typeof(Callers).Assembly.Location;
        string copy = folder.Write("Copy.dll", File.ReadAllBytes(assembly));
        folder.Write("Copy.pdb", File.ReadAllBytes(Path.ChangeExtension(assembly, ".pdb")));
        var method = Method(nameof(Callers.Once)) with { Module = TestModules.Of(typeof(Callers)) with { Path = copy, PdbBuildPath = "" } };
        Assert.NotNull(_lookup.Describe(method));

        File.Copy(typeof(Xunit.Assert).Assembly.Location, copy, overwrite: true);

        Assert.Empty(_lookup.FindCalls(method, "get_Result"));
    }

    [Theory]
    [InlineData("28")] // a call without its operand
    [InlineData("FE")] // half an instruction
    [InlineData("FEFF00")] // no such instruction
    [InlineData("45FFFFFFFF")] // a switch with -1 places
    [InlineData("45FFFFFF7F")] // a switch with 2 thousand million
    [InlineData("28000000FF")] // a call of a token of no table
    [InlineData("2801000001")] // a call of a type
    public void Forged_code_gives_no_call_and_comes_to_an_end(string hex)
    {
        using var file = PeFile.TryOpen(TestModules.Of(typeof(Callers)));
        List<int>? found = null;

        Exception? thrown = Record.Exception(() => found = CallSearch.OffsetsOf(file!.Metadata, Convert.FromHexString(hex), "get_Result"));

        Assert.True(found is [] || (thrown is not null && Malformed.IsExpected(thrown)), thrown?.ToString());
    }

    private static MethodIdentity Method(string name)
    {
        MethodInfo method = typeof(Callers).GetMethod(name)!;
        if (method.GetCustomAttribute<AsyncStateMachineAttribute>() is { } machine)
        {
            method = machine.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic)!;
        }

        return new MethodIdentity(method.DeclaringType!.FullName!, method.Name, "", method.MetadataToken, TestModules.Of(typeof(Callers)));
    }
}
