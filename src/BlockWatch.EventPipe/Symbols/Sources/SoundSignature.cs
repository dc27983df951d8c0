using System.Reflection.Metadata;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Tells whether a signature can be decoded without harm: its own bytes can hold what it says that it has.</summary>
/// <remarks>
/// The library's decoder makes room for as many parameters and type arguments as a signature announces, up to half a billion, and follows types inside types by recursion: the
/// signature of a damaged or hostile file would take gigabytes, or the whole stack. ECMA-335, II.23.2.
/// </remarks>
internal static class SoundSignature
{
    // Real signatures are far shorter. It bounds the recursion, here and in the decoder.
    private const int MaxBytes = 1024;

    private const byte GenericMethod = 0x10;

    /// <summary>Of a method.</summary>
    public static bool IsMethod(BlobReader signature) => signature.Length <= MaxBytes && SkipMethod(ref signature);

    /// <summary>Of a type specification.</summary>
    public static bool IsType(BlobReader signature) => signature.Length <= MaxBytes && SkipType(ref signature);

    private static bool SkipMethod(ref BlobReader blob)
    {
        if (blob.RemainingBytes == 0 || ((blob.ReadByte() & GenericMethod) != 0 && !SkipNumber(ref blob)))
        {
            return false;
        }

        return blob.TryReadCompressedInteger(out int parameters) && SkipType(ref blob) && SkipTypes(ref blob, parameters);
    }

    // Each takes a byte at least, so that as many as there cannot be end with the bytes.
    private static bool SkipTypes(ref BlobReader blob, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!SkipType(ref blob))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SkipType(ref BlobReader blob)
    {
        if (!blob.TryReadCompressedInteger(out int code))
        {
            return false;
        }

        return (SignatureTypeCode)code switch
        {
            SignatureTypeCode.Sentinel or SignatureTypeCode.Pinned or SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray => SkipType(ref blob),
            SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier => SkipNumber(ref blob) && SkipType(ref blob),
            SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter => SkipNumber(ref blob),
            SignatureTypeCode.GenericTypeInstance => SkipType(ref blob) && blob.TryReadCompressedInteger(out int arguments) && SkipTypes(ref blob, arguments),
            SignatureTypeCode.Array => SkipType(ref blob) && SkipNumber(ref blob) && SkipNumbers(ref blob) && SkipNumbers(ref blob),
            SignatureTypeCode.FunctionPointer => SkipMethod(ref blob),
            (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType => SkipNumber(ref blob),
            _ => true, // One without more to it, or none: the decoder says so.
        };
    }

    // Sizes and lower bounds of an array.
    private static bool SkipNumbers(ref BlobReader blob)
    {
        if (!blob.TryReadCompressedInteger(out int count))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!SkipNumber(ref blob))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SkipNumber(ref BlobReader blob) => blob.TryReadCompressedInteger(out _);
}
