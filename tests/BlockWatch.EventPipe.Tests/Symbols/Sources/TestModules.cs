using System.Reflection.PortableExecutable;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Tests.Symbols.Sources;

/// <summary>Identities of real files, as the runtime would report them on load.</summary>
internal static class TestModules
{
    public static ModuleIdentity Of(Type type) => Of(type.Assembly.Location);

    public static ModuleIdentity Of(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new PEReader(stream);
        var codeView = reader.ReadDebugDirectory().FirstOrDefault(entry => entry.IsPortableCodeView);
        if (codeView.Type != DebugDirectoryEntryType.CodeView)
        {
            return new ModuleIdentity(path, Path.GetFileNameWithoutExtension(path));
        }

        var data = reader.ReadCodeViewDebugDirectoryData(codeView);
        return new ModuleIdentity(path, Path.GetFileNameWithoutExtension(path), data.Guid, data.Path);
    }
}
