using System.Net;
using System.Net.Sockets;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;

namespace BlockWatch.EventPipe.Tests.Symbols.Sources;

/// <summary>Symbols and sources are looked for on this machine alone, whatever a file or the environment says where more could be had.</summary>
public sealed class NoNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly SourceLookup _lookup = new();

    public NoNetworkTests()
    {
        _server.Start();
    }

    private string Url => $"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}";

    public void Dispose()
    {
        _lookup.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_source_link_is_not_followed()
    {
        SmallAssembly linked = SmallAssembly.Build("Tiny", sourceLink: $$$"""{"documents":{"/src/*":"{{{Url}}}/*"}}""");
        _folder.Write("Tiny.pdb", linked.Pdb);
        MethodIdentity run = Run(new ModuleIdentity(_folder.Write("Tiny.dll", linked.Image), "Tiny", linked.PdbId), linked);

        Assert.Equal("/src/tiny.cs:20", _lookup.Find(run, 3)?.ToString());
        Assert.NotNull(_lookup.Describe(run));
        await AssertNobodyCameAsync();
    }

    [Fact]
    public async Task A_pdb_that_is_not_here_is_asked_of_no_server()
    {
        string? symbols = Environment.GetEnvironmentVariable("_NT_SYMBOL_PATH");
        string? debuginfod = Environment.GetEnvironmentVariable("DEBUGINFOD_URLS");
        try
        {
            Environment.SetEnvironmentVariable("_NT_SYMBOL_PATH", $"srv*{Url}");
            Environment.SetEnvironmentVariable("DEBUGINFOD_URLS", Url);
            SmallAssembly alone = SmallAssembly.Build("Tiny", buildPath: $"{Url}/tiny.pdb");
            MethodIdentity run = Run(new ModuleIdentity(_folder.Write("Tiny.dll", alone.Image), "Tiny", alone.PdbId, $"{Url}/tiny.pdb"), alone);

            Assert.Null(_lookup.Find(run, 3));
            Assert.NotNull(_lookup.Describe(run));
        }
        finally
        {
            Environment.SetEnvironmentVariable("_NT_SYMBOL_PATH", symbols);
            Environment.SetEnvironmentVariable("DEBUGINFOD_URLS", debuginfod);
        }

        await AssertNobodyCameAsync();
    }

    // BannedSymbols.txt says the same of each call; this says it of what was built.
    [Fact]
    public void What_reads_targets_knows_no_network_but_sockets_and_detection_none()
    {
        string[] client = ["System.Net.Http", "System.Net.Requests", "System.Net.WebClient", "System.Net.HttpListener", "System.Net.NameResolution", "System.Net.Quic", "System.Net.Security"];

        Assert.Empty(References(typeof(SourceLookup)).Intersect(client));
        Assert.DoesNotContain(References(typeof(BlockWatch.Detection.Detector)), name => name.StartsWith("System.Net.", StringComparison.Ordinal));
    }

    // The first to come is the one that we send ourselves: nobody was there before.
    private async Task AssertNobodyCameAsync()
    {
        using TcpClient own = new(AddressFamily.InterNetwork);
        await own.ConnectAsync((IPEndPoint)_server.LocalEndpoint);
        using TcpClient first = await _server.AcceptTcpClientAsync();

        Assert.Equal(own.Client.LocalEndPoint, first.Client.RemoteEndPoint);
    }

    private static MethodIdentity Run(ModuleIdentity module, SmallAssembly assembly) => new("Tiny.Type", "Run", "int32  (int32)", assembly.Token, module);

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
