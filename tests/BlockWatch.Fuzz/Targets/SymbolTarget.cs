using System.Text;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;

namespace BlockWatch.Fuzz.Targets;

/// <summary>A target's own files: everything that is asked of an assembly, its PDB and its <c>deps.json</c>. An input is all three.</summary>
internal sealed class SymbolTarget : IFuzzTarget
{
    private const int MethodsAsked = 12;
    private static readonly string[] Callees = ["get_Result", ".ctor", "Wait", "MoveNext", "Combine", "WriteLine"];
    private static readonly int[] Offsets = [0, 1, 7, 40, 400, int.MaxValue];

    private readonly WorkFolder _folder;
    private readonly SymbolSeed[] _seeds = [SymbolSeed.OfFiles(), SymbolSeed.Embedded()];

    public SymbolTarget(WorkFolder folder) => _folder = folder;

    public byte[] Make(Random random)
    {
        SymbolSeed seed = _seeds[random.Next(_seeds.Length)];
        byte[] image = seed.Image;
        byte[] pdb = seed.Pdb;
        byte[] manifest = Encoding.UTF8.GetBytes(SymbolSeed.Manifest);
        switch (random.Next(8))
        {
            case 0:
                manifest = JsonMutator.Mutate(SymbolSeed.Manifest, random);
                break;
            case 1 or 2 or 3 when pdb.Length > 0:
                pdb = Changed(pdb, random, "BSJB"u8);
                break;
            default:
                image = random.Next(2) == 0 ? Changed(image, random, "BSJB"u8) : ByteMutator.Mutate(image, random);
                break;
        }

        return Parts.Joined(image, pdb, manifest, seed.PdbId.ToByteArray());
    }

    public string Run(byte[] input)
    {
        List<byte[]> parts = Parts.All(input);
        string path = _folder.Write("m.dll", parts.ElementAtOrDefault(0) ?? []);
        _folder.Write("m.pdb", parts.ElementAtOrDefault(1) ?? []);
        _folder.Write("m.deps.json", parts.ElementAtOrDefault(2) ?? []);
        Guid pdbId = parts.ElementAtOrDefault(3) is { Length: 16 } id ? new Guid(id) : Guid.Empty;
        using var frames = new FrameResolver("m");
        int lines = 0;
        int named = 0;
        foreach (Guid signature in new[] { pdbId, Guid.Empty })
        {
            var module = new ModuleIdentity(path, "m", signature, _folder.Combine("m.pdb"));
            for (int row = 1; row <= MethodsAsked; row++)
            {
                lines += Ask(frames, module, (0x06 << 24) | (row * 7), ref named);
            }
        }

        return $"{named} names, {(lines == 0 ? "no" : lines < 60 ? "some" : "many")} lines";
    }

    private static int Ask(FrameResolver frames, ModuleIdentity module, int token, ref int named)
    {
        int lines = 0;
        MethodIdentity? known = frames.Named(module, token);
        named += known is null ? 0 : 1;
        MethodIdentity method = known ?? new MethodIdentity("A+<B>d__1", "MoveNext", "void  ()", token, module);
        foreach (int offset in Offsets)
        {
            Frame frame = frames.Resolve(method, offset);
            lines += frame.Source is null ? 0 : 1;
        }

        foreach (string callee in Callees)
        {
            frames.ResolveCall(method, callee);
        }

        frames.TypesInitializedAt(method, 3);
        return lines;
    }

    // Metadata begins with "BSJB": in its headers and tables one byte means more than in code.
    private static byte[] Changed(byte[] file, Random random, ReadOnlySpan<byte> root)
    {
        int at = file.AsSpan().LastIndexOf(root);
        if (at < 0)
        {
            return ByteMutator.Mutate(file, random);
        }

        int length = Math.Min(file.Length - at, random.Next(3) switch { 0 => 160, 1 => 3_000, _ => int.MaxValue });
        return [.. file.AsSpan(0, at), .. ByteMutator.Mutate(file.AsSpan(at, length).ToArray(), random), .. file.AsSpan(at + length)];
    }
}
