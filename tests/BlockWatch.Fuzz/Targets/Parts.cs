using System.Buffers.Binary;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Inputs that are several files: each part's length in front of it. Whatever bytes are parts of some kind, so that inputs can be made smaller.</summary>
internal static class Parts
{
    public static byte[] Joined(params byte[][] parts) => [.. parts.SelectMany(static part => (byte[])[.. BitConverter.GetBytes(part.Length), .. part])];

    public static (byte[] First, byte[] Second) Split(byte[] input)
    {
        List<byte[]> parts = All(input);
        return (parts.ElementAtOrDefault(0) ?? [], parts.ElementAtOrDefault(1) ?? []);
    }

    public static List<byte[]> All(byte[] input)
    {
        List<byte[]> parts = [];
        ReadOnlySpan<byte> left = input;
        while (left.Length >= sizeof(int))
        {
            int length = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(left), 0, left.Length - sizeof(int));
            parts.Add(left.Slice(sizeof(int), length).ToArray());
            left = left[(sizeof(int) + length)..];
        }

        return parts;
    }
}
