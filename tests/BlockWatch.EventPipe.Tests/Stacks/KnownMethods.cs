using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Symbols.Sources;
using MethodBase = System.Reflection.MethodBase;

namespace BlockWatch.EventPipe.Tests.Stacks;

/// <summary>Methods of one module of this test, as if compiled at given addresses, whose files the resolver reads.</summary>
internal sealed class KnownMethods : IDisposable
{
    private const long ModuleId = 7;

    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly FrameResolver _frames = new();

    /// <param name="type">A type of the module.</param>
    public KnownMethods(Type type)
    {
        var modules = new ModuleMap();
        modules.Add(ModuleId, TestModules.Of(type));
        Resolver = new StackResolver(_methods, modules, images: null, _frames);
    }

    public StackResolver Resolver { get; }

    /// <param name="method">The method.</param>
    /// <param name="start">Its address.</param>
    /// <param name="ilOffset">The offset into its IL that all of its code stands for.</param>
    public void Add(MethodBase method, ulong start, int ilOffset = 0)
    {
        var body = new MethodBody
        {
            Start = start,
            Size = 0x100,
            ModuleId = ModuleId,
            TypeName = method.DeclaringType!.FullName!,
            MethodName = method.Name,
            Signature = "",
            Token = method.MetadataToken,
        };
        _methods.Add(body);
        _methods.SetMap(body, new ILToNativeMap([0], [ilOffset]));
    }

    public void Dispose() => _frames.Dispose();
}
