using System.Reflection.Metadata;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Tells whether a signature can be decoded without harm: its own bytes can hold what it says that it has.</summary>
/// <remarks>
/// The library's decoder makes room for as many parameters and type arguments as a signature announces, up to half a billion, and follows types inside types by recursion: the
/// signature of a damaged or hostile file would take gigabytes, or the whole stack. ECMA-335, II.23.2.
/// </remarks>
internal ref struct SoundSignature
{
    // Real signatures are far shorter. It bounds the recursion, here and in the decoder.
    private const int MaxBytes = 1024;

    private const byte GenericMethod = 0x10;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _next;

    private SoundSignature(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Of a method.</summary>
    public static bool IsMethod(MetadataReader metadata, BlobHandle signature) => Bytes(metadata, signature) is { } bytes && IsMethod(bytes);

    /// <summary>Of a method.</summary>
    public static bool IsMethod(ReadOnlySpan<byte> bytes) => new SoundSignature(bytes).SkipMethod();

    /// <summary>Of a type specification.</summary>
    public static bool IsType(MetadataReader metadata, BlobHandle signature) => Bytes(metadata, signature) is { } bytes && IsType(bytes);

    /// <summary>Of a type specification.</summary>
    public static bool IsType(ReadOnlySpan<byte> bytes) => new SoundSignature(bytes).SkipType();

    private static byte[]? Bytes(MetadataReader metadata, BlobHandle signature) => metadata.GetBlobReader(signature).Length <= MaxBytes ? metadata.GetBlobBytes(signature) : null;

    private readonly int Left => _bytes.Length - _next;

    private bool SkipMethod()
    {
        if (!TryReadByte(out byte header) || ((header & GenericMethod) != 0 && !TryReadNumber(out _)))
        {
            return false;
        }

        return TryReadNumber(out int parameters) && SkipType() && SkipTypes(parameters);
    }

    private bool SkipTypes(int count)
    {
        if (count > Left)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!SkipType())
            {
                return false;
            }
        }

        return true;
    }

    private bool SkipType()
    {
        if (!TryReadNumber(out int code))
        {
            return false;
        }

        return (SignatureTypeCode)code switch
        {
            SignatureTypeCode.Sentinel or SignatureTypeCode.Pinned or SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray => SkipType(),
            SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier => TryReadNumber(out _) && SkipType(),
            SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter => TryReadNumber(out _),
            SignatureTypeCode.GenericTypeInstance => SkipType() && TryReadNumber(out int arguments) && SkipTypes(arguments),
            SignatureTypeCode.Array => SkipType() && TryReadNumber(out _) && SkipNumbers() && SkipNumbers(),
            SignatureTypeCode.FunctionPointer => SkipMethod(),
            (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType => TryReadNumber(out _),
            _ => true, // One without more to it, or none: the decoder says so.
        };
    }

    // Sizes and lower bounds of an array.
    private bool SkipNumbers()
    {
        if (!TryReadNumber(out int count) || count > Left)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!TryReadNumber(out _))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadByte(out byte value)
    {
        value = Left > 0 ? _bytes[_next] : (byte)0;
        return _next++ < _bytes.Length;
    }

    // II.23.2: one, two or four bytes, by the first bits.
    private bool TryReadNumber(out int value)
    {
        value = 0;
        if (!TryReadByte(out byte first))
        {
            return false;
        }

        int more = first switch
        {
            < 0x80 => 0,
            < 0xC0 => 1,
            < 0xE0 => 3,
            _ => int.MaxValue,
        };
        if (more > Left)
        {
            return false;
        }

        value = more switch
        {
            0 => first,
            1 => first & 0x3F,
            _ => first & 0x1F,
        };
        for (int i = 0; i < more; i++)
        {
            value = (value << 8) | _bytes[_next++];
        }

        return true;
    }
}
