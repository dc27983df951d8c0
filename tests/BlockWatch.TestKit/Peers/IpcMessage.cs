using System.Buffers.Binary;
using System.Text;

namespace BlockWatch.TestKit.Peers;

/// <summary>Messages of the diagnostic protocol, as a runtime writes them (dotnet/diagnostics, ipc-protocol.md).</summary>
public static class IpcMessage
{
    public const int HeaderSize = 20;

    public static byte[] Ok(byte[] payload) => Message(0xFF, 0x00, payload);

    public static byte[] Error(uint code) => Message(0xFF, 0xFF, BitConverter.GetBytes(code));

    /// <summary>The payload of the answer to who it is.</summary>
    public static byte[] Identity(int processId, string version)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write((long)processId);
        writer.Write(new byte[16]);
        foreach (string text in new[] { "dotnet /app/Shop.dll", "Linux", "x64", "Shop", version })
        {
            writer.Write(text.Length + 1);
            writer.Write(Encoding.Unicode.GetBytes(text + "\0"));
        }

        return bytes.ToArray();
    }

    private static byte[] Message(byte set, byte command, byte[] payload)
    {
        byte[] message = [.. "DOTNET_IPC_V1\0"u8, 0, 0, set, command, 0, 0, .. payload];
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        return message;
    }
}
