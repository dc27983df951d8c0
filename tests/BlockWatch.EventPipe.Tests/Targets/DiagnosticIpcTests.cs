using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

public sealed class DiagnosticIpcTests
{
    private static readonly RuntimeIdentity Shop = new(4242, "dotnet /app/Shop.dll --port 80", "Linux", "x64", "Shop", "10.0.12+abc");

    [Fact]
    public void A_well_formed_answer_is_read() => Assert.Equal(Shop, DiagnosticIpc.Parse(Answer(Shop)));

    [Fact]
    public void What_newer_runtimes_append_is_left_alone() => Assert.Equal(Shop, DiagnosticIpc.Parse([.. Answer(Shop), 1, 2, 3, 4, 5]));

    [Fact]
    public void Empty_strings_are_empty()
    {
        RuntimeIdentity suspended = Shop with { EntryAssembly = "" };
        Assert.Equal(suspended, DiagnosticIpc.Parse(Answer(suspended)));
        byte[] withoutUnits = [.. new byte[24], .. new byte[5 * 4]];
        Assert.Equal(new RuntimeIdentity(0, "", "", "", "", ""), DiagnosticIpc.Parse(withoutUnits));
    }

    [Fact]
    public void A_truncated_answer_is_none()
    {
        byte[] answer = Answer(Shop);
        for (int length = 0; length < answer.Length; length++)
        {
            Assert.Null(DiagnosticIpc.Parse(answer.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x8000_0000)]
    [InlineData(0x7FFF_FFFF)]
    [InlineData(0x4000_0001)]
    [InlineData(1000)]
    public void A_length_that_lies_is_no_answer(uint units)
    {
        byte[] answer = Answer(Shop);
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(24), units);
        Assert.Null(DiagnosticIpc.Parse(answer));
    }

    [Fact]
    public void No_answer_whatever_throws()
    {
        var random = new Random(20260302);
        byte[] good = Answer(Shop);
        int read = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] answer = good[..random.Next(good.Length + 1)];
            for (int changes = random.Next(0, 6); changes > 0 && answer.Length > 0; changes--)
            {
                answer[random.Next(answer.Length)] = (byte)random.Next(256);
            }

            read += DiagnosticIpc.Parse(answer) is null ? 0 : 1;
        }

        Assert.InRange(read, 1, 9_999);
    }

    [Fact]
    public void The_resume_message_is_the_protocols()
    {
        byte[] expected = [.. "DOTNET_IPC_V1\0"u8, 20, 0, 4, 1, 0, 0];
        Assert.Equal(expected, DiagnosticIpc.ResumeMessage());
    }

    [Fact]
    public async Task A_runtime_that_answers_is_identified()
    {
        using var server = new FakeServer(Message(0xFF, 0, Answer(Shop)));
        Assert.Equal(Shop, await DiagnosticIpc.IdentifyAsync(server.Path, Eventually.Limit));
        byte[] expected = [.. "DOTNET_IPC_V1\0"u8, 20, 0, 4, 4, 0, 0];
        Assert.Equal(expected, await server.Request.WithinLimit());
    }

    public static TheoryData<byte[]> BadAnswers() =>
    [
        [],
        [.. "DOTNET_IPC_V1\0"u8],
        Message(0xFF, 0xFF, [1, 2, 3, 4]), // the runtime refuses
        Message(0xFE, 0, Answer(Shop)),
        [.. "DOTNET_IPC_V2\0"u8, .. Message(0xFF, 0, Answer(Shop)).AsSpan(14)],
        [.. "DOTNET_IPC_V1\0"u8, 3, 0, 0xFF, 0, 0, 0], // shorter than its own header
        [.. "DOTNET_IPC_V1\0"u8, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 2, 3], // longer than what comes
        Message(0xFF, 0, [1, 2, 3]),
    ];

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task Anything_else_is_no_identity(byte[] answer)
    {
        using var server = new FakeServer(answer);
        Assert.Null(await DiagnosticIpc.IdentifyAsync(server.Path, Eventually.Limit).WithinLimit());
    }

    [Fact]
    public async Task A_runtime_that_never_answers_is_given_up()
    {
        using var server = new FakeServer(answer: null);
        Assert.Null(await DiagnosticIpc.IdentifyAsync(server.Path, TimeSpan.FromMilliseconds(50)).WithinLimit());
    }

    [Fact]
    public async Task Where_nobody_listens_the_connection_fails() =>
        await Assert.ThrowsAnyAsync<SocketException>(() => DiagnosticIpc.IdentifyAsync(Path.Combine(Path.GetTempPath(), "no-such-socket"), Eventually.Limit));

    // Sockets have names of at most 107 bytes; a target's folder may be longer as seen from here.
    [Fact]
    public async Task A_path_that_is_too_long_for_a_socket_fails_like_any_other() =>
        await Assert.ThrowsAnyAsync<SocketException>(() => DiagnosticIpc.IdentifyAsync("/" + new string('x', 200), Eventually.Limit));

    // Named pipes of .NET are sockets on this system; the protocol on them is the same.
    [Fact]
    public async Task A_runtime_is_asked_by_a_named_pipe_too()
    {
        string name = DiagnosticPipe.NameOf(4242) + Path.GetRandomFileName();
        await using NamedPipeServerStream server = new(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        Task<(RuntimeIdentity? Identity, string? WhyNot)> asked = Task.Run(() => TargetFinder.IdentifyByPipe(name, Eventually.Limit));
        await server.WaitForConnectionAsync().WithinLimit();
        byte[] request = new byte[20];
        await server.ReadExactlyAsync(request).AsTask().WithinLimit();
        await server.WriteAsync(Message(0xFF, 0, Answer(Shop)));

        Assert.Equal((Shop, null), await asked.WithinLimit());
        Assert.Equal([.. "DOTNET_IPC_V1\0"u8, 20, 0, 4, 4, 0, 0], request);
        Assert.Equal("dotnet-diagnostic-4242", DiagnosticPipe.NameOf(4242));
    }

    [Fact]
    public void A_pipe_that_nobody_has_does_not_answer()
    {
        (RuntimeIdentity? identity, string? whyNot) = TargetFinder.IdentifyByPipe("dotnet-diagnostic-" + Path.GetRandomFileName(), TimeSpan.FromMilliseconds(100));

        Assert.Null(identity);
        Assert.StartsWith("its runtime does not answer", whyNot, StringComparison.Ordinal);
    }

    private static byte[] Message(byte set, byte command, byte[] payload)
    {
        var size = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)(20 + payload.Length));
        return [.. "DOTNET_IPC_V1\0"u8, .. size, set, command, 0, 0, .. payload];
    }

    private static byte[] Answer(RuntimeIdentity identity)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(identity.ProcessId);
        writer.Write(Guid.Parse("11112222-3333-4444-5555-666677778888").ToByteArray());
        foreach (string text in new[] { identity.CommandLine, identity.OperatingSystem, identity.Architecture, identity.EntryAssembly, identity.ProductVersion })
        {
            writer.Write(text.Length + 1);
            writer.Write(Encoding.Unicode.GetBytes(text + "\0"));
        }

        return bytes.ToArray();
    }

    /// <summary>Takes one request and gives one answer; with no answer, leaves the connection open.</summary>
    private sealed class FakeServer : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bw-test-");
        private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        private readonly List<Socket> _open = [];

        public FakeServer(byte[]? answer)
        {
            Path = System.IO.Path.Combine(_folder.FullName, "s");
            _listener.Bind(new UnixDomainSocketEndPoint(Path));
            _listener.Listen();
            Request = ServeAsync(answer);
        }

        public string Path { get; }

        public Task<byte[]> Request { get; }

        public void Dispose()
        {
            _listener.Dispose();
            _open.ForEach(s => s.Dispose());
            _folder.Delete(recursive: true);
        }

        private async Task<byte[]> ServeAsync(byte[]? answer)
        {
            Socket connection = await _listener.AcceptAsync();
            _open.Add(connection);
            var request = new byte[20];
            int count = await connection.ReceiveAsync(request);
            if (answer is not null)
            {
                await connection.SendAsync(answer);
                connection.Shutdown(SocketShutdown.Both);
            }

            return request[..count];
        }
    }
}
