namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A module, loaded, unloaded or listed (ModuleLoad, ModuleUnload, ModuleDCEnd).</summary>
/// <param name="ModuleId">The runtime's id.</param>
/// <param name="Path">Its file in the target; empty for one in memory.</param>
/// <param name="PdbSignature">Of the PDB that belongs to it.</param>
/// <param name="PdbPath">Where the compiler wrote that.</param>
internal readonly record struct ModuleLoad(long ModuleId, string Path, Guid PdbSignature, string PdbPath)
{
    private const int FirstWithPdb = 2;

    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(in NetTraceEvent data, out ModuleLoad module)
    {
        var reader = new PayloadReader(data.Payload);
        long moduleId = reader.ReadInt64();
        reader.ReadInt64(); // assembly
        reader.ReadInt64(); // flags, reserved
        string path = reader.ReadText();
        reader.ReadTextBytes(); // native image
        if (data.Kind.Version < FirstWithPdb)
        {
            module = new ModuleLoad(moduleId, path, Guid.Empty, "");
            return !reader.IsShort;
        }

        reader.ReadUInt16(); // runtime instance
        Guid signature = reader.ReadGuid();
        reader.ReadInt32(); // age
        module = new ModuleLoad(moduleId, path, signature, reader.ReadText());
        return !reader.IsShort;
    }
}
