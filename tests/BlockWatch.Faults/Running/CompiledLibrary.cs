namespace BlockWatch.Faults.Running;

/// <summary>A native library that a case brings into a process, compiled from C here.</summary>
internal static class CompiledLibrary
{
    private const string Compiler = "/usr/bin/cc";

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot => File.Exists(Compiler) ? null : "it needs a library that is compiled here, and there is no compiler";

    /// <summary>Compiles it into a folder.</summary>
    /// <returns>The library's path.</returns>
    public static async Task<string> MakeAsync(TemporaryFolder folder, string source)
    {
        string text = folder.Combine("library.c");
        string library = folder.Combine("library.so");
        await File.WriteAllTextAsync(text, source);
        (await ProcessRun.RunAsync(new ProcessCommand(Compiler, "-shared", "-fPIC", "-o", library, text, "-ldl"), TestTimeouts.Command)).EnsureSuccess();
        return library;
    }
}
