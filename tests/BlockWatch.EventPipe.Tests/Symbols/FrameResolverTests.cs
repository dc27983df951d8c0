using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;
using BlockWatch.EventPipe.Tests.Symbols.Sources;

namespace BlockWatch.EventPipe.Tests.Symbols;

/// <summary>Real methods, really run, with the runtime's own words for them and the test project's own PDB.</summary>
public sealed class FrameResolverTests(RecordedShapes shapes) : IClassFixture<RecordedShapes>, IDisposable
{
    private const string Ns = "BlockWatch.EventPipe.Tests.Symbols.Fixtures.";

    private readonly FrameResolver _resolver = new();

    public static TheoryData<string, string> Displays => new()
    {
        { "lambda of a field", $"{Ns}Shapes.constructor.lambda()" },
        { "static constructor", $"static {Ns}Shapes()" },
        { "constructor", $"new {Ns}Shapes(int)" },
        { "getter", $"{Ns}Shapes.Number" },
        { "setter", $"{Ns}Shapes.Number.set" },
        { "indexer", $"{Ns}Shapes.this[int, string]" },
        { "operator", $"{Ns}Shapes.operator +(Shapes, int)" },
        { "conversion", $"{Ns}Shapes.explicit operator int(Shapes)" },
        { "async method, first part", $"{Ns}Shapes.CheckoutAsync(int, string)" },
        { "async method, resumed", $"{Ns}Shapes.CheckoutAsync(int, string)" },
        { "lambda that captures", $"{Ns}Shapes.CheckoutAsync.lambda(int)" },
        { "async lambda", $"{Ns}Shapes.CheckoutAsync.lambda(long)" },
        { "async local function", $"{Ns}Shapes.CheckoutAsync.Inner(List<int>)" },
        { "overload that is not async", $"{Ns}Shapes.CheckoutAsync(string)" },
        { "async overload", $"{Ns}Shapes.CheckoutAsync(ReadOnlyMemory<byte>)" },
        { "lambda that captures nothing", $"{Ns}Shapes.Plain.lambda(byte)" },
        { "static local function", $"{Ns}Shapes.Plain.Static(short)" },
        { "local function that captures", $"{Ns}Shapes.Plain.Captures(ushort)" },
        { "async iterator", $"{Ns}Shapes.StreamAsync(Guid, CancellationToken)" },
        { "iterator", $"{Ns}Shapes.Iterate(string[])" },
        { "async void", $"{Ns}Shapes.FireAndForget(TaskCompletionSource)" },
        { "explicit interface implementation", $"{Ns}Shapes.IDisposable.Dispose()" },
        { "explicit generic interface implementation", $"{Ns}Shapes.IComparable<Shapes>.CompareTo(Shapes)" },
        { "explicit async interface implementation", $"{Ns}Shapes.IAsyncDisposable.DisposeAsync()" },
        { "generic method of nested generic types", $"{Ns}Shapes.Nested<TKey>.Deeper<int>.Put<TExtra>(TKey, int, Dictionary<TKey,List<TExtra>>)" },
        { "generic async method", $"{Ns}Shapes.Nested<TKey>.Deeper<int>.PutAsync<TExtra>(TKey, TExtra)" },
        { "generic async lambda", $"{Ns}Shapes.Nested<TKey>.Deeper<int>.PutAsync.lambda(TExtra)" },
        { "record", $"{Ns}Shapes.Entry.ToString()" },
    };

    public void Dispose() => _resolver.Dispose();

    [Theory]
    [MemberData(nameof(Displays))]
    public void A_method_is_shown_as_written_with_its_file_and_line(string name, string display)
    {
        var place = Place.All.First(place => place.Name == name);

        var frame = _resolver.Resolve(shapes.Methods[name], place.IlOffset);

        Assert.Equal($"{display} at {place.File}:{place.Line}", frame.ToString());
        Assert.Equal(FrameOrigin.User, frame.Origin);
        Assert.Equal("BlockWatch.EventPipe.Tests", frame.Module);
        Assert.Equal(place.Method.Name, frame.MethodName);
        Assert.Equal(place.Method.DeclaringType!.FullName, frame.TypeName);
    }

    [Theory]
    [MemberData(nameof(Displays))]
    public void Without_a_pdb_the_display_is_the_same_and_there_is_no_line(string name, string display)
    {
        using var folder = new TemporaryFolder();
        var image = File.ReadAllBytes(shapes.Module.Path);
        var buildPath = System.Text.Encoding.UTF8.GetBytes(shapes.Module.PdbBuildPath);
        Assert.NotEmpty(buildPath);
        image.AsSpan(image.AsSpan().IndexOf(buildPath), buildPath.Length).Fill((byte)'x');
        var module = shapes.Module with { Path = folder.Write("BlockWatch.EventPipe.Tests.dll", image), PdbBuildPath = "" };

        Assert.Equal(display, _resolver.Resolve(shapes.Methods[name] with { Module = module }, 0).ToString());
    }

    [Fact]
    public void Every_recorded_place_has_an_expected_display() => Assert.Equal(
        Place.All.Select(place => place.Name).Order(StringComparer.Ordinal).Distinct(),
        Displays.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void By_reference_parameters_have_the_keyword_of_the_source()
    {
        var plain = typeof(Shapes).GetMethod(nameof(Shapes.Plain))!;
        var method = new MethodIdentity(plain.DeclaringType!.FullName!, plain.Name, "", plain.MetadataToken, shapes.Module);

        var frame = _resolver.Resolve(method, -1);

        Assert.Equal($"{Ns}Shapes.Plain(ref int, in long, out decimal, int[,], (int, string), DateTime?)", frame.Method);
    }

    [Fact]
    public void An_unknown_offset_gives_no_source()
    {
        Assert.Null(_resolver.Resolve(shapes.Methods["getter"], -1).Source);
    }

    [Fact]
    public void A_token_that_names_another_method_is_not_believed()
    {
        var stale = shapes.Methods["constructor"] with { MethodName = "Renamed" };

        var frame = _resolver.Resolve(stale, 0);

        Assert.Equal($"{Ns}Shapes.Renamed(int)", frame.Method);
        Assert.Null(frame.Source);
    }

    [Fact]
    public void A_framework_method_is_framework_and_a_dynamic_one_dynamic()
    {
        var core = TestModules.Of(typeof(object));
        var wait = new MethodIdentity("System.Threading.Tasks.Task`1[System.__Canon]", "get_Result", "instance !0  ()", 0, core);
        var compiled = new MethodIdentity("dynamicClass", "lambda_method5", "void  (pMT: 0x7f04)", 0, new ModuleIdentity("", ""));

        Assert.Equal(
            new Frame
            {
                Method = "System.Threading.Tasks.Task<T>.Result",
                TypeName = "System.Threading.Tasks.Task`1",
                MethodName = "get_Result",
                Module = "System.Private.CoreLib",
                Origin = FrameOrigin.Framework,
            },
            _resolver.Resolve(wait, 0));
        Assert.Equal(
            new Frame { Method = "dynamicClass.lambda_method5", TypeName = "dynamicClass", MethodName = "lambda_method5", Origin = FrameOrigin.Dynamic },
            _resolver.Resolve(compiled, 0));
    }

    [Fact]
    public void The_same_place_is_the_same_instance_for_all_threads()
    {
        var method = shapes.Methods["async method, resumed"];
        var offset = Place.All.First(place => place.Name == "async method, resumed").IlOffset;
        var frames = new Frame[64];

        Parallel.For(0, frames.Length, i => frames[i] = _resolver.Resolve(method with { }, offset));

        Assert.All(frames, frame => Assert.Same(frames[0], frame));
        Assert.NotNull(frames[0].Source);
    }
}
